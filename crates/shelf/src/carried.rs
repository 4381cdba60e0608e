//! Keeping annotations when collections are edited: entries get new ids, and texts are corrected.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::annotation::{Annotation, EntryName, EntrySnapshot, EntryStatus, fingerprint};
use crate::change::Change;
use crate::note::merge_notes;
use crate::shelf::Shelf;
use kzq_corpus::{CollectionId, Corpus, Entry, EntryId};
use kzq_text::{Safe, safe};

/// Returns the message about entries that have new ids.
pub fn carried_message(changes: &[Change]) -> Safe<'static> {
    match changes {
        [Change::Carry { from, to }] => safe!("“", from.text(), "” is now “", to.text(), "”; your shelf follows"),
        several => safe!(several.len(), " entries on your shelf have new ids; your shelf follows"),
    }
}

impl Shelf {
    /// Moves the annotations of an entry to another, and merges them with those of the other.
    pub(crate) fn carry(&mut self, from: &EntryName, to: &EntryName) {
        if from == to {
            return;
        }
        let Some(held) = self.entries.remove(from) else { return };
        let Annotation { snapshot, starred, note, highlights, uses } = held;
        let target = self.entries.entry(to.clone()).or_default();
        target.starred |= starred;
        if note.is_some() {
            target.note = merge_notes(target.note.as_ref(), None, note.as_ref());
        }
        target.highlights.extend(highlights);
        target.highlights.sort_unstable();
        target.highlights.dedup();
        target.uses.extend(uses);
        target.uses.sort_unstable();
        target.uses.dedup();
        target.snapshot = target.snapshot.take().or(snapshot);
        for list in &mut self.lists {
            if list.entries.contains(to) {
                list.entries.retain(|entry| entry != from);
            } else if let Some(at) = list.entries.iter().position(|entry| entry == from) {
                list.entries[at] = to.clone();
            }
        }
    }

    /// Returns the changes that move the annotations of removed entries to those with the same text in the same
    /// collection: the same entries under new ids. If several entries have the text, or several with that text were
    /// removed, nothing changes.
    pub fn carry_over(&self, corpus: &Corpus) -> Vec<Change> {
        let names: Vec<&EntryName> = self.entries().map(|(name, _)| name).collect();
        let found = EntryName::resolve_all(names.iter().copied(), corpus);
        let mut gone: HashMap<&str, Vec<(&EntryName, &EntrySnapshot)>> = HashMap::new();
        for ((name, held), found) in self.entries().zip(found) {
            if let (EntryStatus::Removed, Some(snapshot)) = (held.status(name, found, corpus), &held.snapshot) {
                gone.entry(name.parts().0).or_default().push((name, snapshot));
            }
        }
        if gone.is_empty() {
            return Vec::new();
        }
        let collections = corpus.collections().iter().enumerate();
        let carried = collections.flat_map(|(at, collection)| {
            let gone = gone.get(collection.id.as_str()).map(Vec::as_slice).unwrap_or_default();
            carry_within(corpus, corpus.entries_of_collection(CollectionId::new(at)), gone)
        });
        carried.collect()
    }

    /// Returns the changes that store the new texts of entries which the user has just edited, unless they had changed
    /// before: `old` and `new` are the collections before and after the edit.
    pub fn accept_edit(&self, old: &Corpus, new: &Corpus) -> Vec<Change> {
        let names: Vec<&EntryName> = self.entries().map(|(name, _)| name).collect();
        let [before, after] = [old, new].map(|corpus| EntryName::resolve_all(names.iter().copied(), corpus));
        let found = before.into_iter().zip(after);
        let accepted = self.entries().zip(found).filter_map(|((name, held), (before, after))| {
            let (from, after) = (held.snapshot.clone()?, after?);
            let was_current = !held.has_changed(old.entry(before?));
            (was_current && held.has_changed(new.entry(after))).then(|| Change::Accept {
                entry: name.clone(),
                from,
                to: Arc::new(EntrySnapshot::new(new, after)),
            })
        });
        accepted.collect()
    }
}

/// Returns the changes for the entries of one collection that are gone.
fn carry_within(corpus: &Corpus, entries: std::ops::Range<u32>, gone: &[(&EntryName, &EntrySnapshot)]) -> Vec<Change> {
    if gone.is_empty() {
        return Vec::new();
    }
    // Most texts have another length, which is known without reading them.
    let lengths: HashSet<usize> = gone.iter().map(|(_, snapshot)| snapshot.text.as_str().len()).collect();
    let mut wanted: HashMap<u64, usize> = HashMap::new();
    for (_, snapshot) in gone {
        *wanted.entry(snapshot.fingerprint).or_default() += 1;
    }
    let mut candidates: HashMap<u64, Vec<EntryId>> = HashMap::new();
    let has_length = |entry: Entry<'_>| {
        lengths.contains(&entry.text().into_prefix(crate::annotation::MAX_TEXT_BYTES).as_str().len())
    };
    for id in entries.map(|index| EntryId::new(index as usize)) {
        let entry = corpus.entry(id);
        if has_length(entry) {
            let fingerprint = fingerprint(entry);
            if wanted.contains_key(&fingerprint) {
                candidates.entry(fingerprint).or_default().push(id);
            }
        }
    }
    let carried = gone.iter().filter_map(|(name, snapshot)| {
        let is_speaker =
            |id: EntryId| corpus.speaker_name(corpus.entry(id).speaker()).as_str() == snapshot.speaker.as_str();
        match candidates.get(&snapshot.fingerprint).map(Vec::as_slice) {
            Some(&[only]) if wanted[&snapshot.fingerprint] == 1 && is_speaker(only) => {
                Some(Change::Carry { from: (*name).clone(), to: EntryName::new(corpus, only) })
            }
            _ => None,
        }
    });
    carried.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Annotation, InsertPosition, ListKey, ShelfFacet};
    use kzq_corpus::read;

    fn corpus(entries: &[(&str, &str)]) -> Corpus {
        let entry = |(id, text): &(&str, &str)| format!(r#"Quote(id: "{id}", by: "a", text: "{text}")"#);
        let entries = entries.iter().map(entry).collect::<Vec<_>>().join(", ");
        let text =
            format!(r#"(schema: 1, id: "c", title: "C", speakers: {{"a": (name: "Ada")}}, entries: [{entries}])"#);
        read("c.ron", text.as_bytes()).corpus.unwrap()
    }

    fn name(id: &str) -> EntryName {
        EntryName::from_text(&format!("c/{id}"))
    }

    /// Returns a shelf on which these entries have a star, a note and a place between two others on a list.
    fn shelf_of(corpus: &Corpus, ids: &[&str]) -> Shelf {
        let mut shelf = Shelf::default();
        let add = |entry: EntryName, snapshot| Change::Add {
            list: "L".into(),
            entry,
            snapshot,
            position: InsertPosition::Last,
        };
        add(name("x"), None).apply(&mut shelf);
        for id in ids {
            let snapshot = Some(Arc::new(EntrySnapshot::new(corpus, corpus.look_up(id).found().unwrap())));
            Change::Star(name(id), snapshot.clone()).apply(&mut shelf);
            let note = Some("note".into());
            Change::Note { entry: name(id), snapshot: snapshot.clone(), from: None, to: note }.apply(&mut shelf);
            add(name(id), snapshot).apply(&mut shelf);
        }
        add(name("y"), None).apply(&mut shelf);
        shelf
    }

    #[test]
    fn annotations_move_to_the_only_entry_with_the_same_text() {
        let before = corpus(&[("one", "Yes."), ("two", "No.")]);
        let shelf = shelf_of(&before, &["one"]);
        for (now, carried_to) in [
            (&[("new", "Yes."), ("two", "No.")][..], Some("new")),
            (&[("one", "Yes."), ("new", "Yes.")], None),
            (&[("one", "Yes?"), ("new", "Yes.")], None),
            (&[("new", "Yes."), ("newer", "Yes.")], None),
            (&[("new", "Yes!"), ("two", "No.")], None),
        ] {
            let now = corpus(now);
            let changes = shelf.carry_over(&now);
            let expected = carried_to.map(|id| Change::Carry { from: name("one"), to: name(id) });
            assert_eq!(changes, expected.into_iter().collect::<Vec<_>>());
        }
        let two = shelf_of(&corpus(&[("one", "Yes."), ("two", "Yes.")]), &["one", "two"]);
        assert_eq!(two.carry_over(&corpus(&[("new", "Yes.")])), [], "of two it can be either");
        let foreign = read("d.ron", br#"(schema: 1, id: "d", title: "D", entries: [Quote(id: "z", text: "Yes.")])"#);
        assert_eq!(shelf.carry_over(&foreign.corpus.unwrap()), [], "its collection is not open");
    }

    #[test]
    fn carrying_over_moves_everything_and_can_be_undone() {
        let before = shelf_of(&corpus(&[("one", "Yes.")]), &["one"]);
        let carry = Change::Carry { from: name("one"), to: name("new") };
        let mut shelf = before.clone();
        let undo = carry.inverse(&shelf);
        carry.apply(&mut shelf);
        assert!(shelf.annotation(&name("one")).is_none() && shelf.is_starred(&name("new")));
        assert_eq!(shelf.note(&name("new")).unwrap().as_str(), "note");
        assert_eq!(shelf.list("L").unwrap().entries, [name("x"), name("new"), name("y")]);
        let carried = shelf.clone();
        carry.apply(&mut shelf);
        assert_eq!(shelf, carried, "once is enough");
        for change in &undo {
            change.apply(&mut shelf);
        }
        assert_eq!(shelf, before);
        Change::Star(name("y"), None).apply(&mut shelf);
        Change::Carry { from: name("one"), to: name("y") }.apply(&mut shelf);
        assert_eq!(shelf.list("L").unwrap().entries, [name("x"), name("y")], "what it has already is kept");
        assert_eq!(shelf.count(ShelfFacet::List(ListKey::new("L"))), 2);
    }

    #[test]
    fn own_edits_are_accepted_and_other_edits_are_not() {
        let (old, new) = (corpus(&[("one", "Yse."), ("two", "No.")]), corpus(&[("one", "Yes."), ("two", "No.")]));
        let mut shelf = shelf_of(&old, &["one", "two"]);
        let changes = shelf.accept_edit(&old, &new);
        assert_eq!(changes.len(), 1, "{changes:?}");
        for change in &changes {
            change.apply(&mut shelf);
        }
        let changed = |shelf: &Shelf, corpus: &Corpus, id: &str| {
            let entry = corpus.entry(corpus.look_up(id).found().unwrap());
            shelf.annotation(&name(id)).is_some_and(|held: &Annotation| held.has_changed(entry))
        };
        assert!(!changed(&shelf, &new, "one"));
        let newer = corpus(&[("one", "Yes!"), ("two", "No.")]);
        assert!(changed(&shelf, &newer, "one"));
        let newest = corpus(&[("one", "Yes!!"), ("two", "No.")]);
        assert_eq!(shelf.accept_edit(&newer, &newest), [], "it had been changed by another hand before");
    }

    #[test]
    fn changes_store_the_current_text_and_can_be_undone() {
        let (old, new) = (corpus(&[("one", "Yse.")]), corpus(&[("one", "Yes.")]));
        let id = new.look_up("one").found().unwrap();
        let mut shelf = shelf_of(&old, &["one"]);
        assert!(shelf.annotation(&name("one")).unwrap().has_changed(new.entry(id)));
        let star = Change::Star(name("one"), Some(Arc::new(EntrySnapshot::new(&new, id))));
        let (before, undo) = (shelf.clone(), star.inverse(&shelf));
        star.apply(&mut shelf);
        assert!(!shelf.annotation(&name("one")).unwrap().has_changed(new.entry(id)));
        for change in &undo {
            change.apply(&mut shelf);
        }
        assert_eq!(shelf, before);
    }
}
