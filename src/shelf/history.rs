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
    /// By which it is known, if it was kept.
    number: u64,
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
    /// Does a step, which has a number from now on; says whether that changed anything.
    pub fn apply(&mut self, number: u64, step: Step, shelf: &mut Shelf) -> bool {
        let changed = self.perform(number, step, shelf);
        if changed {
            self.undone.clear();
        }
        changed
    }

    /// Takes back what was done last; gives its name and the changes by which it was taken back.
    pub fn undo(&mut self, shelf: &mut Shelf) -> Option<(Safe<'static>, Vec<Change>)> {
        let Done { step, back, .. } = self.done.pop()?;
        for change in &back {
            change.apply(shelf);
        }
        let what = step.what.clone();
        self.undone.push(step);
        Some((what, back))
    }

    /// Does again what was taken back last, under another number; gives its name and its changes.
    pub fn redo(&mut self, number: u64, shelf: &mut Shelf) -> Option<(Safe<'static>, Vec<Change>)> {
        let step = self.undone.pop()?;
        let told = (step.what.clone(), step.changes.clone());
        // Where somebody else did it meanwhile there is nothing left to do, or to undo.
        self.perform(number, step, shelf);
        Some(told)
    }

    /// Learns on which shelf steps were kept, in the order in which they were: what somebody else had done there
    /// already is not taken back by undoing it here.
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

/// Applies changes; gives those that take them back, in order.
fn take_back<'c>(changes: impl IntoIterator<Item = &'c Change>, shelf: &mut Shelf) -> Vec<Change> {
    let mut back = Vec::new();
    for change in changes {
        let inverse = change.inverse(shelf);
        change.apply(shelf);
        back.splice(0..0, inverse);
    }
    back
}
