//! [`PhraseSelect`]: the phrase selection, like vim's visual mode: ranges of words of the displayed text, copied as a clip.
//!
//! Positions are bytes of the text, not rows of the screen, so that a selection survives a change of width. The cursor
//! moves over the laid-out lines, and reads no more of the text than the lines that it passes.

use std::ops::Range;

use super::scroll::Motion;
use crate::layout::paragraph::{TextRange, to_range};
use crate::layout::preview::Preview;
use kzq_corpus::EntryId;
use kzq_text::width::width;
use kzq_text::words::words;

/// The state of a phrase selection.
#[derive(Clone, Debug)]
pub struct PhraseSelect {
    /// The entry whose text is selected from.
    pub(super) entry: EntryId,
    /// The byte range of the word at the cursor.
    cursor: Range<usize>,
    /// The goal column of movements between lines.
    goal_column: usize,
    /// The word where the open range starts.
    anchor: Option<Range<usize>>,
    /// The closed ranges.
    ranges: Vec<Range<usize>>,
    /// The preview of the copy, with the ranges and the columns that it was made for.
    pub(super) preview: Option<(Vec<Range<usize>>, usize, Preview)>,
}

/// A movement of the cursor by words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordMotion {
    /// To the next word.
    Next,
    /// To the previous word.
    Previous,
    /// To the first word of the line.
    LineStart,
    /// To the last word of the line.
    LineEnd,
    /// To another line; the number is the page height in lines.
    Line(Motion, usize),
    /// To the word at a line and column, or the last one before that column.
    At(usize, usize),
}

/// A text with its line layout.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextLines<'t> {
    pub(super) text: &'t str,
    /// The byte span of each line.
    pub(super) spans: &'t [TextRange],
}

impl TextLines<'_> {
    /// The words of a line, as byte ranges of the text.
    fn words(&self, line: usize) -> Vec<Range<usize>> {
        let Some(line) = self.spans.get(line).map(to_range) else { return Vec::new() };
        let start = line.start;
        let text = self.text.get(line).unwrap_or_default();
        words(text).map(|(word, _)| start + word.start..start + word.end).collect()
    }

    /// The line that contains a byte.
    pub(super) fn line_of(&self, byte: usize) -> usize {
        let line = self.spans.partition_point(|line| to_range(line).end <= byte);
        line.min(self.spans.len().saturating_sub(1))
    }

    /// The nearest line that has words, starting at `line` in either direction, with its words.
    fn nearest_line_with_words(&self, line: usize, forwards: bool) -> Option<(usize, Vec<Range<usize>>)> {
        let mut lines: Box<dyn Iterator<Item = usize>> =
            if forwards { Box::new(line..self.spans.len()) } else { Box::new((0..=line).rev()) };
        lines.find_map(|line| Some((line, self.words(line))).filter(|(_, words)| !words.is_empty()))
    }

    /// The column of a byte in a line, counted from the start of the line's span.
    fn column_of(&self, line: usize, byte: usize) -> usize {
        self.spans.get(line).map(to_range).and_then(|line| self.text.get(line.start..byte)).map_or(0, width)
    }

    /// The one of a line's `words` at a column, or the last one before it.
    fn word_at(&self, line: usize, words: &[Range<usize>], column: usize) -> Option<Range<usize>> {
        let after = words.iter().position(|word| self.column_of(line, word.start) > column).unwrap_or(words.len());
        words.get(after.saturating_sub(1)).cloned()
    }
}

impl PhraseSelect {
    /// Starts at the first word at or after a line, or else the nearest one before it; `None` in a text without words.
    pub(super) fn new(entry: EntryId, lines: TextLines<'_>, line: usize) -> Option<Self> {
        let (_, words) =
            lines.nearest_line_with_words(line, true).or_else(|| lines.nearest_line_with_words(line, false))?;
        let cursor = words.first()?.clone();
        Some(Self { entry, cursor, goal_column: 0, anchor: None, ranges: Vec::new(), preview: None })
    }

    /// The byte range of the word at the cursor.
    pub fn cursor(&self) -> Range<usize> {
        self.cursor.clone()
    }

    /// Whether a range is open.
    pub fn has_anchor(&self) -> bool {
        self.anchor.is_some()
    }

    /// The selected ranges, sorted; an open one extends to the cursor.
    pub fn selected_ranges(&self) -> Vec<Range<usize>> {
        let mut ranges = self.ranges.clone();
        ranges.extend(self.anchor.as_ref().map(|begun| covering_range(begun, &self.cursor)));
        ranges.sort_by_key(|range| (range.start, range.end));
        ranges
    }

    /// Moves the cursor; it stays if there is no word to move to.
    pub(super) fn move_cursor(&mut self, step: WordMotion, lines: TextLines<'_>) {
        let line = lines.line_of(self.cursor.start);
        let here = lines.words(line);
        let found = match step {
            WordMotion::Next => {
                let next = here.into_iter().find(|word| word.start > self.cursor.start);
                next.or_else(|| lines.nearest_line_with_words(line + 1, true)?.1.first().cloned())
            }
            WordMotion::Previous => {
                let before = here.into_iter().rev().find(|word| word.start < self.cursor.start);
                before.or_else(|| lines.nearest_line_with_words(line.checked_sub(1)?, false)?.1.last().cloned())
            }
            WordMotion::LineStart => here.first().cloned(),
            WordMotion::LineEnd => here.last().cloned(),
            WordMotion::Line(Motion::First, _) => {
                lines.nearest_line_with_words(0, true).and_then(|(_, words)| words.first().cloned())
            }
            WordMotion::Line(Motion::Last, _) => {
                let last = lines.spans.len().saturating_sub(1);
                lines.nearest_line_with_words(last, false).and_then(|(_, words)| words.last().cloned())
            }
            WordMotion::Line(movement, page) => {
                let to = movement.apply(line, lines.spans.len(), page);
                let found = lines.nearest_line_with_words(to, to > line).filter(|_| to != line);
                found.and_then(|(line, words)| lines.word_at(line, &words, self.goal_column))
            }
            WordMotion::At(line, column) => lines.word_at(line, &lines.words(line), column),
        };
        let Some(word) = found else { return };
        self.cursor = word;
        if !matches!(step, WordMotion::Line(..)) {
            self.goal_column = lines.column_of(lines.line_of(self.cursor.start), self.cursor.start);
        }
    }

    /// Opens a range at the cursor, or closes the open one.
    pub(super) fn toggle_anchor(&mut self) {
        match self.anchor.take() {
            Some(begun) => self.ranges.push(covering_range(&begun, &self.cursor)),
            None => self.anchor = Some(self.cursor.clone()),
        }
    }

    /// Swaps the cursor with the start of the open range.
    pub(super) fn swap_anchor(&mut self) {
        if let Some(begun) = &mut self.anchor {
            std::mem::swap(begun, &mut self.cursor);
        }
    }

    /// Removes the range at the cursor, or else the latest one; returns whether there was one.
    pub(super) fn remove_range(&mut self) -> bool {
        if self.anchor.take().is_some() {
            return true;
        }
        let at = self.ranges.iter().rposition(|range| range.contains(&self.cursor.start));
        let at = at.or_else(|| self.ranges.len().checked_sub(1));
        at.map(|at| self.ranges.remove(at)).is_some()
    }

    /// Drops the open range; returns whether there was one.
    pub(super) fn clear_anchor(&mut self) -> bool {
        self.anchor.take().is_some()
    }
}

/// The range from the first of two words to the last.
fn covering_range(one: &Range<usize>, other: &Range<usize>) -> Range<usize> {
    one.start.min(other.start)..one.end.max(other.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::paragraph::to_text_range;
    use kzq_text::wrap::wrap;

    const TEXT: &str = "We must be frank.\n\nAnd we must be, very much, pragmatic.";

    /// The word at the cursor and the ranges after typing each key of a string.
    fn after(keys: &str) -> (&'static str, Vec<&'static str>) {
        let spans: Vec<TextRange> = wrap(TEXT, 20).iter().map(to_text_range).collect();
        let lines = TextLines { text: TEXT, spans: &spans };
        let mut phrase = PhraseSelect::new(EntryId::new(0), lines, 0).unwrap();
        for key in keys.chars() {
            match key {
                'w' => phrase.move_cursor(WordMotion::Next, lines),
                'b' => phrase.move_cursor(WordMotion::Previous, lines),
                '0' => phrase.move_cursor(WordMotion::LineStart, lines),
                '$' => phrase.move_cursor(WordMotion::LineEnd, lines),
                'j' => phrase.move_cursor(WordMotion::Line(Motion::Down, 5), lines),
                'k' => phrase.move_cursor(WordMotion::Line(Motion::Up, 5), lines),
                'G' => phrase.move_cursor(WordMotion::Line(Motion::Last, 5), lines),
                'g' => phrase.move_cursor(WordMotion::Line(Motion::First, 5), lines),
                'v' => phrase.toggle_anchor(),
                'o' => phrase.swap_anchor(),
                'x' => assert!(phrase.remove_range()),
                _ => assert!(phrase.clear_anchor()),
            }
        }
        (&TEXT[phrase.cursor()], phrase.selected_ranges().into_iter().map(|range| &TEXT[range]).collect())
    }

    #[test]
    fn selects_ranges_of_words() {
        for (keys, word, chosen) in [
            ("", "We", vec![]),
            ("w", "must", vec![]),
            ("b", "We", vec![]),
            ("wwww", "And", vec![]),
            ("wwwwb", "frank", vec![]),
            ("$", "frank", vec![]),
            ("$0", "We", vec![]),
            ("wj", "And", vec![]),
            ("wwj", "must", vec![]),
            ("wwjk", "be", vec![]),
            ("$jj", "pragmatic", vec![]),
            ("k", "We", vec![]),
            ("G", "pragmatic", vec![]),
            ("Gg", "We", vec![]),
            ("v", "We", vec!["We"]),
            ("vw", "must", vec!["We must"]),
            ("vwv", "must", vec!["We must"]),
            ("vwvww", "frank", vec!["We must"]),
            ("vwvwwv", "frank", vec!["We must", "frank"]),
            ("$vbb", "must", vec!["must be frank"]),
            ("$vbbo", "frank", vec!["must be frank"]),
            ("$vbbow", "And", vec!["must be frank.\n\nAnd"]),
            ("$vvggvv", "We", vec!["We", "frank"]),
            ("$vvgvvx", "We", vec!["frank"]),
            ("$vvgvvwx", "must", vec!["frank"]),
            ("vwwe", "be", vec![]),
            ("vwx", "must", vec![]),
            ("o", "We", vec![]),
        ] {
            assert_eq!(after(keys), (word, chosen), "{keys}");
        }
    }

    #[test]
    fn text_without_words_cannot_be_selected() {
        let spans = vec![to_text_range(&(0..3))];
        assert!(PhraseSelect::new(EntryId::new(0), TextLines { text: "...", spans: &spans }, 0).is_none());
        assert!(PhraseSelect::new(EntryId::new(0), TextLines { text: "", spans: &[] }, 0).is_none());
    }
}
