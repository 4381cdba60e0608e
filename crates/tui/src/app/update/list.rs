//! The list: its rows with their positions, and the moves of its cursor.

use std::sync::Arc;

use crate::app::list::ItemShape;
use crate::app::model::{Model, ToastLevel};
use crate::app::panes::inner_area;
use crate::app::scroll::Motion;
use crate::app::search::PendingRow;
use crate::layout::excerpt::excerpt;
use crate::layout::span::StyledLine;
use kzq_corpus::EntryId;
use kzq_search::{Hit, matched_metadata};
use kzq_shelf::EntryName;
use kzq_text::Safe;

/// On a screen with fewer rows, the list is compact unless the user decided otherwise.
const COMPACT_BELOW_ROWS: u16 = 24;

impl Model {
    /// Returns how many rows the list has for entries.
    pub(super) fn list_height(&self) -> u16 {
        self.panes().list.map_or(1, |list| inner_area(list).height)
    }

    fn list_page(&self) -> usize {
        let shape = self.item_shape();
        let entries = shape.entries_per_page(self.list_height());
        // A compact entry has no blank row to give up for the divider.
        let divider = usize::from(shape.is_compact() && self.divider_at().is_some());
        entries.saturating_sub(divider).max(1)
    }

    /// Returns how many rows an entry takes in the list.
    pub fn item_shape(&self) -> ItemShape {
        if self.is_list_compact() { ItemShape::COMPACT } else { ItemShape::for_rows(self.list_height()) }
    }

    fn is_list_compact(&self) -> bool {
        self.compact_list.unwrap_or(self.is_screen_short())
    }

    fn is_screen_short(&self) -> bool {
        self.size.1 < COMPACT_BELOW_ROWS
    }

    /// Toggles the compact list; the choice is kept only if it differs from the default for the height of the screen.
    pub(super) fn toggle_compact_list(&mut self) {
        let compact = !self.is_list_compact();
        self.compact_list = (compact != self.is_screen_short()).then_some(compact);
        if self.panes().list.is_none() {
            let text = if compact { "compact list: one row per entry" } else { "full list: several rows per entry" };
            self.show_toast(text, ToastLevel::Info);
        }
    }

    /// Returns the row, from the top of the list, at which the entry `index` begins, counting the divider before fuzzy
    /// hits.
    pub fn row_of_hit(&self, index: usize) -> usize {
        let height = usize::from(self.item_shape().height);
        let divider =
            usize::from(self.divider_at().is_some_and(|at| (self.search.list_cursor.top..=index).contains(&at)));
        (index - self.search.list_cursor.top) * height + divider
    }

    /// Returns the index of the first fuzzy hit, which is preceded by a divider.
    pub fn divider_at(&self) -> Option<usize> {
        self.search.divider_at()
    }

    /// Returns the excerpt of a hit in `room` columns and lines, made once for many frames.
    pub fn excerpt(&self, hit: Hit, room: (usize, usize), ellipsis: &'static str) -> Arc<[StyledLine<'static>]> {
        let (corpus, query) = (self.corpus(), self.query());
        let mut excerpts = self.excerpts.borrow_mut();
        excerpts.prepare(query, self.excerpt_revisions(), ellipsis);
        let make = || excerpt(corpus.entry(hit.entry), query, hit.is_fuzzy, room, ellipsis);
        excerpts.lines((hit.entry, hit.is_fuzzy), room, make)
    }

    /// Returns the names of the metadata in which an entry matches words of the filter that its texts lack, found once for
    /// many frames.
    pub fn matched_metadata(&self, entry: EntryId, ellipsis: &'static str) -> Option<Safe<'static>> {
        let (corpus, query) = (self.corpus(), self.query());
        if !query.searches_metadata() {
            return None;
        }
        let mut excerpts = self.excerpts.borrow_mut();
        excerpts.prepare(query, self.excerpt_revisions(), ellipsis);
        excerpts.metadata(entry, || {
            let note = self.shelf_state.shelf().note(&EntryName::new(corpus, entry));
            let fields = matched_metadata(query, corpus, entry, note);
            (!fields.is_empty()).then(|| Safe::join(fields.into_iter().map(|field| field.name().into()), ", "))
        })
    }

    /// Returns how many excerpts were made so far; a frame that shows nothing new makes none.
    pub fn excerpts_made(&self) -> usize {
        self.excerpts.borrow().made()
    }

    /// The revisions of what excerpts are made of.
    fn excerpt_revisions(&self) -> (u64, u64) {
        (self.collections.corpus_revision, self.shelf_state.revision())
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
        self.search.pending_row = is_missing.then_some(PendingRow::Select(row));
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
        let height = usize::from(self.item_shape().height);
        (self.search.list_cursor.top..self.search.answer.hits.len())
            .take_while(|&index| self.row_of_hit(index) <= row)
            .find(|&index| row < self.row_of_hit(index) + height)
    }
}
