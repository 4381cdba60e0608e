//! [`Desk`]: the reader's shelf in the browser, what is being kept of it, and what was undone.

use std::collections::HashSet;
use std::sync::Arc;

use super::event::Effect;
use crate::shelf::{Change, EntryName, History, Shelf, Step};
use crate::text::Safe;

/// The reader's shelf as the browser shows it.
#[derive(Debug, Default)]
pub struct Desk {
    shelf: Arc<Shelf>,
    history: History,
    /// The changes that are not on the disk yet, each with the number of its step.
    pending: Vec<(u64, Change)>,
    /// The number of the last step.
    last: u64,
    /// What is said when a step is on the disk.
    acknowledgement: Option<(u64, Safe<'static>)>,
    /// Whether the shelf was read, or could not be.
    is_known: bool,
    /// Why changes can't be kept.
    trouble: Option<Safe<'static>>,
}

/// What came of keeping changes.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The last step that was to be kept; 0 where the shelf was only read.
    pub number: u64,
    /// The shelf as it was on the disk before these steps were kept.
    pub before: Shelf,
    /// The shelf as it is on the disk now, or why it can't be kept.
    pub outcome: Result<Shelf, Safe<'static>>,
}

impl Desk {
    /// The shelf.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// Whether it is known what is on the shelf.
    pub(super) fn is_known(&self) -> bool {
        self.is_known
    }

    /// The shelf, to be held by others.
    pub(super) fn shared(&self) -> Arc<Shelf> {
        Arc::clone(&self.shelf)
    }

    /// Whether what is said of an entry is on the disk.
    pub fn is_kept(&self, entry: &EntryName) -> bool {
        !self.pending.iter().any(|(_, change)| change.entry() == Some(entry))
    }

    /// How many steps are not known to be on the disk.
    pub fn unkept(&self) -> usize {
        self.pending.iter().map(|&(number, _)| number).collect::<HashSet<u64>>().len()
    }

    /// How many steps can't be kept, if there are any, and why.
    pub fn trouble(&self) -> Option<(usize, &Safe<'static>)> {
        self.trouble.as_ref().map(|trouble| (self.unkept(), trouble)).filter(|&(steps, _)| steps > 0)
    }

    /// Does a step; gives what is to be kept, if it changes anything.
    pub(super) fn apply(&mut self, step: Step) -> Option<Effect> {
        let (what, changes) = (step.what.clone(), step.changes.clone());
        self.history.apply(self.last + 1, step, Arc::make_mut(&mut self.shelf)).then(|| self.keep(what, changes))
    }

    /// Takes back the last step.
    pub(super) fn undo(&mut self) -> Option<Effect> {
        let (what, changes) = self.history.undo(Arc::make_mut(&mut self.shelf))?;
        Some(self.keep(crate::safe!("undone: ", what), changes))
    }

    /// Does again what was taken back last.
    pub(super) fn redo(&mut self) -> Option<Effect> {
        let (what, changes) = self.history.redo(self.last + 1, Arc::make_mut(&mut self.shelf))?;
        Some(self.keep(crate::safe!("done again: ", what), changes))
    }

    fn keep(&mut self, what: Safe<'static>, changes: Vec<Change>) -> Effect {
        self.last += 1;
        self.pending.extend(changes.iter().map(|change| (self.last, change.clone())));
        self.acknowledgement = Some((self.last, what));
        Effect::Keep { number: self.last, changes }
    }

    /// Takes in what came of keeping changes; gives what is to be said of it.
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
