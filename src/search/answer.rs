//! What a search found.

use super::fields::kind_names;
use super::query::FieldName;
use super::tally::Counts;
use crate::corpus::EntryId;
use crate::text::Safe;

/// One entry that answers a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The entry.
    pub entry: EntryId,
    /// Whether some word was only nearly found.
    pub near: bool,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The entries, best first; near ones behind all others.
    pub hits: Vec<Hit>,
    /// How many of the hits are sure, not near.
    pub sure: usize,
    /// How many hits each facet would have.
    pub counts: Counts,
    /// What the asker should know.
    pub notes: Vec<Note>,
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
            Self::NoValue(field) => crate::safe!(field.name(), ": which?"),
            Self::NothingLike(field, value) => crate::safe!("no ", field.name(), " like \"", value, "\""),
        }
    }
}
