//! JSON in the shapes that lists of quotations have in the wild.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::columns::{ABOVE, Columns, Role};
use super::delimited::Row;
use super::fields::{Field, plain};
use super::json_value::{Json, Lines, Members, parse_text};
use super::record::{Record, Value};
use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::item::{Item, Sink, Skipped};
use kzq_edit::credit::CreditReader;

/// One JSON text.
pub(super) const FORMAT: Format = Format {
    name: "json",
    about: "a list of objects or strings, also inside an object, or columns as pandas writes them",
    sniff: |input| {
        let mut start = input.text.chars().filter(|c| !c.is_whitespace());
        let first_two = (start.next()?, start.next()?);
        let is_json =
            matches!(first_two, ('{', '"') | ('[', '{' | '"')) || (first_two == ('[', '[') && start.next()? == '"');
        is_json.then(|| format!("begins with {}{}", first_two.0, first_two.1))
    },
    read,
};

/// An object on each line.
pub(super) const LINES: Format = Format {
    name: "ndjson",
    about: "an object on each line (NDJSON, JSON Lines)",
    sniff: |input| {
        let mut lines = input.text.lines().filter(|line| !line.trim().is_empty());
        let is_object = |line: Option<&str>| line.is_some_and(|line| serde_json::from_str::<Members<'_>>(line).is_ok());
        (is_object(lines.next()) && is_object(lines.next())).then(|| "each line is an object".to_owned())
    },
    read: read_lines,
};

/// Why a list of cells that is not a table of quotations is skipped.
const NO_TABLE: &str = "lists in which nothing is known to be the words";

/// How deep objects may be nested.
const MAX_DEPTH: usize = 8;

fn read(input: &Input<'_>, options: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let root = parse_text(input.text)?;
    let mut reader = Reader::new(input.text, options, sink)?;
    reader.value(root, &Context::default(), 0)?;
    reader.check_map()
}

fn read_lines(input: &Input<'_>, options: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let mut reader = Reader::new(input.text, options, sink)?;
    for (number, line) in (1..).zip(input.text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let go_on = match serde_json::from_str::<&RawValue>(line) {
            Ok(raw) => reader.value(raw, &Context::default(), 0)?,
            Err(_) => reader.skip(number, "the line is not JSON"),
        };
        if !go_on {
            break;
        }
    }
    reader.check_map()
}

/// A key of `--map`.
struct MappedKey<'o> {
    field: Field,
    key: &'o str,
    /// Whether an object has it.
    is_there: bool,
}

/// What the objects around a value say of it.
#[derive(Clone, Default)]
struct Context {
    fields: Vec<(Field, String)>,
    /// The key of the group that it is in.
    group: Option<String>,
}

struct Reader<'t, 's> {
    lines: Lines<'t>,
    /// `--map`, for tables.
    columns: &'s [(String, String)],
    /// The same, for objects.
    map: Vec<MappedKey<'s>>,
    credits: CreditReader,
    sink: &'s mut dyn Sink,
}

impl<'t, 's> Reader<'t, 's> {
    fn new(text: &'t str, options: &'s ReadOptions, sink: &'s mut dyn Sink) -> Result<Self, ReadError> {
        let columns = options.columns.as_slice();
        let mapped =
            |(name, key): &'s (String, String)| Ok(MappedKey { field: Field::of_option(name)?, key, is_there: false });
        let map = columns.iter().map(mapped).collect::<Result<Vec<_>, ReadError>>()?;
        Ok(Self { lines: Lines::new(text), columns, map, credits: CreditReader::default(), sink })
    }

    /// An error if no object has a key of `--map`.
    fn check_map(&self) -> Result<(), ReadError> {
        let missing = self.map.iter().find(|mapped| !mapped.is_there);
        missing.map_or(Ok(()), |MappedKey { key, .. }| {
            Err(ReadError::of_option(format!("`--map`: there is no key “{key}” in the file")))
        })
    }

    /// Reads a value; returns whether to go on.
    fn value(&mut self, raw: &'t RawValue, context: &Context, depth: usize) -> Result<bool, ReadError> {
        let line = self.lines.line_of(raw);
        if depth > MAX_DEPTH {
            return Ok(self.skip(line, "it is nested too deeply"));
        }
        match Json::parse(raw) {
            Json::Object(members) => self.object(line, members, context, depth),
            Json::Array(items) => self.array(&items, context, depth),
            Json::String(text) => {
                let mut record = Record { line, ..Record::default() };
                record.push(Field::Quote, text);
                Ok(self.accept(record, context))
            }
            Json::Scalar(_) | Json::Null => Ok(self.skip(line, "it is not text")),
        }
    }

    fn array(&mut self, items: &[&'t RawValue], context: &Context, depth: usize) -> Result<bool, ReadError> {
        if items.first().is_some_and(|item| item.get().starts_with('[')) {
            return self.rows(items, context, depth);
        }
        for item in items {
            if !self.value(item, context, depth + 1)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Reads lists of cells, as a table.
    fn rows(&mut self, items: &[&'t RawValue], context: &Context, depth: usize) -> Result<bool, ReadError> {
        let rows: Vec<Row<'_>> = items
            .iter()
            .map(|item| {
                let cells = match Json::parse(item) {
                    Json::Array(cells) => cells.into_iter().map(|cell| Cow::Owned(text_of(cell))).collect(),
                    _ => Vec::new(),
                };
                Row { line: self.lines.line_of(item), cells, ..Row::default() }
            })
            .collect();
        let columns = match Columns::find(&rows, self.columns) {
            Ok(columns) => columns,
            // Some value of an item, such as a date.
            Err(_) if depth > 1 => return Ok(self.skip(rows.first().map_or(0, |row| row.line), NO_TABLE)),
            Err(error) => return Err(error),
        };
        self.map.iter_mut().for_each(|mapped| mapped.is_there = true);
        self.sink.remark(columns.describe());
        for row in &rows[..columns.rows_above] {
            if !self.skip(row.line, ABOVE) {
                return Ok(false);
            }
        }
        for row in rows.into_iter().skip(columns.rows_above + usize::from(columns.has_headings)) {
            let mut record = Record { line: row.line, is_inverted: columns.is_inverted, ..Record::default() };
            for (cell, role) in row.cells.into_iter().zip(&columns.roles) {
                match role {
                    Role::Field(field, _) => record.push(*field, cell),
                    Role::Other(name) => record.others.push((name.clone().into(), cell)),
                    Role::RowNumber => {}
                }
            }
            if !self.accept(record, context) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn object(
        &mut self,
        line: usize,
        members: Vec<(String, &'t RawValue)>,
        context: &Context,
        depth: usize,
    ) -> Result<bool, ReadError> {
        let fields = self.fields(&members);
        let quote = fields.iter().position(|field| *field == Some(Field::Quote));
        let Some(quote) = quote else { return self.groups(line, &members, &fields, context, depth) };
        let (key, words) = &members[quote];
        let words = *words;
        let is_plural = plain(key) == "quotes";
        let starts_with = |raw: &RawValue, start: char| raw.get().starts_with(start);
        let others = members.iter().zip(&fields).filter(|(_, field)| field.is_some_and(|field| field != Field::Quote));
        let mut others = others.map(|((_, value), _)| *value);
        let is_table = starts_with(words, '{') && others.all(|value| starts_with(value, '{'))
            || starts_with(words, '[') && !is_plural && is_list_beside(words, others);
        if is_table {
            return Ok(self.columns(&members, &fields));
        }
        if is_plural && (starts_with(words, '[') || starts_with(words, '{')) {
            // `{"author": …, "quotes": […]}`: the other members apply to each item. At the top they may describe the file.
            let has_strings = words.get()[1..].trim_start().starts_with('"');
            let mut inner = context.clone();
            for ((_, value), field) in members.iter().zip(&fields) {
                let is_inherited = depth > 0 || has_strings && matches!(field, Some(Field::Author | Field::Speaker));
                if let Some(field) = field.filter(|&field| is_inherited && field != Field::Quote) {
                    inner.fields.push((field, text_of(value)));
                }
            }
            return self.value(words, &inner, depth + 1);
        }
        let mut record = Record { line, ..Record::default() };
        for ((key, value), field) in members.into_iter().zip(fields) {
            add_member(&mut record, key, value, field);
        }
        Ok(self.accept(record, context))
    }

    /// Reads an object without words of its own: those are in its members.
    fn groups(
        &mut self,
        line: usize,
        members: &[(String, &'t RawValue)],
        fields: &[Option<Field>],
        context: &Context,
        depth: usize,
    ) -> Result<bool, ReadError> {
        let is_nested = |value: &RawValue| value.get().starts_with(['[', '{']);
        let nested: Vec<&(String, &RawValue)> = members
            .iter()
            .zip(fields)
            .filter(|((_, value), field)| field.is_none() && is_nested(value))
            .map(|it| it.0)
            .collect();
        if nested.is_empty() {
            return Ok(
                self.skip(line, "no key for the words, such as `quote` or `text`; name it with `--map quote=KEY`")
            );
        }
        for (key, value) in &nested {
            let is_number = key.bytes().all(|byte| byte.is_ascii_digit());
            let group = if nested.len() > 1 && !is_number { Some(key.clone()) } else { context.group.clone() };
            let inner = Context { group, ..context.clone() };
            if !self.value(value, &inner, depth + 1)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Reads columns: `{"quote": {"0": …, "1": …}, "author": {…}}`, or lists in place of the inner objects.
    fn columns(&mut self, members: &[(String, &'t RawValue)], fields: &[Option<Field>]) -> bool {
        let columns: Vec<Vec<(String, &RawValue)>> = members
            .iter()
            .map(|(_, value)| match Json::parse(value) {
                Json::Object(cells) => cells,
                Json::Array(cells) => (0..).map(|index: usize| index.to_string()).zip(cells).collect(),
                _ => Vec::new(),
            })
            .collect();
        let quote = fields.iter().position(|field| *field == Some(Field::Quote)).unwrap_or_default();
        for (row, (label, words)) in columns[quote].iter().enumerate() {
            let mut record = Record { line: self.lines.line_of(words), ..Record::default() };
            for (((key, _), field), column) in members.iter().zip(fields).zip(&columns) {
                let cell = column.get(row).filter(|(other, _)| other == label);
                let cell = cell.or_else(|| column.iter().find(|(other, _)| other == label));
                if let Some((_, value)) = cell {
                    add_member(&mut record, key.clone(), value, *field);
                }
            }
            if !self.accept(record, &Context::default()) {
                return false;
            }
        }
        true
    }

    /// Returns the field of each member: by `--map`, else by its key; of two for one field, the more telling key has it.
    fn fields(&mut self, members: &[(String, &RawValue)]) -> Vec<Option<Field>> {
        let mut fields = vec![None; members.len()];
        for mapped in &mut self.map {
            if let Some(at) = members.iter().position(|(key, _)| plain(key) == plain(mapped.key)) {
                mapped.is_there = true;
                fields[at] = Some(mapped.field);
            }
        }
        let mut named: Vec<(usize, usize, Field)> = members
            .iter()
            .enumerate()
            .filter(|(at, (_, value))| fields[*at].is_none() && value.get() != "null")
            .filter_map(|(at, (key, _))| Field::from_heading(key).map(|(field, rank)| (rank, at, field)))
            .collect();
        named.sort_unstable_by_key(|&(rank, at, _)| (rank, at));
        for (_, at, field) in named {
            if !fields.contains(&Some(field)) {
                fields[at] = Some(field);
            }
        }
        fields
    }

    fn accept(&mut self, mut record: Record<'_>, context: &Context) -> bool {
        for (field, text) in &context.fields {
            if !record.fields.iter().any(|(own, _)| own == field) {
                record.push(*field, text.clone());
            }
        }
        let group = context.group.clone();
        record.others.extend(group.as_ref().map(|group| (Cow::Borrowed("group"), Cow::Owned(group.clone()))));
        let mut item = record.into_item(&mut self.credits);
        if let (Item::Entry(entry), Some(group)) = (&mut item, group)
            && entry.draft.speaker.is_none()
        {
            entry.doubts.push(format!("“{group}”, the key of its list, may be the speaker or a topic"));
        }
        self.sink.accept(item)
    }

    fn skip(&mut self, line: usize, reason: &'static str) -> bool {
        self.sink.accept(Item::Skipped(Skipped { line, reason }))
    }
}

/// Whether all lists next to a list have its length.
fn is_list_beside<'r>(list: &RawValue, mut others: impl Iterator<Item = &'r RawValue>) -> bool {
    let len = |raw: &RawValue| match Json::parse(raw) {
        Json::Array(items) => Some(items.len()),
        _ => None,
    };
    let expected = len(list);
    let first = others.next();
    first.is_some_and(|first| len(first) == expected) && others.all(|other| len(other) == expected)
}

/// Adds a member of an object to a record.
fn add_member(record: &mut Record<'_>, key: String, value: &RawValue, field: Option<Field>) {
    let Some(field) = field else {
        let text = text_of(value);
        if !text.is_empty() {
            record.others.push((key.into(), text.into()));
        }
        return;
    };
    match Json::parse(value) {
        Json::Array(items) => {
            let items = items.into_iter().map(|item| Cow::Owned(name_of(item)));
            record.fields.push((field, Value::List(items.collect())));
        }
        Json::Object(members) => {
            for (inner, value) in members {
                let is_name = ["name", "title", "text", "value", "label"].contains(&plain(&inner).as_str());
                let known = Field::from_heading(&inner).map(|(field, _)| field);
                let text = text_of(value);
                match if is_name { Some(field) } else { known } {
                    _ if text.is_empty() => {}
                    Some(field) if is_name || field != Field::Quote => record.push(field, text),
                    _ => record.others.push((format!("{key}.{inner}").into(), text.into())),
                }
            }
        }
        Json::String(text) => record.push(field, text),
        Json::Scalar(text) => record.push(field, text.to_owned()),
        Json::Null => {}
    }
}

/// Returns a string, or the name in an object such as `{"name": …}`.
fn name_of(raw: &RawValue) -> String {
    match Json::parse(raw) {
        Json::Object(members) => {
            let named =
                members.iter().find(|(key, _)| ["name", "title", "text", "label"].contains(&plain(key).as_str()));
            named.map_or_else(|| raw.get().to_owned(), |(_, value)| text_of(value))
        }
        _ => text_of(raw),
    }
}

/// Returns a string or a number as it is, null as nothing, and anything else as JSON.
fn text_of(raw: &RawValue) -> String {
    match Json::parse(raw) {
        Json::String(text) => text,
        Json::Null => String::new(),
        _ => raw.get().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Found, input, read, read_with, sniff};
    use super::*;

    fn found(text: &str) -> Found {
        read(&FORMAT, text)
    }

    #[test]
    fn common_json_structures_are_read() {
        let ab = ["1: One. — Ada", "1: Two. — Bo"];
        let bare = ["1: One.", "1: Two."];
        for (text, expected) in [
            (r#"[{"quote": "One.", "author": "Ada"}, {"quote": "Two.", "author": "Bo"}]"#, &ab as &[_]),
            (r#"["One.", "Two."]"#, &bare),
            (r#"{"quotes": [{"quote": "One.", "author": "Ada"}, {"quote": "Two.", "author": "Bo"}]}"#, &ab),
            (r#"{"status": "ok", "data": {"quotes": ["One.", "Two."]}}"#, &bare),
            (r#"{"quote": {"0": "One.", "1": "Two."}, "author": {"0": "Ada", "1": "Bo"}}"#, &ab),
            (r#"{"quote": ["One.", "Two."], "author": ["Ada", "Bo"]}"#, &ab),
            (r#"{"0": {"quote": "One.", "author": "Ada"}, "1": {"quote": "Two.", "author": "Bo"}}"#, &ab),
            (r#"[["quote", "author"], ["One.", "Ada"], ["Two.", "Bo"]]"#, &ab),
            (r#"[{"author": "Ada", "quotes": ["One."]}, {"author": "Bo", "quotes": [{"text": "Two."}]}]"#, &ab),
            (r#"{"author": "Ada", "quotes": ["One."]}"#, &ab[..1]),
            (r#"{"author": "the collector", "quotes": [{"quote": "One."}]}"#, &bare[..1]),
            (r#"{"quote": "One.", "author": "Ada"}"#, &ab[..1]),
        ] {
            assert_eq!(found(text).brief(), expected, "{text}");
        }
    }

    #[test]
    fn common_keys_are_recognised() {
        for key in ["quote", "text", "content", "body", "quoteText", "quote_text", "quotes"] {
            assert_eq!(found(&format!("[{{\"{key}\": \"One.\"}}]")).brief(), ["1: One."], "{key}");
        }
        for key in ["author", "quoteAuthor", "attribution", "character", "name", "speaker"] {
            let text = format!("[{{\"text\": \"One.\", \"{key}\": \"Ada\"}}]");
            assert_eq!(found(&text).brief(), ["1: One. — Ada"], "{key}");
        }
        for key in ["source", "work", "book", "link"] {
            let text = format!("[{{\"text\": \"One.\", \"{key}\": \"https://example.org\"}}]");
            assert!(found(&text).entries[0].draft.source.is_some(), "{key}");
        }
    }

    #[test]
    fn tags_may_be_a_list_a_string_or_absent() {
        let tags = |text: &str| found(text).entries.remove(0).draft.tags;
        assert_eq!(tags(r#"[{"text": "x", "tags": ["a", "b c"]}]"#), ["a", "b c"]);
        assert_eq!(tags(r#"[{"text": "x", "tags": "a, b c"}]"#), ["a", "b c"]);
        assert_eq!(tags(r#"[{"text": "x", "tags": [{"name": "a"}]}]"#), ["a"]);
        assert!(tags(r#"[{"text": "x"}]"#).is_empty());
        let draft = found(r#"[{"text": "x", "category": "life"}]"#).entries.remove(0).draft;
        assert_eq!((draft.topics, draft.tags), (vec!["life".to_owned()], vec![]));
    }

    #[test]
    fn nested_speakers_and_sources_are_read() {
        let text = r#"[{"quote": "x", "author": {"name": "Ada", "role": "Countess"},
            "source": {"title": "Notes", "url": "https://example.org", "likes": 3}}]"#;
        let draft = found(text).entries.remove(0).draft;
        let expected = kzq_edit::SpeakerDraft {
            name: "Ada".to_owned(),
            role: Some("Countess".to_owned()),
            ..kzq_edit::SpeakerDraft::default()
        };
        assert_eq!(draft.speaker, Some(kzq_edit::SpeakerReference::Described(expected)));
        let Some(kzq_edit::SourceReference::Described(source)) = draft.source else { panic!() };
        assert_eq!((source.title.as_str(), source.url.as_deref()), ("Notes", Some("https://example.org")));
        assert_eq!(draft.extra, [("source.likes".to_owned(), "3".to_owned())]);
    }

    #[test]
    fn author_may_be_missing_or_repeated_in_the_text() {
        let text = "[{\"text\": \"One. — Ada\", \"author\": \"Ada\"},\n{\"text\": \"Two.\", \"author\": \"\"},\n{\"text\": \"Three.\", \
                    \"author\": null}, {\"author\": \"Bo\", \"text\": \"\"}]";
        let found = found(text);
        assert_eq!(found.brief(), ["1: One. — Ada", "2: Two.", "3: Three."]);
        assert_eq!(found.skipped, [(3, "it has no words")]);
    }

    #[test]
    fn bare_strings_may_end_in_a_credit() {
        let found = found(r#"["One. — Jane Austen", "“Two.” ― Plato, Republic", "Wait for me - Bob", "Four."]"#);
        assert_eq!(found.brief(), ["1: One. — Jane Austen", "1: “Two.” — Plato", "1: Wait for me - Bob", "1: Four."]);
        assert_eq!(found.entries[2].doubts, ["“Bob” may be a credit; it is left in the text"]);
        assert!(found.entries[0].doubts.is_empty());
    }

    #[test]
    fn key_of_a_list_is_not_taken_as_the_speaker() {
        let found = found(r#"{"Ada": ["One."], "hope": ["Two."]}"#);
        assert_eq!(found.brief(), ["1: One.", "1: Two."]);
        assert_eq!(found.entries[0].draft.extra, [("group".to_owned(), "Ada".to_owned())]);
        assert_eq!(found.entries[1].doubts, ["“hope”, the key of its list, may be the speaker or a topic"]);
    }

    #[test]
    fn keys_can_be_mapped_to_fields() {
        let columns = vec![("quote".to_owned(), "line".to_owned())];
        let options = ReadOptions { columns, ..ReadOptions::default() };
        let text = r#"[{"line": "One.", "text": "ignored", "author": "Ada"}]"#;
        let found = read_with(&FORMAT, text, &options);
        assert_eq!(found.brief(), ["1: One. — Ada"]);
        assert_eq!(found.entries[0].draft.extra, [("text".to_owned(), "ignored".to_owned())]);
    }

    #[test]
    fn a_key_that_is_not_there_is_a_wrong_option() {
        for (field, key, expected) in [
            ("quote", "line", None),
            ("quote", "Text", None),
            ("quote", "saying", Some("`--map`: there is no key “saying” in the file")),
            ("mood", "line", Some("`--map`: there is no field “mood”; there are quote, ")),
        ] {
            let columns = vec![(field.to_owned(), key.to_owned())];
            let options = ReadOptions { columns, ..ReadOptions::default() };
            for (format, text) in [
                (&FORMAT, r#"[{"author": "Ada"}, {"line": "One.", "text": "Two."}]"#),
                (&FORMAT, r#"[["line", "text"], ["One is enough.", "Two"]]"#),
                (&LINES, "{\"author\": \"Ada\"}\n{\"line\": \"One.\", \"text\": \"Two.\"}\n"),
            ] {
                let mut found = Found::default();
                let error = (format.read)(&input("x", text), &options, &mut found).err();
                let is_option = error.as_ref().is_some_and(|error| error.is_option);
                let message = error.map(|error| error.to_string()).unwrap_or_default();
                assert_eq!((is_option, expected.is_some()), (expected.is_some(), !message.is_empty()), "{text}");
                assert!(text.starts_with("[[") || message.starts_with(expected.unwrap_or_default()), "{message}");
            }
        }
    }

    #[test]
    fn a_list_inside_an_item_is_no_table() {
        let found = found(r#"[{"title": "T", "issued": {"date-parts": [[2020, 5, 1]]}}, {"quote": "One."}]"#);
        assert_eq!((found.brief(), found.error), (vec!["1: One.".to_owned()], None));
        assert_eq!(found.skipped, [(1, NO_TABLE)]);
    }

    #[test]
    fn values_without_words_are_skipped_with_a_reason() {
        assert_eq!(found("[1, null]").skipped, [(1, "it is not text"); 2]);
        assert!(found(r#"{"name": "kzq", "version": "1"}"#).skipped[0].1.contains("--map quote=KEY"));
        let deep = format!("{}{}", "{\"a\":".repeat(20), "1") + &"}".repeat(20);
        assert_eq!(found(&deep).skipped, [(1, "it is nested too deeply")]);
        assert_eq!(found("[{]").error.as_deref(), Some("line 1: column 3: not JSON: key must be a string"));
    }

    #[test]
    fn json_lines_are_read_line_by_line() {
        let text = "{\"quote\": \"One.\"}\n\n{\"quote\": \"Two.\", \"author\": \"Bo\"}\n{\"quote\": \"Thr\n";
        assert_eq!(sniff(&LINES, input("x", text)).as_deref(), Some("each line is an object"));
        let found = read(&LINES, text);
        assert_eq!(found.brief(), ["1: One.", "3: Two. — Bo"]);
        assert_eq!(found.skipped, [(4, "the line is not JSON")]);
    }

    #[test]
    fn json_is_recognised_by_its_start() {
        for (text, expected) in [
            ("\n[ {\"quote\": 1", Some("begins with [{")),
            ("{\"a\"", Some("begins with {\"")),
            ("[[\"a\"", Some("begins with [[")),
            ("{\\rtf1\\ansi [{\"quote\": \"x\"}]}", None),
            ("[[a wiki link]]", None),
            ("[1]", None),
            ("", None),
        ] {
            assert_eq!(sniff(&FORMAT, input("a.json", text)).as_deref(), expected, "{text}");
        }
        assert_eq!(sniff(&LINES, input("x", "{\"quote\": \"One.\"}\n")), None);
    }
}
