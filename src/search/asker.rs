//! Who waits for an answer, and what they want to hear meanwhile.

use super::answer::Answer;

/// Who asked a question, while it is answered. It may be asked on any thread.
pub trait Asker: Sync {
    /// Whether they want no answer any more.
    fn has_gone(&self) -> bool;

    /// Whether they want to hear what was found so far.
    fn is_impatient(&self) -> bool;

    /// Tells what was found so far: an answer of which something is [to come](Answer::to_come).
    fn hear(&self, so_far: Answer);
}

/// Waits for the whole answer.
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
