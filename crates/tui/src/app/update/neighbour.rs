//! Stepping from entry to entry, wherever one is read; and the quiet page.

use crate::app::model::{Model, ToastLevel};
use crate::app::scroll::Motion;
use crate::app::search::PendingRow;
use crate::app::view::View;
use crate::layout::view_kind::ViewKind;
use kzq_search::splitmix64;

impl Model {
    /// Goes to the next or previous entry of the list; a view of an entry becomes that of the other one.
    pub(super) fn step_entry(&mut self, step: isize) {
        let count = self.search.answer.hits.len();
        let next = self.search.list_cursor.index.checked_add_signed(step).filter(|&next| next < count);
        let Some(next) = next else {
            let text = if step > 0 { "already at the last entry of the list" } else { "already at the first entry" };
            return self.show_toast(text, ToastLevel::Info);
        };
        self.read_hit(next);
    }

    /// Goes to a random entry of the list, but never to the one at the cursor.
    pub(super) fn go_to_random_entry(&mut self) {
        let others = u64::try_from(self.search.answer.groups).unwrap_or(u64::MAX).saturating_sub(1);
        self.seed = splitmix64(self.seed);
        let Some(chosen) = self.seed.checked_rem(others).and_then(|chosen| usize::try_from(chosen).ok()) else {
            return self.show_toast("no other entry in the list", ToastLevel::Info);
        };
        let row = chosen + usize::from(chosen >= self.search.list_cursor.index);
        self.push_jump();
        if row < self.search.answer.hits.len() {
            self.read_hit(row);
        } else {
            self.search.pending_row = Some(PendingRow::Read(row));
        }
    }

    /// Goes to an entry of the list by its index.
    pub(super) fn read_hit(&mut self, index: usize) {
        let Some(hit) = self.search.answer.hits.get(index) else { return };
        let entry = hit.entry;
        match self.view().map(|view| view.kind().of_entry(entry)) {
            None => {}
            // The views below it are about the previous entry.
            Some(Some(kind)) => self.views = vec![View::new(kind)],
            Some(None) => return self.show_toast("this view is not about a single entry", ToastLevel::Info),
        }
        self.move_list(Motion::To(index));
    }

    /// Whether the quiet page is open and on top.
    pub fn is_quiet(&self) -> bool {
        self.view().is_some_and(|view| matches!(view.kind(), ViewKind::Quiet(_)))
    }

    /// Opens the quiet page, or closes it.
    pub(super) fn toggle_quiet_page(&mut self) {
        if self.is_quiet() {
            self.views.pop();
        } else {
            self.open_view_of_target(ViewKind::Quiet);
        }
    }

    /// Scrolls the quiet page, and at its end goes to the next entry, at its start to the previous one.
    pub(super) fn move_in_quiet_page(&mut self, movement: Motion) {
        let page = self.view_height();
        let Some(view) = self.views.last_mut() else { return };
        let (top, last) = (view.cursor().top, view.row_count().saturating_sub(page));
        let is_down = matches!(movement, Motion::Down | Motion::PageDown | Motion::HalfPageDown);
        let is_up = matches!(movement, Motion::Up | Motion::PageUp | Motion::HalfPageUp);
        if is_down && top >= last {
            self.step_entry(1);
        } else if is_up && top == 0 {
            self.step_entry(-1);
        } else {
            view.scroll_to_row(movement.apply(top, last + 1, page), page);
        }
    }
}
