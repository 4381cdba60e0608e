//! Short names, matched loosely, since nobody types them whole.

use std::ops::Range;
use std::sync::OnceLock;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::text::fold::{fold, unfold};

/// How much better one way of matching is than the next.
const STEP: i64 = 1_000_000;

/// How well a typed text matches a short name: more is better, `None` is not at all.
///
/// A name that is the text comes first, then one that begins with it, one that holds it, and one in which
/// `fuzzy-matcher` finds its letters in order.
pub fn short_score(name: &str, typed: &str) -> Option<i64> {
    let (name, typed) = (fold(name), fold(typed));
    match place(&name, &typed)? {
        Place::Whole => Some(3 * STEP),
        Place::Start => Some(2 * STEP),
        Place::Within(_) => Some(STEP),
        Place::Scattered(score) => Some(score),
    }
}

/// The same, with the byte ranges of the name that were typed.
pub fn short_match(name: &str, typed: &str) -> Option<(i64, Vec<Range<usize>>)> {
    let score = short_score(name, typed)?;
    let (folded, typed) = (fold(name), fold(typed));
    let picked = match place(&folded, &typed)? {
        Place::Scattered(_) => matcher().fuzzy_indices(&folded, &typed)?.1,
        Place::Whole | Place::Start => (0..typed.chars().count()).collect(),
        Place::Within(at) => {
            let before = folded[..at].chars().count();
            (before..before + typed.chars().count()).collect()
        }
    };
    Some((score, unfold(name, &picked)))
}

/// Where a typed text stands in a name, both folded.
enum Place {
    Whole,
    Start,
    /// From a byte on.
    Within(usize),
    /// Its letters are there in order, with this score.
    Scattered(i64),
}

fn place(name: &str, typed: &str) -> Option<Place> {
    if typed.is_empty() {
        return None;
    }
    match name.find(typed) {
        Some(0) if name.len() == typed.len() => Some(Place::Whole),
        Some(0) => Some(Place::Start),
        Some(at) => Some(Place::Within(at)),
        None => {
            // Letters scattered over a name are no match: ask for half of what the name itself would score.
            let score = matcher().fuzzy_match(name, typed)?;
            let whole = matcher().fuzzy_match(typed, typed)?;
            (score * 2 >= whole).then_some(Place::Scattered(score))
        }
    }
}

fn matcher() -> &'static SkimMatcherV2 {
    static MATCHER: OnceLock<SkimMatcherV2> = OnceLock::new();
    MATCHER.get_or_init(SkimMatcherV2::default)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_found_in_the_name() {
        for (name, typed, parts) in [
            ("copy-as", "copy-as", vec!["copy-as"]),
            ("copy-as", "COPY", vec!["copy"]),
            ("half-page-down", "page", vec!["page"]),
            ("Straße", "sse", vec!["ße"]),
            ("come-back", "cb", vec!["c", "b"]),
        ] {
            let (score, ranges) = short_match(name, typed).unwrap();
            let found: Vec<&str> = ranges.into_iter().map(|range| &name[range]).collect();
            assert_eq!(found, parts, "{name} {typed}");
            assert_eq!(short_score(name, typed), Some(score));
        }
        for (name, typed) in [("copy", ""), ("copy", "xyz"), ("unmark-all", "star")] {
            assert_eq!(short_match(name, typed), None, "{name} {typed}");
        }
    }

    proptest::proptest! {
        #[test]
        fn the_ranges_are_of_the_name(name in "([a-z]|[ßéİ-]|\\PC){0,12}", typed in "([a-zß]|\\PC){0,4}") {
            if let Some((_, ranges)) = short_match(&name, &typed) {
                for range in ranges {
                    proptest::prop_assert!(name.get(range).is_some());
                }
            }
        }
    }
}
