//! [`Desk`]: the user's shelf in the browser, with unsaved changes and the undo history.

use std::collections::HashSet;
use std::sync::Arc;

use super::event::Effect;
use kzq_shelf::{Change, EntryName, History, Shelf, Step};
use kzq_text::Safe;

/// The user's shelf as the browser shows it: the last saved state with unsaved changes applied.
#[derive(Debug, Default)]
pub struct Desk {
    shelf: Arc<Shelf>,
    history: History,
    /// The changes that are not on disk yet, each with the number of its step.
    pending: Vec<(u64, Change)>,
    last: u64,
    /// The message to show once a step is saved.
    acknowledgement: Option<(u64, Safe<'static>)>,
    /// Whether the shelf was loaded, or failed to load.
    is_known: bool,
    /// Why changes can't be saved.
    trouble: Option<Safe<'static>>,
}

/// The result of saving changes, or of loading the shelf.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The last step that was to be saved; 0 if the shelf was only loaded.
    pub number: u64,
    /// The shelf on disk before these steps were saved.
    pub before: Shelf,
    /// The shelf on disk now, or why it can't be saved.
    pub outcome: Result<Shelf, Safe<'static>>,
}

impl Desk {
    /// The shelf with all unsaved changes applied.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// Whether the contents of the shelf are known.
    pub(super) fn is_known(&self) -> bool {
        self.is_known
    }

    /// A shared handle to the shelf, for other threads.
    pub(super) fn shared(&self) -> Arc<Shelf> {
        Arc::clone(&self.shelf)
    }

    /// Whether all changes to an entry are on disk.
    pub fn is_kept(&self, entry: &EntryName) -> bool {
        !self.pending.iter().any(|(_, change)| change.entry() == Some(entry))
    }

    /// The number of steps that are not known to be on disk.
    pub fn unkept(&self) -> usize {
        self.pending.iter().map(|&(number, _)| number).collect::<HashSet<u64>>().len()
    }

    /// The number of unsaved steps and the reason, if saving failed.
    pub fn trouble(&self) -> Option<(usize, &Safe<'static>)> {
        self.trouble.as_ref().map(|trouble| (self.unkept(), trouble)).filter(|&(steps, _)| steps > 0)
    }

    /// Applies a step; returns the effect that saves it, or `None` if it changes nothing.
    pub(super) fn apply(&mut self, step: Step) -> Option<Effect> {
        let (what, changes) = (step.what.clone(), step.changes.clone());
        self.history.apply(self.last + 1, step, Arc::make_mut(&mut self.shelf)).then(|| self.keep(what, changes))
    }

    /// Undoes the last step.
    pub(super) fn undo(&mut self) -> Option<Effect> {
        let (what, changes) = self.history.undo(Arc::make_mut(&mut self.shelf))?;
        Some(self.keep(kzq_text::safe!("undone: ", what), changes))
    }

    /// Redoes the step that was undone last.
    pub(super) fn redo(&mut self) -> Option<Effect> {
        let (what, changes) = self.history.redo(self.last + 1, Arc::make_mut(&mut self.shelf))?;
        Some(self.keep(kzq_text::safe!("done again: ", what), changes))
    }

    fn keep(&mut self, what: Safe<'static>, changes: Vec<Change>) -> Effect {
        self.last += 1;
        self.pending.extend(changes.iter().map(|change| (self.last, change.clone())));
        self.acknowledgement = Some((self.last, what));
        Effect::Keep { number: self.last, changes }
    }

    /// Applies the result of a save; returns the message to show.
    pub(super) fn on_kept(&mut self, kept: Kept) -> Option<Safe<'static>> {
        self.is_known = true;
        match kept.outcome {
            Ok(mut shelf) => {
                let at = self.pending.partition_point(|(number, _)| *number <= kept.number);
                let steps: Vec<(u64, Change)> = self.pending.drain(..at).collect();
                self.history.settle(&steps, kept.before);
                for (_, change) in &self.pending {
                    change.apply(&mut shelf);
                }
                self.shelf = Arc::new(shelf);
                self.trouble = None;
                self.acknowledgement.take_if(|(number, _)| *number <= kept.number).map(|(_, what)| what)
            }
            Err(reason) => {
                self.trouble = Some(reason);
                None
            }
        }
    }
}
