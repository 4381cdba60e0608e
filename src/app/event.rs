//! What happens to the browser, and what it asks for.

use std::sync::Arc;

use super::check::Verified;
use super::chord::Chord;
use super::desk::Kept;
use super::page::{CopyOrder, LaidOut, Order};
use super::whereabouts::Whereabouts;
use crate::corpus::{Corpus, EntryId};
use crate::search::{Answer, Counts, Query, Selection};
use crate::shelf::{Change, Shelf};
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
    /// There is more to browse, or more to search it with.
    Grown(Box<Growth>),
    /// The collections were read anew, since their files have changed.
    Reloaded(Box<Reloaded>),
    /// The collections have changed and can't be read, in words.
    Unreadable(Safe<'static>),
    /// A search was answered, with as many rows as were wanted.
    Answered(Generation, Box<Answer>),
    /// Something long was laid out.
    LaidOut(Box<LaidOut>),
    /// An entry was held against its source.
    Verified(Box<Verified>),
    /// The shelf was read or kept, or could not be.
    Kept(Box<Kept>),
    /// What is remembered of other days.
    Remembered(Box<Remembered>),
    /// The reader's own editor was closed, and left this text.
    Edited(String),
    /// Something that was asked for went well, in words.
    Done(Safe<'static>),
    /// Something that was asked for failed, in words.
    Failed(Safe<'static>),
}

/// What is remembered of other days.
#[derive(Clone, Debug, Default)]
pub struct Remembered {
    /// Where the reader was in these collections, if they are to come back there.
    pub whereabouts: Option<Whereabouts>,
    /// What was sought, the last query last.
    pub queries: Vec<Safe<'static>>,
}

/// What has come of the collections that are being opened. Entries that were there before keep their ids.
#[derive(Clone, Debug)]
pub struct Growth {
    /// What can be browsed now.
    pub corpus: Arc<Corpus>,
    /// How many entries each facet has.
    pub totals: Counts,
    /// How far opening has come; `None` at its end.
    pub opening: Option<Progress>,
}

/// Collections that were read anew, in which no entry needs to have the id that it had.
#[derive(Clone, Debug)]
pub struct Reloaded {
    /// What can be browsed now.
    pub growth: Growth,
    /// How many entries are new.
    pub added: usize,
    /// How many have other words.
    pub changed: usize,
    /// How many are gone.
    pub gone: usize,
}

/// How far opening collections has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is done.
    pub stage: Stage,
    /// How much of it is done: bytes that were read, or entries that were indexed.
    pub done: u64,
    /// How much there is to do.
    pub of: u64,
    /// Bytes read in a second.
    pub rate: Option<u64>,
}

impl Progress {
    /// So much of something is done.
    pub fn new(stage: Stage, done: u64, of: u64) -> Self {
        Self { stage, done, of, rate: None }
    }

    /// How much is done, in hundredths.
    pub fn percent(self) -> u64 {
        (self.done.saturating_mul(100)).checked_div(self.of).map_or(0, |percent| percent.min(100))
    }
}

/// What is done to collections before all can be found quickly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// They are read.
    Reading,
    /// Their words are indexed.
    Indexing,
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
        /// The reader's shelf, which may be asked for.
        shelf: Arc<Shelf>,
        /// How many rows are wanted, the best first.
        best: usize,
    },
    /// Lay out something long, and come back with [`Event::LaidOut`]. A new order of a kind replaces the last one.
    LayOut(Order),
    /// Hold an entry against the text of its source, and come back with [`Event::Verified`]. A new one replaces it.
    Verify {
        /// The entry.
        entry: EntryId,
        /// To be given back.
        edition: u64,
    },
    /// Keep changes of the shelf, and come back with [`Event::Kept`].
    Keep {
        /// Counts what is to be kept; to be given back.
        number: u64,
        /// The changes, in order.
        changes: Vec<Change>,
    },
    /// Remember a query for other days.
    RememberQuery(Safe<'static>),
    /// Open a text in the reader's own editor, and come back with [`Event::Edited`].
    Edit(Safe<'static>),
    /// Write entries out and put them on the clipboard.
    Copy(CopyOrder),
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
