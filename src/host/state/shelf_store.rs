//! Persistent state: the user's shelf and sessions. Files are replaced atomically, and concurrent browsers merge their
//! changes.
//!
//! A save takes a lock, reads the file, applies its changes, and atomically replaces the file; when it returns, the
//! changes are on disk. A damaged file is quarantined under another name and reported, never overwritten.

use std::io::{self, Write};
use std::path::{self, Path, PathBuf};
use std::time::Duration;

use super::atomic;
use super::location::StateFile;
use super::lock::{FileLock, KeepWaiting, REPORT_AFTER, wait_patiently};
use super::postponed::{self, PostponedChanges};
use crate::host::paths;
use kzq_shelf::{Change, Damage, FileForm, Shelf, ShelfError};
use kzq_text::Safe;
use kzq_text::safe;

/// Loads and saves the user's shelf file.
#[derive(Clone, Debug)]
pub struct ShelfStore {
    pub(crate) path: Option<PathBuf>,
    form: FileForm,
}

/// The shelf as stored.
#[derive(Clone, Debug, Default)]
pub struct StoredShelf {
    /// The shelf on disk.
    pub shelf: Shelf,
    /// The shelf on disk before this process's changes were applied.
    pub previous: Shelf,
    /// A message for the user: the file was damaged, and where it is now.
    pub message: Option<Safe<'static>>,
}

/// Why a shelf can't be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// There is no home directory.
    #[error("there is no home directory to keep the shelf in")]
    NoHome,
    /// The file was written by a newer kzq, or is not a shelf; it is left as it is.
    #[error("{path}: {error}")]
    Refused {
        /// Path of the file, for display.
        path: String,
        /// Why the shelf format is not supported.
        error: ShelfError,
    },
    /// An I/O error.
    #[error("{path}: {error}")]
    File {
        /// Path of the file, for display.
        path: String,
        /// The underlying error.
        error: io::Error,
    },
}

impl StateError {
    /// Whether another process has the shelf locked.
    pub(crate) fn is_locked(&self) -> bool {
        matches!(self, Self::File { error, .. } if error.kind() == io::ErrorKind::TimedOut)
    }
}

impl ShelfStore {
    /// Opens the user's store.
    pub fn for_user() -> Self {
        Self { path: paths::shelf_file(), form: FileForm::Checked }
    }

    /// Opens the store that the user named, which may be under version control; without one, the user's own.
    pub(crate) fn named(path: &Path) -> Self {
        let path = path::absolute(path).unwrap_or_else(|_| path.to_owned());
        if path.as_os_str().is_empty() || Some(&path) == paths::shelf_file().as_ref() {
            return Self::for_user();
        }
        Self { path: Some(path), form: FileForm::Merging }
    }

    /// Opens a store in a file, which need not exist yet.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: Some(path.into()), form: FileForm::Checked }
    }

    /// Loads the shelf. Temporary files of killed processes are removed; a damaged file is quarantined, and what could
    /// be read of it is saved in its place.
    ///
    /// # Errors
    ///
    /// If the shelf can't be read.
    pub fn load(&self) -> Result<StoredShelf, StateError> {
        let (_, file) = self.file()?;
        // Where there is nothing to read, nothing is created, not even the lock; in the user's own directory there may be
        // temporary files to remove.
        let is_there = match self.form {
            FileForm::Checked => file.directory().is_dir(),
            FileForm::Merging => file.path.exists(),
        };
        if !is_there {
            // What another browser has postponed may be all there is.
            let mut shelf = Shelf::default();
            PostponedChanges::read(&file).apply(&mut shelf);
            return Ok(StoredShelf { previous: shelf.clone(), shelf, message: None });
        }
        // Reading needs no lock, since the file is replaced as a whole; clearing up after killed processes does. Beside a
        // file that the user named, a lock is created only to write.
        let mut lock = match self.form {
            FileForm::Checked => FileLock::try_acquire(&file.lock_path()).ok().flatten(),
            FileForm::Merging => None,
        };
        if let Some(lock) = &lock {
            file.remove_stale_temp_files(lock);
        }
        let (mut shelf, mut damage) = file.read_shelf(self.form)?;
        if damage.is_some() && lock.is_none() {
            lock = FileLock::acquire(&file.lock_path(), &mut |wait| wait.waited <= REPAIR_TIMEOUT).ok();
            (shelf, damage) = file.read_shelf(self.form)?;
        }
        let message = damage.map(|damage| match lock.map(|lock| file.repair(&shelf, self.form, damage, &lock)) {
            Some(Ok(message)) => message,
            Some(Err(error)) => {
                safe!(
                    damage_message(&file.path, damage),
                    "; it could not be moved aside: ",
                    Safe::line(error.to_string())
                )
            }
            None => damage_message(&file.path, damage),
        });
        PostponedChanges::read(&file).apply(&mut shelf);
        Ok(StoredShelf { previous: shelf.clone(), shelf, message })
    }

    /// Applies changes to the stored shelf, together with those other processes saved meanwhile. They are on disk when
    /// this returns.
    ///
    /// # Errors
    ///
    /// If they can't be saved; the file is then unchanged.
    pub fn save(&self, changes: &[Change]) -> Result<StoredShelf, StateError> {
        self.save_while(changes, &mut wait_patiently)
    }

    /// Like [`save`](Self::save); says on stderr which other process it waits for, if that takes long.
    pub(crate) fn save_aloud(&self, changes: &[Change]) -> Result<StoredShelf, StateError> {
        let mut is_reported = false;
        self.save_while(changes, &mut |wait| {
            if !is_reported && wait.waited >= REPORT_AFTER {
                is_reported = true;
                // If stderr is closed, there is nowhere to say it.
                let _ = writeln!(io::stderr(), "waiting: {}", Safe::line(wait.message()));
            }
            wait_patiently(wait)
        })
    }

    /// Like [`save`](Self::save); waits for another process for as long as `keep_waiting` says.
    pub(crate) fn save_while(
        &self,
        changes: &[Change],
        keep_waiting: &mut KeepWaiting<'_>,
    ) -> Result<StoredShelf, StateError> {
        let (path, file) = self.file()?;
        let with_path = |error| file_error(&file.path, error);
        let lock = file.lock_while(path, keep_waiting).map_err(with_path)?;
        let (mut shelf, damage) = file.read_shelf(self.form)?;
        let message = damage.map(|damage| file.repair(&shelf, self.form, damage, &lock)).transpose()?;
        let stored = shelf.clone();
        let postponed = PostponedChanges::read(&file);
        postponed.apply(&mut shelf);
        let before = shelf.clone();
        for change in changes {
            change.apply(&mut shelf);
        }
        if shelf == stored {
            // Another process may have died between rename and fsync; sync the directory for it.
            atomic::sync_parent_dir(&file.path);
        } else {
            file.write_shelf(&shelf, self.form, &lock).map_err(with_path)?;
        }
        postponed.remove();
        Ok(StoredShelf { shelf, previous: before, message })
    }

    /// Leaves changes next to the shelf, which another process has locked. Every process that reads the shelf sees them,
    /// and the next one that saves it includes them.
    ///
    /// # Errors
    ///
    /// If they can't be written.
    pub(crate) fn postpone(&self, changes: &[Change]) -> Result<(), StateError> {
        let (_, file) = self.file()?;
        postponed::write(&file, changes).map_err(|error| file_error(&file.path, error))
    }

    fn file(&self) -> Result<(&Path, StateFile), StateError> {
        let path = self.path.as_deref().ok_or(StateError::NoHome)?;
        Ok((path, StateFile::resolve(path).map_err(|error| file_error(path, error))?))
    }
}

fn file_error(path: &Path, error: io::Error) -> StateError {
    StateError::File { path: path.display().to_string(), error }
}

/// How long reading a damaged file waits for another process, which may be repairing it.
const REPAIR_TIMEOUT: Duration = Duration::from_millis(500);

/// The message about a damaged file.
fn damage_message(file: &Path, damage: Damage) -> Safe<'static> {
    safe!("the shelf was damaged, ", damage.message(), ": ", Safe::line(file.display().to_string()))
}

impl StateFile {
    fn read_shelf(&self, form: FileForm) -> Result<(Shelf, Option<Damage>), StateError> {
        let bytes = match self.read_trusted() {
            // Somebody may have created it to be filled.
            Ok(bytes) if bytes.is_empty() && form == FileForm::Merging => return Ok((Shelf::default(), None)),
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((Shelf::default(), None)),
            Err(error) => return Err(file_error(&self.path, error)),
        };
        // The user's own shelf may be damaged as a whole; a file that the user named may be anything.
        let read = match form {
            FileForm::Merging if !kzq_shelf::has_header(&bytes) => Err(ShelfError::NotAShelf),
            _ => kzq_shelf::parse(&bytes),
        };
        match read {
            Ok(read) => Ok((read.shelf, read.damage)),
            Err(error) => Err(StateError::Refused { path: self.path.display().to_string(), error }),
        }
    }

    /// Writes a shelf; it is on disk when this returns.
    fn write_shelf(&self, shelf: &Shelf, form: FileForm, lock: &FileLock) -> io::Result<()> {
        self.write(kzq_shelf::serialize_as(shelf, form)?.as_bytes(), lock)
    }

    /// Quarantines a damaged file and saves what could be read of it; returns the message to show.
    fn repair(
        &self,
        shelf: &Shelf,
        form: FileForm,
        damage: Damage,
        lock: &FileLock,
    ) -> Result<Safe<'static>, StateError> {
        let in_place = |error| file_error(&self.path, error);
        let aside = crate::host::state::quarantine::quarantine(self, lock).map_err(in_place)?;
        self.write_shelf(shelf, form, lock).map_err(in_place)?;
        let aside = Safe::line(aside.display().to_string());
        Ok(safe!(
            damage_message(&self.path, damage),
            "; it is kept as ",
            aside,
            ", and the shelf has what could be read"
        ))
    }
}
