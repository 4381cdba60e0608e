//! [`Shelf`]: all of the user's annotations, lists and saved searches.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::annotation::{Annotation, EntryName, EntrySnapshot};
use crate::facet::{ListKey, ShelfFacet};
use kzq_text::Safe;

/// A named list of entries, in the user's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The name, unique among the lists.
    pub name: Safe<'static>,
    /// The entries, without duplicates.
    pub entries: Vec<EntryName>,
}

impl List {
    /// The key that identifies the list.
    pub fn key(&self) -> ListKey {
        ListKey::new(self.name.as_str())
    }
}

/// A query that the user saved under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSearch {
    /// The name, unique among the saved searches.
    pub name: Safe<'static>,
    /// The query as typed, with its facets and order as fields.
    pub query: Safe<'static>,
}

impl SavedSearch {
    /// The key of its name.
    pub fn key(&self) -> ListKey {
        ListKey::new(self.name.as_str())
    }
}

/// All of the user's annotations, lists and saved searches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    pub(super) entries: BTreeMap<EntryName, Annotation>,
    pub(super) lists: Vec<List>,
    pub(super) searches: Vec<SavedSearch>,
}

impl Shelf {
    /// Normalises typed text to the name of a list or a saved search: one line, trimmed; `None` if nothing is left.
    pub fn normalize_list_name(typed: &str) -> Option<Safe<'static>> {
        /// Maximum length of a name, in bytes.
        const MAX_BYTES: usize = 200;
        let name = Safe::line(typed.trim().to_owned());
        let name = Safe::line(name.into_prefix(MAX_BYTES).as_str().trim().to_owned());
        (!name.is_empty()).then_some(name)
    }

    /// Whether there are no annotations, lists or saved searches.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.lists.is_empty() && self.searches.is_empty()
    }

    /// The annotation of an entry.
    pub fn annotation(&self, name: &EntryName) -> Option<&Annotation> {
        self.entries.get(name)
    }

    /// All annotated or listed entries, sorted by name.
    pub fn entries(&self) -> impl Iterator<Item = (&EntryName, &Annotation)> {
        self.entries.iter()
    }

    /// Whether an entry is starred.
    pub fn is_starred(&self, name: &EntryName) -> bool {
        self.annotation(name).is_some_and(|held| held.starred)
    }

    /// The user's note on an entry.
    pub fn note(&self, name: &EntryName) -> Option<&Safe<'static>> {
        self.annotation(name)?.note.as_ref()
    }

    /// The number of entries in a facet, whether or not their collections are loaded.
    pub fn count(&self, facet: ShelfFacet) -> usize {
        let held = |has: fn(&Annotation) -> bool| self.entries.values().filter(|held| has(held)).count();
        match facet {
            ShelfFacet::Starred => held(|held| held.starred),
            ShelfFacet::Noted => held(|held| held.note.is_some()),
            ShelfFacet::Highlighted => held(|held| !held.highlights.is_empty()),
            ShelfFacet::Used => held(|held| !held.uses.is_empty()),
            ShelfFacet::List(key) => self.list_by_key(key).map_or(0, |list| list.entries.len()),
        }
    }

    /// The lists, in the user's order.
    pub fn lists(&self) -> &[List] {
        &self.lists
    }

    /// Returns the list of this name.
    pub fn list(&self, name: &str) -> Option<&List> {
        self.lists.iter().find(|list| list.name.as_str() == name)
    }

    /// Returns the list with this key.
    pub fn list_by_key(&self, key: ListKey) -> Option<&List> {
        self.lists.iter().find(|list| list.key() == key)
    }

    /// The saved searches, in the order in which they were saved.
    pub fn searches(&self) -> &[SavedSearch] {
        &self.searches
    }

    /// Returns the saved search whose name has this key.
    pub fn search_by_key(&self, key: ListKey) -> Option<&SavedSearch> {
        self.searches.iter().find(|search| search.key() == key)
    }

    /// Returns the saved search of this name.
    pub fn search(&self, name: &str) -> Option<&SavedSearch> {
        self.searches.iter().find(|search| search.name.as_str() == name)
    }

    /// The lists that contain an entry.
    pub fn lists_containing(&self, name: &EntryName) -> impl Iterator<Item = &List> {
        self.lists.iter().filter(move |list| list.entries.contains(name))
    }

    pub(super) fn list_index(&self, name: &str) -> Option<usize> {
        self.lists.iter().position(|list| list.name.as_str() == name)
    }

    /// Returns the annotation of an entry, inserting an empty one if necessary. The latest snapshot of the entry is
    /// kept: a user who acts on an entry has seen it as it is now.
    pub(super) fn upsert(&mut self, name: &EntryName, snapshot: Option<&Arc<EntrySnapshot>>) -> &mut Annotation {
        let annotation = self.entries.entry(name.clone()).or_default();
        if snapshot.is_some() {
            annotation.snapshot = snapshot.cloned();
        }
        annotation
    }

    /// Removes an entry that has no annotations and is in no list.
    pub(super) fn remove_if_empty(&mut self, name: &EntryName) {
        if self.entries.get(name).is_some_and(Annotation::is_empty) && self.lists_containing(name).next().is_none() {
            self.entries.remove(name);
        }
    }

    /// Restores the invariants after parsing: every listed entry is present, every other entry has annotations, no list
    /// has duplicates, and highlights and uses are sorted.
    pub(super) fn normalize(&mut self) {
        for held in self.entries.values_mut() {
            held.highlights.sort_unstable();
            held.highlights.dedup();
            held.uses.sort_unstable();
            held.uses.dedup();
        }
        let mut listed: BTreeSet<EntryName> = BTreeSet::new();
        for list in &mut self.lists {
            let mut seen = HashSet::new();
            list.entries.retain(|entry| seen.insert(entry.clone()));
            listed.extend(seen);
        }
        self.entries.retain(|name, held| !held.is_empty() || listed.contains(name));
        for name in listed {
            self.entries.entry(name).or_default();
        }
    }
}
