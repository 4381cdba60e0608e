//! What happens to the browser, and what it asks for.

use super::chord::Chord;
use crate::search::{Answer, Query, Selection};
use crate::text::Safe;

/// Counts the searches asked for; an answer to any but the last is stale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Generation(u64);

impl Generation {
    /// The next one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Chord),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The screen has a new size, in columns and rows.
    Resize(u16, u16),
    /// A search was answered.
    Answered(Generation, Box<Answer>),
    /// Something that was asked for went well, in words.
    Done(Safe<'static>),
    /// Something that was asked for failed, in words.
    Failed(Safe<'static>),
}

/// What the mouse did, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What.
    pub kind: MouseKind,
    /// The column, from 0.
    pub column: u16,
    /// The row, from 0.
    pub row: u16,
}

/// What a mouse can do here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    /// A click with the main button.
    Click,
    /// The second of two quick clicks at one place.
    DoubleClick,
    /// A notch of the wheel away from the reader.
    WheelUp,
    /// A notch of the wheel towards the reader.
    WheelDown,
}

/// Something that the browser asks the world around it to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Search, and come back with [`Event::Answered`].
    Search {
        /// To be given back with the answer.
        generation: Generation,
        /// What is sought.
        query: Query,
        /// Where.
        selection: Selection,
    },
    /// Put a text on the clipboard.
    Copy(Safe<'static>),
    /// Open an address in a web browser.
    Open(Safe<'static>),
    /// Take the mouse, or give it back to the terminal.
    CaptureMouse(bool),
    /// Draw everything anew.
    Redraw,
    /// Suspend the process.
    Suspend,
    /// End.
    Quit,
}
