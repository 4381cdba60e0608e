//! The shelf: stars, notes, and saving changes.

use std::sync::Arc;

use crate::app::edits::{Redoable, Undoable};
use crate::app::event::{Effect, ShelfSaved};
use crate::app::model::{Model, ToastLevel};
use crate::app::note_edit::{NoteEdit, NoteTarget};
use crate::app::popup::Popup;
use crate::app::text_edit::TextEdit;
use crate::keys::action::Action;
use crate::keys::scope::Scope;
use kzq_corpus::EntryId;
use kzq_search::{Choice, FacetFilter, FacetValue};
use kzq_shelf::{Change, EntryName, EntrySnapshot, ShelfFacet, UndoStep};
use kzq_text::Safe;
use kzq_text::safe;

impl Model {
    pub(super) fn entry_snapshot(&self, id: EntryId) -> Arc<EntrySnapshot> {
        Arc::new(EntrySnapshot::new(&self.collections.corpus, id))
    }

    /// Returns entries with their names.
    pub(super) fn named(&self, entries: &[EntryId]) -> Vec<(EntryName, EntryId)> {
        entries.iter().map(|&id| (EntryName::new(&self.collections.corpus, id), id)).collect()
    }

    /// Applies changes to the shelf; reports if they change nothing.
    pub(super) fn change_shelf(
        &mut self,
        what: impl Into<Safe<'static>>,
        changes: Vec<Change>,
        effects: &mut Vec<Effect>,
    ) {
        self.change_shelf_with_hint(what.into(), &Safe::default(), changes, effects);
    }

    /// Like [`change_shelf`](Self::change_shelf), and says how to restore what is deleted.
    pub(super) fn delete_from_shelf(&mut self, what: Safe<'static>, change: Change, effects: &mut Vec<Effect>) {
        let hint = self.key_hint(Action::Undo, "restores it");
        self.change_shelf_with_hint(what, &hint, vec![change], effects);
    }

    fn change_shelf_with_hint(
        &mut self,
        label: Safe<'static>,
        hint: &Safe<'_>,
        changes: Vec<Change>,
        effects: &mut Vec<Effect>,
    ) {
        let message = safe!(label, hint);
        match self.shelf_state.apply(UndoStep { label, changes }) {
            Some(effect) => {
                self.shelf_state.show_when_saved(message);
                self.edits.push(Undoable::Shelf);
                self.save_and_refresh(effect, effects);
            }
            None => self.show_toast("nothing to change", ToastLevel::Info),
        }
    }

    /// Saves a change, and updates what depends on the shelf.
    pub(super) fn save_and_refresh(&mut self, keeping: Effect, effects: &mut Vec<Effect>) {
        self.refresh_after_shelf_change(effects);
        // Save last: the result may contain more changes, and must not be followed by an answer to a search requested
        // here.
        effects.push(keeping);
    }

    /// Updates what depends on the shelf.
    fn refresh_after_shelf_change(&mut self, effects: &mut Vec<Effect>) {
        let shelf = self.shelf_state.shared_shelf();
        let is_deleted = |&(value, _): &(FacetValue, Choice)| matches!(value, FacetValue::Shelf(ShelfFacet::List(key)) if shelf.list_by_key(key).is_none());
        let selection = &self.search.selection;
        let kept: FacetFilter = selection.choices().iter().filter(|choice| !is_deleted(choice)).copied().collect();
        if kept != *selection {
            self.search.selection = kept;
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
        self.carry_over(effects);
    }

    /// Undoes the latest change, or all changes but the first `left`.
    pub(super) fn undo(&mut self, left: Option<usize>, effects: &mut Vec<Effect>) {
        let (mut undone, mut is_done) = (Vec::new(), false);
        while left.map_or(!is_done, |left| self.edits.len() > left) {
            match self.edits.pop() {
                Some(Undoable::Files(steps)) => effects.push(Effect::UndoFileEdit(steps)),
                Some(Undoable::LeftNote(note)) => self.popup = Some(Popup::Note(*note)),
                Some(Undoable::Shelf) => {
                    // The change may be gone, since another kzq undid it on disk.
                    let Some((label, effect)) = self.shelf_state.undo() else { continue };
                    undone.push(label);
                    self.edits.push_undone(Redoable::Shelf);
                    self.save_and_refresh(effect, effects);
                }
                None => return self.show_toast("nothing to undo", ToastLevel::Info),
            }
            is_done = true;
        }
        undone.reverse();
        let how = match undone.len() {
            0 => return,
            1 => "redoes it",
            _ => "redoes them one by one",
        };
        let hint = self.key_hint(Action::Redo, how);
        self.shelf_state.show_when_saved(safe!("undone: ", Safe::join(undone, ", "), hint));
    }

    /// Says what the key of an action does, after a message; nothing if it has no key.
    pub(super) fn key_hint(&self, action: Action, does: &'static str) -> Safe<'static> {
        let key = self.keymap.first_key(Scope::List, action);
        if key.is_empty() { key } else { safe!("; ", key, " ", does) }
    }

    /// Redoes what was undone last.
    pub(super) fn redo(&mut self, effects: &mut Vec<Effect>) {
        while let Some(undone) = self.edits.pop_undone() {
            match undone {
                Redoable::Files(steps) => return effects.push(Effect::RedoFileEdit(steps)),
                Redoable::Shelf => {
                    // Another kzq may have changed what it was about.
                    let Some((label, effect)) = self.shelf_state.redo() else { continue };
                    self.shelf_state.show_when_saved(safe!("redone: ", label));
                    self.edits.push_redone(Undoable::Shelf);
                    return self.save_and_refresh(effect, effects);
                }
            }
        }
        self.show_toast("nothing to redo", ToastLevel::Info);
    }

    /// Stars entries, or removes the stars if all have one.
    pub(super) fn toggle_star(&mut self, targets: &[EntryId], effects: &mut Vec<Effect>) {
        let targets = self.named(targets);
        let shelf = self.shelf_state.shelf();
        let all_starred = targets.iter().all(|(name, _)| shelf.is_starred(name));
        let changed = targets.into_iter().filter(|(name, _)| all_starred || !shelf.is_starred(name));
        let change = |(name, id): (EntryName, EntryId)| {
            if all_starred { Change::Unstar(name) } else { Change::Star(name, Some(self.entry_snapshot(id))) }
        };
        let changes: Vec<Change> = changed.map(change).collect();
        let label = match (all_starred, changes.len()) {
            (false, 1) => "starred".into(),
            (false, count) => safe!(count, " starred"),
            (true, 1) => "star removed".into(),
            (true, count) => safe!(count, " stars removed"),
        };
        self.change_shelf(label, changes, effects);
    }

    /// Opens the editor for the note on an entry, or for what is added to the notes on several.
    pub(super) fn open_note(&mut self, targets: &[EntryId]) {
        let note = |(entry, id): (EntryName, EntryId)| {
            let original = self.shelf_state.shelf().note(&entry).cloned();
            NoteTarget { entry, snapshot: self.entry_snapshot(id), original }
        };
        let targets: Vec<NoteTarget> = self.named(targets).into_iter().map(note).collect();
        self.popup = Some(Popup::Note(NoteEdit::new(targets)));
    }

    /// Saves the open note, and closes it.
    pub(super) fn save_note(&mut self, effects: &mut Vec<Effect>) {
        let Some(Popup::Note(note)) = self.popup.take_if(|popup| matches!(popup, Popup::Note(_))) else { return };
        let changes = note.changes();
        let label = match &changes[..] {
            [] => return,
            [Change::Note { to: None, .. }] => "note deleted".into(),
            [_] => "note saved".into(),
            several => safe!(several.len(), " notes saved"),
        };
        self.change_shelf(label, changes, effects);
    }

    /// Closes the open note without saving it; undoing opens it again.
    pub(super) fn leave_note(&mut self) {
        let Some(Popup::Note(note)) = self.popup.take_if(|popup| matches!(popup, Popup::Note(_))) else { return };
        if note.has_changes() {
            self.edits.push(Undoable::LeftNote(Box::new(note)));
            let hint = self.key_hint(Action::Undo, "brings it back");
            self.show_toast(safe!("note not saved", hint), ToastLevel::Info);
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
            effects.push(Effect::OpenEditor(Box::new(note.draft())));
        }
    }

    /// The note that is being written and that neither the shelf nor the disk has; it may be one of an earlier browser.
    pub fn unsaved_note(&self) -> Option<&NoteEdit> {
        match &self.popup {
            Some(Popup::Note(note)) if note.has_changes() => Some(note),
            _ => self.edits.recovered.as_deref(),
        }
    }

    /// Opens the note that an earlier browser left unfinished, unless the shelf has it, once nothing is in its way.
    pub(super) fn resume_note(&mut self) {
        if self.popup.is_some() || !self.shelf_state.is_loaded() {
            return;
        }
        let Some(mut note) = self.edits.recovered.take() else { return };
        if note.is_on(self.shelf_state.shelf()) {
            return;
        }
        note.rebase(self.shelf_state.shelf());
        let keys = |action| self.keymap.first_key(Scope::Note, action);
        let (save, leave) = (keys(Action::SaveNote), keys(Action::LeaveNote));
        self.show_toast(
            safe!("this note was not saved when kzq ended: ", save, " saves it, ", leave, " drops it"),
            ToastLevel::Info,
        );
        self.popup = Some(Popup::Note(*note));
    }

    /// Takes the note back from the user's own editor.
    pub(super) fn on_edited(&mut self, text: &str) {
        if let Some(Popup::Note(note)) = &mut self.popup {
            note.text = TextEdit::multiline(text.trim_end());
        }
    }
}
