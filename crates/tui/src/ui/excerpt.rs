//! An excerpt of an entry for the list: its first lines, or those around a match of the filter.

use std::ops::Range;

use kzq_corpus::{Entry, EntryText};
use kzq_search::{Query, match_ranges};
use kzq_text::wrap::wrap;
use kzq_text::{Safe, width};

/// How many bytes of a text are searched for a match to show; later matches are only shown in the detail pane.
const MAX_SEARCHED_BYTES: usize = 16 * 1024;

/// A line of an excerpt, as parts that match the filter or not.
pub(super) type ExcerptLine = Vec<(Safe<'static>, bool)>;

/// An excerpt of `room` columns and lines. Fuzzy matches are highlighted if the entry was found by them.
pub(super) fn excerpt(
    entry: Entry<'_>,
    query: &Query,
    fuzzy: bool,
    room: (usize, usize),
    ellipsis: &'static str,
) -> Vec<ExcerptLine> {
    let (columns, lines) = room;
    let text = flattened_start(&entry.text());
    let matches = match_ranges(query, text.as_str(), fuzzy);
    if let (EntryText::Qa { question, .. }, true) = (&entry.texts(), matches.is_empty()) {
        let question = flattened_start(question);
        let in_question = match_ranges(query, question.as_str(), fuzzy);
        if !in_question.is_empty() {
            return layout(&question, &in_question, columns, lines, ellipsis);
        }
    }
    layout(&text, &matches, columns, lines, ellipsis)
}

/// The start of a text, with line breaks replaced by spaces.
fn flattened_start(text: &Safe<'_>) -> Safe<'static> {
    text.slice(0..text.as_str().floor_char_boundary(MAX_SEARCHED_BYTES)).to_single_line()
}

fn layout(
    text: &Safe<'static>,
    matches: &[Range<usize>],
    columns: usize,
    lines: usize,
    ellipsis: &'static str,
) -> Vec<ExcerptLine> {
    let start = excerpt_start(text.as_str(), matches, columns, lines);
    let lead = if start > 0 { ellipsis } else { "" };
    let rest = &text.as_str()[start..];
    // A few lines need only a few columns' worth of text, with at most four bytes per character.
    let end = rest.floor_char_boundary((columns + 1) * (lines + 1) * 4);
    let ranges = wrap(&rest[..end], columns.saturating_sub(width::width(ellipsis)));
    let more = ranges.len() > lines || end < rest.len();
    let shown = ranges.len().min(lines);
    let mut set: Vec<ExcerptLine> = ranges
        .into_iter()
        .take(shown)
        .map(|range| split_at_matches(text, start + range.start..start + range.end, matches))
        .collect();
    if let Some(first) = set.first_mut().filter(|_| !lead.is_empty()) {
        first.insert(0, (lead.into(), false));
    }
    if let Some(last) = set.last_mut().filter(|_| more) {
        last.push((ellipsis.into(), false));
    }
    set
}

/// The start of the excerpt: that of the text if a match is visible there, else shortly before the first match.
fn excerpt_start(text: &str, matches: &[Range<usize>], columns: usize, lines: usize) -> usize {
    let Some(first) = matches.first() else { return 0 };
    // Enough to fill the lines before the one with the match, allowing for ragged ends, and part of that line.
    let room = columns * (lines.max(1) - 1) * 3 / 4 + columns / 4;
    let in_sight = wrap(&text[..first.end], columns.saturating_sub(1)).len() <= lines;
    if in_sight {
        return 0;
    }
    let before = &text[..first.start];
    let words = before.rmatch_indices(' ').map(|(at, _)| at + 1);
    words.take_while(|&at| width::width(&text[at..first.start]) <= room).last().unwrap_or(first.start)
}

fn split_at_matches(text: &Safe<'static>, range: Range<usize>, matches: &[Range<usize>]) -> ExcerptLine {
    let mut line = ExcerptLine::new();
    let mut at = range.start;
    for found in matches.iter().filter(|found| found.start < range.end && found.end > range.start) {
        let (from, to) = (found.start.max(range.start), found.end.min(range.end));
        line.push((text.slice(at..from).into_owned(), false));
        line.push((text.slice(from..to).into_owned(), true));
        at = to;
    }
    line.push((text.slice(at..range.end).into_owned(), false));
    line.retain(|(text, _)| !text.is_empty());
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(text: &'static str, typed: &str, columns: usize) -> Vec<String> {
        let text = Safe::from(text);
        let matches = match_ranges(&Query::parse(typed), text.as_str(), false);
        let mark =
            |(text, matched): &(Safe<'static>, bool)| if *matched { format!("[{text}]") } else { text.to_string() };
        layout(&text, &matches, columns, 2, "…").iter().map(|line| line.iter().map(mark).collect()).collect()
    }

    #[test]
    fn shows_the_beginning_or_the_match() {
        let text = "We share the longest border with Russia in the world and we count on our neighbours";
        assert_eq!(rendered(text, "", 20), ["We share the", "longest border with…"]);
        assert_eq!(rendered(text, "border", 20), ["We share the", "longest [border] with…"]);
        assert_eq!(rendered(text, "count", 20), ["…in the world and we", "[count] on our…"]);
        assert_eq!(rendered("short", "", 20), ["short"]);
    }
}
