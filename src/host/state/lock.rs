//! Lock file for writers of state files.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::atomic::{give_to_directory_owner, is_lock_unsupported};

/// How long to wait for another process, which may have been stopped in the middle of a save.
const LOCK_TIMEOUT: Duration = Duration::from_secs(5);
/// Interval between attempts.
const RETRY_INTERVAL: Duration = Duration::from_millis(2);

/// How long a lock file without `flock` is respected: far longer than any save takes.
const MAX_LOCK_AGE: Duration = Duration::from_mins(1);

/// A file lock. Released on drop, and by the system when the process is killed.
pub(crate) struct FileLock {
    file: File,
    /// The file that stands for the lock where the file system has no locks. Removed on drop.
    substitute: Option<PathBuf>,
}

impl FileLock {
    /// Locks a file, creating it if needed; the file is never removed.
    pub(crate) fn acquire(path: &Path) -> io::Result<Self> {
        let deadline = Instant::now() + LOCK_TIMEOUT;
        loop {
            match Self::try_acquire(path)? {
                Some(lock) => return Ok(lock),
                None if Instant::now() > deadline => return Err(still_saving(path)),
                None => thread::sleep(RETRY_INTERVAL),
            }
        }
    }

    /// Locks a file if no other process has it.
    pub(crate) fn try_acquire(path: &Path) -> io::Result<Option<Self>> {
        let file = OpenOptions::new().create(true).truncate(false).read(true).write(true).mode(0o600).open(path)?;
        // The lock must not shut the owner of the directory out.
        give_to_directory_owner(&file, path)?;
        let substitute = match file.try_lock() {
            Ok(()) => None,
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) if is_lock_unsupported(&error) => match create_substitute(path)? {
                Some(substitute) => Some(substitute),
                None => return Ok(None),
            },
            Err(TryLockError::Error(error)) => return Err(error),
        };
        let mut lock = Self { file, substitute };
        lock.write_process_id();
        Ok(Some(lock))
    }

    /// Writes into the file which process has the lock, for the message to others. It is no loss if that fails.
    fn write_process_id(&mut self) {
        let id = std::process::id().to_string();
        let _ = self.file.set_len(0).and_then(|()| self.file.write_all(id.as_bytes()));
    }
}

impl Drop for FileLock {
    fn drop(&mut self) {
        if let Some(substitute) = &self.substitute {
            // If it can't be removed, it is ignored once it is old.
            let _ = fs::remove_file(substitute);
        }
    }
}

fn still_saving(path: &Path) -> io::Error {
    let id = fs::read_to_string(path).ok().and_then(|id| id.trim().parse::<u32>().ok());
    let id = id.map_or(String::new(), |id| format!(" (process {id})"));
    io::Error::new(io::ErrorKind::TimedOut, format!("another kzq{id} is still saving"))
}

/// Creates the file that stands for a lock; `None` if another process has it. One that is too old is from a process that
/// was killed.
fn create_substitute(path: &Path) -> io::Result<Option<PathBuf>> {
    let mut name = path.as_os_str().to_owned();
    name.push("ed");
    let substitute = PathBuf::from(name);
    let create = || OpenOptions::new().write(true).create_new(true).mode(0o600).open(&substitute);
    let created = match create() {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && is_stale(&substitute) => {
            // Another process may remove it at the same time, or replace it by its own: creating it decides.
            let _ = fs::remove_file(&substitute);
            create()
        }
        created => created,
    };
    match created {
        Ok(_) => Ok(Some(substitute)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(None),
        Err(error) => Err(error),
    }
}

fn is_stale(substitute: &Path) -> bool {
    let age = fs::metadata(substitute).and_then(|file| file.modified()).map(|time| time.elapsed());
    age.is_ok_and(|age| age.is_ok_and(|age| age > MAX_LOCK_AGE))
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    #[test]
    fn one_process_at_a_time_has_a_lock() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("shelf.lock");
        let lock = FileLock::acquire(&path).unwrap();
        assert!(FileLock::try_acquire(&path).unwrap().is_none());
        assert_eq!(
            still_saving(&path).to_string(),
            format!("another kzq (process {}) is still saving", std::process::id())
        );
        drop(lock);
        assert!(FileLock::try_acquire(&path).unwrap().is_some());
    }

    #[test]
    fn a_file_stands_for_a_lock_until_it_is_old() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("shelf.lock");
        let file = create_substitute(&path).unwrap().expect("nobody has it");
        assert_eq!(create_substitute(&path).unwrap(), None);
        let killed_at = SystemTime::now() - 2 * MAX_LOCK_AGE;
        File::options().write(true).open(&file).unwrap().set_modified(killed_at).unwrap();
        assert_eq!(create_substitute(&path).unwrap(), Some(file.clone()));
        assert_eq!(create_substitute(&path).unwrap(), None);
        drop(FileLock { file: tempfile::tempfile().unwrap(), substitute: Some(file.clone()) });
        assert!(!file.exists());
    }
}
