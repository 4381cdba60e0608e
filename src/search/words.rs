//! The words of a text, prepared for matching; and how well a word matches one that was typed.

use std::ops::Range;

use super::near::Near;
use crate::text::fold::{fold, other_spelling, without_possessive, words};

/// From how many letters on a typed word is looked for inside words: `ai` is not in "said".
const PART_FROM: usize = 4;

/// How well a word of a text matches a typed one, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    /// It is the word, up to the possessive and the -ise/-ize spelling.
    Whole,
    /// It begins with the word.
    Start,
    /// It holds the word.
    Part,
    /// It is nearly the word.
    Near,
}

/// A word of a text in the forms in which it can be matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// The folded word.
    pub(super) folded: String,
    /// Its other -ise/-ize spelling.
    pub(super) other: Option<String>,
    /// Where it stands in its text.
    pub(super) range: Range<usize>,
}

/// The words of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    words(text)
        .map(|(range, word)| {
            let folded = fold(word);
            Token { other: other_spelling(&folded), folded, range }
        })
        .collect()
}

/// The folded words of a text.
pub(super) fn fold_words(text: &str) -> Vec<String> {
    words(text).map(|(_, word)| fold(word)).filter(|folded| !folded.is_empty()).collect()
}

impl Token {
    /// Whether it is the typed word.
    pub(super) fn is(&self, typed: &str) -> bool {
        let same = |form: &str| form == typed || without_possessive(form) == typed;
        same(&self.folded) || self.other.as_deref().is_some_and(same)
    }

    /// Whether it begins with the typed letters.
    pub(super) fn starts_with(&self, typed: &str) -> bool {
        self.folded.starts_with(typed) || self.other.as_deref().is_some_and(|other| other.starts_with(typed))
    }

    /// How surely it holds the typed word, if it does.
    pub(super) fn sure_tier(&self, typed: &str) -> Option<Tier> {
        if self.is(typed) {
            Some(Tier::Whole)
        } else if self.starts_with(typed) {
            Some(Tier::Start)
        } else if typed.chars().nth(PART_FROM - 1).is_some() && self.folded.contains(typed) {
            Some(Tier::Part)
        } else {
            None
        }
    }

    /// How well it matches the typed word, near matches included.
    pub(super) fn tier(&self, typed: &str, near: &Near) -> Option<Tier> {
        self.sure_tier(typed).or_else(|| near.is_near(typed, &self.folded).then_some(Tier::Near))
    }
}

/// Where in `tokens` a phrase begins, at each of its occurrences.
pub(super) fn phrase_starts<'t>(
    tokens: &'t [Token],
    words: &'t [String],
    open: bool,
) -> impl Iterator<Item = usize> + 't {
    tokens.windows(words.len().max(1)).enumerate().filter_map(move |(at, window)| {
        let last = words.len() - 1;
        let fits = window
            .iter()
            .zip(words)
            .enumerate()
            .all(|(index, (token, word))| token.is(word) || (open && index == last && token.starts_with(word)));
        fits.then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tier(word: &str, typed: &str) -> Option<Tier> {
        tokens(word)[0].tier(&fold(typed), &Near::default())
    }

    #[test]
    fn a_word_matches_whole_by_its_start_in_part_or_nearly() {
        for (word, typed, expected) in [
            ("China", "china", Some(Tier::Whole)),
            ("China’s", "china", Some(Tier::Whole)),
            ("that’s", "that's", Some(Tier::Whole)),
            ("digitalisation", "digitalization", Some(Tier::Whole)),
            ("digitalization", "digitalis", Some(Tier::Start)),
            ("Hydrocarbons", "hydrocarbon", Some(Tier::Start)),
            ("hydrocarbon", "carbon", Some(Tier::Part)),
            ("said", "ai", None),
            ("forward", "war", None),
            ("enterprise", "prize", None),
            ("multilateralism", "multilatralism", Some(Tier::Near)),
            ("hydrocarbon", "hydrocrabon", Some(Tier::Near)),
            ("Security", "secrity", Some(Tier::Near)),
            ("Council", "concil", Some(Tier::Near)),
            ("nuclear", "china", None),
        ] {
            assert_eq!(tier(word, typed), expected, "{typed} in {word}");
        }
    }

    #[test]
    fn phrases_are_words_in_a_row() {
        let text = tokens("the Security Council, the Security Service");
        let starts = |typed: &str, open| phrase_starts(&text, &fold_words(typed), open).collect::<Vec<_>>();
        assert_eq!(starts("the security", false), [0, 3]);
        assert_eq!(starts("security coun", true), [1]);
        assert_eq!(starts("security coun", false), [0_usize; 0]);
        assert_eq!(starts("council security", false), [0_usize; 0]);
    }
}
