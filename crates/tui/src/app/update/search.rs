//! Searching: requesting results, and applying them.

use crate::app::event::{Effect, Generation, Growth};
use crate::app::focus::Focus;
use crate::app::model::Model;
use crate::app::scroll::{Cursor, Move, Scroll};
use crate::layout::page::Page;
use kzq_corpus::EntryId;
use kzq_search::Answer;

/// How many rows are requested at first: more than any screen shows.
const AT_FIRST: usize = 500;

impl Model {
    pub(crate) fn search(&mut self, effects: &mut Vec<Effect>) {
        self.generation = self.generation.next();
        self.wanted = None;
        self.ask(AT_FIRST, effects);
    }

    /// Requests all rows if the user nears the end of those present, or is looking for an entry after them.
    pub(super) fn ask_for_more(&mut self, effects: &mut Vec<Effect>) {
        let answer = &self.answer;
        let is_near_end = self.list.at + AT_FIRST / 2 >= answer.hits.len();
        // While typing, the selected entry was not chosen deliberately.
        let is_sought = self.kept.is_some() && self.focus != Focus::Filter;
        let may_ask = !self.is_searching() && !self.wants_all && answer.to_come == 0;
        if !answer.is_whole() && may_ask && (is_near_end || is_sought) {
            self.wants_all = true;
            self.ask(usize::MAX, effects);
        }
    }

    fn ask(&self, best: usize, effects: &mut Vec<Effect>) {
        effects.push(Effect::Search {
            generation: self.generation,
            query: self.query.clone(),
            selection: self.selection,
            shelf: self.desk.shared(),
            best,
        });
    }

    /// Repeats the current search, because its results may have changed.
    pub(super) fn ask_again(&self, effects: &mut Vec<Effect>) {
        if self.generation != Generation::default() {
            let best = if self.answer.is_whole() && self.answer.rows > AT_FIRST { usize::MAX } else { AT_FIRST };
            self.ask(best, effects);
        }
    }

    pub(super) fn on_growth(&mut self, growth: Growth, effects: &mut Vec<Effect>) {
        let had_topics = !self.corpus.topics().is_empty();
        self.corpus = growth.corpus;
        self.totals = growth.totals;
        self.opening = growth.opening;
        self.edition += 1;
        if !had_topics {
            self.fold_long_tree();
        }
        self.find_listed();
        if self.opening.is_none() {
            // References between entries are known only now.
            self.reading += 1;
            self.page = Page::default();
        }
        if self.generation == Generation::default() {
            self.search(effects);
        } else {
            // Entries were only added: an answer on its way is as good as it was.
            self.ask_again(effects);
        }
        // What was found already will be found again.
        self.kept = self.chosen();
    }

    /// Returns the entry that stays selected while more is found; if the user has not moved, the best of all is
    /// selected.
    fn chosen(&self) -> Option<EntryId> {
        let has_moved = self.list.at > 0 || self.focus == Focus::Detail || self.query.is_empty();
        self.answer.hits.get(self.list.at).map(|hit| hit.entry).filter(|_| has_moved)
    }

    pub(super) fn on_answer(&mut self, generation: Generation, answer: Answer) {
        if generation != self.generation {
            return;
        }
        let is_first = self.answered != generation;
        let reading = self.entry();
        if !is_first && self.answer.to_come > 0 {
            self.kept = self.kept.or(self.chosen());
        }
        // The rows already present stay as they are when the others follow.
        self.answered = generation;
        self.answer = answer;
        self.wants_all = false;
        if is_first {
            self.wants_last = false;
            self.excursion = None;
            self.match_at = None;
            self.later = None;
            // A changed query starts at its best hit; if the query is empty, the user stays with the entry.
            self.kept = self.kept.or(reading.filter(|_| self.query.is_empty()));
            self.list = Cursor::default();
        }
        if !is_first && self.excursion.is_some_and(|entry| self.seek(entry)) {
            self.excursion = None;
        }
        if self.wants_last && self.answer.is_whole() {
            self.move_list(Move::Last);
        }
        let returned = self.kept.is_some_and(|entry| self.seek(entry));
        if !returned && self.answer.is_whole() && self.kept.is_some() && self.kept == self.wanted {
            self.excursion = self.kept;
        }
        if returned || self.answer.is_whole() {
            self.kept = None;
        }
        if self.entry() != reading {
            self.scroll = Scroll::default();
        }
    }
}
