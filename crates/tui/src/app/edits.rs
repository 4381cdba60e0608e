//! Changes of the collections' files that the browser requested, and the order in which they can be undone.

use super::entry_form::EntryForm;
use super::note_edit::NoteEdit;
use kzq_shelf::EntryName;

/// A change that can be undone, by where it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Undoable {
    /// On the shelf.
    Shelf,
    /// In the files of collections, in as many steps.
    Files(usize),
    /// A note that was left without saving it, which undoing opens again.
    LeftNote(Box<NoteEdit>),
}

/// A change that was undone, by where it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Redoable {
    /// On the shelf.
    Shelf,
    /// In the files of collections, in as many steps.
    Files(usize),
}

/// Changes of files.
#[derive(Debug, Default)]
pub(super) struct Edits {
    /// A new quotation that was left before it was saved.
    pub(super) kept_form: Option<Box<EntryForm>>,
    /// A note that an earlier browser left unfinished, until the shelf is loaded and no popup is open.
    pub(super) recovered: Option<Box<NoteEdit>>,
    /// The entry that was added, until the collections are reloaded with it.
    pub(super) added: Option<EntryName>,
    /// What was changed, the latest last.
    order: Vec<Undoable>,
    /// What was undone since the last change, the latest last.
    undone: Vec<Redoable>,
}

impl Edits {
    /// Records a change; what was undone before it can no longer be redone.
    pub(super) fn push(&mut self, change: Undoable) {
        self.undone.clear();
        self.order.push(change);
    }

    /// Records a change that was redone.
    pub(super) fn push_redone(&mut self, change: Undoable) {
        self.order.push(change);
    }

    /// Records that the latest change is undone.
    pub(super) fn push_undone(&mut self, change: Redoable) {
        self.undone.push(change);
    }

    /// The number of changes that can be undone.
    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    /// Removes and returns the latest change.
    pub(super) fn pop(&mut self) -> Option<Undoable> {
        self.order.pop()
    }

    /// Removes and returns what was undone last.
    pub(super) fn pop_undone(&mut self) -> Option<Redoable> {
        self.undone.pop()
    }
}
