//! Lock file for writers of state files.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// How long to wait for another process, which may have been stopped in the middle of a save.
const LOCK_TIMEOUT: Duration = Duration::from_secs(5);
/// Interval between attempts.
const RETRY_INTERVAL: Duration = Duration::from_millis(2);

/// A file lock. Released on drop, and by the system when the process is killed.
pub(crate) struct FileLock {
    _file: File,
}

impl FileLock {
    /// Locks a file, creating it if needed; the file is never removed.
    pub(crate) fn acquire(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(path)?;
        let deadline = Instant::now() + LOCK_TIMEOUT;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::Error(error)) => return Err(error),
                Err(TryLockError::WouldBlock) if Instant::now() > deadline => {
                    return Err(io::Error::new(io::ErrorKind::TimedOut, "another kzq is still saving"));
                }
                Err(TryLockError::WouldBlock) => thread::sleep(RETRY_INTERVAL),
            }
        }
    }
}
