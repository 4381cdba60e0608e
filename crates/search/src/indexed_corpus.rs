//! [`IndexedCorpus`]: what a query runs on.

use std::sync::{Arc, OnceLock};

use crate::executor::{Executor, map};
use crate::facet_counts::FacetCounter;
use crate::field::FieldScope;
use crate::index::Index;
use crate::metadata::MetadataIndex;
use crate::name_table::CorpusNames;
use kzq_corpus::Corpus;
use kzq_shelf::Placement;

/// A corpus with its index, and the executor that parallel work runs on.
pub(super) struct IndexedCorpus {
    pub(super) corpus: Arc<Corpus>,
    pub(super) executor: Arc<dyn Executor>,
    /// Built when first needed.
    pub(super) index: OnceLock<Index>,
    /// Built when first needed.
    pub(super) metadata: OnceLock<MetadataIndex>,
    pub(super) names: CorpusNames,
    /// The counts of all entries of each block; queries use them only if they are known.
    pub(super) facet_totals: OnceLock<Vec<FacetCounter>>,
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

    /// What the values of fields are looked up in.
    pub(super) fn scope<'a>(&'a self, placement: &'a Placement) -> FieldScope<'a> {
        FieldScope { corpus: &self.corpus, placement, names: &self.names }
    }

    /// Counts all entries of each block, unless that has been done.
    pub(super) fn count_facet_totals(&self) {
        let count = |number: usize| FacetCounter::of_block(&self.corpus, number);
        self.facet_totals.get_or_init(|| map(&*self.executor, self.corpus.blocks().len(), count));
    }
}
