//! [`Draft`]: a draft that is open in the editor.

use std::ops::Range;

use kzq_documents::{Document, DocumentFormat, Ignores, Limits, read};
use kzq_fidelity::{Judgement, JudgementCache, ProofreadReport};
use kzq_text::markup::PlainText;

use crate::collections::Collections;
use crate::position::{Lines, LspRange, Position, PositionEncoding};
use crate::protocol::{ContentChange, DocumentItem};

/// The longest draft that is checked, in bytes: about 600,000 words.
pub const MAX_DRAFT_BYTES: usize = 4 << 20;

/// An open draft.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) uri: String,
    pub(crate) version: i32,
    pub(crate) format: DocumentFormat,
    text: String,
    lines: Lines,
    /// For each of its texts: the main one, and the notes.
    caches: Vec<JudgementCache>,
    /// What was found in its present text; `None` if it has not been checked.
    checked: Option<Vec<Quotation>>,
}

/// A quotation in a draft, with its verdict.
#[derive(Clone, Debug)]
pub(crate) struct Quotation {
    pub(crate) judged: Judgement,
    /// The number of the text it is in: 0 for the main one.
    pub(crate) part: usize,
    /// Its range in the file, with its marks.
    pub(crate) range: Range<usize>,
}

impl Draft {
    pub(crate) fn open(item: DocumentItem) -> Self {
        let DocumentItem { uri, language_id, version, text } = item;
        let format = format_of(&language_id, &uri, &text);
        let lines = Lines::new(&text);
        Self { uri, version, format, text, lines, caches: Vec::new(), checked: None }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether it is too long to be checked.
    pub(crate) fn is_too_long(&self) -> bool {
        self.text.len() > MAX_DRAFT_BYTES
    }

    /// Makes changes; returns whether they lead to a newer version. A change to an older version is made all the same: the
    /// client knows what its text is.
    pub(crate) fn change(&mut self, version: i32, changes: Vec<ContentChange>, encoding: PositionEncoding) -> bool {
        let is_newer = version > self.version;
        self.version = version;
        // The first line that may be elsewhere by now: clients change a text from the bottom up.
        let mut outdated = u32::MAX;
        for ContentChange { range, text } in changes {
            let Some(LspRange { start, end }) = range else {
                (self.text, outdated) = (text, 0);
                continue;
            };
            if start.line.max(end.line) >= outdated {
                (self.lines, outdated) = (Lines::new(&self.text), u32::MAX);
            }
            self.text.replace_range(self.lines.bytes(&self.text, LspRange { start, end }, encoding), &text);
            outdated = outdated.min(start.line).min(self.lines.last());
        }
        self.lines = Lines::new(&self.text);
        self.checked = None;
        is_newer
    }

    /// Forgets what was found, and all judgements.
    pub(crate) fn forget(&mut self) {
        self.caches.clear();
        self.checked = None;
    }

    /// Forgets what was found, and the judgements of quotations that no entry has.
    pub(crate) fn forget_unmatched(&mut self) {
        self.caches.iter_mut().for_each(JudgementCache::forget_unmatched);
        self.checked = None;
    }

    /// Forgets what was found, so that it is sent again.
    pub(crate) fn forget_findings(&mut self) {
        self.checked = None;
    }

    pub(crate) fn is_checked(&self) -> bool {
        self.checked.is_some()
    }

    /// The quotations, once it is checked.
    pub(crate) fn quotations(&self) -> &[Quotation] {
        self.checked.as_deref().unwrap_or_default()
    }

    /// Reads its texts; `None` if it is too long or not well-formed.
    pub(crate) fn read(&self) -> Option<Document<'_>> {
        read_draft(self.format, &self.text)
    }

    /// Checks its quotations; returns how many were judged, and not known from the last check.
    pub(crate) fn check(&mut self, collections: &Collections<'_>) -> usize {
        let Self { format, text, caches, .. } = self;
        let mut judged = 0;
        let quotations = quotations(*format, text, collections, |part, plain| {
            caches.resize_with(caches.len().max(part + 1), JudgementCache::default);
            let cache = &mut caches[part];
            let report = cache.proofread(&collections.proofreader, plain, collections.texts.as_ref());
            judged += cache.judged_last();
            report
        });
        self.checked = Some(quotations);
        judged
    }

    /// The quotations that another text has, such as a part of the draft with an edit.
    pub(crate) fn quotations_of(&self, text: &str, collections: &Collections<'_>) -> Vec<Quotation> {
        let unknown = JudgementCache::default();
        quotations(self.format, text, collections, |part, plain| {
            let cache = self.caches.get(part).unwrap_or(&unknown);
            cache.proofread_other(&collections.proofreader, plain, collections.texts.as_ref())
        })
    }

    /// The quotations that a range of bytes touches, the innermost first.
    pub(crate) fn quotations_at(&self, range: &Range<usize>) -> Vec<&Quotation> {
        let touches = |own: &&Quotation| own.range.start <= range.end && range.start <= own.range.end;
        let mut found: Vec<&Quotation> = self.quotations().iter().filter(touches).collect();
        found.sort_by_key(|own| own.range.len());
        found
    }

    pub(crate) fn offset(&self, position: Position, encoding: PositionEncoding) -> usize {
        self.lines.offset(&self.text, position, encoding)
    }

    pub(crate) fn bytes(&self, range: LspRange, encoding: PositionEncoding) -> Range<usize> {
        self.lines.bytes(&self.text, range, encoding)
    }

    pub(crate) fn range(&self, bytes: &Range<usize>, encoding: PositionEncoding) -> LspRange {
        self.lines.range(&self.text, bytes, encoding)
    }
}

/// The quotations of a text that are not ignored. `judge` gets each of its parts with its number; 0 is the main one.
fn quotations(
    format: DocumentFormat,
    text: &str,
    collections: &Collections<'_>,
    mut judge: impl FnMut(usize, &PlainText<'_>) -> ProofreadReport,
) -> Vec<Quotation> {
    let Some(document) = read_draft(format, text) else { return Vec::new() };
    let mut quotations = Vec::new();
    for (number, part) in document.parts().iter().enumerate() {
        quotations.extend(judge(number, &part.plain).judgements.into_iter().map(|judged| {
            let range = part.plain.original_range(judged.range.clone());
            Quotation { judged, part: number, range }
        }));
    }
    let starts: Vec<usize> = quotations.iter().map(|own| own.range.start).collect();
    let mut ignored = Ignores::of(&document).cover(&starts).ignored.into_iter();
    let words = &collections.files.ignored_words;
    quotations.retain(|own| !ignored.next().unwrap_or(false) && !words.contains(own.judged.text.as_str()));
    quotations
}

fn read_draft(format: DocumentFormat, text: &str) -> Option<Document<'_>> {
    let limits = Limits { text_bytes: MAX_DRAFT_BYTES, ..Limits::default() };
    read(format, text.as_bytes(), &limits).ok()
}

/// The format of a draft: as the client calls its language, else as its name or its text announces it.
fn format_of(language: &str, uri: &str, text: &str) -> DocumentFormat {
    /// What clients call the formats, besides their names.
    const LANGUAGES: [(&str, DocumentFormat); 7] = [
        ("plaintext", DocumentFormat::Plain),
        ("text", DocumentFormat::Plain),
        ("mail", DocumentFormat::Plain),
        ("tex", DocumentFormat::Latex),
        ("restructuredtext", DocumentFormat::Rst),
        ("xhtml", DocumentFormat::Html),
        ("mdx", DocumentFormat::Markdown),
    ];
    let other = LANGUAGES.iter().find(|(name, _)| *name == language).map(|(_, format)| *format);
    let of_language = other.or_else(|| DocumentFormat::named(language));
    let is_draft = |format: &DocumentFormat| {
        let is_converted = matches!(format, DocumentFormat::Pdf | DocumentFormat::Whisper);
        format.is_text() && !is_converted
    };
    // Everything that is not a draft in another format is plain text in the editor.
    let of_name = || DocumentFormat::of_file_name(uri);
    let of_text = || Some(DocumentFormat::detect("", text.as_bytes()));
    let format = of_language.filter(is_draft).or_else(of_name).or_else(of_text);
    format.filter(is_draft).unwrap_or(DocumentFormat::Plain)
}

#[cfg(test)]
mod tests {
    use kzq_text::steps::more_than_linear;
    use proptest::prelude::*;

    use super::*;

    fn draft(text: &str) -> Draft {
        let (uri, language_id) = ("file:///a.md".to_owned(), "markdown".to_owned());
        Draft::open(DocumentItem { uri, language_id, version: 1, text: text.to_owned() })
    }

    fn change(start: (u32, u32), end: (u32, u32), text: &str) -> ContentChange {
        let [start, end] = [start, end].map(|(line, character)| Position { line, character });
        ContentChange { range: Some(LspRange { start, end }), text: text.to_owned() }
    }

    #[test]
    fn many_changes_from_the_bottom_up_take_linear_time() {
        let lines = |size: usize| u32::try_from(size).unwrap();
        let grown = more_than_linear(8, 10, lines, |&lines| {
            let changes = (0..lines).rev().map(|line| change((line, 1), (line, 2), "x\ny"));
            let mut draft = draft(&"abc\n".repeat(lines as usize));
            draft.change(2, changes.collect(), PositionEncoding::Utf16);
            assert!(draft.text().starts_with("ax\nyc\nax\n"));
        });
        assert_eq!(grown, []);
    }

    proptest! {
        #[test]
        fn changes_in_one_message_are_made_one_after_the_other(
            text in "[aé\r\n]{0,12}",
            changes in prop::collection::vec(((0..6_u32, 0..4_u32), (0..6_u32, 0..4_u32), "[b\r\n]{0,3}"), 0..6),
            whole in 0..9_usize,
        ) {
            let mut changes: Vec<ContentChange> =
                changes.iter().map(|(start, end, text)| change(*start, *end, text)).collect();
            if let Some(change) = changes.get_mut(whole) {
                change.range = None;
            }
            let (mut at_once, mut one_by_one) = (draft(&text), draft(&text));
            at_once.change(2, changes.clone(), PositionEncoding::Utf16);
            for change in changes {
                one_by_one.change(2, vec![change], PositionEncoding::Utf16);
            }
            prop_assert_eq!(at_once.text(), one_by_one.text());
        }
    }

    #[test]
    fn format_is_detected_by_language_then_name_then_text() {
        for (language, uri, text, expected) in [
            ("markdown", "file:///a.txt", "", DocumentFormat::Markdown),
            ("restructuredtext", "file:///a", "", DocumentFormat::Rst),
            ("tex", "file:///a", "", DocumentFormat::Latex),
            ("asciidoc", "untitled:1", "", DocumentFormat::AsciiDoc),
            ("typst", "", "", DocumentFormat::Typst),
            ("", "file:///a.html", "", DocumentFormat::Html),
            ("unknown", "untitled:1", "<p>text", DocumentFormat::Html),
            ("plaintext", "file:///a.md", "<p>text", DocumentFormat::Plain),
            ("pdf", "file:///a.pdf", "%PDF-1", DocumentFormat::Plain),
            ("json", "file:///a.json", "{}", DocumentFormat::Plain),
            ("docx", "file:///a.docx", "PK\u{3}\u{4}", DocumentFormat::Plain),
        ] {
            assert_eq!(format_of(language, uri, text), expected, "{language} {uri}");
        }
    }
}
