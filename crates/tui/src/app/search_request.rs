//! [`SearchRequest`]: a search that the browser asks for, and [`SearchDone`]: what comes of it.

use std::sync::Arc;

use super::listed_values::ListedValues;
use kzq_corpus::Corpus;
use kzq_search::{Answer, FacetCounts, FacetFilter, Query};
use kzq_shelf::Shelf;

/// Numbers the searches; an answer to any but the latest is stale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Generation(u64);

impl Generation {
    /// Returns the next generation.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// A search to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchRequest {
    /// Returned with the answer.
    pub generation: Generation,
    /// The query to run.
    pub query: Query,
    /// The facets to search within.
    pub selection: FacetFilter,
    /// The user's shelf, for queries that refer to it.
    pub shelf: Arc<Shelf>,
    /// The number of entries of each facet without a query.
    pub totals: Arc<FacetCounts>,
    /// The number of rows to return, best first.
    pub limit: usize,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct SearchDone {
    /// That of the request.
    pub generation: Generation,
    /// The answer, with as many rows as were requested.
    pub(super) answer: Answer,
    /// The values of facets that the sidebar lists.
    pub(super) listed: ListedValues,
}

impl SearchRequest {
    /// What was found in a corpus, completely or so far.
    pub fn done(&self, corpus: &Corpus, answer: Answer) -> SearchDone {
        let listed = ListedValues::pick(corpus, &self.totals, &answer.counts, &self.selection);
        SearchDone { generation: self.generation, answer, listed }
    }
}
