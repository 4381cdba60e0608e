//! Fuzzy matching of short names that are rarely typed in full.

use std::ops::Range;
use std::sync::OnceLock;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use kzq_text::fold::{fold, source_ranges};

/// The distance between the scores of two kinds of match.
const KIND_STEP: i64 = 1_000_000;

/// Scores how well a typed text matches a short name: higher is better, `None` is no match.
///
/// An identical name scores highest, then one that starts with the text, one that contains it, and one in which
/// `fuzzy-matcher` finds its letters in order.
pub fn fuzzy_score(name: &str, typed: &str) -> Option<i64> {
    Some(FuzzyMatch::find(&fold(name), &fold(typed))?.score())
}

/// Like `fuzzy_score`, but also returns the byte ranges of the name that matched.
pub fn fuzzy_match(name: &str, typed: &str) -> Option<(i64, Vec<Range<usize>>)> {
    let (folded, typed) = (fold(name), fold(typed));
    let kind = FuzzyMatch::find(&folded, &typed)?;
    let score = kind.score();
    let matched = match kind {
        FuzzyMatch::Scattered(_) => matcher().fuzzy_indices(&folded, &typed)?.1,
        FuzzyMatch::Whole | FuzzyMatch::Prefix => (0..typed.chars().count()).collect(),
        FuzzyMatch::Substring(at) => {
            let before = folded[..at].chars().count();
            (before..before + typed.chars().count()).collect()
        }
    };
    Some((score, source_ranges(name, &matched)))
}

/// How a typed text matches a name, both folded.
pub(crate) enum FuzzyMatch {
    Whole,
    Prefix,
    /// Contains it, starting at this byte.
    Substring(usize),
    /// Contains its letters in order, with this score.
    Scattered(i64),
}

impl FuzzyMatch {
    /// The best kind of match, if there is one.
    pub(crate) fn find(name: &str, typed: &str) -> Option<Self> {
        if typed.is_empty() {
            return None;
        }
        if let Some(at) = name.find(typed) {
            return Some(Self::containing(at, name.len(), typed.len()));
        }
        // Require half of the name's own score, so that letters scattered over a long name are no match.
        let score = matcher().fuzzy_match(name, typed)?;
        let whole = matcher().fuzzy_match(typed, typed)?;
        (score * 2 >= whole).then_some(Self::Scattered(score))
    }

    /// The match of a text of `typed_len` bytes that is at a byte of a name of `name_len` bytes.
    pub(crate) fn containing(at: usize, name_len: usize, typed_len: usize) -> Self {
        match at {
            0 if name_len == typed_len => Self::Whole,
            0 => Self::Prefix,
            at => Self::Substring(at),
        }
    }

    pub(crate) fn score(&self) -> i64 {
        match self {
            Self::Whole => 3 * KIND_STEP,
            Self::Prefix => 2 * KIND_STEP,
            Self::Substring(_) => KIND_STEP,
            Self::Scattered(score) => *score,
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
    fn typed_text_matches_parts_of_names() {
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
