//! Searching: requesting results, and applying them.

use crate::app::event::{CorpusUpdate, Effect, Generation};
use crate::app::focus::Focus;
use crate::app::model::Model;
use crate::app::scroll::{ListCursor, Motion, Scroll};
use crate::layout::page::Page;
use kzq_corpus::EntryId;
use kzq_search::Answer;

/// How many rows are requested at first: more than any screen shows.
const FIRST_ROWS: usize = 500;

impl Model {
    pub(crate) fn search(&mut self, effects: &mut Vec<Effect>) {
        self.generation = self.generation.next();
        self.anchor_off_list = None;
        self.request_rows(FIRST_ROWS, effects);
    }

    /// Requests all rows if the user nears the end of those present, or is looking for an entry after them.
    pub(super) fn request_more_rows(&mut self, effects: &mut Vec<Effect>) {
        let answer = &self.answer;
        let is_near_end = self.list_cursor.index + FIRST_ROWS / 2 >= answer.hits.len();
        // While typing, the selected entry was not chosen deliberately.
        let wants_anchor = self.anchor.is_some() && self.focus != Focus::Filter;
        let can_request = !self.is_searching() && !self.all_requested && answer.pending == 0;
        if !answer.is_complete() && can_request && (is_near_end || wants_anchor) {
            self.all_requested = true;
            self.request_rows(usize::MAX, effects);
        }
    }

    fn request_rows(&self, limit: usize, effects: &mut Vec<Effect>) {
        effects.push(Effect::Search {
            generation: self.generation,
            query: self.query.clone(),
            selection: self.selection,
            shelf: self.shelf_state.shared_shelf(),
            limit,
        });
    }

    /// Repeats the current search, because its results may have changed.
    pub(super) fn refresh_search(&self, effects: &mut Vec<Effect>) {
        if self.generation != Generation::default() {
            let limit =
                if self.answer.is_complete() && self.answer.groups > FIRST_ROWS { usize::MAX } else { FIRST_ROWS };
            self.request_rows(limit, effects);
        }
    }

    pub(super) fn on_corpus_grown(&mut self, growth: CorpusUpdate, effects: &mut Vec<Effect>) {
        let had_topics = !self.corpus.topics().is_empty();
        self.corpus = growth.corpus;
        self.totals = growth.totals;
        self.progress = growth.progress;
        self.corpus_revision += 1;
        if !had_topics {
            self.fold_long_tree();
        }
        self.resolve_list_entries();
        if self.progress.is_none() {
            // References between entries are known only now.
            self.text_revision += 1;
            self.page = Page::default();
        }
        if self.generation == Generation::default() {
            self.search(effects);
        } else {
            // Entries were only added: an answer on its way is as good as it was.
            self.refresh_search(effects);
        }
        // What was found already will be found again.
        self.anchor = self.entry_to_keep();
    }

    /// Returns the entry that stays selected while more is found; if the user has not moved, the best of all is
    /// selected.
    fn entry_to_keep(&self) -> Option<EntryId> {
        let has_moved = self.list_cursor.index > 0 || self.focus == Focus::Detail || self.query.is_empty();
        self.answer.hits.get(self.list_cursor.index).map(|hit| hit.entry).filter(|_| has_moved)
    }

    pub(super) fn on_answer(&mut self, generation: Generation, answer: Answer) {
        if generation != self.generation {
            return;
        }
        let is_first = self.answered_generation != generation;
        let entry_before = self.entry();
        if !is_first && self.answer.pending > 0 {
            self.anchor = self.anchor.or(self.entry_to_keep());
        }
        // The rows already present stay as they are when the others follow.
        self.answered_generation = generation;
        self.answer = answer;
        self.all_requested = false;
        if is_first {
            self.goto_last_pending = false;
            self.off_list_entry = None;
            self.match_index = None;
            self.deferred = None;
            // A changed query starts at its best hit; if the query is empty, the user stays with the entry.
            self.anchor = self.anchor.or(entry_before.filter(|_| self.query.is_empty()));
            self.list_cursor = ListCursor::default();
        }
        if !is_first && self.off_list_entry.is_some_and(|entry| self.select_entry(entry)) {
            self.off_list_entry = None;
        }
        if self.goto_last_pending && self.answer.is_complete() {
            self.move_list(Motion::Last);
        }
        let found_anchor = self.anchor.is_some_and(|entry| self.select_entry(entry));
        if !found_anchor && self.answer.is_complete() && self.anchor.is_some() && self.anchor == self.anchor_off_list {
            self.off_list_entry = self.anchor;
        }
        if found_anchor || self.answer.is_complete() {
            self.anchor = None;
        }
        if self.entry() != entry_before {
            self.scroll = Scroll::default();
        }
    }
}
