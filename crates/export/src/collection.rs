//! Exports a whole collection as RON. Reading it back yields the same collection.

use std::collections::HashSet;
use std::iter;

use crate::export::indent_lines;
use crate::formats::{ExportedEntry, non_empty_list, render_ron, string_literal};
use kzq_corpus::{CollectionId, Corpus, EntryId, SCHEMA, Source, SourceKind, Speaker, SpeakerId, TopicId};
use kzq_text::Safe;

/// The fields of a struct, in order.
type FieldValues = Vec<(&'static str, Safe<'static>)>;

/// Exports one collection of a corpus as the file that defines it, in parts to be concatenated.
///
/// If the corpus has other collections, only the speakers and topics that the entries use are exported, since the
/// corpus does not record which collection defined them.
pub fn export_collection(corpus: &Corpus, collection: CollectionId) -> impl Iterator<Item = Safe<'static>> + '_ {
    let ids = move || corpus.entry_ids().filter(move |&id| corpus.entry(id).collection() == collection);
    let entries = ids().map(move |id| {
        let entry = render_ron(&ExportedEntry::new(corpus, id, usize::MAX));
        kzq_text::safe!(indent_lines(&entry, "        "), ",\n")
    });
    let tables = render_tables(corpus, collection, ids());
    iter::once(tables).chain(entries).chain(iter::once("    ],\n)\n".into()))
}

/// Renders everything before the entries.
fn render_tables(corpus: &Corpus, id: CollectionId, entries: impl Iterator<Item = EntryId>) -> Safe<'static> {
    let collection = corpus.collection(id);
    let mut speakers: HashSet<SpeakerId> = HashSet::new();
    let mut topics: HashSet<TopicId> = HashSet::new();
    if corpus.collections().len() == 1 {
        speakers.extend(corpus.speaker_ids());
        topics.extend(corpus.topic_ids());
    } else {
        for entry in entries.map(|id| corpus.entry(id)) {
            speakers.extend(entry.speaker());
            topics.extend(entry.topics().iter().flat_map(|&topic| corpus.topic_ancestors(topic)));
        }
    }
    let speaker_rows = corpus.speaker_ids().filter(|id| speakers.contains(id)).map(|id| {
        let speaker = corpus.speaker(id);
        (&speaker.id, speaker_fields(speaker))
    });
    let sources = corpus.sources().iter().filter(|source| source.collection == id);
    let source_rows = sources.map(|source| (&source.id, source_fields(corpus, source)));
    let mut children: Vec<Vec<TopicId>> = vec![Vec::new(); corpus.topics().len() + 1];
    for topic in corpus.topic_ids().filter(|topic| topics.contains(topic)) {
        children[corpus.topic(topic).parent.map_or(0, |parent| parent.index() + 1)].push(topic);
    }
    kzq_text::safe!(
        "(\n    schema: ",
        SCHEMA as usize,
        ",\n    id: ",
        string_literal(&collection.id),
        ",\n    title: ",
        string_literal(&collection.title),
        ",\n",
        if collection.open_topics { "    open_topics: true,\n" } else { "" },
        render_map("speakers", speaker_rows),
        render_map("sources", source_rows),
        render_topics(corpus, &children, 0, &"    ".into()),
        "    entries: [\n"
    )
}

/// Renders a map from ids to structs, or nothing if it is empty.
fn render_map<'c>(name: &'static str, rows: impl Iterator<Item = (&'c Safe<'static>, FieldValues)>) -> Safe<'static> {
    let rows: Vec<_> = rows
        .map(|(id, fields)| kzq_text::safe!("        ", string_literal(id), ": (", join_fields(fields), "),\n"))
        .collect();
    if rows.is_empty() {
        return Safe::default();
    }
    kzq_text::safe!("    ", name, ": {\n", Safe::join(rows, ""), "    },\n")
}

fn join_fields(fields: FieldValues) -> Safe<'static> {
    Safe::join(fields.into_iter().map(|(name, value)| kzq_text::safe!(name, ": ", value)).collect::<Vec<_>>(), ", ")
}

fn speaker_fields(speaker: &Speaker) -> FieldValues {
    let mut fields = vec![("name", string_literal(&speaker.name))];
    fields.extend(speaker.role.as_ref().map(|role| ("role", string_literal(role))));
    fields.extend(non_empty_list(speaker.aliases.iter().map(string_literal)).map(|list| ("aliases", list)));
    fields.extend(speaker.organisation.then(|| ("organisation", "true".into())));
    fields
}

fn source_fields(corpus: &Corpus, source: &Source) -> FieldValues {
    let mut fields = FieldValues::new();
    fields.extend(kind_name(source.kind).map(|kind| ("kind", kind.into())));
    let name_literal = |name: &Safe<'static>| {
        let literal = string_literal(name);
        if source.is_organisation(name) {
            kzq_text::safe!("(name: ", literal, ", organisation: true)")
        } else {
            literal
        }
    };
    for (field, names) in
        [("authors", &*source.authors), ("translator", source.translators()), ("editor", source.editors())]
    {
        fields.extend(non_empty_list(names.iter().map(name_literal)).map(|list| (field, list)));
    }
    fields.push(("title", string_literal(&source.title)));
    for (name, text) in [
        ("container", &source.container),
        ("publisher", &source.publisher),
        ("url", &source.url),
        ("text", &source.text),
        ("note", &source.note),
        ("archived", &source.archived),
    ] {
        fields.extend(text.as_ref().map(|text| (name, string_literal(text))));
    }
    fields.extend(source.texts().iter().map(|(field, text)| (field.name(), string_literal(text))));
    for (name, date) in [("date", source.date), ("accessed", source.accessed)] {
        fields.extend(date.map(|date| (name, string_literal(&Safe::line(date.to_string())))));
    }
    fields.extend(source.reports.map(|id| ("reports", string_literal(&corpus.source(id).id))));
    fields
}

/// Returns the name of a kind in RON; `None` for the default.
fn kind_name(kind: SourceKind) -> Option<&'static str> {
    match kind {
        SourceKind::Article => Some("Article"),
        SourceKind::Broadcast => Some("Broadcast"),
        SourceKind::Book => Some("Book"),
        SourceKind::Speech => Some("Speech"),
        SourceKind::Document => Some("Document"),
        SourceKind::Web => Some("Web"),
        SourceKind::Summary { machine: true } => Some("Summary(machine: true)"),
        SourceKind::Summary { machine: false } => Some("Summary(machine: false)"),
        SourceKind::Other => None,
    }
}

/// Renders the field `topics` with the children of a topic, or nothing if there are none. The children of topic `n` are
/// at `n + 1` in `children`, those at the top at 0.
fn render_topics(corpus: &Corpus, children: &[Vec<TopicId>], at: usize, indent: &Safe<'_>) -> Safe<'static> {
    let rows: Vec<_> = children[at]
        .iter()
        .map(|&id| {
            let topic = corpus.topic(id);
            let name_start = topic.path.as_str().rfind('/').map_or(0, |slash| slash + 1);
            let name = topic.path.slice(name_start..topic.path.as_str().len());
            let label = if topic.label == name {
                Safe::default()
            } else {
                kzq_text::safe!(", label: ", string_literal(&topic.label))
            };
            let head = kzq_text::safe!(indent, "    (id: ", string_literal(&name), label);
            let nested = render_topics(corpus, children, id.index() + 1, &kzq_text::safe!(indent, "        "));
            if nested.is_empty() {
                kzq_text::safe!(head, "),\n")
            } else {
                kzq_text::safe!(head, ",\n", nested, indent, "    ),\n")
            }
        })
        .collect();
    if rows.is_empty() {
        return Safe::default();
    }
    kzq_text::safe!(indent, "topics: [\n", Safe::join(rows, ""), indent, "],\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use kzq_corpus::read;

    fn export_first(corpus: &Corpus) -> String {
        export_collection(corpus, CollectionId::new(0)).map(|part| part.as_str().to_owned()).collect()
    }

    /// Reads a collection without errors, exports it, and reads the result.
    fn round_trip(text: &str) -> (Corpus, Corpus, String) {
        let parsed = read("c.ron", text.as_bytes());
        assert!(!parsed.has_errors(), "{:?}\n{text}", parsed.diagnostics);
        let first = parsed.corpus.unwrap();
        let written = export_first(&first);
        let second = read("c.ron", written.as_bytes());
        assert!(!second.has_errors(), "{:?}\n{written}", second.diagnostics);
        (first, second.corpus.unwrap(), written)
    }

    #[test]
    fn the_embedded_collection_round_trips() {
        let (first, second, written) = round_trip(include_str!("../../../data/tokayev-al-jazeera.ron"));
        assert!(first == second, "{written}");
        assert_eq!(export_first(&second), written);
    }

    #[test]
    fn every_field_of_the_tables_round_trips() {
        let (first, second, written) = round_trip(
            r#"(schema: 1, id: "c", title: "C \"d\"", open_topics: true,
            speakers: {"a": (name: "Ada", role: "", aliases: ["A.\nL.", "B"]), "b": (name: "Bo", role: "r", organisation: true)},
            sources: {
                "s": (title: "S", kind: Summary(machine: true), authors: ["x", (name: "y", organisation: true)], container: "c", publisher: "p",
                    url: "https://e.org/", date: "2025-05", accessed: "2025-06-01", text: "t/s.txt", reports: "t",
                    note: "n \"m\"\nk", archived: "https://a.org/s",
                    translator: "T \"R\"", editor: ["E", (name: "Org", organisation: true)], place: "Paris", edition: "2",
                    volume: "12", issue: "3", pages: "4-5", isbn: "978", doi: "https://doi.org/10.1000/182"),
                "t": (title: "T", kind: Broadcast), "u": (title: "U"),
            },
            topics: [(id: "x", label: "X", topics: [(id: "y", label: "y"), (id: "z", topics: [(id: "q")])]), (id: "w")],
            entries: [])"#,
        );
        assert_eq!(first, second);
        assert!(written.starts_with(
            "(\n    schema: 1,\n    id: \"c\",\n    title: \"C \\\"d\\\"\",\n    open_topics: true,\n    speakers: {\n"
        ));
        assert!(written.ends_with("        (id: \"w\"),\n    ],\n    entries: [\n    ],\n)\n"), "{written}");
    }

    #[test]
    fn one_of_several_collections_has_its_own_tables_only() {
        let file = |id: &str, other: &str| {
            format!(
                r#"(schema: 1, id: "{id}", title: "T", speakers: {{"{id}": (name: "N"), "x": (name: "X")}},
                sources: {{"s-{id}": (title: "S")}}, topics: [(id: "t", topics: [(id: "{id}"), (id: "x")])],
                entries: [Quote(id: "q", by: "{id}", text: "w", topics: ["t/{id}"], source: (id: "s-{id}"), {other})])"#
            )
        };
        let files = [file("a", ""), file("b", "says_same: [\"a/q\"]")];
        let (corpus, diagnostics) = Corpus::merge(files.iter().map(|text| read("c.ron", text.as_bytes())).collect());
        assert_eq!(diagnostics, []);
        let written: String =
            export_collection(&corpus, CollectionId::new(1)).map(|part| part.as_str().to_owned()).collect();
        let parsed = read("b.ron", written.as_bytes()).corpus.unwrap();
        assert_eq!(
            (parsed.speakers().len(), parsed.sources().len(), parsed.topics().len(), parsed.len()),
            (1, 1, 2, 1)
        );
        assert!(written.contains("says_same: [\"a/q\"]"), "{written}");
    }

    proptest! {
        /// Tables and entries with arbitrary texts survive the round trip.
        #[test]
        fn arbitrary_collections_round_trip(
            texts in prop::collection::vec("[ -~\n“”’é\u{301}\u{202e}\u{7}汉]{0,12}x[ -~\n\\\\\"]{0,8}", 8),
            kind in prop::sample::select(vec!["Book", "Other", "Web", "Summary(machine: false)"]),
            depths in prop::collection::vec(0_usize..4, 0..6),
        ) {
            let text = |at: usize| ron::to_string(&texts[at]).unwrap();
            // Each topic closes those before it down to its own depth.
            let (mut topics, mut depth) = (String::new(), 0_usize);
            for (number, &wanted) in depths.iter().enumerate() {
                topics += &"]),".repeat(depth.saturating_sub(wanted));
                depth = depth.min(wanted) + 1;
                let label = if number % 2 == 0 { format!("label: {},", text(number)) } else { String::new() };
                topics.extend(["(id: \"t", &number.to_string(), "\", ", &label, " topics: ["]);
            }
            topics += &"]),".repeat(depth);
            let (first, second, _) = round_trip(&format!(
                "(schema: 1, id: \"c\", title: {}, speakers: {{\"a\": (name: {}, role: {}, aliases: [{}])}},
                sources: {{\"s\": (title: {}, kind: {kind}, authors: [{}], publisher: {})}}, topics: [{topics}],
                entries: [Quote(id: \"q\", by: \"a\", text: {}, source: (id: \"s\"))])",
                text(0), text(1), text(2), text(3), text(4), text(5), text(6), text(7)
            ));
            prop_assert_eq!(first, second);
        }
    }
}
