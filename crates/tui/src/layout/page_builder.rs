//! Builds a page from wrapped paragraphs and labelled texts.

use std::ops::Range;

use super::paragraph::{EntryField, Paragraph, ParagraphText, TextRange, to_text_range};
use super::span::{StyleRole, StyledLine, StyledSpan};
use kzq_corpus::{Entry, EntryText, Wording};
use kzq_text::ranges::merge_ranges;
use kzq_text::wrap::wrap_with;
use kzq_text::{Safe, width};

/// Width of a label in columns, including the space after it.
const LABEL_COLUMNS: usize = 9;

/// Separator between the parts of a list.
const SEPARATOR: &str = " · ";

/// How many bytes of another entry are read to show it on one line: more than any line holds.
const PREVIEW_BYTES: usize = 4 * 1024;

/// A page under construction.
pub(crate) struct PageBuilder {
    columns: usize,
    paragraphs: Vec<Paragraph>,
    /// How many bytes of text still fit, if they are limited.
    bytes_left: Option<usize>,
    /// Whether some text did not fit.
    is_truncated: bool,
}

impl PageBuilder {
    /// Starts a page of `columns` columns; with a `limit`, only its first `limit` bytes of text are laid out.
    pub(crate) fn new(columns: usize, bytes_left: Option<usize>) -> Self {
        Self { columns, paragraphs: Vec::new(), bytes_left, is_truncated: false }
    }

    /// Returns the paragraphs, and whether they are complete.
    pub(crate) fn finish(self) -> (Vec<Paragraph>, bool) {
        (self.paragraphs, !self.is_truncated)
    }

    pub(crate) fn push_blank(&mut self) {
        self.push_wrapped(Paragraph::with_text("", StyleRole::Muted), &"".into(), self.columns);
    }

    pub(crate) fn push_paragraph(&mut self, text: &Safe<'_>, role: StyleRole) {
        self.push_wrapped(Paragraph::with_text(text.clone().into_owned(), role), text, self.columns);
    }

    /// Adds what an entry says: verbatim words in quotation marks, anything else after its glyph.
    pub(crate) fn push_words(&mut self, entry: Entry<'_>) {
        match &entry.texts() {
            EntryText::Quote { text } | EntryText::Paraphrase { text } => self.push_text(entry, text),
            EntryText::Qa { question, answer } => {
                let prefix = vec![StyledSpan::plain("Q ", StyleRole::Label)];
                self.push_hanging(
                    Paragraph { prefix, ..Paragraph::for_field(EntryField::Question, StyleRole::Body) },
                    question,
                    2,
                );
                self.push_blank();
                self.push_text(entry, answer);
            }
        }
    }

    fn push_text(&mut self, entry: Entry<'_>, text: &Safe<'_>) {
        let slips = self.find_slips(entry, text);
        match entry.wording() {
            Wording::Verbatim => {
                // Continuation lines align with the words. One column stays free for the closing mark.
                let (prefix, suffix) = (
                    vec![StyledSpan::plain("“", StyleRole::QuotationMark)],
                    vec![StyledSpan::plain("”", StyleRole::QuotationMark)],
                );
                let said = Paragraph {
                    prefix,
                    suffix,
                    indent: 1,
                    slips,
                    ..Paragraph::for_field(EntryField::Text, StyleRole::Quotation)
                };
                self.push_wrapped(said, text, self.columns.saturating_sub(2));
            }
            Wording::Reported | Wording::Summary => {
                let first = vec![StyledSpan::glyph(entry.wording()), StyledSpan::plain(" ", StyleRole::Paraphrase)];
                self.push_hanging(
                    Paragraph { prefix: first, slips, ..Paragraph::for_field(EntryField::Text, StyleRole::Paraphrase) },
                    text,
                    2,
                );
            }
        }
    }

    /// Adds a text whose continuation lines are indented by `columns`.
    fn push_hanging(&mut self, paragraph: Paragraph, text: &Safe<'_>, columns: usize) {
        self.push_wrapped(Paragraph { indent: columns, ..paragraph }, text, self.columns.saturating_sub(columns));
    }

    /// Wraps a paragraph into lines, as far as the limit allows.
    fn push_wrapped(&mut self, paragraph: Paragraph, text: &Safe<'_>, columns: usize) {
        if self.is_truncated {
            return;
        }
        let full_text = text.as_str();
        let shown = self.bytes_left.map_or(full_text, |room| &full_text[..full_text.floor_char_boundary(room)]);
        self.is_truncated = shown.len() < full_text.len();
        self.bytes_left = self.bytes_left.map(|room| room - shown.len());
        let mut lines = Vec::new();
        wrap_with(shown, columns, |line| lines.push(to_text_range(&line)));
        if self.is_truncated {
            // The last line may be incomplete.
            lines.pop();
        }
        let from = self.paragraphs.last().map_or(0, |last| last.rows().end);
        self.paragraphs.push(Paragraph { lines, first_row: from, is_truncated: self.is_truncated, ..paragraph });
    }

    /// Returns the ranges of an entry's slips in its text, sorted, with overlapping ones merged, as far as the limit
    /// allows.
    fn find_slips(&self, entry: Entry<'_>, text: &Safe<'_>) -> Vec<TextRange> {
        let find = |slip: &Safe<'_>| {
            let (text, slip) = (text.as_str(), slip.as_str());
            let end = self.bytes_left.map_or(text.len(), |room| text.floor_char_boundary(room + slip.len()));
            text[..end].find(slip).map(|at| at..at + slip.len())
        };
        merge_ranges(entry.sic().iter().filter_map(find).collect()).iter().map(to_text_range).collect()
    }

    pub(crate) fn push_labelled(&mut self, label: &'static str, text: &Safe<'_>, role: StyleRole) {
        let prefix = vec![label_span(label)];
        self.push_hanging(
            Paragraph { prefix, ..Paragraph::with_text(text.clone().into_owned(), role) },
            text,
            LABEL_COLUMNS,
        );
    }

    /// Adds the lead, which the filter searches, too.
    pub(crate) fn push_labelled_lead(&mut self, label: &'static str, text: &Safe<'_>) {
        let prefix = vec![label_span(label)];
        self.push_hanging(
            Paragraph { prefix, ..Paragraph::for_field(EntryField::Lead, StyleRole::Body) },
            text,
            LABEL_COLUMNS,
        );
    }

    /// Adds a slip, in quotation marks if the words are verbatim.
    pub(crate) fn push_slip(&mut self, label: &'static str, slip: &Safe<'_>, wording: Wording) {
        let mut paragraph = Paragraph::with_text(slip.clone().into_owned(), StyleRole::Muted);
        paragraph.prefix.push(label_span(label));
        let mut columns = self.columns;
        if wording == Wording::Verbatim {
            paragraph.prefix.push(StyledSpan::plain("“", StyleRole::QuotationMark));
            paragraph.suffix.push(StyledSpan::plain("”", StyleRole::QuotationMark));
            paragraph.indent = LABEL_COLUMNS + 1;
            columns = columns.saturating_sub(1);
        } else {
            paragraph.indent = LABEL_COLUMNS;
        }
        let columns = columns.saturating_sub(paragraph.indent);
        self.push_wrapped(paragraph, slip, columns);
    }

    /// Adds several texts with dots between them, and an arrow after them if there is an address to open.
    pub(crate) fn push_labelled_list(&mut self, label: &'static str, parts: &[Safe<'_>], role: StyleRole, link: bool) {
        let text = Safe::join(parts.iter().map(Safe::to_borrowed), SEPARATOR);
        let mut paragraph =
            Paragraph { dots: dot_ranges(parts), indent: LABEL_COLUMNS, ..Paragraph::with_text(text.clone(), role) };
        paragraph.prefix.push(label_span(label));
        if link {
            paragraph.suffix = vec![StyledSpan::plain(" ", StyleRole::Link), StyledSpan::plain("↗", StyleRole::Link)];
        }
        // The arrow goes on the last line, which must have room for it.
        let columns = self.columns.saturating_sub(if link { 2 } else { 0 });
        self.push_wrapped(paragraph, &text, columns.saturating_sub(LABEL_COLUMNS));
    }

    /// Adds a difference from the words, after its sign.
    pub(crate) fn push_difference(&mut self, label: &'static str, text: &Safe<'_>) {
        let prefix = vec![
            label_span(label),
            StyledSpan::plain("≠", StyleRole::DifferenceSign),
            StyledSpan::plain(" ", StyleRole::Warning),
        ];
        self.push_hanging(
            Paragraph { prefix, ..Paragraph::with_text(text.clone().into_owned(), StyleRole::Warning) },
            text,
            LABEL_COLUMNS + 2,
        );
    }

    /// Adds the result of checking the words against their source, after its sign, if there is one.
    pub(crate) fn push_check_result(&mut self, label: &'static str, found: Option<[StyledSpan<'static>; 2]>) {
        let Some([sign, found]) = found else { return };
        let prefix = vec![label_span(label), sign, StyledSpan::plain(" ", StyleRole::Muted)];
        self.push_hanging(
            Paragraph { prefix, ..Paragraph::with_text(found.text.clone(), found.role) },
            &found.text,
            LABEL_COLUMNS + 2,
        );
    }

    /// Adds another entry on one line.
    pub(crate) fn push_labelled_entry(
        &mut self,
        label: &'static str,
        wording: Wording,
        remark: Option<Safe<'static>>,
        text: &Safe<'_>,
    ) {
        let beginning = text.prefix(PREVIEW_BYTES).to_single_line();
        let remark = remark.map(|remark| StyledSpan::plain(remark, StyleRole::Muted));
        // Room for the glyph and its space, and for an ellipsis of any glyph set.
        let used = LABEL_COLUMNS + 2 + 3 + remark.as_ref().map_or(0, StyledSpan::width);
        let room = self.columns.saturating_sub(used);
        let shown = beginning.slice(0..width::fitting_len(beginning.as_str(), room)).into_owned();
        let cut = shown.as_str().len() < text.as_str().len();
        let mut prefix = vec![label_span(label)];
        // The glyph comes right before the words it belongs to: the remark is not part of the quotation.
        prefix.extend(remark);
        prefix.extend([
            StyledSpan::glyph(wording),
            StyledSpan::plain(" ", StyleRole::Body),
            StyledSpan::plain(shown, StyleRole::Body),
        ]);
        prefix.extend(cut.then(|| StyledSpan::plain("…", StyleRole::Ellipsis)));
        self.push_wrapped(Paragraph { prefix, ..Paragraph::with_text("", StyleRole::Body) }, &"".into(), self.columns);
    }
}

impl Paragraph {
    /// Creates a paragraph with a text of its own, not yet wrapped.
    fn with_text(text: impl Into<Safe<'static>>, role: StyleRole) -> Self {
        Self {
            text: ParagraphText::Owned(text.into()),
            role,
            prefix: StyledLine::new(),
            indent: 0,
            suffix: StyledLine::new(),
            slips: Vec::new(),
            dots: Vec::new(),
            lines: Vec::new(),
            first_row: 0,
            is_truncated: false,
        }
    }

    /// Creates a paragraph for a field of the entry, not yet wrapped.
    fn for_field(field: EntryField, role: StyleRole) -> Self {
        Self { text: ParagraphText::Field(field), ..Self::with_text("", role) }
    }
}

/// Returns the ranges of the dots between `parts`.
fn dot_ranges(parts: &[Safe<'_>]) -> Vec<TextRange> {
    let mut at = 0;
    let mut dots: Vec<Range<usize>> = Vec::new();
    for part in parts.iter().take(parts.len().saturating_sub(1)) {
        at += part.as_str().len();
        dots.push(at + 1..at + SEPARATOR.len() - 1);
        at += SEPARATOR.len();
    }
    dots.iter().map(to_text_range).collect()
}

fn label_span(label: &'static str) -> StyledSpan<'static> {
    StyledSpan::plain(Safe::line(format!("{label:LABEL_COLUMNS$}")), StyleRole::Label)
}
