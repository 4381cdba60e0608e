//! [`Change`]: the edits that a shelf supports.

use std::collections::HashSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::annotation::{Annotation, EntryName, EntrySnapshot, Highlight, Use};
use crate::note::merge_notes;
use crate::position::{InsertPosition, insert_at};
use crate::shelf::{List, SavedSearch, Shelf};
use kzq_text::Safe;

/// A small, idempotent edit of a shelf.
///
/// A change applies to any shelf, even one edited by another process in the meantime, and applying it again has no
/// effect. Conflicting changes resolve in favour of keeping data:
///
/// - Two concurrent notes on one entry are both kept, one after the other.
/// - A deleted list survives if another process has added entries to it in the meantime.
/// - Adding to a deleted list restores the list.
/// - Of two new names for a list, the one saved first wins, and no list takes a name that is already in use.
/// - Of two queries saved under one name, the one saved last wins.
///
/// A change that adds something to an entry also stores the text that the user saw, so that the entry no longer counts
/// as changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// Stars an entry.
    Star(EntryName, Option<Arc<EntrySnapshot>>),
    /// Removes the star from an entry.
    Unstar(EntryName),
    /// Changes the note on an entry.
    Note {
        /// The annotated entry.
        entry: EntryName,
        /// The entry as it is now.
        snapshot: Option<Arc<EntrySnapshot>>,
        /// The note before the edit, as its author saw it.
        from: Option<Safe<'static>>,
        /// The note after the edit; `None` removes it.
        to: Option<Safe<'static>>,
    },
    /// Highlights a passage.
    Highlight(EntryName, Option<Arc<EntrySnapshot>>, Highlight),
    /// Removes a highlight.
    Unhighlight(EntryName, Highlight),
    /// Records that an entry was used.
    Use(EntryName, Option<Arc<EntrySnapshot>>, Use),
    /// Removes the record of a use.
    Unuse(EntryName, Use),
    /// Gives everything that belongs to an entry to another one: the same entry under a new id.
    Carry {
        /// The old name.
        from: EntryName,
        /// The new name; existing contents are kept.
        to: EntryName,
    },
    /// Replaces the stored snapshot of an entry with its current text.
    Accept {
        /// The entry whose text has changed.
        entry: EntryName,
        /// The stored snapshot; nothing happens if another one is stored by now.
        from: Arc<EntrySnapshot>,
        /// The snapshot of the current text.
        to: Arc<EntrySnapshot>,
    },
    /// Creates a list, unless one of that name exists.
    List(Safe<'static>, InsertPosition<Safe<'static>>),
    /// Removes these entries from a list, and deletes the list if it is empty then.
    DeleteList(Safe<'static>, Vec<EntryName>),
    /// Renames a list, unless the new name is taken.
    Rename {
        /// The current name.
        from: Safe<'static>,
        /// The new name.
        to: Safe<'static>,
    },
    /// Moves a list among the lists.
    MoveList(Safe<'static>, InsertPosition<Safe<'static>>),
    /// Adds an entry to a list, creating the list if necessary; an entry already in it keeps its position.
    Add {
        /// The list's name.
        list: Safe<'static>,
        /// The entry to add.
        entry: EntryName,
        /// The entry as it is now.
        snapshot: Option<Arc<EntrySnapshot>>,
        /// The position in the list.
        position: InsertPosition<EntryName>,
    },
    /// Removes an entry from a list.
    Remove(Safe<'static>, EntryName),
    /// Moves an entry within a list.
    Move(Safe<'static>, EntryName, InsertPosition<EntryName>),
    /// Saves a search; one of its name gets the new query, and keeps its position.
    SaveSearch(SavedSearch, InsertPosition<Safe<'static>>),
    /// Removes a saved search, unless its query has been changed in the meantime.
    DeleteSearch(SavedSearch),
    /// Renames a saved search, unless the new name is taken.
    RenameSearch {
        /// The current name.
        from: Safe<'static>,
        /// The new name.
        to: Safe<'static>,
    },
}

impl Change {
    /// The entry that the change affects; `None` for changes to whole lists and to saved searches.
    pub fn entry(&self) -> Option<&EntryName> {
        match self {
            Self::Star(entry, _)
            | Self::Unstar(entry)
            | Self::Note { entry, .. }
            | Self::Highlight(entry, ..)
            | Self::Unhighlight(entry, _)
            | Self::Use(entry, ..)
            | Self::Unuse(entry, _)
            | Self::Carry { to: entry, .. }
            | Self::Accept { entry, .. }
            | Self::Add { entry, .. }
            | Self::Remove(_, entry)
            | Self::Move(_, entry, _) => Some(entry),
            Self::List(..) | Self::DeleteList(..) | Self::Rename { .. } | Self::MoveList(..) => None,
            Self::SaveSearch(..) | Self::DeleteSearch(_) | Self::RenameSearch { .. } => None,
        }
    }

    /// Applies the change to a shelf.
    pub fn apply(&self, shelf: &mut Shelf) {
        match self {
            Self::Star(entry, snapshot) => shelf.upsert(entry, snapshot.as_ref()).starred = true,
            Self::Unstar(entry) => shelf.update_annotation(entry, |held| held.starred = false),
            Self::Note { entry, snapshot, from, to } => {
                let annotation = shelf.upsert(entry, snapshot.as_ref());
                annotation.note = merge_notes(annotation.note.as_ref(), from.as_ref(), to.as_ref());
                shelf.remove_if_empty(entry);
            }
            Self::Highlight(entry, snapshot, highlight) => {
                let highlights = &mut shelf.upsert(entry, snapshot.as_ref()).highlights;
                if let Err(at) = highlights.binary_search(highlight) {
                    highlights.insert(at, highlight.clone());
                }
            }
            Self::Unhighlight(entry, highlight) => {
                shelf.update_annotation(entry, |held| held.highlights.retain(|other| other != highlight));
            }
            Self::Use(entry, snapshot, new) => {
                let uses = &mut shelf.upsert(entry, snapshot.as_ref()).uses;
                if let Err(at) = uses.binary_search(new) {
                    uses.insert(at, new.clone());
                }
            }
            Self::Unuse(entry, old) => {
                shelf.update_annotation(entry, |held| held.uses.retain(|other| other != old));
            }
            Self::Carry { from, to } => shelf.carry(from, to),
            Self::Accept { entry, from, to } => shelf.update_annotation(entry, |held| {
                if held.snapshot.as_ref() == Some(from) {
                    held.snapshot = Some(to.clone());
                }
            }),
            Self::List(name, position) => shelf.create_list(name, position),
            Self::DeleteList(name, entries) => shelf.delete_list(name, entries),
            Self::Rename { from, to } => {
                if let (Some(at), None) = (shelf.list_index(from.as_str()), shelf.list_index(to.as_str())) {
                    shelf.lists[at].name = to.clone();
                }
            }
            Self::MoveList(name, position) => {
                if let Some(at) = shelf.list_index(name.as_str()) {
                    let list = shelf.lists.remove(at);
                    shelf.insert_list(list, position);
                }
            }
            Self::Add { list, entry, snapshot, position } => shelf.add(list, entry, snapshot.as_ref(), position),
            Self::Remove(list, entry) => {
                if let Some(at) = shelf.list_index(list.as_str()) {
                    shelf.lists[at].entries.retain(|other| other != entry);
                    shelf.remove_if_empty(entry);
                }
            }
            Self::Move(list, entry, position) => {
                if let Some(at) = shelf.list_index(list.as_str()) {
                    let entries = &mut shelf.lists[at].entries;
                    if let Some(from) = entries.iter().position(|other| other == entry) {
                        entries.remove(from);
                        insert_at(entries, entry.clone(), position, |other, anchor| other == anchor);
                    }
                }
            }
            Self::SaveSearch(search, position) => match shelf.search_index(&search.name) {
                Some(at) => shelf.searches[at] = search.clone(),
                None => insert_at(&mut shelf.searches, search.clone(), position, |other, name| other.name == *name),
            },
            Self::DeleteSearch(search) => shelf.searches.retain(|other| other != search),
            Self::RenameSearch { from, to } => {
                if let (Some(at), None) = (shelf.search_index(from), shelf.search_index(to)) {
                    shelf.searches[at].name = to.clone();
                }
            }
        }
    }
}

impl Shelf {
    fn update_annotation(&mut self, entry: &EntryName, alter: impl FnOnce(&mut Annotation)) {
        if let Some(held) = self.entries.get_mut(entry) {
            alter(held);
            self.remove_if_empty(entry);
        }
    }

    fn insert_list(&mut self, list: List, position: &InsertPosition<Safe<'static>>) {
        insert_at(&mut self.lists, list, position, |other, name| other.name == *name);
    }

    fn create_list(&mut self, name: &Safe<'static>, position: &InsertPosition<Safe<'static>>) {
        if self.list_index(name.as_str()).is_none() {
            self.insert_list(List { name: name.clone(), entries: Vec::new() }, position);
        }
    }

    fn delete_list(&mut self, name: &Safe<'static>, known: &[EntryName]) {
        let Some(at) = self.list_index(name.as_str()) else { return };
        let mut unlisted: HashSet<&EntryName> = known.iter().collect();
        self.lists[at].entries.retain(|entry| !unlisted.contains(entry));
        if self.lists[at].entries.is_empty() {
            self.lists.remove(at);
        }
        // Equivalent to `remove_if_empty` for each entry, which would search all lists each time.
        for entry in self.lists.iter().flat_map(|list| &list.entries) {
            unlisted.remove(entry);
        }
        for entry in unlisted {
            if self.annotation(entry).is_some_and(Annotation::is_empty) {
                self.entries.remove(entry);
            }
        }
    }

    fn add(
        &mut self,
        list: &Safe<'static>,
        entry: &EntryName,
        snapshot: Option<&Arc<EntrySnapshot>>,
        position: &InsertPosition<EntryName>,
    ) {
        self.create_list(list, &InsertPosition::Last);
        self.upsert(entry, snapshot);
        if let Some(at) = self.list_index(list.as_str()).filter(|&at| !self.lists[at].entries.contains(entry)) {
            insert_at(&mut self.lists[at].entries, entry.clone(), position, |other, anchor| other == anchor);
        }
    }

    pub(super) fn search_index(&self, name: &Safe<'_>) -> Option<usize> {
        self.searches.iter().position(|search| search.name == *name)
    }
}
