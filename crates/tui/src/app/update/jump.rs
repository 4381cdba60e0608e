//! Big moves, and going back and forth in the jump list.

use crate::app::event::Effect;
use crate::app::focus::Focus;
use crate::app::jump_list::Place;
use crate::app::line_edit::LineEdit;
use crate::app::model::{Model, Tone};
use crate::app::scroll::Move;
use kzq_corpus::EntryId;
use kzq_search::{Query, Selection};

impl Model {
    /// Returns the current position, for the jump list.
    fn here(&self) -> Place {
        Place {
            sheets: self.sheets.clone(),
            entry: self.entry(),
            focus: if self.focus == Focus::Filter { Focus::List } else { self.focus },
            scroll: self.scroll,
            filter: self.filter.clone(),
            selection: self.selection,
        }
    }

    /// Pushes the current position onto the jump list.
    pub(super) fn remember(&mut self) {
        let here = self.here();
        self.jumps.leave(here);
    }

    /// Pushes the current position onto the jump list, if this movement is a big one. Rows, pages and matches are small
    /// steps, which the user can easily retrace.
    pub(super) fn remember_before(&mut self, movement: Move) {
        let is_in_list = self.popup.is_none() && self.sheets.is_empty() && self.focus == Focus::List;
        if is_in_list && matches!(movement, Move::First | Move::Last) {
            self.remember();
        }
    }

    /// Enters the filter. If another filter is accepted, this position goes onto the jump list.
    pub(super) fn enter_filter(&mut self) {
        if self.focus != Focus::Filter {
            self.before_filter = Some(self.here());
        }
        self.focus = Focus::Filter;
    }

    /// Accepts the filter, and goes to the list.
    pub(super) fn keep_filter(&mut self, effects: &mut Vec<Effect>) {
        self.remember_query(effects);
        let before = self.before_filter.take();
        if let Some(before) = before.filter(|before| before.filter.text() != self.filter.text()) {
            self.jumps.leave(before);
        }
        self.focus = Focus::List;
    }

    /// Searches with another filter and other facets, unless they are already set; the list goes to the entry `anchor`
    /// as soon as it contains it.
    pub(super) fn filter_with(
        &mut self,
        filter: LineEdit,
        selection: Selection,
        kept: Option<EntryId>,
        effects: &mut Vec<Effect>,
    ) {
        if self.filter.text() != filter.text() || self.selection != selection {
            self.query = Query::parse(filter.text().as_str());
            self.filter = filter;
            self.selection = selection;
            self.kept = kept;
            self.search(effects);
        }
    }

    /// Jumps back to the position before the last big move.
    pub(super) fn come_back(&mut self, effects: &mut Vec<Effect>) {
        let here = self.here();
        match self.jumps.back(here) {
            Some(place) => self.go_to_place(place, effects),
            None => self.say("there is nowhere to come back to", Tone::Plain),
        }
    }

    /// Jumps forward to the position that the user jumped back from.
    pub(super) fn go_forth(&mut self, effects: &mut Vec<Effect>) {
        let here = self.here();
        match self.jumps.forth(here) {
            Some(place) => self.go_to_place(place, effects),
            None => self.say("there is nowhere to go forward to", Tone::Plain),
        }
    }

    fn go_to_place(&mut self, place: Place, effects: &mut Vec<Effect>) {
        if let Some(entry) = place.entry.filter(|&entry| self.entry() != Some(entry)) {
            self.go_to(entry);
        }
        self.filter_with(place.filter, place.selection, place.entry, effects);
        self.wanted = place.entry;
        self.sheets = place.sheets;
        self.focus = place.focus;
        self.scroll = place.scroll;
    }
}
