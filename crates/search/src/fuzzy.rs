//! Fuzzy matching of short names that are rarely typed in full.

use std::ops::Range;
use std::sync::OnceLock;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use memchr::memmem;

use kzq_text::Safe;
use kzq_text::fold::{fold, fold_into, source_ranges};

/// The distance between the scores of two kinds of match.
const KIND_STEP: i64 = 1_000_000;

/// Scores how well a typed text matches a short name: higher is better, `None` is no match.
///
/// An identical name scores highest, then one that starts with the text, one that contains it, and one in which
/// `fuzzy-matcher` finds its letters in order.
pub fn fuzzy_score(name: &str, typed: &str) -> Option<i64> {
    let (name, typed) = (fold(name), fold(typed));
    match match_kind(&name, &typed)? {
        FuzzyMatch::Whole => Some(3 * KIND_STEP),
        FuzzyMatch::Prefix => Some(2 * KIND_STEP),
        FuzzyMatch::Substring(_) => Some(KIND_STEP),
        FuzzyMatch::Scattered(score) => Some(score),
    }
}

/// Like `fuzzy_score`, but also returns the byte ranges of the name that matched.
pub fn fuzzy_match(name: &str, typed: &str) -> Option<(i64, Vec<Range<usize>>)> {
    let score = fuzzy_score(name, typed)?;
    let (folded, typed) = (fold(name), fold(typed));
    let matched = match match_kind(&folded, &typed)? {
        FuzzyMatch::Scattered(_) => matcher().fuzzy_indices(&folded, &typed)?.1,
        FuzzyMatch::Whole | FuzzyMatch::Prefix => (0..typed.chars().count()).collect(),
        FuzzyMatch::Substring(at) => {
            let before = folded[..at].chars().count();
            (before..before + typed.chars().count()).collect()
        }
    };
    Some((score, source_ranges(name, &matched)))
}

/// The ids whose names match `value` with the best kind of match.
pub(crate) fn best_matches<'n, I: Copy>(
    ids: impl Iterator<Item = I> + Clone,
    value: &str,
    names: impl Fn(I) -> Vec<Safe<'n>>,
) -> Vec<I> {
    let typed = fold(value);
    if typed.is_empty() {
        return Vec::new();
    }
    // Exact names if there is one, otherwise the next best kind: prefix, substring, or scattered letters.
    let typed_within = memmem::Finder::new(&typed);
    let (mut best, mut best_kind, mut folded) = (Vec::new(), None, String::new());
    for id in ids.clone() {
        let mut kind = |name: &Safe<'_>| {
            fold_into(name.as_str(), &mut folded);
            let at = typed_within.find(folded.as_bytes())?;
            Some(if at > 0 { Contained::Inside } else { Contained::start(folded.len() == typed.len()) })
        };
        let kind = names(id).iter().filter_map(&mut kind).min();
        if kind.is_some() && (best_kind.is_none() || kind < best_kind) {
            best_kind = kind;
            best.clear();
        }
        if kind.is_some() && kind == best_kind {
            best.push(id);
        }
    }
    if best.is_empty() {
        let has_letters = |id: &I| names(*id).iter().any(|name| fuzzy_score(name.as_str(), value).is_some());
        best.extend(ids.filter(has_letters));
    }
    best
}

/// How a name contains a typed text, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Contained {
    Whole,
    AtStart,
    Inside,
}

impl Contained {
    fn start(is_whole: bool) -> Self {
        if is_whole { Self::Whole } else { Self::AtStart }
    }
}

/// How a typed text matches a name, both folded.
enum FuzzyMatch {
    Whole,
    Prefix,
    /// Contains it, starting at this byte.
    Substring(usize),
    /// Contains its letters in order, with this score.
    Scattered(i64),
}

fn match_kind(name: &str, typed: &str) -> Option<FuzzyMatch> {
    if typed.is_empty() {
        return None;
    }
    match name.find(typed) {
        Some(0) if name.len() == typed.len() => Some(FuzzyMatch::Whole),
        Some(0) => Some(FuzzyMatch::Prefix),
        Some(at) => Some(FuzzyMatch::Substring(at)),
        None => {
            // Require half of the name's own score, so that letters scattered over a long name are no match.
            let score = matcher().fuzzy_match(name, typed)?;
            let whole = matcher().fuzzy_match(typed, typed)?;
            (score * 2 >= whole).then_some(FuzzyMatch::Scattered(score))
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
    fn typed_text_matches_names() {
        for (name, typed, parts) in [
            ("copy-as", "copy-as", vec!["copy-as"]),
            ("copy-as", "COPY", vec!["copy"]),
            ("half-page-down", "page", vec!["page"]),
            ("Straße", "sse", vec!["ße"]),
            ("come-back", "cb", vec!["c", "b"]),
        ] {
            let (score, ranges) = fuzzy_match(name, typed).unwrap();
            let found: Vec<&str> = ranges.into_iter().map(|range| &name[range]).collect();
            assert_eq!(found, parts, "{name} {typed}");
            assert_eq!(fuzzy_score(name, typed), Some(score));
        }
        for (name, typed) in [("copy", ""), ("copy", "xyz"), ("unmark-all", "star")] {
            assert_eq!(fuzzy_match(name, typed), None, "{name} {typed}");
        }
    }

    proptest::proptest! {
        #[test]
        fn ranges_are_within_the_name(name in "([a-z]|[ßéİ-]|\\PC){0,12}", typed in "([a-zß]|\\PC){0,4}") {
            if let Some((_, ranges)) = fuzzy_match(&name, &typed) {
                for range in ranges {
                    proptest::prop_assert!(name.get(range).is_some());
                }
            }
        }
    }
}
