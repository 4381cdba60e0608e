//! Quotation marks one by one, as they are typed.

use std::ops::Range;

use kzq_text::marks::is_quotation_mark;
use kzq_text::steps::count;

/// A quotation mark in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    pub(crate) at: usize,
    pub(crate) end: usize,
    /// The mark that is meant, where two characters or one of another script were typed.
    pub(crate) c: char,
}

/// The mark that begins at a byte offset.
pub(crate) fn mark_at(text: &str, at: usize) -> Option<Mark> {
    let rest = &text[at..];
    let c = rest.chars().next()?;
    let twice = |mark: char| {
        (rest.starts_with([mark]) && rest[1..].starts_with(mark) && !rest[2..].starts_with(mark)).then_some(2)
    };
    let (meant, length) = match c {
        // Typed German and Polish, TeX, full width, Hebrew.
        ',' => ('„', twice(',')?),
        '`' => ('“', twice('`')?),
        '\'' if twice('\'').is_some() => ('”', 2),
        '＂' | '״' | '‟' => ('"', c.len_utf8()),
        _ if is_quotation_mark(c) => (c, c.len_utf8()),
        _ => return None,
    };
    Some(Mark { at, end: at + length, c: meant })
}

/// The next quotation mark.
pub(crate) fn next_mark(text: &str, part: Range<usize>) -> Option<Mark> {
    let (start, end) = (part.start, part.end);
    let may_be = |c: char| is_quotation_mark(c) || matches!(c, ',' | '`' | '＂' | '״' | '‟');
    text[part]
        .char_indices()
        .inspect(|_| count(1))
        .filter(|&(_, c)| may_be(c))
        .find_map(|(at, _)| mark_at(text, start + at).filter(|mark| mark.end <= end))
}

/// The character before a place, if it is not before `from`.
pub(crate) fn char_before(text: &str, at: usize, from: usize) -> Option<char> {
    text[from..at].chars().next_back()
}

/// Whether a quotation may begin after this character.
pub(crate) fn may_precede_quote(c: Option<char>) -> bool {
    c.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | ':' | '…') || is_quotation_mark(c)
    })
}

/// Whether a mark after a digit is the second one of a measure: `5'6"`.
pub(crate) fn is_measure(text: &str, mark: Mark, from: usize) -> bool {
    let before = text[from..mark.at]
        .trim_end_matches(|c: char| c.is_numeric() || matches!(c, '.' | ',' | '½' | '¼' | '¾' | ' '));
    let feet = before.strip_suffix(['\'', '’', '′']);
    mark.c == '"' && feet.is_some_and(|feet| feet.ends_with(|c: char| c.is_numeric() || !c.is_ascii()))
}

/// Whether a mark is the second apostrophe of ’n’.
pub(crate) fn is_elided_and(text: &str, mark: Mark, from: usize) -> bool {
    let before = text[from..mark.at].strip_suffix(['n', 'N']);
    let before = before.and_then(|before| before.strip_suffix(['\'', '’', '‘']));
    before.is_some_and(|before| before.ends_with([' ', '-', '\u{a0}']))
}

/// Whether a single mark looks like a plural possessive (`the nations’ role`) or replaces a dropped letter (`goin’ on`).
pub(crate) fn is_possessive(text: &str, mark: Mark) -> bool {
    let mut behind = text[mark.end..].chars();
    let ends = text[..mark.at].ends_with('s') || text[..mark.at].ends_with("in");
    ends && behind.next() == Some(' ') && behind.next().is_some_and(char::is_lowercase)
}
