//! Splits a [`NormalizedText`](super::normalized_text::NormalizedText) into words and punctuation marks, the units of a
//! word-level comparison.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::normalized_text::LINE_END_HYPHEN;
use kzq_text::print::{is_joiner, is_unspaced_script};

/// A word or a single punctuation mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TokenSpan {
    /// Its byte range in the normalised text.
    pub(crate) range: Range<usize>,
    pub(crate) is_word: bool,
}

/// An ellipsis in normalised text.
pub(crate) const ELLIPSIS: &str = "...";

/// The tokens of a normalised text, in order; an ellipsis is one token, blanks are skipped.
pub(crate) fn tokenize(text: &str) -> impl Iterator<Item = TokenSpan> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text[at..].len() - text[at..].trim_start_matches(' ').len();
        let c = text[at..].chars().next()?;
        let start = at;
        if text[at..].starts_with(ELLIPSIS) {
            at += ELLIPSIS.len();
            return Some(TokenSpan { range: start..at, is_word: false });
        }
        at += c.len_utf8();
        while at < text.len() && is_inside_word(text, at) {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
        Some(TokenSpan { range: start..at, is_word: is_letter(c) })
    })
}

/// Whether a byte offset is inside a word, so that nothing can begin or end there.
///
/// A word consists of letters and digits and what joins them: an apostrophe or hyphen between letters, a full stop,
/// comma or colon between digits, a full stop between single letters. So `non-hydrocarbon` does not contain
/// `hydrocarbon`, nor 40.5 the number 40.
pub(crate) fn is_inside_word(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let (mut before, mut after) = (before.chars().rev(), after.chars());
    let (Some(last), Some(next)) = (before.next(), after.next()) else { return false };
    match (is_letter(last), is_letter(next)) {
        (true, true) => is_combining_mark(next) || !(is_unspaced_script(last) || is_unspaced_script(next)),
        (true, false) => after.next().is_some_and(|behind| joins_words(before.next(), last, next, behind)),
        (false, true) => before.next().is_some_and(|first| joins_words(before.next(), first, last, next)),
        (false, false) => is_combining_mark(next),
    }
}

/// Whether a mark joins the characters on both sides of it into one word.
fn joins_words(ahead: Option<char>, before: char, mark: char, after: char) -> bool {
    if !is_letter(before) || !is_letter(after) || is_unspaced_script(before) || is_unspaced_script(after) {
        return false;
    }
    match mark {
        // As in normalised and in raw text.
        '\'' | '’' | 'ʼ' | '-' | '\u{2010}' | '\u{2011}' | LINE_END_HYPHEN => true,
        '.' | ',' | ':' if before.is_numeric() && after.is_numeric() => true,
        '.' => before.is_alphabetic() && after.is_alphabetic() && !ahead.is_some_and(is_letter),
        _ => false,
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || (!c.is_ascii() && (is_combining_mark(c) || is_joiner(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_punctuation_are_separated() {
        for (text, expected) in [
            ("That's it, then.", "That's|it|,|then|."),
            ("a non-oil 40.5% of 1,000", "a|non-oil|40.5|%|of|1,000"),
            ("the U.N. said.Next", "the|U.N|.|said|.|Next"),
            ("\"Yes\"—no...", "\"|Yes|\"|—|no|..."),
            ("nations\" 10:30 a:b", "nations|\"|10:30|a|:|b"),
            ("中文x", "中|文|x"),
            ("multi\u{ad}lateral", "multi\u{ad}lateral"),
            ("a--b x_y", "a|-|-|b|x_y"),
        ] {
            let found: Vec<&str> = tokenize(text).map(|token| &text[token.range]).collect();
            assert_eq!(found.join("|"), expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn tokens_cover_everything_but_blanks(text in "([a-c1 .,'-]|\\PC){0,30}") {
            let mut rest = text.clone();
            for token in tokenize(&text) {
                proptest::prop_assert!(!is_inside_word(&text, token.range.start) || token.range.start == 0);
                proptest::prop_assert!(!is_inside_word(&text, token.range.end));
                let part = &text[token.range];
                rest = rest.trim_start_matches(' ').strip_prefix(part).unwrap().to_owned();
            }
            proptest::prop_assert_eq!(rest.trim_matches(' '), "");
        }
    }
}
