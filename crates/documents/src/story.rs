//! [`Story`]: builds the texts of an original in which notes are written where the text refers to them.

use std::ops::Range;

use kzq_text::markup::TextBuilder;

use crate::document::{Document, Part, PartKind};
use crate::lines::Joined;

/// The texts of an original: the main text, and the notes that are written in it.
pub(crate) struct Story<'o> {
    main: TextBuilder<'o>,
    /// The notes that are open, outermost first, each with where the main text refers to it.
    open: Vec<(PartKind, TextBuilder<'o>, usize)>,
    notes: Vec<Part<'o>>,
    /// The files that it includes.
    pub(crate) unread: Vec<String>,
}

impl<'o> Story<'o> {
    pub(crate) fn new(original: &'o str) -> Self {
        Self { main: TextBuilder::new(original), open: Vec::new(), notes: Vec::new(), unread: Vec::new() }
    }

    /// The innermost text that is open.
    pub(crate) fn text(&mut self) -> &mut TextBuilder<'o> {
        self.open.last_mut().map_or(&mut self.main, |(_, builder, _)| builder)
    }

    /// Begins a note.
    pub(crate) fn begin_note(&mut self, kind: PartKind) {
        self.open.push((kind, self.main.beside(), self.main.text().len()));
    }

    /// Ends the innermost note, if one is open.
    pub(crate) fn end_note(&mut self) {
        let Some((kind, builder, anchor)) = self.open.pop() else { return };
        let plain = builder.finish();
        if !plain.text().trim().is_empty() {
            self.notes.push(Part { anchor: Some(anchor), ..Part::new(kind, plain) });
        }
    }

    /// Appends a blank, unless there is one or the line begins.
    pub(crate) fn blank(&mut self, at: usize) {
        let text = self.text();
        if !text.text().is_empty() && !text.text().ends_with(char::is_whitespace) {
            text.push(" ", at);
        }
    }

    /// Ends the line, unless it is empty.
    pub(crate) fn break_line(&mut self, at: usize) {
        let text = self.text();
        if !text.text().is_empty() && !text.text().ends_with('\n') {
            text.break_line(Some(at));
        }
    }

    /// Appends a range of lines that were put together.
    pub(crate) fn push_lines(&mut self, lines: &Joined, range: Range<usize>) {
        let mut at = range.start;
        for piece in lines.text[range].split_inclusive('\n') {
            let line = piece.trim_end_matches('\n');
            self.text().push(line, lines.original(at));
            if line.len() < piece.len() {
                self.break_line(lines.original(at + line.len()));
            }
            at += piece.len();
        }
    }

    /// The document, with the notes in the order in which the text refers to them.
    pub(crate) fn finish(mut self) -> Document<'o> {
        while !self.open.is_empty() {
            self.end_note();
        }
        let main = Part::new(PartKind::Main, self.main.finish());
        let end = main.text().len();
        self.notes.sort_by_key(|note| (note.kind, note.anchor));
        let (mut before, mut count) = (PartKind::Main, 0);
        for note in &mut self.notes {
            count = if note.kind == before { count + 1 } else { 1 };
            before = note.kind;
            note.anchor = note.anchor.map(|at| at.min(end));
            if note.kind != PartKind::Comment && note.label.is_none() {
                note.label = Some(count.to_string());
            }
        }
        Document::new(main, self.notes, self.unread)
    }
}
