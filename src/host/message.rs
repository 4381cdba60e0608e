//! What reaches the browser's loop.

use std::sync::Arc;

use super::clipboard::Copied;
use super::failure::Failure;
use crate::app::{Event, Growth, Reloaded};
use crate::search::Engine;
use crate::text::Safe;

/// What came of opening collections so far.
pub enum Opened {
    /// There is more to browse, and this to search it with.
    Grown(Box<Growth>, Arc<Engine>),
    /// They were read anew, and this searches them.
    Reloaded(Box<Reloaded>, Arc<Engine>),
    /// All is there, and something is to be said of it.
    Greeting(Safe<'static>),
    /// They can't be opened.
    Failed(Failure),
}

/// What reaches the loop.
pub enum Message {
    /// Something for the state machine.
    Event(Event),
    /// Collections are being opened.
    Opened(Opened),
    /// A copy is done, or must be sent to the terminal.
    Copied(Copied),
    /// The terminal tells whether its ground is light, as far as it can be told.
    Ground(Option<bool>),
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
