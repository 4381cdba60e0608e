//! Exports an entry as RON, as it appears in the entries of a collection. Reading it back yields the same entry.

use super::exported_entry::ExportedEntry;
use crate::differences::contradiction_sentence;
use kzq_corpus::{
    Checked, CollectionId, Corpus, Difference, Entry, EntryId, EntryKind, EntryText, Lead, SourceId, SpeakerId, Status,
    TopicId, Wording,
};
use kzq_text::Safe;

/// The ids under which an entry and what it refers to are written.
pub(crate) trait RonNames {
    /// Returns the id of an entry; `None` if references to it are left out.
    fn entry_name(&self, id: EntryId) -> Option<Safe<'_>>;
    /// Returns the id of a speaker.
    fn speaker_name(&self, id: SpeakerId) -> Safe<'_>;
    /// Returns the id of a source.
    fn source_name(&self, id: SourceId) -> Safe<'_>;
    /// Returns the path of a topic.
    fn topic_path(&self, id: TopicId) -> Safe<'_>;
}

/// The ids as they are in a collection; entries of others are `collection/id`.
struct CollectionNames<'c>(&'c Corpus, CollectionId);

impl RonNames for CollectionNames<'_> {
    fn entry_name(&self, id: EntryId) -> Option<Safe<'_>> {
        Some(self.0.relative_id(id, self.1))
    }

    fn speaker_name(&self, id: SpeakerId) -> Safe<'_> {
        self.0.speaker(id).id.to_borrowed()
    }

    fn source_name(&self, id: SourceId) -> Safe<'_> {
        self.0.source(id).id.to_borrowed()
    }

    fn topic_path(&self, id: TopicId) -> Safe<'_> {
        self.0.topic(id).path.to_borrowed()
    }
}

/// Renders an entry; its other long texts are truncated, too.
pub(crate) fn render_ron(exported: &ExportedEntry<'_>) -> Safe<'static> {
    render_ron_with(exported, &CollectionNames(exported.corpus, exported.entry.collection()))
}

/// Renders an entry with other ids.
pub(crate) fn render_ron_with(exported: &ExportedEntry<'_>, names: &dyn RonNames) -> Safe<'static> {
    let &ExportedEntry { id, entry, ref words, max_bytes, .. } = exported;
    let (variant, speaker_field) = match entry.kind() {
        EntryKind::Quote => ("Quote", "by"),
        EntryKind::Paraphrase => ("Paraphrase", "of"),
        EntryKind::Qa => ("Qa", "answers_for"),
    };
    let mut fields = vec![("id", string_literal(&names.entry_name(id).unwrap_or_else(|| entry.id())))];
    fields.extend(entry.speaker().map(|speaker| (speaker_field, string_literal(&names.speaker_name(speaker)))));
    if entry.kind() == EntryKind::Qa {
        let wording = if entry.wording() == Wording::Verbatim { "Verbatim" } else { "Paraphrase" };
        fields.push(("wording", wording.into()));
    }
    let topics = entry.topics().iter().map(|&topic| string_literal(&names.topic_path(topic)));
    fields.extend(non_empty_list(topics).map(|list| ("topics", list)));
    fields.extend(non_empty_list(entry.tags().iter().map(string_literal)).map(|list| ("tags", list)));
    fields.extend(entry.turn().map(|turn| ("turn", kzq_text::safe!(turn as usize))));
    fields.extend(entry.lead().map(|lead| ("lead", render_lead(lead, max_bytes))));
    match words {
        EntryText::Quote { text } | EntryText::Paraphrase { text } => fields.push(("text", string_literal(text))),
        EntryText::Qa { question, answer } => {
            fields.extend([("question", string_literal(question)), ("answer", string_literal(answer))]);
        }
    }
    fields.extend(render_source(entry, names).map(|source| ("source", source)));
    fields.extend(non_empty_list(entry.sic().iter().map(string_literal)).map(|list| ("sic", list)));
    fields.extend(render_rests_on(entry, names).map(|list| ("rests_on", list)));
    fields.extend(non_empty_list(differences(entry, names)).map(|list| ("differs", list)));
    for (field, ids) in [("variants", entry.variants()), ("says_same", entry.says_same())] {
        fields.extend(non_empty_list(id_literals(ids, names)).map(|list| (field, list)));
    }
    let original = entry.translation_of().and_then(|id| names.entry_name(id));
    fields.extend(original.map(|name| ("translation_of", string_literal(&name))));
    fields.extend(entry.lang().map(|lang| ("lang", string_literal(lang))));
    fields.extend(entry.date().map(|date| ("date", string_literal(&Safe::line(date.to_string())))));
    fields.extend(entry.time().map(|time| ("time", string_literal(time))));
    fields.extend(entry.note().map(|note| ("note", string_literal(&note.prefix(max_bytes)))));
    let status = entry.status();
    fields.extend(status.map(|Status { kind, reason }| ("status", tagged(kind.ron_name(), reason))));
    if !entry.extra().is_empty() {
        let pairs =
            entry.extra().iter().map(|(key, value)| kzq_text::safe!(string_literal(key), ": ", string_literal(value)));
        fields.push(("extra", kzq_text::safe!("{", Safe::join(pairs.collect::<Vec<_>>(), ", "), "}")));
    }
    fields.extend(entry.checked().map(|checked| ("checked", render_checked(checked))));
    let fields = fields.into_iter().map(|(name, value)| kzq_text::safe!("    ", name, ": ", value, ",\n"));
    kzq_text::safe!(variant, "(\n", Safe::join(fields.collect::<Vec<_>>(), ""), ")")
}

fn render_lead(lead: Lead<'_>, max_bytes: usize) -> Safe<'static> {
    tagged(lead.kind().ron_name(), &lead.into_text().into_prefix(max_bytes))
}

/// Formats an enum variant with a text: `Asked("…")`.
fn tagged(variant: &'static str, text: &Safe<'_>) -> Safe<'static> {
    kzq_text::safe!(variant, "(", string_literal(text), ")")
}

fn render_source(entry: Entry<'_>, names: &dyn RonNames) -> Option<Safe<'static>> {
    let citation = entry.citation()?;
    let id = kzq_text::safe!("id: ", string_literal(&names.source_name(citation.source)));
    let section = citation.section.map(|section| kzq_text::safe!("section: ", string_literal(section)));
    let item = citation.item.map(|item| kzq_text::safe!("item: ", item as usize));
    let locators = citation.locators.iter();
    let locators = locators.map(|(field, text)| kzq_text::safe!(field.name(), ": ", string_literal(text)));
    let fields = [Some(id), section, item].into_iter().flatten().chain(locators);
    Some(kzq_text::safe!("(", Safe::join(fields.collect::<Vec<_>>(), ", "), ")"))
}

/// Renders the quotations that an entry rests on. An empty list says that there are none: it is written only where the
/// collection says so, not where all of them are left out.
fn render_rests_on(entry: Entry<'_>, names: &dyn RonNames) -> Option<Safe<'static>> {
    let ids = entry.rests_on()?;
    if ids.is_empty() { Some("[]".into()) } else { non_empty_list(id_literals(ids, names)) }
}

/// Renders what a paraphrase says that the words it rests on do not, in the order of the collection. A contradiction
/// of words that are left out becomes a sentence: without its quotation it would be one of the words of another.
fn differences<'n>(entry: Entry<'n>, names: &'n dyn RonNames) -> impl Iterator<Item = Safe<'static>> + 'n {
    entry.differs().iter().map(move |difference| match difference {
        Difference::Against { phrase, words, quotation } => {
            let Some(place) = entry.contradicted(difference).and_then(|id| names.entry_name(id)) else {
                return string_literal(&contradiction_sentence(phrase, words));
            };
            let fields = kzq_text::safe!("phrase: ", string_literal(phrase), ", words: ", string_literal(words));
            let place = quotation.map(|_| kzq_text::safe!(", in: ", string_literal(&place))).unwrap_or_default();
            kzq_text::safe!("Against(", fields, place, ")")
        }
        Difference::Beyond(phrase) => kzq_text::safe!("Beyond(", string_literal(phrase), ")"),
        Difference::Other(text) => string_literal(text),
    })
}

fn render_checked(checked: &Checked) -> Safe<'static> {
    let date = string_literal(&Safe::line(checked.date.to_string()));
    let fingerprint = checked.fingerprint.map(|fingerprint| string_literal(&Safe::line(fingerprint.to_string())));
    let fingerprint = fingerprint.map(|digits| kzq_text::safe!(", fingerprint: ", digits)).unwrap_or_default();
    kzq_text::safe!("(by: ", string_literal(&checked.by), ", date: ", date, fingerprint, ")")
}

/// Returns the ids of other entries that are not left out.
fn id_literals<'n>(ids: &'n [EntryId], names: &'n dyn RonNames) -> impl Iterator<Item = Safe<'static>> + 'n {
    ids.iter().filter_map(|&id| names.entry_name(id)).map(|name| string_literal(&name))
}

/// Formats a list, or returns `None` if it is empty.
pub(crate) fn non_empty_list(items: impl Iterator<Item = Safe<'static>>) -> Option<Safe<'static>> {
    let items: Vec<_> = items.collect();
    (!items.is_empty()).then(|| kzq_text::safe!("[", Safe::join(items, ", "), "]"))
}

/// Formats a text as a single-line string literal; directional isolates, which a terminal may follow, are escaped.
pub(crate) fn string_literal(text: &Safe<'_>) -> Safe<'static> {
    let escaped = text.replace_chars(|_, c| match c {
        '"' => Some("\\\""),
        '\\' => Some("\\\\"),
        '\n' => Some("\\n"),
        '\u{2066}' => Some("\\u{2066}"),
        '\u{2067}' => Some("\\u{2067}"),
        '\u{2068}' => Some("\\u{2068}"),
        '\u{2069}' => Some("\\u{2069}"),
        _ => None,
    });
    kzq_text::safe!("\"", escaped, "\"")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::{Format, export};
    use kzq_corpus::{Corpus, EntryId, read};
    use kzq_ron::Severity;

    const TABLES: &str = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada"), "b": (name: "Bo")},
        sources: {"p": (title: "Paper"), "m": (kind: Summary(machine: true), title: "Made")},
        topics: [(id: "t", topics: [(id: "u")])], entries: "#;

    fn parse_collection(entries: &str) -> Option<Corpus> {
        let reading = read("c.ron", format!("{TABLES}{entries})").as_bytes());
        assert!(
            reading.diagnostics.iter().all(|diagnostic| diagnostic.severity != Severity::Error),
            "{:?}\n{entries}",
            reading.diagnostics
        );
        reading.corpus
    }

    /// Parses a collection, exports it, and parses the result.
    fn round_trip(entries: &str) -> (Corpus, Corpus) {
        let first = parse_collection(entries).unwrap();
        let ids: Vec<EntryId> = first.entry_ids().collect();
        let written = export(&first, &ids, Format::Ron).text;
        let second = parse_collection(written.as_str()).unwrap();
        (first, second)
    }

    #[test]
    fn every_field_round_trips() {
        let (first, second) = round_trip(
            r#"[
            Quote(id: "one", by: "a", topics: ["t/u", "t"], turn: 3, lead: Asked("Is \"it\"?\nSo?"), text: "a \\ b\n\nc “d”",
                source: (id: "p", section: "S \"1\"", item: 4, chapter: "\"3\"", page: "12-13", line: "1", location: "233"), sic: ["a \\ b", "c"], variants: ["two"], says_same: ["four"],
                lang: "en", time: "12:34", note: "n\nm", extra: {"k \"q\"": "v\\", "l": ""}),
            Quote(id: "two", by: "b", text: "x", lead: Narrated("He said"), translation_of: "one"),
            Paraphrase(id: "three", of: "a", text: "y", rests_on: ["one", "two"], source: (id: "m"),
                differs: ["d: \"e\"", Beyond("y"), Against(phrase: "y", words: "x", in: "two")],
                checked: (by: "Bo \"B\" Berg", date: "2026-11-20", fingerprint: "99aa06d3014798d86001c324468d497f")),
            Paraphrase(id: "six", of: "a", text: "y", rests_on: ["two"], differs: [Against(phrase: "y", words: "x")],
                checked: (by: "Bo", date: "2026"), lead: AskedAsTold("Asked \"so\"?")),
            Qa(id: "four", answers_for: "a", wording: Verbatim, question: "q?", answer: "a"),
            Qa(id: "five", answers_for: "b", wording: Paraphrase, question: "q?", answer: "a", rests_on: []),
            Quote(id: "eight", text: "nobody knows who", tags: ["\"a\"", "b c"], date: "c. -380", status: Disputed("\"so\" they say")),
            Quote(id: "seven", by: "a", text: "x", status: Misattributed("first found in 1990"), date: "1843-07?"),
            ]"#,
        );
        assert_eq!(first, second);
        assert_eq!(second.len(), 8);
    }

    #[test]
    fn the_embedded_collection_round_trips() {
        let embedded = include_str!("../../../../data/tokayev-al-jazeera.ron");
        let first = read("e.ron", embedded.as_bytes()).corpus.unwrap();
        let ids: Vec<EntryId> = first.entry_ids().collect();
        let entries = export(&first, &ids, Format::Ron).text;
        let head = &embedded[..embedded.find("    entries: [").unwrap()];
        let second = read("e.ron", format!("{head} entries: {entries})").as_bytes()).corpus.unwrap();
        assert!(first == second);
    }

    #[test]
    fn several_entries_are_written_as_a_list() {
        let corpus =
            parse_collection(r#"[Quote(id: "one", by: "a", text: "x"), Quote(id: "two", by: "b", text: "y")]"#)
                .unwrap();
        let ids: Vec<EntryId> = corpus.entry_ids().collect();
        let one = "Quote(\n    id: \"one\",\n    by: \"a\",\n    text: \"x\",\n)";
        assert_eq!(export(&corpus, &ids[..1], Format::Ron).text.as_str(), one);
        let both = export(&corpus, &ids, Format::Ron).text.to_string();
        assert!(both.starts_with("[\n    Quote(\n        id: \"one\"") && both.ends_with("    ),\n]"), "{both}");
    }

    proptest! {
        /// Entries with arbitrary texts round-trip.
        #[test]
        fn arbitrary_texts_round_trip(
            texts in proptest::collection::vec("[ -~\n“”’é\u{301}\u{202e}\u{7}汉]{0,12}x[ -~\n\\\\\"]{0,8}", 6),
            item in proptest::option::of(0_u32..9),
            turn in proptest::option::of(1_u32..9),
        ) {
            let text = |at: usize| ron::to_string(&texts[at]).unwrap();
            let line = ron::to_string(&texts[4].replace('\n', " ")).unwrap();
            let (turn, item) = (
                turn.map(|turn| format!("turn: {turn},")).unwrap_or_default(),
                item.map(|item| format!("item: {item},")).unwrap_or_default(),
            );
            let (first, second) = round_trip(&format!(
                "[Quote(id: \"one\", by: \"a\", text: {}, note: {}, {turn} source: (id: \"p\", section: {line}, {item}), extra: {{{line}: {}}}),
                Qa(id: \"two\", answers_for: \"b\", wording: Verbatim, question: {}, answer: {}, lead: Asked({})),
                Paraphrase(id: \"three\", of: \"b\", text: {}, differs: [{}], rests_on: [\"one\"])]",
                text(0), text(1), text(2), text(3), text(5), text(0), text(1), text(2)
            ));
            prop_assert_eq!(first, second);
        }
    }
}
