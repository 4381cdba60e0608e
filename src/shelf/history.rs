//! [`History`]: what was done in this session, to be undone and done again.

use super::change::Change;
use super::shelves::Shelf;
use crate::text::Safe;

/// How many steps can be undone.
const LONGEST: usize = 1000;

/// What the reader did with one key, in the words in which it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What was done: "starred", "note written".
    pub what: Safe<'static>,
    /// The changes that do it, in order.
    pub changes: Vec<Change>,
}

#[derive(Clone, Debug)]
struct Done {
    step: Step,
    /// The changes that take it back, in order.
    back: Vec<Change>,
}

/// What was done in this session, to be undone and done again. Undoing is a change like others: it is kept as they
/// are, and put together with what others changed meanwhile.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Done>,
    undone: Vec<Step>,
}

impl History {
    /// Does a step; says whether that changed anything.
    pub fn apply(&mut self, step: Step, shelf: &mut Shelf) -> bool {
        let changed = self.perform(step, shelf);
        if changed {
            self.undone.clear();
        }
        changed
    }

    /// Takes back what was done last; gives its name and the changes by which it was taken back.
    pub fn undo(&mut self, shelf: &mut Shelf) -> Option<(Safe<'static>, Vec<Change>)> {
        let Done { step, back } = self.done.pop()?;
        for change in &back {
            change.apply(shelf);
        }
        let what = step.what.clone();
        self.undone.push(step);
        Some((what, back))
    }

    /// Does again what was taken back last; gives its name and its changes.
    pub fn redo(&mut self, shelf: &mut Shelf) -> Option<(Safe<'static>, Vec<Change>)> {
        let step = self.undone.pop()?;
        let told = (step.what.clone(), step.changes.clone());
        // Where somebody else did it meanwhile there is nothing left to do, or to undo.
        self.perform(step, shelf);
        Some(told)
    }

    fn perform(&mut self, step: Step, shelf: &mut Shelf) -> bool {
        let mut back = Vec::new();
        for change in &step.changes {
            let inverse = change.inverse(shelf);
            change.apply(shelf);
            back.splice(0..0, inverse);
        }
        let changed = !back.is_empty();
        if changed {
            self.done.push(Done { step, back });
            let surplus = self.done.len().saturating_sub(LONGEST);
            self.done.drain(..surplus);
        }
        changed
    }
}
