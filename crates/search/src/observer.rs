//! Cancellation and partial results of a running query.

use crate::answer::Answer;

/// Observes a running query. Its methods may be called from any thread.
pub trait SearchObserver: Sync {
    /// Whether the query has been cancelled.
    fn is_cancelled(&self) -> bool;

    /// Whether partial results are wanted.
    fn wants_partial(&self) -> bool;

    /// Receives a partial answer, in which some entries are still [pending](Answer::pending).
    fn on_partial(&self, partial: Answer);
}

/// Never cancels and takes no partial results.
pub(super) struct NullObserver;

impl SearchObserver for NullObserver {
    fn is_cancelled(&self) -> bool {
        false
    }

    fn wants_partial(&self) -> bool {
        false
    }

    fn on_partial(&self, _: Answer) {}
}

/// Passes on that a query was cancelled, and no partial results.
pub(super) struct WithoutPartial<'o>(pub(super) &'o dyn SearchObserver);

impl SearchObserver for WithoutPartial<'_> {
    fn is_cancelled(&self) -> bool {
        self.0.is_cancelled()
    }

    fn wants_partial(&self) -> bool {
        false
    }

    fn on_partial(&self, _: Answer) {}
}
