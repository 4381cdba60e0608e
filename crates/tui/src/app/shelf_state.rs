//! [`ShelfState`]: the user's shelf in the browser, with unsaved changes and the undo history.

use std::collections::HashSet;
use std::sync::Arc;

use super::event::{Effect, ShelfSaved};
use kzq_shelf::{Change, EntryName, History, Shelf, UndoStep};
use kzq_text::Safe;

/// The user's shelf as the browser shows it: the last saved state with unsaved changes applied.
#[derive(Debug, Default)]
pub struct ShelfState {
    shelf: Arc<Shelf>,
    /// Incremented whenever the shelf may have changed.
    revision: u64,
    history: History,
    /// The changes that are not on disk yet, each with the number of its step.
    unsaved: Vec<(u64, Change)>,
    last_step: u64,
    /// The message to show once a step is saved.
    on_saved_toast: Option<(u64, Safe<'static>)>,
    /// Whether the shelf was loaded, or failed to load.
    is_loaded: bool,
    /// Why changes can't be saved.
    save_error: Option<Safe<'static>>,
}

impl ShelfState {
    /// The shelf with all unsaved changes applied.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// The number of changes so far, as far as the browser knows of them.
    pub(super) fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether the contents of the shelf are known.
    pub(super) fn is_loaded(&self) -> bool {
        self.is_loaded
    }

    /// A shared handle to the shelf, for other threads.
    pub(super) fn shared_shelf(&self) -> Arc<Shelf> {
        Arc::clone(&self.shelf)
    }

    /// Whether all changes to an entry are on disk.
    pub fn is_saved(&self, entry: &EntryName) -> bool {
        !self.unsaved.iter().any(|(_, change)| change.entry() == Some(entry))
    }

    /// The number of steps that are not known to be on disk.
    pub fn unsaved_steps(&self) -> usize {
        self.unsaved.iter().map(|&(number, _)| number).collect::<HashSet<u64>>().len()
    }

    /// The number of unsaved steps and the reason, if saving failed.
    pub fn save_error(&self) -> Option<(usize, &Safe<'static>)> {
        self.save_error.as_ref().map(|trouble| (self.unsaved_steps(), trouble)).filter(|&(steps, _)| steps > 0)
    }

    /// Applies a step; returns the effect that saves it, or `None` if it changes nothing.
    pub(super) fn apply(&mut self, step: UndoStep) -> Option<Effect> {
        let changes = step.changes.clone();
        let shelf = Arc::make_mut(&mut self.shelf);
        self.history.apply(self.last_step + 1, step, shelf).then(|| self.queue_save(changes))
    }

    /// Applies changes that the user did not make, and that cannot be undone; returns the effect that saves them.
    pub(super) fn apply_for_good(&mut self, changes: Vec<Change>) -> Effect {
        let shelf = Arc::make_mut(&mut self.shelf);
        for change in &changes {
            change.apply(shelf);
        }
        self.queue_save(changes)
    }

    /// Undoes the last step; returns its label, and the effect that saves this.
    pub(super) fn undo(&mut self) -> Option<(Safe<'static>, Effect)> {
        let (label, changes) = self.history.undo(Arc::make_mut(&mut self.shelf))?;
        Some((label, self.queue_save(changes)))
    }

    /// Redoes the step that was undone last; returns its label, and the effect that saves this.
    pub(super) fn redo(&mut self) -> Option<(Safe<'static>, Effect)> {
        let (label, changes) = self.history.redo(self.last_step + 1, Arc::make_mut(&mut self.shelf))?;
        Some((label, self.queue_save(changes)))
    }

    /// Shows a message once the last step is saved.
    pub(super) fn show_when_saved(&mut self, message: Safe<'static>) {
        self.on_saved_toast = Some((self.last_step, message));
    }

    fn queue_save(&mut self, changes: Vec<Change>) -> Effect {
        self.last_step += 1;
        self.revision += 1;
        self.unsaved.extend(changes.iter().map(|change| (self.last_step, change.clone())));
        Effect::SaveShelf { step: self.last_step, changes }
    }

    /// Applies the result of a save; returns the message to show.
    pub(super) fn on_saved(&mut self, saved: ShelfSaved) -> Option<Safe<'static>> {
        self.is_loaded = true;
        match saved.outcome {
            Ok(mut shelf) => {
                let saved_count = self.unsaved.partition_point(|(number, _)| *number <= saved.last_step);
                let steps: Vec<(u64, Change)> = self.unsaved.drain(..saved_count).collect();
                self.history.rebase(&steps, saved.before);
                for (_, change) in &self.unsaved {
                    change.apply(&mut shelf);
                }
                self.shelf = Arc::new(shelf);
                self.revision += 1;
                self.save_error = None;
                self.on_saved_toast.take_if(|(number, _)| *number <= saved.last_step).map(|(_, what)| what)
            }
            Err(reason) => {
                self.save_error = Some(reason);
                None
            }
        }
    }
}
