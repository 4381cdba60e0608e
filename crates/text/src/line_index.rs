//! [`LineIndex`]: converts byte offsets into lines, columns and character counts.

use std::iter::once;

use crate::steps::count;

/// Bytes per entry of the character index.
const BLOCK_BYTES: usize = 1024;

/// An index of a text that finds lines and character counts without scanning from the beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    /// Byte offsets at which the lines begin.
    line_starts: Vec<usize>,
    /// Characters before each block of [`BLOCK_BYTES`] bytes; the last entry is the total.
    chars_before_block: Vec<usize>,
}

impl LineIndex {
    /// Indexes a text. A line includes its terminating line feed.
    pub fn new(text: &str) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        let sums = text.as_bytes().chunks(BLOCK_BYTES).scan(0, |sum, block| {
            *sum += count_char_starts(block);
            Some(*sum)
        });
        Self { line_starts: once(0).chain(breaks).collect(), chars_before_block: once(0).chain(sums).collect() }
    }

    /// The line (from 1) that contains a byte offset.
    pub fn line_at(&self, at: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= at)
    }

    /// The byte offset at which a line (from 1) begins.
    pub fn line_start(&self, line: usize) -> usize {
        self.line_starts[line - 1]
    }

    /// The byte offset of the line feed that ends a line (from 1), or the end of the text. `text` must be the indexed text.
    pub fn line_end(&self, text: &str, line: usize) -> usize {
        self.line_starts.get(line).map_or(text.len(), |next| next - 1)
    }

    /// Counts the characters before a byte offset. `text` must be the indexed text.
    pub fn chars_before(&self, text: &str, at: usize) -> usize {
        let block = at / BLOCK_BYTES;
        count(at - block * BLOCK_BYTES);
        self.chars_before_block[block] + count_char_starts(&text.as_bytes()[block * BLOCK_BYTES..at])
    }

    /// The column (from 1, in characters) of a byte offset. `text` must be the indexed text.
    pub fn column_at(&self, text: &str, at: usize) -> usize {
        1 + self.chars_before(text, at) - self.chars_before(text, self.line_start(self.line_at(at)))
    }
}

/// Counts the characters that begin in `bytes` (UTF-8).
fn count_char_starts(bytes: &[u8]) -> usize {
    // All other bytes are continuation bytes: 0b10xx_xxxx.
    bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn index_agrees_with_counting_from_the_start(text in "([a\n]|\\PC){0,40}", times in 1_usize..60) {
            let text = text.repeat(times);
            let lines = LineIndex::new(&text);
            for (count, (at, _)) in text.char_indices().enumerate() {
                let before = &text[..at];
                let start = before.rfind('\n').map_or(0, |at| at + 1);
                proptest::prop_assert_eq!(lines.line_at(at), 1 + before.matches('\n').count());
                proptest::prop_assert_eq!(lines.line_start(lines.line_at(at)), start);
                let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
                proptest::prop_assert_eq!(lines.line_end(&text, lines.line_at(at)), end);
                proptest::prop_assert_eq!(lines.chars_before(&text, at), count);
                proptest::prop_assert_eq!(lines.column_at(&text, at), 1 + text[start..at].chars().count());
            }
            proptest::prop_assert_eq!(lines.chars_before(&text, text.len()), text.chars().count());
        }
    }
}
