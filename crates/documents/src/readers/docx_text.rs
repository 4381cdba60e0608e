//! The paragraphs of a Word document: its text as it is displayed once all tracked changes are accepted.

use std::collections::HashMap;

use super::docx_styles::Styles;
use crate::document::PartKind;
use crate::error::DocumentError;
use crate::flow::{Flow, Paragraph};
use crate::xml::{Item, Tag, XmlReader};

/// Elements of Word whose content is not displayed text: what was deleted, instructions of fields, readings above
/// characters, and properties.
const SKIPPED: &[&str] =
    &["instrText", "delText", "delInstrText", "rt", "tabs", "numPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr"];

/// The letters of the font Symbol for those of ASCII, from `A` and from `a`.
const SYMBOL_LETTERS: [&str; 2] = ["ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"];
/// Characters of fonts of symbols besides: the font, the code and the character.
const SYMBOLS: &[(&str, u32, char)] = &[
    ("symbol", 0xa2, '′'),
    ("symbol", 0xb2, '″'),
    ("symbol", 0xb7, '•'),
    ("symbol", 0xbc, '…'),
    ("symbol", 0xbe, '—'),
    ("symbol", 0xae, '→'),
    ("symbol", 0xb3, '≥'),
    ("symbol", 0xa3, '≤'),
    ("symbol", 0xb1, '±'),
    ("symbol", 0xb4, '×'),
    ("wingdings", 0x4a, '☺'),
    ("wingdings", 0xe0, '→'),
    ("wingdings", 0xa7, '▪'),
    ("wingdings", 0xfc, '✓'),
];

/// Where the text refers to a note or a comment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Reference {
    pub(super) kind: PartKind,
    pub(super) id: String,
}

/// A note or a comment.
#[derive(Debug, Default)]
pub(super) struct Note {
    /// The author of a comment.
    pub(super) author: Option<String>,
    pub(super) flow: Flow,
}

/// What is read of a file of a Word document.
#[derive(Debug, Default)]
pub(super) struct DocxText {
    /// The paragraphs outside notes and comments.
    pub(super) flow: Flow,
    /// What it refers to, in order.
    pub(super) references: Vec<Reference>,
    /// The notes or comments in it, by their ids.
    pub(super) notes: HashMap<String, Note>,
    /// The documents that it includes.
    pub(super) unread: Vec<String>,
}

/// An element that is open.
enum Open {
    Other,
    Paragraph,
    /// The properties of a paragraph, and those of its mark.
    ParagraphProperties,
    MarkProperties,
    /// A run, with whether the text around it is hidden.
    Run(bool),
    RunProperties,
    /// Text that begins at an offset of the paragraph, and whether blanks around it are left out.
    Text(usize, bool),
    /// Alternatives, and whether one has been read.
    Alternatives(bool),
    /// A content control, and whether it shows only what to type.
    Control(bool),
    Cell,
    Note(String, Option<String>),
}

/// Reads the paragraphs of a file.
pub(super) fn read(mut xml: XmlReader<'_>, styles: &Styles) -> Result<DocxText, DocumentError> {
    let mut walk = Walk {
        styles,
        open: Vec::new(),
        paragraphs: Vec::new(),
        fields: Vec::new(),
        instructions: 0,
        is_hidden: false,
        text: DocxText::default(),
        numbers: HashMap::new(),
    };
    while let Some(item) = xml.next()? {
        match item {
            Item::Start(tag) => match walk.start(&tag) {
                Some(open) => walk.open.push(open),
                None => xml.skip()?,
            },
            Item::Text(text) => {
                if let (Some(Open::Text(..)), Some(paragraph)) = (walk.open.last(), walk.paragraphs.last_mut()) {
                    paragraph.text.push_str(&text);
                }
            }
            Item::End => walk.end(),
        }
    }
    Ok(walk.text)
}

struct Walk<'s> {
    styles: &'s Styles,
    /// The open elements, outermost first.
    open: Vec<Open>,
    /// The open paragraphs: several, if in a text box.
    paragraphs: Vec<Paragraph>,
    /// The open fields, each with whether its result has begun.
    fields: Vec<bool>,
    /// How many open fields have not begun their results.
    instructions: usize,
    /// Whether text is hidden here.
    is_hidden: bool,
    text: DocxText,
    /// The numbers of the references.
    numbers: HashMap<Reference, usize>,
}

impl Walk<'_> {
    /// Begins an element; returns `None` if it is to be skipped.
    fn start(&mut self, tag: &Tag<'_>) -> Option<Open> {
        let parent = self.open.last_mut();
        let ("w", name) = tag.name() else {
            return match (tag.name(), parent) {
                (("mc", "AlternateContent"), _) => Some(Open::Alternatives(false)),
                (("mc", "Choice" | "Fallback"), Some(Open::Alternatives(is_read))) => {
                    (!std::mem::replace(is_read, true)).then_some(Open::Other)
                }
                _ => Some(Open::Other),
            };
        };
        if SKIPPED.contains(&name) || name.ends_with("Change") {
            return None;
        }
        let value = || tag.attribute("val").unwrap_or_default();
        Some(match (name, parent) {
            ("p", _) => {
                self.paragraphs.push(Paragraph::default());
                Open::Paragraph
            }
            ("pPr", Some(Open::Paragraph)) => Open::ParagraphProperties,
            ("rPr", Some(Open::ParagraphProperties)) => Open::MarkProperties,
            ("rPr", Some(Open::Run(_))) => Open::RunProperties,
            ("del" | "moveFrom", Some(Open::MarkProperties)) => {
                self.paragraphs.last_mut()?.is_continued = true;
                Open::Other
            }
            ("del" | "moveFrom", Some(Open::RunProperties)) => Open::Other,
            ("del" | "moveFrom", _) => return None,
            ("pStyle", Some(Open::ParagraphProperties)) => {
                self.paragraphs.last_mut()?.role = self.styles.role(&value());
                Open::Other
            }
            ("pageBreakBefore", Some(Open::ParagraphProperties)) if tag.is_on() && !self.text.flow.is_empty() => {
                self.paragraphs.last_mut()?.forced_pages.push(0);
                Open::Other
            }
            ("r", _) => Open::Run(self.is_hidden),
            ("vanish", Some(Open::RunProperties)) => {
                self.is_hidden = tag.is_on();
                Open::Other
            }
            ("rStyle", Some(Open::RunProperties)) => {
                self.is_hidden |= self.styles.is_hidden(&value());
                Open::Other
            }
            ("sdt", _) => Open::Control(false),
            ("showingPlcHdr", _) => {
                let control = self.open.iter_mut().rev().find(|open| matches!(open, Open::Control(_)));
                if let Some(Open::Control(is_placeholder)) = control {
                    *is_placeholder = tag.is_on();
                }
                Open::Other
            }
            ("sdtContent", Some(Open::Control(true))) => return None,
            ("tc", _) => Open::Cell,
            ("footnote" | "endnote" | "comment", _) => {
                // Separators are drawn between the text and the notes.
                if tag.attribute("type").is_some_and(|kind| kind != "normal") {
                    return None;
                }
                Open::Note(tag.attribute("id").unwrap_or_default(), tag.attribute("author"))
            }
            ("altChunk" | "subDoc", _) => {
                self.text.unread.push(tag.attribute("id").unwrap_or_default());
                Open::Other
            }
            (name, parent) => {
                let is_in_run = matches!(parent, Some(Open::Run(_)));
                return self.start_in_run(name, tag, is_in_run);
            }
        })
    }

    /// Begins an element that may stand for text; returns `None` if it is to be skipped.
    fn start_in_run(&mut self, name: &str, tag: &Tag<'_>, is_in_run: bool) -> Option<Open> {
        if name == "fldChar" {
            self.field(tag.attribute("fldCharType").as_deref());
        }
        // Only the innermost field may have text among its instructions: not all programs write where results begin.
        let innermost = usize::from(self.fields.last() == Some(&false));
        let is_shown = !self.is_hidden && self.instructions <= innermost;
        let Some(paragraph) = self.paragraphs.last_mut() else { return Some(Open::Other) };
        let text = &mut paragraph.text;
        match name {
            "t" if !is_shown => return None,
            "t" => return Some(Open::Text(text.len(), tag.attribute("space").as_deref() != Some("preserve"))),
            "lastRenderedPageBreak" => paragraph.pages.push(text.len()),
            _ if !is_shown => {}
            "commentRangeStart" => self.refer(PartKind::Comment, tag),
            _ if !is_in_run => {}
            "tab" | "ptab" => text.push('\t'),
            "br" if tag.attribute("type").as_deref() == Some("page") => {
                if !text.is_empty() && !text.ends_with('\n') {
                    text.push('\n');
                }
                paragraph.forced_pages.push(paragraph.text.len());
            }
            "br" | "cr" => text.push('\n'),
            "noBreakHyphen" => text.push('\u{2011}'),
            "softHyphen" => text.push('\u{ad}'),
            "sym" => text.push(symbol(tag)),
            "footnoteReference" => self.refer(PartKind::Footnote, tag),
            "endnoteReference" => self.refer(PartKind::Endnote, tag),
            "commentReference" => self.refer(PartKind::Comment, tag),
            _ => {}
        }
        Some(Open::Other)
    }

    fn field(&mut self, change: Option<&str>) {
        match change {
            Some("begin") => {
                self.fields.push(false);
                self.instructions += 1;
            }
            Some("separate") => {
                if let Some(has_begun) = self.fields.last_mut() {
                    self.instructions -= usize::from(!std::mem::replace(has_begun, true));
                }
            }
            Some("end") => self.instructions -= usize::from(self.fields.pop() == Some(false)),
            _ => {}
        }
    }

    /// Notes that the paragraph refers to a note or a comment here.
    fn refer(&mut self, kind: PartKind, tag: &Tag<'_>) {
        let (Some(paragraph), Some(id)) = (self.paragraphs.last_mut(), tag.attribute("id")) else { return };
        let reference = Reference { kind, id };
        let next = self.text.references.len();
        if *self.numbers.entry(reference.clone()).or_insert(next) == next {
            self.text.references.push(reference);
            paragraph.references.push((paragraph.text.len(), next));
        }
    }

    /// Ends the innermost element.
    fn end(&mut self) {
        match self.open.pop() {
            Some(Open::Paragraph) => {
                let Some(paragraph) = self.paragraphs.pop() else { return };
                let flow = self.paragraphs.last_mut().map_or(&mut self.text.flow, |outer| &mut outer.boxed);
                flow.push(paragraph);
            }
            Some(Open::Run(was_hidden)) => self.is_hidden = was_hidden,
            Some(Open::Text(start, true)) => {
                let Some(paragraph) = self.paragraphs.last_mut() else { return };
                let trimmed = paragraph.text[start..].trim().to_owned();
                paragraph.text.replace_range(start.., &trimmed);
            }
            Some(Open::Cell) => {
                self.paragraphs.last_mut().map_or(&mut self.text.flow, |outer| &mut outer.boxed).end_cell();
            }
            Some(Open::Note(id, author)) => {
                let flow = std::mem::take(&mut self.text.flow);
                self.text.notes.insert(id, Note { author, flow });
            }
            _ => {}
        }
    }
}

/// The character for a symbol of a font; U+FFFD if it is unknown.
fn symbol(tag: &Tag<'_>) -> char {
    let code = tag.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok()).unwrap_or_default();
    // The codes of fonts of symbols are in the private use area.
    let is_private = (0xf000..=0xf0ff).contains(&code);
    let own = if is_private { code - 0xf000 } else { code };
    let font = tag.attribute("font").unwrap_or_default().to_lowercase();
    let is_symbolic = font == "symbol" || font.contains("dings");
    let known = SYMBOLS.iter().find(|(of, code, _)| *of == font && *code == own).map(|(.., c)| *c);
    let letter = || {
        let start = [0x41, 0x61].into_iter().position(|first| (first..first + 26).contains(&own))?;
        SYMBOL_LETTERS[start].chars().nth((own as usize & 0x1f) - 1)
    };
    let found = match known {
        Some(c) => Some(c),
        None if font == "symbol" => letter().or(char::from_u32(own).filter(|c| (' '..'A').contains(c))),
        None if is_symbolic => None,
        None => char::from_u32(own).filter(|c| !c.is_control()),
    };
    found.unwrap_or('\u{fffd}')
}
