//! Marks of notes in a text: `[12]`, `¹`.

use std::ops::Range;

/// The range of the mark of a note at a byte offset.
pub(crate) fn note_mark_at(text: &str, at: usize) -> Option<Range<usize>> {
    /// Maximum length of the numbers in a mark.
    const MAX_LEN: usize = 24;
    const RAISED: &[char] = &['¹', '²', '³', '⁰', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let rest = &text[at..];
    if rest.starts_with(RAISED) {
        let follows_word =
            text[..at].ends_with(|c: char| c.is_alphabetic() || matches!(c, '.' | ',' | '”' | '"' | '!' | '?'));
        let unit = ["m", "km", "cm"].iter().any(|unit| text[..at].ends_with(&format!(" {unit}")));
        let end = || at + rest.len() - rest.trim_start_matches(RAISED).len();
        return (follows_word && !unit).then(|| at..end());
    }
    let inside = rest.strip_prefix('[')?;
    let close = inside.bytes().take(MAX_LEN + 1).position(|byte| byte == b']')?;
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, ',' | ' ' | '–' | '-');
    let numbers = &inside[..close];
    // A year in brackets is a clarification.
    let is_mark = numbers.chars().all(is_number) && numbers.starts_with(|c: char| c.is_ascii_digit());
    let is_short = numbers.split([',', ' ', '–', '-']).all(|number| number.len() <= 3);
    // At the beginning of a paragraph it numbers the note itself.
    let before = text[..at].trim_end();
    let is_in_paragraph = text[before.len()..at].matches('\n').count() < 2;
    let follows =
        before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '”' | '"' | '!' | '?' | ']' | ')'));
    (is_mark && is_short && follows && is_in_paragraph).then(|| at..at + close + 2)
}

/// Whether a text has marks of notes.
pub(crate) fn has_note_marks(text: &str) -> bool {
    text.char_indices().any(|(at, _)| note_mark_at(text, at).is_some())
}

/// A text without the marks of notes (`[12]`, `¹`) and the blanks before them; `None` if it has none.
pub(crate) fn without_note_marks(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut at = 0;
    let mut kept = 0;
    while let Some(c) = text[at..].chars().next() {
        match note_mark_at(text, at) {
            Some(mark) => {
                out.push_str(text[kept..mark.start].trim_end());
                (at, kept) = (mark.end, mark.end);
            }
            None => at += c.len_utf8(),
        }
    }
    (kept > 0).then(|| out + &text[kept..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn note_marks_are_removed() {
        for (text, expected) in [
            ("the town [12]. We left [2, 6] it", "the town. We left it"),
            ("the town¹ and³", "the town and"),
            ("an area of 5 km² in [1999] or x[a]", ""),
            ("[3] mills", ""),
        ] {
            assert_eq!(without_note_marks(text).unwrap_or_default(), expected, "{text}");
        }
    }
}
