//! Tokenises texts, and decides how well a token matches a typed word.

use std::ops::Range;

use crate::term::Term;
use crate::typo::{Typo, TypoMatcher};
use kzq_text::fold::{self, alternate_spelling, fold, without_possessive};
use kzq_text::words::words;

/// Shorter words are not searched for inside words: `ai` does not match "said".
const MIN_INSIDE_CHARS: usize = 4;

/// How well a word of a text matches a typed one, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MatchTier {
    /// Equal, apart from a possessive ending or -ise/-ize spelling.
    Whole,
    /// Starts with the typed word.
    Prefix,
    /// Contains the typed word.
    Substring,
    /// No word of the entry's texts matches, but its metadata do.
    Metadata,
    /// Has a typo.
    Fuzzy,
    /// The typed word omits several of its letters, which is less likely than a typo.
    Abbreviation,
}

impl MatchTier {
    /// All tiers, best first.
    pub(super) const ALL: [Self; 6] =
        [Self::Whole, Self::Prefix, Self::Substring, Self::Metadata, Self::Fuzzy, Self::Abbreviation];

    /// Decodes a table value: the tier's index plus one, or 0 for none.
    pub(super) fn from_table(value: u8) -> Option<Self> {
        Self::ALL.get(usize::from(value).wrapping_sub(1)).copied()
    }

    /// How much worse it is than a whole word, among terms that are all in the texts.
    pub(super) fn penalty(self) -> u16 {
        match self {
            Self::Whole | Self::Metadata => 0,
            Self::Prefix => 1,
            Self::Substring => 2,
            Self::Fuzzy => 3,
            Self::Abbreviation => 4,
        }
    }

    /// Whether it is not exact.
    pub(super) fn is_fuzzy(self) -> bool {
        self >= Self::Fuzzy
    }

    /// The tier of a word that was mistyped.
    pub(super) fn of_typo(typo: Typo) -> Self {
        match typo {
            Typo::Edit => Self::Fuzzy,
            Typo::Omissions => Self::Abbreviation,
        }
    }
}

/// A word in the forms that can match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WordForms<'w> {
    /// The folded word.
    pub(super) folded: &'w str,
    /// Its other -ise/-ize spelling, if any.
    pub(super) variant: Option<&'w str>,
}

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TextToken {
    folded: String,
    variant: Option<String>,
    /// Its byte range in the text.
    pub(super) range: Range<usize>,
}

/// Splits a text into tokens.
pub(super) fn tokenize(text: &str) -> Vec<TextToken> {
    words(text)
        .map(|(range, word)| {
            let folded = fold(word);
            TextToken { variant: alternate_spelling(&folded), folded, range }
        })
        .collect()
}

impl TextToken {
    /// The token's word forms.
    pub(super) fn forms(&self) -> WordForms<'_> {
        WordForms { folded: &self.folded, variant: self.variant.as_deref() }
    }
}

impl WordForms<'_> {
    /// Whether it equals the typed word.
    pub(super) fn equals(self, typed: &str) -> bool {
        let same = |form: &str| form == typed || without_possessive(form) == typed;
        same(self.folded) || self.variant.is_some_and(same)
    }

    /// Whether it starts with the typed letters.
    pub(super) fn starts_with(self, typed: &str) -> bool {
        self.folded.starts_with(typed) || self.variant.is_some_and(|other| other.starts_with(typed))
    }

    /// The tier of an exact match, that is, without typos.
    pub(super) fn exact_tier(self, typed: &str) -> Option<MatchTier> {
        if self.equals(typed) {
            Some(MatchTier::Whole)
        } else if self.starts_with(typed) {
            Some(MatchTier::Prefix)
        } else if matches_inside(typed) && self.folded.contains(typed) {
            Some(MatchTier::Substring)
        } else {
            None
        }
    }

    /// The best tier, fuzzy matches included.
    pub(super) fn tier(self, typed: &str, typos: &TypoMatcher) -> Option<MatchTier> {
        let loose = || matches_loosely(self.folded, typed).then_some(MatchTier::Fuzzy);
        let typo = || typos.find(typed, self.folded).map(MatchTier::of_typo);
        self.exact_tier(typed).or_else(loose).or_else(typo)
    }
}

/// Whether a typed word is also searched for inside words.
pub(super) fn matches_inside(typed: &str) -> bool {
    typed.chars().nth(MIN_INSIDE_CHARS - 1).is_some()
}

/// Whether a typed word is a word, or the beginning of one, typed on a keyboard without some of its letters.
pub(super) fn matches_loosely(folded: &str, typed: &str) -> bool {
    /// Shorter words must be whole.
    const MIN_PREFIX_CHARS: usize = 3;
    let is_prefix = || typed.chars().nth(MIN_PREFIX_CHARS - 1).is_some();
    fold::matches_loosely(folded, typed).is_some_and(|is_whole| is_whole || is_prefix())
}

/// The tier in which a term matches at a position of a text, without typos.
pub(super) fn exact_tier_at(tokens: &[TextToken], at: usize, term: &Term) -> Option<MatchTier> {
    let tokens = &tokens[at..];
    match term {
        Term::Word(typed) => tokens[0].forms().exact_tier(typed),
        Term::Pattern(pattern) => pattern.is_in(&tokens[0].folded).then_some(MatchTier::Whole),
        Term::Phrase { words, is_prefix } => {
            let window = tokens.get(..words.len())?;
            phrase_starts(window, words, *is_prefix).next().map(|_| MatchTier::Whole)
        }
        Term::Near { words, within } => {
            let window = &tokens[..(within + 1).min(tokens.len())];
            let has = |word: &String| window.iter().any(|token| token.forms().equals(word));
            let begins = words.iter().any(|word| tokens[0].forms().equals(word));
            (begins && words.iter().all(has)).then_some(MatchTier::Whole)
        }
        Term::Any(members) => members.iter().filter_map(|member| exact_tier_at(tokens, 0, member)).min(),
        Term::Literal(_) | Term::Field(..) | Term::Not(_) | Term::Nothing => None,
    }
}

/// Whether a term matches in a text, without typos.
pub(super) fn matches_tokens(tokens: &[TextToken], term: &Term) -> bool {
    (0..tokens.len()).any(|at| exact_tier_at(tokens, at, term).is_some())
}

/// Whether a text contains a whole word, a phrase or a pattern.
pub(super) fn contains_tokens(tokens: &[TextToken], term: &Term) -> bool {
    match term {
        Term::Word(word) => tokens.iter().any(|token| token.forms().equals(word)),
        Term::Phrase { words, .. } => phrase_starts(tokens, words, false).next().is_some(),
        term => matches_tokens(tokens, term),
    }
}

/// The tier in which a term matches at a position of a text, fuzzy matches included; `divisions` are those of the term.
pub(super) fn near_tier_at(
    tokens: &[TextToken],
    at: usize,
    term: &Term,
    divisions: &[Vec<String>],
    typos: &TypoMatcher,
) -> Option<MatchTier> {
    let window = |count: usize| tokens.get(at..at + count);
    let of_words = match term {
        Term::Word(typed) => tokens[at].forms().tier(typed, typos),
        Term::Phrase { words, is_prefix } => window(words.len()).and_then(|window| {
            let fits = |(at, token): (usize, &TextToken)| {
                matches_phrase_word(token.forms(), words, at, *is_prefix)
                    .then_some(MatchTier::Whole)
                    .or_else(|| is_typed_for(&token.folded, &words[at]).then_some(MatchTier::Fuzzy))
            };
            let tiers: Option<Vec<MatchTier>> = window.iter().enumerate().map(fits).collect();
            tiers?.into_iter().max()
        }),
        Term::Any(members) => members.iter().filter_map(|member| near_tier_at(tokens, at, member, &[], typos)).min(),
        term => exact_tier_at(tokens, at, term),
    };
    let is_divided = || {
        let has = |words: &Vec<String>| {
            window(words.len())
                .is_some_and(|window| window.iter().zip(words).all(|(token, word)| token.folded == *word))
        };
        divisions.iter().any(has)
    };
    of_words.or_else(|| is_divided().then_some(MatchTier::Fuzzy))
}

/// Whether a word of a phrase is typed for another one: see [`matches_loosely`].
pub(super) fn is_typed_for(folded: &str, typed: &str) -> bool {
    fold::matches_loosely(folded, typed) == Some(true)
}

/// Whether a word matches a position of a phrase: it is equal to the phrase's word, or starts with it if it is the last
/// one and `is_prefix` is set.
pub(super) fn matches_phrase_word(form: WordForms<'_>, words: &[String], at: usize, is_prefix: bool) -> bool {
    let word = &words[at];
    form.equals(word) || (is_prefix && at + 1 == words.len() && form.starts_with(word))
}

/// The positions in `tokens` where the phrase occurs.
pub(super) fn phrase_starts<'t>(
    tokens: &'t [TextToken],
    words: &'t [String],
    is_prefix: bool,
) -> impl Iterator<Item = usize> + 't {
    tokens.windows(words.len().max(1)).enumerate().filter_map(move |(start, window)| {
        let fits =
            window.iter().enumerate().all(|(at, token)| matches_phrase_word(token.forms(), words, at, is_prefix));
        fits.then_some(start)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term::fold_words;

    fn tier(word: &str, typed: &str) -> Option<MatchTier> {
        tokenize(word)[0].forms().tier(&fold(typed), &TypoMatcher::default())
    }

    #[test]
    fn words_match_in_tiers() {
        for (word, typed, expected) in [
            ("China", "china", Some(MatchTier::Whole)),
            ("China’s", "china", Some(MatchTier::Whole)),
            ("that’s", "that's", Some(MatchTier::Whole)),
            ("digitalisation", "digitalization", Some(MatchTier::Whole)),
            ("digitalization", "digitalis", Some(MatchTier::Prefix)),
            ("Hydrocarbons", "hydrocarbon", Some(MatchTier::Prefix)),
            ("hydrocarbon", "carbon", Some(MatchTier::Substring)),
            ("said", "ai", None),
            ("forward", "war", None),
            ("enterprise", "prize", None),
            ("multilateralism", "multilatralism", Some(MatchTier::Fuzzy)),
            ("hydrocarbon", "hydrocrabon", Some(MatchTier::Fuzzy)),
            ("Security", "secrity", Some(MatchTier::Fuzzy)),
            ("Council", "concil", Some(MatchTier::Fuzzy)),
            ("Councils", "concil", Some(MatchTier::Abbreviation)),
            ("nuclear", "china", None),
        ] {
            assert_eq!(tier(word, typed), expected, "{typed} in {word}");
        }
    }

    #[test]
    fn phrases_are_consecutive_words() {
        let text = tokenize("the Security Council, the Security Service");
        let starts = |typed: &str, open| phrase_starts(&text, &fold_words(typed), open).collect::<Vec<_>>();
        assert_eq!(starts("the security", false), [0, 3]);
        assert_eq!(starts("security coun", true), [1]);
        assert_eq!(starts("security coun", false), [0_usize; 0]);
        assert_eq!(starts("council security", false), [0_usize; 0]);
    }
}
