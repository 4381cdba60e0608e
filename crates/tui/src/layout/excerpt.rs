//! An excerpt of an entry for the list: its first lines, or those around a match of the filter.

use std::ops::Range;

use super::paragraph::{Overlays, TextRange, spans, to_range, to_text_range, to_text_ranges, wrap_lines};
use super::span::{StyleRole, StyledLine, StyledSpan};
use kzq_corpus::{Entry, EntryText, Wording};
use kzq_search::{Query, match_ranges};
use kzq_text::{Safe, width};

/// How many bytes of a text are searched for a match to show; later matches are only shown in the detail pane.
const MAX_SEARCHED_BYTES: usize = 16 * 1024;

/// An excerpt of `room` columns and lines. Fuzzy matches are highlighted if the entry was found by them.
pub(crate) fn excerpt(
    entry: Entry<'_>,
    query: &Query,
    fuzzy: bool,
    room: (usize, usize),
    ellipsis: &'static str,
) -> Vec<StyledLine<'static>> {
    let role = if entry.wording() == Wording::Verbatim { StyleRole::Quotation } else { StyleRole::Paraphrase };
    let text = flattened_start(&entry.text());
    let matches = match_ranges(query, text.as_str(), fuzzy);
    if let (EntryText::Qa { question, .. }, true) = (&entry.texts(), matches.is_empty()) {
        let question = flattened_start(question);
        let in_question = match_ranges(query, question.as_str(), fuzzy);
        if !in_question.is_empty() {
            return layout(&question, &in_question, role, room, ellipsis);
        }
    }
    layout(&text, &matches, role, room, ellipsis)
}

/// The start of a text, with line breaks replaced by spaces.
fn flattened_start(text: &Safe<'_>) -> Safe<'static> {
    text.prefix(MAX_SEARCHED_BYTES).to_single_line()
}

fn layout(
    text: &Safe<'static>,
    matches: &[Range<usize>],
    role: StyleRole,
    (columns, lines): (usize, usize),
    ellipsis: &'static str,
) -> Vec<StyledLine<'static>> {
    // The last line must have room for an ellipsis.
    let text_columns = columns.saturating_sub(width::width(ellipsis));
    let start = excerpt_start(text.as_str(), matches, (columns, text_columns), lines);
    let rest = text.slice(start..text.as_str().len());
    // A few lines need only a few columns' worth of text, with at most four bytes per character.
    let shown = rest.prefix((columns + 1) * (lines + 1) * 4);
    let ranges = wrap_lines(shown.as_str(), text_columns);
    let is_cut = ranges.len() > lines || shown.as_str().len() < rest.as_str().len();
    let overlays = Overlays { matches: &to_text_ranges(matches), ..Overlays::default() };
    let render = |range: &TextRange| {
        let range = to_range(range);
        let spans = spans(text, &to_text_range(&(start + range.start..start + range.end)), role, overlays, &[], &[]);
        spans.into_iter().map(StyledSpan::into_owned).collect()
    };
    let mut excerpt: Vec<StyledLine<'static>> = ranges.iter().take(lines).map(render).collect();
    if let Some(first) = excerpt.first_mut().filter(|_| start > 0) {
        first.insert(0, StyledSpan::plain(ellipsis, role));
    }
    if let Some(last) = excerpt.last_mut().filter(|_| is_cut) {
        last.push(StyledSpan::plain(ellipsis, role));
    }
    excerpt
}

/// The start of the excerpt: that of the text if a match is visible there, else shortly before the first match. Lines
/// have `columns`, of which `text_columns` are wrapped text.
fn excerpt_start(text: &str, matches: &[Range<usize>], (columns, text_columns): (usize, usize), lines: usize) -> usize {
    let Some(first) = matches.first() else { return 0 };
    // Enough to fill the lines before the one with the match, allowing for ragged ends, and part of that line.
    let room = columns * (lines.max(1) - 1) * 3 / 4 + columns / 4;
    let in_sight = wrap_lines(&text[..first.end], text_columns).len() <= lines;
    if in_sight {
        return 0;
    }
    let before = &text[..first.start];
    let words = before.rmatch_indices(' ').map(|(at, _)| at + 1);
    words.take_while(|&at| width::width(&text[at..first.start]) <= room).last().unwrap_or(first.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(text: &'static str, typed: &str, columns: usize) -> Vec<String> {
        let text = Safe::from(text);
        let matches = match_ranges(&Query::parse(typed), text.as_str(), false);
        let mark =
            |span: &StyledSpan<'_>| if span.matched { format!("[{}]", span.text) } else { span.text.to_string() };
        let lines = layout(&text, &matches, StyleRole::Quotation, (columns, 2), "…");
        lines.iter().map(|line| line.iter().map(mark).collect()).collect()
    }

    #[test]
    fn excerpt_shows_the_beginning_or_the_first_match() {
        let text = "We share the longest border with Russia in the world and we count on our neighbours";
        assert_eq!(rendered(text, "", 20), ["We share the", "longest border with…"]);
        assert_eq!(rendered(text, "border", 20), ["We share the", "longest [border] with…"]);
        assert_eq!(rendered(text, "count", 20), ["…in the world and we", "[count] on our…"]);
        assert_eq!(rendered("short", "", 20), ["short"]);
    }
}
