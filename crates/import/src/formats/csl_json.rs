//! Sources as CSL-JSON, which Zotero and others export. Annotations and abstracts are notes, not quotations.

use kzq_corpus::{Certainty, Date, SourceKind};
use kzq_edit::SourceDraft;
use kzq_text::persons;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::fields::Field;
use super::json_shape;
use super::json_value::{Json, Lines, Members};
use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::item::{ImportedSource, Item, Sink, Skipped};
use crate::reading::{add_others, date_of, non_empty, squeeze};

/// The row of the format.
pub(super) const FORMAT: Format =
    Format { name: "csl-json", about: "sources as CSL-JSON, from Zotero and others", sniff, read };

/// The types of CSL, and the kinds of source that they are.
const TYPES: &[(&str, SourceKind)] = &[
    ("article", SourceKind::Article),
    ("article-journal", SourceKind::Article),
    ("article-magazine", SourceKind::Article),
    ("article-newspaper", SourceKind::Article),
    ("bill", SourceKind::Document),
    ("book", SourceKind::Book),
    ("broadcast", SourceKind::Broadcast),
    ("chapter", SourceKind::Book),
    ("classic", SourceKind::Book),
    ("collection", SourceKind::Other),
    ("dataset", SourceKind::Other),
    ("document", SourceKind::Document),
    ("entry", SourceKind::Article),
    ("entry-dictionary", SourceKind::Article),
    ("entry-encyclopedia", SourceKind::Article),
    ("event", SourceKind::Other),
    ("figure", SourceKind::Other),
    ("graphic", SourceKind::Other),
    ("hearing", SourceKind::Document),
    ("interview", SourceKind::Other),
    ("legal_case", SourceKind::Document),
    ("legislation", SourceKind::Document),
    ("manuscript", SourceKind::Document),
    ("map", SourceKind::Other),
    ("motion_picture", SourceKind::Broadcast),
    ("musical_score", SourceKind::Other),
    ("pamphlet", SourceKind::Document),
    ("paper-conference", SourceKind::Article),
    ("patent", SourceKind::Document),
    ("performance", SourceKind::Other),
    ("periodical", SourceKind::Other),
    ("personal_communication", SourceKind::Document),
    ("post", SourceKind::Web),
    ("post-weblog", SourceKind::Web),
    ("regulation", SourceKind::Document),
    ("report", SourceKind::Document),
    ("review", SourceKind::Article),
    ("review-book", SourceKind::Article),
    ("software", SourceKind::Other),
    ("song", SourceKind::Other),
    ("speech", SourceKind::Speech),
    ("standard", SourceKind::Document),
    ("thesis", SourceKind::Document),
    ("treaty", SourceKind::Document),
    ("webpage", SourceKind::Web),
];

/// Keys of which a file of sources has one at least.
const KEYS: [&str; 8] = [
    "\"title\"",
    "\"issued\"",
    "\"author\"",
    "\"editor\"",
    "\"container-title\"",
    "\"publisher\"",
    "\"URL\"",
    "\"DOI\"",
];

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct Record {
    id: Value,
    r#type: String,
    title: Value,
    container_title: Value,
    event_title: Value,
    author: Value,
    editor: Value,
    translator: Value,
    publisher: Value,
    publisher_place: Value,
    issued: Option<CslDate>,
    accessed: Option<CslDate>,
    #[serde(rename = "URL")]
    url: Value,
    #[serde(rename = "archive_location")]
    archive_location: Value,
    #[serde(rename = "ISBN")]
    isbn: Value,
    #[serde(rename = "DOI")]
    doi: Value,
    edition: Value,
    volume: Value,
    issue: Value,
    page: Value,
    note: Value,
    annote: Value,
    r#abstract: Value,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct CslDate {
    date_parts: Vec<Vec<Value>>,
    raw: String,
    literal: String,
    circa: Value,
}

fn sniff(input: &Input<'_>) -> Option<String> {
    let text = input.text;
    let may_be =
        text.trim_start().starts_with('[') && text.contains("\"type\"") && KEYS.iter().any(|key| text.contains(key));
    let items: Vec<Members<'_>> = if may_be { serde_json::from_str(text).ok()? } else { return None };
    (!items.is_empty() && items.iter().all(is_record))
        .then(|| "a list of items with an `id` and a `type` of CSL".into())
}

/// Whether an object has an id and a type of CSL, and no words.
fn is_record(Members(members): &Members<'_>) -> bool {
    let is_type = |kind: &str| TYPES.iter().any(|(name, _)| *name == kind);
    let has_words = |key: &str| Field::from_heading(key).is_some_and(|(field, _)| field == Field::Quote);
    members.iter().any(|(key, _)| key == "id")
        && members
            .iter()
            .any(|(key, value)| key == "type" && matches!(Json::parse(value), Json::String(kind) if is_type(&kind)))
        && !members.iter().any(|(key, _)| has_words(key))
}

fn read(input: &Input<'_>, _: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let records: Vec<&RawValue> = json_shape::parse(input.text, "a list of CSL-JSON sources")?;
    let mut lines = Lines::new(input.text);
    for raw in records {
        let line = lines.line_of(raw);
        let record = serde_json::from_str::<Record>(raw.get());
        let imported = record.map_err(|_| "not as CSL-JSON describes a source");
        let item = match imported.and_then(|record| imported_source(record, line).ok_or("a source without a title")) {
            Ok(source) => Item::Source(source),
            Err(reason) => Item::Skipped(Skipped { line, reason }),
        };
        if !sink.accept(item) {
            break;
        }
    }
    Ok(())
}

fn imported_source(mut record: Record, line: usize) -> Option<ImportedSource> {
    let roles =
        [("author", &mut record.author), ("editor", &mut record.editor), ("translator", &mut record.translator)];
    let mut incomplete = Vec::new();
    for (role, names) in roles {
        let Some(names) = names.as_array_mut() else { continue };
        let all = names.len();
        names.retain(|value| !name(value).is_some_and(|name| persons::is_others(&name)));
        if names.len() < all {
            incomplete.push(role);
        }
    }
    let mut imported = ImportedSource { line, draft: source(record)?, doubts: Vec::new() };
    for role in incomplete {
        add_others(&mut imported, role);
    }
    Some(imported)
}

fn source(record: Record) -> Option<SourceDraft> {
    let date = record.issued.as_ref().and_then(CslDate::date);
    let unclear = record.issued.filter(|_| date.is_none()).and_then(|date| {
        non_empty(&date.literal).or_else(|| non_empty(&date.raw)).map(|date| format!("dated “{date}”"))
    });
    let notes: Vec<String> =
        [&record.note, &record.annote, &record.r#abstract].into_iter().filter_map(text).chain(unclear).collect();
    Some(SourceDraft {
        id: text(&record.id),
        kind: TYPES.iter().find(|row| row.0 == record.r#type).map(|row| row.1).unwrap_or_default(),
        authors: names(&record.author),
        title: text(&record.title)?,
        // What a speech was held at.
        container: text(&record.container_title).or_else(|| text(&record.event_title)),
        publisher: text(&record.publisher),
        place: text(&record.publisher_place),
        date,
        url: text(&record.url),
        accessed: record.accessed.as_ref().and_then(CslDate::date),
        translators: names(&record.translator),
        editors: names(&record.editor),
        edition: text(&record.edition),
        volume: text(&record.volume),
        issue: text(&record.issue),
        pages: text(&record.page).map(|pages| pages.replace('–', "-")),
        isbn: text(&record.isbn),
        doi: text(&record.doi),
        note: non_empty(&notes.join("\n\n")),
        // An address, or a shelf in an archive.
        archived: text(&record.archive_location).filter(|location| location.contains("://")),
        text: None,
        reports: Vec::new(),
    })
}

/// A value as a text without the tags that CSL allows.
fn text(value: &Value) -> Option<String> {
    const TAGS: [&str; 11] = [
        "<i>",
        "</i>",
        "<b>",
        "</b>",
        "<sup>",
        "</sup>",
        "<sub>",
        "</sub>",
        "<span>",
        "<span class=\"nocase\">",
        "</span>",
    ];
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    non_empty(&TAGS.iter().fold(text, |text, tag| text.replace(tag, "")))
}

/// The names of a list, which some programs write as one text.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(name).collect(),
        other => name(other).into_iter().collect(),
    }
}

/// A name in natural order.
fn name(value: &Value) -> Option<String> {
    if let Some(name) = text(value).or_else(|| text(&value["literal"])) {
        return Some(name);
    }
    let parts = ["given", "dropping-particle", "non-dropping-particle", "family", "suffix"];
    non_empty(&squeeze(&parts.map(|part| text(&value[part]).unwrap_or_default()).join(" ")))
}

impl CslDate {
    /// The date as a collection writes it. Of a range, the beginning.
    fn date(&self) -> Option<String> {
        let part = |value: &Value| value.as_i64().or_else(|| value.as_str()?.trim().parse::<i64>().ok());
        let parts: Vec<i64> = self.date_parts.first().into_iter().flatten().map_while(part).collect();
        let is_circa = matches!(&self.circa, Value::Bool(true) | Value::Number(_) | Value::String(_));
        let certainty = if is_circa { Certainty::Circa } else { Certainty::Sure };
        let date = match parts.as_slice() {
            [] => self.raw.trim().parse::<Date>().ok(),
            [year, rest @ ..] => date_of(*year, rest.first().copied(), rest.get(1).copied(), certainty),
        };
        date.map(|date| date.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tests::collect;

    fn one(fields: &str) -> SourceDraft {
        let found = collect(&FORMAT, "s.json", format!(r#"[{{"title": "T", {fields}}}]"#).as_bytes());
        assert!(found.entries.is_empty());
        found.sources.into_iter().next().unwrap()
    }

    #[test]
    fn a_record_becomes_a_source() {
        let source = one(
            r#""id": 7, "type": "chapter", "container-title": "Essays <i>on</i> Wit", "publisher": "Murray", "publisher-place": "London",
               "issued": {"date-parts": [["1815", 12]]}, "accessed": {"date-parts": [[2024, 3, 1]]}, "page": "3–9", "volume": 2,
               "edition": 1, "ISBN": "1", "DOI": "10.1/x", "URL": "https://example.org", "abstract": "About.", "annote": "Mine.",
               "author": [{"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}],
               "editor": [{"literal": "The Society"}], "translator": [{"family": "Lee", "given": "Ann", "suffix": "Jr."}]"#,
        );
        let expected = SourceDraft {
            id: Some("7".into()),
            kind: SourceKind::Book,
            authors: vec!["Vincent van Gogh".into()],
            title: "T".into(),
            container: Some("Essays on Wit".into()),
            publisher: Some("Murray".into()),
            place: Some("London".into()),
            date: Some("1815-12".into()),
            url: Some("https://example.org".into()),
            accessed: Some("2024-03-01".into()),
            translators: vec!["Ann Lee Jr.".into()],
            editors: vec!["The Society".into()],
            edition: Some("1".into()),
            volume: Some("2".into()),
            issue: None,
            pages: Some("3-9".into()),
            isbn: Some("1".into()),
            doi: Some("10.1/x".into()),
            // Not quotations.
            note: Some("Mine.\n\nAbout.".into()),
            archived: None,
            text: None,
            reports: Vec::new(),
        };
        assert_eq!(source, expected);
    }

    #[test]
    fn dates_are_normalised_to_collection_format() {
        for (issued, date, note) in [
            (r#"{"date-parts": [[2015]]}"#, Some("2015"), None),
            (r#"{"date-parts": [[2015, 5, 29], [2015, 6]]}"#, Some("2015-05-29"), None),
            (r#"{"date-parts": [[-380]]}"#, Some("-380"), None),
            (r#"{"date-parts": [[-44, 3, 15]]}"#, Some("-44-03-15"), None),
            (r#"{"date-parts": [[2015, 2, 30]]}"#, Some("2015-02"), None),
            (r#"{"date-parts": [[2015, 21]]}"#, Some("2015"), None),
            (r#"{"date-parts": [[180]], "circa": true}"#, Some("c. 180"), None),
            (r#"{"date-parts": [[2015]], "circa": false}"#, Some("2015"), None),
            (r#"{"raw": "2015-05"}"#, Some("2015-05"), None),
            (r#"{"literal": "forthcoming"}"#, None, Some("dated “forthcoming”")),
        ] {
            let source = one(&format!(r#""id": "a", "type": "book", "issued": {issued}"#));
            assert_eq!((source.date.as_deref(), source.note.as_deref()), (date, note), "{issued}");
        }
    }

    #[test]
    fn the_occasion_of_a_speech_and_the_archived_copy_are_read() {
        let speech = one(
            r#""id": "a", "type": "speech", "event-title": "A Rally", "archive_location": "https://example.org/1""#,
        );
        assert_eq!(speech.container.as_deref(), Some("A Rally"));
        assert_eq!(speech.archived.as_deref(), Some("https://example.org/1"));
        assert_eq!(one(r#""id": "a", "type": "book", "archive_location": "Box 3""#).archived, None);
    }

    #[test]
    fn names_are_read_however_they_are_written() {
        for (author, expected, doubts) in [
            (r#"[{"literal": "WHO"}, {"family": "Lee", "given": null}]"#, &["WHO", "Lee"] as &[_], 0),
            (r#"[{"family": "Lee", "given": "Ann"}, {"literal": "others"}]"#, &["Ann Lee"], 1),
            (r#""Ann Lee""#, &["Ann Lee"], 0),
            (r#"["Ann Lee"]"#, &["Ann Lee"], 0),
            ("null", &[], 0),
        ] {
            let text = format!(r#"[{{"id": "a", "type": "book", "title": "T", "author": {author}}}]"#);
            let found = collect(&FORMAT, "s.json", text.as_bytes());
            assert_eq!(found.sources[0].authors, expected, "{author}");
            assert_eq!(found.doubts.len(), doubts, "{author}");
        }
    }

    #[test]
    fn one_bad_record_does_not_spoil_the_others() {
        let text =
            "[{\"id\": \"a\", \"title\": \"T\"},\n{\"id\": \"b\", \"title\": null},\n{\"id\": \"c\", \"type\": 1}]";
        let found = collect(&FORMAT, "s.json", text.as_bytes());
        assert_eq!(found.sources.len(), 1);
        let skipped: Vec<_> = found.skipped.iter().map(|skipped| (skipped.line, skipped.reason)).collect();
        assert_eq!(skipped, [(2, "a source without a title"), (3, "not as CSL-JSON describes a source")]);
    }

    #[test]
    fn a_record_without_title_is_reported() {
        let found = collect(&FORMAT, "s.json", br#"[{"id": "a", "type": "book"}]"#);
        assert_eq!(found.skipped[0].reason, "a source without a title");
    }
}
