//! [`Engine`]: answers queries over a corpus.

use std::sync::{Arc, OnceLock};

use crate::answer::{Answer, SearchOptions};
use crate::execution::Execution;
use crate::executor::{Executor, Serial};
use crate::facet::FacetFilter;
use crate::index::Index;
use crate::indexed_corpus::IndexedCorpus;
use crate::keywords::Keywords;
use crate::name_table::CorpusNames;
use crate::observer::{NullObserver, SearchObserver, WithoutPartial};
use crate::query::Query;
use crate::relaxation::relax;
use kzq_corpus::Corpus;
use kzq_shelf::Placement;

/// Answers queries over one corpus.
///
/// It uses an [`Index`], so that the cost of a query depends on its matches, not on the size of the corpus. Blocks not
/// yet indexed are scanned.
pub struct Engine {
    indexed: IndexedCorpus,
    keywords: OnceLock<Keywords>,
}

impl Engine {
    /// Creates a single-threaded engine that builds its index when first needed.
    pub fn new(corpus: Arc<Corpus>) -> Self {
        Self::with_executor(corpus, Arc::new(Serial))
    }

    /// Like [`Engine::new`], but runs work on `executor`.
    pub fn with_executor(corpus: Arc<Corpus>, executor: Arc<dyn Executor>) -> Self {
        Self::from_parts(corpus, executor, OnceLock::new())
    }

    /// Creates an engine from an existing index, complete or partial.
    pub fn with_index(corpus: Arc<Corpus>, index: Index, executor: Arc<dyn Executor>) -> Self {
        Self::from_parts(corpus, executor, index.into())
    }

    fn from_parts(corpus: Arc<Corpus>, executor: Arc<dyn Executor>, index: OnceLock<Index>) -> Self {
        let (metadata, names, facet_totals) = (OnceLock::new(), CorpusNames::default(), OnceLock::new());
        let indexed = IndexedCorpus { corpus, executor, index, metadata, names, facet_totals };
        Self { indexed, keywords: OnceLock::new() }
    }

    /// Prepares the search of metadata, so that the first query need not: that takes longer the more entries, speakers,
    /// sources, sections and tags there are.
    pub fn prepare(&self) {
        self.indexed.metadata();
        self.indexed.names.speakers(self.corpus());
        self.indexed.names.sources(self.corpus());
    }

    /// Like `prepare`, and prepares counting by facets.
    pub fn prepare_facets(&self) {
        self.prepare();
        self.indexed.count_facet_totals();
    }

    /// The corpus being searched.
    pub fn corpus(&self) -> &Arc<Corpus> {
        &self.indexed.corpus
    }

    /// The executor that parallel work runs on.
    pub fn executor(&self) -> &dyn Executor {
        &*self.indexed.executor
    }

    /// Returns the index, building it if there is none.
    pub fn index(&self) -> &Index {
        self.indexed.index()
    }

    /// Returns the index if it has been built.
    pub fn index_if_built(&self) -> Option<&Index> {
        self.indexed.index.get()
    }

    /// Returns the keywords of the corpus, extracting them on first use: that takes seconds for a million entries.
    pub fn keywords(&self) -> &Keywords {
        self.keywords.get_or_init(|| {
            Keywords::extract(&self.indexed.corpus, |query| {
                self.answer(query, &FacetFilter::default(), SearchOptions::COUNT).exact
            })
        })
    }

    /// Answers a query restricted to a selection of facets, with an empty shelf.
    ///
    /// An empty query matches every entry, in file order. The answer is deterministic.
    pub fn answer(&self, query: &Query, filter: &FacetFilter, options: SearchOptions) -> Answer {
        self.answer_with_shelf(&Placement::default(), query, filter, options)
    }

    /// Like `answer`, with the shelf that shelf facets and fields refer to.
    pub fn answer_with_shelf(
        &self,
        placement: &Placement,
        query: &Query,
        filter: &FacetFilter,
        options: SearchOptions,
    ) -> Answer {
        self.answer_observed(&NullObserver, placement, query, filter, options).unwrap_or_default()
    }

    /// Like `answer_with_shelf`, but cancellable and with partial results; returns `None` if cancelled.
    ///
    /// If nothing is found, the answer says what a similar query would find.
    pub fn answer_observed(
        &self,
        observer: &dyn SearchObserver,
        placement: &Placement,
        query: &Query,
        filter: &FacetFilter,
        options: SearchOptions,
    ) -> Option<Answer> {
        let mut answer = Execution::new(&self.indexed, observer, placement, query, filter, options).run()?;
        if answer.found == 0 && answer.pending == 0 && options.limit > 0 && self.is_indexed() {
            let count = |query: &Query, filter: &FacetFilter| {
                let observer = WithoutPartial(observer);
                Execution::new(&self.indexed, &observer, placement, query, filter, SearchOptions::COUNT)
                    .run()
                    .map(|answer| answer.found)
            };
            answer.relaxation = relax(&self.indexed.scope(placement), query, filter, &count);
        }
        Some(answer)
    }

    /// Whether all entries are indexed, or few enough to be indexed at once.
    fn is_indexed(&self) -> bool {
        /// This many entries are indexed in less than half a second.
        const FEW: usize = 20_000;
        match self.index_if_built() {
            Some(index) => (0..self.corpus().blocks().len()).all(|block| index.segment(block).is_some()),
            None => self.corpus().len() <= FEW,
        }
    }
}
