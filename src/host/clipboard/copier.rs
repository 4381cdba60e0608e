//! Copying on a thread of its own, one text after the other, so that the last one asked for is the one that stays.

use std::io;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use super::{Way, copy};
use crate::host::message::Message;
use crate::text::Safe;

/// Copies what it is asked to; each text comes to a [`Message::Copied`].
pub(in crate::host) struct Copier(Sender<Safe<'static>>);

impl Copier {
    /// Starts the thread.
    pub(in crate::host) fn start(ways: Vec<Way>, sender: Sender<Message>) -> io::Result<Self> {
        let (asked, texts) = channel();
        thread::Builder::new().name("copy".into()).spawn(move || {
            for text in texts {
                if sender.send(Message::Copied(copy(text, &ways))).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self(asked))
    }

    /// Asks for a text to be copied; says whether there is still somebody to do it.
    pub(in crate::host) fn ask(&self, text: Safe<'static>) -> bool {
        self.0.send(text).is_ok()
    }
}
