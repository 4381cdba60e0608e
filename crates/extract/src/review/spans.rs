//! The spans of a reviewed candidate: their ends, moved by words, and where a candidate can be divided.

use std::ops::Range;

use kzq_text::marks::is_quotation_mark;
use kzq_text::sentence;
use kzq_text::words::words;

/// Which end of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Before its first word.
    Start,
    /// After its last word.
    Finish,
}

/// Towards which end of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Towards {
    /// To its beginning.
    Beginning,
    /// To its end.
    Ending,
}

/// Moves an end by a word, within its paragraph and between `limits`, which the neighbours leave; returns whether there
/// was a word. A part without words is dropped, but for the last one.
pub(super) fn move_end(
    text: &str,
    spans: &mut Vec<Range<usize>>,
    (end, towards): (End, Towards),
    limits: &Range<usize>,
) -> bool {
    match (end, towards) {
        (End::Start, Towards::Beginning) => extend_start(text, spans, limits.start),
        (End::Finish, Towards::Ending) => extend_end(text, spans, limits.end),
        (End::Start, Towards::Ending) => shorten_start(text, spans),
        (End::Finish, Towards::Beginning) => shorten_end(text, spans),
    }
}

fn extend_start(text: &str, spans: &mut [Range<usize>], limit: usize) -> bool {
    let Some(first) = spans.first_mut() else { return false };
    let paragraph = text[limit..first.start].rfind("\n\n").map_or(limit, |at| limit + at + 2);
    let Some((word, _)) = words(&text[paragraph..first.start]).last() else { return false };
    first.start = start_with_marks(text, paragraph + word.start, paragraph);
    true
}

fn extend_end(text: &str, spans: &mut [Range<usize>], limit: usize) -> bool {
    let Some(last) = spans.last_mut() else { return false };
    let paragraph = text[last.end..limit].find("\n\n").map_or(limit, |at| last.end + at);
    let Some((word, _)) = words(&text[last.end..paragraph]).next() else { return false };
    last.end = end_with_marks(text, last.end + word.end, paragraph);
    true
}

fn shorten_start(text: &str, spans: &mut Vec<Range<usize>>) -> bool {
    let Some(first) = spans.first_mut() else { return false };
    let mut own = words(&text[first.clone()]);
    if let (Some((gone, _)), Some((next, _))) = (own.next(), own.next()) {
        first.start = start_with_marks(text, first.start + next.start, first.start + gone.end);
        return true;
    }
    let has_more = spans.len() > 1;
    if has_more {
        spans.remove(0);
    }
    has_more
}

fn shorten_end(text: &str, spans: &mut Vec<Range<usize>>) -> bool {
    let Some(last) = spans.last_mut() else { return false };
    let (mut before, mut at_end) = (None, None);
    for (word, _) in words(&text[last.clone()]) {
        before = at_end.replace(word);
    }
    if let (Some(before), Some(gone)) = (before, at_end) {
        last.end = end_with_marks(text, last.start + before.end, last.start + gone.start);
        return true;
    }
    let has_more = spans.len() > 1;
    if has_more {
        spans.pop();
    }
    has_more
}

/// The start of a word with the brackets and dots before it, not before `limit`.
fn start_with_marks(text: &str, word: usize, limit: usize) -> usize {
    let is_mark =
        |c: char| (sentence::is_opening_mark(c) && !is_quotation_mark(c)) || matches!(c, '…' | '$' | '€' | '£');
    limit + text[limit..word].trim_end_matches(is_mark).len()
}

/// The end of a word with the punctuation after it, not after `limit`.
fn end_with_marks(text: &str, word: usize, limit: usize) -> usize {
    let is_mark = |c: char| {
        !c.is_alphanumeric() && !c.is_whitespace() && !is_quotation_mark(c) && !sentence::is_opening_mark(c) && c != '—'
    };
    let after = &text[word..limit];
    let rest = after.trim_start_matches(is_mark);
    // In French, a no-break space precedes some of it.
    let spaced = rest.trim_start_matches(['\u{a0}', '\u{202f}']);
    let rest = if spaced.len() < rest.len() && spaced.starts_with(['!', '?', ';', ':']) {
        spaced.trim_start_matches(is_mark)
    } else {
        rest
    };
    word + (after.len() - rest.len())
}

/// Joins spans of a text: in order, those with only white space between them as one, unless that ends a paragraph.
pub(super) fn join(text: &str, mut spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    spans.sort_by_key(|span| span.start);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if is_blank(text, &(last.end..span.start)) => last.end = span.end,
            _ => joined.push(span),
        }
    }
    joined
}

fn is_blank(text: &str, between: &Range<usize>) -> bool {
    text.get(between.clone()).is_some_and(|between| between.trim().is_empty() && !between.contains("\n\n"))
}

/// Divides spans at the end of a sentence or of a part, as near to the middle as there is one; `None` if there is none.
pub(super) fn divide(text: &str, spans: &[Range<usize>]) -> Option<[Vec<Range<usize>>; 2]> {
    let total: usize = spans.iter().map(ExactSizeIterator::len).sum();
    // Where a division may be: the number of the part, and the two sides of the gap.
    let mut best: Option<(usize, usize, Range<usize>)> = None;
    let mut offer = |before: usize, part: usize, gap: Range<usize>| {
        let distance = (2 * before).abs_diff(total);
        if best.as_ref().is_none_or(|(least, _, _)| distance < *least) {
            best = Some((distance, part, gap));
        }
    };
    let mut before = 0;
    for (part, span) in spans.iter().enumerate() {
        if part > 0 {
            offer(before, part, span.start..span.start);
        }
        for gap in sentence_gaps(text, span) {
            offer(before + gap.start - span.start, part, gap);
        }
        before += span.len();
    }
    let (_, part, gap) = best?;
    let (mut first, mut second) = (spans[..part].to_vec(), spans[part..].to_vec());
    if gap.start > spans[part].start {
        first.push(spans[part].start..gap.start);
        second[0].start = gap.end;
    }
    Some([first, second])
}

/// The gaps between the sentences of a span.
fn sentence_gaps(text: &str, span: &Range<usize>) -> Vec<Range<usize>> {
    let own = &text[span.clone()];
    let mut gaps = Vec::new();
    let mut ended: Option<usize> = None;
    for (word, _) in words(own) {
        if let Some(end) = ended.filter(|end| *end < word.start) {
            let start = start_with_marks(own, word.start, end + own[end..].len() - own[end..].trim_start().len());
            gaps.push(span.start + end..span.start + start);
        }
        ended = sentence::end_of(own, word.end);
    }
    gaps
}
