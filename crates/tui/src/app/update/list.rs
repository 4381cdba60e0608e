//! The list: the positions of its rows, and the moves of its cursor.

use crate::app::list::ItemShape;
use crate::app::model::Model;
use crate::app::panes::inner_area;
use crate::app::scroll::Motion;
use kzq_corpus::EntryId;

impl Model {
    /// Returns how many rows the list has for entries.
    pub(super) fn list_height(&self) -> u16 {
        self.panes().list.map_or(1, |list| inner_area(list).height)
    }

    fn list_page(&self) -> usize {
        let rows = self.list_height();
        ItemShape::for_rows(rows).entries_per_page(rows)
    }

    /// Returns the row, from the top of the list, at which the entry `index` begins, counting the divider before fuzzy
    /// hits.
    pub fn row_of_hit(&self, index: usize) -> usize {
        let height = usize::from(ItemShape::for_rows(self.list_height()).height);
        let divider =
            usize::from(self.divider_at().is_some_and(|at| (self.search.list_cursor.top..=index).contains(&at)));
        (index - self.search.list_cursor.top) * height + divider
    }

    /// Returns the index of the first fuzzy hit, which is preceded by a divider.
    pub fn divider_at(&self) -> Option<usize> {
        self.search.divider_at()
    }

    pub(super) fn move_list(&mut self, movement: Motion) {
        let page = self.list_page();
        self.search.move_cursor(movement, page);
        self.search.cancel_pending_moves();
        let row = match movement {
            Motion::Last => usize::MAX,
            Motion::To(row) => row,
            _ => 0,
        };
        let is_missing = row >= self.search.answer.hits.len() && !self.search.answer.is_complete();
        self.search.goto_row_pending = is_missing.then_some(row);
        self.detail.go_to_top(None);
    }

    pub(super) fn wheel_list(&mut self, rows: isize) {
        let (before, page) = (self.search.list_cursor.index, self.list_page());
        self.search.list_cursor.scroll_by(rows, self.search.answer.hits.len(), page);
        if before != self.search.list_cursor.index {
            self.search.cancel_pending_moves();
            self.detail.go_to_top(None);
        }
    }

    pub(super) fn sync_list(&mut self) {
        self.search.list_cursor.clamp(self.search.answer.hits.len(), self.list_page());
    }

    /// Moves the cursor to an entry, if the list contains it; returns whether it does.
    pub(super) fn select_entry(&mut self, entry: EntryId) -> bool {
        let page = self.list_page();
        self.search.select_entry(entry, page)
    }

    /// Returns the index of the entry at a row of the list, counted from its top.
    pub(super) fn hit_at_row(&self, row: usize) -> Option<usize> {
        let height = usize::from(ItemShape::for_rows(self.list_height()).height);
        (self.search.list_cursor.top..self.search.answer.hits.len())
            .take_while(|&index| self.row_of_hit(index) <= row)
            .find(|&index| row < self.row_of_hit(index) + height)
    }
}
