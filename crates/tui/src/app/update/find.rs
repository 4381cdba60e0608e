//! Searching in a full-screen view and in the help.

use crate::app::event::Effect;
use crate::app::find::{Find, next_match};
use crate::app::model::{Model, ToastLevel};
use crate::app::popup::{HelpRow, Popup, help_rows};
use crate::app::text_edit::TextEdit;
use crate::app::view::View;
use crate::keys::action::Action;
use kzq_text::safe;

impl Model {
    /// What is searched for in the help, or else in the view; `None` if neither is open.
    pub fn find(&self) -> Option<&Find> {
        match &self.popup {
            Some(Popup::Help { find, .. }) => Some(find),
            Some(_) => None,
            None => self.view().map(|view| &view.find),
        }
    }

    fn find_mut(&mut self) -> Option<&mut Find> {
        match &mut self.popup {
            Some(Popup::Help { find, .. }) => Some(find),
            Some(_) => None,
            None => self.views.last_mut().map(|view| &mut view.find),
        }
    }

    /// Whether what is searched for in a view or in the help is being typed.
    pub fn is_finding(&self) -> bool {
        self.find().is_some_and(|find| find.is_typing)
    }

    /// Starts to search from the row at the cursor.
    pub(super) fn start_find(&mut self) {
        let at = self.find_position();
        if let Some(find) = self.find_mut() {
            *find = Find::start(at);
        }
    }

    /// Keeps what is searched for.
    pub(super) fn accept_find(&mut self) {
        if let Some(find) = self.find_mut() {
            find.is_typing = false;
        }
    }

    /// Gives up what is being typed, and goes back to where the search began; returns whether anything was.
    pub(super) fn leave_find(&mut self) -> bool {
        if !self.is_finding() {
            return false;
        }
        if let Some(find) = self.find_mut() {
            let origin = find.origin;
            *find = Find::default();
            self.go_to_find_row(origin);
        }
        if let Some(Popup::Help { found, .. }) = &mut self.popup {
            *found = None;
        }
        true
    }

    /// Edits what is searched for, and goes to the first match from where the search began.
    pub(super) fn edit_find(&mut self, change: impl FnOnce(&mut TextEdit)) {
        let Some(find) = self.find_mut() else { return };
        if find.edit_with(change) {
            let (origin, is_empty) = (find.origin, find.is_empty());
            let found = self.find_row(origin, true).filter(|_| !is_empty);
            self.go_to_find_row(found.map_or(origin, |(row, _)| row));
        }
    }

    /// Goes to the next or previous match: in the view or the help, or else of the filter.
    pub(super) fn go_to_match_here(&mut self, step: isize, effects: &mut Vec<Effect>) {
        let Some(find) = self.find() else { return self.go_to_next_match(step, effects) };
        if find.is_empty() {
            let key = self.keymap.first_key(self.scopes()[0], Action::Find);
            let how = if key.is_empty() { key } else { safe!(": ", key) };
            return self.show_toast(safe!("nothing is searched for", how), ToastLevel::Info);
        }
        let typed = find.edit.text().into_owned();
        let (at, forwards) = (self.find_position(), step > 0);
        match self.find_row(if forwards { at + 1 } else { at }, forwards) {
            Some((row, has_wrapped)) => {
                self.go_to_find_row(row);
                let end = if forwards { "from the beginning" } else { "from the end" };
                if has_wrapped {
                    self.show_toast(safe!("“", typed, "” ", end), ToastLevel::Info);
                }
            }
            None => self.show_toast(safe!("“", typed, "” is not found here"), ToastLevel::Info),
        }
    }

    /// Whether what is searched for is found nowhere in the view or the help.
    pub fn finds_nothing(&self) -> bool {
        self.find().is_some_and(|find| !find.is_empty()) && self.find_row(0, true).is_none()
    }

    /// The index of the row at the cursor: of all rows of the view, or the one of the help that was found last or is on
    /// top.
    fn find_position(&self) -> usize {
        match &self.popup {
            Some(Popup::Help { scroll, found, .. }) => found.unwrap_or(scroll.top),
            _ => self.view().map_or(0, View::cursor_row_index),
        }
    }

    fn go_to_find_row(&mut self, row: usize) {
        let page = self.view_height();
        if let Some(Popup::Help { found, .. }) = &mut self.popup {
            *found = Some(row);
            self.scroll_help_to(row);
        } else if let Some(view) = self.views.last_mut() {
            view.go_to_row_index(row, page);
        }
    }

    /// The index of the next row that matches, and whether it was found from the other end on.
    fn find_row(&self, from: usize, forwards: bool) -> Option<(usize, bool)> {
        match &self.popup {
            Some(Popup::Help { scope, find, .. }) => {
                let rows = help_rows(*scope, &self.keymap);
                next_match(rows.len(), from, forwards, |row| help_row_matches(&rows[row], find))
            }
            _ => self.view()?.find_row(&self.collections.corpus, from, forwards),
        }
    }
}

fn help_row_matches(row: &HelpRow, find: &Find) -> bool {
    match row {
        HelpRow::Heading(text) => !find.ranges_in(text).is_empty(),
        HelpRow::Keys(keys, doc) => !find.ranges_in(keys.as_str()).is_empty() || !find.ranges_in(doc).is_empty(),
        HelpRow::Blank => false,
    }
}
