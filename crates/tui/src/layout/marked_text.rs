//! Texts wrapped into lines with marks, to be laid out side by side.

use std::ops::Range;

use super::span::{StyleRole, StyledLine, StyledSpan};
use kzq_text::Safe;
use kzq_text::wrap::wrap_with;

/// A text to wrap, with marks.
pub(crate) struct MarkedText<'t> {
    pub(crate) text: &'t Safe<'t>,
    /// Role of unmarked text.
    pub(crate) role: StyleRole,
    /// Byte ranges of the marks, sorted and disjoint.
    pub(crate) marks: &'t [Range<usize>],
    /// Role of marked text.
    pub(crate) mark_role: StyleRole,
    /// Shown before the first line; the others are indented by as many columns.
    pub(crate) prefix: StyledLine<'static>,
    /// Shown after the last line.
    pub(crate) suffix: Option<StyledSpan<'static>>,
}

impl<'t> MarkedText<'t> {
    /// Creates a text without marks.
    pub(crate) fn unmarked(text: &'t Safe<'t>, role: StyleRole, prefix: StyledLine<'static>) -> Self {
        Self { text, role, marks: &[], mark_role: role, prefix, suffix: None }
    }

    /// Wraps the text into lines.
    pub(crate) fn wrap(self, columns: usize) -> Vec<StyledLine<'static>> {
        let indent: usize = self.prefix.iter().map(StyledSpan::width).sum();
        let closing = self.suffix.as_ref().map_or(0, StyledSpan::width);
        let mut lines: Vec<StyledLine<'static>> = Vec::new();
        let mut first = Some(self.prefix);
        let (text, marks) = (self.text, self.marks);
        wrap_with(text.as_str(), columns.saturating_sub(indent + closing), |line_range| {
            let mut line = first.take().unwrap_or_else(|| vec![StyledSpan::spaces(indent)]);
            let mut at = line_range.start;
            let mut push = |range: Range<usize>, role| {
                if !range.is_empty() {
                    line.push(StyledSpan::plain(text.slice(range).into_owned(), role));
                }
            };
            let from = marks.partition_point(|mark| mark.end <= line_range.start);
            for mark in marks[from..].iter().take_while(|mark| mark.start < line_range.end) {
                let mark = mark.start.max(line_range.start)..mark.end.min(line_range.end);
                push(at..mark.start, self.role);
                at = mark.end;
                push(mark, self.mark_role);
            }
            push(at..line_range.end, self.role);
            lines.push(line);
        });
        if let Some(line) = lines.last_mut() {
            line.extend(self.suffix);
        }
        lines
    }
}

/// Separator between the parts of a line.
pub(crate) const SEPARATOR: &str = " · ";

/// Wraps a muted text, with dots from the glyph set of the screen.
pub(crate) fn wrap_dotted(text: &Safe<'_>, prefix: StyledLine<'static>, columns: usize) -> Vec<StyledLine<'static>> {
    let dots: Vec<Range<usize>> =
        text.as_str().match_indices(SEPARATOR).map(|(at, _)| at + 1..at + SEPARATOR.len() - 1).collect();
    MarkedText { marks: &dots, mark_role: StyleRole::Separator, ..MarkedText::unmarked(text, StyleRole::Muted, prefix) }
        .wrap(columns)
}

/// Joins parts into one line, with dots from the glyph set of the screen between them.
pub(crate) fn join_with_dots(parts: impl IntoIterator<Item = Safe<'static>>, role: StyleRole) -> StyledLine<'static> {
    let mut line = StyledLine::new();
    for part in parts {
        if !line.is_empty() {
            line.extend([
                StyledSpan::plain(" ", role),
                StyledSpan::plain("·", StyleRole::Separator),
                StyledSpan::plain(" ", role),
            ]);
        }
        line.push(StyledSpan::plain(part, role));
    }
    line
}

/// Pads a line to a width of `columns`.
pub(crate) fn pad_line(mut line: StyledLine<'static>, columns: usize) -> StyledLine<'static> {
    let used: usize = line.iter().map(StyledSpan::width).sum();
    line.push(StyledSpan::spaces(columns.saturating_sub(used)));
    line
}
