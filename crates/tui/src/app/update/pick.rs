//! Picking entries: Enter ends the browser with them.

use std::sync::Arc;

use crate::app::event::Effect;
use crate::app::focus::Focus;
use crate::app::model::{Model, Pick, ToastLevel};
use crate::app::preferences::PickCount;

impl Model {
    /// Keeps the focus in the filter while entries are picked.
    pub(super) fn keep_picking(&mut self) {
        if self.pick.is_some() {
            self.focus = Focus::Filter;
        }
    }

    /// Whether the browser was started to pick entries.
    pub fn is_picking(&self) -> bool {
        self.pick.is_some()
    }

    /// Whether entries can be marked.
    pub(super) fn can_mark(&self) -> bool {
        self.pick.is_none_or(|pick| pick.count == PickCount::Several)
    }

    /// Picks the marked entries or the one at the cursor, as soon as the list is up to date with the filter.
    pub(super) fn request_pick(&mut self) {
        self.set_pick_requested(true);
    }

    /// Cancels a requested pick: the user continues.
    pub(super) fn withdraw_pick(&mut self) {
        self.set_pick_requested(false);
    }

    fn set_pick_requested(&mut self, is_requested: bool) {
        self.pick = self.pick.map(|pick| Pick { is_requested, ..pick });
    }

    /// Ends the browser with the picked entries, if a pick is requested and the list is up to date with the filter.
    pub(super) fn finish_pick(&mut self, effects: &mut Vec<Effect>) {
        if !self.pick.is_some_and(|pick| pick.is_requested) || self.is_searching() {
            return;
        }
        self.withdraw_pick();
        let entries = self.target_entries();
        if entries.is_empty() {
            self.show_toast("nothing to pick", ToastLevel::Info);
        } else {
            effects.push(Effect::Pick(Arc::unwrap_or_clone(entries)));
        }
    }
}
