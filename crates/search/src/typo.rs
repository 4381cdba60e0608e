//! Fuzzy matching of words: typos and omitted letters.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use kzq_text::fold::without_possessive;

/// Shorter words are not matched fuzzily.
const MIN_CHARS: usize = 4;
/// The maximum number of letters that an abbreviation may omit.
const MAX_OMITTED: usize = 3;
/// The share of the best possible score that an abbreviation must reach.
const MIN_SCORE_RATIO: (i64, i64) = (7, 10);

/// How a typed word differs from the one that it is taken for, likelier first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Typo {
    /// By one edit.
    Edit,
    /// By several letters, which it omits.
    Omissions,
}

/// Decides whether one folded word is a typo of another.
#[derive(Default)]
pub(super) struct TypoMatcher {
    matcher: SkimMatcherV2,
}

impl TypoMatcher {
    /// Whether a word is long enough to be mistyped, and has letters.
    pub(super) fn may_match(typed: &str) -> bool {
        typed.chars().count() >= MIN_CHARS && typed.chars().any(char::is_alphabetic)
    }

    /// How `typed` differs from `word`, at least: by one edit (a letter added, removed, replaced, or two swapped), or by a
    /// few letters omitted, as scored by `fuzzy-matcher`; a possessive ending need not be typed. `None` is by more.
    pub(super) fn find(&self, typed: &str, word: &str) -> Option<Typo> {
        if !Self::may_match(typed) {
            return None;
        }
        let bare = Some(without_possessive(word)).filter(|bare| bare.len() < word.len());
        std::iter::once(word).chain(bare).filter_map(|form| self.find_in(typed, form)).min()
    }

    fn find_in(&self, typed: &str, word: &str) -> Option<Typo> {
        let (letters, length) = (typed.chars().count(), word.chars().count());
        if letters.abs_diff(length) <= 1 && strsim::osa_distance(typed, word) <= 1 {
            return Some(Typo::Edit);
        }
        let may_omit = length > letters && length - letters <= MAX_OMITTED;
        (may_omit && self.is_abbreviation(typed, word)).then_some(Typo::Omissions)
    }

    /// Whether [`find`](Self::find) finds anything.
    pub(super) fn matches(&self, typed: &str, word: &str) -> bool {
        self.find(typed, word).is_some()
    }

    /// The indices of the characters of `word` that were typed, if there is an alignment.
    pub(super) fn matched_chars(&self, typed: &str, word: &str) -> Option<Vec<usize>> {
        self.matcher.fuzzy_indices(word, typed).map(|(_, indices)| indices)
    }

    fn is_abbreviation(&self, typed: &str, word: &str) -> bool {
        if word.chars().next() != typed.chars().next() {
            return false;
        }
        let Some(score) = self.matcher.fuzzy_match(word, typed) else { return false };
        let best = self.matcher.fuzzy_match(typed, typed).unwrap_or(i64::MAX);
        score.saturating_mul(MIN_SCORE_RATIO.1) >= best.saturating_mul(MIN_SCORE_RATIO.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_typo_matches_and_more_do_not() {
        let near = TypoMatcher::default();
        for (typed, word, expected) in [
            ("multilatralism", "multilateralism", true),
            ("hydrocrabon", "hydrocarbon", true),
            ("concil", "council", true),
            ("councel", "council", true),
            ("councill", "council", true),
            ("concil", "council's", true),
            ("councl's", "council's", true),
            ("councils", "council's", true),
            ("digitlstion", "digitalisation", true),
            ("kzkhstn", "kazakhstan", true),
            ("chn", "china", false),
            ("nuclear", "until", false),
            ("peace", "practices", false),
            ("2029", "2019", false),
            ("multilatrelism", "multilateralism", false),
        ] {
            assert_eq!(near.matches(typed, word), expected, "{typed} {word}");
        }
    }
}
