//! Finds quotations by their marks: “ ”, " ", „ “, « », ‹ ›, ‘ ’ and the marks that keyboards and programs make of them,
//! also nested and across paragraphs.
//!
//! A quotation across paragraphs may repeat its opening mark at each of them. A quotation that is never closed ends with
//! its paragraph, or at a mark of another shape before. A single mark between letters is an apostrophe, and so is one never
//! closed in its paragraph. A mark after a digit may be an inch or foot mark.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::cues::{CueWord, cue_words, end_before_cue, last_sentence_start, sentence_end};
use crate::mark::{Mark, char_before, is_possessive, mark_at, next_mark};
use crate::paragraphs::{last_line, last_paragraph, paragraphs};
use crate::quote_pair::QuotePair;
use kzq_text::marks::is_single_quote;
use kzq_text::steps::count;

/// Maximum length of a quotation in marks, in bytes.
const MAX_QUOTE_BYTES: usize = 1 << 16;
/// Maximum number of paragraph breaks in a quotation that does not repeat its opening mark.
const MAX_PARAGRAPH_BREAKS: usize = 4;
/// Maximum nesting depth of quotations.
const MAX_DEPTH: usize = 8;
/// Maximum number of quotations with the same marks directly in one another. If there are more, nothing closes the outer
/// one.
const MAX_INNER: usize = 32;
/// Maximum number of times that the opening mark is repeated behind a mark that may close a quotation.
const MAX_REPEATED: usize = 64;

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
    /// The opening marks that are repeated in it where a paragraph or a printed line begins, in order.
    pub repeated: Vec<Range<usize>>,
}

impl QuotedRun {
    /// Its words: one range for each paragraph, and for each piece between repeated marks.
    pub fn parts(&self, text: &str) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut at = self.content.start;
        for mark in self.repeated.iter().chain([&(self.content.end..self.content.end)]) {
            parts.extend(paragraphs(text, at..mark.start.max(at)));
            at = mark.end;
        }
        parts
    }
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
    // Marks that are repeated in a quotation that is never closed: from them on, it is not closed either.
    let mut unclosed = BTreeSet::new();
    let mut at = part.start;
    while let Some(mark) = next_mark(text, at..part.end) {
        at = mark.end;
        if unclosed.contains(&mark.at) {
            continue;
        }
        let above = &text[part.start..mark.at];
        let begins_line = above[above.trim_end().len()..].contains('\n');
        let opens_again = outer == Some(mark.c) && begins_line;
        let pair = QuotePair::opened_by(text, mark, part.start).filter(|_| !opens_again);
        let loose = || QuotePair::opened_loosely(text, mark, part.start).filter(|_| depth == 0);
        let is_loose = pair.is_none();
        let Some(pair) = pair.or_else(loose) else { continue };
        let mut repeated = Vec::new();
        let Some(end) = pair.find_end(text, at..part.end, &mut repeated) else {
            unclosed.extend(repeated.into_iter().map(|mark| mark.start));
            continue;
        };
        if is_loose && !(end.is_closed && end.repeated.is_empty()) {
            continue;
        }
        let inside = if depth < MAX_DEPTH { end.content.clone() } else { at..at };
        let mut nested = find_nested(text, inside, depth + 1, Some(mark.c));
        let QuoteEnd { content, end: after, is_closed, repeated } = end;
        nested.retain(|run| repeated.binary_search_by_key(&run.range.start, |mark| mark.start).is_err());
        found.push(QuotedRun { content, range: mark.at..after, is_closed, nested, repeated });
        at = after;
    }
    found
}

/// Where a quotation ends.
#[derive(Clone, Debug)]
struct QuoteEnd {
    content: Range<usize>,
    end: usize,
    is_closed: bool,
    repeated: Vec<Range<usize>>,
}

/// What an opening mark is where a quotation with the same mark is open.
enum Inner {
    /// It opens a quotation inside it.
    Nested,
    /// It does, but one closing mark closes both: «ООО «Ромашка».
    Shared,
    /// It opens the next quotation: the closing mark of the one before is missing.
    Apart,
    /// It is repeated where the quotation continues: "One. "Two."
    Repeated,
}

/// The repeated marks before an offset.
fn before(repeated: &[Range<usize>], end: usize) -> Vec<Range<usize>> {
    repeated.iter().filter(|mark| mark.end < end).cloned().collect()
}

impl QuoteEnd {
    /// The end at a closing mark of a quotation that begins at `start`.
    fn closed(start: usize, mark: Mark, repeated: &[Range<usize>]) -> Self {
        Self { content: start..mark.at, end: mark.end, is_closed: true, repeated: before(repeated, mark.at) }
    }

    /// The end of what is never closed, without the words of the writer at its end; `None` if nothing is left.
    fn unclosed(text: &str, content: Range<usize>, repeated: &[Range<usize>]) -> Option<Self> {
        let start = content.start;
        let end = start + text[content].trim_end().len();
        let end = end_before_cue(text, last_paragraph(text, start..end)).unwrap_or(end);
        let ended = Self { content: start..end, end, is_closed: false, repeated: before(repeated, end) };
        Some(ended).filter(|_| end > start)
    }
}

impl QuotePair {
    /// Where a quotation ends whose content begins at the start of `rest`. Adds to `repeated` the opening marks that it
    /// meets again where a paragraph or a printed line begins.
    fn find_end(self, text: &str, rest: Range<usize>, repeated: &mut Vec<Range<usize>>) -> Option<QuoteEnd> {
        let start = rest.start;
        let limit = text.floor_char_boundary(rest.end.min(start + MAX_QUOTE_BYTES));
        let (mut at, mut depth, mut paragraphs) = (start, 0_usize, 0);
        let (mut paragraph_end, mut fallback) = (None, None);
        let (mut inner_quotes, mut repeated_behind, mut weak_inner) = (0, 0, 0_usize);
        let closed = |mark: Mark, repeated: &[Range<usize>]| QuoteEnd::closed(start, mark, repeated);
        let unclosed = |end: usize, repeated: &[Range<usize>]| QuoteEnd::unclosed(text, start..end, repeated);
        while let Some(c) = text[at..limit].chars().next() {
            count(1);
            if c == '\n' {
                let blank = text[at..limit].len() - text[at..limit].trim_start().len();
                let next = at + blank;
                if self.is_repeated_at(text, next, limit) {
                    // The paragraph before may end in the words of the writer: then only its closing mark is missing.
                    let breaks = text[at..next].matches('\n').count() > 1;
                    let above = if breaks { last_paragraph(text, start..at) } else { last_line(text, start..at) };
                    let may_end = breaks || text[..at].ends_with(['.', '!', '?']);
                    if breaks && paragraph_end.is_some() {
                        break;
                    }
                    if may_end && !self.is_single && ends_in_cue(text, above) {
                        return unclosed(at, repeated);
                    }
                    // What closed the paragraph before did not close the quotation, unless nothing else does for long.
                    repeated_behind += usize::from(fallback.is_some());
                    if repeated_behind > MAX_REPEATED {
                        return fallback;
                    }
                    let after = next + self.open.len_utf8();
                    repeated.push(next..after);
                    at = after;
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
                    None if self.is_single && is_possessive(text, mark) => {
                        fallback = fallback.or_else(|| Some(closed(mark, repeated)));
                    }
                    None => return (mark.at > start).then(|| closed(mark, repeated)),
                }
            } else if mark.c == self.open && Self::opened_by(text, mark, start).is_some() {
                if paragraph_end.is_some() {
                    break;
                }
                if fallback.is_some() && !self.is_single {
                    return fallback;
                }
                inner_quotes += usize::from(depth == 0);
                if inner_quotes > MAX_INNER {
                    return fallback;
                }
                let inner =
                    if self.is_single || depth > 0 { Inner::Nested } else { self.inner(text, mark, start, limit) };
                match inner {
                    Inner::Nested => depth += 1,
                    Inner::Shared => {}
                    Inner::Repeated => repeated.push(mark.at..mark.end),
                    Inner::Apart => return unclosed(mark.at, repeated),
                }
                // If the same mark opens again and again, nothing is closed, and scanning on would take quadratic time.
                if depth > MAX_DEPTH {
                    return fallback;
                }
            } else if self.weak_closers.contains(&mark.c) && depth == 0 && mark.at > start {
                if !self.is_closing(text, mark, start, limit) {
                    // In a later paragraph, it opens a quotation of its own.
                    let opens = paragraph_end.is_some() && Self::opened_by(text, mark, start).is_some();
                    weak_inner += usize::from(opens);
                } else if let Some(less) = weak_inner.checked_sub(1) {
                    weak_inner = less;
                } else {
                    fallback = fallback.or_else(|| Some(closed(mark, repeated)));
                }
            }
            at = mark.end;
        }
        let is_end = limit == rest.end || paragraph_end.is_some();
        let to_paragraph_end = || {
            let end = start + text[start..paragraph_end.unwrap_or(limit)].trim_end().len();
            let found = if ends_in_cue(text, last_paragraph(text, start..end)) {
                unclosed(end, repeated)
            } else {
                Some(QuoteEnd { content: start..end, end, is_closed: false, repeated: before(repeated, end) })
            };
            found.filter(|found| !self.is_single && is_end && found.content.end > start)
        };
        fallback.or_else(to_paragraph_end)
    }

    /// What an opening mark is where the same mark is open, in a quotation that begins at `start`.
    fn inner(self, text: &str, mark: Mark, start: usize, limit: usize) -> Inner {
        let above = text[..mark.at].trim_end();
        let in_cue = || ends_in_cue(text, last_paragraph(text, start..mark.at));
        let goes_on = above.ends_with(['.', '!', '?', '…']) && text[above.len()..mark.at].contains(' ');
        let first = match self.next_of_shape(text, mark.end, mark.end, limit) {
            Ok((first, true)) => first,
            // Nothing closes: only a cue shows that the one before has ended.
            _ if in_cue() => return Inner::Apart,
            Ok((first, false)) if goes_on && self.is_closed_once(text, first, limit) => return Inner::Repeated,
            _ => return Inner::Nested,
        };
        if self.open != '"' && self.is_balanced(text, mark.end, limit) {
            return Inner::Nested;
        }
        match self.next_of_shape(text, first.end, mark.end, limit) {
            Ok((_, true)) => return Inner::Nested,
            // The next paragraph continues.
            Err(end) if end > first.end && text[end..limit].trim_start().starts_with(self.open) => {
                return Inner::Nested;
            }
            _ => {}
        }
        if goes_on && !in_cue() {
            return Inner::Repeated;
        }
        if self.open == '"' && leads_in_to_own(text, start..mark.at) {
            return Inner::Shared;
        }
        if self.open == '"' && shares_close(text, start..mark.at) && text[mark.end..].starts_with(char::is_uppercase) {
            return Inner::Shared;
        }
        let is_apart = self.open == '"' || above.ends_with(['.', '!', '?', '…', ':', '—', '–', ',']);
        if is_apart { Inner::Apart } else { Inner::Shared }
    }

    /// Whether the paragraph closes both the quotation and the one that opens in it, with others of its own between:
    /// `«A «b» c «d» e»`.
    fn is_balanced(self, text: &str, from: usize, limit: usize) -> bool {
        const MAX_BYTES: usize = 4096;
        const MAX_MARKS: usize = 64;
        let limit = text.floor_char_boundary(limit.min(from + MAX_BYTES));
        let (mut at, mut open) = (from, 2_usize);
        for _ in 0..MAX_MARKS {
            match self.next_of_shape(text, at, from, limit) {
                Ok((mark, false)) => (at, open) = (mark.end, open + 1),
                Ok((mark, true)) if open > 1 => (at, open) = (mark.end, open - 1),
                // The last one closes the quotation.
                Ok((_, true)) => return true,
                Err(_) => return false,
            }
        }
        false
    }

    /// Whether one mark closes after several that open, and no second one does.
    fn is_closed_once(self, text: &str, first: Mark, limit: usize) -> bool {
        let mut at = first.end;
        for _ in 0..MAX_DEPTH {
            match self.next_of_shape(text, at, first.at, limit) {
                Ok((mark, false)) => at = mark.end,
                Ok((mark, true)) => {
                    return !matches!(self.next_of_shape(text, mark.end, mark.end, limit), Ok((_, true)));
                }
                Err(_) => return false,
            }
        }
        false
    }

    /// The next mark in the paragraph that opens a quotation as this one does, or closes it, and whether it closes it; or
    /// else where the paragraph ends. The quotation begins at `start`.
    fn next_of_shape(self, text: &str, from: usize, start: usize, limit: usize) -> Result<(Mark, bool), usize> {
        let mut at = from;
        while let Some(c) = text[at..limit].chars().next() {
            count(1);
            if text[at..limit].starts_with("\n\n") {
                return Err(at);
            }
            let Some(mark) = mark_at(text, at).filter(|mark| mark.end <= limit) else {
                at += c.len_utf8();
                continue;
            };
            if mark.c == self.open && Self::opened_by(text, mark, start).is_some() {
                return Ok((mark, false));
            }
            let is_closer = self.closers.contains(&mark.c) || self.weak_closers.contains(&mark.c);
            if is_closer && self.is_closing(text, mark, start, limit) {
                return Ok((mark, true));
            }
            at = mark.end;
        }
        Err(limit)
    }
}

/// Whether words before an opening mark may be closed together with those behind it: one sentence, no cue at its end.
fn shares_close(text: &str, part: Range<usize>) -> bool {
    const MAX_BYTES: usize = 240;
    part.len() <= MAX_BYTES
        && text[part.clone()].trim_end().ends_with(char::is_alphabetic)
        && sentence_end(text, part.clone()).is_none()
        && !cue_words(text, part).iter().rev().take(3).any(CueWord::is_saying)
}

/// Whether words before an opening mark end in a lead-in by the person quoted: `He took my hand and said: "Go`.
fn leads_in_to_own(text: &str, part: Range<usize>) -> bool {
    const MAX_BYTES: usize = 240;
    const OWN: &[&str] = &[
        "i", "me", "my", "us", "ich", "mir", "mich", "uns", "je", "m", "me", "nous", "я", "мне", "меня", "мной", "нам",
        "нас",
    ];
    if !text[part.clone()].trim_end().ends_with(':') {
        return false;
    }
    let from = text.ceil_char_boundary(part.start.max(part.end.saturating_sub(MAX_BYTES)));
    let clause = last_sentence_start(text, from..part.end);
    cue_words(text, clause..part.end).iter().any(|word| OWN.contains(&word.folded.as_str()))
}

/// Whether an unclosed quotation ends in the words of the writer: `We go, said Doe.`
fn ends_in_cue(text: &str, part: Range<usize>) -> bool {
    let Some(end) = end_before_cue(text, part.clone()) else { return false };
    let cue = text[end..part.end].trim_end().trim_end_matches(['.', ',', ':']);
    !cue.contains(['.', '!', '?', ';'])
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
            ("“Never closed.\n\n\"We stay,\" he said.", "Never closed.|We stay,"),
            ("“Never closed", "Never closed"),
            ("‘Never closed.\n\nNext’ one", ""),
            ("‘Never closed.\n\n‘Nor this.\n\n‘Nor this. ‘Yes’", "Yes"),
            // Repeated opening marks, also at the start of a line.
            ("“One and\n“two,” he said", "One and\n“two,"),
            ("»Ich hab' grad'\n»das Heu gewendet,« sagte er", "Ich hab' grad'\n»das Heu gewendet,"),
            // The first quotation has no closing mark.
            ("“We go, he said. “We stay.”", "We go,|We stay."),
            ("\"We go, he said. \"We stay.\" Then \"no\"", "We go,|We stay.|no"),
            ("“We go, he said.\n\n“We stay,” said Doe.", "We go,|We stay,"),
            ("“We go, said Doe.\n\nNobody stayed.", "We go,"),
            ("\"We go, said Doe.\n\"We stay,\" said Roe.", "We go,|We stay,"),
            ("“We go.\n\nRoe left.\n\n“We stay,” he said.", "We go.|We stay,"),
            ("«Идём, — сказал он. — «И придём».", "Идём,|И придём"),
            // The opening mark is repeated at the start of a sentence.
            ("\"We go. \"We stay. \"I came.\" He left.", "We go. \"We stay. \"I came."),
            ("“We go. “We stay.” He left.", "We go. “We stay."),
            ("\"made by hand, unlike \"Great News\". It is", "made by hand, unlike \"Great News<Great News>"),
            // Nested with the same marks, or one closing mark for two.
            ("«Все «в срок» прошли», — сказали", "Все «в срок» прошли<в срок>"),
            ("«ООО «Ромашка» растёт», «да»", "ООО «Ромашка» растёт<Ромашка>|да"),
            ("газета «ООО «Ромашка» растёт, «да»", "ООО «Ромашка<Ромашка>|да"),
            ("« Un part\n« et reste. »", " Un part\n« et reste. "),
            ("‘Sheet 40’ of 1981 was ‘shy’", "Sheet 40|shy"),
            ("彼は「戦争は『古い』です」と言った", "戦争は『古い』です<古い>"),
            ("“” \"\" “ x ” «", ""),
            ("", ""),
        ] {
            assert_eq!(shown(text, &find_quoted_runs(text, 0..text.len())), expected, "{text}");
        }
    }

    #[test]
    fn unpaired_marks_are_counted() {
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
    fn unclosed_mark_ends_with_its_paragraph_in_long_drafts() {
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
