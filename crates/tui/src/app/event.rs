//! The inputs and outputs of the state machine: [`Event`]s and [`Effect`]s.

use std::sync::Arc;

use super::session::Whereabouts;
use super::shelf_state::Kept;
use crate::keys::chord::Chord;
use crate::layout::job::{CopyOrder, LaidOut, Order};
use crate::layout::source_check::Verified;
use kzq_corpus::{Corpus, EntryId};
use kzq_search::{Answer, Counts, Query, Selection};
use kzq_shelf::{Change, Shelf};
use kzq_text::Safe;

/// Numbers the searches; an answer to any but the latest is stale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Generation(u64);

impl Generation {
    /// Returns the next generation.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// An input of the browser.
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
    /// More entries were loaded, or more of them were indexed.
    Grown(Box<Growth>),
    /// The collections were reloaded because their files changed.
    Reloaded(Box<Reloaded>),
    /// The collections changed but can't be reloaded, with the reason.
    Unreadable(Safe<'static>),
    /// A search was answered, with as many rows as were requested.
    Answered(Generation, Box<Answer>),
    /// A layout job in the background finished.
    LaidOut(Box<LaidOut>),
    /// An entry was checked against its source text.
    Verified(Box<Verified>),
    /// The shelf was loaded or saved, or that failed.
    Kept(Box<Kept>),
    /// The saved session was loaded.
    Remembered(Box<Remembered>),
    /// The external editor was closed, leaving this text.
    Edited(String),
    /// A requested effect succeeded, with a message.
    Done(Safe<'static>),
    /// A requested effect failed, with a message.
    Failed(Safe<'static>),
}

/// What was saved by earlier sessions.
#[derive(Clone, Debug, Default)]
pub struct Remembered {
    /// The position in these collections to restore, if any.
    pub whereabouts: Option<Whereabouts>,
    /// Earlier queries, the latest last.
    pub queries: Vec<Safe<'static>>,
}

/// The state of the collections while they are loaded. Entries keep the ids that they had in the previous update.
#[derive(Clone, Debug)]
pub struct Growth {
    /// The entries that can be browsed now.
    pub corpus: Arc<Corpus>,
    /// The number of entries of each facet.
    pub totals: Counts,
    /// How far loading has come; `None` once it is complete.
    pub opening: Option<Progress>,
}

/// Reloaded collections; entry ids may have changed.
#[derive(Clone, Debug)]
pub struct Reloaded {
    /// The collections as they are now.
    pub growth: Growth,
    /// The number of new entries.
    pub added: usize,
    /// The number of entries whose words changed.
    pub changed: usize,
    /// The number of removed entries.
    pub gone: usize,
}

/// How far loading the collections has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The current stage.
    pub stage: Stage,
    /// The work done in this stage: bytes read, or entries indexed.
    pub done: u64,
    /// The total work of this stage, in the same unit.
    pub of: u64,
    /// The read rate in bytes per second, if measured.
    pub rate: Option<u64>,
}

impl Progress {
    /// Creates a progress without a rate.
    pub fn new(stage: Stage, done: u64, of: u64) -> Self {
        Self { stage, done, of, rate: None }
    }

    /// The share that is done, in percent; 0 if the total is unknown.
    pub fn percent(self) -> u64 {
        (self.done.saturating_mul(100)).checked_div(self.of).map_or(0, |percent| percent.min(100))
    }
}

/// A stage of loading collections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Files are read and parsed.
    Reading,
    /// Words are indexed.
    Indexing,
}

/// A mouse event and its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What the mouse did.
    pub kind: MouseKind,
    /// The column, from 0.
    pub column: u16,
    /// The row, from 0.
    pub row: u16,
}

/// The mouse events that the browser handles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    /// A click with the main button.
    Click,
    /// The second of two quick clicks at the same position.
    DoubleClick,
    /// One notch of the wheel up, away from the user.
    WheelUp,
    /// One notch of the wheel down, towards the user.
    WheelDown,
}

/// A request from the browser to its host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Search, and answer with [`Event::Answered`].
    Search {
        /// Returned with the answer.
        generation: Generation,
        /// The query to run.
        query: Query,
        /// The facets to search within.
        selection: Selection,
        /// The user's shelf, for queries that refer to it.
        shelf: Arc<Shelf>,
        /// The number of rows to return, best first.
        best: usize,
    },
    /// Run a layout job and answer with [`Event::LaidOut`]. A new job replaces the last one of its kind.
    LayOut(Order),
    /// Check an entry against its source text and answer with [`Event::Verified`]. A new request replaces the last one.
    Verify {
        /// The entry to check.
        entry: EntryId,
        /// Returned with the result.
        edition: u64,
    },
    /// Save changes of the shelf and answer with [`Event::Kept`].
    Keep {
        /// The number of the step; returned with the result.
        number: u64,
        /// The changes in the order in which they were made.
        changes: Vec<Change>,
    },
    /// Save a query to the history.
    RememberQuery(Safe<'static>),
    /// Open a text in the external editor and answer with [`Event::Edited`].
    Edit(Safe<'static>),
    /// Render entries and copy them to the clipboard.
    Copy(CopyOrder),
    /// Open a URL in a web browser.
    Open(Safe<'static>),
    /// Enable or disable mouse capture.
    CaptureMouse(bool),
    /// Redraw the whole screen.
    Redraw,
    /// Suspend the process.
    Suspend,
    /// Quit the browser.
    Quit,
}
