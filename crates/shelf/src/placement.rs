//! The positions of shelf entries in a corpus, as sorted sets for the search.

use std::collections::HashMap;
use std::sync::Arc;

use crate::annotation::{Annotation, EntryName};
use crate::facet::ShelfFacet;
use crate::shelf::Shelf;
use kzq_corpus::{Corpus, EntryId};
use kzq_text::Safe;

/// The entries of a corpus that are on the shelf, by facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placement {
    /// Sorted entries per facet: stars, notes, highlights and uses first, then the lists in order.
    facets: Vec<(ShelfFacet, Vec<EntryId>)>,
    /// The names of the lists, in order.
    list_names: Vec<Safe<'static>>,
    /// The notes, by entry.
    notes: Vec<(EntryId, Safe<'static>)>,
}

impl Placement {
    /// The entries of a facet, sorted.
    pub fn entries(&self, facet: ShelfFacet) -> &[EntryId] {
        self.facets.iter().find(|(other, _)| *other == facet).map(|(_, entries)| entries.as_slice()).unwrap_or_default()
    }

    /// Iterates over the facets and their entries.
    pub fn facets(&self) -> impl Iterator<Item = (ShelfFacet, &[EntryId])> {
        self.facets.iter().map(|(facet, entries)| (*facet, entries.as_slice()))
    }

    /// The names of the lists, in order.
    pub fn list_names(&self) -> &[Safe<'static>] {
        &self.list_names
    }

    /// The notes with their entries, in order.
    pub fn notes(&self) -> &[(EntryId, Safe<'static>)] {
        &self.notes
    }
}

/// Looks up the entries of a shelf in a corpus. Lookups are cached, because a corpus may hold a million entries while
/// the shelf changes by one.
#[derive(Debug, Default)]
pub struct PlacementCache {
    corpus: Option<Arc<Corpus>>,
    resolved: HashMap<EntryName, Option<EntryId>>,
}

impl PlacementCache {
    /// Returns the entries of `corpus` that are on the shelf.
    pub fn locate(&mut self, shelf: &Shelf, corpus: &Arc<Corpus>) -> Placement {
        if !self.corpus.as_ref().is_some_and(|cached| Arc::ptr_eq(cached, corpus)) {
            self.corpus = Some(Arc::clone(corpus));
            self.resolved.clear();
        }
        let missing: Vec<&EntryName> =
            shelf.entries().map(|(name, _)| name).filter(|name| !self.resolved.contains_key(name)).collect();
        let found = EntryName::resolve_all(missing.iter().copied(), corpus);
        self.resolved.extend(missing.into_iter().cloned().zip(found));
        let sorted = |names: &mut dyn Iterator<Item = &EntryName>| {
            let mut entries: Vec<EntryId> = names.filter_map(|name| *self.resolved.get(name)?).collect();
            entries.sort_unstable();
            entries
        };
        let entries_where = |has: fn(&Annotation) -> bool| {
            sorted(&mut shelf.entries().filter(|(_, held)| has(held)).map(|(name, _)| name))
        };
        let annotated = [
            (ShelfFacet::Starred, entries_where(|held| held.starred)),
            (ShelfFacet::Noted, entries_where(|held| held.note.is_some())),
            (ShelfFacet::Highlighted, entries_where(|held| !held.highlights.is_empty())),
            (ShelfFacet::Used, entries_where(|held| !held.uses.is_empty())),
        ];
        let lists = shelf.lists().iter().map(|list| (ShelfFacet::List(list.key()), sorted(&mut list.entries.iter())));
        let noted = shelf.entries().filter_map(|(name, held)| {
            let note = held.note.clone()?;
            (*self.resolved.get(name)?).map(|entry| (entry, note))
        });
        let mut notes: Vec<(EntryId, Safe<'static>)> = noted.collect();
        notes.sort_by_key(|&(entry, _)| entry);
        Placement {
            notes,
            facets: annotated.into_iter().chain(lists).collect(),
            list_names: shelf.lists().iter().map(|list| list.name.clone()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facet::ListKey;
    use crate::{Change, EntrySnapshot, EntryStatus, InsertPosition};
    use kzq_corpus::{Lookup, read};
    use twox_hash::XxHash3_64;

    fn corpus(text: &str) -> Arc<Corpus> {
        let file = |id: &str, text: &str| {
            let file =
                format!(r#"(schema: 1, id: "{id}", title: "T", speakers: {{"a": (name: "Ada")}}, entries: [{text}])"#);
            read("x.ron", file.as_bytes())
        };
        let quote = |id: &str, text: &str| format!(r#"Quote(id: "{id}", by: "a", text: "{text}"),"#);
        let first = file("one", &(quote("x", text) + &quote("y", "Why.")));
        let second = file("two", &(quote("x", "Other.") + &quote("zz", "Z.")));
        Arc::new(Corpus::merge(vec![first, second]).0)
    }

    fn name(text: &str) -> EntryName {
        EntryName::from_text(text)
    }

    fn shelf(corpus: &Corpus) -> Shelf {
        let mut shelf = Shelf::default();
        let imprint = |name: &str| corpus.look_up(name).found().map(|id| Arc::new(EntrySnapshot::new(corpus, id)));
        for entry in ["one/x", "two/x", "one/gone", "three/x"] {
            Change::Star(name(entry), imprint(entry)).apply(&mut shelf);
        }
        for entry in ["two/zz", "one/y", "one/gone"] {
            let (list, entry, imprint) = ("L".into(), name(entry), imprint(entry));
            Change::Add { list, entry, snapshot: imprint, position: InsertPosition::Last }.apply(&mut shelf);
        }
        shelf
    }

    #[test]
    fn batch_lookup_agrees_with_single_lookups() {
        let corpus = corpus("Yes.");
        let shelf = shelf(&corpus);
        let mut finder = PlacementCache::default();
        let ids = |places: &Placement, facet| places.entries(facet).iter().map(|id| id.index()).collect::<Vec<_>>();
        for _ in 0..2 {
            let places = finder.locate(&shelf, &corpus);
            assert_eq!(ids(&places, ShelfFacet::Starred), [0, 2]);
            assert_eq!(ids(&places, ShelfFacet::Noted), [0; 0]);
            assert_eq!(ids(&places, ShelfFacet::List(ListKey::new("L"))), [1, 3]);
        }
        let names: Vec<&str> = shelf.entries().map(|(name, _)| name.text().as_str()).collect();
        let one_by_one: Vec<Lookup> = names.iter().map(|name| corpus.look_up(name)).collect();
        assert_eq!(corpus.look_up_all(&names), one_by_one);
        assert_eq!(corpus.look_up_all(&["x", ""]), [Lookup::Missing; 2], "only full names are looked up");
    }

    #[test]
    fn status_is_detected_and_snapshots_are_kept() {
        let corpus_before = corpus("Yes.");
        let shelf = shelf(&corpus_before);
        let now = corpus("Perhaps.");
        for (entry, status) in [
            ("one/x", EntryStatus::Changed(EntryId::new(0))),
            ("two/x", EntryStatus::Unchanged(EntryId::new(2))),
            ("one/gone", EntryStatus::Removed),
            ("three/x", EntryStatus::NotLoaded),
        ] {
            let (held, found) = (shelf.annotation(&name(entry)).unwrap(), now.look_up(entry).found());
            assert_eq!(held.status(&name(entry), found, &now), status, "{entry}");
        }
        let imprint = shelf.annotation(&name("one/x")).unwrap().snapshot.clone().unwrap();
        assert_eq!((imprint.text.as_str(), imprint.speaker.as_str()), ("Yes.", "Ada"));
        assert_eq!(imprint.source.as_str(), "no source given");
        // Pinned because fingerprints are stored in files: XXH3 of "Yes.".
        assert_eq!(imprint.fingerprint, XxHash3_64::oneshot(b"Yes."));
    }

    #[test]
    fn highlights_are_located_if_unambiguous() {
        let text: Safe<'_> = "one two three two".into();
        let two = super::super::Highlight::new(&text, 4..7).unwrap();
        for (text, place) in [
            ("one two three two", Some(4..7)),
            ("well, one two three", Some(10..13)),
            ("two, well, two", None),
            ("one three", None),
            ("", None),
        ] {
            assert_eq!(two.locate(text), place, "{text}");
        }
    }
}
