//! Fuzzy matching of words: typos and omitted letters.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// Shorter words are not matched fuzzily.
const NEAR_FROM: usize = 4;
/// The maximum number of letters that an abbreviation may omit.
const LEFT_OUT: usize = 3;
/// The share of the best possible score that an abbreviation must reach.
const GOOD_SHARE: (i64, i64) = (7, 10);

/// Decides whether one folded word is a typo of another.
#[derive(Default)]
pub(super) struct Near {
    matcher: SkimMatcherV2,
}

impl Near {
    /// Whether `typed` is `word` with one edit (a letter added, removed, replaced, or two swapped), or with a few
    /// letters omitted, as scored by `fuzzy-matcher`.
    pub(super) fn is_near(&self, typed: &str, word: &str) -> bool {
        let letters = typed.chars().count();
        if letters < NEAR_FROM || !typed.chars().any(char::is_alphabetic) {
            return false;
        }
        let length = word.chars().count();
        if letters.abs_diff(length) <= 1 && strsim::osa_distance(typed, word) <= 1 {
            return true;
        }
        length > letters && length - letters <= LEFT_OUT && self.is_abbreviated(typed, word)
    }

    /// The indices of the characters of `word` that were typed, if there is an alignment.
    pub(super) fn matched(&self, typed: &str, word: &str) -> Option<Vec<usize>> {
        self.matcher.fuzzy_indices(word, typed).map(|(_, indices)| indices)
    }

    fn is_abbreviated(&self, typed: &str, word: &str) -> bool {
        if word.chars().next() != typed.chars().next() {
            return false;
        }
        let Some(score) = self.matcher.fuzzy_match(word, typed) else { return false };
        let best = self.matcher.fuzzy_match(typed, typed).unwrap_or(i64::MAX);
        score.saturating_mul(GOOD_SHARE.1) >= best.saturating_mul(GOOD_SHARE.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_near_and_more_is_not() {
        let near = Near::default();
        for (typed, word, expected) in [
            ("multilatralism", "multilateralism", true),
            ("hydrocrabon", "hydrocarbon", true),
            ("concil", "council", true),
            ("councel", "council", true),
            ("councill", "council", true),
            ("digitlstion", "digitalisation", true),
            ("kzkhstn", "kazakhstan", true),
            ("chn", "china", false),
            ("nuclear", "until", false),
            ("peace", "practices", false),
            ("2029", "2019", false),
            ("multilatrelism", "multilateralism", false),
        ] {
            assert_eq!(near.is_near(typed, word), expected, "{typed} {word}");
        }
    }
}
