//! [`Subject`]: what a sheet shows.

use super::compare;
use super::row::Row;
use crate::app::page::{Line, Piece, Role};
use crate::corpus::{Corpus, EntryId};
use crate::search::Engine;

/// What a sheet shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A quotation beside what restates it, or a paraphrase beside the words it rests on.
    Compare(EntryId),
}

/// What rows are made from.
pub struct Making<'m> {
    /// The collections, and what searches them.
    pub engine: &'m Engine,
    /// The columns of the widest row.
    pub columns: usize,
}

impl Making<'_> {
    /// The collections.
    pub fn corpus(&self) -> &Corpus {
        self.engine.corpus()
    }
}

impl Subject {
    /// What stands on the border.
    pub fn title(&self, _corpus: &Corpus) -> Line<'static> {
        match self {
            Self::Compare(_) => vec![Piece::plain("= ", Role::Key), Piece::plain("Compare", Role::Heading)],
        }
    }

    /// The entry at which the reader begins; the first stop where there is none.
    pub fn begins_at(&self) -> Option<EntryId> {
        match self {
            Self::Compare(_) => None,
        }
    }

    /// Makes the rows, however long that takes.
    pub fn rows(&self, making: &Making<'_>) -> Vec<Row> {
        match self {
            Self::Compare(id) => compare::rows(making, *id),
        }
    }
}
