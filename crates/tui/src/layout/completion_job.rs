//! [`CompletionJob`]: looking for what completes the filter at its cursor.

use std::sync::{Arc, OnceLock};

use kzq_corpus::Corpus;
use kzq_search::{Completion, FacetCounts, KnownValues, RareValues};
use kzq_shelf::Shelf;
use kzq_text::Safe;

/// The values of rare fields, found once for all jobs of a revision of the collections.
pub(crate) type SharedRareValues = Arc<OnceLock<RareValues>>;

/// A text to complete.
#[derive(Clone, Debug)]
pub struct CompletionJob {
    pub(crate) text: Safe<'static>,
    /// The cursor in the text, in bytes.
    pub(crate) cursor: usize,
    pub(crate) corpus_revision: u64,
    pub(crate) totals: Arc<FacetCounts>,
    pub(crate) shelf: Arc<Shelf>,
    pub(crate) rare: SharedRareValues,
}

impl CompletionJob {
    /// Looks through all names of the collections.
    pub(crate) fn run(&self, corpus: &Corpus) -> Option<Completion> {
        let lists: Vec<Safe<'static>> = self.shelf.lists().iter().map(|list| list.name.clone()).collect();
        let known = KnownValues { corpus, totals: Some(&self.totals), lists: &lists, rare: &self.rare };
        Completion::find(self.text.as_str(), self.cursor, &known)
    }

    fn key(&self) -> (&str, usize, u64) {
        (self.text.as_str(), self.cursor, self.corpus_revision)
    }
}

impl PartialEq for CompletionJob {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for CompletionJob {}
