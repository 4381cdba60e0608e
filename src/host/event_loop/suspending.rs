//! Leaving the terminal to the shell or another program, and returning to it.

use std::time::Duration;

use super::Browser;
use crate::host::error::Error;
use crate::host::platform::signals;
use crate::host::terminal::screen;
use kzq_tui::app::Event;

/// How long Ctrl-Z waits for the shelf to be saved: a process stopped in mid-save would block the others.
const SUSPEND_TIMEOUT: Duration = Duration::from_secs(1);

impl Browser {
    /// Suspends to the shell; for the resumption see [`Message::Resumed`](crate::host::message::Message::Resumed).
    pub(super) fn suspend(&mut self) -> Result<(), Error> {
        self.shelf_writer.flush(SUSPEND_TIMEOUT);
        screen::restore();
        if signals::stop_job()? {
            return Ok(());
        }
        self.resume()?;
        self.report(Err("cannot suspend: no job control".into()))
    }

    pub(super) fn resume(&mut self) -> Result<(), Error> {
        self.screen.reenter()?;
        self.resize()
    }

    /// Adopts the size of the terminal.
    pub(super) fn resize(&mut self) -> Result<(), Error> {
        let (columns, rows) = self.screen.fit()?;
        self.update_model(Event::Resize(columns, rows))
    }
}
