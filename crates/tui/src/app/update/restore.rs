//! Restoring the last session, while collections may still be loading; and recalling earlier queries.

use crate::app::detail::DeferredMove;
use crate::app::event::{Effect, SessionLoaded};
use crate::app::focus::Focus;
use crate::app::model::{Model, ToastLevel};
use crate::app::scroll::Motion;
use crate::app::search_request::Generation;
use crate::app::session::Restoring;
use crate::app::session_state::SessionState;
use crate::app::sidebar::SidebarRow;
use crate::app::text_edit::TextEdit;
use kzq_corpus::EntryId;
use kzq_search::{Facet, FacetValue, Order};
use kzq_text::Safe;

/// Snapshot of the position, to detect that the user moved.
#[derive(PartialEq, Eq)]
pub(super) struct PositionSnapshot(Generation, Focus, usize, usize, Option<EntryId>, usize);

impl Model {
    /// Returns the state of the session; `None` while one is being restored, or if nothing is loaded yet.
    pub fn session_state(&self) -> Option<SessionState> {
        (self.session.restoring.is_none() && !self.collections.corpus.is_empty()).then(|| self.capture_session())
    }

    /// Returns the current position, by names.
    pub(super) fn capture_session(&self) -> SessionState {
        let corpus = &self.collections.corpus;
        let entry = self.entry();
        SessionState {
            filter: self.search.filter.text().into_owned(),
            order: Some(self.search.order)
                .filter(|&order| order != Order::default())
                .map_or_else(Safe::default, |order| order.name().into()),
            entry: entry.map(|id| corpus.qualified_id(id)),
            number: entry.map_or(0, EntryId::index),
            // After a restart, `q` should quit instead of being typed into the filter.
            focus: if self.focus == Focus::Filter { Focus::List } else { self.focus },
            line: self.detail.scroll.top,
            columns: self.detail.page.columns(),
            formats: self.copy_state.saved_formats(),
            compact_list: self.compact_list,
            ..SessionState::from_selection(&self.search.selection, corpus, self.shelf_state.shelf())
        }
    }

    /// Takes a snapshot of the position, to detect that the user moves.
    pub(super) fn position_snapshot(&self) -> PositionSnapshot {
        let (list, top) = (self.search.list_cursor.index, self.detail.scroll.top);
        PositionSnapshot(self.search.generation, self.focus, list, top, self.detail.off_list_entry, self.views.len())
    }

    /// Cancels the restore if the user has moved since `before`.
    pub(super) fn cancel_restore_if_moved(&mut self, before: Option<PositionSnapshot>) {
        if before.is_some_and(|before| before != self.position_snapshot()) {
            self.session.restoring = None;
        }
    }

    /// Applies a loaded session: takes its queries, and begins to restore its position.
    pub(super) fn on_session_loaded(&mut self, loaded: SessionLoaded, effects: &mut Vec<Effect>) {
        self.session.query_history.load_earlier(loaded.queries);
        if let Some(session) = &loaded.session {
            self.copy_state.restore_formats(&session.formats);
        }
        self.compact_list = self.compact_list.or(loaded.session.as_ref().and_then(|session| session.compact_list));
        if !self.is_pristine() {
            return;
        }
        if let Some(query) = loaded.opening_query {
            self.begin_restore(SessionState::of_filter(query), 0, effects);
        } else if let Some(session) = loaded.session {
            if session.is_filtered() {
                self.show_toast("welcome back – Esc clears the filter", ToastLevel::Info);
            }
            self.begin_restore(session, 0, effects);
        }
        if self.session.start_focus == Focus::Filter {
            self.enter_filter();
        }
    }

    /// Returns whether the user has done nothing yet.
    fn is_pristine(&self) -> bool {
        self.search.filter.is_empty()
            && self.search.selection.is_empty()
            && (self.focus == self.session.start_focus || self.pick.is_some())
            && self.search.list_cursor.index == 0
    }

    /// Begins to restore a session, as far as it can be; if its entry is gone, the cursor goes to `row` of the list.
    pub(super) fn begin_restore(&mut self, session: SessionState, row: usize, effects: &mut Vec<Effect>) {
        self.focus = session.focus;
        let order = std::mem::replace(&mut self.search.order, session.order());
        if *session.filter.as_str() != *self.search.filter.text().as_str() || order != self.search.order {
            self.search.set_filter(TextEdit::line(session.filter.as_str()));
            if !self.collections.corpus.is_empty() {
                self.start_search(effects);
            }
        }
        self.session.restoring =
            Some(Restoring { session, fallback_row: row, is_shelf_loaded: self.shelf_state.is_loaded() });
        self.continue_restore(effects);
    }

    /// Continues the restore, as far as the collections are loaded.
    pub(super) fn continue_restore(&mut self, effects: &mut Vec<Effect>) {
        let Some(mut returning) = self.session.restoring.take() else { return };
        returning.is_shelf_loaded |= self.shelf_state.is_loaded();
        let is_loaded = self.collections.is_loaded();
        if !is_loaded && self.collections.corpus.is_empty() {
            self.session.restoring = Some(returning);
            return;
        }
        let set = returning.session.selection(&self.collections.corpus, self.shelf_state.shelf());
        if set != self.search.selection {
            self.search.selection = set;
            self.reveal_topic();
            self.start_search(effects);
        }
        let awaits_shelf = returning.session.has_shelf_facet() && !returning.is_shelf_loaded;
        match returning.session.entry(&self.collections.corpus, is_loaded) {
            Some(entry) => {
                self.search.anchor = Some(entry);
                let is_answered = !self.is_searching() && !awaits_shelf;
                if is_answered && self.select_entry(entry) {
                    self.detail.off_list_entry = None;
                } else if is_answered && is_loaded && self.search.answer.is_complete() {
                    self.detail.off_list_entry = Some(entry);
                }
                if is_answered && self.entry() == Some(entry) {
                    self.finish_restore(&returning.session, effects);
                } else {
                    self.session.restoring = Some(returning);
                }
            }
            None if is_loaded && !awaits_shelf && !self.is_searching() => {
                self.move_list(Motion::To(returning.fallback_row));
            }
            None => self.session.restoring = Some(returning),
        }
    }

    /// Scrolls to the line of the entry that was visible.
    fn finish_restore(&mut self, session: &SessionState, effects: &mut Vec<Effect>) {
        self.search.anchor = None;
        self.sync_page(effects);
        let line = session.scroll_line(self.detail.page.columns());
        self.scroll_page(Motion::To(line));
        if !self.detail.page.has_all_lines() {
            self.detail.deferred = Some(DeferredMove::Line(line));
        }
    }

    /// Unfolds the ancestors of the selected topic, and goes to it in the sidebar.
    pub(super) fn reveal_topic(&mut self) {
        if let Some(FacetValue::Topic(topic)) = self.search.selection.only(Facet::Topic) {
            for above in self.collections.corpus.topic_ancestors(topic).skip(1) {
                self.sidebar.unfold(above);
            }
            self.sync_sidebar();
            let page = self.sidebar_height();
            self.sidebar.select_row(SidebarRow::Value(FacetValue::Topic(topic)), page);
        }
    }

    /// Adds the query to the history: it was accepted, or led to something.
    pub(super) fn record_query(&mut self, effects: &mut Vec<Effect>) {
        let query = self.search.filter.text().into_owned();
        if !self.search.query.is_empty() && self.session.query_history.push(query.clone()) {
            effects.push(Effect::SaveQuery(query));
        }
    }

    /// Returns whether the keys of the list recall earlier queries instead.
    pub(super) fn recalls_query(&self, movement: Motion) -> bool {
        let can_start =
            movement == Motion::Up && self.search.filter.is_empty() && !self.session.query_history.is_empty();
        let can_continue = matches!(movement, Motion::Up | Motion::Down) && self.session.query_history.is_browsing();
        self.popup.is_none() && self.focus == Focus::Filter && self.views.is_empty() && (can_start || can_continue)
    }

    /// Puts an earlier or later query into the filter; after the last one, the filter is empty.
    pub(super) fn recall_query(&mut self, movement: Motion, effects: &mut Vec<Effect>) {
        let mut queries = std::mem::take(&mut self.session.query_history);
        let found = if movement == Motion::Up { queries.step_back() } else { queries.step_forward() };
        self.edit_filter(effects, |line| {
            line.clear();
            line.insert(found.as_ref().map_or("", |query| query.as_str()));
        });
        self.session.query_history = queries;
    }

    /// Returns whether there are earlier queries to recall.
    pub fn has_earlier_queries(&self) -> bool {
        !self.session.query_history.is_empty()
    }
}
