//! What reaches the browser's loop.

use super::clipboard::Copied;
use crate::app::Event;

/// What reaches the loop.
#[derive(Debug)]
pub enum Message {
    /// Something for the state machine.
    Event(Event),
    /// A copy is done, or must be sent to the terminal.
    Copied(Copied),
    /// The terminal has another size.
    Resized,
    /// A signal that ends the process.
    Signal(i32),
    /// A wish to suspend from outside.
    Suspend,
    /// The process goes on after it was stopped.
    Continued,
    /// The terminal is gone.
    HungUp,
}
