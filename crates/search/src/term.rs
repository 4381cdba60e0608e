//! [`Term`]: what a query looks for.

use crate::field::FieldName;
use crate::literal::Literal;
use crate::pattern::Pattern;
use kzq_text::fold::fold;
use kzq_text::words::words;

/// Maximum number of words in a query: the cost per word grows with the corpus, and a whole book may be pasted.
pub(super) const MAX_WORDS: usize = 64;

/// The digits of a group in a number.
pub(super) const GROUP: usize = 3;

/// One term of a query.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    /// A folded word.
    Word(String),
    /// Folded words that must be consecutive; if `is_prefix`, the last one may be a prefix.
    Phrase {
        /// The folded words.
        words: Vec<String>,
        /// Whether the last word may be a prefix, because more may be typed.
        is_prefix: bool,
    },
    /// Folded words, each different, in any order and near each other.
    Near {
        /// The folded words; at least two.
        words: Vec<String>,
        /// How many words the last of them may come after the first.
        within: usize,
    },
    /// A word that a regular expression matches.
    Pattern(Pattern),
    /// Signs with the words next to them, as they are.
    Literal(Literal),
    /// A field that must match the value.
    Field(FieldName, String),
    /// A term that must not match; it is neither of `Not` nor of `Any`.
    Not(Box<Term>),
    /// Terms of which one must match: at least two, none of them `Any`.
    Any(Vec<Term>),
    /// Matches no entry: nothing was typed that can be searched for.
    Nothing,
}

impl Term {
    /// The number of words to search for.
    pub(super) fn word_count(&self) -> usize {
        match self {
            Self::Word(_) | Self::Pattern(_) => 1,
            Self::Phrase { words, .. } | Self::Near { words, .. } => words.len(),
            Self::Literal(_) | Self::Field(..) | Self::Nothing => 0,
            Self::Not(inner) => inner.word_count(),
            Self::Any(members) => members.iter().map(Self::word_count).sum(),
        }
    }

    /// Whether the place of the term in a text says how well an entry matches. Other terms only filter.
    pub(super) fn is_ranked(&self) -> bool {
        match self {
            Self::Word(_) | Self::Phrase { .. } | Self::Near { .. } | Self::Pattern(_) => true,
            Self::Any(members) => members.iter().all(Self::is_ranked),
            Self::Literal(_) | Self::Field(..) | Self::Not(_) | Self::Nothing => false,
        }
    }

    /// The term itself, or the members of an `Any`.
    pub(super) fn members(&self) -> &[Self] {
        match self {
            Self::Any(members) => members,
            one => std::slice::from_ref(one),
        }
    }

    /// Whether it depends on the user's shelf.
    pub(super) fn uses_shelf(&self) -> bool {
        match self {
            Self::Field(field, _) => field.row().is_shelf_field,
            Self::Not(inner) => inner.uses_shelf(),
            Self::Any(members) => members.iter().any(Self::uses_shelf),
            _ => false,
        }
    }
}

/// Whether words are the groups of one number: `10 000`.
pub(super) fn is_grouped_number(words: &[impl AsRef<str>]) -> bool {
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let Some((first, rest)) = words.split_first() else { return false };
    !rest.is_empty()
        && is_number(first.as_ref())
        && first.as_ref().len() <= GROUP
        && rest.iter().all(|word| word.as_ref().len() == GROUP && is_number(word.as_ref()))
}

/// Splits a text into folded words.
pub(super) fn fold_words(text: &str) -> Vec<String> {
    words(text).map(|(_, word)| fold(word)).filter(|folded| !folded.is_empty()).collect()
}
