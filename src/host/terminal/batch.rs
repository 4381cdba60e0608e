//! [`InputBatch`]: what was read from the terminal at once.

use std::sync::mpsc::Sender;

use kzq_tui::app::MouseInput;
use kzq_tui::keys::chord::Chord;

/// What the user did, or what the terminal replied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(Chord),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something; a double click is two clicks here.
    Mouse(MouseInput),
    /// The terminal reported its background: whether it is light, `None` if that is unknown.
    Background(Option<bool>),
}

/// Input from one read. Little more is read until the receipt is dropped: input that comes faster than it is handled
/// waits in the terminal, so quitting does not have to wait for it.
#[derive(Debug)]
pub struct InputBatch {
    /// What was read.
    pub inputs: Vec<Input>,
    /// Tells the reading thread when it is dropped.
    pub receipt: Receipt,
}

/// The receipt of an [`InputBatch`].
#[derive(Debug)]
pub struct Receipt {
    sender: Sender<usize>,
    count: usize,
}

impl Receipt {
    /// A receipt that tells a thread when it is dropped, and how many inputs it covers.
    pub fn new(sender: Sender<usize>, count: usize) -> Self {
        Self { sender, count }
    }
}

impl Drop for Receipt {
    fn drop(&mut self) {
        // If the reading thread is gone, the terminal is.
        let _ = self.sender.send(self.count);
    }
}
