//! Near words: a typed word that is one slip away from a word of the text.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// From how many letters on a typed word may be a slip away.
const NEAR_FROM: usize = 4;
/// How many letters of a word a typed one may leave out and still be near by its score.
const LEFT_OUT: usize = 3;
/// The share of the best possible score that a word with letters left out must reach.
const GOOD_SHARE: (i64, i64) = (7, 10);

/// Judges whether two folded words are near each other.
#[derive(Default)]
pub(super) struct Near {
    matcher: SkimMatcherV2,
}

impl Near {
    /// Whether `word` is nearly `typed`: one edit away (a letter more, less, other, or two swapped), or
    /// `typed` is `word` with a few letters left out, as `fuzzy-matcher` scores it.
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

    /// The characters of `word` that were typed, where that can be told.
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
