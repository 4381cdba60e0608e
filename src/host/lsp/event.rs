//! What the threads of the language server tell one another.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::host::error::Error;
use crate::host::load::LoadOptions;
use crate::host::load::collections::CollectionDirs;
use crate::host::read_file::MaxSize;
use kzq_fidelity::{IgnoredWords, VerificationTexts};
use kzq_lsp::{CollectionFiles, EntryToLocate, LspRange, TextPassage, Ticket};
use kzq_search::Engine;
use kzq_text::Safe;

/// A collection that is made of the texts that drafts are checked against.
pub(in crate::host) struct MadeCollection {
    /// Its text, in RON.
    pub(in crate::host) text: String,
    /// Where its entries are from, by their ids.
    pub(in crate::host) passages: HashMap<String, TextPassage>,
}

/// Makes a collection of the texts that drafts are checked against, if there are any.
pub(in crate::host) type MakeCollection = dyn FnOnce() -> Result<Option<MadeCollection>, Error>;

/// What to load for a project.
pub(in crate::host) struct ProjectData {
    /// The collections in files.
    pub(in crate::host) load_options: LoadOptions,
    /// Reads the texts, which may take long: only called for what is going to be loaded.
    pub(in crate::host) make_collection: Box<MakeCollection>,
    /// The user's own collection, whether or not it is loaded.
    pub(in crate::host) own: Option<PathBuf>,
    /// The other files that it depends on: they are watched, too.
    pub(in crate::host) watched: Vec<PathBuf>,
    /// The quotations that are not judged.
    pub(in crate::host) ignored_words: IgnoredWords,
    /// The file of the project, whether or not it exists; `None` if the editor has opened none.
    pub(in crate::host) project: Option<PathBuf>,
}

/// Says what to load for the project in a directory; `None` if the editor has opened none.
pub(in crate::host) type FindData = dyn Fn(Option<&Path>) -> Result<ProjectData, Error> + Send;

/// The collections of a project.
pub(super) struct LoadedProject {
    /// Grows with each load.
    pub(super) number: u64,
    pub(super) engine: Engine,
    pub(super) files: CollectionFiles,
    pub(super) directories: CollectionDirs,
    /// The largest text of a source that is read.
    pub(super) max_size: MaxSize,
}

/// A message to the main thread.
pub(super) enum Event {
    /// A message of the editor.
    Message(Vec<u8>),
    /// Bytes from the editor that are not a message.
    Garbled(String),
    /// The editor sends no more.
    End,
    /// Collections are loaded.
    Loaded(Box<LoadedProject>),
    /// Something to tell the user.
    Warning(Safe<'static>),
    /// A job is done.
    Done(JobResult),
}

/// What came of a job.
pub(super) enum JobResult {
    /// The texts of the collections with a number.
    Texts(u64, VerificationTexts),
    /// Where an entry is in its file.
    Located(Ticket, PathBuf, Option<LspRange>),
    /// Where entries of the collections with a number are in their files.
    AllLocated(u64, Vec<(EntryToLocate, LspRange)>),
    /// What to tell the user about an addition to a collection or to what the project ignores.
    Added(Ticket, Result<Safe<'static>, Safe<'static>>),
}
