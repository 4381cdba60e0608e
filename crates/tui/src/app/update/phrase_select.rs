//! Selecting words of the current text, to copy an excerpt.

use crate::app::focus::Focus;
use crate::app::model::{Model, Tone};
use crate::app::phrase_select::{Lines, Picking, Step};
use crate::app::scroll::Move;
use crate::layout::preview::Preview;

/// Shown while nothing is selected.
const NOTHING_YET: &str = "nothing is chosen yet: Space begins a stretch of words, and ends it";

impl Model {
    /// Starts selecting words of the current text, from the first line in sight on.
    pub(super) fn pick(&mut self) {
        let Some(entry) = self.entry() else { return self.say("there is nothing here to read", Tone::Plain) };
        self.focus = Focus::Detail;
        let text = self.corpus.entry(entry).text();
        let picking = self.page.text_lines().and_then(|(first, spans)| {
            let lines = Lines { text: text.as_str(), spans };
            Picking::new(entry, lines, self.scroll.top.saturating_sub(first))
        });
        match picking {
            Some(picking) => {
                self.picking = Some(picking);
                self.show_word();
            }
            None => self.say("there are no words here to choose", Tone::Plain),
        }
    }

    /// Moves the cursor from word to word.
    pub(super) fn step(&mut self, step: Step) {
        let Some(mut picking) = self.picking.take() else { return };
        if let Some((_, spans)) = self.page.text_lines() {
            let text = self.corpus.entry(picking.entry).text();
            picking.step(step, Lines { text: text.as_str(), spans });
        }
        self.picking = Some(picking);
        self.show_word();
    }

    pub(super) fn move_words(&mut self, movement: Move) {
        let page = self.page_rows();
        self.step(Step::Line(movement, page));
    }

    /// Goes to the word at a row and column of the page.
    pub(super) fn point_word(&mut self, row: usize, column: usize) {
        if let Some(line) = self.page.text_lines().and_then(|(first, _)| (self.scroll.top + row).checked_sub(first)) {
            let indent = self.page.text_indent();
            self.step(Step::At(line, column.saturating_sub(indent)));
        }
    }

    pub(super) fn with_picking(&mut self, change: impl FnOnce(&mut Picking)) {
        if let Some(picking) = &mut self.picking {
            change(picking);
        }
    }

    /// Removes a range from the selection.
    pub(super) fn take_back(&mut self) {
        if self.picking.as_mut().is_some_and(|picking| !picking.take_back()) {
            self.say(NOTHING_YET, Tone::Plain);
        }
    }

    /// Cancels the range that was started, else the selection; returns whether there was one.
    pub(super) fn leave_picking(&mut self) -> bool {
        match &mut self.picking {
            None => false,
            Some(picking) => {
                if !picking.give_up() {
                    self.picking = None;
                }
                true
            }
        }
    }

    /// Scrolls to the word at the cursor.
    pub(super) fn show_word(&mut self) {
        let line = self.picking.as_ref().and_then(|picking| self.line_of(picking));
        if let Some(line) = line {
            let (count, rows) = (self.page.count(), self.page_rows());
            self.scroll.reach(line, count, rows);
        }
    }

    /// Returns the line of the page that contains the word at the cursor.
    fn line_of(&self, picking: &Picking) -> Option<usize> {
        let (first, spans) = self.page.text_lines()?;
        let text = self.corpus.entry(picking.entry).text();
        Some(first + Lines { text: text.as_str(), spans }.of(picking.cursor().start))
    }

    /// Ends the selection if its text is no longer shown, and updates the copy preview.
    pub(super) fn settle_picking(&mut self) {
        let is_read = |picking: &Picking| self.page.entry == Some(picking.entry) && self.focus == Focus::Detail;
        let Some(mut picking) = self.picking.take().filter(is_read) else { return };
        let (stretches, columns) = (picking.stretches(), self.page.columns());
        let is_same = |(made, width, _): &(Vec<_>, usize, _)| *made == stretches && *width == columns;
        if !picking.preview.as_ref().is_some_and(is_same) {
            let preview = if stretches.is_empty() {
                Preview::of(NOTHING_YET.into(), columns)
            } else {
                Preview::of_clip(&self.corpus, picking.entry, &stretches, columns)
            };
            picking.preview = Some((stretches, columns, preview));
        }
        self.picking = Some(picking);
    }

    /// Reports that no words are selected yet.
    pub(super) fn say_nothing_chosen(&mut self) {
        self.say(NOTHING_YET, Tone::Plain);
    }
}
