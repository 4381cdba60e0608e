//! The positions of shelf entries in a corpus, as sorted sets for the search.

use std::collections::HashMap;
use std::sync::Arc;

use twox_hash::XxHash3_64;

use crate::annotation::{EntryName, Held};
use crate::shelf::Shelf;
use kzq_corpus::{Corpus, EntryId};
use kzq_text::Safe;

/// Identifies a list by the hash of its name, since lists are created, moved and merged while in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListKey(u64);

impl ListKey {
    /// The key of a list with this name.
    pub fn of(name: &str) -> Self {
        Self(XxHash3_64::oneshot(name.as_bytes()))
    }
}

/// A part of the shelf that the search can filter by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// Starred entries.
    Starred,
    /// Entries with a note.
    Noted,
    /// Entries with a highlight.
    Highlighted,
    /// Entries in a list.
    List(ListKey),
}

/// The entries of a corpus that are on the shelf, by facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Sorted entries per facet: stars, notes and highlights first, then the lists in order.
    sets: Vec<(Facet, Vec<EntryId>)>,
    /// The names of the lists, in order.
    lists: Vec<Safe<'static>>,
}

impl Places {
    /// The entries of a facet, sorted.
    pub fn entries(&self, facet: Facet) -> &[EntryId] {
        self.sets.iter().find(|(other, _)| *other == facet).map(|(_, entries)| entries.as_slice()).unwrap_or_default()
    }

    /// Iterates over the facets and their entries.
    pub fn sets(&self) -> impl Iterator<Item = (Facet, &[EntryId])> {
        self.sets.iter().map(|(facet, entries)| (*facet, entries.as_slice()))
    }

    /// The names of the lists, in order.
    pub fn lists(&self) -> &[Safe<'static>] {
        &self.lists
    }
}

/// Looks up the entries of a shelf in a corpus. Lookups are cached, because a corpus may hold a million entries while
/// the shelf changes by one.
#[derive(Debug, Default)]
pub struct Finder {
    corpus: Option<Arc<Corpus>>,
    found: HashMap<EntryName, Option<EntryId>>,
}

impl Finder {
    /// Returns the entries of `corpus` that are on the shelf.
    pub fn find(&mut self, shelf: &Shelf, corpus: &Arc<Corpus>) -> Places {
        if !self.corpus.as_ref().is_some_and(|known| Arc::ptr_eq(known, corpus)) {
            self.corpus = Some(Arc::clone(corpus));
            self.found.clear();
        }
        let unknown: Vec<&EntryName> =
            shelf.entries().map(|(name, _)| name).filter(|name| !self.found.contains_key(name)).collect();
        let found = EntryName::find_all(unknown.iter().copied(), corpus);
        self.found.extend(unknown.into_iter().cloned().zip(found));
        let sorted = |names: &mut dyn Iterator<Item = &EntryName>| {
            let mut entries: Vec<EntryId> = names.filter_map(|name| *self.found.get(name)?).collect();
            entries.sort_unstable();
            entries
        };
        let having =
            |has: fn(&Held) -> bool| sorted(&mut shelf.entries().filter(|(_, held)| has(held)).map(|(name, _)| name));
        let own = [
            (Facet::Starred, having(|held| held.starred)),
            (Facet::Noted, having(|held| held.note.is_some())),
            (Facet::Highlighted, having(|held| !held.highlights.is_empty())),
        ];
        let lists = shelf.lists().iter().map(|list| (Facet::List(list.key()), sorted(&mut list.entries.iter())));
        Places {
            sets: own.into_iter().chain(lists).collect(),
            lists: shelf.lists().iter().map(|list| list.name.clone()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Change, Imprint, Spot, Standing};
    use kzq_corpus::{Lookup, read};

    fn corpus(text: &str) -> Arc<Corpus> {
        let file = |id: &str, text: &str| {
            let file =
                format!(r#"(schema: 1, id: "{id}", title: "T", speakers: {{"a": (name: "Ada")}}, entries: [{text}])"#);
            read("x.ron", file.as_bytes())
        };
        let quote = |id: &str, text: &str| format!(r#"Quote(id: "{id}", by: "a", text: "{text}"),"#);
        let first = file("one", &(quote("x", text) + &quote("y", "Why.")));
        let second = file("two", &(quote("x", "Other.") + &quote("zz", "Z.")));
        Arc::new(Corpus::join(vec![first, second]).0)
    }

    fn name(text: &str) -> EntryName {
        EntryName::from_text(text)
    }

    fn shelf(corpus: &Corpus) -> Shelf {
        let mut shelf = Shelf::default();
        let imprint = |name: &str| corpus.look_up(name).entry().map(|id| Arc::new(Imprint::of(corpus, id)));
        for entry in ["one/x", "two/x", "one/gone", "three/x"] {
            Change::Star(name(entry), imprint(entry)).apply(&mut shelf);
        }
        for entry in ["two/zz", "one/y", "one/gone"] {
            let (list, entry, imprint) = ("L".into(), name(entry), imprint(entry));
            Change::Add { list, entry, imprint, spot: Spot::Last }.apply(&mut shelf);
        }
        shelf
    }

    #[test]
    fn entries_are_found_as_looking_each_up_finds_them() {
        let corpus = corpus("Yes.");
        let shelf = shelf(&corpus);
        let mut finder = Finder::default();
        let ids = |places: &Places, facet| places.entries(facet).iter().map(|id| id.index()).collect::<Vec<_>>();
        for _ in 0..2 {
            let places = finder.find(&shelf, &corpus);
            assert_eq!(ids(&places, Facet::Starred), [0, 2]);
            assert_eq!(ids(&places, Facet::Noted), [0; 0]);
            assert_eq!(ids(&places, Facet::List(ListKey::of("L"))), [1, 3]);
        }
        let names: Vec<&str> = shelf.entries().map(|(name, _)| name.text().as_str()).collect();
        let one_by_one: Vec<Lookup> = names.iter().map(|name| corpus.look_up(name)).collect();
        assert_eq!(corpus.look_up_all(&names), one_by_one);
        assert_eq!(corpus.look_up_all(&["x", ""]), [Lookup::Missing; 2], "only full names are looked up");
    }

    #[test]
    fn the_shelf_tells_what_became_of_an_entry_and_keeps_what_it_had() {
        let corpus_before = corpus("Yes.");
        let shelf = shelf(&corpus_before);
        let now = corpus("Perhaps.");
        for (entry, standing) in [
            ("one/x", Standing::Changed(EntryId(0))),
            ("two/x", Standing::Same(EntryId(2))),
            ("one/gone", Standing::Gone),
            ("three/x", Standing::Elsewhere),
        ] {
            let (held, found) = (shelf.held(&name(entry)).unwrap(), now.look_up(entry).entry());
            assert_eq!(held.standing(&name(entry), found, &now), standing, "{entry}");
        }
        let imprint = shelf.held(&name("one/x")).unwrap().imprint.clone().unwrap();
        assert_eq!((imprint.text.as_str(), imprint.speaker.as_str()), ("Yes.", "Ada"));
        assert_eq!(imprint.source.as_str(), "no source given");
        // Pinned because fingerprints are stored in files: XXH3 of "Yes.".
        assert_eq!(imprint.fingerprint, XxHash3_64::oneshot(b"Yes."));
    }

    #[test]
    fn a_highlight_is_found_again_where_its_words_stand_once() {
        let text: Safe<'_> = "one two three two".into();
        let two = super::super::Highlight::of(&text, 4..7).unwrap();
        for (text, place) in [
            ("one two three two", Some(4..7)),
            ("well, one two three", Some(10..13)),
            ("two, well, two", None),
            ("one three", None),
            ("", None),
        ] {
            assert_eq!(two.within(text), place, "{text}");
        }
    }
}
