//! [`KzqIds`]: the ids that the entries of a file of kzq get, and the entries to which their links lead.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// The ids of the entries of a file, which may be of several collections.
///
/// An id that several of them use gets the id of its collection before it, as in `kzq export --format collection`.
#[derive(Debug, Default)]
pub(super) struct KzqIds {
    /// The number of each collection.
    collections: HashMap<String, usize>,
    /// The collection of the first entry with each id.
    first: HashMap<String, usize>,
    /// The new ids of entries, by their collection and their id.
    renamed: HashMap<(usize, String), String>,
}

impl KzqIds {
    /// Creates the ids of entries, each given by the id of its collection and its own.
    pub(super) fn new(entries: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut ids = Self::default();
        let mut shared = Vec::new();
        for (collection, id) in entries {
            let next = ids.collections.len();
            let number = *ids.collections.entry(collection.clone()).or_insert(next);
            match ids.first.entry(id) {
                Entry::Vacant(vacant) => {
                    vacant.insert(number);
                }
                Entry::Occupied(first) if *first.get() != number => shared.push((number, first.key().clone())),
                Entry::Occupied(_) => {}
            }
        }
        let firsts: Vec<_> = shared.iter().filter_map(|(_, id)| Some((*ids.first.get(id)?, id.clone()))).collect();
        ids.rename(firsts.into_iter().chain(shared));
        ids
    }

    fn rename(&mut self, entries: impl Iterator<Item = (usize, String)>) {
        let names: HashMap<usize, &str> =
            self.collections.iter().map(|(name, number)| (*number, name.as_str())).collect();
        let mut taken = HashSet::new();
        for (collection, id) in entries {
            let Entry::Vacant(vacant) = self.renamed.entry((collection, id)) else { continue };
            let prefixed = format!("{}-{}", names[&collection], vacant.key().1);
            let mut candidates = (2..).map(|number| format!("{prefixed}-{number}"));
            let mut name = prefixed.clone();
            while self.first.contains_key(&name) || !taken.insert(name.clone()) {
                name = candidates.next().unwrap_or_default();
            }
            vacant.insert(name);
        }
    }

    /// Returns the id that an entry gets.
    pub(super) fn own(&self, collection: &str, id: &str) -> String {
        let renamed = self.collections.get(collection).and_then(|&number| self.renamed.get(&(number, id.to_owned())));
        renamed.map_or(id, String::as_str).to_owned()
    }

    /// Returns the id to which a link of an entry leads, `ID` in its own collection or `COLLECTION/ID`; `None` if that is
    /// not in the file.
    pub(super) fn linked(&self, collection: &str, link: &str) -> Option<String> {
        let (collection, id) = link.split_once('/').unwrap_or((collection, link));
        let number = *self.collections.get(collection)?;
        let renamed = self.renamed.get(&(number, id.to_owned())).cloned();
        renamed.or_else(|| (self.first.get(id) == Some(&number)).then(|| id.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_shared_by_collections_get_unique_names() {
        let entries =
            [("one", "a"), ("one", "b"), ("two", "a"), ("two", "c"), ("three", "a"), ("two", "three-a"), ("two", "a")];
        let ids = KzqIds::new(entries.map(|(collection, id)| (collection.to_owned(), id.to_owned())));
        let own = [("one", "a"), ("two", "a"), ("three", "a"), ("one", "b"), ("two", "three-a"), ("four", "a")];
        assert_eq!(
            own.map(|(collection, id)| ids.own(collection, id)),
            ["one-a", "two-a", "three-a-2", "b", "three-a", "a"]
        );
        let links = [
            ("one", "a"),
            ("two", "a"),
            ("two", "one/a"),
            ("two", "one/b"),
            ("two", "b"),
            ("one", "two/c"),
            ("one", "four/c"),
        ];
        let linked = links.map(|(collection, link)| ids.linked(collection, link));
        let expected = [Some("one-a"), Some("two-a"), Some("one-a"), Some("b"), None, Some("c"), None];
        assert_eq!(linked.each_ref().map(Option::as_deref), expected);
    }
}
