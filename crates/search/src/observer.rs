//! Cancellation and partial results of a running query.

use crate::answer::Answer;

/// Observes a running query. Its methods may be called from any thread.
pub trait Asker: Sync {
    /// Whether the query has been cancelled.
    fn has_gone(&self) -> bool;

    /// Whether partial results are wanted.
    fn is_impatient(&self) -> bool;

    /// Receives a partial answer, in which some entries are still [pending](Answer::to_come).
    fn hear(&self, so_far: Answer);
}

/// Never cancels and takes no partial results.
pub(super) struct Waiting;

impl Asker for Waiting {
    fn has_gone(&self) -> bool {
        false
    }

    fn is_impatient(&self) -> bool {
        false
    }

    fn hear(&self, _: Answer) {}
}
