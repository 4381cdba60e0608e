//! Locks on files (`LockFileEx`), which keep other programs from reading them, too.

use std::fs::File;
use std::io;
use std::path::Path;

/// Whether a file system has no locks.
pub(in crate::host) fn is_unsupported(error: &io::Error) -> bool {
    const ERROR_INVALID_FUNCTION: i32 = 1;
    const ERROR_NOT_SUPPORTED: i32 = 50;
    matches!(error.raw_os_error(), Some(ERROR_INVALID_FUNCTION | ERROR_NOT_SUPPORTED))
}

/// Lets other programs read a file that is locked.
pub(in crate::host) fn allow_reading(file: &File) {
    // Without a lock there is nothing to release.
    let _ = file.unlock();
}

/// The process that has the lock on a file, which can't be known: the file that names it can't be read.
pub(in crate::host) fn holder(_: &Path) -> Option<i32> {
    None
}
