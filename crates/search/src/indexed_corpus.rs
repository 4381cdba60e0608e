//! [`IndexedCorpus`]: what a query runs on.

use std::sync::{Arc, OnceLock};

use crate::executor::Executor;
use crate::index::Index;
use crate::metadata::MetadataIndex;
use kzq_corpus::Corpus;

/// A corpus with its index, and the executor that parallel work runs on.
pub(super) struct IndexedCorpus {
    pub(super) corpus: Arc<Corpus>,
    pub(super) executor: Arc<dyn Executor>,
    /// Built when first needed.
    pub(super) index: OnceLock<Index>,
    /// Built when first needed.
    pub(super) metadata: OnceLock<MetadataIndex>,
}

impl IndexedCorpus {
    /// Returns the index, building it if there is none.
    pub(super) fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::build(&self.corpus, &*self.executor))
    }

    /// Returns the index of the metadata, building it if there is none.
    pub(super) fn metadata(&self) -> &MetadataIndex {
        self.metadata.get_or_init(|| MetadataIndex::build(&self.corpus, &*self.executor))
    }
}
