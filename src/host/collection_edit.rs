//! Edits of collection files: under a lock, checked, written atomically, and logged so that the last can be undone.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::environment;
use super::error::Error;
use super::load::collections::list_files;
use super::own_writes;
use super::read_file;
use super::read_file::MaxSize;
use super::state::atomic;
use super::state::edit_log::{EditLog, LoggedEdit};
use super::state::location::StateFile;
use super::state::lock::FileLock;
use crate::cli::{CollectionChange, CollectionEdit, EditedFile, Failure, UndoOutcome, shell_word};
use kzq_corpus::{Corpus, read};
use kzq_edit::CollectionText;
use kzq_ron::diagnostics::render;
use kzq_ron::{Diagnostic, Severity};
use kzq_text::{Safe, safe};

/// How often an edit is made again because another program has saved the file meanwhile.
const MAX_ATTEMPTS: usize = 5;

/// A collection file as it was read; `is_new` if there is none and it will be created.
struct Seen {
    bytes: Vec<u8>,
    is_new: bool,
}

/// Changes a collection file. Programs that save it meanwhile are noticed: then the change is made again.
pub(super) fn change(change: CollectionChange<'_>) -> Result<EditedFile, Failure> {
    let CollectionChange { file: path, new_file, make } = change;
    let file = resolve(path)?;
    let log = EditLog::for_user()?;
    let lock = log.lock()?;
    for _ in 0..MAX_ATTEMPTS {
        let seen = Seen::read(&file, new_file).map_err(|error| unreadable(path, error))?;
        let text = collection_text(path, &seen.bytes)?;
        let collection = CollectionText::parse(text).map_err(|error| broken(path, text, error.to_string()))?;
        let CollectionEdit { splice, what } = make(&collection)?;
        if splice.is_empty() {
            return Ok(EditedFile { path: path.to_owned(), text: text.to_owned() });
        }
        let changed = splice.apply(text);
        check(path, text, &changed)?;
        if replace(&file, &seen, changed.as_bytes(), &lock).map_err(|error| Error::file(path, error))? {
            let edit = LoggedEdit::new(&file.path, what, text, &splice, seen.is_new);
            remember(&log, edit, &lock).map_err(|error| not_undoable(&error))?;
            return Ok(EditedFile { path: path.to_owned(), text: changed });
        }
    }
    Err(busy(path).into())
}

/// An edit that was undone.
pub(super) struct UndoneEdit {
    /// The undoing: taking this back makes the edit again.
    undoing: LoggedEdit,
    /// What the file had before the edit, if kzq had created it and it is gone now.
    removed: Option<String>,
}

/// Undoes the last edit; with `within`, the last one of a file that is one of these or below one of them. Returns what
/// [`redo`] needs, too.
pub(super) fn undo(within: Option<&[PathBuf]>) -> Result<(UndoOutcome, Option<UndoneEdit>), Failure> {
    let log = EditLog::for_user()?;
    let lock = log.lock()?;
    let mut edits = log.read(&lock)?;
    let is_meant = |edit: &LoggedEdit| within.is_none_or(|paths| is_within(Path::new(&edit.file), paths));
    let Some(at) = edits.iter().rposition(is_meant) else {
        return Ok((UndoOutcome::Nothing { is_limited: !edits.is_empty() }, None));
    };
    let edit = edits.remove(at);
    let (file, what) = (Safe::line(edit.file.clone()), Safe::line(edit.what.clone()));
    match take_back(&edit, None, &lock)? {
        Ok(undone) => {
            log.write(&edits, &lock)?;
            Ok((UndoOutcome::Undone { what, file }, Some(undone)))
        }
        Err(why) => Ok((UndoOutcome::Refused(safe!(file, " ", why, "; not undone: ", what)), None)),
    }
}

/// Makes an edit again that was undone; returns what it does. It can be undone again.
pub(super) fn redo(UndoneEdit { undoing, removed }: &UndoneEdit) -> Result<Safe<'static>, Failure> {
    let log = EditLog::for_user()?;
    let lock = log.lock()?;
    let (file, what) = (Safe::line(undoing.file.clone()), Safe::line(undoing.what.clone()));
    match take_back(undoing, removed.as_deref(), &lock)? {
        Ok(UndoneEdit { undoing: again, .. }) => {
            remember(&log, again, &lock).map_err(|error| not_undoable(&error))?;
            Ok(what)
        }
        Err(why) => Err(io::Error::other(safe!(file, " ", why, "; not redone: ", what).to_string()).into()),
    }
}

/// Takes back an edit, in a file with the text `new_file` if there is none, or says why that is not possible.
fn take_back(
    edit: &LoggedEdit,
    new_file: Option<&str>,
    lock: &FileLock,
) -> Result<Result<UndoneEdit, &'static str>, Failure> {
    let path = Path::new(&edit.file);
    let file = resolve(path)?;
    for _ in 0..MAX_ATTEMPTS {
        let seen = match Seen::read(&file, new_file) {
            Ok(seen) => seen,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Err("is gone")),
            Err(error) => return Err(Error::file(path, error).into()),
        };
        let text = collection_text(path, &seen.bytes)?;
        let Some(splice) = edit.undo(text) else { return Ok(Err("has changed there since")) };
        let restored = splice.apply(text);
        let undoing = LoggedEdit::new(path, edit.what.clone(), text, &splice, seen.is_new);
        let is_created = edit.has_created(&restored);
        let is_done = if is_created {
            fs::remove_file(&file.path).map(|()| {
                atomic::sync_parent_dir(&file.path);
                true
            })
        } else {
            if check(path, text, &restored).is_err() {
                return Ok(Err("would no longer load"));
            }
            replace(&file, &seen, restored.as_bytes(), lock)
        };
        if is_done.map_err(|error| Error::file(path, error))? {
            return Ok(Ok(UndoneEdit { undoing, removed: is_created.then_some(restored) }));
        }
    }
    Err(busy(path).into())
}

/// Returns whether a file is one of these, or below one of them.
pub(super) fn is_within(file: &Path, paths: &[PathBuf]) -> bool {
    let real = |path: &Path| {
        let absolute = resolve(path).map_or_else(|_| path.to_owned(), |file| file.path);
        // A file may be gone: then its directory is looked at.
        let (parent, name) = (absolute.parent(), absolute.file_name());
        let of_parent = || Some(fs::canonicalize(parent?).ok()?.join(name?));
        fs::canonicalize(&absolute).ok().or_else(of_parent).unwrap_or(absolute)
    };
    let file = real(file);
    paths.iter().any(|path| file.starts_with(real(path))) || list_files(paths).iter().any(|path| real(path) == file)
}

/// Creates a file that must not exist.
pub(super) fn create(path: &Path, text: &str) -> Result<(), Error> {
    let create = || {
        let mut file = File::options().write(true).create_new(true).open(path)?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).inspect_err(|_| {
            // The rest of a file would be in the way of the next attempt. If it can't be removed, the user sees it.
            let _ = fs::remove_file(path);
        })
    };
    create().map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            let directory = path.parent().unwrap_or(Path::new(".")).display();
            let message = format!("there is no directory {directory}; create it first");
            Error::file(path, io::Error::new(ErrorKind::NotFound, message))
        }
        ErrorKind::AlreadyExists => Error::Usage(format!("{} already exists; name another file", path.display())),
        _ => Error::file(path, error),
    })
}

/// Returns the errors of a collection file.
pub(super) fn errors(path: &Path, bytes: &[u8]) -> Vec<Diagnostic> {
    let (_, mut diagnostics) = Corpus::merge(vec![read(&path.display().to_string(), bytes)]);
    diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
    diagnostics
}

/// The error that a collection has these errors.
pub(super) fn bad_data(errors: &[Diagnostic], heading: &str) -> Error {
    let report = render::render(errors, environment::use_colour(&io::stderr()));
    let first_error = errors.first().map(|error| error.message.clone()).unwrap_or_default();
    Error::BadData { report: format!("{heading}{report}"), first_error }
}

impl Seen {
    fn read(file: &StateFile, new_file: Option<&str>) -> io::Result<Self> {
        match (file.read_bytes(), new_file) {
            (Ok(bytes), _) => Ok(Self { bytes, is_new: false }),
            (Err(error), Some(text)) if error.kind() == ErrorKind::NotFound => {
                Ok(Self { bytes: text.as_bytes().to_vec(), is_new: true })
            }
            (Err(error), _) => Err(error),
        }
    }

    /// Returns whether the file is still as it was read.
    fn is_current(&self, file: &StateFile) -> io::Result<bool> {
        match file.read_bytes() {
            Ok(bytes) => Ok(!self.is_new && bytes == self.bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(self.is_new),
            Err(error) => Err(error),
        }
    }
}

/// Follows symbolic links to the file itself.
pub(super) fn resolve(path: &Path) -> Result<StateFile, Error> {
    std::path::absolute(path).and_then(|path| StateFile::resolve(&path)).map_err(|error| Error::file(path, error))
}

fn collection_text<'b>(path: &Path, bytes: &'b [u8]) -> Result<&'b str, Error> {
    std::str::from_utf8(bytes).map_err(|_| bad_data(&errors(path, bytes), ""))
}

/// The error that a file cannot be edited; its mistakes are shown, if it has any.
fn broken(path: &Path, text: &str, reason: String) -> Error {
    let errors = errors(path, text.as_bytes());
    if errors.is_empty() { Error::file(path, io::Error::other(reason)) } else { bad_data(&errors, "") }
}

/// Refuses a change by which a collection that loads would no longer load.
fn check(path: &Path, old: &str, changed: &str) -> Result<(), Error> {
    let new_errors = errors(path, changed.as_bytes());
    if new_errors.is_empty() || !errors(path, old.as_bytes()).is_empty() {
        return Ok(());
    }
    Err(bad_data(&new_errors, "not saved: the collection would no longer load\n"))
}

/// Replaces a file, unless it has changed since it was read; returns whether it did.
fn replace(file: &StateFile, seen: &Seen, bytes: &[u8], lock: &FileLock) -> io::Result<bool> {
    if seen.is_new {
        atomic::create_private_dir(file.directory())?;
    }
    file.remove_stale_temp_files(lock);
    let temporary = file.temp_file()?;
    temporary.as_file().write_all(bytes)?;
    if !seen.is_current(file)? {
        return Ok(false);
    }
    atomic::persist(temporary, &file.path)?;
    own_writes::note(&file.path);
    Ok(true)
}

fn remember(log: &EditLog, edit: LoggedEdit, lock: &FileLock) -> io::Result<()> {
    let mut edits = log.read(lock)?;
    edits.push(edit);
    log.write(&edits, lock)
}

/// The error that a change is saved, but not logged.
pub(super) fn not_undoable(error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("the change is saved, but it can't be undone: {error}"))
}

/// The error that a collection can't be read; if there is none, it says how to create it.
fn unreadable(path: &Path, error: io::Error) -> Error {
    if error.kind() != ErrorKind::NotFound {
        return Error::file(path, error);
    }
    let message = format!("there is no such file; `kzq new {}` creates it", shell_word(path));
    Error::file(path, io::Error::new(ErrorKind::NotFound, message))
}

fn busy(path: &Path) -> Error {
    Error::file(path, io::Error::new(ErrorKind::ResourceBusy, "another program keeps saving it; try again"))
}

/// Returns the text of a collection file; `new_file` if there is no such file and this is given.
pub(super) fn text(path: &Path, new_file: Option<String>) -> Result<String, Error> {
    match (read_file::read(path, MaxSize::NONE), new_file) {
        (Ok(bytes), _) => Ok(collection_text(path, &bytes)?.to_owned()),
        (Err(error), Some(text)) if error.kind() == ErrorKind::NotFound => Ok(text),
        (Err(error), _) => Err(unreadable(path, error)),
    }
}
