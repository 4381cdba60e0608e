//! Annotations as CSV: with headings, as the client exports them, or without, as `hlib` does.

use csv::{Reader, ReaderBuilder, StringRecord};

use super::annotation::Annotation;
use crate::format::ReadError;
use crate::item::Sink;

/// The headings of each field, in two generations of the client.
const HEADINGS: &[(Field, [&str; 2])] = &[
    (Field::Created, ["Created at", "Creation Date"]),
    (Field::User, ["Author", "User"]),
    (Field::Page, ["Page", "Page"]),
    (Field::Uri, ["URL", "URL"]),
    (Field::Type, ["Type", "Annotation/Reply Type"]),
    (Field::Exact, ["Quote/description", "Quote"]),
    (Field::Comment, ["Comment", "Body"]),
    (Field::Tags, ["Tags", "Tags"]),
];

/// The fields of a row of hlib in their order.
const HLIB: &[Field] = &[
    Field::Level,
    Field::Created,
    Field::Uri,
    Field::User,
    Field::Id,
    Field::Group,
    Field::Tags,
    Field::Exact,
    Field::Comment,
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Created,
    User,
    Page,
    Uri,
    /// Whether it is an annotation or a reply, in words.
    Type,
    /// How deep in replies.
    Level,
    Id,
    Group,
    Exact,
    Comment,
    Tags,
}

fn reader(text: &str) -> Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes())
}

fn first(text: &str) -> StringRecord {
    reader(text).records().next().and_then(Result::ok).unwrap_or_default()
}

/// The fields by column of a row of headings.
fn columns(headings: &StringRecord) -> Vec<Option<Field>> {
    let field = |name: &str| HEADINGS.iter().find(|(_, names)| names.contains(&name.trim())).map(|(field, _)| *field);
    headings.iter().map(field).collect()
}

/// Whether the first row has the headings of an export.
pub(super) fn matches(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    let is_table = line.contains("Quote/description") || line.contains("Annotation/Reply Type");
    is_table && columns(&first(line)).iter().flatten().count() == HEADINGS.len()
}

/// Whether the first row is one of hlib: a level, a time, an address.
pub(super) fn matches_hlib(text: &str) -> bool {
    let row = first(text);
    let is_time = |text: &str| text.get(4..5) == Some("-") && text.get(10..11) == Some("T");
    let is_address =
        |text: &str| ["http://", "https://", "urn:", "file:"].iter().any(|scheme| text.starts_with(scheme));
    HLIB.len() <= row.len()
        && row.len() <= HLIB.len() + 2
        && row[0].len() < 3
        && row[0].parse::<u8>().is_ok()
        && is_time(&row[1])
        && is_address(&row[2])
}

/// Reads a table with headings.
pub(super) fn read(text: &str, sink: &mut dyn Sink) -> Result<(), ReadError> {
    rows(text, &columns(&first(text)), 1, str::to_owned, sink)
}

/// Reads rows of hlib, which are escaped for HTML.
pub(super) fn read_hlib(text: &str, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let columns: Vec<Option<Field>> = HLIB.iter().copied().map(Some).collect();
    rows(text, &columns, 0, |text| text.replace("&lt;", "<").replace("&amp;", "&"), sink)
}

fn rows(
    text: &str,
    columns: &[Option<Field>],
    headings: usize,
    unescape: fn(&str) -> String,
    sink: &mut dyn Sink,
) -> Result<(), ReadError> {
    for row in reader(text).records().skip(headings) {
        let row = row.map_err(|error| {
            let line = error.position().map_or(0, |position| usize::try_from(position.line()).unwrap_or(0));
            ReadError::at(line, format!("not a row of CSV: {error}"))
        })?;
        let line = row.position().map_or(0, |position| usize::try_from(position.line()).unwrap_or(0));
        let mut annotation = Annotation { line, ..Annotation::default() };
        for (field, value) in columns.iter().zip(&row) {
            let value = unescape(value);
            match field {
                Some(Field::Created) => annotation.created = value,
                Some(Field::User) => annotation.user = value,
                Some(Field::Page) => annotation.page = value,
                Some(Field::Uri) => annotation.uri = value,
                Some(Field::Type) => annotation.is_reply = value.eq_ignore_ascii_case("reply"),
                Some(Field::Level) => annotation.is_reply = value != "0",
                Some(Field::Id) => annotation.id = value,
                Some(Field::Exact) => annotation.exact = value,
                Some(Field::Comment) => annotation.comment = value,
                Some(Field::Tags) => annotation.tags = value.split(',').map(|tag| tag.trim().to_owned()).collect(),
                Some(Field::Group) | None => {}
            }
        }
        if !sink.accept(annotation.into_item()) {
            break;
        }
    }
    Ok(())
}
