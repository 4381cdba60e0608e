//! The JSON that `KOReader` exports: one document, or all of them.

use kzq_corpus::SourceKind;
use kzq_edit::{EntryDraft, Locator};
use kzq_text::calendar::format_unix_time;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::json_shape;
use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::item::{Imported, Item, Sink, Skipped};
use crate::reading::{Authors, Work, add_extra, file_title, non_empty};

/// The row of the format.
pub(super) const FORMAT: Format =
    Format { name: "koreader", about: "highlights that KOReader exported as JSON", sniff, read };

/// An export of several documents. That of one is the document itself.
#[derive(Deserialize)]
struct Library {
    documents: Option<Vec<Document>>,
}

#[derive(Deserialize)]
struct Document {
    title: Option<String>,
    author: Option<String>,
    file: Option<String>,
    #[serde(default, deserialize_with = "list")]
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    text: Option<String>,
    note: Option<String>,
    chapter: Option<String>,
    page: Option<Value>,
    time: Option<Value>,
    sort: Option<String>,
}

/// A list; an empty one is written as an empty object.
fn list<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Entry>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum List {
        Entries(Vec<Entry>),
        Empty {},
    }
    Ok(match List::deserialize(deserializer)? {
        List::Entries(entries) => entries,
        List::Empty {} => Vec::new(),
    })
}

fn sniff(input: &Input<'_>) -> Option<String> {
    ["documents", "entries"]
        .into_iter()
        .find(|key| json_shape::is_object_with(input.text, &["created_on", "version", key]))
        .map(|key| format!("`created_on` and `{key}` of KOReader"))
}

fn read(input: &Input<'_>, _: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    const WHAT: &str = "an export from KOReader";
    let documents = match json_shape::parse::<Library>(input.text, WHAT)?.documents {
        Some(documents) => documents,
        None => vec![json_shape::parse(input.text, WHAT)?],
    };
    for document in documents {
        let file = document.file.as_deref().and_then(file_title);
        let title = document.title.as_deref().and_then(non_empty);
        let is_of_file = title.is_none() && file.is_some();
        let authors = Authors::listed(document.author.as_deref().unwrap_or_default());
        let work = Work::new(SourceKind::Book, &title.or(file).unwrap_or_default(), authors);
        for entry in &document.entries {
            if !sink.accept(item(entry, &work, is_of_file)) {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// What an entry becomes.
fn item(entry: &Entry, work: &Work, is_title_of_file: bool) -> Item {
    let note = entry.note.as_deref().and_then(non_empty);
    let reason = match (entry.sort.as_deref(), entry.text.as_deref().and_then(non_empty)) {
        (Some("bookmark"), _) => "a bookmark has no words",
        // The text is the note itself.
        (Some("note"), Some(_)) if note.is_none() => "a note of your own that lies on no highlight",
        (_, None) => "no words",
        (_, Some(text)) => {
            let (page, position) = place(entry.page.as_ref());
            let locator = Locator { chapter: entry.chapter.as_deref().and_then(non_empty), page, ..Locator::default() };
            let draft = EntryDraft { text, locator, note, ..EntryDraft::default() };
            let mut imported = Imported { line: 0, draft, doubts: Vec::new() };
            work.attribute(&mut imported);
            if is_title_of_file {
                imported.doubts.push("the title is that of the file".into());
            }
            if let Some(time) = entry.time.as_ref().and_then(Value::as_i64) {
                add_extra(&mut imported, "added", &format_unix_time(time));
            }
            add_extra(&mut imported, "position", position.unwrap_or_default());
            return Item::Entry(imported);
        }
    };
    Item::Skipped(Skipped { line: 0, reason })
}

/// The page, which may be a number, a text or a range of one page; or a position that is not a page.
fn place(page: Option<&Value>) -> (Option<String>, Option<&str>) {
    match page {
        Some(Value::Number(number)) => (Some(number.to_string()), None),
        Some(Value::String(text)) if text.starts_with('/') => (None, Some(text)),
        Some(Value::String(text)) => match text.split_once(['-', '–']) {
            Some((first, last)) if first.trim() == last.trim() => (non_empty(first), None),
            _ => (non_empty(text), None),
        },
        _ => (None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tests::{collect, described};

    fn document(entries: &str) -> String {
        format!(r#""title": "Emma", "author": "Jane Austen", "file": "/books/emma.epub", "entries": [{entries}]"#)
    }

    #[test]
    fn exports_of_one_and_of_all_documents_are_read() {
        let entry = r#"{"sort": "highlight", "text": "words", "page": 12, "time": 1580561907, "chapter": "I", "drawer": "lighten"}"#;
        let one = format!(r#"{{{}, "created_on": 1, "version": "json/1.0.0"}}"#, document(entry));
        let all = format!(
            r#"{{"created_on": 1, "version": "json/1.0.0", "documents": [{{{}}}, {{"title": "Empty", "entries": {{}}}}]}}"#,
            document(entry)
        );
        for text in [one, all] {
            let found = collect(&FORMAT, "export.json", text.as_bytes());
            assert_eq!(found.entries.iter().map(described).collect::<Vec<_>>(), ["words — Jane Austen, Emma"]);
            let draft = &found.entries[0].draft;
            assert_eq!((draft.locator.page.as_deref(), draft.locator.chapter.as_deref()), (Some("12"), Some("I")));
            // The date of the highlight is not the date of the words.
            assert_eq!((draft.date.as_ref(), draft.locator.time.as_ref()), (None, None));
            assert_eq!(draft.extra, [("added".to_owned(), "2020-02-01T12:58:27Z".to_owned())]);
        }
    }

    #[test]
    fn highlights_are_read_and_other_entries_skipped() {
        for (entry, expected) in [
            (r#"{"sort": "highlight", "text": "words", "page": "107-107"}"#, "words p. 107"),
            (r#"{"sort": "highlight", "text": "words", "page": "xi"}"#, "words p. xi"),
            (r#"{"sort": "highlight", "text": "words", "page": "107-108", "note": "mine"}"#, "words p. 107-108 (mine)"),
            (r#"{"sort": "highlight", "text": "words", "page": "/body/p[2]/text().7"}"#, "words"),
            (r#"{"sort": "note", "text": "words", "note": "mine"}"#, "words (mine)"),
            (r#"{"text": " two\n\nparagraphs "}"#, "two\n\nparagraphs"),
            (r#"{"sort": "note", "text": "mine"}"#, "a note of your own that lies on no highlight"),
            (r#"{"sort": "bookmark", "text": "in Chapter I", "page": 3}"#, "a bookmark has no words"),
            (r#"{"sort": "highlight", "text": "", "page": 3}"#, "no words"),
        ] {
            let found = collect(&FORMAT, "e.json", format!("{{{}}}", document(entry)).as_bytes());
            let shown = found.entries.first().map(|entry| {
                let page = entry.draft.locator.page.as_ref().map_or(String::new(), |page| format!(" p. {page}"));
                let note = entry.draft.note.as_ref().map_or(String::new(), |note| format!(" ({note})"));
                format!("{}{page}{note}", entry.draft.text)
            });
            let shown = shown.unwrap_or_else(|| found.skipped[0].reason.to_owned());
            assert_eq!(shown, expected, "{entry}");
        }
    }

    #[test]
    fn title_falls_back_to_the_file_name_but_author_is_not_guessed() {
        for (about, expected, doubts) in [
            (r#""title": "Emma", "author": "Unknown Author""#, "w — ?, Emma", 0),
            (
                r#""author": "Jane Austen", "file": "/mnt/books/Emma, a novel.epub""#,
                "w — Jane Austen, Emma, a novel",
                1,
            ),
            (r#""title": "Poems", "author": "Currer Bell\nEllis Bell""#, "w — ?, Poems by Currer Bell; Ellis Bell", 1),
            (r#""title": "Emma", "author": "Austen, Jane""#, "w — ?, Emma by Austen; Jane", 1),
        ] {
            let text = format!(r#"{{{about}, "entries": [{{"text": "w"}}]}}"#);
            let found = collect(&FORMAT, "e.json", text.as_bytes());
            assert_eq!(
                (described(&found.entries[0]).as_str(), found.entries[0].doubts.len()),
                (expected, doubts),
                "{about}"
            );
        }
    }

    #[test]
    fn other_json_is_an_error_with_its_place() {
        let found = collect(&FORMAT, "e.json", b"{\n  \"entries\": 7\n}");
        assert!(found.error.is_some_and(|error| error.message.starts_with("not an export from KOReader: ")));
    }
}
