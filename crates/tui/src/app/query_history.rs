//! [`QueryHistory`]: the history of queries.

use std::sync::Arc;

use kzq_text::Safe;

/// The maximum length of the query history.
pub const MAX_QUERIES: usize = 200;

/// The query history without duplicates, and the position in it while the user browses it.
#[derive(Clone, Debug, Default)]
pub(super) struct QueryHistory {
    /// The queries, latest last.
    queries: Arc<Vec<Safe<'static>>>,
    position: Option<usize>,
}

/// Appends a query, moving an equal one to the end; beyond [`MAX_QUERIES`], the oldest are dropped.
pub fn push_query(queries: &mut Vec<Safe<'static>>, query: Safe<'static>) {
    queries.retain(|other| *other != query);
    queries.push(query);
    queries.drain(..queries.len().saturating_sub(MAX_QUERIES));
}

impl QueryHistory {
    /// Loads the queries of earlier sessions before those of this one.
    pub(super) fn load_earlier(&mut self, earlier: Vec<Safe<'static>>) {
        let mut all = earlier;
        for query in self.queries.iter() {
            push_query(&mut all, query.clone());
        }
        self.queries = Arc::new(all);
        self.position = None;
    }

    /// Appends a query; returns whether it differs from the latest one.
    pub(super) fn push(&mut self, query: Safe<'static>) -> bool {
        self.position = None;
        let is_new = self.queries.last() != Some(&query);
        if is_new {
            push_query(Arc::make_mut(&mut self.queries), query);
        }
        is_new
    }

    /// Whether the user is browsing the history.
    pub(super) fn is_browsing(&self) -> bool {
        self.position.is_some()
    }

    /// Whether the history is empty.
    pub(super) fn is_empty(&self) -> bool {
        self.queries.is_empty()
    }

    /// Stops browsing the history.
    pub(super) fn stop_browsing(&mut self) {
        self.position = None;
    }

    /// Steps back in the history, starting at the latest query; stays at the oldest.
    pub(super) fn step_back(&mut self) -> Option<Safe<'static>> {
        let at = self.position.unwrap_or(self.queries.len()).checked_sub(1).or(self.position)?;
        self.position = Some(at);
        self.queries.get(at).cloned()
    }

    /// Steps forward in the history; returns `None` past the latest query.
    pub(super) fn step_forward(&mut self) -> Option<Safe<'static>> {
        self.position = self.position.map(|at| at + 1).filter(|&at| at < self.queries.len());
        self.queries.get(self.position?).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history(queries: &[&'static str]) -> QueryHistory {
        let mut all = QueryHistory::default();
        all.load_earlier(queries.iter().map(|&query| query.into()).collect());
        all
    }

    #[test]
    fn steps_through_history() {
        let mut queries = history(&["a", "b"]);
        let mut next = |earlier: bool| {
            let found = if earlier { queries.step_back() } else { queries.step_forward() };
            found.map(|query| query.to_string()).unwrap_or_default()
        };
        let walked: Vec<String> = [true, true, true, false, false, true].map(&mut next).into();
        assert_eq!(walked, ["b", "a", "a", "b", "", "b"]);
        assert!(history(&[]).step_back().is_none());
    }

    #[test]
    fn history_is_deduplicated_and_bounded() {
        let mut queries = history(&["a", "b"]);
        assert!(queries.push("a".into()) && !queries.push("a".into()));
        assert_eq!(queries.queries.iter().map(Safe::as_str).collect::<Vec<_>>(), ["b", "a"]);
        for number in 0..2 * MAX_QUERIES {
            queries.push(kzq_text::safe!(number));
        }
        assert_eq!(queries.queries.len(), MAX_QUERIES);
        queries.load_earlier(vec!["old".into(), "399".into()]);
        assert_eq!(queries.queries.len(), MAX_QUERIES);
        assert_eq!(queries.step_back().unwrap().as_str(), "399", "queries made meanwhile are newer");
    }
}
