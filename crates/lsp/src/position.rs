//! Positions of the protocol: lines, and offsets in them counted in the units that client and server agree on.

use std::ops::Range;

use kzq_text::steps::count;
use serde::{Deserialize, Serialize};

/// The units in which a position counts within its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum PositionEncoding {
    /// Bytes of UTF-8.
    #[serde(rename = "utf-8")]
    Utf8,
    /// Code units of UTF-16, which every client knows.
    #[default]
    #[serde(rename = "utf-16")]
    Utf16,
    /// Unicode scalar values.
    #[serde(rename = "utf-32")]
    Utf32,
}

impl PositionEncoding {
    /// The best one that a client offers: that in which texts are kept, if possible.
    pub fn negotiate(offered: &[String]) -> Self {
        let offers = |name: &str| offered.iter().any(|offered| offered == name);
        match () {
            () if offers("utf-8") => Self::Utf8,
            () if offers("utf-32") && !offers("utf-16") => Self::Utf32,
            () => Self::Utf16,
        }
    }

    /// The length of a text.
    fn length(self, text: &str) -> usize {
        // Bytes that continue a character are 0b10xx_xxxx; one of two units of UTF-16 has four bytes.
        let chars = || text.bytes().filter(|byte| byte & 0b1100_0000 != 0b1000_0000).count();
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => chars() + text.bytes().filter(|&byte| byte >= 0b1111_0000).count(),
            Self::Utf32 => chars(),
        }
    }

    fn length_of(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Utf32 => 1,
        }
    }
}

/// A position in a document: the line and the offset in it, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The offset in the line, in units of the [`PositionEncoding`].
    pub character: u32,
}

/// A range in a document; its end is not part of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LspRange {
    /// Where it begins.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
}

/// Where the lines of a text begin. Lines end in a line feed, a carriage return, or both.
#[derive(Clone, Debug)]
pub struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    /// Finds the lines of a text.
    pub fn new(text: &str) -> Self {
        count(text.len());
        let bytes = text.as_bytes();
        let ends_line = |&at: &usize| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
        let breaks = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(ends_line).map(|at| at + 1);
        Self { starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// The number of the last line, from 0.
    pub(crate) fn last(&self) -> u32 {
        u32::try_from(self.starts.len() - 1).unwrap_or(u32::MAX)
    }

    /// The range of bytes of a line without its end; empty, at the end of the text, if there is no such line.
    fn line<'t>(&self, text: &'t str, line: usize) -> (usize, &'t str) {
        let Some(&start) = self.starts.get(line) else { return (text.len(), "") };
        let end = self.starts.get(line + 1).copied().unwrap_or(text.len());
        (start, text[start..end].trim_end_matches(['\r', '\n']))
    }

    /// The position of a byte offset; one inside a character is at its beginning.
    pub fn position(&self, text: &str, offset: usize, encoding: PositionEncoding) -> Position {
        let offset = text.floor_char_boundary(offset);
        let line = self.starts.partition_point(|&start| start <= offset) - 1;
        let (start, content) = self.line(text, line);
        let before = &content[..(offset - start).min(content.len())];
        let to_u32 = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Position { line: to_u32(line), character: to_u32(encoding.length(before)) }
    }

    /// The byte offset of a position. What is beyond a line is at its end, what is beyond the text at the end of that,
    /// and what is inside a character at its beginning.
    pub fn offset(&self, text: &str, position: Position, encoding: PositionEncoding) -> usize {
        let (start, content) = self.line(text, position.line as usize);
        let mut left = position.character as usize;
        for (at, c) in content.char_indices() {
            let Some(rest) = left.checked_sub(encoding.length_of(c)) else { return start + at };
            left = rest;
        }
        start + content.len()
    }

    /// The range of a range of bytes.
    pub fn range(&self, text: &str, range: &Range<usize>, encoding: PositionEncoding) -> LspRange {
        let position = |offset| self.position(text, offset, encoding);
        LspRange { start: position(range.start), end: position(range.end) }
    }

    /// The range of bytes of a range; empty if its end is before its start.
    pub fn bytes(&self, text: &str, range: LspRange, encoding: PositionEncoding) -> Range<usize> {
        let [start, end] = [range.start, range.end].map(|position| self.offset(text, position, encoding));
        start..end.max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_use_the_negotiated_encoding() {
        use PositionEncoding::{Utf8, Utf16, Utf32};
        // An emoji of two UTF-16 code units, and an e with a combining accent.
        let text = "a🙂e\u{301}b\r\nc\rd\n";
        let lines = Lines::new(text);
        let at = |needle: char| text.find(needle).unwrap();
        for (encoding, b) in [(Utf8, 8), (Utf16, 5), (Utf32, 4)] {
            let position = lines.position(text, at('b'), encoding);
            assert_eq!(position, Position { line: 0, character: b }, "{encoding:?}");
            assert_eq!(lines.offset(text, position, encoding), at('b'));
        }
        let offset = |line, character| lines.offset(text, Position { line, character }, Utf16);
        assert_eq!(offset(0, 2), 1, "half of a surrogate pair is before it");
        assert_eq!(offset(0, 99), at('\r'), "beyond the line is at its end");
        assert_eq!((offset(1, 0), offset(2, 0)), (at('c'), at('d')));
        assert_eq!((offset(3, 7), offset(9, 9)), (text.len(), text.len()));
        assert_eq!(lines.position(text, 3, Utf8).character, 1, "inside a character is before it");
        let backwards = LspRange { start: Position { line: 1, character: 0 }, end: Position::default() };
        assert_eq!(lines.bytes(text, backwards, Utf8), at('c')..at('c'));
    }

    #[test]
    fn best_offered_encoding_is_negotiated() {
        let negotiate = |offered: &[&str]| {
            PositionEncoding::negotiate(&offered.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(negotiate(&["utf-16", "utf-8"]), PositionEncoding::Utf8);
        assert_eq!(negotiate(&["utf-32"]), PositionEncoding::Utf32);
        assert_eq!(negotiate(&["utf-32", "utf-16"]), PositionEncoding::Utf16);
        assert_eq!(negotiate(&["utf-7"]), PositionEncoding::Utf16);
        assert_eq!(negotiate(&[]), PositionEncoding::Utf16);
    }

    proptest::proptest! {
        #[test]
        fn offsets_and_positions_round_trip(text in "([a\r\n]|\\PC){0,30}", line in 0_u32..9, character in 0_u32..40) {
            let lines = Lines::new(&text);
            for encoding in [PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32] {
                for (at, c) in text.char_indices() {
                    // There is no position between the two characters of a CRLF.
                    if c != '\n' {
                        let position = lines.position(&text, at, encoding);
                        proptest::prop_assert_eq!(lines.offset(&text, position, encoding), at);
                    }
                }
                let offset = lines.offset(&text, Position { line, character }, encoding);
                proptest::prop_assert!(text.is_char_boundary(offset));
            }
        }
    }
}
