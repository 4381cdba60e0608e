//! What one new entry does to a collection.

use crate::collection_text::{CollectionText, EditError};
use crate::draft::{EntryDraft, SourceDraft, SourceReference};
use crate::new_rows::NewRows;
use crate::resolve::{Resolution, Resolver, UnknownId};
use crate::splice::Splice;

/// What adding a draft does to a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Addition {
    /// It is new.
    New(Added),
    /// An entry with this id already exists.
    Duplicate(String),
}

/// A new entry of a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// Its id.
    pub id: String,
    /// Whether its speaker is known.
    pub has_speaker: bool,
    /// What the collection gains.
    pub splice: Splice,
    /// The speakers, sources and topics that the collection did not have.
    pub rows: Vec<AddedRow>,
}

/// A speaker, a source or a topic that the collection did not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedRow {
    /// `speaker`, `source` or `topic`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// A similar one in the collection, of which the name may be a typo.
    pub similar: Option<String>,
    /// Whether the collection has another one of this name.
    pub has_namesake: bool,
}

/// Why a draft can't be added.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AdditionError {
    /// The collection has no such speaker or source.
    #[error(transparent)]
    UnknownId(#[from] UnknownId),
    /// The collection can't be edited.
    #[error(transparent)]
    Edit(#[from] EditError),
}

impl CollectionText<'_> {
    /// Adds an entry, with the speaker, the source and the topics that the collection does not have. If only the title
    /// of a source is given, it may be the id of an existing source, or a title that only one source has.
    ///
    /// # Errors
    ///
    /// If the draft names a speaker or a source by an id that the collection does not have, or a table of the collection
    /// is not written in its brackets.
    pub fn addition(&self, mut draft: EntryDraft) -> Result<Addition, AdditionError> {
        let mut resolver = Resolver::of(self);
        name_source(&mut draft, &resolver);
        let entry = match resolver.resolve(draft)? {
            Resolution::New(entry) => entry,
            Resolution::Duplicate { id } => return Ok(Addition::Duplicate(id)),
        };
        let mut entries = self.entry_writer()?;
        entries.push(&entry.row());
        let rows = resolver.rows();
        Ok(Addition::New(Added {
            has_speaker: entry.speaker.is_some(),
            splice: self.additions(rows, entries)?,
            rows: self.added_rows(rows),
            id: entry.id,
        }))
    }

    fn added_rows(&self, rows: &NewRows) -> Vec<AddedRow> {
        let mut added = Vec::new();
        if !rows.speakers.is_empty() {
            let known = self.known_speakers();
            let known = || {
                known.iter().flat_map(|known| {
                    [&known.name, &known.id]
                        .into_iter()
                        .chain(&known.aliases)
                        .map(|name| (name.as_str(), known.name.as_str()))
                })
            };
            added.extend(rows.speakers.iter().map(|new| AddedRow::new("speaker", &new.draft.name, known())));
        }
        if !rows.sources.is_empty() {
            let known = self.known_sources();
            let known = || {
                known
                    .iter()
                    .flat_map(|known| [&known.title, &known.id].map(|name| (name.as_str(), known.title.as_str())))
            };
            added.extend(rows.sources.iter().map(|new| AddedRow::new("source", &new.draft.title, known())));
        }
        if !rows.topics.is_empty() {
            let known = self.known_topics();
            let known = || {
                known.iter().flat_map(|known| {
                    [&known.path, &known.label_path].map(|name| (name.as_str(), known.label_path.as_str()))
                })
            };
            added.extend(
                rows.topics
                    .iter()
                    .map(|new| AddedRow::new("topic", new.label.as_deref().unwrap_or(&new.path), known())),
            );
        }
        added
    }
}

impl AddedRow {
    /// Describes a row; `known` are the names that the collection has, each with the one to show.
    fn new<'k>(kind: &'static str, name: &str, known: impl Iterator<Item = (&'k str, &'k str)>) -> Self {
        const MIN_SIMILARITY: f64 = 0.88;
        let folded = name.to_lowercase();
        let similar = known
            .map(|(other, shown)| (strsim::jaro_winkler(&folded, &other.to_lowercase()), shown))
            .filter(|&(similarity, _)| similarity >= MIN_SIMILARITY)
            .max_by(|one, other| one.0.total_cmp(&other.0))
            .map(|(_, shown)| shown);
        let has_namesake = similar.is_some_and(|shown| shown.to_lowercase() == folded);
        let similar = similar.filter(|_| !has_namesake).map(str::to_owned);
        Self { kind, name: name.to_owned(), similar, has_namesake }
    }
}

/// Replaces a source of which only the title and an address are given by the one that they name.
fn name_source(draft: &mut EntryDraft, resolver: &Resolver) {
    let Some(SourceReference::Described(source)) = &draft.source else { return };
    let SourceDraft { title, url, kind, .. } = source.as_ref();
    let is_plain =
        **source == SourceDraft { title: title.clone(), url: url.clone(), kind: *kind, ..SourceDraft::default() };
    let Some(known) = resolver.source_named(title).filter(|_| is_plain) else { return };
    // The source stays as it is there.
    let other_url = url.clone().filter(|url| url != title);
    draft.extra.extend(other_url.map(|url| ("url".to_owned(), url)));
    draft.source = Some(known);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::SpeakerReference;

    const FILE: &str = r#"(
        schema: 1, id: "c", title: "C",
        speakers: {"austen": (name: "Jane Austen")},
        sources: {"emma": (title: "Emma", authors: ["Jane Austen"])},
        topics: [(id: "love", label: "Love")],
        entries: [Quote(id: "one", by: "austen", text: "One half of the world")],
    )"#;

    fn add(speaker: &str, source: &str, topic: &str) -> Added {
        let source = SourceDraft { title: source.to_owned(), ..SourceDraft::default() };
        let draft = EntryDraft {
            text: "It is a truth.".to_owned(),
            speaker: Some(SpeakerReference::named(speaker)),
            source: Some(SourceReference::Described(Box::new(source))),
            topics: vec![topic.to_owned()],
            ..EntryDraft::default()
        };
        match CollectionText::parse(FILE).unwrap().addition(draft).unwrap() {
            Addition::New(added) => added,
            Addition::Duplicate(id) => panic!("it is “{id}”"),
        }
    }

    #[test]
    fn existing_rows_are_found_by_id_or_name() {
        for (speaker, source, topic) in [("austen", "emma", "love"), ("JANE AUSTEN", "EMMA", "Love")] {
            let added = add(speaker, source, topic);
            assert_eq!(added.rows, [], "{speaker}");
            let text = added.splice.apply(FILE);
            assert!(text.contains("by: \"austen\", topics: [\"love\"]") && text.contains("(id: \"emma\")"), "{text}");
        }
    }

    #[test]
    fn near_misses_are_flagged_as_similar() {
        let similar = |added: Added| added.rows.into_iter().map(|row| (row.kind, row.similar)).collect::<Vec<_>>();
        let some = |name: &str| Some(name.to_owned());
        assert_eq!(
            similar(add("Jane Austin", "Ema", "Lov")),
            [("speaker", some("Jane Austen")), ("source", some("Emma")), ("topic", some("Love"))]
        );
        assert_eq!(similar(add("austin", "emma", "love")), [("speaker", some("Jane Austen"))]);
        assert_eq!(
            similar(add("Mary Shelley", "Frankenstein", "Fear")),
            [("speaker", None), ("source", None), ("topic", None)]
        );
    }

    #[test]
    fn another_source_of_the_same_title_is_no_slip() {
        let source =
            SourceDraft { title: "EMMA".to_owned(), authors: vec!["Ada Moss".to_owned()], ..SourceDraft::default() };
        let draft = EntryDraft {
            text: "It is a truth.".to_owned(),
            source: Some(SourceReference::Described(Box::new(source))),
            ..EntryDraft::default()
        };
        let Addition::New(added) = CollectionText::parse(FILE).unwrap().addition(draft).unwrap() else { panic!() };
        let row = AddedRow { kind: "source", name: "EMMA".to_owned(), similar: None, has_namesake: true };
        assert_eq!(added.rows, [row]);
    }

    #[test]
    fn same_words_by_same_speaker_are_a_duplicate() {
        let draft = EntryDraft {
            text: "One HALF of the world!".to_owned(),
            speaker: Some(SpeakerReference::named("jane austen")),
            ..EntryDraft::default()
        };
        let addition = CollectionText::parse(FILE).unwrap().addition(draft).unwrap();
        assert_eq!(addition, Addition::Duplicate("one".to_owned()));
    }
}
