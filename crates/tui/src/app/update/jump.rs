//! Big moves, and going back and forth in the jump list.

use crate::app::event::Effect;
use crate::app::focus::Focus;
use crate::app::jump_list::JumpEntry;
use crate::app::model::{Model, ToastLevel};
use crate::app::scroll::Motion;
use crate::app::text_edit::TextEdit;
use kzq_corpus::EntryId;
use kzq_search::FacetFilter;

impl Model {
    /// Returns the current position, for the jump list.
    fn jump_entry(&self) -> JumpEntry {
        JumpEntry {
            views: self.views.clone(),
            entry: self.entry(),
            focus: if self.focus == Focus::Filter { Focus::List } else { self.focus },
            scroll: self.detail.scroll,
            filter: self.search.filter.clone(),
            selection: self.search.selection.clone(),
        }
    }

    /// Pushes the current position onto the jump list.
    pub(super) fn push_jump(&mut self) {
        let here = self.jump_entry();
        self.session.jump_list.push(here);
    }

    /// Pushes the current position onto the jump list, if this movement is a big one. Rows, pages and matches are small
    /// steps, which the user can easily retrace.
    pub(super) fn push_jump_before(&mut self, movement: Motion) {
        let is_in_list = self.popup.is_none() && self.views.is_empty() && self.focus == Focus::List;
        if is_in_list && matches!(movement, Motion::First | Motion::Last) {
            self.push_jump();
        }
    }

    /// Enters the filter and selects its text: a letter replaces it, an arrow key keeps it. If another filter is
    /// accepted, this position goes onto the jump list.
    pub(super) fn enter_filter(&mut self) {
        if self.focus != Focus::Filter {
            self.session.before_filter = Some(self.jump_entry());
            self.search.filter.select_all();
        }
        self.focus = Focus::Filter;
    }

    /// Accepts the filter, and goes to the list.
    pub(super) fn accept_filter(&mut self, effects: &mut Vec<Effect>) {
        self.record_query(effects);
        let before = self.session.before_filter.take();
        if let Some(before) = before.filter(|before| before.filter.text() != self.search.filter.text()) {
            self.session.jump_list.push(before);
        }
        self.focus = Focus::List;
    }

    /// Searches with another filter and other facets, unless they are already set; the list goes to the entry `anchor`
    /// as soon as it contains it.
    pub(super) fn set_filter(
        &mut self,
        filter: TextEdit,
        selection: FacetFilter,
        anchor: Option<EntryId>,
        effects: &mut Vec<Effect>,
    ) {
        if self.search.filter.text() != filter.text() || self.search.selection != selection {
            self.search.set_filter(filter);
            self.search.selection = selection;
            self.search.anchor = anchor;
            self.start_search(effects);
        }
    }

    /// Jumps back to the position before the last big move.
    pub(super) fn jump_back(&mut self, effects: &mut Vec<Effect>) {
        let here = self.jump_entry();
        match self.session.jump_list.go_back(here) {
            Some(place) => self.go_to_jump(place, effects),
            None => self.show_toast("no earlier position", ToastLevel::Info),
        }
    }

    /// Jumps forward to the position that the user jumped back from.
    pub(super) fn jump_forward(&mut self, effects: &mut Vec<Effect>) {
        let here = self.jump_entry();
        match self.session.jump_list.go_forward(here) {
            Some(place) => self.go_to_jump(place, effects),
            None => self.show_toast("no later position", ToastLevel::Info),
        }
    }

    fn go_to_jump(&mut self, jump: JumpEntry, effects: &mut Vec<Effect>) {
        if let Some(entry) = jump.entry.filter(|&entry| self.entry() != Some(entry)) {
            self.go_to_entry(entry);
        }
        self.set_filter(jump.filter, jump.selection, jump.entry, effects);
        self.search.anchor_off_list = jump.entry;
        self.views = jump.views;
        self.focus = jump.focus;
        self.detail.scroll = jump.scroll;
    }
}
