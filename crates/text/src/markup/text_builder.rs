//! [`TextBuilder`]: builds a [`PlainText`] while a reader of markup goes through its original.

use std::ops::Range;

use super::plain_text::PlainText;
use crate::steps::count;

/// Builds a text as displayed, with its markup.
///
/// Markup still open when the text ends is closed there. Offsets into the original may go backwards.
#[derive(Debug)]
pub struct TextBuilder<'o> {
    output: PlainText<'o>,
    /// Start offsets of the block quotes, inline quotations, credits and note marks that are open, outermost first.
    open_blocks: Vec<usize>,
    open_inline: Vec<usize>,
    open_credits: Vec<usize>,
    open_notes: Vec<usize>,
    open_heading: Option<usize>,
}

impl<'o> TextBuilder<'o> {
    /// Begins the text of an original.
    pub fn new(original: &'o str) -> Self {
        Self::with(PlainText::new(original))
    }

    /// Begins another text of the same original, such as that of a footnote.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self::with(self.output.beside())
    }

    fn with(output: PlainText<'o>) -> Self {
        Self {
            output,
            open_blocks: Vec::new(),
            open_inline: Vec::new(),
            open_credits: Vec::new(),
            open_notes: Vec::new(),
            open_heading: None,
        }
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.output.text
    }

    /// The length of the text so far, in bytes.
    pub(super) fn len(&self) -> usize {
        self.output.text.len()
    }

    /// Appends text that is at byte offset `at` in the original.
    pub fn push(&mut self, text: &str, at: usize) {
        self.output.push(text, at);
    }

    /// Appends text that is at byte offset `at` in the original, collapsing each run of white space to one space, or to
    /// nothing at the start of a line.
    pub fn push_collapsed(&mut self, text: &str, at: usize) {
        let mut rest = at;
        for word in text.split_inclusive([' ', '\n', '\t', '\r']) {
            count(word.len());
            let bare = word.trim_end_matches([' ', '\n', '\t', '\r']);
            self.push(bare, rest);
            if bare.len() < word.len() && !self.text().ends_with([' ', '\n']) && !self.text().is_empty() {
                self.push(" ", rest + bare.len());
            }
            rest += word.len();
        }
    }

    /// Appends another text with its markup; all of it is at byte offset `at` in the original.
    pub fn append(&mut self, other: &PlainText<'_>, at: usize) {
        self.output.append(other, at);
    }

    /// Notes a comment, which is not part of the text: its range in the original, with its marks.
    pub fn comment(&mut self, range: Range<usize>) {
        self.output.comments.push(range);
    }

    /// Ends the paragraph, if any text precedes.
    pub fn end_paragraph(&mut self) {
        self.output.trim_blanks();
        self.clamp_open();
        self.output.end_paragraph();
    }

    /// Ends the line, by a line break that is at a byte offset of the original, if it is one there.
    pub fn break_line(&mut self, at: Option<usize>) {
        self.output.trim_blanks();
        self.clamp_open();
        match at {
            Some(at) => self.output.push("\n", at),
            None => self.output.break_line(),
        }
    }

    /// After text was removed: nothing begins after the end.
    fn clamp_open(&mut self) {
        let end = self.len();
        for open in [&mut self.open_blocks, &mut self.open_inline, &mut self.open_notes, &mut self.open_credits] {
            open.iter_mut()
                .rev()
                .inspect(|_| count(1))
                .take_while(|start| **start > end)
                .for_each(|start| *start = end);
        }
        self.open_heading = self.open_heading.map(|start| start.min(end));
    }

    /// Starts a heading.
    pub fn open_heading(&mut self) {
        self.open_heading = Some(self.len());
    }

    /// Ends a heading.
    pub fn close_heading(&mut self) {
        let Some(start) = self.open_heading.take() else { return };
        let end = self.text().trim_end().len();
        if start < end {
            self.output.headings.push(start..end);
        }
    }

    /// Starts a block quote.
    pub fn open_block(&mut self) {
        self.end_paragraph();
        self.open_blocks.push(self.len());
    }

    /// Ends a block quote; of nested ones only the outermost is recorded.
    pub fn close_block(&mut self) {
        self.end_paragraph();
        let here = self.len();
        if let Some(start) = self.open_blocks.pop().filter(|_| self.open_blocks.is_empty()) {
            self.output.block_quotes.push(start..here);
        }
    }

    /// Starts an inline quotation.
    pub fn open_inline(&mut self) {
        self.open_inline.push(self.len());
    }

    /// Ends an inline quotation. Of nested ones, only the outermost is recorded, with the text of all quotations
    /// inside.
    pub fn close_inline(&mut self) {
        /// How many in one another are recorded.
        const MAX_DEPTH: usize = 8;
        let here = self.len();
        let start = self.open_inline.pop().filter(|_| self.open_inline.len() < MAX_DEPTH);
        self.output.inline_quotes.extend(start.map(|start| start.min(here)..here));
    }

    /// Starts the name of the person quoted, or the title of a work.
    pub fn open_credit(&mut self) {
        self.open_credits.push(self.len());
    }

    /// Ends the name of the person quoted, which may be the title of a work.
    pub fn close_credit(&mut self, may_be_work: bool) {
        let here = self.len();
        let range = self.open_credits.pop().map(|start| start.min(here)..here);
        self.output.works.extend(range.clone().filter(|_| may_be_work));
        self.output.credits.extend(range);
    }

    /// Starts what may be the mark of a note.
    pub(super) fn open_note(&mut self) {
        self.open_notes.push(self.len());
    }

    /// Removes what was opened as the mark of a note, if it is one, as decided from the text and where it begins.
    pub(super) fn close_note(&mut self, is_mark: impl Fn(&str, usize) -> bool) {
        if let Some(start) = self.open_notes.pop().filter(|&start| is_mark(self.text(), start)) {
            self.output.truncate(start);
            self.clamp_open();
        }
    }

    /// Returns the text, closing block quotes that are still open.
    pub fn finish(mut self) -> PlainText<'o> {
        self.open_blocks.truncate(1);
        self.close_block();
        self.output.credits.sort_by_key(|range: &Range<usize>| range.start);
        self.output.inline_quotes.sort_by_key(|range: &Range<usize>| range.start);
        self.output
    }
}
