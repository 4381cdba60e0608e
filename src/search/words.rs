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

impl Tier {
    /// All of them, best first.
    pub(super) const ALL: [Self; 4] = [Self::Whole, Self::Start, Self::Part, Self::Near];

    /// The tier of a table's value: one more than the tier's place, or 0 for none.
    pub(super) fn of(value: u8) -> Option<Self> {
        Self::ALL.get(usize::from(value).wrapping_sub(1)).copied()
    }
}

/// A word in the forms in which it can be matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form<'w> {
    /// The folded word.
    pub(super) folded: &'w str,
    /// Its other -ise/-ize spelling.
    pub(super) other: Option<&'w str>,
}

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    folded: String,
    other: Option<String>,
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

impl Token {
    /// The word without its place.
    pub(super) fn form(&self) -> Form<'_> {
        Form { folded: &self.folded, other: self.other.as_deref() }
    }
}

/// The folded words of a text.
pub(super) fn fold_words(text: &str) -> Vec<String> {
    words(text).map(|(_, word)| fold(word)).filter(|folded| !folded.is_empty()).collect()
}

impl Form<'_> {
    /// Whether it is the typed word.
    pub(super) fn is(self, typed: &str) -> bool {
        let same = |form: &str| form == typed || without_possessive(form) == typed;
        same(self.folded) || self.other.is_some_and(same)
    }

    /// Whether it begins with the typed letters.
    pub(super) fn starts_with(self, typed: &str) -> bool {
        self.folded.starts_with(typed) || self.other.is_some_and(|other| other.starts_with(typed))
    }

    /// How surely it holds the typed word, if it does.
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

    /// How well it matches the typed word, near matches included.
    pub(super) fn tier(self, typed: &str, near: &Near) -> Option<Tier> {
        self.sure_tier(typed).or_else(|| near.is_near(typed, self.folded).then_some(Tier::Near))
    }
}

/// Whether a typed word is looked for inside words, too.
pub(super) fn counts_inside(typed: &str) -> bool {
    typed.chars().nth(PART_FROM - 1).is_some()
}

/// Whether a word fits at a place of a phrase: it is the word that stands there, or begins with it where more may
/// be typed.
pub(super) fn fits_phrase(form: Form<'_>, words: &[String], at: usize, open: bool) -> bool {
    let word = &words[at];
    form.is(word) || (open && at + 1 == words.len() && form.starts_with(word))
}

/// Where in `tokens` a phrase begins, at each of its occurrences.
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
