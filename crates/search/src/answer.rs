//! The result of a search.

use crate::facets::Counts;
use crate::field::{kind_names, shelf_names};
use crate::query::{FieldName, MOST_WORDS};
use kzq_corpus::EntryId;
use kzq_text::Safe;

/// One result: an entry that matches the query, with the number of its duplicates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The best-ranked entry of a group of duplicates.
    pub entry: EntryId,
    /// Whether some word matches only fuzzily, that is, with a typo.
    pub near: bool,
    /// How many matching entries have the same text, to the character, and the same wording; includes this one, so at
    /// least 1.
    pub times: u32,
}

/// The result of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The best hits in order, all exact ones before the fuzzy ones. There may be fewer than `groups`.
    pub hits: Vec<Hit>,
    /// The total number of hits.
    pub rows: usize,
    /// How many of the hits are exact, not fuzzy.
    pub sure: usize,
    /// How many entries match; more than `groups` if there are duplicates.
    pub found: usize,
    /// How many entries have not been searched yet; later answers will include them.
    pub to_come: usize,
    /// The number of hits for each facet.
    pub counts: Counts,
    /// Warnings about the query.
    pub notes: Vec<Note>,
}

impl Answer {
    /// Whether `hits` is complete and no entries are pending.
    pub fn is_whole(&self) -> bool {
        self.to_come == 0 && self.hits.len() == self.rows
    }
}

/// How many hits to return, and whether to group them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Maximum number of hits to rank and return; all are counted.
    pub best: usize,
    /// Whether duplicate entries form one hit.
    pub collapsed: bool,
}

impl Wanted {
    /// Every entry.
    pub const ALL: Self = Self { best: usize::MAX, collapsed: false };
    /// Every hit, with duplicates grouped.
    pub const ROWS: Self = Self { best: usize::MAX, collapsed: true };
}

/// A warning about a query, for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// A field that does not exist.
    NoSuchField(Safe<'static>),
    /// A field without a value.
    NoValue(FieldName),
    /// A field whose value matches nothing in the corpus.
    NothingLike(FieldName, Safe<'static>),
    /// A shelf field whose value matches nothing on the shelf, with the names of the existing lists.
    NotOnShelf(FieldName, Safe<'static>, Safe<'static>),
    /// The query has too many words; the rest are ignored.
    TooManyWords,
}

impl Note {
    /// The message for the user.
    pub fn text(&self) -> Safe<'static> {
        match self {
            Self::NoSuchField(name) => {
                let names = Safe::join(FieldName::ALL.map(|field| field.name().into()), ", ");
                kzq_text::safe!("no field \"", name, ":\" (there are ", names, ")")
            }
            Self::NoValue(FieldName::Kind) | Self::NothingLike(FieldName::Kind, _) => {
                kzq_text::safe!("kind: is one of ", kind_names())
            }
            Self::NoValue(field @ (FieldName::Is | FieldName::Has))
            | Self::NotOnShelf(field @ (FieldName::Is | FieldName::Has), ..) => {
                kzq_text::safe!(field.name(), ": is one of ", shelf_names(*field))
            }
            Self::NotOnShelf(_, name, lists) if lists.is_empty() => {
                kzq_text::safe!("no list \"", name, "\"; there are no lists yet")
            }
            Self::NotOnShelf(_, name, lists) => kzq_text::safe!("no list like \"", name, "\" (there are ", lists, ")"),
            Self::NoValue(field) => kzq_text::safe!(field.name(), ": which?"),
            Self::TooManyWords => kzq_text::safe!("only the first ", MOST_WORDS, " words are looked for"),
            Self::NothingLike(field, value) => kzq_text::safe!("no ", field.name(), " like \"", value, "\""),
        }
    }
}
