//! The form for a new quotation or for what entries are given, and changes of the collections' files.

use crate::app::edits::{Redoable, Undoable};
use crate::app::entry_form::EntryForm;
use crate::app::event::{Effect, FileEdited, FileSteps};
use crate::app::form_field::FormField;
use crate::app::model::{Model, ToastLevel};
use crate::app::popup::Popup;
use crate::keys::action::Action;
use crate::keys::scope::Scope;
use kzq_corpus::EntryId;
use kzq_edit::EntryDraft;
use kzq_shelf::EntryName;
use kzq_text::Safe;

impl Model {
    /// Opens the form for a new quotation: as it was left, or filled from the clipboard.
    pub(super) fn open_add_form(&mut self, effects: &mut Vec<Effect>) {
        let form = if let Some(form) = self.edits.kept_form.take() {
            *form
        } else {
            effects.push(Effect::ReadClipboard);
            EntryForm::add()
        };
        self.popup = Some(Popup::Form(Box::new(form)));
    }

    /// Opens the form for what entries are given.
    pub(super) fn open_assign_form(&mut self, targets: &[EntryId]) {
        let targets = self.named(targets);
        self.popup = Some(Popup::Form(Box::new(EntryForm::assign(targets, &self.collections.corpus))));
    }

    pub(super) fn with_form(&mut self, change: impl FnOnce(&mut EntryForm)) {
        if let Some(Popup::Form(form)) = &mut self.popup {
            change(form);
        }
    }

    /// Fills the form from what was on the clipboard.
    pub(super) fn on_clipboard_read(&mut self, draft: EntryDraft) {
        self.with_form(|form| form.prefill(draft));
    }

    /// Takes the selected suggestion and goes to the next field, unless this one is a list that may go on; in the words,
    /// starts a new line.
    pub(super) fn accept_field(&mut self, effects: &mut Vec<Effect>) {
        let Some(Popup::Form(form)) = &mut self.popup else { return };
        if form.focused_field() == FormField::Words {
            self.insert_text("\n", effects);
        } else if form.is_for_review() && form.selected_suggestion().is_none() {
            self.save_form(effects);
        } else if !(form.take_suggestion() && form.focused_field().is_list()) {
            form.go_to_field(1);
        }
    }

    /// Goes to the next or the previous field; takes the selected suggestion.
    pub(super) fn go_to_field(&mut self, step: isize) {
        self.with_form(|form| {
            if step > 0 {
                form.take_suggestion();
            } else {
                form.take_chosen_suggestion();
            }
            form.go_to_field(step);
        });
    }

    /// Requests what the form says; the form stays open until it is done.
    pub(super) fn save_form(&mut self, effects: &mut Vec<Effect>) {
        let Some(Popup::Form(form)) = &mut self.popup else { return };
        if form.is_saving {
            return;
        }
        form.take_chosen_suggestion();
        if form.is_for_review() {
            let topics = form.assignment().topics;
            return self.give_topics(topics);
        }
        let (effect, missing) = if form.target_count().is_none() {
            let mut draft = form.draft(&self.collections.corpus);
            if let Some(Err(error)) = draft.as_mut().map(EntryDraft::normalise) {
                form.focus_field(FormField::of_draft(error.field));
                let label = form.focused_field().label();
                return self.show_toast(kzq_text::safe!(label, ": ", Safe::line(error.to_string())), ToastLevel::Error);
            }
            (draft.map(|draft| Effect::AddEntry(Box::new(draft))), "a quotation needs words")
        } else {
            let (entries, given) = (form.targets().iter().map(|(name, _)| name.clone()).collect(), form.assignment());
            let effect = (!given.is_empty()).then(|| Effect::AssignToEntries { entries, given: Box::new(given) });
            (effect, "type a speaker, topics or tags")
        };
        form.is_saving = effect.is_some();
        match effect {
            Some(effect) => effects.push(effect),
            None => self.show_toast(missing, ToastLevel::Info),
        }
    }

    /// Closes the suggestions, or else the form.
    pub(super) fn leave_form(&mut self) {
        let mut had_suggestions = false;
        self.with_form(|form| had_suggestions = form.close_suggestions());
        if !had_suggestions {
            self.close_form();
        }
    }

    /// Closes the form. A new quotation that is not saved is kept, also while it is being saved, since that may fail: the
    /// form opens with it again.
    pub(super) fn close_form(&mut self) {
        let Some(Popup::Form(form)) = self.popup.take_if(|popup| matches!(popup, Popup::Form(_))) else { return };
        let is_saving = form.is_saving;
        if form.target_count().is_some() || !(form.is_edited || is_saving) {
            return;
        }
        self.edits.kept_form = Some(form);
        if !is_saving {
            let message = kzq_text::safe!("not added", self.continue_hint());
            self.show_toast(message, ToastLevel::Info);
        }
    }

    /// Says which key opens the form that was kept; begins with a semicolon.
    fn continue_hint(&self) -> Safe<'static> {
        let key = self.keymap.first_key(Scope::List, Action::Add);
        kzq_text::safe!("; ", key, " continues it")
    }

    /// Drops the form that is saved. One that was closed meanwhile was saved before one that is open.
    fn drop_saved_form(&mut self) {
        if self.edits.kept_form.take_if(|form| form.is_saving).is_none() {
            self.popup.take_if(|popup| matches!(popup, Popup::Form(form) if form.is_saving));
        }
    }

    /// Lets the user save the form again after that has failed; returns whether the form is closed.
    fn reopen_saving(&mut self) -> bool {
        if let Some(form) = self.edits.kept_form.as_mut().filter(|form| form.is_saving) {
            form.is_saving = false;
            return true;
        }
        self.with_form(|form| form.is_saving = false);
        false
    }

    /// Opens the file of the target entry in the user's editor.
    pub(super) fn edit_entry(&mut self, effects: &mut Vec<Effect>) {
        match self.target_entry() {
            Some(id) => effects.push(Effect::EditEntry(EntryName::new(&self.collections.corpus, id))),
            None => self.show_toast("no entry selected", ToastLevel::Info),
        }
    }

    /// Applies the result of changing a file.
    pub(super) fn on_file_edited(&mut self, outcome: Result<FileEdited, Safe<'static>>) {
        match outcome {
            Ok(FileEdited { message, entry, steps, has_mistakes }) => {
                if matches!(steps, FileSteps::Made(_)) {
                    self.drop_saved_form();
                }
                // Another change may come before the collections are reloaded.
                self.edits.added = entry.or(self.edits.added.take());
                let mut hint = Safe::default();
                match steps {
                    FileSteps::Made(0) | FileSteps::Undone(0) | FileSteps::Redone(0) => {}
                    FileSteps::Made(steps) => self.edits.push(Undoable::Files(steps)),
                    FileSteps::Redone(steps) => self.edits.push_redone(Undoable::Files(steps)),
                    FileSteps::Undone(steps) => {
                        self.edits.push_undone(Redoable::Files(steps));
                        hint = self.key_hint(Action::Redo, "redoes it");
                    }
                }
                let message = kzq_text::safe!(message, hint);
                self.show_toast(message, if has_mistakes { ToastLevel::Error } else { ToastLevel::Success });
            }
            Err(reason) => {
                let hint = if self.reopen_saving() { self.continue_hint() } else { Safe::default() };
                self.show_toast(kzq_text::safe!(reason, hint), ToastLevel::Error);
            }
        }
    }
}
