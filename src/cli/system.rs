//! [`System`]: what commands read and change outside the loaded collections.

use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::failure::Failure;
use super::out::Out;
use super::text::shell_word;
use kzq_corpus::{Corpus, SourceId};
use kzq_edit::{Addition, CollectionText, Splice};
use kzq_fidelity::{SourceText, VerificationTexts};
use kzq_text::{Safe, safe};
use kzq_tui::keys::keymap::Keymap;

/// Files, settings and caches; commands do no I/O of their own.
///
/// # Errors
///
/// Methods fail if a file can't be read or written, or the settings are broken.
#[expect(clippy::missing_errors_doc, reason = "the trait says it once")]
pub trait System {
    /// The command line of kzq, with its commands.
    fn clap_command(&self) -> clap::Command;

    /// The environment variables that override settings, each with what the setting does.
    fn setting_variables(&self) -> Vec<(&'static str, &'static str)>;

    /// The user's key bindings.
    fn keymap(&self) -> Result<Keymap, Failure>;

    /// The paths that kzq uses, each with its purpose.
    fn paths(&self) -> Result<Vec<(&'static str, String)>, Failure>;

    /// The effective settings, and the files that set them.
    fn settings(&self) -> Result<ShownSettings, Failure>;

    /// A commented settings file with the defaults.
    fn sample_settings(&self) -> Safe<'static>;

    /// The available themes.
    fn themes(&self) -> Result<Vec<ShownTheme>, Failure>;

    /// A theme as RON.
    fn theme(&self, name: &str) -> Result<Safe<'static>, Failure>;

    /// The cached snapshots, and why none can be stored, if so.
    fn snapshots(&self) -> Result<(Vec<ListedSnapshot>, Option<Safe<'static>>), Failure>;

    /// Removes all cached snapshots; returns how many there were, and their bytes.
    fn clear_snapshots(&self) -> Result<(usize, u64), Failure>;

    /// Collection files to check; without paths, those that would be browsed.
    fn collection_files(&self, paths: &[PathBuf]) -> Result<Vec<CheckInput>, Failure>;

    /// The texts that the loaded collections name for their sources.
    fn source_texts(&self, corpus: &Corpus) -> Result<VerificationTexts, Failure>;

    /// The text that its collection names for a source, or why it can't be read; `None` if none is named.
    fn source_text(&self, corpus: &Corpus, source: SourceId) -> Option<Result<SourceText, Safe<'static>>>;

    /// The lines of standard input; those of more than `max` bytes are skipped.
    fn input_lines(&self, max: usize) -> Result<Box<dyn InputLines>, Failure>;

    /// A text file named on the command line; `-` is standard input.
    fn read_text(&self, file: &Path) -> Result<String, Failure>;

    /// The bytes of a file named on the command line; `-` is standard input.
    fn read_bytes(&self, file: &Path) -> Result<Vec<u8>, Failure>;

    /// The text of a PDF, by another program; `name` is for messages.
    fn pdf_text(&self, name: &str, pdf: &[u8]) -> Result<Vec<u8>, Failure>;

    /// The path of a regular file relative to the directory of a collection, as the collection names it; `None` if it
    /// does not lie below that directory.
    fn path_below(&self, file: &Path, collection: &Path) -> Option<String>;

    /// Whether there is a file.
    fn is_there(&self, file: &Path) -> bool;

    /// Whether two paths lead to the same file, which exists.
    fn is_same_file(&self, one: &Path, other: &Path) -> bool;

    /// Writes a file named on the command line; it appears as a whole or not at all. A file that exists is overwritten
    /// only if `overwrite`.
    fn write_file(&self, file: &Path, overwrite: bool, write: &mut WriteContents<'_>) -> Result<(), Failure>;

    /// Creates a directory named on the command line, and those above it, unless it exists.
    fn create_directory(&self, directory: &Path) -> Result<(), Failure>;

    /// Replaces a text file by what `update` returns for its present text, which is empty if there is no file;
    /// `None` leaves it alone.
    fn update_text(&self, file: &Path, update: &mut UpdateText<'_>) -> Result<(), Failure>;

    /// An empty temporary file without a name.
    fn spool(&self) -> Result<Box<dyn Spool>, Failure>;

    /// The number of days from the start of 1970 to today (UTC).
    fn day(&self) -> u64;

    /// Shows on the terminal, if stderr is one, how far a long command is; an empty text removes the line.
    fn show_progress(&self, text: &Safe<'_>);

    /// The text on the clipboard.
    fn clipboard_text(&self) -> Result<String, Failure>;

    /// The collection to which `add` adds by default.
    fn own_collection(&self) -> Result<OwnCollection, Failure>;

    /// The files of the collections that kzq opens; none for the example.
    fn opened_files(&self) -> Result<Vec<PathBuf>, Failure>;

    /// The text of a collection file; `new_file` if there is no such file and this is given.
    fn collection_text(&self, file: &Path, new_file: Option<String>) -> Result<String, Failure>;

    /// Changes a collection file, unless it would no longer load.
    fn change_collection(&self, change: CollectionChange<'_>) -> Result<EditedFile, Failure>;

    /// Undoes the last change of a collection file: of those that the arguments or the environment name, if they do.
    fn undo_edit(&self) -> Result<UndoOutcome, Failure>;

    /// Creates a file that does not exist.
    fn create_file(&self, file: &Path, text: &str) -> Result<(), Failure>;

    /// Whether [`undo_edit`](Self::undo_edit) looks at this file.
    fn undoes_in(&self, file: &Path) -> Result<bool, Failure>;

    /// Lets the user edit a collection file, beginning at a line, until it has no mistakes or they leave it; returns
    /// whether it changed. `what` says what the change does, for the message when it is undone.
    fn edit_in_editor(&self, file: &Path, line: usize, what: String) -> Result<bool, Failure>;
}

/// The user's own collection.
pub struct OwnCollection {
    /// The path of its file.
    pub path: PathBuf,
    /// Whether the file exists.
    pub exists: bool,
    /// Whether kzq opens it if the arguments name no collection.
    pub is_default: bool,
}

/// Makes an edit of a collection; it is called again if the file has changed meanwhile.
pub type MakeEdit<'c> = &'c mut dyn FnMut(&CollectionText<'_>) -> Result<CollectionEdit, Failure>;

/// A change of a collection file.
pub struct CollectionChange<'c> {
    /// The file.
    pub file: &'c Path,
    /// The initial contents if the file does not exist; without it, the file must exist.
    pub new_file: Option<&'c str>,
    /// Makes the edit.
    pub make: MakeEdit<'c>,
}

/// An edit of a collection; an empty splice changes nothing.
#[derive(Clone, Debug, Default)]
pub struct CollectionEdit {
    /// The changes of its text.
    pub splice: Splice,
    /// What it does, for the message when it is undone: `added “id”`.
    pub what: String,
}

impl CollectionEdit {
    /// The edit that adds an entry; none if it already exists.
    pub fn of_addition(addition: &Addition) -> Self {
        match addition {
            Addition::New(added) => Self { splice: added.splice.clone(), what: format!("added “{}”", added.id) },
            Addition::Duplicate(_) => Self::default(),
        }
    }
}

/// A collection file after an edit.
pub struct EditedFile {
    /// Its path.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

/// What became of the last edit.
pub enum UndoOutcome {
    /// It is undone.
    Undone {
        /// What it did.
        what: Safe<'static>,
        /// The file.
        file: Safe<'static>,
    },
    /// The file has changed so that it cannot be undone; the message to show.
    Refused(Safe<'static>),
    /// There is none.
    Nothing {
        /// Whether there is one of another file than those that are looked at.
        is_limited: bool,
    },
}

/// Writes the contents of a file.
pub type WriteContents<'w> = dyn FnMut(&mut Out<'_>) -> io::Result<()> + 'w;

/// Returns the new text of a file for its present one.
pub type UpdateText<'u> = dyn FnMut(&str) -> Option<Safe<'static>> + 'u;

/// Whether a path on the command line means standard input.
pub fn is_standard_input(file: &Path) -> bool {
    file == Path::new("-")
}

/// Says how to take back the last change of a collection file.
///
/// # Errors
///
/// If the settings are broken.
pub(super) fn undo_hint(system: &dyn System, file: &Path) -> Result<Safe<'static>, Failure> {
    if system.undoes_in(file)? {
        return Ok("`kzq edit --undo` undoes it".into());
    }
    // Without an option, the collections of `KZQ_DATA` would be meant.
    Ok(safe!("`kzq --data ", shell_word(file), " edit --undo` undoes it"))
}

/// Lines as they come.
pub trait InputLines {
    /// Waits for the next line; `None` at the end.
    ///
    /// # Errors
    ///
    /// If they can't be read.
    fn wait(&mut self) -> io::Result<Option<InputLine>>;

    /// Whether a line is there that need not be waited for.
    fn is_ready(&mut self) -> bool;
}

/// A line of input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputLine {
    /// Its bytes, without the line feed.
    Bytes(Vec<u8>),
    /// It was too long, and has been skipped.
    TooLong,
}

/// A temporary file: written, rewound, and read.
pub trait Spool: Read + Write + Seek {}

impl<F: Read + Write + Seek> Spool for F {}

/// A file to check.
pub struct CheckInput {
    /// Its name in diagnostics.
    pub name: String,
    /// Its path; `None` for the built-in example and standard input.
    pub path: Option<PathBuf>,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A snapshot as listed by `kzq cache`.
#[derive(Clone, Debug)]
pub struct ListedSnapshot {
    /// The files it was built from; empty if this kzq version can't read it.
    pub files: Vec<Safe<'static>>,
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was last used, in seconds since 1970.
    pub last_used: u64,
    /// How many seconds ago that was.
    pub age: u64,
}

/// The effective settings.
#[derive(Clone, Debug, Serialize)]
pub struct ShownSettings {
    /// The settings file, if there can be one.
    pub file: Option<ShownFile>,
    /// The project file, if there is one.
    pub project: Option<Safe<'static>>,
    /// The settings.
    pub settings: Vec<ShownSetting>,
}

/// An effective setting.
#[derive(Clone, Debug, Serialize)]
pub struct ShownSetting {
    /// Name of the field in the file.
    pub name: &'static str,
    /// The value in RON.
    pub value: Safe<'static>,
    /// Its origin: `flag`, `environment`, `project`, `file` or `default`.
    pub from: &'static str,
    /// The argument or variable that set it.
    pub by: Option<&'static str>,
}

/// The settings file.
#[derive(Clone, Debug, Serialize)]
pub struct ShownFile {
    /// Its path, whether or not it exists.
    pub path: Safe<'static>,
    /// Whether the file exists.
    pub exists: bool,
}

/// An available theme.
#[derive(Clone, Debug, Serialize)]
pub struct ShownTheme {
    /// The name to select it by.
    pub name: Safe<'static>,
    /// Description of a built-in theme.
    pub about: Option<&'static str>,
    /// Path of a user theme.
    pub file: Option<Safe<'static>>,
}
