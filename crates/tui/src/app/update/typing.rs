//! Typing into the filter, a note, the form, the palette, or the name of a list.

use crate::app::event::Effect;
use crate::app::focus::Focus;
use crate::app::model::{Model, ToastLevel};
use crate::app::popup::Popup;
use crate::app::text_edit::{NoRoom, TextEdit};
use crate::keys::action::Action;
use crate::keys::chord::{Chord, Key};
use crate::keys::command::Command;
use crate::keys::keymap::{KeyMatch, OtherLayout};
use crate::keys::scope::Scope;
use kzq_text::{Safe, safe};

impl Model {
    pub(super) fn on_paste(&mut self, text: &str, effects: &mut Vec<Effect>) {
        self.begin_other_input();
        match &self.popup {
            None if self.review.is_some() => {}
            // The rest of a paste that came with a pause.
            None if self.is_typing() => self.insert_text(text.trim_matches(['\n', '\r']), effects),
            None if self.views.is_empty() => {
                self.enter_filter();
                self.insert_text(text.trim(), effects);
            }
            _ if self.is_typing() => self.insert_text(text, effects),
            _ => {}
        }
    }

    /// Returns how many of these keys, from the first on, are characters that go into a text, where they do nothing else:
    /// they may come as one [`Event::Typed`](crate::app::event::Event::Typed).
    pub fn typed_len(&self, keys: impl IntoIterator<Item = Chord>) -> usize {
        if !self.is_typing() || !self.pending_keys.is_empty() {
            return 0;
        }
        let is_text = |chord: &Chord| {
            let is_unbound =
                || matches!(self.keymap.lookup(self.scopes(), &[*chord], OtherLayout::None), KeyMatch::Unbound);
            chord.typed_char().is_some() && is_unbound()
        };
        keys.into_iter().take_while(is_text).count()
    }

    /// Whether these keys quit, if they are typed now: the key, or the command in the palette.
    pub fn quits(&self, keys: &[Chord]) -> bool {
        if self.is_typing() || self.asking.is_some() {
            return false;
        }
        let Some((first, rest)) = keys.split_first() else { return false };
        let is_command = || {
            let Some((enter, command)) = rest.split_last() else { return false };
            let typed: Option<String> = command.iter().map(|key| key.typed_char()).collect();
            enter.key == Key::Enter && typed.as_deref() == Some(Command::Quit.row().name)
        };
        match self.keymap.lookup(self.scopes(), &[*first], OtherLayout::Letters) {
            KeyMatch::Action(Action::Quit) => rest.is_empty(),
            KeyMatch::Action(Action::Palette) => is_command(),
            _ => false,
        }
    }

    /// Takes characters that were typed faster than they are drawn.
    pub(super) fn on_typed(&mut self, text: &str, effects: &mut Vec<Effect>) {
        for c in text.chars() {
            self.begin_key(Chord::plain(Key::Char(c)));
        }
        self.insert_text(text, effects);
        self.burst.offer_if_written(self.edits.len());
        self.offer_letters();
    }

    /// Returns whether typed characters go into a text.
    pub fn is_typing(&self) -> bool {
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

    /// Inserts text where the user is typing; without room for all of it, says so.
    pub(super) fn insert_text(&mut self, text: &str, effects: &mut Vec<Effect>) {
        let mut refused = None;
        self.edit_text(|edit| refused = edit.try_insert(text).err(), effects);
        let Some(NoRoom { excess, max_bytes }) = refused else { return };
        let in_editor = match &self.popup {
            Some(Popup::Note(_)) => self.keymap.first_key(Scope::Note, Action::OpenEditor),
            _ => Safe::default(),
        };
        let hint =
            if in_editor.is_empty() { in_editor } else { safe!("; ", in_editor, " opens the note in your editor") };
        let bytes = if excess == 1 { "byte" } else { "bytes" };
        let message = safe!("not inserted: ", excess, " ", bytes, " more than the ", max_bytes, " that fit here", hint);
        self.show_toast(message, ToastLevel::Error);
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
