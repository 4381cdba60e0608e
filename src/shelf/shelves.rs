//! [`Shelf`]: all that a reader has put aside.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::entry::{EntryName, Held, Imprint};
use super::places::{Facet, ListKey};
use crate::text::Safe;

/// A list that the reader made, in the reader's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// What it is called; no other list is called so.
    pub name: Safe<'static>,
    /// What stands in it, each once.
    pub entries: Vec<EntryName>,
}

impl List {
    /// What tells it from other lists.
    pub fn key(&self) -> ListKey {
        ListKey::of(self.name.as_str())
    }
}

/// All that a reader has put aside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    pub(super) entries: BTreeMap<EntryName, Held>,
    pub(super) lists: Vec<List>,
}

impl Shelf {
    /// The name that a list gets of what was typed: one line, without blanks around it; `None` where nothing is left.
    pub fn list_name(typed: &str) -> Option<Safe<'static>> {
        /// More is no name any more, in bytes.
        const LONGEST: usize = 200;
        let name = Safe::line(typed.trim().to_owned());
        let name = Safe::line(name.cut(LONGEST).as_str().trim().to_owned());
        (!name.is_empty()).then_some(name)
    }

    /// Whether nothing is on it.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.lists.is_empty()
    }

    /// What is held of an entry.
    pub fn held(&self, name: &EntryName) -> Option<&Held> {
        self.entries.get(name)
    }

    /// All entries that are held, by name.
    pub fn entries(&self) -> impl Iterator<Item = (&EntryName, &Held)> {
        self.entries.iter()
    }

    /// Whether an entry has a star.
    pub fn is_starred(&self, name: &EntryName) -> bool {
        self.held(name).is_some_and(|held| held.starred)
    }

    /// The reader's note on an entry.
    pub fn note(&self, name: &EntryName) -> Option<&Safe<'static>> {
        self.held(name)?.note.as_ref()
    }

    /// How many entries a facet has, wherever they are.
    pub fn count(&self, facet: Facet) -> usize {
        let held = |has: fn(&Held) -> bool| self.entries.values().filter(|held| has(held)).count();
        match facet {
            Facet::Starred => held(|held| held.starred),
            Facet::Noted => held(|held| held.note.is_some()),
            Facet::Highlighted => held(|held| !held.highlights.is_empty()),
            Facet::List(key) => self.list_of(key).map_or(0, |list| list.entries.len()),
        }
    }

    /// The lists, in the reader's order.
    pub fn lists(&self) -> &[List] {
        &self.lists
    }

    /// A list.
    pub fn list(&self, name: &str) -> Option<&List> {
        self.lists.iter().find(|list| list.name.as_str() == name)
    }

    /// A list by its key.
    pub fn list_of(&self, key: ListKey) -> Option<&List> {
        self.lists.iter().find(|list| list.key() == key)
    }

    /// The lists in which an entry stands.
    pub fn lists_with(&self, name: &EntryName) -> impl Iterator<Item = &List> {
        self.lists.iter().filter(move |list| list.entries.contains(name))
    }

    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.lists.iter().position(|list| list.name.as_str() == name)
    }

    /// What is held of an entry, which is put on the shelf if it is not there. What it was when it was first put
    /// there stays.
    pub(super) fn hold(&mut self, name: &EntryName, imprint: Option<&Arc<Imprint>>) -> &mut Held {
        let held = self.entries.entry(name.clone()).or_default();
        if held.imprint.is_none() {
            held.imprint = imprint.cloned();
        }
        held
    }

    /// Lets go of an entry that nothing holds any more.
    pub(super) fn let_go(&mut self, name: &EntryName) {
        if self.entries.get(name).is_some_and(Held::is_bare) && self.lists_with(name).next().is_none() {
            self.entries.remove(name);
        }
    }

    /// Makes what was read from somewhere consistent: what stands in a list is held, and what nothing holds is not.
    pub(super) fn tidy(&mut self) {
        let listed: BTreeSet<EntryName> = self.lists.iter().flat_map(|list| list.entries.iter().cloned()).collect();
        self.entries.retain(|name, held| !held.is_bare() || listed.contains(name));
        for name in listed {
            self.entries.entry(name).or_default();
        }
    }
}
