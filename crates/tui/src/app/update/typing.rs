//! Typing into the filter, a note, the palette, or the name of a list.

use crate::app::event::Effect;
use crate::app::focus::Focus;
use crate::app::line_edit::LineEdit;
use crate::app::model::Model;
use crate::app::popup::Popup;
use crate::app::text_edit::TextEdit;
use kzq_search::Query;

impl Model {
    pub(super) fn on_paste(&mut self, text: &str, effects: &mut Vec<Effect>) {
        self.toast = None;
        match &self.popup {
            None if self.sheets.is_empty() => {
                self.enter_filter();
                self.insert(text.trim(), effects);
            }
            _ if self.is_typing() => self.insert(text, effects),
            _ => {}
        }
    }

    /// Returns whether typed characters go into a text.
    pub(super) fn is_typing(&self) -> bool {
        match &self.popup {
            None => self.sheets.is_empty() && self.focus == Focus::Filter,
            Some(Popup::Note(_) | Popup::Palette(_)) => true,
            Some(Popup::Lists(lists)) => lists.is_naming(),
            Some(_) => false,
        }
    }

    /// Inserts text where the user is typing.
    pub(super) fn insert(&mut self, text: &str, effects: &mut Vec<Effect>) {
        self.edit_with(|line| line.insert(text), |note| note.insert(text), effects);
    }

    /// Edits the text that the user is typing: a line or a note.
    pub(super) fn edit_with(
        &mut self,
        line: impl FnOnce(&mut LineEdit),
        note: impl FnOnce(&mut TextEdit),
        effects: &mut Vec<Effect>,
    ) {
        match &mut self.popup {
            None => self.edit(effects, line),
            Some(Popup::Note(edit)) => note(&mut edit.text),
            Some(Popup::Lists(lists)) => {
                if let Some(name) = lists.name() {
                    line(name);
                }
            }
            Some(Popup::Palette(palette)) => palette.type_with(line),
            Some(_) => {}
        }
    }

    /// Edits the filter, and searches if its text has changed.
    pub(super) fn edit(&mut self, effects: &mut Vec<Effect>, change: impl FnOnce(&mut LineEdit)) {
        let before = self.filter.text().into_owned();
        change(&mut self.filter);
        if self.filter.text() != before {
            self.query = Query::parse(self.filter.text().as_str());
            self.kept = None;
            self.queries.leave();
            self.search(effects);
        }
    }
}
