//! Lock file for writers of state files.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::host::platform::ownership::give_to_directory_owner;
use crate::host::platform::{files, locks};

/// How long to wait for another process, which may have been stopped in the middle of a save.
const LOCK_TIMEOUT: Duration = Duration::from_secs(5);
/// Interval between attempts.
const RETRY_INTERVAL: Duration = Duration::from_millis(2);

/// How long a lock file without `flock` is respected: far longer than any save takes.
const MAX_LOCK_AGE: Duration = Duration::from_mins(1);

/// A file lock. Released on drop, and by the system when the process is killed.
pub(crate) struct FileLock {
    file: File,
    /// A file that serves as the lock where the file system has no locks. Removed on drop.
    substitute: Option<PathBuf>,
}

/// Another process has a lock.
pub(crate) struct LockWait<'p> {
    path: &'p Path,
    /// For how long this process has waited.
    pub(crate) waited: Duration,
}

/// Decides whether to wait on for a lock that another process has.
pub(crate) type KeepWaiting<'w> = dyn FnMut(&LockWait<'_>) -> bool + 'w;

/// How long a wait lasts before the user sees which process it is for.
pub(crate) const REPORT_AFTER: Duration = Duration::from_millis(500);

/// Waits as long as any save takes.
pub(crate) fn wait_patiently(wait: &LockWait<'_>) -> bool {
    wait.waited <= LOCK_TIMEOUT
}

impl LockWait<'_> {
    /// What is waited for, with the process that has the lock, if that is known.
    pub(crate) fn message(&self) -> String {
        let id = locks::holder(self.path).map_or(String::new(), |id| format!(" (process {id})"));
        format!("another kzq{id} is still saving")
    }
}

impl FileLock {
    /// Locks a file, creating it if needed; the file is never removed. While another process has the lock, `keep_waiting`
    /// is asked again and again.
    pub(crate) fn acquire(path: &Path, keep_waiting: &mut KeepWaiting<'_>) -> io::Result<Self> {
        let begun = Instant::now();
        loop {
            if let Some(lock) = Self::try_acquire(path)? {
                return Ok(lock);
            }
            let wait = LockWait { path, waited: begun.elapsed() };
            if !keep_waiting(&wait) {
                return Err(io::Error::new(io::ErrorKind::TimedOut, wait.message()));
            }
            thread::sleep(RETRY_INTERVAL);
        }
    }

    /// Locks a file if no other process has it.
    pub(crate) fn try_acquire(path: &Path) -> io::Result<Option<Self>> {
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).read(true).write(true);
        let file = files::set_mode(&mut options, 0o600).open(path)?;
        // The lock must not shut the owner of the directory out.
        give_to_directory_owner(&file, path)?;
        let substitute = match file.try_lock() {
            Ok(()) => None,
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) if locks::is_unsupported(&error) => match create_substitute(path)? {
                Some(substitute) => Some(substitute),
                None => return Ok(None),
            },
            Err(TryLockError::Error(error)) => return Err(error),
        };
        let mut lock = Self { file, substitute };
        lock.write_process_id();
        Ok(Some(lock))
    }

    /// Writes into the file which process has the lock, for the message to others. A failure does no harm.
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

/// Creates the file that serves as a lock; `None` if another process has it. One that is too old is from a process that
/// was killed.
fn create_substitute(path: &Path) -> io::Result<Option<PathBuf>> {
    let mut name = path.as_os_str().to_owned();
    name.push("ed");
    let substitute = PathBuf::from(name);
    let create = || files::set_mode(OpenOptions::new().write(true).create_new(true), 0o600).open(&substitute);
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
    fn lock_is_exclusive() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("shelf.lock");
        let lock = FileLock::acquire(&path, &mut wait_patiently).unwrap();
        assert!(FileLock::try_acquire(&path).unwrap().is_none());
        let mut attempts = 0;
        let refused = FileLock::acquire(&path, &mut |_| {
            attempts += 1;
            attempts < 3
        });
        let expected = format!("another kzq (process {}) is still saving", std::process::id());
        assert_eq!((refused.err().unwrap().to_string(), attempts), (expected, 3));
        drop(lock);
        assert!(FileLock::try_acquire(&path).unwrap().is_some());
    }

    #[test]
    fn substitute_lock_file_expires() {
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
