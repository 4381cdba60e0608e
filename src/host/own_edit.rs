//! [`OwnEdit`]: a correction that the user makes with kzq, which the shelf need not report as a change.

use std::path::Path;

use super::read_file;
use super::read_file::MaxSize;
use super::state::shelf_store::ShelfStore;
use kzq_corpus::{Corpus, read};
use kzq_shelf::Change;

/// A collection file before the user edits it.
pub(crate) struct OwnEdit<'p> {
    path: &'p Path,
    before: Vec<u8>,
}

impl<'p> OwnEdit<'p> {
    /// Reads the file; one that can't be read has no entries.
    pub(crate) fn begin(path: &'p Path) -> Self {
        Self { path, before: read_file::read(path, MaxSize::NONE).unwrap_or_default() }
    }

    /// Returns the changes that store the new texts of the entries on the shelf.
    pub(crate) fn accepted(self, store: &ShelfStore) -> Vec<Change> {
        let after = read_file::read(self.path, MaxSize::NONE).unwrap_or_default();
        if after == self.before {
            return Vec::new();
        }
        // A shelf that can't be read keeps what it has.
        let Ok(stored) = store.load() else { return Vec::new() };
        if stored.shelf.is_empty() {
            return Vec::new();
        }
        match (self.corpus(&self.before), self.corpus(&after)) {
            (Some(old), Some(new)) => stored.shelf.accept_edit(&old, &new),
            _ => Vec::new(),
        }
    }

    fn corpus(&self, bytes: &[u8]) -> Option<Corpus> {
        read(&self.path.display().to_string(), bytes).corpus
    }
}
