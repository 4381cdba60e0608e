//! [`SavedSearches`]: how many entries the saved searches find.

use std::sync::Arc;

use crate::layout::job::SearchCountJob;
use kzq_shelf::{ListKey, Shelf};

/// How many entries the saved searches find, counted on another thread.
#[derive(Debug, Default)]
pub(super) struct SavedSearches {
    requested: Option<SearchCountJob>,
    counts: Vec<(ListKey, usize)>,
}

impl SavedSearches {
    /// The number of entries of a saved search, once it is known.
    pub(super) fn count(&self, search: ListKey) -> Option<usize> {
        self.counts.iter().find(|(key, _)| *key == search).map(|&(_, count)| count)
    }

    /// The job that counts again, if what they are counted in has changed since the last one.
    pub(super) fn request(&mut self, shelf: Arc<Shelf>, corpus_revision: u64) -> Option<SearchCountJob> {
        if shelf.searches().is_empty() {
            return None;
        }
        let job = SearchCountJob { shelf, corpus_revision };
        let is_new = self.requested.as_ref() != Some(&job);
        self.requested = Some(job.clone());
        is_new.then_some(job)
    }

    /// Takes the counts of a job, if it is the latest.
    pub(super) fn on_counted(&mut self, job: &SearchCountJob, counts: Vec<(ListKey, usize)>) {
        if self.requested.as_ref() == Some(job) {
            self.counts = counts;
        }
    }
}
