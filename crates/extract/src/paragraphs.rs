//! Paragraphs: what blank lines separate.

use std::ops::Range;

use kzq_text::steps::count;

/// The paragraphs of a part of a text, without the blanks around them.
pub(crate) fn paragraphs(text: &str, part: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let start = part.start;
    let mut at = start;
    let pieces = text[part].split("\n\n").map(move |piece| {
        let range = at..at + piece.len();
        at = range.end + 2;
        range
    });
    pieces.map(move |piece| trim_range(text, piece)).filter(|piece| !piece.is_empty())
}

/// Trims white space at both ends of a range.
pub(crate) fn trim_range(text: &str, part: Range<usize>) -> Range<usize> {
    let slice = &text[part.clone()];
    count(1 + slice.len() - slice.trim().len());
    let start = part.start + (slice.len() - slice.trim_start().len());
    start..(start + slice.trim().len())
}

/// The last paragraph of a part of a text.
pub(crate) fn last_paragraph(text: &str, part: Range<usize>) -> Range<usize> {
    let start = text[part.clone()].rfind("\n\n").map_or(part.start, |at| part.start + at + 2);
    count(part.end - start);
    start..part.end
}

/// The last line of a part of a text.
pub(crate) fn last_line(text: &str, part: Range<usize>) -> Range<usize> {
    let start = text[part.clone()].rfind('\n').map_or(part.start, |at| part.start + at + 1);
    count(part.end - start);
    start..part.end
}

/// The paragraphs of a text.
pub(crate) struct Paragraphs {
    starts: Vec<usize>,
    end: usize,
}

impl Paragraphs {
    pub(crate) fn of(text: &str) -> Self {
        let breaks = text.match_indices("\n\n").map(|(at, _)| at + 2);
        Self { starts: std::iter::once(0).chain(breaks).collect(), end: text.len() }
    }

    /// The paragraph at a place.
    pub(crate) fn at(&self, place: usize) -> Range<usize> {
        let next = self.starts.partition_point(|&start| start <= place);
        self.starts[next - 1]..self.starts.get(next).copied().unwrap_or(self.end)
    }

    /// The paragraph before the one at a place.
    pub(crate) fn before(&self, place: usize) -> Option<Range<usize>> {
        let start = self.at(place).start;
        start.checked_sub(1).map(|above| self.at(above))
    }
}
