//! Keeping the reader's shelf: in a file that is never half written, and to which every browser adds its own changes.
//!
//! A save takes a lock, reads what is kept, applies its changes to it, and puts the whole into the place of the old
//! file. When it comes back, the changes are on the disk. What can't be read any more is set aside under another name
//! and told of, never overwritten.

mod aside;
mod keeper;
mod lock;

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

pub(super) use self::keeper::Keeper;
use self::lock::Lock;
use super::atomic::{self, Temporary};
use super::paths;
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
        let place = Place::of(path).map_err(|error| failed(path, error))?;
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
        Ok(Kept { shelf, remark })
    }

    /// Applies changes to what is kept, and keeps that. When it comes back they are on the disk, and what somebody
    /// else kept meanwhile is there, too.
    ///
    /// # Errors
    ///
    /// Where they can't be kept; then what was there before is there still.
    pub fn save(&self, changes: &[Change]) -> Result<Kept, StateError> {
        let path = self.path.as_deref().ok_or(StateError::NoHome)?;
        let place = Place::of(path).map_err(|error| failed(path, error))?;
        let in_place = |error| failed(&place.file, error);
        // Where the file is a link, the directory to which it leads is not ours to make.
        if place.file == path {
            atomic::create_directory(place.directory()).map_err(in_place)?;
        }
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
            place.write(&shelf, &lock).map_err(in_place)?;
        }
        Ok(Kept { shelf, remark })
    }
}

fn failed(path: &Path, error: io::Error) -> StateError {
    StateError::File { path: path.display().to_string(), error }
}

/// What is said of a file that is damaged.
fn told(file: &Path, damage: Damage) -> Safe<'static> {
    safe!("the shelf was damaged, ", damage.text(), ": ", Safe::line(file.display().to_string()))
}

/// The file of a shelf, where it is.
struct Place {
    file: PathBuf,
}

impl Place {
    /// The place of a file, or of that to which it is a link, which may not be there yet.
    fn of(path: &Path) -> io::Result<Self> {
        /// No more links than a system itself follows.
        const MOST: usize = 40;
        let mut file = path.to_owned();
        for _ in 0..MOST {
            match fs::read_link(&file) {
                Ok(target) => file = file.parent().unwrap_or(Path::new("/")).join(target),
                Err(_) => return Ok(Self { file }),
            }
        }
        Err(io::Error::new(io::ErrorKind::InvalidInput, "too many links"))
    }

    fn directory(&self) -> &Path {
        self.file.parent().unwrap_or(Path::new("/"))
    }

    /// The path of the file with something behind its name.
    fn beside(&self, ending: &str) -> PathBuf {
        let mut name = self.file.file_name().unwrap_or_default().to_owned();
        name.push(ending);
        self.file.with_file_name(name)
    }

    /// The file is replaced at each change, so the lock is on another, which stays.
    fn lock_file(&self) -> PathBuf {
        self.beside(".lock")
    }

    /// How the names of our temporary files begin.
    fn temporary(&self) -> String {
        format!("{}.", self.file.file_name().unwrap_or_default().to_string_lossy())
    }

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

    fn bytes(&self) -> io::Result<Vec<u8>> {
        // Opening a pipe would wait for whoever writes into it.
        if !fs::metadata(&self.file)?.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "this is no file"));
        }
        let mut bytes = Vec::new();
        File::open(&self.file)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Writes a shelf; when this comes back it is on the disk.
    fn write(&self, shelf: &Shelf, _: &Lock) -> io::Result<()> {
        let text = shelf::write(shelf)?;
        let temporary = Temporary::new(self.directory(), &self.temporary())?;
        temporary.file().write_all(text.as_bytes())?;
        temporary.replace(&self.file)
    }

    /// Sets what is damaged aside, and keeps what could be read of it; gives what is to be said of it.
    fn mend(&self, shelf: &Shelf, damage: Damage, lock: &Lock) -> Result<Safe<'static>, StateError> {
        let in_place = |error| failed(&self.file, error);
        let aside = aside::set_aside(self, lock).map_err(in_place)?;
        self.write(shelf, lock).map_err(in_place)?;
        let aside = Safe::line(aside.display().to_string());
        Ok(safe!(told(&self.file, damage), "; it is kept as ", aside, ", and what could be read is on the shelf"))
    }

    /// Removes what writers left that were killed. Nobody else writes while we have the lock.
    fn sweep(&self, _: &Lock) {
        let beginning = self.temporary();
        for item in fs::read_dir(self.directory()).into_iter().flatten().flatten() {
            let name = item.file_name();
            let middle = name.as_bytes().strip_prefix(beginning.as_bytes());
            let middle = middle.and_then(|rest| rest.strip_suffix(format!(".{}", atomic::ENDING).as_bytes()));
            let is_ours = middle.is_some_and(|middle| {
                middle.len() > 32 && middle.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-'))
            });
            if is_ours {
                // Where it can't be removed it does no harm.
                let _ = fs::remove_file(item.path());
            }
        }
    }
}
