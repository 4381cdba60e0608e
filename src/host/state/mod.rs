//! Keeping the reader's shelf: in a file that is never half written, and to which every browser adds its own changes.
//!
//! A save takes a lock, reads what is kept, applies its changes to it, and puts the whole into the place of the old
//! file. When it comes back, the changes are on the disk. What can't be read any more is set aside under another name
//! and told of, never overwritten.

mod aside;
mod keeper;
mod location;
mod lock;
mod scribe;
mod trail;

use std::io;
use std::path::{Path, PathBuf};

pub(super) use self::keeper::Keeper;
use self::location::Location;
use self::lock::Lock;
pub(super) use self::scribe::{Diary, Scribe};
use super::{atomic, paths};
use crate::safe;
use crate::shelf::{self, Change, Damage, Shelf, Unreadable};
use crate::text::Safe;

/// Where the shelf of a reader is kept.
#[derive(Clone, Debug)]
pub struct Store {
    path: Option<PathBuf>,
}

/// What is kept.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// The shelf.
    pub shelf: Shelf,
    /// The shelf as it was before what was kept now.
    pub before: Shelf,
    /// What the reader should know: that the file was damaged, and where it is now.
    pub remark: Option<Safe<'static>>,
}

/// Why a shelf can't be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// There is no place for it.
    #[error("there is no home directory to keep the shelf in")]
    NoHome,
    /// A newer kzq has written it.
    #[error("{path}: {error}")]
    Newer {
        /// The file.
        path: String,
        /// Why it is not read.
        error: Unreadable,
    },
    /// Something failed.
    #[error("{path}: {error}")]
    File {
        /// The file.
        path: String,
        /// Why.
        error: io::Error,
    },
}

impl Store {
    /// The store of this user.
    pub fn of_user() -> Self {
        Self { path: paths::shelf_file() }
    }

    /// A store that is a file, which need not be there yet.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: Some(path.into()) }
    }

    /// What is kept. What a process that was killed left half written is removed; what is damaged is set aside, and
    /// what can be read of it kept in its place.
    ///
    /// # Errors
    ///
    /// Where it can't be read.
    pub fn load(&self) -> Result<Kept, StateError> {
        let path = self.path.as_deref().ok_or(StateError::NoHome)?;
        let place = Location::of(path).map_err(|error| failed(path, error))?;
        if !place.directory().is_dir() {
            return Ok(Kept::default());
        }
        // Where nothing can be written, or somebody else holds the lock, what is there can still be read.
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

    /// Applies changes to what is kept, and keeps that. When it comes back they are on the disk, and what somebody
    /// else kept meanwhile is there, too.
    ///
    /// # Errors
    ///
    /// Where they can't be kept; then what was there before is there still.
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
            // Somebody may have been killed who had renamed his file, but not yet seen to it that it stays.
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

/// What is said of a file that is damaged.
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
        match shelf::read(&bytes) {
            Ok(read) => Ok((read.shelf, read.damage)),
            Err(error) => Err(StateError::Newer { path: self.file.display().to_string(), error }),
        }
    }

    /// Writes a shelf; when this comes back it is on the disk.
    fn write_shelf(&self, shelf: &Shelf, lock: &Lock) -> io::Result<()> {
        self.write(shelf::write(shelf)?.as_bytes(), lock)
    }

    /// Sets what is damaged aside, and keeps what could be read of it; gives what is to be said of it.
    fn mend(&self, shelf: &Shelf, damage: Damage, lock: &Lock) -> Result<Safe<'static>, StateError> {
        let in_place = |error| failed(&self.file, error);
        let aside = aside::set_aside(self, lock).map_err(in_place)?;
        self.write_shelf(shelf, lock).map_err(in_place)?;
        let aside = Safe::line(aside.display().to_string());
        Ok(safe!(told(&self.file, damage), "; it is kept as ", aside, ", and what could be read is on the shelf"))
    }
}
