//! [`Queries`]: what was sought before.

use std::sync::Arc;

use crate::text::Safe;

/// So many queries are remembered.
pub const MOST_QUERIES: usize = 200;

/// What was sought before, each query once, and which of them stands in the filter while they are gone through.
#[derive(Clone, Debug, Default)]
pub(super) struct Queries {
    /// The last one last.
    kept: Arc<Vec<Safe<'static>>>,
    at: Option<usize>,
}

/// Puts a query behind the others; one that was there before comes to stand there. Of too many the oldest go.
pub fn remember_query(queries: &mut Vec<Safe<'static>>, query: Safe<'static>) {
    queries.retain(|other| *other != query);
    queries.push(query);
    queries.drain(..queries.len().saturating_sub(MOST_QUERIES));
}

impl Queries {
    /// Takes in what was sought at other times; what was sought meanwhile stays behind it.
    pub(super) fn take_in(&mut self, earlier: Vec<Safe<'static>>) {
        let mut all = earlier;
        for query in self.kept.iter() {
            remember_query(&mut all, query.clone());
        }
        self.kept = Arc::new(all);
        self.at = None;
    }

    /// Remembers a query; says whether it was not the last one already.
    pub(super) fn remember(&mut self, query: Safe<'static>) -> bool {
        self.at = None;
        let is_new = self.kept.last() != Some(&query);
        if is_new {
            remember_query(Arc::make_mut(&mut self.kept), query);
        }
        is_new
    }

    /// Whether they are gone through.
    pub(super) fn are_gone_through(&self) -> bool {
        self.at.is_some()
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Ends going through them.
    pub(super) fn leave(&mut self) {
        self.at = None;
    }

    /// The query before the one that is looked at, or the last one; the oldest stays.
    pub(super) fn earlier(&mut self) -> Option<Safe<'static>> {
        let at = self.at.unwrap_or(self.kept.len()).checked_sub(1).or(self.at)?;
        self.at = Some(at);
        self.kept.get(at).cloned()
    }

    /// The query behind the one that is looked at; behind the last one there is none.
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
            queries.remember(crate::safe!(number));
        }
        assert_eq!(queries.kept.len(), MOST_QUERIES);
        queries.take_in(vec!["old".into(), "399".into()]);
        assert_eq!(queries.kept.len(), MOST_QUERIES);
        assert_eq!(queries.earlier().unwrap().as_str(), "399", "what was sought meanwhile is newer");
    }
}
