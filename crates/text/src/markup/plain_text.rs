//! [`PlainText`]: a text without its markup, with offsets back into the original.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::character_reference::decode_reference;
use crate::LineIndex;
use crate::steps::count;

/// The places of the characters of a text in the original that it was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap(
    /// Pairs of offsets in the text and in the original, in order: from each one on, the bytes correspond one to one.
    Vec<(usize, usize)>,
);

impl OffsetMap {
    /// The map of a text that is its own original.
    pub fn identity() -> Self {
        Self(vec![(0, 0)])
    }

    /// The byte offset in `original` of the character at a byte offset in the text; see [`PlainText::original_offset`].
    pub fn original_offset(&self, original: &str, at: usize) -> usize {
        let index = self.0.partition_point(|&(start, _)| start <= at);
        let offset = index.checked_sub(1).map_or(0, |last| {
            let (start, place) = self.0[last];
            place + (at - start)
        });
        original.floor_char_boundary(offset.min(original.len()))
    }

    /// The byte range in `original` of a range of `text`, up to the end of its last character or of the reference for
    /// it.
    pub fn original_range(&self, original: &str, text: &str, range: Range<usize>) -> Range<usize> {
        let start = self.original_offset(original, range.start);
        let Some(last) = text[range.clone()].chars().next_back() else { return start..start };
        let at = self.original_offset(original, range.end - last.len_utf8());
        let rest = &original[at..];
        let length = match decode_reference(rest) {
            Some((_, length)) if last != '&' || rest.starts_with("&amp;") => length,
            _ => rest.chars().next().map_or(0, char::len_utf8),
        };
        start..(at + length).max(start)
    }
}

/// A text as displayed; paragraphs are separated by empty lines. All ranges are in bytes of [`text`](Self::text).
#[derive(Clone, Debug)]
pub struct PlainText<'o> {
    original: Cow<'o, str>,
    lines: Arc<LineIndex>,
    pub(super) text: String,
    offsets: OffsetMap,
    pub(super) block_quotes: Vec<Range<usize>>,
    pub(super) inline_quotes: Vec<Range<usize>>,
    pub(super) credits: Vec<Range<usize>>,
    pub(super) works: Vec<Range<usize>>,
    pub(super) headings: Vec<Range<usize>>,
    /// The comments, in bytes of the original.
    pub(super) comments: Vec<Range<usize>>,
}

impl<'o> PlainText<'o> {
    /// Begins the plain text of an original.
    pub(super) fn new(original: &'o str) -> Self {
        Self::of(Cow::Borrowed(original), Arc::new(LineIndex::new(original)))
    }

    /// Begins another text of the same original.
    pub(super) fn beside(&self) -> Self {
        Self::of(self.original.clone(), Arc::clone(&self.lines))
    }

    fn of(original: Cow<'o, str>, lines: Arc<LineIndex>) -> Self {
        Self {
            original,
            lines,
            text: String::new(),
            offsets: OffsetMap::default(),
            block_quotes: Vec::new(),
            inline_quotes: Vec::new(),
            credits: Vec::new(),
            works: Vec::new(),
            headings: Vec::new(),
            comments: Vec::new(),
        }
    }

    /// The text of an original as it is, without a byte order mark.
    pub fn verbatim(original: &'o str) -> Self {
        let mut plain = Self::new(original);
        let text = original.strip_prefix('\u{feff}').unwrap_or(original);
        plain.push(text, original.len() - text.len());
        plain
    }

    /// Reads an original without markup, except for the `>` before the lines of a message that is answered: these are set
    /// apart as quotations.
    pub(super) fn from_plain(original: &'o str) -> Self {
        let mut plain = Self::new(original);
        let (mut at, mut depth, mut block) = (0, 0, 0);
        for line in original.split_inclusive('\n') {
            let (marks, text) = quoted_line_marks(line);
            let nested = line[..marks].matches('>').count();
            if nested != depth {
                plain.end_quoted_lines(depth, block);
                plain.end_paragraph();
                (depth, block) = (nested, plain.text.len());
            }
            plain.push(text, at + marks);
            at += line.len();
        }
        plain.end_quoted_lines(depth, block);
        plain
    }

    /// Sets lines apart that a message quotes with this many `>`, from a byte offset on.
    fn end_quoted_lines(&mut self, depth: usize, start: usize) {
        let end = self.text.trim_end().len();
        if depth > 0 && start < end {
            self.block_quotes.push(start..end);
        }
    }

    /// The same with an original of its own.
    pub fn into_owned(self) -> PlainText<'static> {
        PlainText {
            lines: self.lines,
            original: Cow::Owned(self.original.into_owned()),
            text: self.text,
            offsets: self.offsets,
            block_quotes: self.block_quotes,
            inline_quotes: self.inline_quotes,
            credits: self.credits,
            works: self.works,
            headings: self.headings,
            comments: self.comments,
        }
    }

    /// Makes the text its own original, if positions in the original would be of no use, such as those in XML.
    pub fn into_own_original(self) -> PlainText<'static> {
        PlainText {
            lines: Arc::new(LineIndex::new(&self.text)),
            original: Cow::Owned(self.text.clone()),
            text: self.text,
            offsets: OffsetMap::identity(),
            block_quotes: self.block_quotes,
            inline_quotes: self.inline_quotes,
            credits: self.credits,
            works: self.works,
            headings: self.headings,
            comments: Vec::new(),
        }
    }

    /// Appends another text with what is marked up in it; all of it is at byte offset `at` in the original.
    pub(super) fn append(&mut self, other: &PlainText<'_>, at: usize) {
        let start = self.text.len();
        self.push(&other.text, at);
        let shift = |range: &Range<usize>| start + range.start..start + range.end;
        self.block_quotes.extend(other.block_quotes.iter().map(shift));
        self.inline_quotes.extend(other.inline_quotes.iter().map(shift));
        self.credits.extend(other.credits.iter().map(shift));
        self.works.extend(other.works.iter().map(shift));
        self.headings.extend(other.headings.iter().map(shift));
    }

    /// Removes all text from a byte offset on, and what is recorded of it.
    pub(super) fn truncate(&mut self, length: usize) {
        self.text.truncate(length);
        while self.offsets.0.last().is_some_and(|&(start, _)| start >= length) {
            self.offsets.0.pop();
        }
        for ranges in self.recorded() {
            // They are recorded as they end.
            for range in ranges.iter_mut().rev().inspect(|_| count(1)).take_while(|range| range.end > length) {
                *range = range.start.min(length)..length;
            }
        }
    }

    fn recorded(&mut self) -> [&mut Vec<Range<usize>>; 5] {
        [&mut self.block_quotes, &mut self.inline_quotes, &mut self.credits, &mut self.works, &mut self.headings]
    }

    /// Removes blanks at the end, and no line breaks.
    pub(super) fn trim_blanks(&mut self) {
        let length = self.text.trim_end_matches(|c: char| c.is_whitespace() && c != '\n').len();
        count(1 + self.text.len() - length);
        if length < self.text.len() {
            self.truncate(length);
        }
    }

    /// Removes blank lines at the end: the text ends in one line break, if there is any.
    pub fn trim_end(&mut self) {
        let length = self.text.trim_end().len();
        self.truncate(length);
        self.break_line();
        let end = self.text.len();
        for range in self.recorded().into_iter().flatten() {
            *range = range.start.min(end)..range.end.min(end);
        }
    }

    /// Ends the line, unless the paragraph has ended.
    pub(super) fn break_line(&mut self) {
        self.trim_blanks();
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Appends text that is at byte offset `at` in the original.
    pub(super) fn push(&mut self, text: &str, at: usize) {
        let follows = self.offsets.0.last().is_some_and(|&(start, place)| place + (self.text.len() - start) == at);
        if !text.is_empty() && !follows {
            self.offsets.0.push((self.text.len(), at));
        }
        count(text.len());
        self.text.push_str(text);
    }

    /// Ends the paragraph, if any text precedes.
    pub(super) fn end_paragraph(&mut self) {
        let breaks = self.text.len() - self.text.trim_end_matches('\n').len();
        count(1 + breaks);
        if !self.text.is_empty() && breaks < 2 {
            // The break does not occur in the original.
            self.offsets.0.push((self.text.len(), usize::MAX / 2));
            self.text.push_str(&"\n\n"[breaks..]);
        }
    }

    /// The text without markup.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The ranges set apart as quotations, without marks, in order.
    pub fn block_quotes(&self) -> &[Range<usize>] {
        &self.block_quotes
    }

    /// The ranges marked up as inline quotations, in order.
    pub fn inline_quotes(&self) -> &[Range<usize>] {
        &self.inline_quotes
    }

    /// The ranges marked up as the name of the person quoted, in order.
    pub fn credits(&self) -> &[Range<usize>] {
        &self.credits
    }

    /// The ranges marked up as the title of a work, in order.
    pub fn works(&self) -> &[Range<usize>] {
        &self.works
    }

    /// The headings, in order.
    pub fn headings(&self) -> &[Range<usize>] {
        &self.headings
    }

    /// The comments that are not part of the text, with their marks, in the order in which they were read. These ranges
    /// are in bytes of [`original`](Self::original).
    pub fn comments(&self) -> &[Range<usize>] {
        &self.comments
    }

    /// The original.
    pub fn original(&self) -> &str {
        &self.original
    }

    /// The lines of the original.
    pub fn lines(&self) -> &LineIndex {
        &self.lines
    }

    /// The pieces of the text that are in the original, in order: the range of each, and the byte offset in the original
    /// at which it begins. Up to its end, the bytes of both correspond, unless a character was decoded or replaced.
    pub fn pieces(&self) -> impl Iterator<Item = (Range<usize>, usize)> {
        let starts = &self.offsets.0;
        let ends = starts.iter().skip(1).map(|&(start, _)| start).chain([self.text.len()]);
        let pieces = starts.iter().zip(ends).map(|(&(start, at), end)| (start..end, at));
        pieces.filter(|(_, at)| *at < self.original.len())
    }

    /// The byte offset in the original of the character at a byte offset in the text. Paragraph breaks that the
    /// original does not have map to its end.
    pub fn original_offset(&self, at: usize) -> usize {
        self.offsets.original_offset(&self.original, at)
    }

    /// The byte range in the original of a range of the text, up to the end of its last character or of the reference
    /// for it.
    pub fn original_range(&self, range: Range<usize>) -> Range<usize> {
        self.offsets.original_range(&self.original, &self.text, range)
    }

    /// The text, and the places of its characters in the original.
    pub fn into_parts(self) -> (String, OffsetMap) {
        (self.text, self.offsets)
    }

    /// The line and the column (from 1, in characters) in the original of the character at a byte offset in the text.
    pub fn place(&self, at: usize) -> (usize, usize) {
        let offset = self.original_offset(at);
        (self.lines.line_at(offset), self.lines.column_at(&self.original, offset))
    }
}

/// Splits a line of a message into the `>` that it begins with, as a length, and its text.
fn quoted_line_marks(line: &str) -> (usize, &str) {
    let mut rest = line;
    while let Some(less) =
        rest.strip_prefix('>').or_else(|| rest.strip_prefix(" >").filter(|_| rest.len() < line.len()))
    {
        rest = less;
    }
    let text = if rest.len() < line.len() { rest.strip_prefix(' ').unwrap_or(rest) } else { rest };
    (line.len() - text.len(), text)
}
