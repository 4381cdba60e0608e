//! The pieces of a query: quoted texts, words, numbers, names of fields.

use crate::term::{Term, fold_words, is_grouped_number};

/// Whether a character may open or close a phrase.
pub(super) fn is_quote_mark(c: char) -> bool {
    QUOTE_MARKS.iter().any(|(open, close)| *open == c || close.contains(&c))
}

/// Opening quotation marks, each with its closing ones.
const QUOTE_MARKS: [(char, &[char]); 4] = [('"', &['"', '”']), ('“', &['”', '"']), ('„', &['“', '”']), ('«', &['»'])];

/// Parses a quoted text: its content, the rest, and whether the closing mark is missing.
pub(super) fn parse_quoted(text: &str) -> Option<(&str, &str, bool)> {
    let first = text.chars().next()?;
    let (_, closing) = QUOTE_MARKS.iter().find(|(open, _)| *open == first)?;
    let inner = &text[first.len_utf8()..];
    Some(match inner.char_indices().find(|(_, c)| closing.contains(c)) {
        Some((at, close)) => (&inner[..at], &inner[at + close.len_utf8()..], false),
        None => (inner, "", true),
    })
}

/// Whether the text before a colon looks like a field name, unlike the `10` of `10:30` or a URL scheme.
pub(super) fn is_field_like(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic()) && !name.starts_with("http")
}

/// The end of a number whose groups are separated by single spaces, with which a text begins: `10 000`.
pub(super) fn grouped_number_end(text: &str) -> Option<usize> {
    let mut groups = Vec::new();
    let (mut at, mut end) = (0, None);
    for chunk in text.split_inclusive(char::is_whitespace) {
        groups.push(chunk.trim_end());
        if groups.len() > 1 {
            if !is_grouped_number(&groups) {
                break;
            }
            end = Some(at + chunk.trim_end().len());
        }
        at += chunk.len();
    }
    end
}

/// The operator with which a text begins, if it does.
pub(super) fn operator(text: &str) -> Option<&'static str> {
    let is_word = |after: &str| after.chars().next().is_none_or(|c| c.is_whitespace() || "()|".contains(c));
    match text.strip_prefix("OR") {
        Some(after) if is_word(after) => Some("OR"),
        _ => text.starts_with('|').then_some("|"),
    }
}

/// The end of a value in a group of values with which a text begins: there, spaces belong to a value.
pub(super) fn group_value_end(text: &str) -> usize {
    let (mut inner, mut end) = (0, 0);
    let mut follows_space = true;
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        match c {
            '(' => inner += 1,
            ')' if inner > 0 => inner -= 1,
            ')' | ',' | '|' => return end,
            _ if follows_space && (operator(rest).is_some() || (at > 0 && parse_quoted(rest).is_some())) => return end,
            _ => {}
        }
        follows_space = c.is_whitespace();
        if !follows_space {
            end = at + c.len_utf8();
        }
    }
    end
}

/// Words typed without a space between them form a phrase: `covid-19`, `un-reform`.
pub(super) fn parse_words(chunk: &str, open: bool) -> Option<Term> {
    match fold_words(chunk).as_mut_slice() {
        [] => None,
        [word] => Some(Term::Word(std::mem::take(word))),
        words => Some(Term::Phrase { words: words.to_vec(), is_prefix: open }),
    }
}

pub(super) fn parse_phrase(quoted: &str, open: bool) -> Option<Term> {
    // A trailing space means that the last word is complete.
    let open = open && !quoted.ends_with(char::is_whitespace);
    let words = fold_words(quoted);
    (!words.is_empty()).then_some(Term::Phrase { words, is_prefix: open })
}
