//! Readwise's CSV: what it exports, and what it imports.

use std::borrow::Cow;

use kzq_corpus::SourceKind;
use kzq_edit::credit::{self, Credit};
use kzq_edit::{EntryDraft, Locator, SourceDraft, SourceReference};
use kzq_text::steps::count;

use super::delimited::{Dialect, Row, Rows};
use super::fields::plain;
use super::lists::split_list;
use super::record::{NO_WORDS, is_address};
use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::item::{Imported, Item, Sink, Skipped};

pub(super) const FORMAT: Format = Format {
    name: "readwise-csv",
    about: "highlights exported from Readwise, or in the form that it imports",
    sniff,
    read,
};

/// A column, by its headings in the export and in the form for imports.
struct Headings(&'static [&'static str]);

const HIGHLIGHT: Headings = Headings(&["highlight"]);
const TITLE: Headings = Headings(&["booktitle", "title"]);
const AUTHOR: Headings = Headings(&["bookauthor", "author"]);
const URL: Headings = Headings(&["url"]);
const NOTE: Headings = Headings(&["note"]);
const TAGS: Headings = Headings(&["tags"]);
const DOCUMENT_TAGS: Headings = Headings(&["documenttags"]);
const LOCATION_TYPE: Headings = Headings(&["locationtype"]);
const LOCATION: Headings = Headings(&["location"]);

/// Columns that are kept as they are, with their keys in `extra`.
const KEPT: [(Headings, &str); 3] = [
    (Headings(&["highlightedat", "date"]), "highlighted"),
    (Headings(&["amazonbookid"]), "asin"),
    (Headings(&["color"]), "color"),
];

impl Headings {
    fn find(&self, headings: &[String]) -> Option<usize> {
        self.0.iter().find_map(|name| headings.iter().position(|heading| heading == name))
    }
}

fn headings(text: &str) -> Option<Vec<String>> {
    let row = Rows::new(text, Dialect::new(text, b',')).next()?;
    Some(row.cells.iter().map(|cell| plain(cell)).collect())
}

fn sniff(input: &Input<'_>) -> Option<String> {
    let headings = headings(input.text)?;
    let is_there =
        [&HIGHLIGHT, &TITLE, &AUTHOR, &NOTE, &LOCATION].iter().all(|column| column.find(&headings).is_some());
    is_there.then(|| "the first row has “Highlight”, a title, an author and “Location”".to_owned())
}

fn read(input: &Input<'_>, _: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let headings = headings(input.text).unwrap_or_default();
    if HIGHLIGHT.find(&headings).is_none() {
        return Err(ReadError::of_file("there is no column “Highlight” in the first row"));
    }
    for row in Rows::new(input.text, Dialect::new(input.text, b',')).skip(1) {
        if !sink.accept(item(&Highlight { row: &row, headings: &headings })) {
            break;
        }
    }
    Ok(())
}

/// A row with its headings.
struct Highlight<'h> {
    row: &'h Row<'h>,
    headings: &'h [String],
}

impl Highlight<'_> {
    fn get(&self, column: &Headings) -> &str {
        column.find(self.headings).and_then(|at| self.row.cells.get(at)).map_or("", AsRef::as_ref)
    }
}

fn item(highlight: &Highlight<'_>) -> Item {
    let line = highlight.row.line;
    let mut tags = split_list(highlight.get(&TAGS));
    tags.extend(split_list(highlight.get(&DOCUMENT_TAGS)));
    if tags.iter().any(|tag| tag.trim_start_matches('.') == "discard") {
        return Item::Skipped(Skipped { line, reason: "it is tagged `discard`" });
    }
    let mut doubts = Vec::new();
    if highlight.row.is_unclosed {
        doubts.push("a quotation mark that opens a cell is not closed".to_owned());
    }
    let (text, images) = words(highlight.get(&HIGHLIGHT), &mut doubts);
    if text.is_empty() {
        return Item::Skipped(Skipped {
            line,
            reason: if images.is_empty() { NO_WORDS } else { "an image has no words" },
        });
    }
    let mut extra: Vec<(String, String)> = KEPT
        .iter()
        .map(|(column, key)| ((*key).to_owned(), highlight.get(column).to_owned()))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    extra.extend(images.into_iter().enumerate().map(|(index, image)| (image_key(index), image)));
    let locator = locator(highlight, &mut extra);
    let (named, source) = origin(highlight);
    let note = highlight.get(&NOTE);
    let mut draft = EntryDraft {
        text,
        source,
        locator,
        tags: tags.into_iter().map(Cow::into_owned).collect(),
        note: (!note.is_empty()).then(|| note.to_owned()),
        extra,
        ..EntryDraft::default()
    };
    let source = draft.source.take();
    named.apply(&mut draft, &mut doubts);
    draft.source = source;
    Item::Entry(Imported { line, draft, doubts })
}

fn image_key(index: usize) -> String {
    if index == 0 { "image".to_owned() } else { format!("image {}", index + 1) }
}

/// Returns where in its source a highlight is.
fn locator(highlight: &Highlight<'_>, extra: &mut Vec<(String, String)>) -> Locator {
    let place = highlight.get(&LOCATION).to_owned();
    let mut locator = Locator::default();
    if place.is_empty() || place == "0" {
        return locator;
    }
    match highlight.get(&LOCATION_TYPE) {
        "page" => locator.page = credit::page(&place).or(Some(place)),
        "location" | "" => locator.location = Some(place),
        "time_offset" if place.contains(':') => locator.time = Some(place),
        // The order of highlights, or an offset in a unit that is not given.
        kind => extra.push((kind.to_owned(), place)),
    }
    locator
}

/// Returns who is named and the source. A web page has its address for an author: then nobody is named.
fn origin(highlight: &Highlight<'_>) -> (Credit, Option<SourceReference>) {
    let [title, author, url] = [&TITLE, &AUTHOR, &URL].map(|column| highlight.get(column));
    let is_site = is_domain(author) || is_address(author);
    let named = if is_site { Credit::default() } else { credit::read_name(author, false) };
    let speaker = named.speaker.iter().map(|speaker| speaker.name.clone());
    let authors = named.several.iter().cloned().chain(speaker).collect();
    let url = if is_address(url) {
        url
    } else if is_address(author) {
        author
    } else {
        ""
    };
    let source = (!title.is_empty()).then(|| {
        let kind = if is_site || !url.is_empty() { SourceKind::Article } else { SourceKind::Book };
        SourceReference::Described(Box::new(SourceDraft {
            kind,
            authors,
            title: title.to_owned(),
            publisher: is_domain(author).then(|| author.to_owned()),
            url: (!url.is_empty()).then(|| url.to_owned()),
            ..SourceDraft::default()
        }))
    });
    (named, source)
}

/// Whether an author is the domain of a site: `example.org`.
fn is_domain(text: &str) -> bool {
    let Some((name, top)) = text.rsplit_once('.') else { return false };
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_lowercase()) && name.split('.').all(is_label)
}

/// Returns the words of a highlight without the Markdown that Readwise sets: `__bold__` and images, which are returned as
/// well. All else stays.
fn words(highlight: &str, doubts: &mut Vec<String>) -> (String, Vec<String>) {
    let (text, images) = without_images(highlight);
    (without_bold(&text, doubts).trim().to_owned(), images)
}

/// Removes `![alt](address)`; returns the addresses.
fn without_images(highlight: &str) -> (String, Vec<String>) {
    let (mut text, mut images, mut rest) = (String::new(), Vec::new(), highlight);
    while let Some((before, address, after)) = next_image(rest) {
        text.push_str(before);
        text.truncate(text.trim_end_matches(' ').len());
        images.push(address.to_owned());
        rest = after;
    }
    (text + rest, images)
}

/// What comes before the next image, its address, and what comes after it.
fn next_image(text: &str) -> Option<(&str, &str, &str)> {
    let (before, image) = text.split_once("![")?;
    let (_, target) = image.split_once("](")?;
    let (address, after) = target.split_once(')')?;
    count(text.len() - after.len());
    Some((before, address, after))
}

/// Removes the marks of `__bold__` words. A name such as `__init__` may be one of the words.
fn without_bold(text: &str, doubts: &mut Vec<String>) -> String {
    let mut words = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("__") {
        let closed = after.split_once("__").filter(|(inner, _)| !inner.is_empty() && inner.trim() == *inner);
        let Some((inner, after)) = closed else { break };
        words.push_str(before);
        if inner.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_') {
            doubts.push(format!("“__{inner}__” may be bold: it is left as it is"));
            words.extend(["__", inner, "__"]);
        } else {
            words.push_str(inner);
        }
        rest = after;
    }
    words + rest
}

#[cfg(test)]
mod tests {
    use kzq_edit::SpeakerReference;
    use kzq_text::steps::more_than_linear;

    use super::super::testing::{Found, input, read, sniff};
    use super::*;

    const EXPORT: &str = "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,\
                          Highlighted at,Document tags\n";

    fn found(row: &str) -> Found {
        read(&FORMAT, &format!("{EXPORT}{row}\n"))
    }

    fn draft(row: &str) -> EntryDraft {
        let mut found = found(row);
        assert_eq!(found.entries.len(), 1, "{found:?}");
        found.entries.remove(0).draft
    }

    fn source(draft: &EntryDraft) -> SourceDraft {
        match &draft.source {
            Some(SourceReference::Described(source)) => (**source).clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn book_highlight_is_read_with_all_fields() {
        let draft = draft(
            "\"It is a truth, universally acknowledged,\n\"\"that\"\".\",Pride and Prejudice,Jane Austen,B000X,Begins,\
             yellow,\"irony, favorite\",location,12,2020-09-21 04:53:16.752500+00:00,\"['novels', 'regency era']\"",
        );
        assert_eq!(draft.text, "It is a truth, universally acknowledged,\n\"that\".");
        assert_eq!(draft.speaker, Some(SpeakerReference::named("Jane Austen")));
        let book = source(&draft);
        assert_eq!((book.kind, book.title.as_str()), (SourceKind::Book, "Pride and Prejudice"));
        assert_eq!(book.authors, ["Jane Austen"]);
        assert_eq!(draft.locator, Locator { location: Some("12".to_owned()), ..Locator::default() });
        assert_eq!(draft.tags, ["irony", "favorite", "novels", "regency era"]);
        assert_eq!(draft.note.as_deref(), Some("Begins"));
        let extra = [("highlighted", "2020-09-21 04:53:16.752500+00:00"), ("asin", "B000X"), ("color", "yellow")];
        assert_eq!(draft.extra, extra.map(|(key, value)| (key.to_owned(), value.to_owned())));
    }

    #[test]
    fn domain_as_author_is_the_publisher_and_not_a_speaker() {
        let draft = draft("Words.,On engines,example.org,,,,,order,3,,");
        assert_eq!(draft.speaker, None);
        let page = source(&draft);
        assert_eq!((page.kind, page.publisher.as_deref()), (SourceKind::Article, Some("example.org")));
        assert!(page.authors.is_empty());
        assert_eq!(draft.extra, [("order".to_owned(), "3".to_owned())]);
        for (author, expected) in
            [("st. john", false), ("J.R.R. Tolkien", false), ("blog.example.com", true), ("U.S.", false)]
        {
            assert_eq!(is_domain(author), expected, "{author}");
        }
    }

    #[test]
    fn a_doubtful_author_has_a_status() {
        let draft = draft("Words.,Letters,\"Churchill, Winston (attributed)\",,,,,,,,");
        assert_eq!(draft.speaker, Some(SpeakerReference::named("Winston Churchill")));
        assert!(draft.status.is_some());
        assert_eq!(source(&draft).authors, ["Winston Churchill"]);
    }

    #[test]
    fn page_location_and_time_offset_are_read() {
        let page = |row: &str| draft(row).locator;
        assert_eq!(page("x,T,A B,,,,,page,xvi,,").page.as_deref(), Some("xvi"));
        assert_eq!(page("x,T,A B,,,,,,77,,").location.as_deref(), Some("77"));
        assert_eq!(page("x,T,A B,,,,,time_offset,12:34,,").time.as_deref(), Some("12:34"));
        assert_eq!(page("x,T,A B,,,,,order,0,,"), Locator::default());
        assert_eq!(draft("x,T,A B,,,,,time_offset,754,,").extra, [("time_offset".to_owned(), "754".to_owned())]);
    }

    #[test]
    fn discarded_and_wordless_highlights_are_skipped() {
        assert_eq!(found("x,T,A B,,,,discard,,,,").skipped, [(2, "it is tagged `discard`")]);
        assert_eq!(found("x,T,A B,,,,\"a, .discard\",,,,").skipped, [(2, "it is tagged `discard`")]);
        assert_eq!(found("![](https://example.org/a.png),T,A B,,,,,,,,").skipped, [(2, "an image has no words")]);
        assert_eq!(found("\"\",T,A B,,,,,,,,").skipped, [(2, "it has no words")]);
    }

    #[test]
    fn readwise_markdown_is_removed_without_losing_words() {
        for (highlight, expected) in [
            ("a __very bold__ claim", "a very bold claim"),
            ("__Never__ say __never__", "Never say __never__"),
            ("call __init__ first", "call __init__ first"),
            ("snake__case and 2 * 3 * 4", "snake__case and 2 * 3 * 4"),
            ("words ![alt](https://example.org/a.png)", "words"),
            ("![open", "![open"),
            ("one ![](a) ![b](c) two", "one two"),
        ] {
            assert_eq!(words(highlight, &mut Vec::new()).0, expected, "{highlight}");
        }
        let found = found("call __init__ first,T,A B,,,,,,,,");
        assert_eq!(found.entries[0].doubts, ["“__init__” may be bold: it is left as it is"]);
    }

    #[test]
    fn many_images_take_linear_time() {
        let grown = more_than_linear(8, 10, |size| "![](a)".repeat(size), |text| drop(without_images(text)));
        assert_eq!(grown, []);
    }

    #[test]
    fn readwise_import_template_is_read() {
        let text = "Highlight,Title,Author,URL,Note,Location,Date\n\
                    Words.,On engines,Ada Lovelace and Charles Babbage,https://example.org/e,,3,2021-05-06\n";
        assert!(sniff(&FORMAT, input("x", text)).is_some());
        let draft = read(&FORMAT, text).entries.remove(0).draft;
        let page = source(&draft);
        assert_eq!((page.kind, page.url.as_deref()), (SourceKind::Article, Some("https://example.org/e")));
        assert_eq!(
            (page.authors, &draft.speaker),
            (vec!["Ada Lovelace".to_owned(), "Charles Babbage".to_owned()], &None)
        );
        let extra = [("highlighted", "2021-05-06"), ("credit", "Ada Lovelace and Charles Babbage")];
        assert_eq!(draft.extra, extra.map(|(key, value)| (key.to_owned(), value.to_owned())));
    }

    #[test]
    fn readwise_csv_is_recognised_by_its_headings() {
        assert!(sniff(&FORMAT, input("x", EXPORT)).is_some());
        for text in ["", "quote,author\n", "Highlight,Author\n", "Title,URL,ID,Document tags,Location,Seen\n"] {
            assert_eq!(sniff(&FORMAT, input("x", text)), None, "{text}");
        }
    }
}
