//! Searching: requesting results, and applying them.

use std::sync::Arc;

use crate::app::event::{CorpusUpdate, Effect};
use crate::app::focus::Focus;
use crate::app::model::Model;
use crate::app::popup::Popup;
use crate::app::scroll::{ListCursor, Motion, Scroll};
use crate::app::search::PendingRow;
use crate::app::search_request::{Generation, SearchDone};
use crate::layout::page::Page;
use kzq_corpus::EntryId;

/// How many rows are requested at first: more than any screen shows.
const FIRST_ROWS: usize = 200;

impl Model {
    pub(super) fn start_search(&mut self, effects: &mut Vec<Effect>) {
        self.search.generation = self.search.generation.next();
        self.search.anchor_off_list = None;
        self.request_rows(FIRST_ROWS, effects);
    }

    /// Requests all rows if the user nears the end of those present, or is looking for an entry after them.
    pub(super) fn request_more_rows(&mut self, effects: &mut Vec<Effect>) {
        let answer = &self.search.answer;
        let is_near_end = self.search.list_cursor.index + FIRST_ROWS / 2 >= answer.hits.len();
        // While typing, the selected entry was not chosen deliberately.
        let wants_anchor = self.search.anchor.is_some() && self.focus != Focus::Filter;
        let can_request = !self.is_searching() && !self.search.all_requested && answer.pending == 0;
        if !answer.is_complete() && can_request && (is_near_end || wants_anchor || self.search.pending_row.is_some()) {
            self.search.all_requested = true;
            self.request_rows(usize::MAX, effects);
        }
    }

    fn request_rows(&self, limit: usize, effects: &mut Vec<Effect>) {
        let (shelf, totals) = (self.shelf_state.shared_shelf(), Arc::clone(&self.collections.totals));
        effects.push(self.search.request(shelf, totals, limit));
    }

    /// Repeats the current search, because its results may have changed.
    pub(super) fn refresh_search(&self, effects: &mut Vec<Effect>) {
        if self.search.generation != Generation::default() {
            let limit = if self.search.answer.is_complete() && self.search.answer.groups > FIRST_ROWS {
                usize::MAX
            } else {
                FIRST_ROWS
            };
            self.request_rows(limit, effects);
        }
    }

    pub(super) fn on_corpus_grown(&mut self, update: CorpusUpdate, effects: &mut Vec<Effect>) {
        let old = self.shared_corpus();
        let had_topics = !old.topics().is_empty();
        self.collections.grow(update);
        self.remap_moved_topics(&old);
        if !had_topics {
            self.fold_long_tree();
        }
        if let Some(Popup::Lists(lists)) = &mut self.popup {
            lists.resolve_entries(&self.collections.corpus);
        }
        if self.collections.is_loaded() {
            self.detail.page = Page::default();
        }
        if self.search.answered_generation == Generation::default() {
            self.search.listed = None;
        }
        if self.search.generation == Generation::default() {
            self.start_search(effects);
        } else {
            // Entries were only added: an answer on its way is as good as it was.
            self.refresh_search(effects);
        }
        // What was found already will be found again.
        self.search.anchor = self.entry_to_keep();
        self.carry_over(effects);
    }

    /// Returns the entry that stays selected while more is found; if the user has not moved, the best of all is
    /// selected.
    fn entry_to_keep(&self) -> Option<EntryId> {
        let has_moved =
            self.search.list_cursor.index > 0 || self.focus == Focus::Detail || self.search.query.is_empty();
        self.search.selected_hit().map(|hit| hit.entry).filter(|_| has_moved)
    }

    pub(super) fn on_search_done(&mut self, done: SearchDone) {
        let SearchDone { generation, answer, listed } = done;
        if generation != self.search.generation {
            return;
        }
        let is_first = self.search.answered_generation != generation;
        let entry_before = self.entry();
        if !is_first && self.search.answer.pending > 0 {
            self.search.anchor = self.search.anchor.or(self.entry_to_keep());
        }
        // The rows already present stay as they are when the others follow.
        self.search.answered_generation = generation;
        self.search.answer = answer;
        self.search.listed = Some(listed);
        self.search.all_requested = false;
        if is_first {
            self.search.pending_row = None;
            self.detail.off_list_entry = None;
            self.detail.match_index = None;
            self.detail.deferred = None;
            // A changed query starts at its best hit; if the query is empty, the user stays with the entry.
            self.search.anchor = self.search.anchor.or(entry_before.filter(|_| self.search.query.is_empty()));
            self.search.list_cursor = ListCursor::default();
        }
        if !is_first && self.detail.off_list_entry.is_some_and(|entry| self.select_entry(entry)) {
            self.detail.off_list_entry = None;
        }
        match self.search.pending_row {
            Some(PendingRow::Select(row)) if self.search.answer.is_complete() => self.move_list(Motion::To(row)),
            Some(PendingRow::Read(row)) if row < self.search.answer.hits.len() => {
                self.search.pending_row = None;
                self.read_hit(row);
            }
            _ => {}
        }
        let found_anchor = self.search.anchor.is_some_and(|entry| self.select_entry(entry));
        if !found_anchor
            && self.search.answer.is_complete()
            && self.search.anchor.is_some()
            && self.search.anchor == self.search.anchor_off_list
        {
            self.detail.off_list_entry = self.search.anchor;
        }
        if found_anchor || self.search.answer.is_complete() {
            self.search.anchor = None;
        }
        if self.entry() != entry_before {
            self.detail.scroll = Scroll::default();
        }
    }
}
