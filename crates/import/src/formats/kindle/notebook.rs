//! The notebook that Kindle's applications export as HTML, also in a mail.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use kzq_corpus::SourceKind;
use kzq_edit::{EntryDraft, Locator};
use kzq_text::LineIndex;

use super::place::{self, Kind, Place};
use super::quoted_printable;
use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::item::{Imported, Item, Sink, Skipped};
use crate::reading::{Authors, Work, add_extra, non_empty, squeeze};

/// The row of the format.
pub(in super::super) const FORMAT: Format =
    Format { name: "kindle-html", about: "a notebook that a Kindle application exported as HTML", sniff, read };

/// How far after the beginning of a highlight its note may be, in locations.
const LONG_HIGHLIGHT: i64 = 30;

/// What a part of the page is, by its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Title,
    Authors,
    Citation,
    Section,
    Heading,
    Text,
}

const CLASSES: &[(&str, Class)] = &[
    ("bookTitle", Class::Title),
    ("authors", Class::Authors),
    ("citation", Class::Citation),
    ("sectionHeading", Class::Section),
    ("noteHeading", Class::Heading),
    ("noteText", Class::Text),
];

/// A part of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    class: Class,
    /// Where it begins, in bytes.
    at: usize,
    text: String,
    /// The colour of a highlight, as the page names it.
    colour: Option<String>,
}

/// The heading of a highlight or a note.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Heading {
    kind: Kind,
    colour: String,
    chapter: Option<String>,
    place: Place,
}

fn sniff(input: &Input<'_>) -> Option<String> {
    let has_classes = |text: &str| ["bookTitle", "noteHeading", "noteText"].iter().all(|class| text.contains(class));
    if quoted_printable::is_encoded(input.start()) {
        let decoded = quoted_printable::decode(input.start());
        let is_notebook = decoded.map_or_else(|| has_classes(input.start()), |text| has_classes(&text));
        return is_notebook.then(|| "the parts of a Kindle notebook, as quoted-printable text".into());
    }
    let is_html = input.start().trim_start().starts_with('<');
    (is_html && has_classes(input.start())).then(|| "`bookTitle`, `noteHeading` and `noteText`".into())
}

fn read(input: &Input<'_>, _: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let is_encoded = quoted_printable::is_encoded(input.text);
    let decoded = if is_encoded {
        let damaged =
            || ReadError::of_file("damaged quoted-printable text: save the file attached to the mail and import that");
        Some(quoted_printable::decode(input.text).ok_or_else(damaged)?)
    } else {
        None
    };
    let html = decoded.as_deref().unwrap_or(input.text);
    let parts = parts(html);
    if !parts.iter().any(|part| part.class == Class::Heading) {
        return Err(ReadError::of_file(
            "no `noteHeading` in the page: not a notebook exported by a Kindle application",
        ));
    }
    // Lines of a decoded text are not those of the file.
    let lines = (!is_encoded).then(|| LineIndex::new(html));
    let line = |part: &Part| lines.as_ref().map_or(0, |lines| lines.line_at(part.at));
    let mut notebook = Notebook::new(&parts);
    for part in &parts {
        notebook.take(part, line(part));
    }
    notebook.finish_heading();
    for item in notebook.items {
        if !sink.accept(item) {
            break;
        }
    }
    Ok(())
}

/// What has been read of a notebook.
struct Notebook {
    work: Work,
    section: Option<String>,
    /// The last heading with its line, and whether a text followed it.
    heading: Option<(Heading, usize, bool)>,
    /// The last highlight, as a number of an item, with its place.
    highlight: Option<(usize, Place)>,
    items: Vec<Item>,
}

impl Notebook {
    fn new(parts: &[Part]) -> Self {
        let first = |class| parts.iter().find(|part| part.class == class).map_or("", |part| part.text.as_str());
        let mut work = Work::new(SourceKind::Book, first(Class::Title), Authors::inverted(first(Class::Authors)));
        work.source.note = non_empty(&squeeze(first(Class::Citation)));
        Self { work, section: None, heading: None, highlight: None, items: Vec::new() }
    }

    fn take(&mut self, part: &Part, line: usize) {
        match part.class {
            Class::Title | Class::Authors | Class::Citation => {}
            Class::Section => self.section = non_empty(&squeeze(&part.text)),
            Class::Heading => {
                self.finish_heading();
                self.heading = Some((heading(&squeeze(&part.text), part.colour.as_deref()), line, false));
            }
            Class::Text => self.take_text(&part.text, line),
        }
    }

    /// Takes words: of a highlight, of which there may be several below one heading, or of a note on the last highlight.
    fn take_text(&mut self, text: &str, line: usize) {
        let Some((heading, _, has_text)) = &mut self.heading else {
            return self.items.push(Item::Skipped(Skipped { line, reason: "a text without a heading" }));
        };
        if text.is_empty() {
            return;
        }
        *has_text = true;
        if heading.kind == Kind::Highlight {
            let entry = entry(&self.work, heading, self.section.as_deref(), text, line);
            self.highlight = Some((self.items.len(), heading.place.clone()));
            return self.items.push(Item::Entry(entry));
        }
        let highlight = self.highlight.as_ref().map(|(at, place)| (self.items.get_mut(*at), place));
        let Some((Some(Item::Entry(entry)), place)) = highlight else {
            let reason = "a note of your own that lies on no highlight";
            return self.items.push(Item::Skipped(Skipped { line, reason }));
        };
        let note = entry.draft.note.take().map_or(String::new(), |note| note + "\n\n");
        entry.draft.note = Some(note + text);
        if is_elsewhere(place, &heading.place) {
            entry.doubts.push("its note is at another location".into());
        }
    }

    /// Reports a heading that no words followed.
    fn finish_heading(&mut self) {
        if let Some((heading, line, false)) = self.heading.take() {
            let reason = if heading.kind == Kind::Highlight { "no words" } else { "a bookmark has no words" };
            self.items.push(Item::Skipped(Skipped { line, reason }));
        }
    }
}

/// Whether a note is not where a highlight that begins at a place can be.
fn is_elsewhere(highlight: &Place, note: &Place) -> bool {
    match (highlight.span(), note.span()) {
        (Some(highlight), Some(note)) => !(0..=LONG_HIGHLIGHT).contains(&(note.numbers.0 - highlight.numbers.0)),
        _ => false,
    }
}

/// The entry of a highlight.
fn entry(work: &Work, heading: &Heading, section: Option<&str>, text: &str, line: usize) -> Imported {
    let chapter = section.map(str::to_owned).or_else(|| heading.chapter.clone());
    let locator = Locator {
        section: heading.chapter.clone().filter(|inner| chapter.as_ref() != Some(inner)),
        chapter,
        page: heading.place.page.as_ref().map(|page| page.text.clone()),
        location: heading.place.location.as_ref().map(|location| location.text.clone()),
        ..Locator::default()
    };
    let draft = EntryDraft { text: text.to_owned(), locator, ..EntryDraft::default() };
    let mut entry = Imported { line, draft, doubts: Vec::new() };
    work.attribute(&mut entry);
    add_extra(&mut entry, "colour", &heading.colour);
    entry
}

/// Reads `Highlight(yellow) - Chapter > Page 6 · Location 114` in any language. Notes have no colour.
fn heading(text: &str, colour: Option<&str>) -> Heading {
    const DASHES: [char; 3] = ['-', '–', '—'];
    let after_colour = colour.and_then(|_| text.split_once([')', '）'])).map(|(_, after)| after.trim_start());
    let rest = after_colour.and_then(|after| after.strip_prefix(DASHES));
    let by_dash = || [" - ", " – ", " — "].iter().find_map(|dash| text.split_once(dash));
    let (name, rest) = rest.map(|rest| (text, rest)).or_else(by_dash).unwrap_or((text, ""));
    let named = || place::kind(name).or_else(|| name.contains(['(', '（']).then_some(Kind::Highlight));
    let kind = if colour.is_some() { Kind::Highlight } else { named().unwrap_or(Kind::Note) };
    let mut parts: Vec<&str> = rest.split('>').map(str::trim).filter(|part| !part.is_empty()).collect();
    let ends_with_number = |part: &&str| place::spans(part).last().is_some_and(|(_, at)| at.end == part.len());
    let last = parts.last().copied().filter(|part| ends_with_number(part) || place::has_page_word(part));
    parts.truncate(parts.len() - usize::from(last.is_some()));
    let is_page = |part: &&str| ends_with_number(part) && place::has_page_word(part) && part.split(' ').count() < 3;
    let page = last.and(parts.last().copied()).filter(is_page);
    parts.truncate(parts.len() - usize::from(page.is_some()));
    let place = Place::find(page.into_iter().chain(last.into_iter().flat_map(|last| last.split('·'))));
    Heading { kind, colour: colour.unwrap_or_default().to_owned(), chapter: non_empty(&parts.join(" > ")), place }
}

/// The parts of a page in their order. End tags are taken as they come: some exports open `h3` and close `div`.
fn parts(html: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut open: Option<(Part, usize)> = None;
    let mut in_colour = false;
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                if let Some(class) = class(&tag) {
                    parts.extend(open.take().map(|(part, _)| finished(part)));
                    open = Some((Part { class, at: tag.span.start, text: String::new(), colour: None }, 0));
                } else if let Some((part, depth)) = &mut open {
                    in_colour = part.class == Class::Heading && attribute(&tag, "class").contains("highlight_");
                    if in_colour {
                        part.colour = Some(String::new());
                    }
                    if tag.name == b"br" {
                        part.text.push('\n');
                    } else if is_block(&tag.name) {
                        part.text.push_str("\n\n");
                        *depth += 1;
                    }
                }
            }
            Token::EndTag(tag) => {
                in_colour = false;
                match &mut open {
                    Some((part, depth)) if *depth > 0 && is_block(&tag.name) => {
                        part.text.push_str("\n\n");
                        *depth -= 1;
                    }
                    Some(_) if is_block(&tag.name) => parts.extend(open.take().map(|(part, _)| finished(part))),
                    _ => {}
                }
            }
            Token::String(text) => {
                if let Some((part, _)) = &mut open {
                    let text = String::from_utf8_lossy(&text).replace(['\n', '\r'], " ");
                    part.text.push_str(&text);
                    part.colour.as_mut().filter(|_| in_colour).into_iter().for_each(|colour| colour.push_str(&text));
                }
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    parts.extend(open.map(|(part, _)| finished(part)));
    parts
}

/// What a tag opens, by its classes.
fn class(tag: &StartTag<usize>) -> Option<Class> {
    let classes = attribute(tag, "class");
    classes.split_whitespace().find_map(|name| CLASSES.iter().find(|row| row.0 == name)).map(|row| row.1)
}

fn attribute(tag: &StartTag<usize>, name: &str) -> String {
    tag.attributes.get(name.as_bytes()).map_or(String::new(), |value| String::from_utf8_lossy(value).into_owned())
}

fn is_block(name: &[u8]) -> bool {
    matches!(name, b"div" | b"p" | b"blockquote" | b"h1" | b"h2" | b"h3" | b"h4")
}

/// A part without the blanks and line breaks of its layout.
fn finished(part: Part) -> Part {
    let words = |line: &str| line.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = part.text.lines().map(words).collect();
    let mut text = lines.join("\n");
    while text.contains("\n\n\n") {
        text = text.replace("\n\n\n", "\n\n");
    }
    Part { text: text.trim().to_owned(), ..part }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tests::{Found, collect, described};

    fn page(authors: &str, body: &str) -> String {
        format!(
            "<!DOCTYPE html>\n<html><head><style>.noteText {{ color: red }}</style></head><body>\n\
             <div class=\"bookTitle\">\n    Emma &amp; others\n</div>\n<div class=\"authors\">\n    {authors}\n</div>\n\
             <div class=\"citation\">\n</div>\n{body}\n</body></html>\n"
        )
    }

    fn highlight(place: &str, text: &str) -> String {
        format!(
            "<div class=\"noteHeading\">\n  Highlight(<span class=\"highlight_yellow\">yellow</span>) - {place}\n</div>\n\
             <div class=\"noteText\">\n  {text}\n</div>\n"
        )
    }

    fn note(place: &str, text: &str) -> String {
        format!("<div class=\"noteHeading\">Note - {place}</div><div class=\"noteText\">{text}</div>\n")
    }

    fn found(body: &str) -> Found {
        collect(&FORMAT, "Emma-Notebook.html", page("Austen, Jane", body).as_bytes())
    }

    #[test]
    fn a_highlight_is_an_entry_by_the_author() {
        for (authors, expected) in [
            ("Austen, Jane", "two lines &c. — Jane Austen, Emma & others"),
            ("Jane Austen", "two lines &c. — Jane Austen, Emma & others"),
            ("Bell, Currer; Bell, Ellis", "two lines &c. — ?, Emma & others by Currer Bell; Ellis Bell"),
            ("", "two lines &c. — ?, Emma & others"),
        ] {
            let body = highlight("Page 6 · Location 114", "two\n   lines &amp;c.");
            let found = collect(&FORMAT, "n.html", page(authors, &body).as_bytes());
            assert_eq!(described(&found.entries[0]), expected);
            assert_eq!(found.entries[0].draft.extra, [("colour".to_owned(), "yellow".to_owned())]);
            assert_eq!(found.entries[0].line, 14);
        }
    }

    #[test]
    fn chapter_and_place_are_read_in_any_language() {
        type Row = (&'static str, Option<&'static str>, Kind, [Option<&'static str>; 3]);
        let rows: &[Row] = &[
            (
                "Highlight(yellow) - Page 6 · Location 114",
                Some("yellow"),
                Kind::Highlight,
                [None, Some("6"), Some("114")],
            ),
            (
                "Highlight (yellow) - Volume I > Page 6 · Location 114",
                Some("yellow"),
                Kind::Highlight,
                [Some("Volume I"), Some("6"), Some("114")],
            ),
            (
                "Highlight (blue) - Page 10 > Location 120",
                Some("blue"),
                Kind::Highlight,
                [None, Some("10"), Some("120")],
            ),
            (
                "Highlight (blue) - 1.1 Why > not? > Location 1,204",
                Some("blue"),
                Kind::Highlight,
                [Some("1.1 Why > not?"), None, Some("1204")],
            ),
            ("Highlight (pink) - Page xi", Some("pink"), Kind::Highlight, [None, Some("xi"), None]),
            ("Markierung(gelb) - Position 1968", Some("gelb"), Kind::Highlight, [None, None, Some("1968")]),
            (
                "Markierung(gelb) - Kapitel 3 - Ende > Seite 6 · Position 114",
                Some("gelb"),
                Kind::Highlight,
                [Some("Kapitel 3 - Ende"), Some("6"), Some("114")],
            ),
            ("Přidáno (žlutá) - Pozice 12", None, Kind::Highlight, [None, None, Some("12")]),
            ("Highlight - Page 3", None, Kind::Highlight, [None, Some("3"), None]),
            ("Note - Volume I > Page 6 · Location 116", None, Kind::Note, [Some("Volume I"), Some("6"), Some("116")]),
            ("Notiz - Position 1968", None, Kind::Note, [None, None, Some("1968")]),
            ("Poznámka - Pozice 12", None, Kind::Note, [None, None, Some("12")]),
            ("Bookmark - Page 6", None, Kind::Bookmark, [None, Some("6"), None]),
        ];
        for (text, colour, kind, [chapter, page, location]) in rows {
            let heading = heading(text, *colour);
            assert_eq!(heading.kind, *kind, "{text}");
            assert_eq!(heading.chapter.as_deref(), *chapter, "{text}");
            assert_eq!(heading.place.page.map(|page| page.text).as_deref(), *page, "{text}");
            assert_eq!(heading.place.location.map(|location| location.text).as_deref(), *location, "{text}");
        }
    }

    #[test]
    fn section_headings_become_chapters_of_highlights() {
        let found = found(&format!(
            "{}<div class=\"sectionHeading\">\n Volume I\n</div>{}{}",
            highlight("Preface > Location 3", "a"),
            highlight("Chapter 1 > Location 30", "b"),
            highlight("Volume I > Location 33", "c"),
        ));
        let places: Vec<_> = found
            .entries
            .iter()
            .map(|entry| (entry.draft.locator.chapter.as_deref(), entry.draft.locator.section.as_deref()))
            .collect();
        assert_eq!(places, [(Some("Preface"), None), (Some("Volume I"), Some("Chapter 1")), (Some("Volume I"), None)]);
    }

    #[test]
    fn notes_are_attached_to_the_preceding_highlight() {
        let words = highlight("Page 6 · Location 114", "words");
        for (body, notes, doubts, skipped) in [
            (format!("{words}{}", note("Page 6 · Location 116", "mine")), Some("mine"), 0, None),
            (format!("{words}{}", note("Page 6", "mine")), Some("mine"), 1, None),
            (format!("{words}{0}{0}", note("Location 114", "mine")), Some("mine\n\nmine"), 0, None),
            (format!("{words}{}", note("Page 60 · Location 2116", "mine")), Some("mine"), 1, None),
            (
                format!("{}{words}", note("Location 1", "mine")),
                None,
                0,
                Some("a note of your own that lies on no highlight"),
            ),
            (
                format!("{words}<div class=\"noteHeading\">Bookmark - Page 7</div>"),
                None,
                0,
                Some("a bookmark has no words"),
            ),
        ] {
            let found = found(&body);
            assert_eq!(found.entries.len(), 1);
            assert_eq!(found.entries[0].draft.note.as_deref(), notes, "{body}");
            assert_eq!(found.entries[0].doubts.len(), doubts, "{body}");
            assert_eq!(found.skipped.first().map(|skipped| skipped.reason), skipped, "{body}");
        }
    }

    #[test]
    fn html_text_is_rendered_as_in_a_browser() {
        let words =
            |body: &str| -> Vec<String> { found(body).entries.into_iter().map(|entry| entry.draft.text).collect() };
        for (text, expected) in [
            ("one<br/>two<br><br>three", "one\ntwo\n\nthree"),
            ("an <i>old</i>\u{a0}word", "an old\u{a0}word"),
            ("<div>one</div><div>two</div>", "one\n\ntwo"),
            ("1 &lt; 2 &mdash; true", "1 < 2 — true"),
        ] {
            assert_eq!(words(&highlight("Location 1", text)), [expected]);
        }
        // Two texts below one heading are two highlights.
        let twice = format!("{}<div class=\"noteText\">two</div>", highlight("Location 1", "one"));
        assert_eq!(words(&twice), ["one", "two"]);
        // The Mac application writes mismatched tags.
        let mac = "<h2 class='sectionHeading'>I</h2><h3 class='noteHeading'>Highlight (<span class='highlight_blue'>blue\
                   </span>) - Location 7</div><div class='noteText'>one</h3><h3 class='noteHeading'>Highlight (<span \
                   class='highlight_blue'>blue</span>) - Location 9</div><div class='noteText'>two</h3>";
        assert_eq!(words(mac), ["one", "two"]);
    }

    #[test]
    fn quoted_printable_is_decoded_only_in_valid_emails() {
        let html = page("Austen, Jane", &highlight("Page 6 · Location 114", "a naïve reader"));
        let encoded = html
            .replace('=', "=3D")
            .replace('ï', "=C3=AF")
            .replace('·', "=C2=B7")
            .replace("noteHeading", "note=\r\nHeading");
        let mail = format!(
            "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{encoded}"
        );
        let found = collect(&FORMAT, "mail.eml", mail.as_bytes());
        assert_eq!(described(&found.entries[0]), "a naïve reader — Jane Austen, Emma & others");
        assert_eq!(found.entries[0].line, 0);
        let damaged = mail.replace("=C3=AF", "=C3=A");
        let found = collect(&FORMAT, "mail.eml", damaged.as_bytes());
        assert!(found.error.is_some_and(|error| error.message.contains("save the file attached")));
        // Not quoted-printable, although it contains text that looks like it.
        let found = self::found(&highlight("Location 1", "write class=3D\"x\" in mails"));
        assert_eq!(found.entries[0].draft.text, "write class=3D\"x\" in mails");
    }

    #[test]
    fn other_html_pages_are_rejected() {
        let found = collect(&FORMAT, "page.html", b"<html><body><p>words</p></body></html>");
        assert!(found.error.is_some_and(|error| error.message.contains("`noteHeading`")));
    }
}
