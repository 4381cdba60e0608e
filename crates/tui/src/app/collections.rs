//! [`Collections`]: the collections being browsed, and how far they are loaded.

use std::sync::Arc;

use super::event::{CorpusUpdate, LoadStage, Progress};
use super::origin::CollectionOrigin;
use kzq_corpus::{Corpus, NotLoaded};
use kzq_search::FacetCounts;
use kzq_text::Safe;

/// The collections being browsed.
#[derive(Debug)]
pub(super) struct Collections {
    pub(super) corpus: Arc<Corpus>,
    pub(super) origin: CollectionOrigin,
    /// The files that were not loaded.
    pub(super) not_loaded: Vec<NotLoaded>,
    /// The number of entries of each facet without a filter.
    pub(super) totals: Arc<FacetCounts>,
    /// How far loading has come; `None` once complete.
    pub(super) progress: Option<Progress>,
    /// Why the changed collections can't be reloaded.
    pub(super) reload_error: Option<Safe<'static>>,
    /// Incremented whenever the collections grow or are reloaded.
    pub(super) corpus_revision: u64,
    /// Incremented whenever the words of entries, or the references between them, may have changed.
    pub(super) text_revision: u64,
}

impl Default for Collections {
    fn default() -> Self {
        Self {
            corpus: Arc::default(),
            origin: CollectionOrigin::default(),
            not_loaded: Vec::new(),
            totals: Arc::default(),
            progress: Some(Progress::new(LoadStage::Reading, 0, 0)),
            reload_error: None,
            corpus_revision: 0,
            text_revision: 0,
        }
    }
}

impl Collections {
    /// Takes collections to which entries were added; the others keep their ids.
    pub(super) fn grow(&mut self, update: CorpusUpdate) {
        let CorpusUpdate { corpus, totals, progress } = update;
        (self.corpus, self.totals, self.progress) = (corpus, Arc::new(totals), progress);
        self.corpus_revision += 1;
        // References between entries are known only when loading is complete.
        self.text_revision += u64::from(self.is_loaded());
    }

    /// Takes reloaded collections, in which ids may have changed.
    pub(super) fn reload(&mut self, update: CorpusUpdate) {
        let CorpusUpdate { corpus, totals, progress: _ } = update;
        (self.corpus, self.totals) = (corpus, Arc::new(totals));
        self.corpus_revision += 1;
        self.text_revision += 1;
        self.reload_error = None;
    }

    /// Whether all collections are loaded.
    pub(super) fn is_loaded(&self) -> bool {
        self.progress.is_none()
    }
}
