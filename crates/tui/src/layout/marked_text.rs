//! Texts wrapped into lines with marks, to be laid out side by side.

use std::ops::Range;

use super::span::{Line, Piece, Role};
use kzq_text::Safe;
use kzq_text::wrap::wrap_each;

/// A text to wrap, with marks.
pub(crate) struct Setting<'t> {
    pub(crate) text: &'t Safe<'t>,
    /// Role of unmarked text.
    pub(crate) role: Role,
    /// Byte ranges of the marks, sorted and disjoint.
    pub(crate) marks: &'t [Range<usize>],
    /// Role of marked text.
    pub(crate) marked: Role,
    /// Shown before the first line; the others are indented by as many columns.
    pub(crate) first: Line<'static>,
    /// Shown after the last line.
    pub(crate) last: Option<Piece<'static>>,
}

impl<'t> Setting<'t> {
    /// Creates a text without marks.
    pub(crate) fn plain(text: &'t Safe<'t>, role: Role, first: Line<'static>) -> Self {
        Self { text, role, marks: &[], marked: role, first, last: None }
    }

    /// Wraps the text into lines.
    pub(crate) fn lines(self, columns: usize) -> Vec<Line<'static>> {
        let indent: usize = self.first.iter().map(Piece::columns).sum();
        let closing = self.last.as_ref().map_or(0, Piece::columns);
        let mut lines: Vec<Line<'static>> = Vec::new();
        let mut first = Some(self.first);
        let (text, marks) = (self.text, self.marks);
        wrap_each(text.as_str(), columns.saturating_sub(indent + closing), |within| {
            let mut line = first.take().unwrap_or_else(|| vec![Piece::blanks(indent)]);
            let mut at = within.start;
            let mut push = |range: Range<usize>, role| {
                if !range.is_empty() {
                    line.push(Piece::plain(text.slice(range).into_owned(), role));
                }
            };
            let from = marks.partition_point(|mark| mark.end <= within.start);
            for mark in marks[from..].iter().take_while(|mark| mark.start < within.end) {
                let mark = mark.start.max(within.start)..mark.end.min(within.end);
                push(at..mark.start, self.role);
                at = mark.end;
                push(mark, self.marked);
            }
            push(at..within.end, self.role);
            lines.push(line);
        });
        if let Some(line) = lines.last_mut() {
            line.extend(self.last);
        }
        lines
    }
}

/// Separator between the parts of a line.
pub(crate) const DOT: &str = " · ";

/// Wraps a muted text, with dots from the glyph set of the screen.
pub(crate) fn dotted(text: &Safe<'_>, first: Line<'static>, columns: usize) -> Vec<Line<'static>> {
    let dots: Vec<Range<usize>> = text.as_str().match_indices(DOT).map(|(at, _)| at + 1..at + DOT.len() - 1).collect();
    Setting { marks: &dots, marked: Role::Dot, ..Setting::plain(text, Role::Quiet, first) }.lines(columns)
}

/// Joins parts into one line, with dots from the glyph set of the screen between them.
pub(crate) fn with_dots(parts: impl IntoIterator<Item = Safe<'static>>, role: Role) -> Line<'static> {
    let mut line = Line::new();
    for part in parts {
        if !line.is_empty() {
            line.extend([Piece::plain(" ", role), Piece::plain("·", Role::Dot), Piece::plain(" ", role)]);
        }
        line.push(Piece::plain(part, role));
    }
    line
}

/// Pads a line to a width of `columns`.
pub(crate) fn filled(mut line: Line<'static>, columns: usize) -> Line<'static> {
    let used: usize = line.iter().map(Piece::columns).sum();
    line.push(Piece::blanks(columns.saturating_sub(used)));
    line
}
