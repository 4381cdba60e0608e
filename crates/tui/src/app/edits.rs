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
}

impl Edits {
    /// Records a change.
    pub(super) fn push(&mut self, change: Undoable) {
        self.order.push(change);
    }

    /// The number of changes that can be undone.
    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    /// Removes and returns the latest change.
    pub(super) fn pop(&mut self) -> Option<Undoable> {
        self.order.pop()
    }
}
