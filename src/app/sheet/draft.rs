//! [`Draft`]: a sheet being made, row by row.

use super::row::{Content, Find, Mark, Row, Slice};
use super::setting::dotted;
use crate::app::page::{Line, Part, Piece, Role, span};
use crate::corpus::{Corpus, EntryId, Wording};
use crate::text::wrap::wrap_each;
use crate::text::{Safe, width};

/// No line of words is longer than this, however wide the screen: longer ones are hard to read.
const MEASURE: usize = 88;

/// A sheet being made.
#[derive(Debug)]
pub(super) struct Draft {
    columns: usize,
    rows: Vec<Row>,
    target: Option<EntryId>,
    /// What the next row finds.
    finds: Option<Box<Find>>,
    /// What the next row is to the cursor.
    next: Mark,
}

impl Draft {
    /// A sheet with nothing on it, so wide.
    pub(super) fn new(columns: usize) -> Self {
        Self { columns: columns.max(1), rows: Vec::new(), target: None, finds: None, next: Mark::Plain }
    }

    /// The rows.
    pub(super) fn finish(self) -> Vec<Row> {
        self.rows
    }

    /// The next row is a stop, and it and those after it show or lead to this entry.
    pub(super) fn stop(&mut self, target: EntryId) {
        self.target = Some(target);
        self.next = Mark::Stop;
    }

    /// The rows that follow show or lead to this entry, without a stop.
    pub(super) fn under(&mut self, target: EntryId) {
        self.target = Some(target);
        self.next = Mark::Plain;
    }

    /// The next row is a stop, and finds this.
    pub(super) fn find(&mut self, find: Find) {
        self.target = None;
        self.finds = Some(Box::new(find));
        self.next = Mark::Stop;
    }

    /// The rows that follow lead nowhere.
    pub(super) fn rest(&mut self) {
        self.target = None;
        self.next = Mark::Plain;
    }

    /// A heading of a level, from 1; what follows, up to the next one of this level or a higher one, folds.
    pub(super) fn heading(&mut self, level: u8, line: Line<'static>) {
        self.target = None;
        self.next = Mark::Heading { level };
        self.line(line);
    }

    /// An empty line, which leads nowhere and is no stop.
    pub(super) fn blank(&mut self) {
        self.rows.push(Row { content: Content::Own(Line::new()), target: None, finds: None, mark: Mark::Plain });
    }

    /// A line as it is; what is too long for the screen is cut.
    pub(super) fn line(&mut self, line: Line<'static>) {
        self.push(Content::Own(line));
    }

    /// A text of the sheet's own, wrapped; `first` stands before its first line, and blanks as wide before the others.
    pub(super) fn paragraph(&mut self, first: Line<'static>, text: &Safe<'_>, role: Role) {
        let indent = first.iter().map(Piece::columns).sum();
        let mut first = Some(first);
        wrap_each(text.as_str(), self.room(indent), |line| {
            let mut pieces = first.take().unwrap_or_else(|| vec![Piece::blanks(indent)]);
            pieces.push(Piece::plain(text.slice(line).into_owned(), role));
            self.push(Content::Own(pieces));
        });
    }

    /// A quiet text of the sheet's own, wrapped, its dots in the sign of the screen.
    pub(super) fn dotted(&mut self, text: &Safe<'_>) {
        for line in dotted(text, Line::new(), self.room(0)) {
            self.line(line);
        }
    }

    /// What an entry says, from the column `indent` on: verbatim words within quotation marks, anything else behind
    /// its glyph, a question before its answer.
    pub(super) fn words(&mut self, corpus: &Corpus, id: EntryId, indent: u8) {
        let entry = corpus.entry(id);
        let opening = if entry.wording() == Wording::Verbatim { 1 } else { 2 };
        if entry.question().is_some() {
            self.part(corpus, id, Part::Question, indent.saturating_add(2), 0);
        }
        self.part(corpus, id, Part::Text, indent.saturating_add(opening), 1);
    }

    /// What an entry answers or is led in by, from the column `indent` on.
    pub(super) fn lead(&mut self, corpus: &Corpus, id: EntryId, indent: u8) {
        if corpus.entry(id).lead().is_some() {
            self.part(corpus, id, Part::Lead, indent, 0);
        }
    }

    /// A part of an entry; `spared` columns are left free for what closes it.
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

    /// The columns for words of which so many are taken.
    fn room(&self, taken: usize) -> usize {
        self.columns.min(MEASURE).saturating_sub(taken)
    }

    fn push(&mut self, content: Content) {
        let mark = std::mem::replace(&mut self.next, Mark::Plain);
        self.rows.push(Row { content, target: self.target, finds: self.finds.take(), mark });
    }
}

/// The beginning of a text on one line of so many columns, and the sign that it goes on where it does.
pub(super) fn beginning(text: &Safe<'_>, columns: usize, role: Role) -> Line<'static> {
    /// More than any line holds, in bytes.
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
