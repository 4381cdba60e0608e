//! Reads OpenDocument texts (ISO/IEC 26300), as they are once all tracked changes are accepted: the file keeps what was
//! deleted apart from the text.

use super::odt_styles::Styles;
use crate::document::{Document, PartKind};
use crate::error::DocumentError;
use crate::flow::{Flow, Paragraph, ParagraphRole, add_separate};
use crate::limits::Limits;
use crate::xml::{Item, Tag, XmlReader};
use crate::zip_file::ZipFile;

const CONTENT: &str = "content.xml";
const STYLES: &str = "styles.xml";
const MANIFEST: &str = "META-INF/manifest.xml";

/// Elements whose content is not displayed text.
const SKIPPED: &[(&str, &str)] = &[
    ("text", "tracked-changes"),
    ("text", "ruby-text"),
    ("text", "number"),
    ("text", "bibliography-mark"),
    ("text", "sequence-decls"),
    ("text", "variable-decls"),
    ("text", "user-field-decls"),
    ("office", "forms"),
    ("office", "scripts"),
    ("office", "binary-data"),
    ("office", "event-listeners"),
    ("draw", "object"),
    ("svg", "title"),
    ("svg", "desc"),
    ("dc", "date"),
    ("text", "date-string"),
];
/// Elements of texts in which there are paragraphs and no words.
const CONTAINERS: &[&str] =
    &["list", "list-item", "list-header", "section", "note", "note-body", "index-body", "index-title"];
/// The most blanks that one element is read as.
const MAX_BLANKS: usize = 16;

/// An element that is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// What has no words of its own.
    Other,
    /// What has words, in a paragraph.
    Words,
    Paragraph,
    /// What has the number of a note or the author of a comment.
    Label,
    Note,
}

/// A note or a comment that is open or has been read.
struct Note {
    kind: PartKind,
    label: String,
    flow: Flow,
    /// How many paragraphs are open around it.
    depth: usize,
    number: usize,
}

/// Reads a document: its text, its footnotes, its endnotes and its comments.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document<'static>, DocumentError> {
    let mut zip = ZipFile::open(bytes, limits)?;
    if let Some(manifest) = zip.text(MANIFEST)? {
        let mut xml = XmlReader::new(&manifest, MANIFEST, limits);
        while let Some(item) = xml.next()? {
            if matches!(item, Item::Start(tag) if tag.name().1 == "encryption-data") {
                return Err(DocumentError::Encrypted);
            }
        }
    }
    let styles = match zip.text(STYLES)? {
        Some(xml) => Styles::read(XmlReader::new(&xml, STYLES, limits))?,
        None => Styles::default(),
    };
    let content = zip.required_text(CONTENT)?;
    let mut walk = Walk {
        styles,
        open: Vec::new(),
        paragraphs: Vec::new(),
        open_notes: Vec::new(),
        flow: Flow::default(),
        notes: Vec::new(),
        count: 0,
        is_laid_out: false,
        is_new_page: false,
        is_in_body: false,
        unread: Vec::new(),
    };
    let mut xml = XmlReader::new(&content, CONTENT, limits);
    while let Some(item) = xml.next()? {
        match item {
            Item::Start(tag) => match walk.start(&tag) {
                Some(open) => walk.open.push(open),
                None => xml.skip()?,
            },
            Item::Text(text) => walk.text(&text),
            Item::End => walk.end(),
        }
    }
    let main = walk.flow.into_text(PartKind::Main, walk.is_laid_out);
    let mut notes = walk.notes;
    notes.sort_by_key(|note| note.number);
    let separate = notes.into_iter().filter_map(|note| {
        let mut part = note.flow.into_text(note.kind, false).part;
        part.label = Some(note.label.trim().to_owned()).filter(|label| !label.is_empty());
        (!part.text().is_empty()).then(|| add_separate(&main, note.number, part))
    });
    let separate = separate.collect();
    Ok(Document::new(main.part, separate, walk.unread))
}

struct Walk {
    styles: Styles,
    /// The open elements, outermost first.
    open: Vec<Open>,
    /// The open paragraphs: several, if in a text box or a note.
    paragraphs: Vec<Paragraph>,
    open_notes: Vec<Note>,
    flow: Flow,
    notes: Vec<Note>,
    /// How many notes have begun.
    count: usize,
    /// Whether the file says where pages began when it was last laid out.
    is_laid_out: bool,
    /// Whether a page begins with the next paragraph.
    is_new_page: bool,
    is_in_body: bool,
    /// The documents that it includes.
    unread: Vec<String>,
}

impl Walk {
    /// Begins an element; returns `None` if it is to be skipped.
    fn start(&mut self, tag: &Tag<'_>) -> Option<Open> {
        let name = tag.name();
        if SKIPPED.contains(&name) {
            return None;
        }
        if !self.is_in_body {
            self.styles.start(tag);
            if name == ("office", "text") {
                self.is_in_body = true;
                self.is_laid_out = tag.attribute("use-soft-page-breaks").as_deref() == Some("true");
            }
            return Some(Open::Other);
        }
        let style = || tag.attribute("style-name").unwrap_or_default();
        match name {
            ("text", "p" | "h") => return self.start_paragraph(&style(), name.1 == "h"),
            ("text", "span") if self.styles.is_hidden("text", &style()) => return None,
            ("text", "section") if tag.attribute("display").as_deref() == Some("none") => return None,
            ("text", "hidden-text" | "hidden-paragraph") if tag.attribute("is-hidden").as_deref() == Some("true") => {
                return None;
            }
            ("text", "section-source") => self.unread.extend(tag.attribute("href").filter(|href| !href.is_empty())),
            ("text", "note") => {
                let is_endnote = tag.attribute("note-class").as_deref() == Some("endnote");
                self.start_note(if is_endnote { PartKind::Endnote } else { PartKind::Footnote });
                return Some(Open::Note);
            }
            ("office", "annotation") => {
                self.start_note(PartKind::Comment);
                return Some(Open::Note);
            }
            ("text", "note-citation") | ("dc", "creator") if !self.open_notes.is_empty() => return Some(Open::Label),
            ("text", "soft-page-break") => self.page_break(),
            ("text", name) => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    let text = &mut paragraph.text;
                    match name {
                        "s" => {
                            let count = tag.attribute("c").map_or(1, |count| count.parse().unwrap_or(MAX_BLANKS));
                            text.extend(std::iter::repeat_n(' ', count.min(MAX_BLANKS)));
                        }
                        "tab" => text.push('\t'),
                        "line-break" => text.push('\n'),
                        _ => {}
                    }
                    return Some(if CONTAINERS.contains(&name) { Open::Other } else { Open::Words });
                }
            }
            _ => {}
        }
        Some(Open::Other)
    }

    fn start_paragraph(&mut self, style: &str, is_heading: bool) -> Option<Open> {
        if self.styles.is_hidden("paragraph", style) {
            return None;
        }
        let role = if is_heading { ParagraphRole::Heading } else { self.styles.role(style) };
        let mut paragraph = Paragraph { role, ..Paragraph::default() };
        if std::mem::take(&mut self.is_new_page) {
            paragraph.pages.push(0);
        }
        let is_first = self.flow.is_empty() && self.paragraphs.is_empty();
        if self.styles.begins_page(style) && !is_first {
            paragraph.forced_pages.push(0);
        }
        self.paragraphs.push(paragraph);
        Some(Open::Paragraph)
    }

    fn page_break(&mut self) {
        match self.paragraphs.last_mut() {
            Some(paragraph) => paragraph.pages.push(paragraph.text.len()),
            None => self.is_new_page = true,
        }
    }

    fn start_note(&mut self, kind: PartKind) {
        let number = self.count;
        self.count += 1;
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.references.push((paragraph.text.len(), number));
        }
        let depth = self.paragraphs.len();
        self.open_notes.push(Note { kind, label: String::new(), flow: Flow::default(), depth, number });
    }

    fn text(&mut self, text: &str) {
        match (self.open.last(), self.paragraphs.last_mut(), self.open_notes.last_mut()) {
            (Some(Open::Label), _, Some(note)) => note.label.push_str(text),
            (Some(Open::Words | Open::Paragraph), Some(paragraph), _) => {
                for word in text.split_inclusive([' ', '\t', '\n', '\r']) {
                    let bare = word.trim_end_matches([' ', '\t', '\n', '\r']);
                    paragraph.text.push_str(bare);
                    let is_after_blank = paragraph.text.is_empty() || paragraph.text.ends_with([' ', '\n', '\t']);
                    if bare.len() < word.len() && !is_after_blank {
                        paragraph.text.push(' ');
                    }
                }
            }
            _ => {}
        }
    }

    /// Ends the innermost element.
    fn end(&mut self) {
        match self.open.pop() {
            Some(Open::Paragraph) => {
                let Some(paragraph) = self.paragraphs.pop() else { return };
                let note = self.open_notes.last_mut().filter(|note| note.depth == self.paragraphs.len());
                let flow = match (note, self.paragraphs.last_mut()) {
                    (Some(note), _) => &mut note.flow,
                    (None, Some(outer)) => &mut outer.boxed,
                    (None, None) => &mut self.flow,
                };
                flow.push(paragraph);
            }
            Some(Open::Note) => self.notes.extend(self.open_notes.pop()),
            _ => {}
        }
    }
}
