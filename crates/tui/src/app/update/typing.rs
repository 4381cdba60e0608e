//! Typing into the filter, a note, the form, the palette, or the name of a list.

use crate::app::event::Effect;
use crate::app::focus::Focus;
use crate::app::model::Model;
use crate::app::popup::Popup;
use crate::app::text_edit::TextEdit;

impl Model {
    pub(super) fn on_paste(&mut self, text: &str, effects: &mut Vec<Effect>) {
        self.toast = None;
        self.asking = None;
        self.burst.end();
        match &self.popup {
            None if self.review.is_some() => {}
            None if self.views.is_empty() => {
                self.enter_filter();
                self.insert_text(text.trim(), effects);
            }
            _ if self.is_typing() => self.insert_text(text, effects),
            _ => {}
        }
    }

    /// Returns whether typed characters go into a text.
    pub(super) fn is_typing(&self) -> bool {
        match &self.popup {
            _ if self.is_finding() => true,
            None => {
                let is_filter = self.views.is_empty() && self.focus == Focus::Filter && self.asking.is_none();
                is_filter && self.review.is_none()
            }
            Some(Popup::Note(_) | Popup::Form(_) | Popup::Palette(_)) => true,
            Some(Popup::Lists(lists)) => lists.is_naming(),
            Some(_) => false,
        }
    }

    /// Inserts text where the user is typing.
    pub(super) fn insert_text(&mut self, text: &str, effects: &mut Vec<Effect>) {
        self.edit_text(|edit| edit.insert(text), effects);
    }

    /// Edits the text that the user is typing.
    pub(super) fn edit_text(&mut self, change: impl FnOnce(&mut TextEdit), effects: &mut Vec<Effect>) {
        match &mut self.popup {
            Some(Popup::Help { .. } | Popup::Copy(_)) => self.edit_find(change),
            None if !self.views.is_empty() => self.edit_find(change),
            None => self.edit_filter(effects, change),
            Some(Popup::Note(note)) => change(&mut note.text),
            Some(Popup::Lists(lists)) => {
                if let Some(name) = lists.name_edit_mut() {
                    change(name);
                }
            }
            Some(Popup::Form(form)) => form.edit_with(change, &self.collections.corpus),
            Some(Popup::Palette(_)) => self.with_palette(|palette, sources| palette.edit_with(change, sources)),
        }
    }

    /// Edits the filter, and searches if its text has changed.
    pub(super) fn edit_filter(&mut self, effects: &mut Vec<Effect>, change: impl FnOnce(&mut TextEdit)) {
        let before = self.search.filter.text().into_owned();
        change(&mut self.search.filter);
        if self.search.filter.text() != before {
            self.search.parse_filter();
            self.search.anchor = None;
            self.session.query_history.stop_browsing();
            self.start_search(effects);
        }
    }
}
