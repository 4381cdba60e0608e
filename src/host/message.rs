//! Messages to the browser's event loop.

use std::sync::Arc;

use super::clipboard::Copied;
use super::error::Failure;
use kzq_search::Engine;
use kzq_text::Safe;
use kzq_tui::app::{Event, Growth, Reloaded};

/// Progress and result of loading collections.
pub enum Opened {
    /// More entries are loaded; the engine searches them.
    Grown(Box<Growth>, Arc<Engine>),
    /// The collections were reloaded; the engine searches them.
    Reloaded(Box<Reloaded>, Arc<Engine>),
    /// Loading finished, with a warning to show.
    Greeting(Safe<'static>),
    /// Loading failed.
    Failed(Failure),
}

/// A message to the event loop.
pub enum Message {
    /// An event for the state machine.
    Event(Event),
    /// Progress of loading collections.
    Opened(Opened),
    /// A copy finished, or its text must be sent to the terminal.
    Copied(Copied),
    /// The terminal reported its background: whether it is light, `None` if that is unknown.
    Ground(Option<bool>),
    /// The terminal was resized.
    Resized,
    /// A signal that ends the process.
    Signal(i32),
    /// SIGTSTP: a request to suspend.
    Suspend,
    /// SIGCONT: the process was resumed.
    Continued,
    /// The terminal hung up.
    HungUp,
}
