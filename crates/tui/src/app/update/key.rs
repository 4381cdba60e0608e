//! A key: the action that it triggers, the character that it types, and the word that it may belong to.

use crate::app::burst::{Before, Offer};
use crate::app::event::Effect;
use crate::app::focus::Focus;
use crate::app::model::{Model, Toast, ToastLevel};
use crate::app::text_edit::TextEdit;
use crate::keys::action::Action;
use crate::keys::chord::{Chord, Key};
use crate::keys::keymap::{KeyMatch, OtherLayout};
use crate::keys::scope::Scope;
use kzq_text::width::width;
use kzq_text::{Safe, safe};

impl Model {
    pub(super) fn on_key(&mut self, chord: Chord, effects: &mut Vec<Effect>) {
        let offer = self.begin_key(chord);
        self.handle_key(chord, offer, effects);
        if chord.typed_char().is_some() {
            self.burst.offer_if_written(self.edits.len());
        }
        self.offer_letters();
    }

    /// Does what every input of the user does, whatever it means.
    fn begin_input(&mut self) {
        self.toast = None;
        self.detail.deferred = None;
        self.withdraw_pick();
    }

    /// Does what every input does that is not a key: a paste, or the mouse. It ends what keys have begun.
    pub(super) fn begin_other_input(&mut self) {
        self.begin_input();
        self.asking = None;
        self.pending_keys.clear();
        self.burst.end();
    }

    /// Does what every key does, whatever it means; returns what was offered, if the key may answer that.
    pub(super) fn begin_key(&mut self, chord: Chord) -> Option<Offer> {
        self.begin_input();
        self.has_typed_cyrillic |= chord.is_cyrillic_letter();
        self.note_key(chord)
    }

    fn handle_key(&mut self, chord: Chord, offer: Option<Offer>, effects: &mut Vec<Effect>) {
        self.pending_keys.push(chord);
        let typing = self.is_typing();
        let other = match (typing, self.has_typed_cyrillic) {
            (true, _) => OtherLayout::None,
            (false, false) => OtherLayout::Letters,
            (false, true) => OtherLayout::LettersAndSigns,
        };
        match (self.keymap.lookup(self.scopes(), &self.pending_keys, other), offer) {
            (KeyMatch::Action(action), offer) => {
                self.pending_keys.clear();
                self.finish_completion();
                match (action, offer) {
                    (Action::Undo, Some(offer)) => self.undo_letters(&offer, effects),
                    (Action::Filter | Action::Find, Some(offer)) => self.filter_by_letters(&offer, effects),
                    (Action::NumberedSpeaker, _) => self.give_numbered_speaker(chord),
                    _ => self.run_action(action, effects),
                }
            }
            (KeyMatch::Prefix, _) => {}
            (KeyMatch::Unbound, offer) if self.pending_keys.len() > 1 => {
                // A key that does not continue the sequence is handled on its own.
                self.pending_keys.clear();
                self.handle_key(chord, offer, effects);
            }
            (KeyMatch::Unbound, _) => {
                self.pending_keys.clear();
                let letter = chord.to_qwerty().and_then(Chord::typed_char);
                match chord.typed_char() {
                    Some(c) if typing => self.insert_text(c.encode_utf8(&mut [0; 4]), effects),
                    Some(c) if self.jump_to_format(letter.unwrap_or(c)) => {}
                    // The question stays on the screen until it is answered.
                    _ if self.asking.is_some() => {}
                    _ => self.report_unbound_key(),
                }
            }
        }
    }

    fn report_unbound_key(&mut self) {
        let key = self.keymap.first_key(self.scopes()[0], Action::Help);
        let how = if key.is_empty() { key } else { safe!(" – ", key, " shows the keys") };
        self.show_toast(safe!("no such key", how), ToastLevel::Info);
    }

    /// Notes a key for [`Burst`](crate::app::burst::Burst), before it does anything; returns what was offered, if the key
    /// may answer that.
    fn note_key(&mut self, chord: Chord) -> Option<Offer> {
        let now = self.now?;
        if self.asking.is_some() {
            // The answer to a question is not part of a word.
            self.burst.end();
            return None;
        }
        // Their letters write, and a view looks as if it could be typed into.
        let may_begin = matches!(self.scopes()[0], Scope::List | Scope::View);
        let before = || Before { changes: self.edits.len(), marked: self.copy_state.marked.clone() };
        match (chord.typed_char(), chord.key) {
            (Some(c), _) => self.burst.on_char(c, now, || may_begin.then(before)),
            // It closes what the letters have opened; any other key there is deliberate.
            (None, Key::Esc) if self.popup.is_some() => None,
            (None, _) => self.burst.end(),
        }
    }

    /// Offers to undo letters that were perhaps meant as words, or to filter by them.
    pub(super) fn offer_letters(&mut self) {
        let is_open = self.popup.is_some();
        let Some(letters) = self.burst.offered() else { return };
        let (undo, filter) =
            (self.keymap.first_key(Scope::List, Action::Undo), self.keymap.first_key(Scope::List, Action::Filter));
        let first = if is_open { "Esc, then " } else { "" };
        let letters = Safe::line(letters.to_owned());
        let long = safe!("“", letters, "” ran as commands – ", first, undo, " undoes it, ", filter, " filters by it");
        // The keys must be seen.
        let text = if width(long.as_str()) + 2 <= usize::from(self.size.0) {
            long
        } else {
            safe!(first, undo, " undoes “", letters, "”, ", filter, " filters")
        };
        self.toast = Some(Toast { text, level: ToastLevel::Info });
    }

    /// Undoes everything that letters have changed since the first of them.
    fn undo_letters(&mut self, offer: &Offer, effects: &mut Vec<Effect>) {
        self.copy_state.marked = offer.before.marked.clone();
        self.undo(Some(offer.before.changes), effects);
    }

    fn filter_by_letters(&mut self, offer: &Offer, effects: &mut Vec<Effect>) {
        self.undo_letters(offer, effects);
        self.views.clear();
        self.focus = Focus::List;
        self.enter_filter();
        self.edit_filter(effects, |line| *line = TextEdit::line(&offer.letters));
    }
}
