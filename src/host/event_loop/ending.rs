//! The end of the browser, and what is kept for the case that it comes unexpectedly.

use std::io::{self, Write};
use std::sync::mpsc::Receiver;
use std::time::Duration;

use super::Browser;
use super::failures::failure;
use crate::host::message::Message;
use crate::host::review::ReviewSession;
use crate::host::terminal::editor::RunningEditor;
use crate::host::workers::edit;
use kzq_tui::app::{Effect, Event};

/// Shutdown timeout for saving the shelf, which waits for the disk, but not for another kzq that is saving.
const SHELF_SAVE_TIMEOUT: Duration = Duration::from_secs(6);

/// Shutdown timeout for writing the session.
const SESSION_SAVE_TIMEOUT: Duration = Duration::from_secs(1);

/// Shutdown timeout for the shelf after a signal or hang-up; the session gets half of it.
const ABRUPT_EXIT_TIMEOUT: Duration = Duration::from_millis(100);

impl Browser {
    /// Has the note kept that is being written, until the shelf has it.
    pub(super) fn keep_draft(&mut self) {
        match self.model.unsaved_note() {
            Some(note) if self.kept_draft.as_ref().is_some_and(|draft| note.is_kept_by(draft)) => {}
            Some(note) => {
                let draft = note.draft();
                self.draft_keeper.keep(draft.clone());
                self.kept_draft = Some(draft);
            }
            None if self.kept_draft.is_some()
                && self.editor.is_none()
                && self.model.shelf_state().unsaved_steps() == 0 =>
            {
                self.kept_draft = None;
                self.draft_keeper.drop_draft();
            }
            None => {}
        }
    }

    /// Restores the terminal, saves the shelf and the session, and prints what the user must know about it, and which
    /// requests have failed unseen; the answers of the workers come from `receiver`. Returns whether nothing failed and
    /// nothing that the user changed is lost.
    pub(super) fn shut_down(mut self, clean_exit: bool, receiver: &Receiver<Message>) -> bool {
        let editor = self.editor.take();
        if let Some(text) = editor.as_ref().and_then(RunningEditor::saved) {
            self.model.update(Event::EditorClosed(text));
        }
        self.keep_draft();
        self.draft_keeper.write_now();
        for effect in self.model.save_on_exit() {
            if let Effect::SaveShelf { step: number, changes } = effect {
                self.shelf_writer.save(number, changes);
            }
        }
        self.save_review();
        let Self { model, screen, shelf_writer, session_writer, edit_worker, .. } = self;
        let Self { review, draft_keeper, kept_draft, unseen: mut failures, .. } = self;
        drop(screen);
        let (shelf_timeout, session_timeout) = if clean_exit {
            (SHELF_SAVE_TIMEOUT, SESSION_SAVE_TIMEOUT)
        } else {
            (ABRUPT_EXIT_TIMEOUT, ABRUPT_EXIT_TIMEOUT / 2)
        };
        let is_answered = edit::finish(&edit_worker, shelf_timeout);
        failures.extend(receiver.try_iter().filter_map(|message| match message {
            Message::Event(event) => failure(&event),
            _ => None,
        }));
        failures.extend((!is_answered).then(|| "a change to a file may not be saved".into()));
        failures.extend(review.as_ref().and_then(ReviewSession::failure));
        let session_message = session_writer.finish(session_timeout);
        let saved = shelf_writer.finish(model.shelf_state().unsaved_steps(), shelf_timeout);
        // An editor that is still open may save once more.
        if saved.is_kept && editor.is_none() && kept_draft.is_some() && model.unsaved_note().is_none() {
            draft_keeper.drop_draft();
        }
        draft_keeper.finish(session_timeout);
        drop(editor);
        let is_kept = saved.is_kept && failures.is_empty();
        for message in session_message.into_iter().chain(saved.messages).chain(failures) {
            // If stderr is closed, there is nowhere to report it.
            let _ = writeln!(io::stderr(), "error: {message}");
        }
        let farewell = review.zip(model.review()).and_then(|(session, state)| session.farewell(state));
        if let Some(message) = farewell.filter(|_| clean_exit) {
            let _ = writeln!(io::stderr(), "{message}");
        }
        is_kept
    }
}
