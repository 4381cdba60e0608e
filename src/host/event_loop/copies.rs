//! Copies in progress, and their results.

use std::sync::mpsc::Receiver;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use super::Browser;
use super::failures::failure;
use crate::host::clipboard::CopyOutcome;
use crate::host::error::{Error, ExitCode};
use crate::host::message::Message;
use crate::host::workers::copy::CopyTask;
use kzq_corpus::Date;
use kzq_text::calendar::format_unix_time;
use kzq_tui::app::{Copied, Event};

/// Returns today's date (UTC).
fn today() -> Option<Date> {
    const LENGTH: usize = "2026-11-29".len();
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    format_unix_time(i64::try_from(seconds).ok()?).get(..LENGTH)?.parse().ok()
}

impl Browser {
    /// Hands a copy to its worker.
    pub(super) fn request_copy(&mut self, task: CopyTask) {
        if self.copy_worker.send(task.clone()).is_ok() {
            self.pending_copies.push_back(task);
        }
    }

    /// Waits for the copies that were requested before the user quit.
    pub(super) fn wait_for_copies(&mut self, receiver: &Receiver<Message>) -> Result<(), Error> {
        let deadline = Instant::now() + self.copy_timeout;
        while self.exit_code == Some(ExitCode::Found) && !self.pending_copies.is_empty() {
            let Ok(message) = receiver.recv_timeout(deadline.saturating_duration_since(Instant::now())) else { break };
            match message {
                Message::CopyDone(_) | Message::Signal(_) | Message::HungUp => self.handle_message(message)?,
                Message::Event(event) => self.unseen.extend(failure(&event)),
                _ => {}
            }
        }
        if self.exit_code == Some(ExitCode::Found) && !self.pending_copies.is_empty() {
            self.unseen.push("a copy may not have reached the clipboard".into());
        }
        Ok(())
    }

    pub(super) fn handle_copy_outcome(&mut self, copied: CopyOutcome) -> Result<(), Error> {
        let task = self.pending_copies.pop_front();
        if let (Some(CopyTask::Entries(request, corpus)), true) = (task, self.record_use && copied.is_copied()) {
            let entries = request.snapshots(&corpus);
            if let Some(date) = today() {
                self.update_model(Event::Copied(Box::new(Copied { entries, format: request.format_name(), date })))?;
            }
        }
        match copied {
            CopyOutcome::Done(outcome) => self.report(outcome),
            CopyOutcome::SendOsc52(text, message) => {
                self.screen.send_to_clipboard(text.as_str())?;
                self.report(Ok(message))
            }
        }
    }
}
