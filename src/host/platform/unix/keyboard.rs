//! Reads keys, pastes, mouse events and replies from the terminal.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::mpsc::Sender;
use std::time::Duration;

use rustix::io::Errno;

use super::decoder::Decoder;
use super::{ready, tty};
use crate::host::message::Message;
use crate::host::terminal::batch::Input;

/// How much is read at once, in bytes: what the kernel keeps of typed input.
const CHUNK_LEN: usize = 4096;

/// The keyboard of the terminal: standard input, unless that comes from elsewhere.
pub(in crate::host) struct Keyboard {
    terminal: Option<File>,
    decoder: Decoder,
}

impl Keyboard {
    /// Opens the keyboard. A change of the terminal's size is a signal, not an input.
    ///
    /// # Errors
    ///
    /// If there is no terminal to read from.
    pub(in crate::host) fn open(_: &Sender<Message>) -> io::Result<Self> {
        let terminal = if io::stdin().is_terminal() { None } else { Some(tty::open_keyboard()?) };
        Ok(Self { terminal, decoder: Decoder::default() })
    }

    fn descriptor(&self) -> BorrowedFd<'_> {
        match &self.terminal {
            Some(terminal) => terminal.as_fd(),
            None => rustix::stdio::stdin(),
        }
    }

    /// Waits for input; returns false if the rest of a sequence does not come: then [`give_up`](Self::give_up).
    ///
    /// # Errors
    ///
    /// If the terminal is gone.
    pub(in crate::host) fn wait(&self) -> io::Result<bool> {
        ready::wait_readable(self.descriptor(), self.decoder.patience())
    }

    /// Reads what there is, without waiting: another program may have read it.
    ///
    /// # Errors
    ///
    /// If the terminal is gone.
    pub(in crate::host) fn read(&mut self) -> io::Result<Vec<Input>> {
        let mut buffer = [0; CHUNK_LEN];
        if !ready::wait_readable(self.descriptor(), Some(Duration::ZERO))? {
            return Ok(Vec::new());
        }
        match rustix::io::read(self.descriptor(), &mut buffer) {
            Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(len) => Ok(self.decoder.feed(&buffer[..len])),
            Err(Errno::INTR | Errno::AGAIN) => Ok(Vec::new()),
            Err(error) => Err(error.into()),
        }
    }

    /// Takes what has been read for the whole.
    pub(in crate::host) fn give_up(&mut self) -> Vec<Input> {
        self.decoder.give_up()
    }
}
