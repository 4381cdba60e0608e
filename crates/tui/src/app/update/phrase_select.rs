//! Selecting words of the current text, to copy an excerpt.

use crate::app::event::Effect;
use crate::app::focus::Focus;
use crate::app::model::{Model, ToastLevel};
use crate::app::phrase_select::{PhraseSelect, TextLines, WordMotion};
use crate::app::scroll::Motion;
use crate::layout::preview::Preview;

/// Shown while nothing is selected.
const NOTHING_SELECTED: &str = "nothing selected yet: Space starts and ends a range of words";

impl Model {
    /// Starts selecting words of the current text, from the first line visible on.
    pub(super) fn start_phrase_select(&mut self, effects: &mut Vec<Effect>) {
        let Some(entry) = self.entry() else {
            return self.show_toast("no entry selected", ToastLevel::Info);
        };
        let before = std::mem::replace(&mut self.focus, Focus::Detail);
        // Where there was another pane, the page gets its width only now.
        self.sync_page(effects);
        let text = self.collections.corpus.entry(entry).text();
        let phrase = self.detail.page.text_lines().and_then(|(first, spans)| {
            let lines = TextLines { text: text.as_str(), spans };
            PhraseSelect::new(entry, lines, self.detail.scroll.top.saturating_sub(first))
        });
        match phrase {
            Some(phrase) => {
                self.detail.phrase_select = Some(phrase);
                self.detail.focus_before_select = before;
                self.show_text_to_select();
                self.scroll_to_phrase_cursor();
            }
            None => self.show_toast("no words to select here", ToastLevel::Info),
        }
    }

    /// Moves the cursor from word to word.
    pub(super) fn step_phrase_cursor(&mut self, step: WordMotion) {
        let Some(mut phrase) = self.detail.phrase_select.take() else { return };
        if let Some((_, spans)) = self.detail.page.text_lines() {
            let text = self.collections.corpus.entry(phrase.entry).text();
            phrase.move_cursor(step, TextLines { text: text.as_str(), spans });
        }
        self.detail.phrase_select = Some(phrase);
        self.scroll_to_phrase_cursor();
    }

    pub(super) fn move_phrase_cursor(&mut self, movement: Motion) {
        let page = self.page_height();
        self.step_phrase_cursor(WordMotion::Line(movement, page));
    }

    /// Goes to the word at a row and column of the page.
    pub(super) fn move_phrase_cursor_to(&mut self, row: usize, column: usize) {
        if let Some(line) =
            self.detail.page.text_lines().and_then(|(first, _)| (self.detail.scroll.top + row).checked_sub(first))
        {
            let indent = self.detail.page.text_indent();
            self.step_phrase_cursor(WordMotion::At(line, column.saturating_sub(indent)));
        }
    }

    pub(super) fn with_phrase_select(&mut self, change: impl FnOnce(&mut PhraseSelect)) {
        if let Some(phrase) = &mut self.detail.phrase_select {
            change(phrase);
        }
    }

    /// Removes a range from the selection.
    pub(super) fn remove_selected_range(&mut self) {
        if self.detail.phrase_select.as_mut().is_some_and(|phrase| !phrase.remove_range()) {
            self.show_toast(NOTHING_SELECTED, ToastLevel::Info);
        }
    }

    /// Cancels the range that was started, else the selection, and returns to the pane where it began; returns whether
    /// there was one.
    pub(super) fn leave_phrase_select(&mut self) -> bool {
        match &mut self.detail.phrase_select {
            None => false,
            Some(phrase) => {
                if !phrase.clear_anchor() {
                    self.detail.phrase_select = None;
                    self.focus = self.detail.focus_before_select;
                }
                true
            }
        }
    }

    /// Scrolls down to as much of the text as fits, if it begins in the lower half of the page.
    fn show_text_to_select(&mut self) {
        let Some((first, spans)) = self.detail.page.text_lines() else { return };
        let last = first + spans.len().saturating_sub(1);
        let (count, rows) = (self.detail.page.line_count(), self.page_height());
        if first >= self.detail.scroll.top + rows / 2 {
            self.detail.scroll.ensure_visible(last, count, rows);
        }
    }

    /// Scrolls to the word at the cursor.
    pub(super) fn scroll_to_phrase_cursor(&mut self) {
        let line = self.detail.phrase_select.as_ref().and_then(|phrase| self.phrase_cursor_line(phrase));
        if let Some(line) = line {
            let (count, rows) = (self.detail.page.line_count(), self.page_height());
            self.detail.scroll.ensure_visible(line, count, rows);
        }
    }

    /// Returns the line of the page that contains the word at the cursor.
    fn phrase_cursor_line(&self, phrase: &PhraseSelect) -> Option<usize> {
        let (first, spans) = self.detail.page.text_lines()?;
        let text = self.collections.corpus.entry(phrase.entry).text();
        Some(first + TextLines { text: text.as_str(), spans }.line_of(phrase.cursor().start))
    }

    /// Ends the selection if its text is no longer shown, and updates the copy preview.
    pub(super) fn sync_phrase_select(&mut self) {
        let is_shown =
            |phrase: &PhraseSelect| self.detail.page.entry == Some(phrase.entry) && self.focus == Focus::Detail;
        let Some(mut phrase) = self.detail.phrase_select.take().filter(is_shown) else { return };
        let (ranges, columns) = (phrase.selected_ranges(), self.detail.page.columns());
        let is_same = |(made, width, _): &(Vec<_>, usize, _)| *made == ranges && *width == columns;
        if !phrase.preview.as_ref().is_some_and(is_same) {
            let preview = if ranges.is_empty() {
                Preview::from_text(NOTHING_SELECTED.into(), columns)
            } else {
                Preview::from_ranges(&self.collections.corpus, phrase.entry, &ranges, columns)
            };
            phrase.preview = Some((ranges, columns, preview));
        }
        self.detail.phrase_select = Some(phrase);
    }

    /// Reports that no words are selected yet.
    pub(super) fn report_nothing_selected(&mut self) {
        self.show_toast(NOTHING_SELECTED, ToastLevel::Info);
    }
}
