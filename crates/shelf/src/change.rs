//! [`Change`]: the edits that a shelf supports.

use std::sync::Arc;

use crate::annotation::{EntryName, Highlight, Imprint};
use crate::note::merged;
use crate::shelf::{List, Shelf};
use kzq_text::Safe;

/// Where to insert an item into an ordered list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot<T> {
    /// Before all other items.
    First,
    /// After the given item, or at the end if that item is missing.
    After(T),
    /// At the end; when adding, an item already present keeps its position.
    Last,
}

/// A small, idempotent edit of a shelf.
///
/// A change applies to any shelf, even one edited by another process in the meantime, and applying it again has no
/// effect. Conflicting changes resolve in favour of keeping data:
///
/// - Two concurrent notes on one entry are both kept, one after the other.
/// - A deleted list survives if another process has added entries to it in the meantime.
/// - Adding to a deleted list restores the list.
/// - Of two new names for a list, the one saved first wins, and no list takes a name that is already in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Stars an entry.
    Star(EntryName, Option<Arc<Imprint>>),
    /// Removes the star from an entry.
    Unstar(EntryName),
    /// Changes the note on an entry.
    Note {
        /// The annotated entry.
        entry: EntryName,
        /// The entry as it is now.
        imprint: Option<Arc<Imprint>>,
        /// The note before the edit, as its author saw it.
        from: Option<Safe<'static>>,
        /// The note after the edit; `None` removes it.
        to: Option<Safe<'static>>,
    },
    /// Highlights a passage.
    Highlight(EntryName, Option<Arc<Imprint>>, Highlight),
    /// Removes a highlight.
    Unhighlight(EntryName, Highlight),
    /// Replaces the stored snapshot of an entry with its current text.
    Accept {
        /// The entry whose text has changed.
        entry: EntryName,
        /// The stored snapshot; nothing happens if another one is stored by now.
        from: Arc<Imprint>,
        /// The snapshot of the current text.
        to: Arc<Imprint>,
    },
    /// Creates a list, unless one of that name exists.
    List(Safe<'static>, Spot<Safe<'static>>),
    /// Removes these entries from a list, and deletes the list if it is empty then.
    Delist(Safe<'static>, Vec<EntryName>),
    /// Renames a list, unless the new name is taken.
    Rename {
        /// The current name.
        from: Safe<'static>,
        /// The new name.
        to: Safe<'static>,
    },
    /// Moves a list among the lists.
    MoveList(Safe<'static>, Spot<Safe<'static>>),
    /// Adds an entry to a list, creating the list if necessary; an entry already in it keeps its position.
    Add {
        /// The list's name.
        list: Safe<'static>,
        /// The entry to add.
        entry: EntryName,
        /// The entry as it is now.
        imprint: Option<Arc<Imprint>>,
        /// The position in the list.
        spot: Spot<EntryName>,
    },
    /// Removes an entry from a list.
    Remove(Safe<'static>, EntryName),
    /// Moves an entry within a list.
    Move(Safe<'static>, EntryName, Spot<EntryName>),
}

impl Change {
    /// The entry that the change affects; `None` for changes to whole lists.
    pub fn entry(&self) -> Option<&EntryName> {
        match self {
            Self::Star(entry, _)
            | Self::Unstar(entry)
            | Self::Note { entry, .. }
            | Self::Highlight(entry, ..)
            | Self::Unhighlight(entry, _)
            | Self::Accept { entry, .. }
            | Self::Add { entry, .. }
            | Self::Remove(_, entry)
            | Self::Move(_, entry, _) => Some(entry),
            Self::List(..) | Self::Delist(..) | Self::Rename { .. } | Self::MoveList(..) => None,
        }
    }

    /// Applies the change to a shelf.
    pub fn apply(&self, shelf: &mut Shelf) {
        match self {
            Self::Star(entry, imprint) => shelf.hold(entry, imprint.as_ref()).starred = true,
            Self::Unstar(entry) => shelf.alter(entry, |held| held.starred = false),
            Self::Note { entry, imprint, from, to } => {
                let held = shelf.hold(entry, imprint.as_ref());
                held.note = merged(held.note.as_ref(), from.as_ref(), to.as_ref());
                shelf.let_go(entry);
            }
            Self::Highlight(entry, imprint, highlight) => {
                let highlights = &mut shelf.hold(entry, imprint.as_ref()).highlights;
                if let Err(at) = highlights.binary_search(highlight) {
                    highlights.insert(at, highlight.clone());
                }
            }
            Self::Unhighlight(entry, highlight) => {
                shelf.alter(entry, |held| held.highlights.retain(|other| other != highlight));
            }
            Self::Accept { entry, from, to } => shelf.alter(entry, |held| {
                if held.imprint.as_ref() == Some(from) {
                    held.imprint = Some(to.clone());
                }
            }),
            Self::List(name, spot) => shelf.make_list(name, spot),
            Self::Delist(name, entries) => shelf.delete_list(name, entries),
            Self::Rename { from, to } => {
                if let (Some(at), None) = (shelf.position(from.as_str()), shelf.position(to.as_str())) {
                    shelf.lists[at].name = to.clone();
                }
            }
            Self::MoveList(name, spot) => {
                if let Some(at) = shelf.position(name.as_str()) {
                    let list = shelf.lists.remove(at);
                    shelf.put_list(list, spot);
                }
            }
            Self::Add { list, entry, imprint, spot } => shelf.add(list, entry, imprint.as_ref(), spot),
            Self::Remove(list, entry) => {
                if let Some(at) = shelf.position(list.as_str()) {
                    shelf.lists[at].entries.retain(|other| other != entry);
                    shelf.let_go(entry);
                }
            }
            Self::Move(list, entry, spot) => {
                if let Some(at) = shelf.position(list.as_str()) {
                    let entries = &mut shelf.lists[at].entries;
                    if let Some(from) = entries.iter().position(|other| other == entry) {
                        entries.remove(from);
                        put(entries, entry.clone(), spot, |other, anchor| other == anchor);
                    }
                }
            }
        }
    }

    /// The changes, in order, that undo this one if it is applied to `shelf`; empty if it would change nothing.
    pub fn inverse(&self, shelf: &Shelf) -> Vec<Self> {
        let mut changed = shelf.clone();
        self.apply(&mut changed);
        if changed == *shelf { Vec::new() } else { self.inverse_of_effect(shelf, &changed) }
    }

    fn inverse_of_effect(&self, shelf: &Shelf, changed: &Shelf) -> Vec<Self> {
        match self {
            Self::Star(entry, _) => vec![Self::Unstar(entry.clone())],
            Self::Unstar(entry) => vec![Self::Star(entry.clone(), shelf.imprint(entry))],
            Self::Note { entry, imprint, .. } => vec![Self::Note {
                entry: entry.clone(),
                imprint: shelf.imprint(entry).or_else(|| imprint.clone()),
                from: changed.note(entry).cloned(),
                to: shelf.note(entry).cloned(),
            }],
            Self::Highlight(entry, _, highlight) => vec![Self::Unhighlight(entry.clone(), highlight.clone())],
            Self::Unhighlight(entry, highlight) => {
                vec![Self::Highlight(entry.clone(), shelf.imprint(entry), highlight.clone())]
            }
            Self::Accept { entry, from, to } => {
                vec![Self::Accept { entry: entry.clone(), from: to.clone(), to: from.clone() }]
            }
            Self::List(name, _) => vec![Self::Delist(name.clone(), Vec::new())],
            Self::Delist(name, entries) => shelf.restored(name, entries),
            Self::Rename { from, to } => vec![Self::Rename { from: to.clone(), to: from.clone() }],
            Self::MoveList(name, _) => vec![Self::MoveList(name.clone(), shelf.spot_of_list(name))],
            Self::Add { list, entry, .. } => {
                let mut inverse = vec![Self::Remove(list.clone(), entry.clone())];
                if shelf.list(list.as_str()).is_none() {
                    inverse.push(Self::Delist(list.clone(), Vec::new()));
                }
                inverse
            }
            Self::Remove(list, entry) => vec![shelf.added(list, entry)],
            Self::Move(list, entry, _) => vec![Self::Move(list.clone(), entry.clone(), shelf.spot(list, entry))],
        }
    }
}

/// Inserts an item at a position.
fn put<T, A>(all: &mut Vec<T>, one: T, spot: &Spot<A>, is: impl Fn(&T, &A) -> bool) {
    let at = match spot {
        Spot::First => 0,
        Spot::After(anchor) => all.iter().position(|other| is(other, anchor)).map_or(all.len(), |at| at + 1),
        Spot::Last => all.len(),
    };
    all.insert(at, one);
}

impl Shelf {
    fn alter(&mut self, entry: &EntryName, alter: impl FnOnce(&mut crate::annotation::Held)) {
        if let Some(held) = self.entries.get_mut(entry) {
            alter(held);
            self.let_go(entry);
        }
    }

    fn imprint(&self, entry: &EntryName) -> Option<Arc<Imprint>> {
        self.held(entry)?.imprint.clone()
    }

    fn put_list(&mut self, list: List, spot: &Spot<Safe<'static>>) {
        put(&mut self.lists, list, spot, |other, name| other.name == *name);
    }

    fn make_list(&mut self, name: &Safe<'static>, spot: &Spot<Safe<'static>>) {
        if self.position(name.as_str()).is_none() {
            self.put_list(List { name: name.clone(), entries: Vec::new() }, spot);
        }
    }

    fn delete_list(&mut self, name: &Safe<'static>, known: &[EntryName]) {
        let Some(at) = self.position(name.as_str()) else { return };
        self.lists[at].entries.retain(|entry| !known.contains(entry));
        if self.lists[at].entries.is_empty() {
            self.lists.remove(at);
        }
        for entry in known {
            self.let_go(entry);
        }
    }

    fn add(&mut self, list: &Safe<'static>, entry: &EntryName, imprint: Option<&Arc<Imprint>>, spot: &Spot<EntryName>) {
        self.make_list(list, &Spot::Last);
        self.hold(entry, imprint);
        if let Some(at) = self.position(list.as_str()).filter(|&at| !self.lists[at].entries.contains(entry)) {
            put(&mut self.lists[at].entries, entry.clone(), spot, |other, anchor| other == anchor);
        }
    }

    /// The position of a list among the lists.
    fn spot_of_list(&self, name: &Safe<'static>) -> Spot<Safe<'static>> {
        match self.position(name.as_str()) {
            None => Spot::Last,
            Some(0) => Spot::First,
            Some(at) => Spot::After(self.lists[at - 1].name.clone()),
        }
    }

    /// The position of an entry in a list.
    fn spot(&self, list: &Safe<'static>, entry: &EntryName) -> Spot<EntryName> {
        let entries = self.list(list.as_str()).map(|list| list.entries.as_slice()).unwrap_or_default();
        match entries.iter().position(|other| other == entry) {
            None => Spot::Last,
            Some(0) => Spot::First,
            Some(at) => Spot::After(entries[at - 1].clone()),
        }
    }

    /// The change that adds an entry to a list at its current position.
    fn added(&self, list: &Safe<'static>, entry: &EntryName) -> Change {
        let spot = self.spot(list, entry);
        Change::Add { list: list.clone(), entry: entry.clone(), imprint: self.imprint(entry), spot }
    }

    /// The changes that restore a list after these entries have been removed from it, and the list itself if it was
    /// deleted.
    fn restored(&self, name: &Safe<'static>, taken: &[EntryName]) -> Vec<Change> {
        let Some(list) = self.list(name.as_str()) else { return Vec::new() };
        let made = Change::List(name.clone(), self.spot_of_list(name));
        let entries = list.entries.iter().filter(|entry| taken.contains(entry));
        std::iter::once(made).chain(entries.map(|entry| self.added(name, entry))).collect()
    }
}
