//! Cursor movement by graphemes (UAX #29), which users perceive as single characters.

use unicode_segmentation::UnicodeSegmentation;

/// The start of the grapheme before the cursor, or 0 at the beginning of the text.
pub fn previous_boundary(text: &str, cursor: usize) -> usize {
    text[..cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
}

/// The end of the grapheme at the cursor, or the cursor itself at the end of the text.
pub fn next_boundary(text: &str, cursor: usize) -> usize {
    text[cursor..].graphemes(true).next().map_or(cursor, |grapheme| cursor + grapheme.len())
}
