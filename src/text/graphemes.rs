//! The steps of a cursor in a text: graphemes (UAX #29), which a reader takes for one character.

use unicode_segmentation::UnicodeSegmentation;

/// The byte at which the grapheme before a cursor begins; 0 where there is none.
pub fn before(text: &str, cursor: usize) -> usize {
    text[..cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
}

/// The byte behind the grapheme at a cursor; the end where there is none.
pub fn after(text: &str, cursor: usize) -> usize {
    text[cursor..].graphemes(true).next().map_or(cursor, |grapheme| cursor + grapheme.len())
}
