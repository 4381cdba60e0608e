//! The shelf: stars, notes, and saving changes.

use std::sync::Arc;

use crate::app::event::Effect;
use crate::app::model::{Model, Tone};
use crate::app::popup::{NoteEdit, Popup};
use crate::app::scroll::Scroll;
use crate::app::shelf_state::Kept;
use crate::app::text_edit::TextEdit;
use kzq_corpus::EntryId;
use kzq_shelf::{Change, EntryName, Facet, Imprint, Step};
use kzq_text::Safe;
use kzq_text::safe;

impl Model {
    /// Returns the target entries: the marked ones, else the current one; in a view, where no mark is visible, the one
    /// at its cursor.
    fn meant(&self) -> Vec<EntryId> {
        let is_one = self.marked.is_empty() || self.sheet().is_some();
        if is_one { self.entry_at_hand().into_iter().collect() } else { self.marked.entries().to_vec() }
    }

    pub(super) fn imprint(&self, id: EntryId) -> Arc<Imprint> {
        Arc::new(Imprint::of(&self.corpus, id))
    }

    /// Returns the target entries, with their names.
    pub(super) fn named(&self) -> Vec<(EntryName, EntryId)> {
        self.meant().into_iter().map(|id| (EntryName::of(&self.corpus, id), id)).collect()
    }

    /// Applies changes to the shelf; reports if they change nothing.
    pub(super) fn change_shelf(
        &mut self,
        what: impl Into<Safe<'static>>,
        changes: Vec<Change>,
        effects: &mut Vec<Effect>,
    ) {
        match self.desk.apply(Step { what: what.into(), changes }) {
            Some(effect) => self.shelf_changed(effect, effects),
            None => self.say("there is nothing to change", Tone::Plain),
        }
    }

    /// Saves a change, and updates what depends on the shelf.
    fn shelf_changed(&mut self, keeping: Effect, effects: &mut Vec<Effect>) {
        self.on_shelf_changed(effects);
        // Save last: the result may contain more changes, and must not be followed by an answer to a search requested
        // here.
        effects.push(keeping);
    }

    /// Updates what depends on the shelf.
    fn on_shelf_changed(&mut self, effects: &mut Vec<Effect>) {
        if let Some(Facet::List(key)) = self.selection.shelf
            && self.desk.shelf().list_of(key).is_none()
        {
            self.selection.shelf = None;
            return self.search(effects);
        }
        self.ask_again(effects);
    }

    /// Applies the result of saving the shelf.
    pub(super) fn on_kept(&mut self, kept: Kept, effects: &mut Vec<Effect>) {
        let before = self.desk.shared();
        let failure = kept.outcome.as_ref().err().cloned();
        if let Some(said) = self.desk.on_kept(kept) {
            self.say(said, Tone::Good);
        }
        if let Some(failure) = failure {
            self.say(
                safe!(if self.desk.trouble().is_some() { "not kept: " } else { "your shelf: " }, failure),
                Tone::Bad,
            );
        }
        if *self.desk.shelf() != *before {
            self.follow_lists(&before);
            self.on_shelf_changed(effects);
        }
    }

    pub(super) fn undo(&mut self, effects: &mut Vec<Effect>) {
        match self.desk.undo() {
            Some(effect) => self.shelf_changed(effect, effects),
            None => self.say("there is nothing to undo", Tone::Plain),
        }
    }

    pub(super) fn redo(&mut self, effects: &mut Vec<Effect>) {
        match self.desk.redo() {
            Some(effect) => self.shelf_changed(effect, effects),
            None => self.say("there is nothing to do again", Tone::Plain),
        }
    }

    /// Stars the target entries, or removes the stars if all have one.
    pub(super) fn star(&mut self, effects: &mut Vec<Effect>) {
        let named = self.named();
        if named.is_empty() {
            return self.say("there is nothing here to star", Tone::Plain);
        }
        let all_starred = named.iter().all(|(name, _)| self.desk.shelf().is_starred(name));
        let change = |(name, id): (EntryName, EntryId)| {
            if all_starred { Change::Unstar(name) } else { Change::Star(name, Some(self.imprint(id))) }
        };
        let changes = named.into_iter().map(change).collect();
        self.change_shelf(if all_starred { "star taken" } else { "starred" }, changes, effects);
    }

    pub(super) fn open_note(&mut self) {
        let Some(id) = self.entry_at_hand() else { return self.say("there is nothing here to note on", Tone::Plain) };
        let entry = EntryName::of(&self.corpus, id);
        let from = self.desk.shelf().note(&entry).cloned();
        let text = TextEdit::new(from.as_ref().map_or("", Safe::as_str));
        let imprint = self.imprint(id);
        self.popup = Some(Popup::Note(NoteEdit { entry, imprint, from, text, scroll: Scroll::default() }));
    }

    /// Saves the open note, and closes it.
    pub(super) fn save_note(&mut self, effects: &mut Vec<Effect>) {
        let Some(Popup::Note(NoteEdit { entry, imprint, from, text, .. })) = self.popup.take() else { return };
        let to = Safe::text(text.text().as_str().trim_end().to_owned());
        let to = (!to.is_empty()).then_some(to);
        if from != to {
            let what = if to.is_some() { "note kept" } else { "note taken away" };
            let change = Change::Note { entry, imprint: Some(imprint), from, to };
            self.change_shelf(what, vec![change], effects);
        }
    }

    /// Saves what is being written, when the browser ends.
    pub fn end(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.save_note(&mut effects);
        effects
    }

    /// Opens the note in the user's own editor.
    pub(super) fn edit_outside(&mut self, effects: &mut Vec<Effect>) {
        if let Some(Popup::Note(note)) = &self.popup {
            effects.push(Effect::Edit(note.text.text().into_owned()));
        }
    }

    /// Takes the note back from the user's own editor.
    pub(super) fn on_edited(&mut self, text: &str) {
        if let Some(Popup::Note(note)) = &mut self.popup {
            note.text = TextEdit::new(text.trim_end());
        }
    }
}
