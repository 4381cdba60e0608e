//! [`Record`]: an item as named values, from a row of a table or an object of JSON, and the entry it makes.

use std::borrow::Cow;

use kzq_corpus::{Date, SourceKind};
use kzq_edit::{DraftLead, DraftStatus, EntryDraft, SourceDraft, SourceReference, SpeakerDraft, SpeakerReference};
use kzq_text::marks::begins_with_dash;

use super::fields::Field;
use crate::item::{Imported, Item, Skipped};

/// An item as named values.
#[derive(Debug, Default)]
pub(super) struct Record<'r> {
    /// The line of the file, from 1; 0 if there is none.
    pub(super) line: usize,
    /// The values that are fields.
    pub(super) fields: Vec<(Field, Value<'r>)>,
    /// All others, with the names that the file gives them.
    pub(super) others: Vec<(Cow<'r, str>, Cow<'r, str>)>,
}

/// A value of a record.
#[derive(Clone, Debug)]
pub(super) enum Value<'r> {
    /// A text, which may be a list in a notation of its own.
    Text(Cow<'r, str>),
    /// A list.
    List(Vec<Cow<'r, str>>),
}

/// Values that say that there is none.
const ABSENT: [&str; 7] = ["null", "nil", "none", "nan", "n/a", "undefined", "-"];

/// Why a record without words is skipped.
pub(super) const NO_WORDS: &str = "it has no words";

impl<'r> Record<'r> {
    /// Returns the entry.
    pub(super) fn into_item(self) -> Item {
        let line = self.line;
        let mut reading = Reading::default();
        for (field, value) in self.fields {
            match value {
                Value::Text(text) => reading.text(field, text.trim()),
                Value::List(items) => reading.list(field, items),
            }
        }
        reading.draft.extra.extend(self.others.into_iter().map(|(key, value)| (key.into_owned(), value.into_owned())));
        match reading.finish() {
            Some((draft, doubts)) => Item::Entry(Imported { line, draft, doubts }),
            None => Item::Skipped(Skipped { line, reason: NO_WORDS }),
        }
    }

    /// Adds a text.
    pub(super) fn push(&mut self, field: Field, text: impl Into<Cow<'r, str>>) {
        self.fields.push((field, Value::Text(text.into())));
    }
}

/// An entry while the values of its record are read.
#[derive(Default)]
struct Reading {
    draft: EntryDraft,
    speaker: SpeakerDraft,
    source: SourceDraft,
    /// Whether the speaker is the author of the source.
    is_authors_work: bool,
    doubts: Vec<String>,
}

impl Reading {
    fn text(&mut self, field: Field, text: &str) {
        if text.is_empty() || field != Field::Quote && ABSENT.contains(&text.to_lowercase().as_str()) {
            return;
        }
        let owned = || Some(text.to_owned());
        let (draft, source) = (&mut self.draft, &mut self.source);
        match field {
            Field::Quote => text.clone_into(&mut draft.text),
            Field::Question => draft.lead = Some(DraftLead::Asked(text.to_owned())),
            Field::Author => self.author(text),
            Field::Attribution => self.attribution(text),
            Field::Role => self.speaker.role = owned(),
            Field::Book => {
                (source.kind, self.is_authors_work) = (SourceKind::Book, true);
                text.clone_into(&mut source.title);
            }
            Field::Work => {
                self.is_authors_work = true;
                text.clone_into(&mut source.title);
            }
            Field::Source if is_address(text) => source.url = owned(),
            Field::Source if source.title.is_empty() => text.clone_into(&mut source.title),
            Field::Source => self.keep("source", text),
            Field::Container => source.container = owned(),
            Field::Publisher => source.publisher = owned(),
            Field::Url => source.url = owned(),
            Field::Date if text.parse::<Date>().is_ok() => draft.date = owned(),
            Field::Date => self.keep("date", text),
            Field::Published if text.parse::<Date>().is_ok() => source.date = owned(),
            Field::Published => self.keep("published", text),
            Field::Page => draft.locator.page = owned(),
            Field::Location => draft.locator.location = owned(),
            Field::Chapter => draft.locator.chapter = owned(),
            Field::Section => draft.locator.section = owned(),
            Field::Time if is_time(text) => draft.locator.time = owned(),
            Field::Time => self.keep("time", text),
            Field::Tags => self.list(field, split_list(text).into_iter().map(Cow::Owned).collect()),
            Field::Topics => self.list(field, split_list(text).into_iter().map(Cow::Owned).collect()),
            Field::Note => draft.note = owned(),
            Field::Lang if is_language(text) => draft.lang = owned(),
            Field::Lang => self.keep("language", text),
            Field::Translator => source.translators.push(text.to_owned()),
            Field::Isbn => source.isbn = owned(),
            Field::Doi => source.doi = owned(),
            Field::Status => match status(text, text) {
                Some(status) => draft.status = Some(status),
                None => self.keep("status", text),
            },
            Field::Id if is_id(text) => draft.id = owned(),
            Field::Id => self.keep("id", text),
        }
    }

    fn list(&mut self, field: Field, items: Vec<Cow<'_, str>>) {
        let items = items.into_iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty());
        match field {
            Field::Tags => {
                for tag in items {
                    if self.draft.status.is_none() {
                        self.draft.status = status(&tag, &format!("tagged “{tag}”"));
                    }
                    self.draft.tags.push(tag);
                }
            }
            Field::Topics => self.draft.topics.extend(items),
            // Paragraphs.
            Field::Quote | Field::Note => self.text(field, &items.collect::<Vec<_>>().join("\n\n")),
            Field::Author => {
                let names: Vec<String> = items.collect();
                self.text(field, &names.join(" and "));
            }
            Field::Translator => self.source.translators.extend(items),
            _ => self.text(field, &items.collect::<Vec<_>>().join("; ")),
        }
    }

    fn author(&mut self, text: &str) {
        let name = without_dash(text).trim_end_matches(',').trim();
        let Some((name, remark)) = name.strip_suffix(')').and_then(|name| name.rsplit_once(" (")) else {
            return name.clone_into(&mut self.speaker.name);
        };
        match status(remark, &format!("attributed as “{text}”")) {
            Some(status) => {
                self.draft.status = Some(status);
                name.trim().clone_into(&mut self.speaker.name);
            }
            None => without_dash(text).clone_into(&mut self.speaker.name),
        }
    }

    /// Reads “Author, Work (year)”.
    fn attribution(&mut self, text: &str) {
        let text = without_dash(text);
        let (name, work) = match text.split_once(", ") {
            // A suffix is part of the name.
            Some((_, after)) if is_name_suffix(after) => (text, ""),
            Some((name, work)) => (name, work.trim()),
            None => (text, ""),
        };
        self.author(name);
        let (title, year) = match work.strip_suffix(')').and_then(|work| work.rsplit_once(" (")) {
            Some((title, year)) if year.parse::<Date>().is_ok() => (title, Some(year.to_owned())),
            _ => (work, None),
        };
        if self.source.title.is_empty() && !title.is_empty() {
            kzq_edit::strip_outer_marks(title).clone_into(&mut self.source.title);
            (self.source.date, self.is_authors_work) = (year, true);
            if !title.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()) {
                self.doubts.push(format!("“{title}” is taken for the title of a work"));
            }
        }
    }

    fn keep(&mut self, key: &str, text: &str) {
        self.draft.extra.push((key.to_owned(), text.to_owned()));
    }

    /// Returns the entry and what is doubtful; `None` if it has no words.
    fn finish(mut self) -> Option<(EntryDraft, Vec<String>)> {
        let mut text = without_credit(&self.draft.text, &self.speaker.name);
        if self.speaker.name.is_empty()
            && let Some((words, name)) = kzq_edit::split_credit(text)
        {
            (text, self.speaker.name) = (words, name.to_owned());
        }
        if text.is_empty() {
            return None;
        }
        self.draft.text = text.to_owned();
        self.draft.source = self.source();
        if !self.speaker.name.is_empty() {
            self.draft.speaker = Some(SpeakerReference::Described(self.speaker));
        } else if let Some(role) = self.speaker.role {
            self.draft.extra.push(("role".to_owned(), role));
        }
        Some((self.draft, self.doubts))
    }

    fn source(&mut self) -> Option<SourceReference> {
        let source = &mut self.source;
        if source.title.is_empty() {
            if let Some(url) = &source.url {
                url.split_once("://").map_or(url.as_str(), |(_, rest)| rest).clone_into(&mut source.title);
                source.kind = SourceKind::Web;
            } else if let Some(container) = source.container.take() {
                source.title = container;
            } else {
                // Without a title it is no source, but nothing is lost.
                let parts = [("publisher", source.publisher.take()), ("published", source.date.take())];
                let extra = parts.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
                self.draft.extra.extend(extra);
                return None;
            }
        }
        if self.is_authors_work && !self.speaker.name.is_empty() {
            source.authors = vec![self.speaker.name.clone()];
        }
        Some(SourceReference::Described(Box::new(source.clone())))
    }
}

/// Returns a text without the dash of a credit.
fn without_dash(text: &str) -> &str {
    let text = text.trim();
    if begins_with_dash(text) { text.trim_start_matches(['-', '–', '—', '―']).trim_start() } else { text }
}

/// Returns a quotation without its author, if that follows it after a dash.
fn without_credit<'t>(text: &'t str, author: &str) -> &'t str {
    if author.is_empty() {
        return text;
    }
    let credit = text.trim_end().strip_suffix(author);
    let Some(before) = credit.map(str::trim_end) else { return text };
    let words = before.trim_end_matches(['-', '–', '—', '―']);
    let has_dash = words.len() < before.len() && (words.is_empty() || words.ends_with(char::is_whitespace));
    if has_dash { words.trim_end() } else { text }
}

/// Whether a text behind a comma belongs to the name before it.
fn is_name_suffix(text: &str) -> bool {
    let word = text.trim_end_matches('.').to_lowercase();
    ["jr", "sr", "ii", "iii", "iv", "phd", "ph.d", "md", "m.d", "esq"].contains(&word.as_str())
}

/// Returns the status that a word of the file means, with its reason.
fn status(word: &str, reason: &str) -> Option<DraftStatus> {
    let word = word.trim().to_lowercase();
    if word.starts_with("misattributed") {
        Some(DraftStatus::Misattributed(reason.to_owned()))
    } else if word.starts_with("disputed") {
        Some(DraftStatus::Disputed(reason.to_owned()))
    } else {
        None
    }
}

pub(super) fn is_address(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://")) && !text.contains(char::is_whitespace)
}

/// Whether a text is a time into a recording: `12:34`, `1:02:03.5`.
fn is_time(text: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.contains(':') && text.split([':', '.', ',']).all(is_part)
}

/// Whether a text looks like a BCP 47 tag: `en`, `pt-BR`.
fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_primary = parts.next().is_some_and(|part| matches!(part.len(), 2 | 3) && part.is_ascii());
    is_primary && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') && !text.ends_with('-')
}

/// Whether a text can be the id of an entry. A mere number is none: every list has a first item.
fn is_id(text: &str) -> bool {
    text.contains(|c: char| c.is_alphabetic()) && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
}

/// Splits a list: `['a', 'b']` as Python writes it, `["a", "b"]`, `a, b`, `a; b`, `#a #b`.
pub(super) fn split_list(text: &str) -> Vec<String> {
    let items: Vec<String> = match text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) {
        Some(inner) => split_quoted(inner),
        None if text.contains(';') => text.split(';').map(str::to_owned).collect(),
        None if text.contains(',') => text.split(',').map(str::to_owned).collect(),
        None if text.starts_with('#') && text.split_whitespace().all(|word| word.starts_with('#')) => {
            text.split_whitespace().map(str::to_owned).collect()
        }
        None => vec![text.to_owned()],
    };
    let clean = |item: String| item.trim().trim_start_matches('#').to_owned();
    items.into_iter().map(clean).filter(|item| !item.is_empty()).collect()
}

/// Splits the inside of a list in brackets, whose items may be in single or double marks.
fn split_quoted(inner: &str) -> Vec<String> {
    let mut items = Vec::new();
    let mut rest = inner.trim_start();
    while !rest.is_empty() {
        let mark = rest.chars().next().filter(|c| matches!(c, '\'' | '"'));
        let quoted = mark.and_then(|mark| quoted_item(&rest[1..], mark));
        let (item, after) = quoted.unwrap_or_else(|| {
            let (item, after) = rest.split_once(',').unwrap_or((rest, ""));
            (item.trim().to_owned(), after)
        });
        items.push(item);
        rest = after.trim_start_matches(|c: char| c == ',' || c.is_whitespace());
    }
    items
}

/// Returns the item that the first closing mark before a comma or the end closes, and what follows it.
fn quoted_item(text: &str, mark: char) -> Option<(String, &str)> {
    let ends = text.match_indices(mark).map(|(at, _)| at);
    let end = ends.into_iter().find(|&end| {
        let after = text[end + 1..].trim_start();
        !text[..end].ends_with('\\') && (after.is_empty() || after.starts_with(','))
    })?;
    Some((text[..end].replace(&format!("\\{mark}"), &mark.to_string()), &text[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(fields: &[(Field, &str)]) -> EntryDraft {
        match item(fields) {
            Item::Entry(imported) => imported.draft,
            other => panic!("{other:?}"),
        }
    }

    fn item(fields: &[(Field, &str)]) -> Item {
        let mut record = Record { line: 3, ..Record::default() };
        for &(field, text) in fields {
            record.push(field, text);
        }
        record.into_item()
    }

    fn speaker(draft: &EntryDraft) -> Option<&str> {
        match &draft.speaker {
            Some(SpeakerReference::Described(speaker)) => Some(&speaker.name),
            _ => None,
        }
    }

    fn source(draft: &EntryDraft) -> Option<&SourceDraft> {
        match &draft.source {
            Some(SourceReference::Described(source)) => Some(source),
            _ => None,
        }
    }

    #[test]
    fn lists_are_split_in_every_notation() {
        for (text, expected) in [
            ("['be-yourself', 'misattributed-oscar-wilde']", &["be-yourself", "misattributed-oscar-wilde"] as &[_]),
            (r#"["it's", 'rock ''n roll']"#, &["it's", "rock ''n roll"]),
            (r"['don\'t, please', 'b']", &["don't, please", "b"]),
            ("[a, b]", &["a", "b"]),
            ("a, b,, c", &["a", "b", "c"]),
            ("a b; c", &["a b", "c"]),
            ("#a #b", &["a", "b"]),
            ("one word", &["one word"]),
            ("[]", &[]),
        ] {
            assert_eq!(split_list(text), expected, "{text}");
        }
    }

    #[test]
    fn a_credit_that_repeats_the_author_is_no_part_of_the_words() {
        for (text, author, expected) in [
            ("So it goes. — Mark Twain", "Mark Twain", "So it goes."),
            ("So it goes.\n  ― Mark Twain ", "Mark Twain", "So it goes."),
            ("So it goes -- Mark Twain", "Mark Twain", "So it goes"),
            ("I am Mark Twain", "Mark Twain", "I am Mark Twain"),
            ("a pseudo-Mark Twain", "Mark Twain", "a pseudo-Mark Twain"),
            ("So it goes. — Mark Twain", "", "So it goes. — Mark Twain"),
        ] {
            assert_eq!(without_credit(text, author), expected, "{text}");
        }
    }

    #[test]
    fn attributions_are_split_only_where_they_are_clear() {
        for (text, name, title, date) in [
            ("Jane Austen, Emma (1815)", "Jane Austen", "Emma", Some("1815")),
            ("— Jane Austen, “Emma”", "Jane Austen", "Emma", None),
            ("Martin Luther King, Jr.", "Martin Luther King, Jr.", "", None),
            ("Jane Austen", "Jane Austen", "", None),
        ] {
            let draft = entry(&[(Field::Quote, "x"), (Field::Attribution, text)]);
            let found = source(&draft).map(|source| (source.title.as_str(), source.date.as_deref()));
            let expected = Some((title, date)).filter(|(title, _)| !title.is_empty());
            assert_eq!((speaker(&draft), found), (Some(name), expected), "{text}");
        }
    }

    #[test]
    fn what_says_that_there_is_none_is_absent() {
        for author in ["", " ", "NaN", "null", "N/A", "-"] {
            assert_eq!(entry(&[(Field::Quote, "x"), (Field::Author, author)]).speaker, None, "{author}");
        }
        assert_eq!(entry(&[(Field::Quote, "None")]).text, "None");
        assert_eq!(item(&[(Field::Quote, " ")]), Item::Skipped(Skipped { line: 3, reason: NO_WORDS }));
    }

    #[test]
    fn misattributed_and_disputed_become_a_status() {
        let misattributed = |reason: &str| Some(DraftStatus::Misattributed(reason.to_owned()));
        let draft = entry(&[(Field::Quote, "x"), (Field::Tags, "['life', 'misattributed-oscar-wilde']")]);
        assert_eq!(draft.status, misattributed("tagged “misattributed-oscar-wilde”"));
        assert_eq!(draft.tags, ["life", "misattributed-oscar-wilde"]);
        let draft = entry(&[(Field::Quote, "x"), (Field::Author, "Mark Twain (misattributed)")]);
        assert_eq!(draft.status, misattributed("attributed as “Mark Twain (misattributed)”"));
        assert_eq!(speaker(&draft), Some("Mark Twain"));
        let draft = entry(&[(Field::Quote, "x"), (Field::Status, "Disputed")]);
        assert_eq!(draft.status, Some(DraftStatus::Disputed("Disputed".to_owned())));
        let draft = entry(&[(Field::Quote, "x"), (Field::Author, "Prince (musician)"), (Field::Status, "draft")]);
        assert_eq!((speaker(&draft), draft.status.as_ref()), (Some("Prince (musician)"), None));
        assert_eq!(draft.extra, [("status".to_owned(), "draft".to_owned())]);
    }

    #[test]
    fn nothing_is_lost_and_nothing_is_made_up() {
        let draft = entry(&[
            (Field::Quote, "x"),
            (Field::Date, "2020-09-21 04:53"),
            (Field::Time, "yesterday"),
            (Field::Lang, "English"),
            (Field::Id, "17"),
            (Field::Role, "poet"),
            (Field::Publisher, "Egerton"),
        ]);
        let kept: Vec<&str> = draft.extra.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(kept, ["date", "time", "language", "id", "publisher", "role"]);
        assert_eq!((draft.date, draft.locator.time, draft.lang, draft.id), (None, None, None, None));
    }

    #[test]
    fn sources_have_a_title_or_an_address() {
        let draft = entry(&[(Field::Quote, "x"), (Field::Author, "Ada"), (Field::Book, "Notes")]);
        let expected = SourceDraft {
            kind: SourceKind::Book,
            title: "Notes".to_owned(),
            authors: vec!["Ada".to_owned()],
            ..SourceDraft::default()
        };
        assert_eq!(source(&draft), Some(&expected));
        let draft = entry(&[(Field::Quote, "x"), (Field::Source, "https://example.org/a")]);
        let found = source(&draft).map(|source| (source.title.as_str(), source.url.as_deref()));
        assert_eq!(found, Some(("example.org/a", Some("https://example.org/a"))));
    }
}
