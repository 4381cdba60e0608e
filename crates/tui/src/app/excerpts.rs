//! [`Excerpts`]: what the list shows of its entries, made once and not at every frame.

use std::collections::HashMap;
use std::sync::Arc;

use crate::layout::span::StyledLine;
use kzq_corpus::EntryId;
use kzq_search::Query;
use kzq_text::Safe;

/// The most excerpts that are kept: several screens of them.
const MAX_EXCERPTS: usize = 1000;

/// The lines of an excerpt.
pub(super) type ExcerptLines = Arc<[StyledLine<'static>]>;

/// Excerpts of entries, for one query and one state of the collections and the shelf.
#[derive(Debug, Default)]
pub(super) struct Excerpts {
    key: ExcerptsKey,
    /// By entry, whether it was found by a fuzzy match, and the columns and lines of the excerpt.
    lines: HashMap<(EntryId, bool, (usize, usize)), ExcerptLines>,
    /// By entry, the names of the metadata that match.
    metadata: HashMap<EntryId, Option<Safe<'static>>>,
    made: usize,
}

/// What all excerpts depend on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ExcerptsKey {
    query: Query,
    /// The revisions of the collections and of the shelf.
    revisions: (u64, u64),
    ellipsis: &'static str,
}

impl Excerpts {
    /// Forgets what was made for another query, another revision of the collections or the shelf, or another ellipsis, and
    /// everything if it is too much.
    pub(super) fn prepare(&mut self, query: &Query, revisions: (u64, u64), ellipsis: &'static str) {
        let is_same = (&self.key.query, self.key.revisions, self.key.ellipsis) == (query, revisions, ellipsis);
        if !is_same {
            self.key = ExcerptsKey { query: query.clone(), revisions, ellipsis };
        }
        if !is_same || self.lines.len().max(self.metadata.len()) >= MAX_EXCERPTS {
            self.lines.clear();
            self.metadata.clear();
        }
    }

    /// The excerpt of an entry in `room` columns and lines.
    pub(super) fn lines(
        &mut self,
        (entry, is_fuzzy): (EntryId, bool),
        room: (usize, usize),
        make: impl FnOnce() -> Vec<StyledLine<'static>>,
    ) -> ExcerptLines {
        let lines = self.lines.entry((entry, is_fuzzy, room)).or_insert_with(|| {
            self.made += 1;
            make().into()
        });
        Arc::clone(lines)
    }

    /// The names of the metadata of an entry that match.
    pub(super) fn metadata(
        &mut self,
        entry: EntryId,
        make: impl FnOnce() -> Option<Safe<'static>>,
    ) -> Option<Safe<'static>> {
        let names = self.metadata.entry(entry).or_insert_with(|| {
            self.made += 1;
            make()
        });
        names.clone()
    }

    /// How much was made so far.
    pub(super) fn made(&self) -> usize {
        self.made
    }
}
