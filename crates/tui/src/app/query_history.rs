//! [`Queries`]: the history of queries.

use std::sync::Arc;

use kzq_text::Safe;

/// The maximum length of the query history.
pub const MOST_QUERIES: usize = 200;

/// The query history without duplicates, and the position in it while the user browses it.
#[derive(Clone, Debug, Default)]
pub(super) struct Queries {
    /// The queries, latest last.
    kept: Arc<Vec<Safe<'static>>>,
    at: Option<usize>,
}

/// Appends a query, moving an equal one to the end; beyond [`MOST_QUERIES`], the oldest are dropped.
pub fn remember_query(queries: &mut Vec<Safe<'static>>, query: Safe<'static>) {
    queries.retain(|other| *other != query);
    queries.push(query);
    queries.drain(..queries.len().saturating_sub(MOST_QUERIES));
}

impl Queries {
    /// Loads the queries of earlier sessions in front of those of this one.
    pub(super) fn take_in(&mut self, earlier: Vec<Safe<'static>>) {
        let mut all = earlier;
        for query in self.kept.iter() {
            remember_query(&mut all, query.clone());
        }
        self.kept = Arc::new(all);
        self.at = None;
    }

    /// Appends a query; returns whether it differs from the latest one.
    pub(super) fn remember(&mut self, query: Safe<'static>) -> bool {
        self.at = None;
        let is_new = self.kept.last() != Some(&query);
        if is_new {
            remember_query(Arc::make_mut(&mut self.kept), query);
        }
        is_new
    }

    /// Whether the user is browsing the history.
    pub(super) fn are_gone_through(&self) -> bool {
        self.at.is_some()
    }

    /// Whether the history is empty.
    pub(super) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Stops browsing the history.
    pub(super) fn leave(&mut self) {
        self.at = None;
    }

    /// Steps back in the history, starting at the latest query; stays at the oldest.
    pub(super) fn earlier(&mut self) -> Option<Safe<'static>> {
        let at = self.at.unwrap_or(self.kept.len()).checked_sub(1).or(self.at)?;
        self.at = Some(at);
        self.kept.get(at).cloned()
    }

    /// Steps forward in the history; returns `None` past the latest query.
    pub(super) fn later(&mut self) -> Option<Safe<'static>> {
        self.at = self.at.map(|at| at + 1).filter(|&at| at < self.kept.len());
        self.kept.get(self.at?).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(queries: &[&'static str]) -> Queries {
        let mut all = Queries::default();
        all.take_in(queries.iter().map(|&query| query.into()).collect());
        all
    }

    #[test]
    fn the_last_comes_first_and_the_oldest_stays() {
        let mut queries = of(&["a", "b"]);
        let mut next = |earlier: bool| {
            let found = if earlier { queries.earlier() } else { queries.later() };
            found.map(|query| query.to_string()).unwrap_or_default()
        };
        let walked: Vec<String> = [true, true, true, false, false, true].map(&mut next).into();
        assert_eq!(walked, ["b", "a", "a", "b", "", "b"]);
        assert!(of(&[]).earlier().is_none());
    }

    #[test]
    fn a_query_is_there_once_and_not_too_many_are() {
        let mut queries = of(&["a", "b"]);
        assert!(queries.remember("a".into()) && !queries.remember("a".into()));
        assert_eq!(queries.kept.iter().map(Safe::as_str).collect::<Vec<_>>(), ["b", "a"]);
        for number in 0..2 * MOST_QUERIES {
            queries.remember(kzq_text::safe!(number));
        }
        assert_eq!(queries.kept.len(), MOST_QUERIES);
        queries.take_in(vec!["old".into(), "399".into()]);
        assert_eq!(queries.kept.len(), MOST_QUERIES);
        assert_eq!(queries.earlier().unwrap().as_str(), "399", "what was sought meanwhile is newer");
    }
}
