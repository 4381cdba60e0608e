//! Marking entries, and copying the marked ones or the current one.

use std::sync::Arc;

use crate::app::event::Effect;
use crate::app::focus::Focus;
use crate::app::model::{Model, ToastLevel};
use crate::app::scroll::Motion;
use crate::layout::copy_request::CopyRequest;
use kzq_export::Format;

impl Model {
    /// Marks the current entry, or unmarks it; in the list, the cursor moves on to the next one.
    pub(super) fn toggle_mark(&mut self) {
        if !self.can_mark() {
            return;
        }
        let Some(entry) = self.entry() else {
            return self.show_toast("no entry selected", ToastLevel::Info);
        };
        self.copy_state.marked.toggle(entry);
        if (self.focus == Focus::List || self.pick.is_some()) && self.detail.off_list_entry.is_none() {
            self.move_list(Motion::Down);
        }
    }

    pub(super) fn unmark_all(&mut self) {
        let message = match self.copy_state.marked.len() {
            0 => "nothing is marked".into(),
            1 => "1 mark removed".into(),
            count => kzq_text::safe!(count, " marks removed"),
        };
        self.show_toast(message, ToastLevel::Info);
        self.copy_state.marked.clear();
    }

    /// Returns the request to copy the target entries; `None` if there are none.
    pub(super) fn copy_request(&self, format: Format) -> Option<CopyRequest> {
        let entries = self.target_entries();
        (!entries.is_empty()).then(|| CopyRequest { entries, format, excerpt: Vec::new() })
    }

    pub(super) fn copy(&mut self, format: Format, effects: &mut Vec<Effect>) {
        if let Some(phrase) = &self.detail.phrase_select {
            let (entries, clip) = (Arc::new(vec![phrase.entry]), phrase.selected_ranges());
            if clip.is_empty() {
                return self.report_nothing_selected();
            }
            self.detail.phrase_select = None;
            return effects.push(Effect::Copy(CopyRequest { entries, format: Format::Attributed, excerpt: clip }));
        }
        match self.copy_request(format) {
            Some(order) => {
                self.record_query(effects);
                effects.push(Effect::Copy(order));
            }
            None => self.show_toast("nothing to copy here", ToastLevel::Info),
        }
    }
}
