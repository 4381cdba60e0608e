//! Finds quotations by their marks: “ ”, " ", „ “, « », ‹ ›, ‘ ’ and the marks that keyboards and programs make of them,
//! also nested and across paragraphs.
//!
//! A quotation across paragraphs may repeat its opening mark at each of them. A quotation that is never closed ends with
//! its paragraph, or at a mark of another shape before. A single mark between letters is an apostrophe, and so is one never
//! closed in its paragraph. A mark after a digit may be an inch or foot mark.

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
pub struct QuotedRun {
    /// Byte range between the marks.
    pub content: Range<usize>,
    /// Byte range including the marks.
    pub range: Range<usize>,
    /// Whether it has a closing mark.
    pub is_closed: bool,
    /// The quotations directly inside it, in order.
    pub nested: Vec<QuotedRun>,
}

/// Finds the outermost quotations in a part of a text, in order; the others are nested in them.
pub fn find_quoted_runs(text: &str, part: Range<usize>) -> Vec<QuotedRun> {
    find_nested(text, part, 0, None)
}

/// Counts the double marks in a part of a text that neither open nor close any of these quotations.
pub fn count_stray_marks(text: &str, part: &Range<usize>, runs: &[QuotedRun]) -> usize {
    let mut at = part.start;
    let mut stray = 0;
    for end in runs.iter().map(|run| &run.range).chain([&(part.end..part.end)]) {
        while let Some(mark) = next_mark(text, at..end.start.max(at)) {
            let after_digit =
                char_before(text, mark.at, part.start).is_some_and(|c| c.is_numeric() || is_single_quote(c));
            stray += usize::from(!(is_single_quote(mark.c) || (mark.c == '"' && after_digit)));
            at = mark.end;
        }
        at = end.end.max(at);
    }
    stray
}

/// Finds quotations at a nesting depth; `outer` is the opening mark of the surrounding quotation.
fn find_nested(text: &str, part: Range<usize>, depth: usize, outer: Option<char>) -> Vec<QuotedRun> {
    let mut found = Vec::new();
    let mut at = part.start;
    while let Some(mark) = next_mark(text, at..part.end) {
        at = mark.end;
        let above = &text[part.start..mark.at];
        let begins_line = above[above.trim_end().len()..].contains('\n');
        let opens_again = outer == Some(mark.c) && begins_line;
        let Some(pair) = QuotePair::opened_by(text, mark, part.start).filter(|_| !opens_again) else { continue };
        let Some(end) = pair.find_end(text, at..part.end) else { continue };
        let nested = if depth < MAX_DEPTH {
            find_nested(text, end.content.clone(), depth + 1, Some(mark.c))
        } else {
            Vec::new()
        };
        found.push(QuotedRun { content: end.content, range: mark.at..end.end, is_closed: end.is_closed, nested });
        at = end.end;
    }
    found
}

/// A quotation mark in a text.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    end: usize,
    /// The mark that is meant, where two characters or one of another script were typed.
    c: char,
}

/// The mark that begins at a byte offset.
fn mark_at(text: &str, at: usize) -> Option<Mark> {
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
fn next_mark(text: &str, part: Range<usize>) -> Option<Mark> {
    let (start, end) = (part.start, part.end);
    let may_be = |c: char| is_quotation_mark(c) || matches!(c, ',' | '`' | '＂' | '״' | '‟');
    text[part]
        .char_indices()
        .filter(|&(_, c)| may_be(c))
        .find_map(|(at, _)| mark_at(text, start + at).filter(|mark| mark.end <= end))
}

/// An opening mark with the marks that can close it.
#[derive(Clone, Copy, Debug)]
struct QuotePair {
    open: char,
    closers: &'static [char],
    /// Marks that close it if none of the others does in its paragraph.
    weak_closers: &'static [char],
    is_single: bool,
}

/// Where a quotation ends.
#[derive(Clone, Debug)]
struct QuoteEnd {
    content: Range<usize>,
    end: usize,
    is_closed: bool,
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
    /// The pair opened by a mark, if it is an opening mark; `from` is the start of the text considered.
    fn opened_by(text: &str, Mark { at, end, c: mark }: Mark, from: usize) -> Option<Self> {
        let last = char_before(text, at, from);
        let next = text[end..].chars().next()?;
        let touches = !next.is_whitespace() && next != mark && (mark, next) != ('“', '”');
        let is_word = |c: char| {
            c.is_alphanumeric()
                || matches!(c, '[' | '…' | '(' | '.' | '$' | '€' | '£' | '#' | '¿' | '¡')
                || is_quotation_mark(c)
        };
        if is_single_quote(mark) && text[end..].trim_start_matches(['n', 'N']).starts_with(['\'', '’']) && touches {
            // ’n’ for “and”.
            return None;
        }
        let (closers, weak_closers): (&'static [char], &'static [char]) = match mark {
            '“' if touches => (&['”'], &['"', '“']),
            '„' if touches => (&['“', '”'], &['"']),
            '«' => (&['»'], &['«', '"']),
            '「' => (&['」'], &[]),
            '『' => (&['』'], &[]),
            '‹' => (&['›'], &[]),
            // As in German books, or on both sides in Swedish and Finnish.
            '»' if may_precede_quote(last) && is_word(next) => (&['«', '»'], &[]),
            '›' if may_precede_quote(last) && is_word(next) => (&['‹', '›'], &[]),
            '”' if may_precede_quote(last) && is_word(next) => (&['”'], &['“', '"']),
            '"' if may_precede_quote(last) && touches => (&['"'], &['”', '“']),
            '‘' if touches && !last.is_some_and(char::is_alphanumeric) => (&['’'], &['\'']),
            '‚' if touches && may_precede_quote(last) => (&['‘', '’'], &['\'']),
            '\'' if may_precede_quote(last) && is_word(next) => (&['\''], &['’']),
            _ => return None,
        };
        Some(Self { open: mark, closers, weak_closers, is_single: is_single_quote(mark) })
    }

    /// Where a quotation ends whose content begins at the start of `rest`.
    fn find_end(self, text: &str, rest: Range<usize>) -> Option<QuoteEnd> {
        let start = rest.start;
        let limit = text.floor_char_boundary(rest.end.min(start + MAX_QUOTE_BYTES));
        let (mut at, mut depth, mut paragraphs) = (start, 0_usize, 0);
        let (mut paragraph_end, mut fallback) = (None, None);
        let closed = |mark: Mark| QuoteEnd { content: start..mark.at, end: mark.end, is_closed: true };
        while let Some(c) = text[at..limit].chars().next() {
            if c == '\n' {
                let blank = text[at..limit].len() - text[at..limit].trim_start().len();
                let next = at + blank;
                if self.is_repeated_at(text, next, limit) {
                    // What closed the paragraph before did not close the quotation.
                    at = next + self.open.len_utf8();
                    continue;
                }
                if text[at..next].matches('\n').count() > 1 {
                    paragraph_end.get_or_insert(at);
                    paragraphs += 1;
                    if self.is_single || paragraphs > MAX_PARAGRAPH_BREAKS || fallback.is_some() {
                        break;
                    }
                }
                at = next;
                continue;
            }
            let Some(mark) = mark_at(text, at).filter(|mark| mark.end <= limit) else {
                at += c.len_utf8();
                continue;
            };
            if self.closers.contains(&mark.c) && self.is_closing(text, mark, start, limit) {
                match depth.checked_sub(1) {
                    Some(less) => depth = less,
                    None if self.is_single && is_possessive(text, mark) => fallback = fallback.or(Some(closed(mark))),
                    None => return (mark.at > start).then(|| closed(mark)),
                }
            } else if mark.c == self.open && Self::opened_by(text, mark, start).is_some() {
                if paragraph_end.is_some() {
                    break;
                }
                if fallback.is_some() && !self.is_single {
                    return fallback;
                }
                depth += 1;
                // If the same mark opens again and again, nothing is closed, and scanning on would take quadratic time.
                if depth > MAX_DEPTH {
                    return fallback;
                }
            } else if self.weak_closers.contains(&mark.c)
                && depth == 0
                && mark.at > start
                && self.is_closing(text, mark, start, limit)
            {
                fallback = fallback.or(Some(closed(mark)));
            }
            at = mark.end;
        }
        let unclosed = paragraph_end.unwrap_or(limit);
        let unclosed = start + text[start..unclosed].trim_end().len();
        let is_end = limit == rest.end || paragraph_end.is_some();
        let to_paragraph_end = QuoteEnd { content: start..unclosed, end: unclosed, is_closed: false };
        fallback.or((!self.is_single && unclosed > start && is_end).then_some(to_paragraph_end))
    }

    /// Whether the opening mark is repeated at the beginning of the next paragraph.
    fn is_repeated_at(self, text: &str, at: usize, limit: usize) -> bool {
        let mut next = text[at..limit].chars();
        next.next() == Some(self.open) && next.next().is_some_and(|c| !c.is_whitespace())
    }

    /// Whether a mark of the right shape closes the quotation that begins at `from`.
    fn is_closing(self, text: &str, mark: Mark, from: usize, limit: usize) -> bool {
        let next = text[mark.end..].chars().next();
        let last = char_before(text, mark.at, from);
        let touches = last.is_some_and(|c| !c.is_whitespace()) && !next.is_some_and(char::is_alphanumeric);
        match mark.c {
            '"' | '\'' | '’' if last.is_some_and(char::is_numeric) => {
                touches && !is_measure(text, mark, from) && !self.is_due_later(text, mark, limit)
            }
            '\'' | '’' => touches && !is_elided_and(text, mark, from),
            '"' | '‘' => touches,
            _ if mark.c == self.open || self.weak_closers.contains(&mark.c) => touches,
            _ => true,
        }
    }

    /// Whether a closing mark comes later in the paragraph before any opening one, so that this one is an inch mark.
    fn is_due_later(self, text: &str, mark: Mark, limit: usize) -> bool {
        /// How far ahead to look, in bytes.
        const MAX_DISTANCE: usize = 1 << 10;
        let end = text.floor_char_boundary(limit.min(mark.end + MAX_DISTANCE));
        let paragraph = text[mark.end..end].find("\n\n").map_or(end, |at| mark.end + at);
        let mut at = mark.end;
        while let Some(next) = next_mark(text, at..paragraph) {
            if next.c == mark.c {
                let touches = char_before(text, next.at, mark.end).is_some_and(|c| !c.is_whitespace());
                let follows = text[next.end..].chars().next().is_some_and(char::is_alphanumeric);
                return touches && !follows && !self.opens(next.c, text, next, mark.end);
            }
            at = next.end;
        }
        false
    }

    fn opens(self, c: char, text: &str, mark: Mark, from: usize) -> bool {
        c == self.open && Self::opened_by(text, mark, from).is_some()
    }
}

/// Whether a mark after a digit is the second one of a measure: `5'6"`.
fn is_measure(text: &str, mark: Mark, from: usize) -> bool {
    let before = text[from..mark.at]
        .trim_end_matches(|c: char| c.is_numeric() || matches!(c, '.' | ',' | '½' | '¼' | '¾' | ' '));
    let feet = before.strip_suffix(['\'', '’', '′']);
    mark.c == '"' && feet.is_some_and(|feet| feet.ends_with(|c: char| c.is_numeric() || !c.is_ascii()))
}

/// Whether a mark is the second apostrophe of ’n’.
fn is_elided_and(text: &str, mark: Mark, from: usize) -> bool {
    let before = text[from..mark.at].strip_suffix(['n', 'N']);
    let before = before.and_then(|before| before.strip_suffix(['\'', '’', '‘']));
    before.is_some_and(|before| before.ends_with([' ', '-', '\u{a0}']))
}

/// Whether a single mark looks like a plural possessive (`the nations’ role`) or replaces a dropped letter (`goin’ on`).
fn is_possessive(text: &str, mark: Mark) -> bool {
    let mut behind = text[mark.end..].chars();
    let ends = text[..mark.at].ends_with('s') || text[..mark.at].ends_with("in");
    ends && behind.next() == Some(' ') && behind.next().is_some_and(char::is_lowercase)
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
            ("a 6\" pipe, 5' 4\" tall, rock 'n' roll's", ""),
            ("\"She is 5'4\" and fits,\" he said", "She is 5'4\" and fits,"),
            ("\"She is 5’4\" and fits,\" he said", "She is 5’4\" and fits,"),
            ("\"A 12\" disc is big,\" he said of the \"disc 12\" and left", "A 12\" disc is big,|disc 12"),
            ("\"Born in 1912\" and \"dead\"", "Born in 1912|dead"),
            (
                "‘The cats’ food, salt ’n’ bread, goin’ on in the ’60s,’ he said",
                "The cats’ food, salt ’n’ bread, goin’ on in the ’60s,",
            ),
            ("Hän sanoi: »niin» ja »ei».", "niin|ei"),
            ("Sie sagte: ,,Ja\" und ,,nein“, ``so'' und ``so\".", "Ja|nein|so|so"),
            ("הוא אמר ״כן״ ו＂לא＂ ＂כך＂", "כן|כך"),
            ("”Ja“, sagte sie, „nein\".", "Ja|nein"),
            ("“He told \"me\" so,” she said", "He told \"me\" so,<me>"),
            ("“Straight end.\" More “here.”", "Straight end.|here."),
            ("“Straight end.\"\n\n\"Straight start.”", "Straight end.|Straight start."),
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
    fn marks_without_a_partner_are_counted() {
        for (text, expected) in
            [("“One” and \"two\", a 5'4\" man’s ‘three’", 0), ("One” and “two”", 1), ("a » b «c» d »", 2)]
        {
            let runs = find_quoted_runs(text, 0..text.len());
            assert_eq!(count_stray_marks(text, &(0..text.len()), &runs), expected, "{text}");
        }
        let open = find_quoted_runs("“Never closed", 0.."“Never closed".len());
        assert!(!open[0].is_closed);
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
        fn quotations_are_ordered_and_nested(text in "([ab1 ]|[“”\"'‘’„«»‹›‚]|\n|\n\n|\\PC){0,40}") {
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
