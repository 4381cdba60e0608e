//! [`Engine`]: answers queries over a corpus.

use std::sync::{Arc, OnceLock};

use crate::answer::{Answer, Wanted};
use crate::execution::Asking;
use crate::executor::{Parallel, Serial};
use crate::facets::Selection;
use crate::index::Index;
use crate::keywords::Keywords;
use crate::observer::{Asker, Waiting};
use crate::query::Query;
use kzq_corpus::Corpus;
use kzq_shelf::Places;

/// Answers queries over one corpus.
///
/// It uses an [`Index`], so that the cost of a query depends on its matches, not on the size of the corpus. Blocks not
/// yet indexed are scanned.
pub struct Engine {
    corpus: Arc<Corpus>,
    index: OnceLock<Index>,
    keywords: OnceLock<Keywords>,
    parallel: Arc<dyn Parallel>,
}

impl Engine {
    /// Creates a single-threaded engine that builds its index when first needed.
    pub fn new(corpus: Arc<Corpus>) -> Self {
        Self::with(corpus, Arc::new(Serial))
    }

    /// Like [`Engine::new`], but runs work on `executor`.
    pub fn with(corpus: Arc<Corpus>, parallel: Arc<dyn Parallel>) -> Self {
        Self { corpus, index: OnceLock::new(), keywords: OnceLock::new(), parallel }
    }

    /// Creates an engine from an existing index, complete or partial.
    pub fn over(corpus: Arc<Corpus>, index: Index, parallel: Arc<dyn Parallel>) -> Self {
        Self { corpus, index: index.into(), keywords: OnceLock::new(), parallel }
    }

    /// The corpus being searched.
    pub fn corpus(&self) -> &Arc<Corpus> {
        &self.corpus
    }

    /// The executor that parallel work runs on.
    pub fn parallel(&self) -> &dyn Parallel {
        &*self.parallel
    }

    /// Returns the index, building it if there is none.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&self.corpus, &*self.parallel))
    }

    /// Returns the index if it has been built.
    pub fn built_index(&self) -> Option<&Index> {
        self.index.get()
    }

    /// Returns the keywords of the corpus, extracting them on first use: that takes seconds for a million entries.
    pub fn keywords(&self) -> &Keywords {
        self.keywords.get_or_init(|| Keywords::of(self))
    }

    /// Answers a query restricted to a selection of facets, with an empty shelf.
    ///
    /// An empty query matches every entry, in file order. The answer is deterministic.
    pub fn answer(&self, query: &Query, selection: &Selection, wanted: Wanted) -> Answer {
        self.answer_with(&Places::default(), query, selection, wanted)
    }

    /// Like `answer`, with the shelf that shelf facets and fields refer to.
    pub fn answer_with(&self, shelf: &Places, query: &Query, selection: &Selection, wanted: Wanted) -> Answer {
        self.answer_to(&Waiting, shelf, query, selection, wanted).unwrap_or_default()
    }

    /// Like `answer_with_shelf`, but cancellable and with partial results; returns `None` if cancelled.
    pub fn answer_to(
        &self,
        asker: &dyn Asker,
        shelf: &Places,
        query: &Query,
        selection: &Selection,
        wanted: Wanted,
    ) -> Option<Answer> {
        Asking::new(self, asker, shelf, query, selection, wanted).answer()
    }
}
