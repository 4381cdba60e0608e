//! [`Engine`]: answers queries over a corpus.

use std::sync::{Arc, OnceLock};

use super::answer::{Answer, Wanted};
use super::asker::{Asker, Waiting};
use super::asking::Asking;
use super::index::Index;
use super::keywords::Keywords;
use super::parallel::{Parallel, Serial};
use super::query::Query;
use super::tally::Selection;
use crate::corpus::Corpus;
use crate::shelf::Places;

/// Answers queries over one corpus.
///
/// It answers from an [`Index`], so that a query costs what it matches and not what is loaded. Blocks that the index
/// does not cover yet are looked through.
pub struct Engine {
    corpus: Arc<Corpus>,
    index: OnceLock<Index>,
    keywords: OnceLock<Keywords>,
    parallel: Arc<dyn Parallel>,
}

impl Engine {
    /// An engine for a corpus, which builds its index when it is first asked.
    pub fn new(corpus: Arc<Corpus>) -> Self {
        Self::with(corpus, Arc::new(Serial))
    }

    /// The same, with help.
    pub fn with(corpus: Arc<Corpus>, parallel: Arc<dyn Parallel>) -> Self {
        Self { corpus, index: OnceLock::new(), keywords: OnceLock::new(), parallel }
    }

    /// An engine that has its index already, whole or in part.
    pub fn over(corpus: Arc<Corpus>, index: Index, parallel: Arc<dyn Parallel>) -> Self {
        Self { corpus, index: index.into(), keywords: OnceLock::new(), parallel }
    }

    /// The corpus that is searched.
    pub fn corpus(&self) -> &Arc<Corpus> {
        &self.corpus
    }

    /// Who does several things at the same time for it.
    pub fn parallel(&self) -> &dyn Parallel {
        &*self.parallel
    }

    /// The index, which is built now if there is none.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&self.corpus, &*self.parallel))
    }

    /// The index, if there is one already.
    pub fn built_index(&self) -> Option<&Index> {
        self.index.get()
    }

    /// What the corpus speaks of, which is found out now if it was not before: at a million entries that takes seconds.
    pub fn keywords(&self) -> &Keywords {
        self.keywords.get_or_init(|| Keywords::of(self))
    }

    /// What a query finds within a selection, where nothing is on the shelf.
    ///
    /// An empty query finds everything, in the order of the files. The answer is the same whenever it is asked.
    pub fn answer(&self, query: &Query, selection: &Selection, wanted: Wanted) -> Answer {
        self.answer_with(&Places::default(), query, selection, wanted)
    }

    /// The same with a shelf, whose entries stand in these places of the corpus.
    pub fn answer_with(&self, shelf: &Places, query: &Query, selection: &Selection, wanted: Wanted) -> Answer {
        self.answer_to(&Waiting, shelf, query, selection, wanted).unwrap_or_default()
    }

    /// The same for somebody who may go, or want to hear what was found so far; `None` where they have gone.
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
