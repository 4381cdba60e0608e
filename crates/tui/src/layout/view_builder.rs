//! [`Draft`]: builds a view row by row.

use super::marked_text::wrap_dotted;
use super::paragraph::{EntryField, to_text_range};
use super::span::{StyleRole, StyledLine, StyledSpan};
use super::view_row::{RowContent, RowFilter, RowRole, TextSlice, ViewRow};
use kzq_corpus::{Corpus, EntryId, Wording};
use kzq_text::wrap::wrap_with;
use kzq_text::{Safe, width};

/// Maximum line width, however wide the screen: longer lines are hard to read.
const MAX_COLUMNS: usize = 88;

/// A view under construction.
#[derive(Debug)]
pub(crate) struct ViewBuilder {
    columns: usize,
    rows: Vec<ViewRow>,
    target: Option<EntryId>,
    /// The filter that the next row sets.
    next_filter: Option<Box<RowFilter>>,
    /// The role of the next row.
    next_role: RowRole,
}

impl ViewBuilder {
    /// Starts an empty view of `columns` columns.
    pub(crate) fn new(columns: usize) -> Self {
        Self { columns: columns.max(1), rows: Vec::new(), target: None, next_filter: None, next_role: RowRole::Plain }
    }

    pub(crate) fn finish(self) -> Vec<ViewRow> {
        self.rows
    }

    /// Makes the next row an anchor; it and the rows after it show or lead to `target`.
    pub(crate) fn start_anchor(&mut self, target: EntryId) {
        self.target = Some(target);
        self.next_role = RowRole::Anchor;
    }

    /// Makes the following rows show or lead to `target`, without an anchor.
    pub(crate) fn set_target(&mut self, target: EntryId) {
        self.target = Some(target);
        self.next_role = RowRole::Plain;
    }

    /// Makes the next row an anchor that sets a filter.
    pub(crate) fn start_filter_anchor(&mut self, find: RowFilter) {
        self.target = None;
        self.next_filter = Some(Box::new(find));
        self.next_role = RowRole::Anchor;
    }

    /// Makes the following rows lead nowhere.
    pub(crate) fn clear_target(&mut self) {
        self.target = None;
        self.next_role = RowRole::Plain;
    }

    /// Adds a heading of a level, from 1; what follows folds, up to the next heading of this level or a higher one.
    pub(crate) fn push_heading(&mut self, level: u8, line: StyledLine<'static>) {
        self.target = None;
        self.next_role = RowRole::Heading { level };
        self.push_line(line);
    }

    /// Adds an empty line, which leads nowhere and is not an anchor.
    pub(crate) fn push_blank(&mut self) {
        self.rows.push(ViewRow {
            content: RowContent::Owned(StyledLine::new()),
            target: None,
            filter: None,
            role: RowRole::Plain,
        });
    }

    /// Adds a line as it is; if it is too long, the screen cuts it.
    pub(crate) fn push_line(&mut self, line: StyledLine<'static>) {
        self.push_row(RowContent::Owned(line));
    }

    /// Adds a text, wrapped; `first` goes before its first line, and as many spaces before the others.
    pub(crate) fn push_paragraph(&mut self, prefix: StyledLine<'static>, text: &Safe<'_>, role: StyleRole) {
        let indent = prefix.iter().map(StyledSpan::width).sum();
        let mut first = Some(prefix);
        wrap_with(text.as_str(), self.columns_left(indent), |line| {
            let mut spans = first.take().unwrap_or_else(|| vec![StyledSpan::spaces(indent)]);
            spans.push(StyledSpan::plain(text.slice(line).into_owned(), role));
            self.push_row(RowContent::Owned(spans));
        });
    }

    /// Adds a muted text, wrapped, with dots from the glyph set of the screen.
    pub(crate) fn push_dotted(&mut self, text: &Safe<'_>) {
        for line in wrap_dotted(text, StyledLine::new(), self.columns_left(0)) {
            self.push_line(line);
        }
    }

    /// Adds what an entry says, from column `indent` on: verbatim words in quotation marks, anything else after its
    /// glyph, a question before its answer.
    pub(crate) fn push_words(&mut self, corpus: &Corpus, id: EntryId, indent: u8) {
        let entry = corpus.entry(id);
        let mark_columns = if entry.wording() == Wording::Verbatim { 1 } else { 2 };
        if entry.question().is_some() {
            self.push_field(corpus, id, EntryField::Question, indent.saturating_add(2), 0);
        }
        self.push_field(corpus, id, EntryField::Text, indent.saturating_add(mark_columns), 1);
    }

    /// Adds what an entry answers or is led in by, from column `indent` on.
    pub(crate) fn push_lead(&mut self, corpus: &Corpus, id: EntryId, indent: u8) {
        if corpus.entry(id).lead().is_some() {
            self.push_field(corpus, id, EntryField::Lead, indent, 0);
        }
    }

    /// Adds a field of an entry; `reserved` columns stay free for the closing mark.
    fn push_field(&mut self, corpus: &Corpus, entry: EntryId, part: EntryField, indent: u8, reserved: usize) {
        let text = part.text_in(corpus.entry(entry));
        let from = self.rows.len();
        wrap_with(text.as_str(), self.columns_left(usize::from(indent) + reserved), |line| {
            let (is_first, is_last) = (self.rows.len() == from, false);
            self.push_row(RowContent::Text(TextSlice {
                entry,
                field: part,
                range: to_text_range(&line),
                indent,
                is_first,
                is_last,
            }));
        });
        if let Some(ViewRow { content: RowContent::Text(last), .. }) = self.rows.last_mut() {
            last.is_last = true;
        }
    }

    /// Returns how many columns remain for words if `taken` are used.
    fn columns_left(&self, used: usize) -> usize {
        self.columns.min(MAX_COLUMNS).saturating_sub(used)
    }

    fn push_row(&mut self, content: RowContent) {
        let role = std::mem::replace(&mut self.next_role, RowRole::Plain);
        self.rows.push(ViewRow { content, target: self.target, filter: self.next_filter.take(), role });
    }
}

/// Shortens a text to one line of `columns` columns, ending in an ellipsis if it was cut.
pub(crate) fn truncated_line(text: &Safe<'_>, columns: usize, role: StyleRole) -> StyledLine<'static> {
    /// In bytes: more than any line holds.
    const PREVIEW_BYTES: usize = 4 * 1024;
    /// Room for an ellipsis of any glyph set.
    const ELLIPSIS_COLUMNS: usize = 3;
    let whole = text.prefix(PREVIEW_BYTES).to_single_line();
    if whole.as_str().len() == text.as_str().len() && width::width(whole.as_str()) <= columns {
        return vec![StyledSpan::plain(whole, role)];
    }
    let room = columns.saturating_sub(ELLIPSIS_COLUMNS);
    let shown = whole.slice(0..width::fitting_len(whole.as_str(), room)).into_owned();
    vec![StyledSpan::plain(shown, role), StyledSpan::plain("…", StyleRole::Ellipsis)]
}
