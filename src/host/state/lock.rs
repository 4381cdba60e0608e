//! The lock that whoever writes the shelf has.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// How long to wait for somebody else, who may have been stopped in the middle of a save.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long to wait before it is tried again.
const STEP: Duration = Duration::from_millis(2);

/// The lock. It is given back when it is dropped, and by the system where its process is killed.
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock that is on a file, which stays there for the next one.
    pub(super) fn take(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(path)?;
        let until = Instant::now() + PATIENCE;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::Error(error)) => return Err(error),
                Err(TryLockError::WouldBlock) if Instant::now() > until => {
                    return Err(io::Error::new(io::ErrorKind::TimedOut, "another kzq has been saving for too long"));
                }
                Err(TryLockError::WouldBlock) => thread::sleep(STEP),
            }
        }
    }
}
