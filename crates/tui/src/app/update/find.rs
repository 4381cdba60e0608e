//! Searching in a full-screen view, and filtering the keys of the help and the formats of the copy menu.

use crate::app::event::Effect;
use crate::app::find::Find;
use crate::app::help::help_lines;
use crate::app::model::{Model, ToastLevel};
use crate::app::popup::Popup;
use crate::app::scroll::Motion;
use crate::app::text_edit::TextEdit;
use crate::app::view::View;
use crate::keys::action::Action;
use kzq_text::safe;

impl Model {
    /// The filter of the help or the copy menu, or else the search in the view; `None` if none is open.
    pub fn find(&self) -> Option<&Find> {
        match &self.popup {
            Some(Popup::Help { find, .. }) => Some(find),
            Some(Popup::Copy(menu)) => Some(&menu.find),
            Some(_) => None,
            None => self.view().map(|view| &view.find),
        }
    }

    fn find_mut(&mut self) -> Option<&mut Find> {
        match &mut self.popup {
            Some(Popup::Help { find, .. }) => Some(find),
            Some(Popup::Copy(menu)) => Some(&mut menu.find),
            Some(_) => None,
            None => self.views.last_mut().map(|view| &mut view.find),
        }
    }

    /// Whether it is being typed.
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

    /// Keeps what is searched for; in the copy menu, copies in the format at the cursor.
    pub(super) fn accept_find(&mut self, effects: &mut Vec<Effect>) {
        if matches!(self.popup, Some(Popup::Copy(_))) {
            self.copy_selected(effects);
        } else if let Some(find) = self.find_mut() {
            find.is_typing = false;
        }
    }

    /// Cancels the search that is being typed, or a filter of the help, and goes back to where it began; returns
    /// whether there was one.
    pub(super) fn leave_find(&mut self) -> bool {
        let is_filtered = matches!(&self.popup, Some(Popup::Help { find, .. }) if !find.is_empty());
        if !self.is_finding() && !is_filtered {
            return false;
        }
        if let Some(find) = self.find_mut() {
            let origin = find.origin;
            *find = Find::default();
            self.go_to_find_row(origin);
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

    /// Goes to the next or previous match: in the view, or else of the filter. In the help and in the copy menu, where only
    /// matches are left, goes down or up.
    pub(super) fn go_to_match_here(&mut self, step: isize, effects: &mut Vec<Effect>) {
        if self.popup.is_some() {
            return self.move_popup(if step > 0 { Motion::Down } else { Motion::Up });
        }
        let Some(find) = self.find() else { return self.go_to_next_match(step, effects) };
        if find.is_empty() {
            let key = self.keymap.first_key(self.scopes()[0], Action::Find);
            let how = if key.is_empty() { key } else { safe!(": ", key) };
            return self.show_toast(safe!("nothing to search for", how), ToastLevel::Info);
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
            None => self.show_toast(safe!("“", typed, "” not found"), ToastLevel::Info),
        }
    }

    /// Whether what is searched for is found nowhere.
    pub fn finds_nothing(&self) -> bool {
        let is_empty = self.find().is_none_or(Find::is_empty);
        !is_empty
            && match &self.popup {
                // The size of the area makes no difference to what matches.
                Some(Popup::Help { scope, find, .. }) => help_lines(*scope, find, &self.keymap, (1, 1)).is_empty(),
                Some(Popup::Copy(menu)) => menu.formats.is_empty(),
                _ => self.find_row(self.find_position(), true).is_none(),
            }
    }

    /// The index of the row at the cursor, to which a search returns: of all rows of the view, or of the popup.
    fn find_position(&self) -> usize {
        match &self.popup {
            Some(Popup::Help { scroll, .. }) => scroll.top,
            Some(Popup::Copy(menu)) => menu.position(),
            _ => self.view().map_or(0, View::cursor_row_index),
        }
    }

    fn go_to_find_row(&mut self, row: usize) {
        let page = self.view_height();
        if self.popup.is_some() {
            self.apply_popup_find();
            self.move_popup(Motion::To(row));
        } else if let Some(view) = self.views.last_mut() {
            view.go_to_row_index(row, page);
        }
    }

    /// Leaves what matches in the copy menu; the help has no state but its scroll position.
    fn apply_popup_find(&mut self) {
        if let Some(Popup::Copy(menu)) = &mut self.popup {
            menu.apply_find();
        }
    }

    /// The index of the next row that matches, and whether it was found from the other end on; in a popup, the first.
    fn find_row(&self, from: usize, forwards: bool) -> Option<(usize, bool)> {
        if self.popup.is_some() {
            return Some((0, false));
        }
        self.view()?.find_row(&self.collections.corpus, from, forwards)
    }
}
