//! The list: the positions of its rows, and the moves of its cursor.

use crate::app::list::ItemShape;
use crate::app::model::Model;
use crate::app::panes::inside;
use crate::app::scroll::Move;
use kzq_corpus::EntryId;

impl Model {
    /// Returns how many rows the list has for entries.
    pub(super) fn list_rows(&self) -> u16 {
        self.panes().list.map_or(1, |list| inside(list).height)
    }

    fn list_page(&self) -> usize {
        let rows = self.list_rows();
        ItemShape::within(rows).page(rows)
    }

    /// Returns the row, from the top of the list, at which the entry `index` begins, counting the divider before fuzzy
    /// hits.
    pub fn list_row(&self, index: usize) -> usize {
        let height = usize::from(ItemShape::within(self.list_rows()).height);
        let divider = usize::from(self.divider_at().is_some_and(|at| (self.list.top..=index).contains(&at)));
        (index - self.list.top) * height + divider
    }

    /// Returns the index of the first fuzzy hit, which is preceded by a divider.
    pub fn divider_at(&self) -> Option<usize> {
        (self.answer.sure < self.answer.rows).then_some(self.answer.sure)
    }

    pub(super) fn move_list(&mut self, movement: Move) {
        self.excursion = None;
        self.kept = None;
        self.wants_last = movement == Move::Last && !self.answer.is_whole();
        self.list.go(movement, self.answer.hits.len(), self.list_page());
        self.scroll.top = 0;
        self.match_at = None;
    }

    pub(super) fn wheel_list(&mut self, rows: isize) {
        let before = self.list.at;
        self.list.wheel(rows, self.answer.hits.len(), self.list_page());
        if before != self.list.at {
            self.excursion = None;
            self.scroll.top = 0;
            self.match_at = None;
        }
    }

    pub(super) fn settle_list(&mut self) {
        self.list.settle(self.answer.hits.len(), self.list_page());
    }

    /// Moves the cursor to an entry, if the list contains it; returns whether it does.
    pub(super) fn seek(&mut self, entry: EntryId) -> bool {
        let found = self.answer.hits.iter().position(|hit| hit.entry == entry);
        if let Some(index) = found {
            self.list.set(index, self.answer.hits.len(), self.list_page());
        }
        found.is_some()
    }

    /// Returns the index of the entry at a row of the list, counted from its top.
    pub(super) fn entry_at_row(&self, row: usize) -> Option<usize> {
        let height = usize::from(ItemShape::within(self.list_rows()).height);
        (self.list.top..self.answer.hits.len())
            .take_while(|&index| self.list_row(index) <= row)
            .find(|&index| row < self.list_row(index) + height)
    }
}
