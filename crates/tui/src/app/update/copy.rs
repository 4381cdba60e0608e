//! Marking entries, and copying the marked ones or the current one.

use std::sync::Arc;

use crate::app::event::Effect;
use crate::app::focus::Focus;
use crate::app::model::{Model, Tone};
use crate::app::scroll::Move;
use crate::layout::job::CopyOrder;
use crate::layout::preview::Preview;
use kzq_export::Format;

impl Model {
    /// Marks the current entry, or unmarks it; in the list, the cursor moves on to the next one.
    pub(super) fn mark(&mut self) {
        let Some(entry) = self.entry() else { return self.say("there is nothing here to mark", Tone::Plain) };
        self.marked.toggle(entry);
        if self.focus == Focus::List && self.excursion.is_none() {
            self.move_list(Move::Down);
        }
    }

    pub(super) fn unmark_all(&mut self) {
        let said = match self.marked.len() {
            0 => "nothing is marked".into(),
            1 => "the mark is taken away".into(),
            count => kzq_text::safe!(count, " marks are taken away"),
        };
        self.say(said, Tone::Plain);
        self.marked.clear();
    }

    /// Returns the request to copy the marked entries, else the current one; in a view, where no mark is visible, the
    /// entry at the cursor.
    pub(super) fn copy_order(&self, format: Format) -> Option<CopyOrder> {
        let is_one = self.marked.is_empty() || self.sheet().is_some();
        let entries = if is_one { Arc::new(vec![self.entry_at_hand()?]) } else { self.marked.shared() };
        Some(CopyOrder { entries, format, clip: Vec::new() })
    }

    pub(super) fn copy(&mut self, format: Format, effects: &mut Vec<Effect>) {
        if let Some(picking) = &self.picking {
            let (entries, clip) = (Arc::new(vec![picking.entry]), picking.stretches());
            if clip.is_empty() {
                return self.say_nothing_chosen();
            }
            self.picking = None;
            return effects.push(Effect::Copy(CopyOrder { entries, format: Format::Attributed, clip }));
        }
        match self.copy_order(format) {
            Some(order) => {
                self.remember_query(effects);
                effects.push(Effect::Copy(order));
            }
            None => self.say("there is nothing here to copy", Tone::Plain),
        }
    }

    /// Updates the preview of copying the marked entries, if they or the width have changed.
    pub(super) fn settle_marked_preview(&mut self, columns: usize) {
        if self.marked.is_empty() {
            self.marked_preview = None;
            return;
        }
        let is_same = |(marked, old, _): &(_, usize, _)| *marked == self.marked && *old == columns;
        if !self.marked_preview.as_ref().is_some_and(is_same) {
            let preview = Preview::beginning(&self.corpus, self.marked.entries(), columns, self.copies);
            self.marked_preview = Some((self.marked.clone(), columns, preview));
        }
    }
}
