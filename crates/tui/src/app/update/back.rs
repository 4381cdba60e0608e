//! One step back: what was opened or set last is closed or cleared.

use crate::app::event::Effect;
use crate::app::focus::Focus;
use crate::app::model::Model;
use crate::app::popup::Popup;
use crate::app::scroll::Scroll;
use crate::app::text_edit::TextEdit;

impl Model {
    /// Removes the topmost layer: a popup, a view, the filter and so on.
    pub(super) fn go_back(&mut self, effects: &mut Vec<Effect>) {
        if self.leave_find() {
            return;
        }
        if self.popup.is_some() {
            return self.close_popup(effects);
        }
        if self.asking.take().is_some() {
            return;
        }
        // Behind a review, there is nothing to go back to.
        if let Some(review) = &mut self.review {
            return review.show_current();
        }
        if self.views.pop().is_some() || self.leave_phrase_select() {
            return;
        }
        if self.completing.close() {
            return;
        }
        if self.detail.off_list_entry.take().is_some() {
            self.detail.scroll = Scroll::default();
            return;
        }
        match self.focus {
            Focus::Detail | Focus::Topics => self.focus = Focus::List,
            Focus::Filter if self.search.filter.is_empty() => self.focus = Focus::List,
            Focus::List if !self.search.filter.is_empty() => {
                self.push_jump();
                self.edit_filter(effects, TextEdit::clear);
            }
            Focus::Filter if !self.search.filter.is_empty() => self.edit_filter(effects, TextEdit::clear),
            Focus::Filter | Focus::List if !self.search.selection.is_empty() => {
                self.push_jump();
                self.clear_one_facet(effects);
            }
            Focus::Filter | Focus::List if self.copy_state.marked.is_empty() => {}
            Focus::Filter | Focus::List => self.unmark_all(),
        }
    }

    /// Closes the popup, or what is open inside it; written text is saved.
    pub(super) fn close_popup(&mut self, effects: &mut Vec<Effect>) {
        if matches!(self.popup, Some(Popup::Note(_))) {
            self.save_note(effects);
        } else if matches!(self.popup, Some(Popup::Form(_))) {
            self.leave_form();
        } else if !self.shelf_popup_back() {
            self.popup = None;
        }
    }

    /// Clears one facet, the topic first.
    fn clear_one_facet(&mut self, effects: &mut Vec<Effect>) {
        if let Some(&(value, _)) = self.search.selection.choices().first() {
            self.search.selection.clear(value.facet());
            self.start_search(effects);
        }
    }
}
