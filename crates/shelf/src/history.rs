//! [`History`]: undo and redo of the session's changes.

use crate::change::Change;
use crate::shelf::Shelf;
use kzq_text::Safe;

/// Maximum number of undo steps.
const LONGEST: usize = 1000;

/// The changes made by one user action, undone together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// A short label for messages: "starred", "note written".
    pub what: Safe<'static>,
    /// The changes, in order.
    pub changes: Vec<Change>,
}

#[derive(Clone, Debug)]
struct Done {
    /// Identifies the step in the answer to a save.
    number: u64,
    step: Step,
    /// The changes that undo the step, in order.
    back: Vec<Change>,
}

/// The undo and redo stacks of a session. Undoing is an ordinary change: it is saved like any other and merged with
/// changes made elsewhere.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Done>,
    undone: Vec<Step>,
}

impl History {
    /// Applies a step under a new id; returns whether it changed anything.
    pub fn apply(&mut self, number: u64, step: Step, shelf: &mut Shelf) -> bool {
        let changed = self.perform(number, step, shelf);
        if changed {
            self.undone.clear();
        }
        changed
    }

    /// Undoes the last step; returns its label and the changes that undid it.
    pub fn undo(&mut self, shelf: &mut Shelf) -> Option<(Safe<'static>, Vec<Change>)> {
        let Done { step, back, .. } = self.done.pop()?;
        for change in &back {
            change.apply(shelf);
        }
        let what = step.what.clone();
        self.undone.push(step);
        Some((what, back))
    }

    /// Redoes the last undone step under a new id; returns its label and changes.
    pub fn redo(&mut self, number: u64, shelf: &mut Shelf) -> Option<(Safe<'static>, Vec<Change>)> {
        let step = self.undone.pop()?;
        let told = (step.what.clone(), step.changes.clone());
        // If another process has made the change meanwhile, there is nothing left to do or to undo.
        self.perform(number, step, shelf);
        Some(told)
    }

    /// Recomputes the inverses after a save, given the saved changes in order and the shelf before them, so that undo
    /// does not revert what another process had already done.
    pub fn settle(&mut self, kept: &[(u64, Change)], mut shelf: Shelf) {
        for step in kept.chunk_by(|(one, _), (next, _)| one == next) {
            let number = step[0].0;
            let back = take_back(step.iter().map(|(_, change)| change), &mut shelf);
            if let Some(at) = self.done.iter().position(|done| done.number == number) {
                if back.is_empty() {
                    self.done.remove(at);
                } else {
                    self.done[at].back = back;
                }
            }
        }
    }

    fn perform(&mut self, number: u64, step: Step, shelf: &mut Shelf) -> bool {
        let back = take_back(&step.changes, shelf);
        let changed = !back.is_empty();
        if changed {
            self.done.push(Done { number, step, back });
            let surplus = self.done.len().saturating_sub(LONGEST);
            self.done.drain(..surplus);
        }
        changed
    }
}

/// Applies changes; returns the changes that undo them, in order.
fn take_back<'c>(changes: impl IntoIterator<Item = &'c Change>, shelf: &mut Shelf) -> Vec<Change> {
    let mut back = Vec::new();
    for change in changes {
        let inverse = change.inverse(shelf);
        change.apply(shelf);
        back.splice(0..0, inverse);
    }
    back
}
