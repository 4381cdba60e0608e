//! Finds quotations by their marks: “ ”, " ", „ “, « », ‹ ›, ‘ ’, also nested and across paragraphs.
//!
//! A quotation across paragraphs may repeat its opening mark at each of them. A quotation that is never closed ends
//! with its paragraph. A single mark between letters is an apostrophe, and so is one never closed in its paragraph.

use std::ops::Range;

use kzq_text::marks::{is_quotation_mark, is_single_quote};

/// Maximum length of a quotation in marks, in bytes.
const MAX_QUOTE_BYTES: usize = 1 << 16;
/// Maximum number of paragraph breaks in a quotation that does not repeat its opening mark.
const MAX_PARAGRAPH_BREAKS: usize = 4;
/// Maximum nesting depth of quotations.
const MAX_DEPTH: usize = 8;

/// A quotation in marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct QuotedRun {
    /// Byte range between the marks.
    pub(super) content: Range<usize>,
    /// Byte range including the marks.
    pub(super) range: Range<usize>,
    /// The quotations directly inside it, in order.
    pub(super) nested: Vec<QuotedRun>,
}

/// Finds the outermost quotations in a part of a text, in order; the others are nested in them.
pub(super) fn find_quoted_runs(text: &str, part: Range<usize>) -> Vec<QuotedRun> {
    find_nested(text, part, 0, None)
}

/// Finds quotations at a nesting depth; `outer` is the opening mark of the surrounding quotation.
fn find_nested(text: &str, part: Range<usize>, depth: usize, outer: Option<char>) -> Vec<QuotedRun> {
    let mut found = Vec::new();
    let mut at = part.start;
    while let Some((start, c)) = next_mark(text, at..part.end) {
        at = start + c.len_utf8();
        let above = &text[part.start..start];
        let begins_line = above[above.trim_end().len()..].contains('\n');
        let opens_again = outer == Some(c) && begins_line;
        let Some(pair) = QuotePair::opened_by(text, start, c, part.start).filter(|_| !opens_again) else { continue };
        let Some((inside, end)) = pair.find_end(text, at..part.end) else { continue };
        let inner = if depth < MAX_DEPTH { find_nested(text, inside.clone(), depth + 1, Some(c)) } else { Vec::new() };
        found.push(QuotedRun { content: inside, range: start..end, nested: inner });
        at = end;
    }
    found
}

/// The next character that may be a quotation mark.
fn next_mark(text: &str, part: Range<usize>) -> Option<(usize, char)> {
    let start = part.start;
    text[part].char_indices().find(|&(_, c)| is_quotation_mark(c)).map(|(at, c)| (start + at, c))
}

/// An opening mark with the marks that can close it.
#[derive(Clone, Copy, Debug)]
struct QuotePair {
    open: char,
    closers: &'static [char],
    is_single: bool,
}

fn char_before(text: &str, at: usize, from: usize) -> Option<char> {
    text[from..at].chars().next_back()
}

/// Whether a quotation may begin after this character.
fn may_precede_quote(c: Option<char>) -> bool {
    c.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | ':' | '…') || is_quotation_mark(c)
    })
}

impl QuotePair {
    /// The pair opened by the mark at `at`, if it is an opening mark; `from` is the start of the text considered.
    fn opened_by(text: &str, at: usize, mark: char, from: usize) -> Option<Self> {
        let last = char_before(text, at, from);
        let mut behind = text[at + mark.len_utf8()..].chars();
        let next = behind.next()?;
        let touches = !next.is_whitespace() && next != mark && (mark, next) != ('“', '”');
        let is_word = |c: char| {
            c.is_alphanumeric() || matches!(c, '[' | '…' | '(' | '.' | '$' | '€' | '£' | '#') || is_quotation_mark(c)
        };
        let close: &'static [char] = match mark {
            '“' if touches => &['”'],
            '„' if touches => &['“', '”'],
            '«' => &['»'],
            '「' => &['」'],
            '『' => &['』'],
            '‹' => &['›'],
            '»' if may_precede_quote(last) && is_word(next) => &['«'],
            '›' if may_precede_quote(last) && is_word(next) => &['‹'],
            // As in Swedish.
            '”' if may_precede_quote(last) && is_word(next) => &['”'],
            '"' if may_precede_quote(last) && touches => &['"'],
            '‘' if touches && !last.is_some_and(char::is_alphanumeric) => &['’'],
            '‚' if touches && may_precede_quote(last) => &['‘', '’'],
            '\'' if may_precede_quote(last) && is_word(next) => &['\''],
            _ => return None,
        };
        Some(Self { open: mark, closers: close, is_single: is_single_quote(mark) })
    }

    /// The content range and the end of a quotation whose content begins at the start of `rest`.
    fn find_end(self, text: &str, rest: Range<usize>) -> Option<(Range<usize>, usize)> {
        let start = rest.start;
        let limit = text.floor_char_boundary(rest.end.min(start + MAX_QUOTE_BYTES));
        let (mut at, mut depth, mut paragraphs) = (start, 0_usize, 0);
        let (mut paragraph_end, mut fallback) = (None, None);
        while let Some(c) = text[at..limit].chars().next() {
            let end = at + c.len_utf8();
            if c == '\n' {
                let blank = text[at..limit].len() - text[at..limit].trim_start().len();
                let next = at + blank;
                if self.is_repeated_at(text, next, limit) {
                    at = next + self.open.len_utf8();
                    continue;
                }
                if text[at..next].matches('\n').count() > 1 {
                    paragraph_end.get_or_insert(at);
                    paragraphs += 1;
                    if self.is_single || paragraphs > MAX_PARAGRAPH_BREAKS {
                        break;
                    }
                }
                at = next;
                continue;
            }
            if self.closers.contains(&c) && is_closing_mark(text, at, c, start) {
                match depth.checked_sub(1) {
                    Some(less) => depth = less,
                    None if self.is_single && is_possessive(text, at, end) => {
                        fallback = fallback.or(Some((start..at, end)));
                    }
                    None => return (at > start).then_some((start..at, end)),
                }
            } else if c == self.open && Self::opened_by(text, at, c, start).is_some() {
                if paragraph_end.is_some() {
                    break;
                }
                depth += 1;
                // If the same mark opens again and again, nothing is closed, and scanning on would take quadratic time.
                if depth > MAX_DEPTH {
                    return fallback;
                }
            }
            at = end;
        }
        let unclosed = paragraph_end.unwrap_or(limit);
        let unclosed = start + text[start..unclosed].trim_end().len();
        let is_end = limit == rest.end || paragraph_end.is_some();
        fallback.or((!self.is_single && unclosed > start && is_end).then_some((start..unclosed, unclosed)))
    }

    /// Whether the opening mark is repeated at the beginning of the next paragraph.
    fn is_repeated_at(self, text: &str, at: usize, limit: usize) -> bool {
        let mut next = text[at..limit].chars();
        next.next() == Some(self.open) && next.next().is_some_and(|c| !c.is_whitespace())
    }
}

/// Whether the mark at `at` is a closing mark.
fn is_closing_mark(text: &str, at: usize, mark: char, from: usize) -> bool {
    let next = text[at + mark.len_utf8()..].chars().next();
    let touches = char_before(text, at, from).is_some_and(|c| !c.is_whitespace());
    match mark {
        '"' | '\'' | '’' | '‘' => touches && !next.is_some_and(char::is_alphanumeric),
        _ => true,
    }
}

/// Whether a single mark looks like a plural possessive (`the nations’ role`).
fn is_possessive(text: &str, at: usize, end: usize) -> bool {
    let mut behind = text[end..].chars();
    text[..at].ends_with('s') && behind.next() == Some(' ') && behind.next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, found: &[QuotedRun]) -> String {
        let one = |marked: &QuotedRun| {
            let inner =
                if marked.nested.is_empty() { String::new() } else { format!("<{}>", shown(text, &marked.nested)) };
            format!("{}{inner}", &text[marked.content.clone()])
        };
        found.iter().map(one).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn quotations_are_found_by_their_marks() {
        for (text, expected) in [
            ("He said “yes” and “no”.", "yes|no"),
            ("He said \"yes,\" and \"no.\"", "yes,|no."),
            ("Er sagte: „Ja“ und „nein”.", "Ja|nein"),
            ("Il dit « oui » et «non» ; er sagt »ja« und ›nein‹, ‹so›.", " oui |non|ja|nein|so"),
            ("Hon sa ”ja” och ”nej”.", "ja|nej"),
            ("‘It isn’t the nations’ role,’ she said; ’tis so", "It isn’t the nations’ role,"),
            ("'It isn't the nations' role,' she said; don't", "It isn't the nations' role,"),
            ("the nations’ role isn’t ‘so-called’ at ’90s", "so-called"),
            ("“He told me ‘we must’ and “so” on,” she said", "He told me ‘we must’ and “so” on,<we must|so>"),
            ("\"He told me 'we must' then\"", "He told me 'we must' then<we must>"),
            ("a 6\" pipe, 5' 4\" tall, rock 'n' roll's", "n"),
            ("(“In brackets”)—\"dashed\"—“so”", "In brackets|dashed|so"),
            ("“[W]e must … be frank”", "[W]e must … be frank"),
            ("“One.\n\n“Two.\n\n“Three.” he said", "One.\n\n“Two.\n\n“Three."),
            ("\"One.\n\n\"Two.\" he said", "One.\n\n\"Two."),
            ("“One.\n\nTwo,” he said. “Three”", "One.\n\nTwo,|Three"),
            ("“Never closed.\n\nNext “one” here", "Never closed.|one"),
            ("\"Never closed.\n\nNext \"one\" here", "Never closed.|one"),
            ("“Never closed", "Never closed"),
            ("‘Never closed.\n\nNext’ one", ""),
            ("彼は「戦争は『古い』です」と言った", "戦争は『古い』です<古い>"),
            ("“” \"\" “ x ” «", ""),
            ("", ""),
        ] {
            assert_eq!(shown(text, &find_quoted_runs(text, 0..text.len())), expected, "{text}");
        }
    }

    #[test]
    fn an_unclosed_mark_ends_with_its_paragraph_however_long_the_draft_is() {
        let text = format!("“Never closed.\n\n{}", "Words and words. ".repeat(MAX_QUOTE_BYTES / 8));
        assert_eq!(shown(&text, &find_quoted_runs(&text, 0..text.len())), "Never closed.");
    }

    #[test]
    fn unclosed_marks_take_linear_time() {
        for mark in ["\"", "“", "„", "«", "'", "‘"] {
            let text = format!(" {mark}a").repeat(100_000);
            assert!(find_quoted_runs(&text, 0..text.len()).len() <= MAX_DEPTH + 1, "{mark}");
        }
    }

    proptest::proptest! {
        #[test]
        fn quotations_are_ordered_and_nested(text in "([ab ]|[“”\"'‘’„«»‹›‚]|\n|\n\n|\\PC){0,40}") {
            fn check(text: &str, found: &[QuotedRun], part: Range<usize>) {
                let mut at = part.start;
                for marked in found {
                    assert!(at <= marked.range.start && marked.range.start < marked.content.start);
                    assert!(marked.content.start < marked.content.end && marked.content.end <= marked.range.end);
                    assert!(marked.range.end <= part.end && text.get(marked.content.clone()).is_some());
                    check(text, &marked.nested, marked.content.clone());
                    at = marked.range.end;
                }
            }
            check(&text, &find_quoted_runs(&text, 0..text.len()), 0..text.len());
        }
    }
}
