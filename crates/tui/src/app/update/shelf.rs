//! The shelf: stars, notes, and saving changes.

use std::sync::Arc;

use crate::app::edits::Undoable;
use crate::app::event::{Effect, ShelfSaved};
use crate::app::model::{Model, ToastLevel};
use crate::app::popup::{NoteEdit, Popup};
use crate::app::scroll::Scroll;
use crate::app::text_edit::TextEdit;
use kzq_corpus::EntryId;
use kzq_shelf::{Change, EntryName, EntrySnapshot, ShelfFacet, UndoStep};
use kzq_text::Safe;
use kzq_text::safe;

impl Model {
    pub(super) fn entry_snapshot(&self, id: EntryId) -> Arc<EntrySnapshot> {
        Arc::new(EntrySnapshot::new(&self.collections.corpus, id))
    }

    /// Returns the target entries, with their names.
    pub(super) fn target_names(&self) -> Vec<(EntryName, EntryId)> {
        self.target_entries().iter().map(|&id| (EntryName::new(&self.collections.corpus, id), id)).collect()
    }

    /// Applies changes to the shelf; reports if they change nothing.
    pub(super) fn change_shelf(
        &mut self,
        what: impl Into<Safe<'static>>,
        changes: Vec<Change>,
        effects: &mut Vec<Effect>,
    ) {
        match self.shelf_state.apply(UndoStep { label: what.into(), changes }) {
            Some(effect) => {
                self.edits.push(Undoable::Shelf);
                self.save_and_refresh(effect, effects);
            }
            None => self.show_toast("nothing to change", ToastLevel::Info),
        }
    }

    /// Saves a change, and updates what depends on the shelf.
    fn save_and_refresh(&mut self, keeping: Effect, effects: &mut Vec<Effect>) {
        self.refresh_after_shelf_change(effects);
        // Save last: the result may contain more changes, and must not be followed by an answer to a search requested
        // here.
        effects.push(keeping);
    }

    /// Updates what depends on the shelf.
    fn refresh_after_shelf_change(&mut self, effects: &mut Vec<Effect>) {
        if let Some(ShelfFacet::List(key)) = self.search.selection.shelf
            && self.shelf_state.shelf().list_by_key(key).is_none()
        {
            self.search.selection.shelf = None;
            return self.start_search(effects);
        }
        self.refresh_search(effects);
    }

    /// Applies the result of saving the shelf.
    pub(super) fn on_shelf_saved(&mut self, saved: ShelfSaved, effects: &mut Vec<Effect>) {
        let before = self.shelf_state.shared_shelf();
        let failure = saved.outcome.as_ref().err().cloned();
        if let Some(message) = self.shelf_state.on_saved(saved) {
            self.show_toast(message, ToastLevel::Success);
        }
        if let Some(failure) = failure {
            self.show_toast(
                safe!(if self.shelf_state.save_error().is_some() { "not saved: " } else { "your shelf: " }, failure),
                ToastLevel::Error,
            );
        }
        if *self.shelf_state.shelf() != *before {
            self.restore_shelf_popup_cursors(&before);
            self.refresh_after_shelf_change(effects);
        }
    }

    pub(super) fn undo(&mut self, effects: &mut Vec<Effect>) {
        while let Some(latest) = self.edits.pop() {
            match latest {
                Undoable::Files(steps) => return effects.push(Effect::UndoFileEdit(steps)),
                // A change of the shelf may be gone, since another kzq undid it on disk.
                Undoable::Shelf => {
                    if let Some(effect) = self.shelf_state.undo() {
                        return self.save_and_refresh(effect, effects);
                    }
                }
            }
        }
        self.show_toast("nothing to undo", ToastLevel::Info);
    }

    pub(super) fn redo(&mut self, effects: &mut Vec<Effect>) {
        match self.shelf_state.redo() {
            Some(effect) => {
                self.edits.push(Undoable::Shelf);
                self.save_and_refresh(effect, effects);
            }
            None => self.show_toast("nothing to redo", ToastLevel::Info),
        }
    }

    /// Stars the target entries, or removes the stars if all have one.
    pub(super) fn toggle_star(&mut self, effects: &mut Vec<Effect>) {
        let targets = self.target_names();
        if targets.is_empty() {
            return self.show_toast("no entry selected", ToastLevel::Info);
        }
        let all_starred = targets.iter().all(|(name, _)| self.shelf_state.shelf().is_starred(name));
        let change = |(name, id): (EntryName, EntryId)| {
            if all_starred { Change::Unstar(name) } else { Change::Star(name, Some(self.entry_snapshot(id))) }
        };
        let changes = targets.into_iter().map(change).collect();
        self.change_shelf(if all_starred { "star removed" } else { "starred" }, changes, effects);
    }

    pub(super) fn open_note(&mut self) {
        let Some(id) = self.target_entry() else {
            return self.show_toast("select an entry to add a note", ToastLevel::Info);
        };
        let entry = EntryName::new(&self.collections.corpus, id);
        let from = self.shelf_state.shelf().note(&entry).cloned();
        let text = TextEdit::multiline(from.as_ref().map_or("", Safe::as_str));
        let snapshot = self.entry_snapshot(id);
        self.popup = Some(Popup::Note(NoteEdit {
            entry,
            entry_snapshot: snapshot,
            original: from,
            text,
            scroll: Scroll::default(),
        }));
    }

    /// Saves the open note, and closes it.
    pub(super) fn save_note(&mut self, effects: &mut Vec<Effect>) {
        let Some(Popup::Note(NoteEdit { entry, entry_snapshot: snapshot, original: from, text, .. })) =
            self.popup.take()
        else {
            return;
        };
        let to = Safe::text(text.text().as_str().trim_end().to_owned());
        let to = (!to.is_empty()).then_some(to);
        if from != to {
            let what = if to.is_some() { "note saved" } else { "note deleted" };
            let change = Change::Note { entry, snapshot: Some(snapshot), from, to };
            self.change_shelf(what, vec![change], effects);
        }
    }

    /// Saves what is being written, when the browser ends.
    pub fn save_on_exit(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.save_note(&mut effects);
        effects
    }

    /// Opens the note in the user's own editor.
    pub(super) fn open_editor(&mut self, effects: &mut Vec<Effect>) {
        if let Some(Popup::Note(note)) = &self.popup {
            effects.push(Effect::OpenEditor(note.text.text().into_owned()));
        }
    }

    /// Takes the note back from the user's own editor.
    pub(super) fn on_edited(&mut self, text: &str) {
        if let Some(Popup::Note(note)) = &mut self.popup {
            note.text = TextEdit::multiline(text.trim_end());
        }
    }
}
