//! [`Builder`]: builds a page or a full-screen view from wrapped paragraphs.

use std::sync::Arc;

use super::limits::VIEW_COLUMNS;
use super::page_link::{LinkTarget, PageLink};
use super::paragraph::{EntryField, Paragraph};
use super::span::{StyleRole, StyledLine, StyledSpan};
use super::view_row::{RowFilter, RowRole, ViewRow};
use kzq_corpus::{Corpus, EntryId, Wording};
use kzq_text::Safe;

/// A page or view under construction.
pub(crate) struct Builder<'c> {
    pub(crate) corpus: &'c Corpus,
    pub(crate) columns: usize,
    blocks: Vec<Block>,
    /// How many bytes of text still fit.
    bytes_left: usize,
    /// Whether some text did not fit.
    is_truncated: bool,
    target: Option<EntryId>,
    /// The filter that the next row sets.
    next_filter: Option<Box<RowFilter>>,
    /// The role of the next row.
    next_role: RowRole,
}

/// A wrapped paragraph, and what its rows lead to.
struct Block {
    paragraph: Paragraph,
    target: Option<EntryId>,
    /// The filter that the first row sets.
    filter: Option<Box<RowFilter>>,
    /// The role of the first row.
    role: RowRole,
}

impl<'c> Builder<'c> {
    /// Starts a page or view of `columns` columns.
    pub(crate) fn new(corpus: &'c Corpus, columns: usize) -> Self {
        Self {
            corpus,
            columns: columns.max(1),
            blocks: Vec::new(),
            bytes_left: usize::MAX,
            is_truncated: false,
            target: None,
            next_filter: None,
            next_role: RowRole::Plain,
        }
    }

    /// Lays out only the first `bytes` bytes of text.
    pub(crate) fn with_limit(self, bytes: usize) -> Self {
        Self { bytes_left: bytes, ..self }
    }

    /// Returns how many bytes of text still fit.
    pub(crate) fn bytes_left(&self) -> usize {
        self.bytes_left
    }

    /// Returns the paragraphs, what their first lines lead to, and whether they are complete.
    pub(crate) fn finish_page(self) -> (Vec<Paragraph>, Vec<PageLink>, bool) {
        let (mut paragraphs, mut links) = (Vec::with_capacity(self.blocks.len()), Vec::new());
        for Block { paragraph, target, filter, .. } in self.blocks {
            let target = filter.map(|filter| LinkTarget::Filter(*filter)).or(target.map(LinkTarget::Entry));
            links.extend(target.map(|target| PageLink { line: paragraph.first_row, target }));
            paragraphs.push(paragraph);
        }
        (paragraphs, links, !self.is_truncated)
    }

    /// Returns the rows.
    pub(crate) fn finish_view(self) -> Vec<ViewRow> {
        let mut rows = Vec::with_capacity(self.blocks.last().map_or(0, |last| last.paragraph.rows().end));
        for Block { paragraph, target, mut filter, mut role } in self.blocks {
            let paragraph = Arc::new(paragraph);
            rows.extend((0..paragraph.lines.len()).map(|line| ViewRow {
                paragraph: Arc::clone(&paragraph),
                line,
                target,
                filter: filter.take(),
                role: std::mem::replace(&mut role, RowRole::Plain),
            }));
        }
        rows
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
    pub(crate) fn start_filter_anchor(&mut self, filter: RowFilter) {
        self.target = None;
        self.next_filter = Some(Box::new(filter));
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

    /// Adds a heading of the first level, with the number of things below it.
    pub(crate) fn push_counted_heading(&mut self, heading: impl Into<Safe<'static>>, count: usize) {
        let count = StyledSpan::plain(kzq_text::safe!("  ", count), StyleRole::Muted);
        self.push_heading(1, vec![StyledSpan::plain(heading, StyleRole::Heading), count]);
    }

    /// Adds an empty line, which leads nowhere and is not an anchor.
    pub(crate) fn push_blank(&mut self) {
        let next =
            (self.target.take(), self.next_filter.take(), std::mem::replace(&mut self.next_role, RowRole::Plain));
        self.push_line(StyledLine::new());
        (self.target, self.next_filter, self.next_role) = next;
    }

    /// Adds a line as it is; if it is too long, the screen cuts it.
    pub(crate) fn push_line(&mut self, line: StyledLine<'static>) {
        self.push(Paragraph::of_line(line));
    }

    /// Adds a paragraph without wrapping it; if a line is too long, the screen cuts it.
    pub(crate) fn push_unwrapped(&mut self, paragraph: Paragraph) {
        self.push_within(usize::MAX, paragraph);
    }

    /// Adds a text without marks.
    pub(crate) fn push_text(&mut self, text: impl Into<Safe<'static>>, role: StyleRole) {
        self.push(Paragraph::new(text, role));
    }

    /// Adds what an entry says, from column `indent` on: a question before its answer.
    pub(crate) fn push_words(&mut self, id: EntryId, indent: usize) {
        let entry = self.corpus.entry(id);
        if entry.question().is_some() {
            self.push(Paragraph::of_question(id, StyleRole::Body).with_prefix([StyledSpan::spaces(indent)]));
        }
        let words = Paragraph::of_words(id, entry.wording()).with_prefix([StyledSpan::spaces(indent)]);
        // What is not in quotation marks leaves room for the closing one, too.
        let reserved = usize::from(entry.wording() != Wording::Verbatim);
        self.push_within(self.columns.min(VIEW_COLUMNS).saturating_sub(reserved), words);
    }

    /// Adds what an entry answers or is led in by, from column `indent` on.
    pub(crate) fn push_lead(&mut self, id: EntryId, indent: usize) {
        if self.corpus.entry(id).lead().is_some() {
            let lead = Paragraph::of_field(id, EntryField::Lead, StyleRole::Muted);
            self.push(lead.with_prefix([StyledSpan::spaces(indent)]));
        }
    }

    /// Adds a paragraph, wrapped.
    pub(crate) fn push(&mut self, paragraph: Paragraph) {
        self.push_within(self.columns.min(VIEW_COLUMNS), paragraph);
    }

    /// Adds a paragraph, wrapped at `columns` columns.
    pub(crate) fn push_within(&mut self, columns: usize, mut paragraph: Paragraph) {
        if self.is_truncated {
            return;
        }
        self.bytes_left -= paragraph.wrap(self.corpus, columns, self.bytes_left);
        self.is_truncated = paragraph.is_truncated;
        paragraph.first_row = self.blocks.last().map_or(0, |last| last.paragraph.rows().end);
        let role = std::mem::replace(&mut self.next_role, RowRole::Plain);
        self.blocks.push(Block { paragraph, target: self.target, filter: self.next_filter.take(), role });
    }
}
