//! [`Draft`]: builds a view row by row.

use super::marked_text::dotted;
use super::paragraph::{Part, span};
use super::span::{Line, Piece, Role};
use super::view_row::{Content, Find, Mark, Row, Slice};
use kzq_corpus::{Corpus, EntryId, Wording};
use kzq_text::wrap::wrap_each;
use kzq_text::{Safe, width};

/// Maximum line width, however wide the screen: longer lines are hard to read.
const MEASURE: usize = 88;

/// A view under construction.
#[derive(Debug)]
pub(crate) struct Draft {
    columns: usize,
    rows: Vec<Row>,
    target: Option<EntryId>,
    /// The filter that the next row sets.
    finds: Option<Box<Find>>,
    /// The role of the next row.
    next: Mark,
}

impl Draft {
    /// Starts an empty view of `columns` columns.
    pub(crate) fn new(columns: usize) -> Self {
        Self { columns: columns.max(1), rows: Vec::new(), target: None, finds: None, next: Mark::Plain }
    }

    pub(crate) fn finish(self) -> Vec<Row> {
        self.rows
    }

    /// Makes the next row an anchor; it and the rows after it show or lead to `target`.
    pub(crate) fn stop(&mut self, target: EntryId) {
        self.target = Some(target);
        self.next = Mark::Stop;
    }

    /// Makes the following rows show or lead to `target`, without an anchor.
    pub(crate) fn under(&mut self, target: EntryId) {
        self.target = Some(target);
        self.next = Mark::Plain;
    }

    /// Makes the next row an anchor that sets a filter.
    pub(crate) fn find(&mut self, find: Find) {
        self.target = None;
        self.finds = Some(Box::new(find));
        self.next = Mark::Stop;
    }

    /// Makes the following rows lead nowhere.
    pub(crate) fn rest(&mut self) {
        self.target = None;
        self.next = Mark::Plain;
    }

    /// Adds a heading of a level, from 1; what follows folds, up to the next heading of this level or a higher one.
    pub(crate) fn heading(&mut self, level: u8, line: Line<'static>) {
        self.target = None;
        self.next = Mark::Heading { level };
        self.line(line);
    }

    /// Adds an empty line, which leads nowhere and is not an anchor.
    pub(crate) fn blank(&mut self) {
        self.rows.push(Row { content: Content::Own(Line::new()), target: None, finds: None, mark: Mark::Plain });
    }

    /// Adds a line as it is; if it is too long, the screen cuts it.
    pub(crate) fn line(&mut self, line: Line<'static>) {
        self.push(Content::Own(line));
    }

    /// Adds a text, wrapped; `first` goes before its first line, and as many spaces before the others.
    pub(crate) fn paragraph(&mut self, first: Line<'static>, text: &Safe<'_>, role: Role) {
        let indent = first.iter().map(Piece::columns).sum();
        let mut first = Some(first);
        wrap_each(text.as_str(), self.room(indent), |line| {
            let mut pieces = first.take().unwrap_or_else(|| vec![Piece::blanks(indent)]);
            pieces.push(Piece::plain(text.slice(line).into_owned(), role));
            self.push(Content::Own(pieces));
        });
    }

    /// Adds a muted text, wrapped, with dots from the glyph set of the screen.
    pub(crate) fn dotted(&mut self, text: &Safe<'_>) {
        for line in dotted(text, Line::new(), self.room(0)) {
            self.line(line);
        }
    }

    /// Adds what an entry says, from column `indent` on: verbatim words in quotation marks, anything else after its
    /// glyph, a question before its answer.
    pub(crate) fn words(&mut self, corpus: &Corpus, id: EntryId, indent: u8) {
        let entry = corpus.entry(id);
        let opening = if entry.wording() == Wording::Verbatim { 1 } else { 2 };
        if entry.question().is_some() {
            self.part(corpus, id, Part::Question, indent.saturating_add(2), 0);
        }
        self.part(corpus, id, Part::Text, indent.saturating_add(opening), 1);
    }

    /// Adds what an entry answers or is led in by, from column `indent` on.
    pub(crate) fn lead(&mut self, corpus: &Corpus, id: EntryId, indent: u8) {
        if corpus.entry(id).lead().is_some() {
            self.part(corpus, id, Part::Lead, indent, 0);
        }
    }

    /// Adds a field of an entry; `reserved` columns stay free for the closing mark.
    fn part(&mut self, corpus: &Corpus, entry: EntryId, part: Part, indent: u8, spared: usize) {
        let text = part.of(corpus.entry(entry));
        let from = self.rows.len();
        wrap_each(text.as_str(), self.room(usize::from(indent) + spared), |line| {
            let (is_first, is_last) = (self.rows.len() == from, false);
            self.push(Content::Slice(Slice { entry, part, span: span(&line), indent, is_first, is_last }));
        });
        if let Some(Row { content: Content::Slice(last), .. }) = self.rows.last_mut() {
            last.is_last = true;
        }
    }

    /// Returns how many columns remain for words if `taken` are used.
    fn room(&self, taken: usize) -> usize {
        self.columns.min(MEASURE).saturating_sub(taken)
    }

    fn push(&mut self, content: Content) {
        let mark = std::mem::replace(&mut self.next, Mark::Plain);
        self.rows.push(Row { content, target: self.target, finds: self.finds.take(), mark });
    }
}

/// Shortens a text to one line of `columns` columns, ending in an ellipsis if it was cut.
pub(crate) fn beginning(text: &Safe<'_>, columns: usize, role: Role) -> Line<'static> {
    /// In bytes: more than any line holds.
    const NAMED: usize = 4 * 1024;
    /// Room for an ellipsis of any glyph set.
    const ELLIPSIS: usize = 3;
    let whole = text.beginning(NAMED).on_one_line();
    if whole.as_str().len() == text.as_str().len() && width::width(whole.as_str()) <= columns {
        return vec![Piece::plain(whole, role)];
    }
    let room = columns.saturating_sub(ELLIPSIS);
    let shown = whole.slice(0..width::fit(whole.as_str(), room)).into_owned();
    vec![Piece::plain(shown, role), Piece::plain("…", Role::Cut)]
}
