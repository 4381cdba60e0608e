//! [`Filtered`]: what the list is filtered by, for views of what it finds.

use std::sync::Arc;

use kzq_corpus::EntryId;
use kzq_search::{Engine, FacetFilter, Query, SearchOptions};
use kzq_shelf::{PlacementCache, Shelf};

/// A query and facets, with the shelf that they refer to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filtered {
    /// The query.
    pub(crate) query: Query,
    /// The facets that are set.
    pub(crate) selection: FacetFilter,
    /// The user's shelf.
    pub(crate) shelf: Arc<Shelf>,
}

impl Filtered {
    /// Searches for its entries, however long that takes; near matches count only if there are no others.
    pub(crate) fn entries(&self, engine: &Engine) -> Vec<EntryId> {
        let placement = PlacementCache::default().locate(&self.shelf, engine.corpus());
        let options = SearchOptions { counts_facets: false, ..SearchOptions::ALL };
        let answer = engine.answer_with_shelf(&placement, &self.query, &self.selection, options);
        answer.hits.iter().filter(|hit| answer.exact == 0 || !hit.is_fuzzy).map(|hit| hit.entry).collect()
    }
}
