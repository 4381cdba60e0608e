//! Locations in a file: line, column, and an excerpt of the line with the relevant part marked.

use std::ops::Range;

use kzq_text::print::attaches_to_base;
use kzq_text::steps::count;
use kzq_text::{LineIndex, Safe};

/// A location in a text file, with an excerpt of its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The line, sanitised, with hidden characters as symbols; a very long line is cut around the marked part.
    pub excerpt: Safe<'static>,
    /// The marked part, as a byte range of the excerpt.
    pub underline: Range<usize>,
}

/// Computes locations in a text. Lines are indexed once, so that each of a million diagnostics costs only what it
/// shows, not the length of the text before it.
#[derive(Debug)]
pub(crate) struct LocationIndex<'t> {
    text: &'t str,
    lines: LineIndex,
}

/// Bytes of the line shown on either side of the marked part.
const CONTEXT_BYTES: usize = 100;
/// Maximum length of the marked part, in bytes.
const MAX_UNDERLINE_BYTES: usize = 60;
/// Maximum length of the combining marks that are shown with the last character of the marked part, in bytes.
const MAX_MARKS_BYTES: usize = 200;

impl Location {
    /// Returns the location of the bytes `span` of `text`; a span over several lines ends with its first line.
    pub fn new(text: &str, span: &Range<usize>) -> Self {
        LocationIndex::new(text).locate(span)
    }
}

impl<'t> LocationIndex<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, lines: LineIndex::new(text) }
    }

    /// Returns the line, from 1, that contains a byte.
    pub(crate) fn line_of(&self, byte: usize) -> usize {
        self.lines.line_at(byte)
    }

    /// See [`Location::new`].
    pub(crate) fn locate(&self, span: &Range<usize>) -> Location {
        let text = self.text;
        let start = text.floor_char_boundary(span.start);
        let line = self.line_of(start);
        let line_start = self.lines.line_start(line);
        // No more of the line is looked at, so that many locations in one long line take no quadratic time.
        let reach = start + MAX_UNDERLINE_BYTES + MAX_MARKS_BYTES + CONTEXT_BYTES;
        let whole_end = self.lines.line_end(text, line);
        let near_end = text.floor_char_boundary(whole_end.min(reach));
        count(near_end - start);
        let is_cut = near_end < whole_end;
        let line_end = if is_cut { near_end } else { start + text[start..near_end].trim_end_matches('\r').len() };
        let end = text.floor_char_boundary(span.end.clamp(start, line_end).min(start + MAX_UNDERLINE_BYTES));
        // Parts of one character would be sanitised one by one, and have too many marks together.
        let marks_end = text.floor_char_boundary(line_end.min(end + MAX_MARKS_BYTES));
        let marks = |from: usize| text[from..marks_end].find(|c| !attaches_to_base(c)).unwrap_or(marks_end - from);
        let end = end + marks(end);
        let excerpt_start = text.floor_char_boundary(start.saturating_sub(CONTEXT_BYTES).max(line_start));
        // More marks than are looked at: what follows would be sanitised on its own, too.
        let ends_in_character = text[end..line_end].starts_with(attaches_to_base);
        let context = if ends_in_character { 0 } else { CONTEXT_BYTES };
        let excerpt_end = text.floor_char_boundary((end + context).min(line_end));

        let ellipsis = |at: bool| if at { "…" } else { "" };
        let shown = |part: &str| Safe::line(part.to_owned()).with_symbols();
        let (before, underlined, after) =
            (shown(&text[excerpt_start..start]), shown(&text[start..end]), shown(&text[end..excerpt_end]));
        let before = kzq_text::safe!(ellipsis(excerpt_start > line_start), before);
        let mark = before.as_str().len()..before.as_str().len() + underlined.as_str().len();
        Location {
            line,
            column: self.lines.column_at(text, start),
            excerpt: kzq_text::safe!(before, underlined, after, ellipsis(is_cut || excerpt_end < line_end)),
            underline: mark,
        }
    }
}

/// Returns the byte offset of a line and a column in characters, both from 1, as the `ron` crate counts them.
pub(crate) fn byte_offset(text: &str, line: usize, column: usize) -> usize {
    let start = match line {
        0 | 1 => 0,
        _ => text.match_indices('\n').nth(line - 2).map_or(text.len(), |(at, _)| at + 1),
    };
    text[start..].char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(at, _)| start + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_are_counted_in_characters() {
        let text = "(\n  “é”: x,\n)";
        let place = Location::new(text, &text.find('x').map(|at| at..at + 1).unwrap());
        assert_eq!((place.line, place.column), (2, 8));
        assert_eq!(place.excerpt.as_str(), "  “é”: x,");
        assert_eq!(&place.excerpt.as_str()[place.underline], "x");
        assert_eq!(byte_offset(text, 2, 8), text.find('x').unwrap());
        assert_eq!(byte_offset(text, 9, 9), text.len());
    }

    #[test]
    fn a_line_of_ten_megabytes_is_truncated_and_sanitised() {
        let text = format!("{}\x1bX{}", "é".repeat(5_000_000), "b".repeat(500));
        let at = text.find('X').unwrap();
        let place = Location::new(&text, &(at..at + 1));
        assert_eq!(place.column, 5_000_002);
        assert!(place.excerpt.as_str().len() < 300);
        assert!(place.excerpt.as_str().contains("␛X"));
        assert_eq!(&place.excerpt.as_str()[place.underline], "X");
    }

    #[test]
    fn a_multi_line_span_ends_with_its_first_line() {
        let place = Location::new("ab\ncd", &(1..5));
        assert_eq!((place.excerpt.as_str(), place.underline), ("ab", 1..2));
        let place = Location::new("ab\r\ncd", &(1..6));
        assert_eq!((place.excerpt.as_str(), place.underline), ("ab", 1..2));
        assert_eq!(Location::new("", &(0..0)).line, 1);
    }
}
