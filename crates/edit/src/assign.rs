//! Gives a speaker, topics or tags to entries of a collection.

use std::collections::HashSet;

use crate::collection_text::{CollectionText, EditError};
use crate::draft::SpeakerReference;
use crate::layout::string_literal;
use crate::resolve::Resolver;
use crate::splice::{Splice, TextEdit};

/// What several entries are given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assignment {
    /// A speaker, by name.
    pub speaker: Option<String>,
    /// Paths or labels of topics.
    pub topics: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
}

/// How assigning a speaker, topics or tags to entries changes their collection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assigned {
    /// The changes of its text.
    pub splice: Splice,
    /// How many of the entries change; the others already have it.
    pub changed: usize,
}

impl Assignment {
    /// Returns whether nothing is given.
    pub fn is_empty(&self) -> bool {
        self.speaker.is_none() && self.topics.is_empty() && self.tags.is_empty()
    }

    /// Assigns it to the entries with these ids. A speaker replaces that of the entry; topics and tags are added. New
    /// speakers and topics are added to the tables of the collection.
    ///
    /// # Errors
    ///
    /// If the collection has no such entry, or a table or list is not written in its brackets.
    pub fn apply_to(&self, collection: &CollectionText<'_>, ids: &[&str]) -> Result<Assigned, EditError> {
        let original = collection.as_str();
        let mut resolver = Resolver::of(collection);
        let speaker = self.speaker.as_ref().map(|name| resolver.resolve_speaker(SpeakerReference::named(name)));
        let topics: Vec<String> = self.topics.iter().filter_map(|topic| resolver.resolve_topic(topic)).collect();
        let mut text = collection.additions(resolver.rows(), collection.entry_writer()?)?.apply(original);
        let mut changed = HashSet::new();
        if let Some(speaker) = &speaker {
            text = edit_each(&text, ids, &mut changed, |collection, id| {
                let field = collection.speaker_field(id)?;
                if collection.text_of(&collection.find_entry(id)?.fields, field).as_ref() == Some(speaker) {
                    return Ok(Splice::default());
                }
                collection.set_field(id, field, &string_literal(speaker))
            })?;
        }
        for (field, items) in [("topics", &topics), ("tags", &self.tags)] {
            text = edit_each(&text, ids, &mut changed, |collection, id| {
                let present = collection.list_of(id, field)?;
                let new: Vec<String> =
                    items.iter().filter(|item| !present.contains(item)).map(|item| string_literal(item)).collect();
                if new.is_empty() { Ok(Splice::default()) } else { collection.push_item(id, field, &new.join(", ")) }
            })?;
        }
        if changed.is_empty() {
            return Ok(Assigned::default());
        }
        Ok(Assigned { splice: Splice::between(original, &text), changed: changed.len() })
    }
}

/// Edits several entries of a text, each in one place; adds the ids of those that change.
fn edit_each<'i>(
    text: &str,
    ids: &[&'i str],
    changed: &mut HashSet<&'i str>,
    edit: impl Fn(&CollectionText<'_>, &str) -> Result<Splice, EditError>,
) -> Result<String, EditError> {
    let collection = CollectionText::parse(text)?;
    let mut edits: Vec<TextEdit> = Vec::new();
    for id in ids {
        let splice = edit(&collection, id)?;
        if !splice.is_empty() {
            changed.insert(id);
        }
        edits.extend_from_slice(splice.edits());
    }
    Ok(Splice::new(edits).apply(text))
}

impl CollectionText<'_> {
    /// Returns the field that names the speaker of an entry.
    fn speaker_field(&self, id: &str) -> Result<&'static str, EditError> {
        let written = &self.as_str()[self.find_entry(id)?.start..];
        Ok(match written {
            _ if written.starts_with("Paraphrase") => "of",
            _ if written.starts_with("Qa") => "answers_for",
            _ => "by",
        })
    }

    /// Returns the texts of a list of an entry.
    fn list_of(&self, id: &str, field: &str) -> Result<Vec<String>, EditError> {
        Ok(self.texts_of(&self.find_entry(id)?.fields, field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"(
    schema: 1, id: "c", title: "C",
    speakers: {
        "ada": (name: "Ada"), // the first
    },
    topics: [(id: "war")],
    entries: [
        Quote(id: "one", by: "ada", topics: ["war"], text: "x"), // kept
        Paraphrase(id: "two", text: "y"),
        Qa(id: "three", wording: Verbatim, question: "q?", answer: "a", tags: ["t"]),
    ],
)
"#;

    fn given(speaker: Option<&str>, topics: &[&str], tags: &[&str]) -> Assignment {
        let owned = |items: &[&str]| items.iter().map(|&item| item.to_owned()).collect();
        Assignment { speaker: speaker.map(str::to_owned), topics: owned(topics), tags: owned(tags) }
    }

    fn apply(given: &Assignment, ids: &[&str]) -> String {
        given.apply_to(&CollectionText::parse(FILE).unwrap(), ids).unwrap().splice.apply(FILE)
    }

    #[test]
    fn assigns_speaker_topics_and_tags_to_entries() {
        let changed = apply(&given(Some("Bo"), &["war", "Peace"], &["t", "u"]), &["one", "two", "three"]);
        for line in [
            r#"        "ada": (name: "Ada"), // the first"#,
            r#"        Quote(id: "one", by: "bo", topics: ["war", "peace"], text: "x", tags: ["t", "u"]), // kept"#,
            r#"        Paraphrase(id: "two", text: "y", of: "bo", topics: ["war", "peace"], tags: ["t", "u"]),"#,
            r#"        Qa(id: "three", wording: Verbatim, question: "q?", answer: "a", tags: ["t", "u"], answers_for: "bo", topics: ["war", "peace"]),"#,
        ] {
            assert!(changed.lines().any(|other| other == line), "{line}\n{changed}");
        }
        let read = kzq_corpus::read("c.ron", changed.as_bytes());
        assert_eq!(read.diagnostics, []);
    }

    #[test]
    fn values_an_entry_already_has_are_not_assigned_again() {
        assert_eq!(apply(&given(Some("Ada"), &["war"], &[]), &["one"]), FILE);
        assert!(Assignment::default().is_empty());
        let collection = CollectionText::parse(FILE).unwrap();
        let changed = |given: Assignment| given.apply_to(&collection, &["one", "two", "three"]).unwrap().changed;
        assert_eq!(changed(given(Some("Ada"), &[], &[])), 2);
        assert_eq!(changed(given(None, &[], &["t"])), 2);
        assert_eq!(changed(given(None, &["war"], &["t"])), 3);
    }

    #[test]
    fn unknown_entry_is_an_error() {
        let collection = CollectionText::parse(FILE).unwrap();
        assert_eq!(
            given(None, &["war"], &[]).apply_to(&collection, &["two", "gone"]),
            Err(EditError::NoEntry("gone".to_owned()))
        );
    }
}
