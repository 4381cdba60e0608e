//! Runs what the browser requests.

use std::io;
use std::process::ExitStatus;
use std::sync::Arc;

use super::Browser;
use crate::host::error::{Error, ExitCode};
use crate::host::own_edit::OwnEdit;
use crate::host::platform::signals;
use crate::host::terminal::collection_editor::{EditorOutcome, edit_collection};
use crate::host::terminal::editor::RunningEditor;
use crate::host::terminal::{input, screen};
use crate::host::web::{self, Opened};
use crate::host::workers::copy::CopyTask;
use crate::host::workers::edit::{self, EditRequest};
use crate::host::workers::verify::VerifyTask;
use kzq_extract::review::ReviewItem;
use kzq_shelf::EntryName;
use kzq_text::{Safe, safe};
use kzq_tui::app::{Effect, Event, FileEdited, FileSteps, NoteDraft};

impl Browser {
    pub(super) fn run_effects(&mut self, effects: Vec<Effect>) -> Result<(), Error> {
        effects.into_iter().try_for_each(|effect| self.run_effect(effect))
    }

    fn run_effect(&mut self, effect: Effect) -> Result<(), Error> {
        match effect {
            Effect::Search(request) => self.search_worker.update(|inbox| inbox.request = Some(request)),
            Effect::Verify { entry, corpus_revision } => {
                let task = VerifyTask { entry, corpus_revision, corpus: self.model.shared_corpus() };
                self.verify_worker.update(|pending| *pending = Some(task));
            }
            Effect::SaveShelf { step: number, changes } => self.shelf_writer.save(number, changes),
            Effect::SaveQuery(query) => self.session_writer.add_query(query),
            Effect::OpenEditor(draft) => return self.open_editor(*draft),
            Effect::ReadClipboard => self.request_edit(EditRequest::ReadClipboard),
            Effect::AddEntry(draft) => self.request_edit(EditRequest::Add(draft)),
            Effect::AssignToEntries { entries, given } => self.request_edit(EditRequest::Assign(entries, given)),
            Effect::UndoFileEdit(steps) => self.request_edit(EditRequest::Undo(steps)),
            Effect::RedoFileEdit(steps) => self.request_edit(EditRequest::Redo(steps)),
            Effect::EditEntry(entry) => return self.edit_entry(&entry),
            Effect::Layout(order) => self.layout_worker.submit(order, Arc::clone(&self.engine)),
            Effect::Copy(request) => self.request_copy(CopyTask::Entries(request, self.model.shared_corpus())),
            Effect::WriteFile(request) => {
                self.request_edit(EditRequest::Write(request, Arc::clone(&self.engine), self.source_texts.clone()));
            }
            Effect::WriteAccepted(items) => return self.write_accepted(&items),
            Effect::OpenUrl(url) => return self.report_opened(web::open(&url)),
            Effect::OpenRecording { url, seconds } => {
                return self.report_opened(web::open_recording(&url, seconds, &self.player));
            }
            Effect::CaptureMouse(on) => self.screen.capture_mouse(on)?,
            Effect::Redraw => return self.resize(),
            Effect::Suspend => return self.suspend(),
            Effect::Pick(entries) => {
                self.picked = Some(entries);
                self.exit_code = Some(ExitCode::Found);
            }
            Effect::Quit => self.exit_code = Some(ExitCode::Found),
        }
        Ok(())
    }

    /// Writes what was accepted in a review. The review is kept at once: what is written must not be written again.
    fn write_accepted(&mut self, items: &[ReviewItem]) -> Result<(), Error> {
        let Some(session) = &mut self.review else { return Ok(()) };
        let outcome = session.write(items);
        self.update_model(Event::AcceptedWritten(outcome))?;
        self.save_review();
        Ok(())
    }

    /// Keeps the review for the next time.
    pub(super) fn save_review(&mut self) {
        if let (Some(session), Some(state)) = (&mut self.review, self.model.review()) {
            session.save(state.review());
        }
    }

    /// Shows what an effect reports.
    pub(super) fn report(&mut self, outcome: Result<Safe<'static>, Safe<'static>>) -> Result<(), Error> {
        self.update_model(outcome.map_or_else(Event::EffectFailed, Event::EffectDone))
    }

    /// Shows what became of an address. Where nothing can open it, it is copied.
    fn report_opened(&mut self, opened: Opened) -> Result<(), Error> {
        match opened {
            Opened::Done(outcome) => self.report(outcome),
            Opened::NoBrowser(address) => {
                self.request_copy(CopyTask::Address(address));
                Ok(())
            }
        }
    }

    /// Gives a note and the terminal to the user's editor.
    fn open_editor(&mut self, draft: NoteDraft) -> Result<(), Error> {
        let text = Safe::text(draft.text.as_str()).as_str().to_owned();
        let mut lent = draft.clone();
        lent.text.clone_from(&text);
        let file = self.draft_keeper.lend(lent);
        self.kept_draft = file.is_some().then_some(draft);
        match RunningEditor::start(text, file, self.sender.clone()) {
            Ok(editor) => {
                self.editor = Some(editor);
                Ok(())
            }
            Err(error) => self.take_terminal_back(Err(error)),
        }
    }

    /// Goes on with what the user's editor has left.
    pub(super) fn on_editor_exited(&mut self, status: io::Result<ExitStatus>) -> Result<(), Error> {
        let Some(editor) = self.editor.take() else { return Ok(()) };
        let edited = editor.finish(status);
        self.take_terminal_back(edited)
    }

    fn take_terminal_back(&mut self, edited: io::Result<String>) -> Result<(), Error> {
        // The terminal may be gone, but what was written is not.
        match edited {
            Ok(text) => self.update_model(Event::EditorClosed(text))?,
            Err(error) => self.report(Err(Safe::line(error.to_string()).into_owned()))?,
        }
        self.resume()
    }

    fn request_edit(&self, request: EditRequest) {
        // If the thread is gone, a panic is ending the process.
        let _ = self.edit_worker.send(request);
    }

    /// Opens the file of an entry in the user's editor, until it has no mistakes or the user leaves it.
    fn edit_entry(&mut self, entry: &EntryName) -> Result<(), Error> {
        let (file, line) = match edit::locate(&self.paths, entry) {
            Ok(Some(place)) => place,
            Ok(None) => return self.report(Err("the example is part of kzq and can't be edited".into())),
            Err(error) => return self.report(Err(Safe::line(error.to_string()).into_owned())),
        };
        let before = OwnEdit::begin(&file);
        let edited = {
            let _keys = input::pause();
            let _signals = signals::leave_to_child();
            screen::restore();
            let _modes = screen::keep_modes();
            edit_collection(&file, line, format!("edited “{}”", entry.parts().1))
        };
        self.resume()?;
        let accepted = before.accepted(&self.shelf_store);
        if !accepted.is_empty() {
            self.shelf_writer.save(0, accepted);
        }
        let name = edit::short_name(&file);
        let message_of = |error| match error {
            Error::BadData { first_error, .. } => safe!(name, ": ", first_error),
            error => Safe::line(error.to_string()).into_owned(),
        };
        let outcome = edited.map_err(message_of).map(|EditorOutcome { is_changed, error }| {
            let has_mistakes = error.is_some();
            let message = match error {
                Some(error) => message_of(error),
                None if is_changed => safe!("changed ", name),
                None => "nothing changed".into(),
            };
            FileEdited { message, entry: None, steps: FileSteps::Made(usize::from(is_changed)), has_mistakes }
        });
        self.update_model(Event::FileEdited(outcome))
    }
}
