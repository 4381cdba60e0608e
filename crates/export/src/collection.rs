//! Exports entries as a collection, with the speakers, sources and topics that they use. Reading it back yields the same
//! entries; a whole collection yields the same collection.

use std::iter;

use crate::collection_contents::CollectionContents;
use crate::formats::{ExportedEntry, RonNames, indent_lines, non_empty_list, render_ron_with, string_literal};
use kzq_corpus::{CollectionId, Corpus, EntryId, SCHEMA, Source, Speaker, TopicId};
use kzq_text::Safe;

/// The fields of a struct, in order.
type FieldValues = Vec<(&'static str, Safe<'static>)>;

/// Entries about to be exported as a collection.
pub struct CollectionExport<'c> {
    contents: CollectionContents<'c>,
    id: Safe<'static>,
    title: Safe<'static>,
}

impl<'c> CollectionExport<'c> {
    /// Gathers everything the entries use. The originals of translations are added, since a translation must not pass
    /// for the words that were spoken. Without an id or a title, those of the entries' collections are joined.
    pub fn new(corpus: &'c Corpus, ids: &[EntryId], id: Option<Safe<'static>>, title: Option<Safe<'static>>) -> Self {
        let contents = CollectionContents::new(corpus, ids);
        let collections = || contents.collections.iter().map(|&id: &CollectionId| corpus.collection(id));
        let id = id.unwrap_or_else(|| Safe::join(collections().map(|collection| collection.id.to_borrowed()), "-"));
        let title =
            title.unwrap_or_else(|| Safe::join(collections().map(|collection| collection.title.to_borrowed()), "; "));
        Self { contents, id, title }
    }

    /// Returns how many entries were added as originals of translations.
    pub fn added_originals(&self) -> usize {
        self.contents.added_originals
    }

    /// Returns how many links were dropped because they lead to entries that are not exported.
    pub fn left_out_links(&self) -> usize {
        self.contents.left_out_links()
    }

    /// Returns the file in parts to be concatenated. It has no line feed at its end.
    pub fn into_parts(self) -> impl Iterator<Item = Safe<'static>> + 'c {
        let tables = self.render_tables();
        let contents = self.contents;
        let entries = (0..contents.entries.len()).map(move |index| {
            let exported = ExportedEntry::new(contents.corpus, contents.entries[index], usize::MAX);
            kzq_text::safe!(indent_lines(&render_ron_with(&exported, &contents), "        "), ",\n")
        });
        iter::once(tables).chain(entries).chain(iter::once("    ],\n)".into()))
    }

    fn has_open_topics(&self) -> bool {
        self.contents.collections.iter().any(|&id| self.contents.corpus.collection(id).open_topics)
    }

    /// Renders everything before the entries.
    fn render_tables(&self) -> Safe<'static> {
        let contents = &self.contents;
        let corpus = contents.corpus;
        let speakers =
            contents.speakers.iter().map(|&id| (contents.speaker_name(id), speaker_fields(corpus.speaker(id))));
        let sources =
            contents.sources.iter().map(|&id| (contents.source_name(id), source_fields(contents, corpus.source(id))));
        let mut children: Vec<Vec<TopicId>> = vec![Vec::new(); corpus.topics().len() + 1];
        for topic in corpus.topic_ids().filter(|topic| contents.topics.contains(topic)) {
            children[corpus.topic(topic).parent.map_or(0, |parent| parent.index() + 1)].push(topic);
        }
        kzq_text::safe!(
            "(\n    schema: ",
            SCHEMA as usize,
            ",\n    id: ",
            string_literal(&self.id),
            ",\n    title: ",
            string_literal(&self.title),
            ",\n",
            if self.has_open_topics() { "    open_topics: true,\n" } else { "" },
            render_map("speakers", speakers),
            render_map("sources", sources),
            render_topics(contents, &children, 0, &"    ".into()),
            "    entries: [\n"
        )
    }
}

/// Renders a map from ids to structs, or nothing if it is empty.
fn render_map<'c>(name: &'static str, rows: impl Iterator<Item = (Safe<'c>, FieldValues)>) -> Safe<'static> {
    let rows: Vec<_> = rows
        .map(|(id, fields)| kzq_text::safe!("        ", string_literal(&id), ": (", join_fields(fields), "),\n"))
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

fn source_fields(names: &dyn RonNames, source: &Source) -> FieldValues {
    let mut fields = FieldValues::new();
    fields.extend(source.kind.ron_name().map(|kind| ("kind", kind.into())));
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
    fields.extend(source.reports.map(|id| ("reports", string_literal(&names.source_name(id)))));
    fields
}

/// Renders the field `topics` with the children of a topic, or nothing if there are none. The children of topic `n` are
/// at `n + 1` in `children`, those at the top at 0.
fn render_topics(
    contents: &CollectionContents<'_>,
    children: &[Vec<TopicId>],
    at: usize,
    indent: &Safe<'_>,
) -> Safe<'static> {
    let rows: Vec<_> = children[at]
        .iter()
        .map(|&id| {
            let topic = contents.corpus.topic(id);
            let path = contents.topic_path(id);
            let name_start = path.as_str().rfind('/').map_or(0, |slash| slash + 1);
            let name = path.slice(name_start..path.as_str().len());
            let label = if topic.label == name {
                Safe::default()
            } else {
                kzq_text::safe!(", label: ", string_literal(&topic.label))
            };
            let head = kzq_text::safe!(indent, "    (id: ", string_literal(&name), label);
            let nested = render_topics(contents, children, id.index() + 1, &kzq_text::safe!(indent, "        "));
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
    use kzq_corpus::{Difference, Entry, read};

    fn export_entries(corpus: &Corpus, ids: &[EntryId]) -> String {
        CollectionExport::new(corpus, ids, None, None).into_parts().map(|part| part.as_str().to_owned()).collect()
    }

    fn export_all(corpus: &Corpus) -> String {
        export_entries(corpus, &corpus.entry_ids().collect::<Vec<_>>())
    }

    fn merge(files: &[String]) -> Corpus {
        let (corpus, diagnostics) = Corpus::merge(files.iter().map(|text| read("c.ron", text.as_bytes())).collect());
        assert_eq!(diagnostics, []);
        corpus
    }

    /// Reads an exported collection, which must pass every check.
    fn read_exported(written: &str) -> Corpus {
        let parsed = read("c.ron", written.as_bytes());
        let (corpus, diagnostics) = Corpus::merge(vec![parsed]);
        assert_eq!(diagnostics, [], "{written}");
        corpus
    }

    /// Reads a collection without errors, exports it, and reads the result.
    fn round_trip(text: &str) -> (Corpus, Corpus, String) {
        let parsed = read("c.ron", text.as_bytes());
        assert!(!parsed.has_errors(), "{:?}\n{text}", parsed.diagnostics);
        let first = parsed.corpus.unwrap();
        let written = export_all(&first);
        let second = read("c.ron", written.as_bytes());
        assert!(!second.has_errors(), "{:?}\n{written}", second.diagnostics);
        (first, second.corpus.unwrap(), written)
    }

    #[test]
    fn the_embedded_collection_round_trips() {
        let (first, second, written) = round_trip(include_str!("../../../data/tokayev-al-jazeera.ron"));
        assert!(first == second, "{written}");
        assert_eq!(export_all(&second), written);
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
        assert!(written.ends_with("        (id: \"w\"),\n    ],\n    entries: [\n    ],\n)"), "{written}");
    }

    /// A collection that shares ids, a speaker and a topic with others like it.
    fn collection(id: &str, other: &str) -> String {
        format!(
            r#"(schema: 1, id: "{id}", title: "The {id}", speakers: {{"{id}": (name: "N"), "x": (name: "X"), "y": (name: "Y of {id}")}},
            sources: {{"s-{id}": (title: "S", reports: "r"), "r": (title: "R"), "unused": (title: "U")}},
            topics: [(id: "t", topics: [(id: "{id}"), (id: "x")])],
            entries: [
                Quote(id: "q", by: "{id}", text: "{id}", topics: ["t/{id}"], source: (id: "s-{id}"), {other}),
                Quote(id: "r", by: "y", text: "r of {id}"),
                Quote(id: "tr", by: "x", text: "translated in {id}", translation_of: "r"),
                Paraphrase(id: "p", of: "x", text: "p of {id}", rests_on: ["q"], variants: ["r", "q"]),
                Paraphrase(id: "none", of: "x", text: "none of {id}", rests_on: []),
            ])"#
        )
    }

    /// Entries of each kind with every field they can have; `id` is that of the collection, `far` an entry of another.
    fn every_field(id: &str, far: &str) -> String {
        let template = r#"(schema: 1, id: "ID", title: "The ID", open_topics: true,
            speakers: {"a": (name: "Ada of ID", role: "Countess", aliases: ["A. L.", "Byron, Ada"]), "un": (name: "UN", organisation: true)},
            sources: {
                "s": (title: "S of ID", kind: Article, authors: ["x", (name: "y", organisation: true)], container: "c", publisher: "p",
                    url: "https://e.org/", date: "c. 1843", accessed: "2025-06-01", text: "t/s.txt", reports: "t",
                    note: "n \"m\"\nk", archived: "https://a.org/s",
                    translator: ["T \"R\""], editor: ["E", (name: "Org", organisation: true)], place: "Paris", edition: "2",
                    volume: "12", issue: "3", pages: "4-5", isbn: "978", doi: "10.1000/182"),
                "t": (title: "T", kind: Broadcast, date: "1842-07"),
                "m": (title: "M", kind: Summary(machine: true)),
            },
            topics: [(id: "x", label: "X", topics: [(id: "y")])],
            entries: [
                Quote(id: "all", by: "a", topics: ["x/y", "x"], tags: ["one", "two, \"three\""], turn: 3, lead: Asked("Is \"it\"?\nSo?"),
                    text: "teh \\ engine\n\ncost “nothing”", sic: ["teh"], lang: "en", date: "-380?", time: "1:02", note: "n\nm",
                    source: (id: "s", section: "G \"1\"", item: 2, chapter: "I", page: "xvi", line: "8", location: "9-10"),
                    variants: ["other"], says_same: ["q", FAR], status: Disputed("no \"letter\""), extra: {"k \"q\"": "v\\", "l": ""},
                    checked: (by: "Bo \"B\"", date: "2026-11-20", fingerprint: "99aa06d3014798d86001c324468d497f")),
                Quote(id: "other", by: "un", text: "It costs little.", lead: Narrated("They added"), status: Misattributed("a novel")),
                Quote(id: "tr", by: "a", text: "Dwie.", lang: "pl", translation_of: "all", checked: (by: "Bo", date: "2026")),
                Quote(id: "nobody", text: "Who knows."),
                Paraphrase(id: "p", of: "a", text: "It is cheap and fast.", source: (id: "m"), rests_on: ["other", "all", FAR],
                    lead: AskedAsTold("She was asked \"why\""),
                    differs: ["d: \"e\"", Beyond("fast"), Against(phrase: "cheap", words: "nothing", in: "all"),
                        Against(phrase: "cheap", words: "little", in: FAR)]),
                Paraphrase(id: "only", of: "un", text: "It is dear.", rests_on: ["other"], differs: [Against(phrase: "dear", words: "little")]),
                Paraphrase(id: "far", of: "un", text: "It is dear.", rests_on: [FAR], differs: [Against(phrase: "dear", words: "little")]),
                Paraphrase(id: "none", of: "a", text: "It is.", rests_on: []),
                Qa(id: "q", answers_for: "a", wording: Verbatim, question: "q \"?\"", answer: "a\nb", topics: ["x"]),
                Qa(id: "told", answers_for: "un", wording: Paraphrase, question: "q?", answer: "a", rests_on: ["q"]),
            ])"#;
        template.replace("FAR", &format!("\"{far}\"")).replace("ID", id)
    }

    /// Asserts that an entry of a corpus equals its counterpart in another; `new` maps its links.
    fn assert_same(before: (&Corpus, EntryId), after: (&Corpus, EntryId), new: &dyn Fn(EntryId) -> EntryId) {
        let (old, entry) = (before.0.entry(before.1), after.0.entry(after.1));
        assert_eq!((entry.kind(), entry.wording(), entry.texts()), (old.kind(), old.wording(), old.texts()));
        assert_eq!((entry.lead(), entry.turn(), entry.sic()), (old.lead(), old.turn(), old.sic()));
        assert_eq!((entry.lang(), entry.date(), entry.time()), (old.lang(), old.date(), old.time()));
        assert_eq!((entry.status(), entry.tags(), entry.note()), (old.status(), old.tags(), old.note()));
        assert_eq!((entry.extra(), entry.checked(), entry.label()), (old.extra(), old.checked(), old.label()));
        let paths = |corpus: &Corpus, entry: Entry<'_>| {
            entry
                .topics()
                .iter()
                .map(|&topic| corpus.topic(topic).clone())
                .map(|topic| (topic.path, topic.label))
                .collect()
        };
        let old_paths: Vec<_> = paths(before.0, old);
        assert_eq!(paths(after.0, entry), old_paths);
        let map = |ids: &[EntryId]| ids.iter().map(|&id| new(id)).collect::<Vec<_>>();
        assert_eq!(entry.rests_on().map(<[_]>::to_vec), old.rests_on().map(map));
        assert_eq!([entry.variants(), entry.says_same()], [&*map(old.variants()), &*map(old.says_same())]);
        assert_eq!(entry.translation_of(), old.translation_of().map(new));
        let differs = old.differs().iter().cloned().map(|difference| match difference {
            Difference::Against { phrase, words, quotation } => {
                Difference::Against { phrase, words, quotation: quotation.map(new) }
            }
            other => other,
        });
        assert_eq!(entry.differs(), differs.collect::<Vec<_>>());
        let speaker = |corpus: &Corpus, entry: Entry<'_>| {
            let speaker = corpus.speaker_of(entry)?.clone();
            Some(Speaker { id: Safe::default(), ..speaker })
        };
        assert_eq!(speaker(after.0, entry), speaker(before.0, old));
        let sources = |corpus: &Corpus, entry: Entry<'_>| {
            let chain = iter::successors(entry.source(), |&id| corpus.source(id).reports);
            let without_ids = |mut source: Source| {
                (source.id, source.collection, source.reports) = (Safe::default(), CollectionId::new(0), None);
                source
            };
            chain.map(|id| without_ids(corpus.source(id).clone())).collect::<Vec<_>>()
        };
        assert_eq!(sources(after.0, entry), sources(before.0, old));
        let place = |entry: Entry<'_>| {
            let citation = entry.citation()?;
            Some((citation.section.cloned(), citation.item, citation.locators.to_vec()))
        };
        assert_eq!(place(entry), place(old));
    }

    #[test]
    fn every_field_of_the_entries_round_trips() {
        let (first, second, written) = round_trip(&every_field("c", "other"));
        assert_eq!(first, second, "{written}");
        assert_eq!(export_all(&read_exported(&written)), written);
    }

    #[test]
    fn two_collections_with_the_same_ids_keep_every_field() {
        let corpus = merge(&[every_field("a", "b/other"), every_field("b", "a/other")]);
        let again = read_exported(&export_all(&corpus));
        assert_eq!(again.len(), corpus.len());
        for (id, old) in again.entry_ids().zip(corpus.entry_ids()) {
            assert_same((&corpus, old), (&again, id), &|link| link);
            let old = corpus.entry(old);
            let collection = &corpus.collection(old.collection()).id;
            assert_eq!(again.entry(id).id(), kzq_text::safe!(collection, "-", old.id()));
        }
        let ids = |sources: &[Source]| sources.iter().map(|source| source.id.to_string()).collect::<Vec<_>>();
        assert_eq!(ids(again.sources()), ["a-s", "a-t", "a-m", "b-s", "b-t", "b-m"]);
        assert!(again.collections()[0].open_topics);
    }

    #[test]
    fn contradictions_of_omitted_entries_become_sentences() {
        let corpus = merge(&[every_field("a", "other")]);
        let export = CollectionExport::new(&corpus, &find(&corpus, &["p", "all", "only"]), None, None);
        // `p` rests on `other` twice and contradicts it, `only` rests on it, and `all` has two links.
        assert_eq!(export.left_out_links(), 7);
        let written: String = export.into_parts().map(|part| part.as_str().to_owned()).collect();
        let again = read_exported(&written);
        let differs = |name: &str| again.entry(find(&again, &[name])[0]).differs().to_vec();
        let sentence = |phrase: &str, words: &str| {
            Difference::Other(Safe::text(format!("“{phrase}”: the quotation says “{words}”")))
        };
        let kept = Difference::Against {
            phrase: "cheap".into(),
            words: "nothing".into(),
            quotation: Some(find(&again, &["all"])[0]),
        };
        let all = [
            Difference::Other("d: \"e\"".into()),
            Difference::Beyond("fast".into()),
            kept,
            sentence("cheap", "little"),
        ];
        assert_eq!(differs("p"), all);
        assert_eq!(differs("only"), [sentence("dear", "little")]);
    }

    fn find(corpus: &Corpus, names: &[&str]) -> Vec<EntryId> {
        names.iter().map(|name| corpus.look_up(name).found().unwrap()).collect()
    }

    #[test]
    fn partial_export_contains_only_the_rows_it_uses() {
        let corpus = merge(&[collection("a", ""), collection("b", "says_same: [\"a/q\"]")]);
        let export = CollectionExport::new(&corpus, &find(&corpus, &["b/q"]), None, None);
        assert_eq!((export.left_out_links(), export.added_originals()), (1, 0));
        let written: String = export.into_parts().map(|part| part.as_str().to_owned()).collect();
        let again = read_exported(&written);
        assert_eq!((again.collections()[0].id.as_str(), again.collections()[0].title.as_str()), ("b", "The b"));
        let ids = |ids: &mut dyn Iterator<Item = &Safe<'static>>| Safe::join(ids.map(Safe::to_borrowed), " ");
        assert_eq!(ids(&mut again.speakers().iter().map(|speaker| &speaker.id)).as_str(), "b");
        assert_eq!(ids(&mut again.sources().iter().map(|source| &source.id)).as_str(), "s-b r");
        assert_eq!(ids(&mut again.topics().iter().map(|topic| &topic.path)).as_str(), "t t/b");
    }

    #[test]
    fn different_topics_with_the_same_path_get_distinct_paths() {
        let of = |id: &str, label: &str| {
            format!(
                r#"(schema: 1, id: "{id}", title: "The {id}", topics: [(id: "war", label: "{label}", topics: [(id: "sea")]), (id: "a-war")],
                entries: [Quote(id: "{id}-1", text: "One.", topics: ["war/sea", "a-war"]), Quote(id: "{id}-2", text: "Two.", topics: ["war"])])"#
            )
        };
        let corpus = merge(&[of("a", "War"), of("b", "Trade war")]);
        let again = read_exported(&export_all(&corpus));
        let topics: Vec<(&str, &str)> =
            again.topics().iter().map(|topic| (topic.path.as_str(), topic.label.as_str())).collect();
        assert_eq!(
            topics,
            [
                ("a-war-2", "War"),
                ("a-war-2/sea", "sea"),
                ("a-war", "a-war"),
                ("b-war", "Trade war"),
                ("b-war/sea", "sea")
            ]
        );
        let labels = |corpus: &Corpus| -> Vec<Vec<String>> {
            let label = |&topic| corpus.topic(topic).label.to_string();
            corpus.entries().map(|entry| entry.topics().iter().map(label).collect()).collect()
        };
        assert_eq!(labels(&again), labels(&corpus));
        // Alone, a topic keeps its path.
        let alone = read_exported(&export_entries(&corpus, &find(&corpus, &["b-2"])));
        assert_eq!(alone.topics()[0].path.as_str(), "war");
    }

    #[test]
    fn links_to_entries_not_exported_are_dropped() {
        let corpus = merge(&[collection("a", "")]);
        let again = read_exported(&export_entries(&corpus, &find(&corpus, &["p", "none"])));
        let rests_on = |name| again.entry(again.look_up(name).found().unwrap()).rests_on().map(<[_]>::len);
        assert_eq!(rests_on("p"), None, "not that there is none");
        assert_eq!(rests_on("none"), Some(0));
        let again = read_exported(&export_entries(&corpus, &find(&corpus, &["p", "r"])));
        assert_eq!(again.entry(again.look_up("p").found().unwrap()).variants(), find(&again, &["r"]));
    }

    #[test]
    fn original_of_a_translation_is_exported_with_it() {
        let corpus = merge(&[collection("a", "")]);
        let export = CollectionExport::new(&corpus, &find(&corpus, &["tr", "tr"]), None, None);
        assert_eq!(export.added_originals(), 1);
        let written: String = export.into_parts().map(|part| part.as_str().to_owned()).collect();
        let again = read_exported(&written);
        assert_eq!(again.len(), 2);
        assert_eq!(again.entry(EntryId::new(0)).label().as_str(), "translation");
    }

    #[test]
    fn several_collections_are_exported_as_one() {
        let corpus = merge(&[collection("a", ""), collection("b", "says_same: [\"a/q\"]")]);
        let written = export_all(&corpus);
        let again = read_exported(&written);
        assert_eq!(
            (again.collections()[0].id.as_str(), again.collections()[0].title.as_str()),
            ("a-b", "The a; The b")
        );
        let ids: Vec<String> = again.entries().map(|entry| entry.id().to_string()).collect();
        assert_eq!(ids, ["a-q", "a-r", "a-tr", "a-p", "a-none", "b-q", "b-r", "b-tr", "b-p", "b-none"]);
        let speakers: Vec<&str> = again.speakers().iter().map(|speaker| speaker.id.as_str()).collect();
        assert_eq!(speakers, ["a", "x", "a-y", "b", "b-y"]);
        let sources: Vec<&str> = again.sources().iter().map(|source| source.id.as_str()).collect();
        assert_eq!(sources, ["s-a", "a-r", "a-unused", "s-b", "b-r", "b-unused"]);
        assert_eq!(again.entry(EntryId::new(5)).says_same(), [EntryId::new(0)]);
        let original = again.original_source_of(again.entry(EntryId::new(5))).unwrap();
        assert_eq!((original.id.as_str(), original.title.as_str()), ("b-r", "R"));
        let named = CollectionExport::new(&corpus, &[], Some("mine".into()), Some("Mine".into()));
        let named: String = named.into_parts().map(|part| part.as_str().to_owned()).collect();
        assert!(
            named.starts_with("(\n    schema: 1,\n    id: \"mine\",\n    title: \"Mine\",\n    entries: ["),
            "{named}"
        );
    }

    proptest! {
        /// Any exported entries of two collections are unchanged except for their ids, and pass every
        /// check.
        #[test]
        fn any_entries_of_two_collections_round_trip(chosen in prop::collection::vec(any::<bool>(), 10)) {
            let corpus = merge(&[collection("a", ""), collection("b", "says_same: [\"a/q\"]")]);
            let ids: Vec<EntryId> = corpus.entry_ids().zip(chosen).filter_map(|(id, chosen)| chosen.then_some(id)).collect();
            let entries = CollectionContents::new(&corpus, &ids).entries;
            let again = read_exported(&export_entries(&corpus, &ids));
            prop_assert_eq!(again.len(), entries.len());
            for (entry, old) in again.entries().zip(entries) {
                let old = corpus.entry(old);
                prop_assert_eq!(entry.texts(), old.texts());
                prop_assert_eq!(entry.label(), old.label());
                prop_assert_eq!(again.speaker_name(entry.speaker()), corpus.speaker_name(old.speaker()));
                let title = |source: Option<&Source>| source.map(|source| source.title.to_string());
                prop_assert_eq!(title(again.source_of(entry)), title(corpus.source_of(old)));
                prop_assert_eq!(title(again.original_source_of(entry)), title(corpus.original_source_of(old)));
                prop_assert_eq!(entry.topics().len(), old.topics().len());
            }
        }

        /// Tables and entries with arbitrary texts round-trip.
        #[test]
        fn arbitrary_collections_round_trip(
            texts in prop::collection::vec("[ -~\n“”’é\u{301}\u{202e}\u{7}汉]{0,12}x[ -~\n\\\\\"]{0,8}", 8),
            kind in prop::sample::select(vec!["Book", "Other", "Web", "Summary(machine: false)"]),
            depths in prop::collection::vec(0_usize..4, 0..6),
        ) {
            let text = |at: usize| ron::to_string(&texts[at]).unwrap();
            // Each topic closes the preceding ones down to its own depth.
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
