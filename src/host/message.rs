//! Messages to the browser's event loop.

use std::io;
use std::process::ExitStatus;
use std::sync::Arc;

use super::clipboard::CopyOutcome;
use super::error::Error;
use super::terminal::batch::InputBatch;
use kzq_search::Engine;
use kzq_text::Safe;
use kzq_tui::app::{CorpusUpdate, Event, Reloaded};

/// Progress and result of loading collections.
pub enum LoadEvent {
    /// More entries are loaded; the engine searches them.
    Loaded(Box<CorpusUpdate>, Arc<Engine>),
    /// The collections were reloaded; the engine searches them.
    Reloaded(Box<Reloaded>, Arc<Engine>),
    /// Loading finished, with a warning to show.
    Warning(Safe<'static>),
    /// Loading failed.
    Failed(Error),
}

/// A message to the event loop.
pub enum Message {
    /// An event for the state machine.
    Event(Event),
    /// Progress of loading collections.
    Load(LoadEvent),
    /// A copy finished, or its text must be sent to the terminal.
    CopyDone(CopyOutcome),
    /// Keys and the like were read from the terminal.
    Input(InputBatch),
    /// The user's editor has ended.
    EditorExited(io::Result<ExitStatus>),
    /// The terminal was resized.
    Resized,
    /// A signal that ends the process.
    Signal(i32),
    /// SIGTSTP: a request to suspend.
    #[cfg_attr(windows, expect(dead_code, reason = "Windows has no jobs"))]
    Suspend,
    /// SIGCONT: the process was resumed.
    #[cfg_attr(windows, expect(dead_code, reason = "Windows has no jobs"))]
    Resumed,
    /// The terminal hung up.
    HungUp,
}
