//! Persistent state: the user's shelf and sessions. Files are replaced atomically, and concurrent browsers merge their
//! changes.
//!
//! A save takes a lock, reads the file, applies its changes, and atomically replaces the file; when it returns, the
//! changes are on disk. A damaged file is quarantined under another name and reported, never overwritten.

use std::io;
use std::path::{Path, PathBuf};

use super::atomic;
use super::location::Location;
use super::lock::Lock;
use crate::host::paths;
use kzq_shelf;
use kzq_shelf::{Change, Damage, Shelf, Unreadable};
use kzq_text::Safe;
use kzq_text::safe;

/// Loads and saves the user's shelf file.
#[derive(Clone, Debug)]
pub struct Store {
    path: Option<PathBuf>,
}

/// The shelf as stored.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// The shelf on disk.
    pub shelf: Shelf,
    /// The shelf on disk before this process's changes were applied.
    pub before: Shelf,
    /// A message for the user: the file was damaged, and where it is now.
    pub remark: Option<Safe<'static>>,
}

/// Why a shelf can't be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// There is no home directory.
    #[error("there is no home directory to keep the shelf in")]
    NoHome,
    /// The file was written by a newer kzq.
    #[error("{path}: {error}")]
    Newer {
        /// Path of the file, for display.
        path: String,
        /// Why the shelf format is not supported.
        error: Unreadable,
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

impl Store {
    /// Opens the user's store.
    pub fn of_user() -> Self {
        Self { path: paths::shelf_file() }
    }

    /// Opens a store in a file, which need not exist yet.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: Some(path.into()) }
    }

    /// Loads the shelf. Temporary files of killed processes are removed; a damaged file is quarantined, and what could
    /// be read of it is saved in its place.
    ///
    /// # Errors
    ///
    /// If the shelf can't be read.
    pub fn load(&self) -> Result<Kept, StateError> {
        let path = self.path.as_deref().ok_or(StateError::NoHome)?;
        let place = Location::of(path).map_err(|error| failed(path, error))?;
        if !place.directory().is_dir() {
            return Ok(Kept::default());
        }
        // If the directory is read-only, or another process has the lock, the file can still be read.
        let lock = Lock::take(&place.lock_file()).ok();
        if let Some(lock) = &lock {
            place.sweep(lock);
        }
        let (shelf, damage) = place.read()?;
        let remark = damage.map(|damage| match lock.map(|lock| place.mend(&shelf, damage, &lock)) {
            Some(Ok(remark)) => remark,
            Some(Err(error)) => {
                safe!(told(&place.file, damage), "; it could not be set aside: ", Safe::line(error.to_string()))
            }
            None => told(&place.file, damage),
        });
        Ok(Kept { before: shelf.clone(), shelf, remark })
    }

    /// Applies changes to the stored shelf, together with those other processes saved meanwhile. They are on disk when
    /// this returns.
    ///
    /// # Errors
    ///
    /// If they can't be saved; the file is then unchanged.
    pub fn save(&self, changes: &[Change]) -> Result<Kept, StateError> {
        let path = self.path.as_deref().ok_or(StateError::NoHome)?;
        let place = Location::of(path).map_err(|error| failed(path, error))?;
        let in_place = |error| failed(&place.file, error);
        place.prepare(path).map_err(in_place)?;
        let lock = Lock::take(&place.lock_file()).map_err(in_place)?;
        place.sweep(&lock);
        let (mut shelf, damage) = place.read()?;
        let remark = damage.map(|damage| place.mend(&shelf, damage, &lock)).transpose()?;
        let before = shelf.clone();
        for change in changes {
            change.apply(&mut shelf);
        }
        if shelf == before {
            // Another process may have died between rename and fsync; sync the directory for it.
            atomic::sync_directory_of(&place.file).map_err(in_place)?;
        } else {
            place.write_shelf(&shelf, &lock).map_err(in_place)?;
        }
        Ok(Kept { shelf, before, remark })
    }
}

fn failed(path: &Path, error: io::Error) -> StateError {
    StateError::File { path: path.display().to_string(), error }
}

/// The message about a damaged file.
fn told(file: &Path, damage: Damage) -> Safe<'static> {
    safe!("the shelf was damaged, ", damage.text(), ": ", Safe::line(file.display().to_string()))
}

impl Location {
    fn read(&self) -> Result<(Shelf, Option<Damage>), StateError> {
        let bytes = match self.bytes() {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((Shelf::default(), None)),
            Err(error) => return Err(failed(&self.file, error)),
        };
        match kzq_shelf::read(&bytes) {
            Ok(read) => Ok((read.shelf, read.damage)),
            Err(error) => Err(StateError::Newer { path: self.file.display().to_string(), error }),
        }
    }

    /// Writes a shelf; it is on disk when this returns.
    fn write_shelf(&self, shelf: &Shelf, lock: &Lock) -> io::Result<()> {
        self.write(kzq_shelf::write(shelf)?.as_bytes(), lock)
    }

    /// Quarantines a damaged file and saves what could be read of it; returns the message to show.
    fn mend(&self, shelf: &Shelf, damage: Damage, lock: &Lock) -> Result<Safe<'static>, StateError> {
        let in_place = |error| failed(&self.file, error);
        let aside = crate::host::state::quarantine::set_aside(self, lock).map_err(in_place)?;
        self.write_shelf(shelf, lock).map_err(in_place)?;
        let aside = Safe::line(aside.display().to_string());
        Ok(safe!(told(&self.file, damage), "; it is kept as ", aside, ", and what could be read is on the shelf"))
    }
}
