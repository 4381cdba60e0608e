//! The inputs and outputs of the state machine: [`Event`]s and [`Effect`]s.

use std::sync::Arc;
use std::time::Duration;

use super::note_edit::NoteDraft;
use super::search_request::{SearchDone, SearchRequest};
use super::session_state::SessionState;
use crate::keys::chord::Chord;
use crate::layout::copy_request::CopyRequest;
use crate::layout::job::{LayoutDone, LayoutJob};
use crate::layout::source_check::VerifyDone;
use crate::layout::write_request::WriteRequest;
use kzq_corpus::{Changes, Corpus, Date, EntryId, NotLoaded};
use kzq_edit::{Assignment, EntryDraft};
use kzq_extract::review::ReviewItem;
use kzq_search::FacetCounts;
use kzq_shelf::{Change, EntryName, EntrySnapshot, Shelf};
use kzq_text::Safe;

/// An input of the browser.
#[derive(Clone, Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Chord),
    /// Several characters were typed where they go into a text; see [`Model::typed_len`](crate::app::Model::typed_len).
    Typed(String),
    /// The time since the start, before a key was pressed.
    Clock(Duration),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(MouseInput),
    /// The screen has a new size, in columns and rows.
    Resize(u16, u16),
    /// More entries were loaded, or more of them were indexed.
    CorpusUpdated(Box<CorpusUpdate>),
    /// The collections were reloaded because their files changed.
    Reloaded(Box<Reloaded>),
    /// The collections changed but can't be reloaded, with the reason.
    ReloadFailed(Safe<'static>),
    /// These are the files that are not loaded now.
    NotLoaded(Vec<NotLoaded>),
    /// A search was answered.
    SearchDone(Box<SearchDone>),
    /// A layout job in the background finished.
    LayoutDone(Box<LayoutDone>),
    /// An entry was checked against its source text.
    VerifyDone(Box<VerifyDone>),
    /// The files of source texts have changed: what was checked against them must be checked again.
    SourceTextsChanged,
    /// The shelf was loaded or saved, or that failed.
    ShelfSaved(Box<ShelfSaved>),
    /// The saved session was loaded.
    SessionLoaded(Box<SessionLoaded>),
    /// The external editor was closed, leaving this text.
    EditorClosed(String),
    /// A note was not finished when an earlier browser ended.
    NoteRecovered(Box<NoteDraft>),
    /// The clipboard was read; the draft is what it contains.
    ClipboardRead(Box<EntryDraft>),
    /// The file of a collection was changed, or why it could not be.
    FileEdited(Result<FileEdited, Safe<'static>>),
    /// What was accepted in a review was written, with a message, or why it was not.
    AcceptedWritten(Result<Safe<'static>, Safe<'static>>),
    /// Entries were copied, and that is to be recorded.
    Copied(Box<Copied>),
    /// A requested effect succeeded, with a message.
    EffectDone(Safe<'static>),
    /// A requested effect failed, with a message.
    EffectFailed(Safe<'static>),
}

/// A change of the file of a collection.
#[derive(Clone, Debug)]
pub struct FileEdited {
    /// What was changed, to be shown.
    pub message: Safe<'static>,
    /// The entry that was added.
    pub entry: Option<EntryName>,
    /// What became of how many changes.
    pub steps: FileSteps,
    /// Whether the file has mistakes now.
    pub has_mistakes: bool,
}

/// How many changes of files were made, each of which can be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileSteps {
    /// New ones, which [`Effect::UndoFileEdit`] undoes.
    Made(usize),
    /// Changes that were undone, which [`Effect::RedoFileEdit`] makes again.
    Undone(usize),
    /// Changes that were made again, which [`Effect::UndoFileEdit`] undoes.
    Redone(usize),
}

/// Entries that were copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// The entries, as they were copied.
    pub entries: Vec<(EntryName, Arc<EntrySnapshot>)>,
    /// The name of the format.
    pub format: &'static str,
    /// The day.
    pub date: Date,
}

/// What was saved by earlier sessions.
#[derive(Clone, Debug, Default)]
pub struct SessionLoaded {
    /// The position in these collections to restore, if any.
    pub session: Option<SessionState>,
    /// Earlier queries, the latest last.
    pub queries: Vec<Safe<'static>>,
    /// The query to start with instead, if the user gave one.
    pub opening_query: Option<Safe<'static>>,
}

/// The result of saving changes, or of loading the shelf.
#[derive(Clone, Debug)]
pub struct ShelfSaved {
    /// The last step that was to be saved; 0 if the shelf was only loaded.
    pub last_step: u64,
    /// The shelf on disk before these steps were saved.
    pub before: Shelf,
    /// The shelf on disk now, or why it can't be saved.
    pub outcome: Result<Shelf, Safe<'static>>,
}

/// The state of the collections while they are loaded. Entries keep the ids that they had in the previous update.
#[derive(Clone, Debug)]
pub struct CorpusUpdate {
    /// The entries that can be browsed now.
    pub corpus: Arc<Corpus>,
    /// The number of entries of each facet.
    pub totals: FacetCounts,
    /// How far loading has come; `None` once it is complete.
    pub progress: Option<Progress>,
}

/// Reloaded collections; entry ids may have changed.
#[derive(Clone, Debug)]
pub struct Reloaded {
    /// The collections as they are now.
    pub update: CorpusUpdate,
    /// How many entries are new, changed and gone.
    pub changes: Changes,
    /// Whether only what was changed with this kzq is new in the files.
    pub is_own: bool,
}

/// How far loading the collections has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The current stage.
    pub stage: LoadStage,
    /// The work done in this stage: bytes read, or entries indexed.
    pub done: u64,
    /// The total work of this stage, in the same unit.
    pub total: u64,
    /// The read rate in bytes per second, if measured.
    pub rate: Option<u64>,
}

impl Progress {
    /// Creates a progress without a rate.
    pub fn new(stage: LoadStage, done: u64, total: u64) -> Self {
        Self { stage, done, total, rate: None }
    }

    /// The share that is done, in percent; 0 if the total is unknown.
    pub fn percent(self) -> u64 {
        (self.done.saturating_mul(100)).checked_div(self.total).map_or(0, |percent| percent.min(100))
    }
}

/// A stage of loading collections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadStage {
    /// Files are read and parsed.
    Reading,
    /// Words are indexed.
    Indexing,
}

/// A mouse event and its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MouseInput {
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
    /// Search, and answer with [`Event::SearchDone`].
    Search(SearchRequest),
    /// Run a layout job and answer with [`Event::LayoutDone`]. A new job replaces the last one of its kind.
    Layout(LayoutJob),
    /// Check an entry against its source text and answer with [`Event::VerifyDone`]. A new request replaces the last one.
    Verify {
        /// The entry to check.
        entry: EntryId,
        /// Returned with the result.
        corpus_revision: u64,
    },
    /// Save changes of the shelf and answer with [`Event::ShelfSaved`].
    SaveShelf {
        /// The number of the step; returned with the result.
        step: u64,
        /// The changes in the order in which they were made.
        changes: Vec<Change>,
    },
    /// Save a query to the history.
    SaveQuery(Safe<'static>),
    /// Open a note in the external editor and answer with [`Event::EditorClosed`].
    OpenEditor(Box<NoteDraft>),
    /// Read the clipboard and answer with [`Event::ClipboardRead`], if it contains a text.
    ReadClipboard,
    /// Add an entry to the user's collection and answer with [`Event::FileEdited`].
    AddEntry(Box<EntryDraft>),
    /// Change entries in their files and answer with [`Event::FileEdited`].
    AssignToEntries {
        /// The entries.
        entries: Vec<EntryName>,
        /// What they are given.
        given: Box<Assignment>,
    },
    /// Open the file of an entry in the external editor, check it, and answer with [`Event::FileEdited`].
    EditEntry(EntryName),
    /// Undo this many of the latest changes of files and answer with [`Event::FileEdited`].
    UndoFileEdit(usize),
    /// Make this many of the changes of files again that were undone last, and answer with [`Event::FileEdited`].
    RedoFileEdit(usize),
    /// Render entries and copy them to the clipboard.
    Copy(CopyRequest),
    /// Write entries into a file.
    WriteFile(Box<WriteRequest>),
    /// Write what was accepted in a review, and answer with [`Event::AcceptedWritten`].
    WriteAccepted(Vec<ReviewItem>),
    /// Open a URL in a web browser.
    OpenUrl(Safe<'static>),
    /// Open a recording at a time in it, in seconds: in the user's player, or in a web browser.
    OpenRecording {
        /// The URL of the recording.
        url: Safe<'static>,
        /// Where to start.
        seconds: u64,
    },
    /// Enable or disable mouse capture.
    CaptureMouse(bool),
    /// Redraw the whole screen.
    Redraw,
    /// Suspend the process.
    Suspend,
    /// Quit the browser with the entries that were picked.
    Pick(Vec<EntryId>),
    /// Quit the browser.
    Quit,
}
