//! Tokenises texts, and decides how well a token matches a typed word.

use std::ops::Range;

use crate::typo::Near;
use kzq_text::fold::{fold, other_spelling, without_possessive};
use kzq_text::words::words;

/// Shorter words are not searched for inside words: `ai` does not match "said".
const PART_FROM: usize = 4;

/// How well a word of a text matches a typed one, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    /// Equal, apart from a possessive ending or -ise/-ize spelling.
    Whole,
    /// Starts with the typed word.
    Start,
    /// Contains the typed word.
    Part,
    /// Has a typo, or is an abbreviation.
    Near,
}

impl Tier {
    /// All tiers, best first.
    pub(super) const ALL: [Self; 4] = [Self::Whole, Self::Start, Self::Part, Self::Near];

    /// Decodes a table value: the tier's index plus one, or 0 for none.
    pub(super) fn of(value: u8) -> Option<Self> {
        Self::ALL.get(usize::from(value).wrapping_sub(1)).copied()
    }
}

/// A word in the forms that can match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form<'w> {
    /// The folded word.
    pub(super) folded: &'w str,
    /// Its other -ise/-ize spelling, if any.
    pub(super) other: Option<&'w str>,
}

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    folded: String,
    other: Option<String>,
    /// Its byte range in the text.
    pub(super) range: Range<usize>,
}

/// Splits a text into tokens.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    words(text)
        .map(|(range, word)| {
            let folded = fold(word);
            Token { other: other_spelling(&folded), folded, range }
        })
        .collect()
}

impl Token {
    /// The token's word forms.
    pub(super) fn form(&self) -> Form<'_> {
        Form { folded: &self.folded, other: self.other.as_deref() }
    }
}

/// Splits a text into folded words.
pub(super) fn fold_words(text: &str) -> Vec<String> {
    words(text).map(|(_, word)| fold(word)).filter(|folded| !folded.is_empty()).collect()
}

impl Form<'_> {
    /// Whether it equals the typed word.
    pub(super) fn is(self, typed: &str) -> bool {
        let same = |form: &str| form == typed || without_possessive(form) == typed;
        same(self.folded) || self.other.is_some_and(same)
    }

    /// Whether it starts with the typed letters.
    pub(super) fn starts_with(self, typed: &str) -> bool {
        self.folded.starts_with(typed) || self.other.is_some_and(|other| other.starts_with(typed))
    }

    /// The tier of an exact match, that is, without typos.
    pub(super) fn sure_tier(self, typed: &str) -> Option<Tier> {
        if self.is(typed) {
            Some(Tier::Whole)
        } else if self.starts_with(typed) {
            Some(Tier::Start)
        } else if counts_inside(typed) && self.folded.contains(typed) {
            Some(Tier::Part)
        } else {
            None
        }
    }

    /// The best tier, fuzzy matches included.
    pub(super) fn tier(self, typed: &str, near: &Near) -> Option<Tier> {
        self.sure_tier(typed).or_else(|| near.is_near(typed, self.folded).then_some(Tier::Near))
    }
}

/// Whether a typed word is also searched for inside words.
pub(super) fn counts_inside(typed: &str) -> bool {
    typed.chars().nth(PART_FROM - 1).is_some()
}

/// Whether a word matches a position of a phrase: it is equal to the phrase's word, or starts with it if it is the last
/// one and `is_prefix` is set.
pub(super) fn fits_phrase(form: Form<'_>, words: &[String], at: usize, open: bool) -> bool {
    let word = &words[at];
    form.is(word) || (open && at + 1 == words.len() && form.starts_with(word))
}

/// The positions in `tokens` where the phrase occurs.
pub(super) fn phrase_starts<'t>(
    tokens: &'t [Token],
    words: &'t [String],
    open: bool,
) -> impl Iterator<Item = usize> + 't {
    tokens.windows(words.len().max(1)).enumerate().filter_map(move |(start, window)| {
        let fits = window.iter().enumerate().all(|(at, token)| fits_phrase(token.form(), words, at, open));
        fits.then_some(start)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tier(word: &str, typed: &str) -> Option<Tier> {
        tokens(word)[0].form().tier(&fold(typed), &Near::default())
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
