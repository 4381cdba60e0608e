//! Marking entries, and copying the marked ones or the current one.

use std::sync::Arc;

use crate::app::event::Effect;
use crate::app::focus::Focus;
use crate::app::model::{Model, ToastLevel};
use crate::app::scroll::Motion;
use crate::layout::copy_request::CopyRequest;
use crate::layout::preview::Preview;
use kzq_export::Format;

impl Model {
    /// Marks the current entry, or unmarks it; in the list, the cursor moves on to the next one.
    pub(super) fn toggle_mark(&mut self) {
        let Some(entry) = self.entry() else {
            return self.show_toast("there is nothing here to mark", ToastLevel::Info);
        };
        self.marked.toggle(entry);
        if self.focus == Focus::List && self.off_list_entry.is_none() {
            self.move_list(Motion::Down);
        }
    }

    pub(super) fn unmark_all(&mut self) {
        let message = match self.marked.len() {
            0 => "nothing is marked".into(),
            1 => "the mark is taken away".into(),
            count => kzq_text::safe!(count, " marks are taken away"),
        };
        self.show_toast(message, ToastLevel::Info);
        self.marked.clear();
    }

    /// Returns the request to copy the marked entries, else the current one; in a view, where no mark is visible, the
    /// entry at the cursor.
    pub(super) fn copy_request(&self, format: Format) -> Option<CopyRequest> {
        let is_single = self.marked.is_empty() || self.view().is_some();
        let entries = if is_single { Arc::new(vec![self.target_entry()?]) } else { self.marked.shared_entries() };
        Some(CopyRequest { entries, format, excerpt: Vec::new() })
    }

    pub(super) fn copy(&mut self, format: Format, effects: &mut Vec<Effect>) {
        if let Some(phrase) = &self.phrase_select {
            let (entries, clip) = (Arc::new(vec![phrase.entry]), phrase.selected_ranges());
            if clip.is_empty() {
                return self.report_nothing_selected();
            }
            self.phrase_select = None;
            return effects.push(Effect::Copy(CopyRequest { entries, format: Format::Attributed, excerpt: clip }));
        }
        match self.copy_request(format) {
            Some(order) => {
                self.record_query(effects);
                effects.push(Effect::Copy(order));
            }
            None => self.show_toast("there is nothing here to copy", ToastLevel::Info),
        }
    }

    /// Updates the preview of copying the marked entries, if they or the width have changed.
    pub(super) fn sync_marked_preview(&mut self, columns: usize) {
        if self.marked.is_empty() {
            self.marked_preview = None;
            return;
        }
        let is_same = |(marked, old, _): &(_, usize, _)| *marked == self.marked && *old == columns;
        if !self.marked_preview.as_ref().is_some_and(is_same) {
            let preview = Preview::partial(&self.corpus, self.marked.entries(), columns, self.default_format);
            self.marked_preview = Some((self.marked.clone(), columns, preview));
        }
    }
}
