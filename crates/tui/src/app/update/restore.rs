//! Restoring the last session, while collections may still be loading; and recalling earlier queries.

use super::Later;
use crate::app::event::{Effect, Remembered};
use crate::app::focus::Focus;
use crate::app::line_edit::LineEdit;
use crate::app::model::{Model, Tone};
use crate::app::scroll::Move;
use crate::app::session::Whereabouts;
use crate::app::sidebar::Row;
use kzq_search::Query;

/// A session that is being restored.
#[derive(Clone, Debug)]
pub(crate) struct Returning {
    there: Whereabouts,
    /// Row of the list to select if the entry is gone.
    row: usize,
    /// Whether the shelf was loaded, so that its lists are known.
    knows_shelf: bool,
}

impl Returning {
    /// Returns the session that is being restored.
    pub(super) fn into_whereabouts(self) -> Whereabouts {
        self.there
    }
}

/// Snapshot of the position, to detect that the user moved.
#[derive(PartialEq, Eq)]
pub(super) struct Stand(crate::app::Generation, Focus, usize, usize, Option<kzq_corpus::EntryId>, usize);

impl Model {
    /// Returns the state of the session; `None` while one is being restored, or if nothing is loaded yet.
    pub fn whereabouts(&self) -> Option<Whereabouts> {
        (self.returning.is_none() && !self.corpus.is_empty()).then(|| Whereabouts::of(self))
    }

    /// Takes a snapshot of the position, to detect that the user moves.
    pub(super) fn stand(&self) -> Stand {
        let (list, top) = (self.list.at, self.scroll.top);
        Stand(self.generation, self.focus, list, top, self.excursion, self.sheets.len())
    }

    /// Cancels the restore if the user has moved since `before`.
    pub(super) fn stay(&mut self, before: Option<Stand>) {
        if before.is_some_and(|before| before != self.stand()) {
            self.returning = None;
        }
    }

    /// Applies a loaded session: takes its queries, and begins to restore its position.
    pub(super) fn on_remembered(&mut self, remembered: Remembered, effects: &mut Vec<Effect>) {
        self.queries.take_in(remembered.queries);
        if let Some(there) = remembered.whereabouts.filter(|_| self.has_not_begun()) {
            if there.is_narrowed() {
                self.say("back where you were; Esc takes the filter away", Tone::Plain);
            }
            self.set_out(there, 0, effects);
        }
    }

    /// Returns whether the user has done nothing yet.
    fn has_not_begun(&self) -> bool {
        self.filter.is_empty() && self.selection.is_empty() && self.focus == Focus::List && self.list.at == 0
    }

    /// Begins to restore a session, as far as it can be; if its entry is gone, the cursor goes to `row` of the list.
    pub(super) fn set_out(&mut self, there: Whereabouts, row: usize, effects: &mut Vec<Effect>) {
        self.focus = there.focus;
        if *there.filter.as_str() != *self.filter.text().as_str() {
            self.filter = LineEdit::default();
            self.filter.insert(there.filter.as_str());
            self.query = Query::parse(self.filter.text().as_str());
            if !self.corpus.is_empty() {
                self.search(effects);
            }
        }
        self.returning = Some(Returning { there, row, knows_shelf: self.desk.is_known() });
        self.go_on_returning(effects);
    }

    /// Continues the restore, as far as the collections are loaded.
    pub(super) fn go_on_returning(&mut self, effects: &mut Vec<Effect>) {
        let Some(mut returning) = self.returning.take() else { return };
        returning.knows_shelf |= self.desk.is_known();
        let is_open = self.opening.is_none();
        if !is_open && self.corpus.is_empty() {
            self.returning = Some(returning);
            return;
        }
        let set = returning.there.selection(&self.corpus, self.desk.shelf());
        if set != self.selection {
            self.selection = set;
            self.show_topic();
            self.search(effects);
        }
        let may_set_more = returning.there.is_on_shelf() && !returning.knows_shelf;
        match returning.there.entry(&self.corpus, is_open) {
            Some(entry) => {
                self.kept = Some(entry);
                let is_answered = !self.is_searching() && !may_set_more;
                if is_answered && self.seek(entry) {
                    self.excursion = None;
                } else if is_answered && is_open && self.answer.is_whole() {
                    self.excursion = Some(entry);
                }
                if is_answered && self.entry() == Some(entry) {
                    self.arrive(&returning.there, effects);
                } else {
                    self.returning = Some(returning);
                }
            }
            None if is_open && !may_set_more && !self.is_searching() => self.move_list(Move::To(returning.row)),
            None => self.returning = Some(returning),
        }
    }

    /// Scrolls to the line of the entry that was in sight.
    fn arrive(&mut self, there: &Whereabouts, effects: &mut Vec<Effect>) {
        self.kept = None;
        self.settle_page(effects);
        let line = there.line(self.page.columns());
        self.scroll_page(Move::To(line));
        if !self.page.has_all_lines() {
            self.later = Some(Later::Line(line));
        }
    }

    /// Unfolds the ancestors of the selected topic, and goes to it in the sidebar.
    fn show_topic(&mut self) {
        if let Some(topic) = self.selection.topic {
            for above in self.corpus.topic_line(topic).skip(1) {
                self.sidebar.folded.remove(&above);
            }
            self.settle_sidebar();
            self.point_at(Row::Topic(topic));
        }
    }

    /// Adds the query to the history: it was accepted, or led to something.
    pub(super) fn remember_query(&mut self, effects: &mut Vec<Effect>) {
        let query = self.filter.text().into_owned();
        if !self.query.is_empty() && self.queries.remember(query.clone()) {
            effects.push(Effect::RememberQuery(query));
        }
    }

    /// Returns whether the keys of the list recall earlier queries instead.
    pub(super) fn recalls(&self, movement: Move) -> bool {
        let begins = movement == Move::Up && self.filter.is_empty() && !self.queries.is_empty();
        let goes_on = matches!(movement, Move::Up | Move::Down) && self.queries.are_gone_through();
        self.popup.is_none() && self.focus == Focus::Filter && self.sheets.is_empty() && (begins || goes_on)
    }

    /// Puts an earlier or later query into the filter; after the last one, the filter is empty.
    pub(super) fn recall(&mut self, movement: Move, effects: &mut Vec<Effect>) {
        let mut queries = std::mem::take(&mut self.queries);
        let found = if movement == Move::Up { queries.earlier() } else { queries.later() };
        self.edit(effects, |line| {
            line.clear();
            line.insert(found.as_ref().map_or("", |query| query.as_str()));
        });
        self.queries = queries;
    }

    /// Returns whether there are earlier queries to recall.
    pub fn has_earlier_queries(&self) -> bool {
        !self.queries.is_empty()
    }
}
