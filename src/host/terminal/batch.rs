//! [`InputBatch`]: what was read from the terminal at once.

use std::sync::mpsc::Sender;

use super::sequences::Input;

/// Input that was read at once. No more is read before the receipt is dropped: what is typed faster than it is taken in
/// waits in the terminal, and whoever quits does not wait for it.
#[derive(Debug)]
pub struct InputBatch {
    /// What was read.
    pub inputs: Vec<Input>,
    /// Tells the reading thread when it is dropped.
    pub receipt: Receipt,
}

/// The receipt of an [`InputBatch`].
#[derive(Debug)]
pub struct Receipt(pub(super) Sender<()>);

impl Drop for Receipt {
    fn drop(&mut self) {
        // If the reading thread is gone, the terminal is.
        let _ = self.0.send(());
    }
}
