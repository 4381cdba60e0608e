//! kzq's own JSON: what `kzq export` and `--json` print, as an array, an object, or an object on each line.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::json_value::{Json, Lines, parse_text};
use super::kzq_entry::KzqEntry;
use super::kzq_ids::KzqIds;
use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::item::{Item, Sink, Skipped};

pub(super) const FORMAT: Format = Format {
    name: "kzq-json",
    about: "what `kzq export` prints as JSON or NDJSON, with everything in it",
    sniff,
    read,
};

/// Keys that only kzq's entries have together.
const KEYS: [&str; 4] = ["\"collection\"", "\"wording\"", "\"rests_on\"", "\"says_same\""];
/// How much of the file is searched for them, in bytes.
const SNIFFED_BYTES: usize = 1 << 16;

fn sniff(input: &Input<'_>) -> Option<String> {
    let start = input.text.trim_start();
    let start = &start[..start.floor_char_boundary(SNIFFED_BYTES)];
    let is_own = start.starts_with(['[', '{']) && KEYS.iter().all(|key| start.contains(key));
    is_own.then(|| "its entries have a `collection` and a `wording`".to_owned())
}

fn read(input: &Input<'_>, _: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let mut lines = Lines::new(input.text);
    let ids = ids(input.text);
    if let Ok(root) = parse_text(input.text) {
        let items = match Json::parse(root) {
            Json::Array(items) => items,
            _ => vec![root],
        };
        for raw in items {
            if !sink.accept(item(raw, lines.line_of(raw), &ids)) {
                break;
            }
        }
        return Ok(());
    }
    let mut is_first = true;
    for (number, line) in (1..).zip(input.text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let item = match serde_json::from_str::<&RawValue>(line) {
            Ok(raw) => item(raw, number, &ids),
            // Not an object on each line either: the error of the whole text is the one to show.
            Err(_) if is_first => return parse_text(input.text).map(|_| ()),
            Err(_) => Item::Skipped(Skipped { line: number, reason: "the line is not JSON" }),
        };
        is_first = false;
        if !sink.accept(item) {
            break;
        }
    }
    Ok(())
}

/// Returns the ids of the entries of a file.
fn ids(text: &str) -> KzqIds {
    #[derive(Deserialize)]
    struct Identified {
        id: String,
        #[serde(default)]
        collection: String,
    }
    let of_lines = || text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let one = || serde_json::from_str(text).map(|entry| vec![entry]);
    let identified: Vec<Identified> = serde_json::from_str(text).or_else(|_| one()).unwrap_or_else(|_| of_lines());
    KzqIds::new(identified.into_iter().map(|entry| (entry.collection, entry.id)))
}

fn item(raw: &RawValue, line: usize, ids: &KzqIds) -> Item {
    match serde_json::from_str::<KzqEntry>(raw.get()) {
        Ok(mut entry) => {
            entry.place(ids);
            entry.into_item(line)
        }
        Err(_) => Item::Skipped(Skipped { line, reason: "it is not an entry as kzq writes it" }),
    }
}

#[cfg(test)]
mod tests {
    use kzq_corpus::SourceKind;
    use kzq_edit::{
        DraftCheck, DraftDifference, DraftKind, DraftLead, DraftStatus, EntryDraft, Links, Locator, SourceDraft,
        SourceReference, SpeakerDraft, SpeakerReference,
    };

    use super::super::testing::{input, read, sniff};
    use super::*;

    const ENTRY: &str = r#"{"id": "q", "collection": "c", "kind": "qa", "wording": "summary", "text": null,
        "question": "Why?", "answer": "Because.", "lead": "Really?", "speaker": {"id": "ada", "name": "Ada", "role": null, "aliases": ["A. B."], "organisation": true},
        "topics": ["t/u"], "source": {"id": "s", "title": "Notes", "publisher": null, "url": "https://example.org",
        "date": "1843", "section": "G", "item": 2, "translator": ["Bo"], "isbn": "1",
        "note": "s", "archived": "https://example.org/a",
        "collection": "c", "kind": {"summary": {"machine": true}}, "authors": ["Cy"], "container": "Papers", "accessed": null, "text": "texts/notes.txt",
        "reports": [{"id": "hour", "kind": "broadcast", "title": "The Hour", "date": "1842"}]}, "rests_on": ["q", "elsewhere"], "differs": ["x", "y", "z", "d"], "differences": [
        {"kind": "against", "phrase": "p", "words": "w", "entry": "q"}, {"kind": "against", "phrase": "p", "words": "w", "entry": "elsewhere"},
        {"kind": "beyond", "phrase": "b", "words": null, "entry": null}], "sic": ["caus"], "turn": 3,
        "variants": ["q"], "says_same": ["elsewhere"], "translation_of": "q", "lang": "en", "time": "1:02", "note": "n",
        "status": {"kind": "disputed", "reason": "late"}, "lead_kind": "asked-as-told",
        "checked": {"by": "Bo", "date": "2026-11-20", "fingerprint": null},
        "topic_labels": ["U of T"], "extra": {"k": "v"}, "near": false}"#;

    #[test]
    fn all_fields_are_read() {
        let some = |text: &str| Some(text.to_owned());
        let source = SourceDraft {
            id: some("s"),
            kind: SourceKind::Summary { machine: true },
            authors: vec!["Cy".to_owned()],
            title: "Notes".to_owned(),
            container: some("Papers"),
            url: some("https://example.org"),
            date: some("1843"),
            translators: vec!["Bo".to_owned()],
            isbn: some("1"),
            note: some("s"),
            archived: some("https://example.org/a"),
            text: some("texts/notes.txt"),
            reports: vec![SourceDraft {
                id: some("hour"),
                kind: SourceKind::Broadcast,
                title: "The Hour".to_owned(),
                date: some("1842"),
                ..SourceDraft::default()
            }],
            ..SourceDraft::default()
        };
        let speaker = SpeakerDraft {
            id: some("ada"),
            name: "Ada".to_owned(),
            role: None,
            aliases: vec!["A. B.".to_owned()],
            organisation: true,
        };
        let expected = EntryDraft {
            id: some("q"),
            kind: DraftKind::Qa { question: "Why?".to_owned(), verbatim: false },
            text: "Because.".to_owned(),
            speaker: Some(SpeakerReference::Described(speaker)),
            source: Some(SourceReference::Described(Box::new(source))),
            locator: Locator { section: some("G"), item: Some(2), time: some("1:02"), ..Locator::default() },
            topics: vec!["t/u".to_owned()],
            topic_labels: vec![("t/u".to_owned(), "U of T".to_owned())],
            lead: Some(DraftLead::AskedAsTold("Really?".to_owned())),
            turn: Some(3),
            lang: some("en"),
            note: some("n"),
            status: Some(DraftStatus::Disputed("late".to_owned())),
            sic: vec!["caus".to_owned()],
            links: Box::new(Links {
                rests_on: Some(vec!["q".to_owned()]),
                differs: vec![
                    DraftDifference::Against { phrase: "p".to_owned(), words: "w".to_owned(), quotation: some("q") },
                    DraftDifference::Other("y".to_owned()),
                    DraftDifference::Beyond("b".to_owned()),
                    DraftDifference::Other("d".to_owned()),
                ],
                variants: vec!["q".to_owned()],
                says_same: Vec::new(),
                translation_of: some("q"),
            }),
            extra: vec![("k".to_owned(), "v".to_owned())],
            checked: Some(Box::new(DraftCheck {
                by: "Bo".to_owned(),
                date: "2026-11-20".to_owned(),
                fingerprint: None,
            })),
            ..EntryDraft::default()
        };
        let one_line = ENTRY.replace('\n', " ");
        for text in [ENTRY.to_owned(), format!("[{ENTRY}]"), format!("{one_line}\n{{}}\n{{\n")] {
            assert!(sniff(&FORMAT, input("x", &text)).is_some());
            let entry = read(&FORMAT, &text).entries.remove(0);
            assert_eq!(entry.draft, expected);
            assert_eq!(entry.doubts, ["a link to “elsewhere” is left out: it is not in the file"]);
        }
    }

    #[test]
    fn unqualified_links_refer_to_the_same_collection() {
        let line = |collection: &str, id: &str, variants: &str| {
            format!(
                r#"{{"id": "{id}", "collection": "{collection}", "kind": "quote", "wording": "verbatim", "text": "{collection} {id}", "variants": [{variants}], "rests_on": [], "says_same": []}}"#
            )
        };
        let text = [
            line("one", "a", r#""b""#),
            line("one", "b", r#""two/b", "two/c""#),
            line("two", "a", r#""b", "three/b""#),
            line("two", "b", ""),
            line("two", "c", r#""one/a""#),
        ];
        let entries = read(&FORMAT, &text.join("\n")).entries;
        let placed: Vec<_> =
            entries.iter().map(|entry| (entry.draft.id.as_deref(), entry.draft.links.variants.join(" "))).collect();
        let expected = [("one-a", "one-b"), ("one-b", "two-b c"), ("two-a", "two-b"), ("two-b", ""), ("c", "one-a")];
        assert_eq!(placed, expected.map(|(id, variants)| (Some(id), variants.to_owned())));
        assert_eq!(entries[2].doubts, ["a link to “three/b” is left out: it is not in the file"]);
    }

    #[test]
    fn json_that_is_no_kzq_entry_is_skipped_or_rejected() {
        let text = format!("{}\n{{}}\n{{\n", ENTRY.replace('\n', " "));
        assert_eq!(read(&FORMAT, &text).skipped, [(2, "it has no words"), (3, "the line is not JSON")]);
        assert_eq!(read(&FORMAT, "[1]").skipped, [(1, "it is not an entry as kzq writes it")]);
        assert!(read(&FORMAT, "[{").error.is_some());
        assert_eq!(sniff(&FORMAT, input("x", r#"[{"quote": "x"}]"#)), None);
    }
}
