//! The inverse of a [`Change`]: the changes that undo it.

use std::collections::HashSet;
use std::sync::Arc;

use crate::annotation::{EntryName, EntrySnapshot};
use crate::change::Change;
use crate::position::{InsertPosition, position_of};
use crate::shelf::{List, Shelf};
use kzq_text::Safe;
use kzq_text::steps::count;

impl Change {
    /// The changes, in order, that undo this one if it is applied to `shelf`; empty if it would change nothing.
    pub fn inverse(&self, shelf: &Shelf) -> Vec<Self> {
        let before = self.affected_part(shelf);
        let mut changed = before.clone();
        self.apply(&mut changed);
        if changed == before {
            return Vec::new();
        }
        let mut inverse = self.inverse_given(shelf, &changed);
        if let Some(entry) = self.entry()
            && let (Some(before), Some(after)) = (shelf.snapshot(entry), changed.snapshot(entry))
            && before != after
            && !matches!(self, Self::Accept { .. })
        {
            inverse.push(Self::Accept { entry: entry.clone(), from: after, to: before });
        }
        inverse
    }

    /// A copy of what the change can alter on a shelf. Copying the whole shelf for each of many changes would take
    /// quadratic time.
    fn affected_part(&self, shelf: &Shelf) -> Shelf {
        let names = match self {
            Self::Carry { from, to } => vec![from, to],
            _ => self.entry().into_iter().collect(),
        };
        if names.is_empty() {
            count(shelf.entries.len());
            return shelf.clone();
        }
        let part_of_list = |list: &List| {
            // Whether an entry moves depends on those around it.
            let is_whole = matches!(self, Self::Move(name, ..) if *name == list.name);
            count(list.entries.len());
            let entries = list.entries.iter().filter(|entry| is_whole || names.contains(entry));
            List { name: list.name.clone(), entries: entries.cloned().collect() }
        };
        count(names.len());
        let entries = names.iter().filter_map(|&name| Some((name.clone(), shelf.entries.get(name)?.clone())));
        Shelf {
            entries: entries.collect(),
            lists: shelf.lists.iter().map(part_of_list).collect(),
            searches: Vec::new(),
        }
    }

    /// The inverse, given the shelf before the change and the part of it that the change has altered.
    fn inverse_given(&self, shelf: &Shelf, changed: &Shelf) -> Vec<Self> {
        match self {
            Self::Star(entry, _) => {
                // Starring again only stores the text.
                (!shelf.is_starred(entry)).then(|| Self::Unstar(entry.clone())).into_iter().collect()
            }
            Self::Unstar(entry) => vec![Self::Star(entry.clone(), shelf.snapshot(entry))],
            Self::Note { entry, snapshot, .. } => vec![Self::Note {
                entry: entry.clone(),
                snapshot: shelf.snapshot(entry).or_else(|| snapshot.clone()),
                from: changed.note(entry).cloned(),
                to: shelf.note(entry).cloned(),
            }],
            Self::Highlight(entry, _, highlight) => {
                let is_new = !shelf.annotation(entry).is_some_and(|held| held.highlights.contains(highlight));
                is_new.then(|| Self::Unhighlight(entry.clone(), highlight.clone())).into_iter().collect()
            }
            Self::Unhighlight(entry, highlight) => {
                vec![Self::Highlight(entry.clone(), shelf.snapshot(entry), highlight.clone())]
            }
            Self::Use(entry, _, new) => {
                let is_new = !shelf.annotation(entry).is_some_and(|held| held.uses.contains(new));
                is_new.then(|| Self::Unuse(entry.clone(), new.clone())).into_iter().collect()
            }
            Self::Unuse(entry, old) => vec![Self::Use(entry.clone(), shelf.snapshot(entry), old.clone())],
            // What the other entry had before can no longer be distinguished from what was moved to it.
            Self::Carry { to, .. } if shelf.annotation(to).is_some() => Vec::new(),
            Self::Carry { from, to } => vec![Self::Carry { from: to.clone(), to: from.clone() }],
            Self::Accept { entry, from, to } => {
                vec![Self::Accept { entry: entry.clone(), from: to.clone(), to: from.clone() }]
            }
            Self::List(name, _) => vec![Self::DeleteList(name.clone(), Vec::new())],
            Self::DeleteList(name, entries) => shelf.restore_changes(name, entries),
            Self::Rename { from, to } => vec![Self::Rename { from: to.clone(), to: from.clone() }],
            Self::MoveList(name, _) => vec![Self::MoveList(name.clone(), shelf.list_position(name))],
            Self::Add { list, entry, .. } if shelf.list(list.as_str()).is_some_and(|it| it.entries.contains(entry)) => {
                Vec::new()
            }
            Self::Add { list, entry, .. } => {
                let mut inverse = vec![Self::Remove(list.clone(), entry.clone())];
                if shelf.list(list.as_str()).is_none() {
                    inverse.push(Self::DeleteList(list.clone(), Vec::new()));
                }
                inverse
            }
            Self::Remove(list, entry) => vec![shelf.add_change(list, entry)],
            Self::Move(list, entry, _) => {
                vec![Self::Move(list.clone(), entry.clone(), shelf.entry_position(list, entry))]
            }
            Self::SaveSearch(search, _) => match shelf.search_index(&search.name) {
                Some(at) => vec![Self::SaveSearch(shelf.searches[at].clone(), InsertPosition::Last)],
                None => vec![Self::DeleteSearch(search.clone())],
            },
            Self::DeleteSearch(search) => vec![Self::SaveSearch(search.clone(), shelf.search_position(&search.name))],
            Self::RenameSearch { from, to } => vec![Self::RenameSearch { from: to.clone(), to: from.clone() }],
        }
    }
}

impl Shelf {
    fn snapshot(&self, entry: &EntryName) -> Option<Arc<EntrySnapshot>> {
        self.annotation(entry)?.snapshot.clone()
    }

    /// The position of a list among the lists.
    fn list_position(&self, name: &Safe<'static>) -> InsertPosition<Safe<'static>> {
        let at = self.list_index(name.as_str());
        at.map_or(InsertPosition::Last, |at| position_of(&self.lists, at, |list| list.name.clone()))
    }

    /// The position of a saved search among the others.
    fn search_position(&self, name: &Safe<'_>) -> InsertPosition<Safe<'static>> {
        let at = self.search_index(name);
        at.map_or(InsertPosition::Last, |at| position_of(&self.searches, at, |search| search.name.clone()))
    }

    /// The position of an entry in a list.
    fn entry_position(&self, list: &Safe<'static>, entry: &EntryName) -> InsertPosition<EntryName> {
        let entries = self.list(list.as_str()).map(|list| list.entries.as_slice()).unwrap_or_default();
        entries
            .iter()
            .position(|other| other == entry)
            .map_or(InsertPosition::Last, |at| position_of(entries, at, EntryName::clone))
    }

    /// The change that adds an entry to a list at its current position.
    fn add_change(&self, list: &Safe<'static>, entry: &EntryName) -> Change {
        let position = self.entry_position(list, entry);
        Change::Add { list: list.clone(), entry: entry.clone(), snapshot: self.snapshot(entry), position }
    }

    /// The changes that restore a list after these entries have been removed from it, and the list itself if it was
    /// deleted.
    fn restore_changes(&self, name: &Safe<'static>, removed: &[EntryName]) -> Vec<Change> {
        let Some(list) = self.list(name.as_str()) else { return Vec::new() };
        let create = Change::List(name.clone(), self.list_position(name));
        let removed: HashSet<&EntryName> = removed.iter().collect();
        let entries = list.entries.iter().enumerate().filter(|(_, entry)| removed.contains(entry));
        let adds = entries.map(|(at, entry)| Change::Add {
            list: name.clone(),
            entry: entry.clone(),
            snapshot: self.snapshot(entry),
            position: position_of(&list.entries, at, EntryName::clone),
        });
        std::iter::once(create).chain(adds).collect()
    }
}
