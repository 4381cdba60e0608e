//! [`History`]: undo and redo of the session's changes.

use crate::change::Change;
use crate::shelf::Shelf;
use kzq_text::Safe;

/// Maximum number of undo steps.
const MAX_UNDO: usize = 1000;

/// The changes made by one user action, undone together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoStep {
    /// A short label for messages: "starred", "note written".
    pub label: Safe<'static>,
    /// The changes, in order.
    pub changes: Vec<Change>,
}

#[derive(Clone, Debug)]
struct AppliedStep {
    /// Identifies the step in the answer to a save.
    id: u64,
    step: UndoStep,
    /// The changes that undo the step, in order.
    inverse: Vec<Change>,
}

/// The undo and redo stacks of a session. Undoing is an ordinary change: it is saved like any other and merged with
/// changes made elsewhere.
#[derive(Clone, Debug, Default)]
pub struct History {
    undo_stack: Vec<AppliedStep>,
    redo_stack: Vec<UndoStep>,
}

impl History {
    /// Applies a step under a new id; returns whether it changed anything.
    pub fn apply(&mut self, id: u64, step: UndoStep, shelf: &mut Shelf) -> bool {
        let changed = self.apply_step(id, step, shelf);
        if changed {
            self.redo_stack.clear();
        }
        changed
    }

    /// Undoes the last step; returns its label and the changes that undid it.
    pub fn undo(&mut self, shelf: &mut Shelf) -> Option<(Safe<'static>, Vec<Change>)> {
        let AppliedStep { step, inverse, .. } = self.undo_stack.pop()?;
        for change in &inverse {
            change.apply(shelf);
        }
        let label = step.label.clone();
        self.redo_stack.push(step);
        Some((label, inverse))
    }

    /// Redoes the last undone step under a new id; returns its label and changes.
    pub fn redo(&mut self, id: u64, shelf: &mut Shelf) -> Option<(Safe<'static>, Vec<Change>)> {
        let step = self.redo_stack.pop()?;
        let result = (step.label.clone(), step.changes.clone());
        // If another process has made the change meanwhile, there is nothing left to do or to undo.
        self.apply_step(id, step, shelf);
        Some(result)
    }

    /// Recomputes the inverses after a save, given the saved changes in order and the shelf before them, so that undo
    /// does not revert what another process had already done.
    pub fn rebase(&mut self, saved: &[(u64, Change)], mut shelf: Shelf) {
        for step in saved.chunk_by(|(one, _), (next, _)| one == next) {
            let id = step[0].0;
            let inverse = apply_all(step.iter().map(|(_, change)| change), &mut shelf);
            if let Some(at) = self.undo_stack.iter().position(|done| done.id == id) {
                if inverse.is_empty() {
                    self.undo_stack.remove(at);
                } else {
                    self.undo_stack[at].inverse = inverse;
                }
            }
        }
    }

    fn apply_step(&mut self, id: u64, step: UndoStep, shelf: &mut Shelf) -> bool {
        let inverse = apply_all(&step.changes, shelf);
        let changed = !inverse.is_empty();
        if changed {
            self.undo_stack.push(AppliedStep { id, step, inverse });
            let excess = self.undo_stack.len().saturating_sub(MAX_UNDO);
            self.undo_stack.drain(..excess);
        }
        changed
    }
}

/// Applies changes; returns the changes that undo them, in order.
fn apply_all<'c>(changes: impl IntoIterator<Item = &'c Change>, shelf: &mut Shelf) -> Vec<Change> {
    let mut inverses = Vec::new();
    for change in changes {
        inverses.push(change.inverse(shelf));
        change.apply(shelf);
    }
    inverses.into_iter().rev().flatten().collect()
}
