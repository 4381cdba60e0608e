//! Locations in a file: line, column, and an excerpt of the line with the relevant part marked.

use std::ops::Range;

use kzq_text::{Lines, Safe};

/// A location in a text file, with an excerpt of its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The line, sanitised; a very long line is cut around the marked part.
    pub excerpt: Safe<'static>,
    /// The marked part, as a byte range of the excerpt.
    pub mark: Range<usize>,
}

/// Computes locations in a text. Lines are indexed once, so that each of a million diagnostics costs only what it
/// shows, not the length of the text before it.
#[derive(Debug)]
pub(crate) struct Places<'t> {
    text: &'t str,
    lines: Lines,
}

/// Bytes of the line shown on either side of the marked part.
const CONTEXT: usize = 100;
/// Maximum length of the marked part, in bytes.
const MARKED: usize = 60;

impl Place {
    /// Returns the location of the bytes `span` of `text`; a span over several lines ends with its first line.
    pub fn of(text: &str, span: &Range<usize>) -> Self {
        Places::of(text).place(span)
    }
}

impl<'t> Places<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        Self { text, lines: Lines::of(text) }
    }

    /// Returns the line, from 1, that contains a byte.
    pub(crate) fn line(&self, at: usize) -> usize {
        self.lines.line(at)
    }

    /// See [`Place::of`].
    pub(crate) fn place(&self, span: &Range<usize>) -> Place {
        let text = self.text;
        let start = text.floor_char_boundary(span.start);
        let line = self.line(start);
        let line_start = self.lines.start(line);
        let rest = &text[start..text[start..].find('\n').map_or(text.len(), |at| start + at)];
        let line_end = start + rest.trim_end_matches('\r').len();
        let end = text.floor_char_boundary(span.end.clamp(start, line_end).min(start + MARKED));
        let from = text.floor_char_boundary(start.saturating_sub(CONTEXT).max(line_start));
        let until = text.floor_char_boundary((end + CONTEXT).min(line_end));

        let cut = |at: bool| if at { "…" } else { "" };
        let before = Safe::line(&text[from..start]);
        let meant = Safe::line(&text[start..end]);
        let after = Safe::line(&text[end..until]);
        let before = kzq_text::safe!(cut(from > line_start), before);
        let mark = before.as_str().len()..before.as_str().len() + meant.as_str().len();
        Place {
            line,
            column: self.lines.column(text, start),
            excerpt: kzq_text::safe!(before, meant, after, cut(until < line_end)),
            mark,
        }
    }
}

/// Returns the byte offset of a line and a column in characters, both from 1, as the `ron` crate counts them.
pub(crate) fn byte_at(text: &str, line: usize, column: usize) -> usize {
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
    fn names_line_and_column_in_characters() {
        let text = "(\n  “é”: x,\n)";
        let place = Place::of(text, &text.find('x').map(|at| at..at + 1).unwrap());
        assert_eq!((place.line, place.column), (2, 8));
        assert_eq!(place.excerpt.as_str(), "  “é”: x,");
        assert_eq!(&place.excerpt.as_str()[place.mark], "x");
        assert_eq!(byte_at(text, 2, 8), text.find('x').unwrap());
        assert_eq!(byte_at(text, 9, 9), text.len());
    }

    #[test]
    fn a_line_of_ten_megabytes_is_cut_and_made_safe() {
        let text = format!("{}\x1bX{}", "é".repeat(5_000_000), "b".repeat(500));
        let at = text.find('X').unwrap();
        let place = Place::of(&text, &(at..at + 1));
        assert_eq!(place.column, 5_000_002);
        assert!(place.excerpt.as_str().len() < 300);
        assert!(place.excerpt.as_str().contains("␛X"));
        assert_eq!(&place.excerpt.as_str()[place.mark], "X");
    }

    #[test]
    fn a_span_over_lines_is_cut_at_the_first() {
        let place = Place::of("ab\ncd", &(1..5));
        assert_eq!((place.excerpt.as_str(), place.mark), ("ab", 1..2));
        let place = Place::of("ab\r\ncd", &(1..6));
        assert_eq!((place.excerpt.as_str(), place.mark), ("ab", 1..2));
        assert_eq!(Place::of("", &(0..0)).line, 1);
    }
}
