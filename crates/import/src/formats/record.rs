//! [`Record`]: an item as named values, from a row of a table or an object of JSON, and the entry it makes.

use std::borrow::Cow;

use kzq_corpus::{Date, SourceKind};
use kzq_edit::credit::{self, Credit, CreditReader, Likeness};
use kzq_edit::{
    Credited, DraftLead, DraftStatus, EntryDraft, SourceDraft, SourceReference, SpeakerReference, left_in_text,
    split_credit,
};

use super::fields::Field;
use super::lists::split_list;
use crate::complete::take_untitled_source;
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
    /// Whether family names come first in the file: `Austen, Jane`.
    pub(super) is_inverted: bool,
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
    /// Returns the entry; `credits` reads the names in it.
    pub(super) fn into_item(self, credits: &mut CreditReader) -> Item {
        let line = self.line;
        let mut reading = Reading { is_inverted: self.is_inverted, ..Reading::default() };
        for (field, value) in self.fields {
            match value {
                Value::Text(text) => reading.text(field, text.trim(), credits),
                Value::List(items) => reading.list(field, &items, credits),
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
    /// Who is named as the speaker, and who as the author.
    speaker: Option<Credit>,
    author: Option<Credit>,
    /// What a column of credits says.
    attribution: Option<Credit>,
    role: Option<String>,
    /// A date that does not say what of.
    date: Option<String>,
    source: SourceDraft,
    /// Whether the author is that of the source.
    is_authors_work: bool,
    is_inverted: bool,
    doubts: Vec<String>,
}

impl Reading {
    fn text(&mut self, field: Field, text: &str, credits: &mut CreditReader) {
        let is_absent = || ABSENT.iter().any(|absent| absent.eq_ignore_ascii_case(text));
        if text.is_empty() || field != Field::Quote && is_absent() {
            return;
        }
        let owned = || Some(text.to_owned());
        let (draft, source) = (&mut self.draft, &mut self.source);
        match field {
            Field::Quote => text.clone_into(&mut draft.text),
            Field::Question => draft.lead = Some(DraftLead::Asked(text.to_owned())),
            Field::Speaker => self.speaker = Some((*credits.read_name(text, self.is_inverted)).clone()),
            Field::Author => self.author = Some((*credits.read_name(text, self.is_inverted)).clone()),
            Field::Attribution => self.attribution = Some(attribution(text, credits)),
            Field::Role => self.role = owned(),
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
            Field::Said => match date(text) {
                Some(date) => draft.date = Some(date),
                None => self.keep_date("said", text),
            },
            Field::Date => match date(text) {
                Some(date) => self.date = Some(date),
                None => self.keep_date("date", text),
            },
            Field::Published => match date(text) {
                Some(date) => source.date = Some(date),
                None => self.keep_date("published", text),
            },
            Field::Page => draft.locator.page = credit::page(text).or_else(owned),
            Field::Location => draft.locator.location = owned(),
            Field::Chapter => draft.locator.chapter = credit::chapter(text).or_else(owned),
            Field::Section => draft.locator.section = owned(),
            Field::Time if is_time(text) => draft.locator.time = owned(),
            Field::Time => self.keep("time", text),
            Field::Tags | Field::Topics => self.list(field, &split_list(text), credits),
            Field::Note => draft.note = owned(),
            Field::Lang if is_language(text) => draft.lang = owned(),
            Field::Lang => self.keep("language", text),
            Field::Translator => source.translators.push(text.to_owned()),
            Field::Isbn => source.isbn = owned(),
            Field::Doi => source.doi = owned(),
            Field::Status => match status(text, || text.to_owned()) {
                Some(status) => draft.status = Some(status),
                None => self.keep("status", text),
            },
            Field::Id if is_id(text) => draft.id = owned(),
            Field::Id => self.keep("id", text),
        }
    }

    fn list(&mut self, field: Field, items: &[Cow<'_, str>], credits: &mut CreditReader) {
        let trimmed = items.iter().map(|item| item.trim()).filter(|item| !item.is_empty());
        let items = trimmed.map(str::to_owned);
        match field {
            Field::Tags => {
                for tag in items {
                    if self.draft.status.is_none() {
                        self.draft.status = status(&tag, || format!("tagged “{tag}”"));
                    }
                    self.draft.tags.push(tag);
                }
            }
            Field::Topics => self.draft.topics.extend(items),
            // Paragraphs.
            Field::Quote | Field::Note => self.text(field, &items.collect::<Vec<_>>().join("\n\n"), credits),
            Field::Author | Field::Speaker => {
                let names: Vec<String> = items.collect();
                self.text(field, &names.join("; "), credits);
            }
            Field::Translator => self.source.translators.extend(items),
            _ => self.text(field, &items.collect::<Vec<_>>().join("; "), credits),
        }
    }

    fn keep(&mut self, key: &str, text: &str) {
        self.draft.extra.push((key.to_owned(), text.to_owned()));
    }

    fn keep_date(&mut self, key: &str, text: &str) {
        self.doubts.push(format!("the date “{text}” is not clear; it is kept in `extra`"));
        self.keep(key, text);
    }

    /// Returns the entry and what is doubtful; `None` if it has no words.
    fn finish(mut self) -> Option<(EntryDraft, Vec<String>)> {
        let named = |credit: &Option<Credit>| credit.as_ref()?.speaker.as_ref().map(|speaker| speaker.name.clone());
        let name = named(&self.speaker).or_else(|| named(&self.author)).unwrap_or_default();
        let text = without_credit(&self.draft.text, &name).to_owned();
        let is_named = self.speaker.is_some() || self.author.is_some() || self.attribution.is_some();
        let Credited { words, credit, unsure } =
            if is_named { Credited { words: &text, ..Credited::default() } } else { split_credit(&text) };
        if words.trim().is_empty() {
            return None;
        }
        if words.len() < self.draft.text.len() {
            words.clone_into(&mut self.draft.text);
        }
        self.doubts.extend(unsure.map(left_in_text));
        self.draft.source = self.source();
        if let Some(credit) = credit.map(|credit| *credit).or(self.attribution.take()) {
            self.apply(credit);
        }
        // The author of the work is not the speaker if another is named.
        match (self.speaker.take(), self.author.take()) {
            (Some(speaker), Some(author)) => {
                self.apply(speaker);
                if !self.is_authors_work {
                    let names = names(&author).join("; ");
                    self.keep("author", &names);
                }
            }
            (speaker, author) => speaker.or(author).into_iter().for_each(|credit| self.apply(credit)),
        }
        self.place_date();
        match (&mut self.draft.speaker, self.role.take()) {
            (Some(SpeakerReference::Described(speaker)), Some(role)) => speaker.role = Some(role),
            (_, role) => self.draft.extra.extend(role.map(|role| ("role".to_owned(), role))),
        }
        Some((self.draft, self.doubts))
    }

    /// Gives a date to the source, as a citation has it, or to the entry if there is no source.
    fn place_date(&mut self) {
        let Some(date) = self.date.take() else { return };
        match &mut self.draft.source {
            // A book appears in a year: a day is when its words were written.
            Some(SourceReference::Described(source))
                if source.date.is_none() && !(source.kind == SourceKind::Book && is_day(&date)) =>
            {
                source.date = Some(date);
            }
            _ if self.draft.date.is_none() => self.draft.date = Some(date),
            _ => self.keep("date", &date),
        }
    }

    /// Gives the entry what a credit says, but for what the record says itself.
    fn apply(&mut self, credit: Credit) {
        let draft = &mut self.draft;
        let (speaker, source, date) = (draft.speaker.take(), draft.source.take(), draft.date.take());
        let (page, chapter) = (draft.locator.page.take(), draft.locator.chapter.take());
        let status = draft.status.take();
        credit.apply(draft, &mut self.doubts);
        draft.speaker = draft.speaker.take().or(speaker);
        draft.source = source.or(draft.source.take());
        draft.date = date.or(draft.date.take());
        draft.locator.page = page.or(draft.locator.page.take());
        draft.locator.chapter = chapter.or(draft.locator.chapter.take());
        draft.status = status.or(draft.status.take());
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
                // Without a title it is not a source, but nothing is lost.
                let extra = take_untitled_source(source).into_iter().map(|(key, value)| (key.to_owned(), value));
                self.draft.extra.extend(extra);
                return None;
            }
        }
        if let Some(author) = self.author.as_ref().filter(|_| self.is_authors_work) {
            source.authors = names(author);
        }
        Some(SourceReference::Described(Box::new(std::mem::take(source))))
    }
}

/// Reads “Author, Work (year)”.
fn attribution(text: &str, credits: &mut CreditReader) -> Credit {
    let mut credit = (*credits.read(text)).clone();
    if credit.likeness == Likeness::No && credit.source.is_none() {
        return (*credits.read_name(text, false)).clone();
    }
    // What is credited to an author is a work of theirs.
    let author = credit.speaker.as_ref().map(|speaker| speaker.name.clone());
    if let Some(source) = credit.source.as_mut().filter(|source| source.authors.is_empty()) {
        source.authors.extend(author);
    }
    credit
}

/// The names that a credit gives.
fn names(credit: &Credit) -> Vec<String> {
    let speaker = credit.speaker.iter().map(|speaker| speaker.name.clone());
    credit.several.iter().cloned().chain(speaker).collect()
}

/// A date as a collection writes it.
fn date(text: &str) -> Option<String> {
    if text.parse::<Date>().is_ok() { Some(text.to_owned()) } else { credit::read_date(text) }
}

/// Whether a date names a day.
fn is_day(date: &str) -> bool {
    date.parse::<Date>().is_ok_and(|date| date.day().is_some())
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

/// Returns the status that a word of the file means, with its reason.
fn status(word: &str, reason: impl FnOnce() -> String) -> Option<DraftStatus> {
    let word = word.trim();
    let begins = |name: &str| word.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    if begins("misattributed") {
        Some(DraftStatus::Misattributed(reason()))
    } else if begins("disputed") {
        Some(DraftStatus::Disputed(reason()))
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

/// Whether a text can be the id of an entry. A mere number can't: every list has a first item.
fn is_id(text: &str) -> bool {
    text.contains(|c: char| c.is_alphabetic()) && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
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
        record.into_item(&mut CreditReader::default())
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
    fn credit_repeating_the_author_is_removed_from_the_words() {
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
    fn unambiguous_attributions_are_split() {
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
    fn null_markers_are_treated_as_absent() {
        for author in ["", " ", "NaN", "null", "N/A", "-"] {
            assert_eq!(entry(&[(Field::Quote, "x"), (Field::Author, author)]).speaker, None, "{author}");
        }
        assert_eq!(entry(&[(Field::Quote, "None")]).text, "None");
        assert_eq!(item(&[(Field::Quote, " ")]), Item::Skipped(Skipped { line: 3, reason: NO_WORDS }));
    }

    #[test]
    fn misattributed_and_disputed_values_become_a_status() {
        let misattributed = |reason: &str| Some(DraftStatus::Misattributed(reason.to_owned()));
        let draft = entry(&[(Field::Quote, "x"), (Field::Tags, "['life', 'misattributed-oscar-wilde']")]);
        assert_eq!(draft.status, misattributed("tagged “misattributed-oscar-wilde”"));
        assert_eq!(draft.tags, ["life", "misattributed-oscar-wilde"]);
        let draft = entry(&[(Field::Quote, "x"), (Field::Author, "Mark Twain (misattributed)")]);
        assert_eq!(draft.status, misattributed("credited as “Mark Twain (misattributed)”"));
        assert_eq!(speaker(&draft), Some("Mark Twain"));
        let draft = entry(&[(Field::Quote, "x"), (Field::Status, "Disputed")]);
        assert_eq!(draft.status, Some(DraftStatus::Disputed("Disputed".to_owned())));
        let draft = entry(&[(Field::Quote, "x"), (Field::Author, "Prince (musician)"), (Field::Status, "draft")]);
        assert_eq!((speaker(&draft), draft.status.as_ref()), (Some("Prince (musician)"), None));
        assert_eq!(draft.extra, [("status".to_owned(), "draft".to_owned())]);
    }

    #[test]
    fn unusable_values_are_kept_in_extra() {
        let draft = entry(&[
            (Field::Quote, "x"),
            (Field::Date, "2020-09-21 04:53"),
            (Field::Time, "yesterday"),
            (Field::Lang, "English"),
            (Field::Id, "17"),
            (Field::Role, "poet"),
            (Field::Publisher, "Egerton"),
            (Field::Translator, "Bo Roe; Cy Poe"),
            (Field::Isbn, "978-0-14-143958-7"),
            (Field::Doi, "10.1000/182"),
        ]);
        let kept: Vec<&str> = draft.extra.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(kept, ["date", "time", "language", "id", "translator", "publisher", "isbn", "doi", "role"]);
        assert_eq!((draft.date, draft.locator.time, draft.lang, draft.id), (None, None, None, None));
    }

    #[test]
    fn a_date_beside_a_work_is_that_of_the_work() {
        let (work, book) = ((Field::Work, "Emma"), (Field::Book, "Emma"));
        let date = |text| (Field::Date, text);
        for (fields, of_source, said) in [
            (&[work, date("1815")][..], Some("1815"), None),
            (&[date("1815"), book], Some("1815"), None),
            (&[(Field::Source, "House of Commons"), date("4 June 1940")], Some("1940-06-04"), None),
            (&[(Field::Url, "https://example.org/a"), date("1940")], Some("1940"), None),
            (&[(Field::Attribution, "Jane Austen, Emma"), date("1815")], Some("1815"), None),
            (&[date("1815")], None, Some("1815")),
            // A diary has words of many days.
            (&[book, date("1666-09-02")], None, Some("1666-09-02")),
            (&[work, date("1814"), (Field::Published, "1815")], Some("1815"), Some("1814")),
            (&[work, date("1815"), (Field::Said, "1814-03-01")], Some("1815"), Some("1814-03-01")),
        ] {
            let draft = entry(&[&[(Field::Quote, "x")][..], fields].concat());
            let found = source(&draft).and_then(|source| source.date.as_deref());
            assert_eq!((found, draft.date.as_deref()), (of_source, said), "{fields:?}");
            assert!(draft.extra.is_empty(), "{fields:?}");
        }
    }

    #[test]
    fn dates_are_parsed_and_unparsable_ones_kept_in_extra() {
        for (text, expected) in [
            ("4 May 1949", Some("1949-05-04")),
            ("May 4, 1949", Some("1949-05-04")),
            ("04.05.1949", Some("1949-05-04")),
            ("May 1949", Some("1949-05")),
            ("1949-5-4", Some("1949-05-04")),
            ("c. 180", Some("c. 180")),
            ("5/4/1949", None),
            ("long ago", None),
        ] {
            let Item::Entry(found) = item(&[(Field::Quote, "x"), (Field::Date, text)]) else { panic!() };
            assert_eq!(found.draft.date.as_deref(), expected, "{text}");
            let is_kept = found.draft.extra == [("date".to_owned(), text.to_owned())];
            assert_eq!((is_kept, found.doubts.len()), (expected.is_none(), usize::from(expected.is_none())), "{text}");
        }
        for (text, expected) in [("pp. 3-4", "3-4"), ("p. 12", "12"), ("S. 24", "24"), ("page 9", "9"), ("xvi", "xvi")]
        {
            assert_eq!(entry(&[(Field::Quote, "x"), (Field::Page, text)]).locator.page.as_deref(), Some(expected));
        }
    }

    #[test]
    fn speaker_and_author_columns_are_read() {
        for (field, name, expected) in [
            (Field::Author, "Faulkner, William", Some("William Faulkner")),
            (Field::Author, "attributed to Faulkner, William", Some("William Faulkner")),
            (Field::Speaker, "— Bo", Some("Bo")),
            (Field::Author, "Marx and Engels", None),
            (Field::Author, "Anonymous", None),
        ] {
            let draft = entry(&[(Field::Quote, "x"), (field, name)]);
            assert_eq!(speaker(&draft), expected, "{name}");
            assert_eq!(draft.extra.is_empty(), expected.is_some(), "{name}");
        }
        // Only the author column names the author of the work.
        for (fields, by, authors) in [
            (&[(Field::Author, "Ada")][..], "Ada", &["Ada"][..]),
            (&[(Field::Speaker, "Ada")], "Ada", &[]),
            (&[(Field::Speaker, "Emma"), (Field::Author, "Jane Austen")], "Emma", &["Jane Austen"]),
        ] {
            let all: Vec<_> =
                [(Field::Quote, "x"), (Field::Work, "Notes")].into_iter().chain(fields.iter().copied()).collect();
            let draft = entry(&all);
            assert_eq!(
                (speaker(&draft), source(&draft).unwrap().authors.as_slice()),
                (Some(by), &authors.iter().map(|&name| name.to_owned()).collect::<Vec<_>>()[..])
            );
        }
    }

    #[test]
    fn credit_after_the_words_is_read() {
        let draft = entry(&[(Field::Quote, "“Why not?” — Jane Austen, Emma, p. 12")]);
        assert_eq!((draft.text.as_str(), speaker(&draft)), ("“Why not?”", Some("Jane Austen")));
        assert_eq!((source(&draft).unwrap().title.as_str(), draft.locator.page.as_deref()), ("Emma", Some("12")));
        let Item::Entry(found) = item(&[(Field::Quote, "Wait for me - Bob")]) else { panic!() };
        assert_eq!((found.draft.text.as_str(), found.doubts.len()), ("Wait for me - Bob", 1));
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
