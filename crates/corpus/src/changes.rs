//! [`Changes`]: how collections differ from what they were before.

use std::collections::HashMap;

use crate::optional_fields::{OptionalFields, RareFields};
use crate::{Corpus, Entry, EntryId};
use kzq_text::Safe;

/// How many entries are new, changed and gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Entries that were not there before.
    pub added: usize,
    /// Entries whose words or other fields have changed.
    pub changed: usize,
    /// Entries that are gone.
    pub removed: usize,
}

impl Corpus {
    /// Compares these collections with what they were before. Entries are the same if their collection and their id are.
    /// What they refer to counts by its id: of a speaker whose name has changed, no entry has changed.
    pub fn changes_since(&self, before: &Corpus) -> Changes {
        let by_name: HashMap<Safe<'static>, EntryId> =
            before.entry_ids().map(|id| (before.qualified_id(id), id)).collect();
        let old_ids: Vec<Option<EntryId>> =
            self.entry_ids().map(|id| by_name.get(&self.qualified_id(id)).copied()).collect();
        let mut changes = Changes::default();
        let mut kept = 0;
        for (id, old) in self.entry_ids().zip(&old_ids) {
            let Some(old) = *old else {
                changes.added += 1;
                continue;
            };
            kept += 1;
            let (entry, old) = (self.entry(id), before.entry(old));
            let is_same = own_texts(entry) == own_texts(old)
                && references(self, entry) == references(before, old)
                && entry
                    .topics()
                    .iter()
                    .map(|&id| &self.topic(id).path)
                    .eq(old.topics().iter().map(|&id| &before.topic(id).path))
                && have_same_fields(entry.optional_fields(), old.optional_fields(), &old_ids);
            changes.changed += usize::from(!is_same);
        }
        Changes { removed: before.len() - kept, ..changes }
    }
}

fn own_texts(entry: Entry<'_>) -> impl PartialEq {
    (entry.texts(), entry.wording(), entry.lead())
}

/// The ids of its speaker and of its source, the latter with its collection.
fn references<'c>(corpus: &'c Corpus, entry: Entry<'c>) -> impl PartialEq {
    let source = corpus.source_of(entry).map(|source| (&corpus.collection(source.collection).id, &source.id));
    (corpus.speaker_of(entry).map(|speaker| &speaker.id), source)
}

/// Compares the other fields of an entry with those that it had. `old_ids` are the ids that the entries had, by which it
/// refers to them.
fn have_same_fields(fields: &OptionalFields, old: &OptionalFields, old_ids: &[Option<EntryId>]) -> bool {
    (&fields.section, fields.item, fields.turn) == (&old.section, old.item, old.turn)
        && match (fields.has_rare(), old.has_rare()) {
            (false, false) => true,
            _ => with_old_ids(fields.rare(), old_ids).is_some_and(|rare| rare == *old.rare()),
        }
}

/// Replaces the ids of entries by those that they had; `None` if one of them is new.
fn with_old_ids(rare: &RareFields, old_ids: &[Option<EntryId>]) -> Option<RareFields> {
    let mut rare = rare.clone();
    let links = rare.rests_on.iter_mut().chain([&mut rare.variants, &mut rare.says_same]).flatten();
    let of_differences = rare.differs.iter_mut().filter_map(|difference| difference.quotation_mut()?.as_mut());
    for id in links.chain(of_differences).chain(&mut rare.translation_of) {
        *id = old_ids.get(id.index()).copied().flatten()?;
    }
    Some(rare)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRIES: [&str; 3] = [
        r#"Quote(id: "a", by: "ada", text: "One.", topics: ["war"], tags: ["short"], source: (id: "s", section: "I"))"#,
        r#"Paraphrase(id: "b", of: "ada", text: "Two.", rests_on: ["a"])"#,
        r#"Quote(id: "c", by: "ada", text: "Three.")"#,
    ];

    fn corpus(entries: &[&str]) -> Corpus {
        let text = format!(
            r#"(schema: 1, id: "c", title: "C", speakers: {{"ada": (name: "Ada"), "ben": (name: "Ben")}},
            sources: {{"s": (title: "S"), "t": (title: "T")}}, topics: [(id: "war"), (id: "peace")],
            entries: [{}])"#,
            entries.join(",")
        );
        crate::read("c.ron", text.as_bytes()).corpus.unwrap()
    }

    #[test]
    fn counts_new_changed_and_removed_entries() {
        let new = r#"Quote(id: "d", by: "ada", text: "Four.")"#;
        let old = corpus(&ENTRIES);
        let [a, b, c] = ENTRIES;
        for (entries, (added, changed, removed)) in [
            (&[a, b, c][..], (0, 0, 0)),
            // Moving an entry changes neither it nor the entries that refer to it.
            (&[new, c, a, b][..], (1, 0, 0)),
            (&[a, b][..], (0, 0, 1)),
            (&[new, &c.replace("Three.", "3.")][..], (1, 1, 2)),
            (&[][..], (0, 0, 3)),
        ] {
            assert_eq!(corpus(entries).changes_since(&old), Changes { added, changed, removed }, "{entries:?}");
        }
    }

    #[test]
    fn changing_any_field_counts_as_a_changed_entry() {
        let old = corpus(&ENTRIES);
        for (from, to) in [
            ("One.", "1."),
            (r#"by: "ada", text: "One."#, r#"by: "ben", text: "One."#),
            (r#"["war"]"#, r#"["war", "peace"]"#),
            (r#"["war"]"#, r#"["peace"]"#),
            (r#"["short"]"#, r#"["short", "new"]"#),
            (r#"id: "s""#, r#"id: "t""#),
            (r#"section: "I""#, r#"section: "II""#),
            (r#"section: "I""#, r#"section: "I", item: 2"#),
            (r#"rests_on: ["a"]"#, r#"rests_on: ["c"]"#),
            (r#"rests_on: ["a"]"#, r"rests_on: []"),
            (r#"text: "Three.""#, r#"text: "Three.", note: "Sic.""#),
            (r#"text: "Three.""#, r#"text: "Three.", lang: "en""#),
            (r#"Quote(id: "c", by: "ada""#, r#"Paraphrase(id: "c", of: "ada""#),
        ] {
            let entries = ENTRIES.map(|entry| entry.replace(from, to));
            assert_ne!(entries, ENTRIES, "{from}");
            let changes = corpus(&entries.each_ref().map(String::as_str)).changes_since(&old);
            assert_eq!(changes, Changes { changed: 1, ..Changes::default() }, "{from} → {to}");
        }
    }
}
