//! The background colour of the terminal, which decides the theme.

use std::io;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use super::Browser;
use super::failures::failure;
use crate::host::error::{Error, ExitCode};
use crate::host::message::Message;
use crate::host::platform::tty;
use crate::host::terminal::batch::Input;

/// Shutdown timeout for the terminal's background-colour reply, counted from the query.
const BACKGROUND_REPLY_TIMEOUT: Duration = Duration::from_millis(200);

impl Browser {
    /// Asks the terminal for its background colour, once, after the first frame, if its reply can be read.
    pub(super) fn query_background(&mut self) -> io::Result<()> {
        if self.theme_pair.is_none() || self.background_queried_at.is_some() {
            return Ok(());
        }
        let Some(query) = tty::BACKGROUND_QUERY else { return Ok(()) };
        self.background_queried_at = Some(Instant::now());
        self.screen.send_query(query)
    }

    /// Waits for the terminal's pending background reply: the shell would take it for typed input.
    pub(super) fn drain_background_reply(&mut self, receiver: &Receiver<Message>) -> Result<(), Error> {
        let Some(asked) = self.background_queried_at.filter(|_| self.exit_code == Some(ExitCode::Found)) else {
            return Ok(());
        };
        // What was read before the end may have the reply, and what is read after it only once that is taken in.
        for input in self.input_queue.drain() {
            if let Input::Background(light) = input {
                self.apply_background(light);
            }
        }
        let deadline = asked + BACKGROUND_REPLY_TIMEOUT;
        while self.theme_pair.is_some() && Instant::now() < deadline {
            let Ok(message) = receiver.recv_timeout(deadline.saturating_duration_since(Instant::now())) else { break };
            match message {
                Message::Signal(_) | Message::HungUp => self.handle_message(message)?,
                Message::Input(batch) => {
                    for input in batch.inputs {
                        if let Input::Background(light) = input {
                            self.apply_background(light);
                        }
                    }
                }
                Message::Event(event) => self.unseen.extend(failure(&event)),
                _ => {}
            }
        }
        Ok(())
    }

    /// Switches to the theme for the terminal's background.
    pub(super) fn apply_background(&mut self, light: Option<bool>) {
        if let (Some(grounds), Some(light)) = (self.theme_pair.take(), light) {
            self.appearance.theme = if light { grounds.light } else { grounds.dark };
        }
    }
}
