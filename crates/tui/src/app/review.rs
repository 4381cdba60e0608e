//! [`ReviewState`]: quotations found in a text, and the text around them, while they are reviewed.

use std::ops::Range;
use std::sync::Arc;

use ratatui::layout::Rect;

use super::focus::Focus;
use super::panes::{GUTTER, Panes, ScreenLayout, inner_area, pad_horizontal};
use super::scroll::Scroll;
use kzq_extract::review::{Review, ReviewItem};
use kzq_text::markup::PlainText;
use kzq_text::wrap::wrap;
use kzq_text::{Safe, safe};

/// What to review instead of browsing.
#[derive(Clone, Debug)]
pub struct ReviewStart {
    /// What the text is called.
    pub title: Safe<'static>,
    /// The text.
    pub text: Arc<str>,
    /// The same text with the places of its characters in the file; `None` if it is the file itself.
    pub places: Option<PlainText<'static>>,
    /// What was found in it, and what was decided about it before.
    pub review: Review,
    /// Where quotation marks open that nothing closes, in order.
    pub unclosed_marks: Vec<usize>,
}

/// The state of a review.
#[derive(Debug)]
pub struct ReviewState {
    title: Safe<'static>,
    text: Arc<str>,
    pub(super) review: Review,
    /// The speakers by number, from 1: those of the text in the order in which they occur, then those who were chosen.
    pub(super) cast: Vec<String>,
    places: PlainText<'static>,
    /// The quotation marks that nothing closes, in order.
    unclosed_marks: Vec<Range<usize>>,
    /// The lines of the wrapped text.
    lines: Vec<Range<usize>>,
    /// The columns at which it is wrapped; 0 if it is not yet.
    columns: usize,
    /// The scroll position of the text.
    pub(super) scroll: Scroll,
    /// The words that the text was last scrolled to.
    shown: Option<Range<usize>>,
}

/// The columns before the text: the bar at the current quotation, the sign of a decision, and a blank.
pub(crate) const REVIEW_GUTTER: u16 = GUTTER + 1;

impl ReviewState {
    pub(super) fn new(start: ReviewStart) -> Self {
        let cast = start.review.speakers().into_iter().map(str::to_owned).collect();
        let places = start.places.unwrap_or_else(|| PlainText::verbatim(&start.text).into_owned());
        let mark = |at: usize| Some(at..at + start.text.get(at..)?.chars().next()?.len_utf8());
        let unclosed_marks = start.unclosed_marks.into_iter().filter_map(mark).collect();
        Self {
            title: start.title,
            text: start.text,
            review: start.review,
            cast,
            places,
            unclosed_marks,
            lines: Vec::new(),
            columns: 0,
            scroll: Scroll::default(),
            shown: None,
        }
    }

    /// What the text is called.
    pub fn title(&self) -> &Safe<'static> {
        &self.title
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A shared handle to the text.
    pub(super) fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// What was found, and what was decided about it.
    pub fn review(&self) -> &Review {
        &self.review
    }

    /// The speakers that have a number, from 1.
    pub fn numbered_speakers(&self) -> impl Iterator<Item = (usize, Safe<'_>)> {
        (1..).zip(self.cast.iter().take(9).map(|name| Safe::line(name.as_str())))
    }

    /// The lines of the wrapped text from the first visible one on, as byte ranges.
    pub fn visible_lines(&self) -> impl Iterator<Item = &Range<usize>> {
        self.lines.iter().skip(self.scroll.top)
    }

    /// How many lines there are below the first `rows` visible ones.
    pub fn lines_below(&self, rows: usize) -> usize {
        self.lines.len().saturating_sub(self.scroll.top + rows)
    }

    /// The line (from 1) of a place in the file.
    fn source_line(&self, at: usize) -> usize {
        self.places.place(at).0
    }

    /// The first and last line (from 1) of a candidate in the file.
    pub fn source_lines(&self, item: &ReviewItem) -> (usize, usize) {
        let range = item.candidate.range();
        (self.source_line(range.start), self.source_line(range.end.saturating_sub(1).max(range.start)))
    }

    /// How many quotation marks nothing closes.
    pub fn unclosed_mark_count(&self) -> usize {
        self.unclosed_marks.len()
    }

    /// The quotation marks within a range of the text that nothing closes.
    pub fn unclosed_marks_in(&self, range: &Range<usize>) -> &[Range<usize>] {
        let first = self.unclosed_marks.partition_point(|mark| mark.start < range.start);
        let count = self.unclosed_marks[first..].partition_point(|mark| mark.start < range.end);
        &self.unclosed_marks[first..first + count]
    }

    /// Whether no mark closes a candidate, or one of its parts.
    pub fn is_unclosed(&self, item: &ReviewItem) -> bool {
        let opened = |span: &Range<usize>| {
            let before = self.text[..span.start].trim_end();
            let at = before.char_indices().next_back().map_or(0, |(at, _)| at);
            !self.unclosed_marks_in(&(at..span.start)).is_empty()
        };
        item.candidate.spans.iter().any(opened)
    }

    /// Says in which lines of the file quotation marks open that nothing closes; `None` if there are none.
    pub(super) fn unclosed_marks_remark(&self) -> Option<Safe<'static>> {
        /// The most lines that are named.
        const MAX_LINES: usize = 3;
        let mut lines: Vec<usize> = self.unclosed_marks.iter().map(|mark| self.source_line(mark.start)).collect();
        lines.dedup();
        let named = Safe::join(lines.iter().take(MAX_LINES).map(|&line| safe!(line)), ", ");
        let more = if lines.len() > MAX_LINES { ", …" } else { "" };
        match (self.unclosed_marks.len(), lines.len()) {
            (0, _) => None,
            (1, _) => Some(safe!("a quotation mark without a partner: line ", named)),
            (count, 1) => Some(safe!(count, " quotation marks without a partner: line ", named)),
            (count, _) => Some(safe!(count, " quotation marks without a partner: lines ", named, more)),
        }
    }

    /// Wraps the text for an area, and scrolls so that the current candidate is visible, if it changed.
    pub(super) fn sync(&mut self, area: Rect) {
        let (columns, rows) = (usize::from(area.width.saturating_sub(REVIEW_GUTTER)).max(1), usize::from(area.height));
        let is_wrapped = self.columns == columns;
        if !is_wrapped {
            self.lines = wrap(&self.text, columns);
            self.columns = columns;
        }
        let range = self.review.current().map(|item| item.candidate.range());
        if let Some(range) = range.as_ref().filter(|range| !is_wrapped || self.shown.as_ref() != Some(range)) {
            let (first, last) = (self.line_at(range.start), self.line_at(range.end));
            // As much of it as there is room for, the beginning in any case.
            self.scroll.scroll_to(last.min(first + rows.saturating_sub(1)), self.lines.len(), rows);
            self.scroll.scroll_to(first, self.lines.len(), rows);
        }
        self.shown = range;
        self.scroll.clamp(self.lines.len(), rows);
    }

    /// Scrolls back to the current candidate with the next [`Self::sync`].
    pub(super) fn show_current(&mut self) {
        self.shown = None;
    }

    /// The wrapped line that contains a place in the text.
    fn line_at(&self, place: usize) -> usize {
        self.lines.partition_point(|line| line.start <= place).saturating_sub(1)
    }

    /// The number of lines of the wrapped text.
    pub(super) fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The candidate that begins or continues in a visible row.
    pub(super) fn item_at_row(&self, row: usize) -> Option<usize> {
        let line = self.lines.get(self.scroll.top + row)?;
        let is_there = |span: &Range<usize>| span.start < line.end && line.start < span.end;
        let items = self.review.items().iter().enumerate();
        let mut there = items.filter(|(_, item)| item.candidate.spans.iter().any(is_there)).map(|(at, _)| at);
        // If there are several, one other than the current.
        let first = there.next()?;
        Some(if first == self.review.current_index() { there.next().unwrap_or(first) } else { first })
    }
}

/// The areas of a review at one size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewAreas {
    /// The header line.
    pub header: Option<Rect>,
    /// The pane of the text, with its border if the panes are side by side.
    pub text_pane: Rect,
    /// The rows of the text, including the gutter.
    pub text: Rect,
    /// The rule between the panes, if one is above the other.
    pub rule: Option<Rect>,
    /// The pane of the candidate; empty on the smallest screens.
    pub candidate_pane: Rect,
    /// The rows of the candidate.
    pub candidate: Rect,
}

/// Divides a screen of `columns` by `rows` for a review.
pub fn review_areas((columns, rows): (u16, u16)) -> ReviewAreas {
    /// The most columns of the text: longer lines are hard to read.
    const MAX_TEXT_COLUMNS: u16 = 100;
    let panes = Panes::split(columns, rows, Focus::List);
    let whole = Rect::new(0, 0, columns, rows);
    let nothing = Rect { height: 0, ..whole };
    if panes.layout == ScreenLayout::Bare {
        return ReviewAreas {
            header: None,
            text_pane: whole,
            text: whole,
            rule: None,
            candidate_pane: nothing,
            candidate: nothing,
        };
    }
    let header = Some(Rect { height: 1, ..whole });
    let body = Rect { y: 1, height: rows - 2, ..whole };
    if panes.layout == ScreenLayout::One {
        // The text needs no more than half: it scrolls, and the candidate does not.
        let text = Rect { height: body.height.div_ceil(2), ..body };
        let rule = Rect { y: text.bottom(), height: 1, ..body };
        let candidate = Rect { y: rule.bottom(), height: body.bottom() - rule.bottom(), ..body };
        let (text_pane, candidate_pane) = (text, candidate);
        return ReviewAreas {
            header,
            text_pane,
            text,
            rule: Some(rule),
            candidate_pane,
            candidate: pad_horizontal(candidate),
        };
    }
    let text_pane = Rect { width: (body.width * 58 / 100).min(MAX_TEXT_COLUMNS), ..body };
    let candidate_pane = Rect { x: text_pane.right(), width: body.width - text_pane.width, ..body };
    let text = inner_area(text_pane);
    ReviewAreas {
        header,
        text_pane,
        text: Rect { width: text.width.saturating_sub(1), ..text },
        rule: None,
        candidate_pane,
        candidate: pad_horizontal(inner_area(candidate_pane)),
    }
}
