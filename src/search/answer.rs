//! What a search found.

use super::fields::{kind_names, shelf_names};
use super::query::{FieldName, MOST_WORDS};
use super::tally::Counts;
use crate::corpus::EntryId;
use crate::text::Safe;

/// One row of an answer: an entry that answers a query, and how many others say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The entry, the best of those that say the same.
    pub entry: EntryId,
    /// Whether some word was only nearly found.
    pub near: bool,
    /// How many of the found entries say this, to the character and in the same wording.
    pub times: u32,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The rows, best first; near ones behind all others. They may be the first of all only: see `rows`.
    pub hits: Vec<Hit>,
    /// How many rows there are.
    pub rows: usize,
    /// How many of the rows are sure, not near.
    pub sure: usize,
    /// How many entries were found; more than rows, where some say the same.
    pub found: usize,
    /// How many entries were not looked at yet: what they hold is not in this answer but in one to come.
    pub to_come: usize,
    /// How many hits each facet would have.
    pub counts: Counts,
    /// What the asker should know.
    pub notes: Vec<Note>,
}

impl Answer {
    /// Whether all rows are there, and none is to come.
    pub fn is_whole(&self) -> bool {
        self.to_come == 0 && self.hits.len() == self.rows
    }
}

/// How an answer is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The best so many rows; others are counted, not ranked.
    pub best: usize,
    /// Whether entries that say the same make one row.
    pub collapsed: bool,
}

impl Wanted {
    /// Every entry.
    pub const ALL: Self = Self { best: usize::MAX, collapsed: false };
    /// Every row, what says the same collapsed.
    pub const ROWS: Self = Self { best: usize::MAX, collapsed: true };
}

/// Something about a query that its asker should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// A field that does not exist.
    NoSuchField(Safe<'static>),
    /// A field without a value.
    NoValue(FieldName),
    /// A field whose value is like nothing in the corpus.
    NothingLike(FieldName, Safe<'static>),
    /// A field of the shelf whose value is like nothing there, and the names of the lists that there are.
    NotOnShelf(FieldName, Safe<'static>, Safe<'static>),
    /// More words than are looked for.
    TooManyWords,
}

impl Note {
    /// The note in words.
    pub fn text(&self) -> Safe<'static> {
        match self {
            Self::NoSuchField(name) => {
                let names = Safe::join(FieldName::ALL.map(|field| field.name().into()), ", ");
                crate::safe!("no field \"", name, ":\" (there are ", names, ")")
            }
            Self::NoValue(FieldName::Kind) | Self::NothingLike(FieldName::Kind, _) => {
                crate::safe!("kind: is one of ", kind_names())
            }
            Self::NoValue(field @ (FieldName::Is | FieldName::Has))
            | Self::NotOnShelf(field @ (FieldName::Is | FieldName::Has), ..) => {
                crate::safe!(field.name(), ": is one of ", shelf_names(*field))
            }
            Self::NotOnShelf(_, name, lists) if lists.is_empty() => {
                crate::safe!("no list \"", name, "\"; there are no lists yet")
            }
            Self::NotOnShelf(_, name, lists) => crate::safe!("no list like \"", name, "\" (there are ", lists, ")"),
            Self::NoValue(field) => crate::safe!(field.name(), ": which?"),
            Self::TooManyWords => crate::safe!("only the first ", MOST_WORDS, " words are looked for"),
            Self::NothingLike(field, value) => crate::safe!("no ", field.name(), " like \"", value, "\""),
        }
    }
}
