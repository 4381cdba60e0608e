//! [`FileStamp`]: by what a changed file is noticed.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// Length, inode and time of the last change (seconds and nanoseconds) of a file. The time of the last modification can be
/// set back; this one can't. Of what is no regular file, only the inode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileStamp([i64; 4]);

impl FileStamp {
    /// Stats a file; `None` if it is missing.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let file = fs::metadata(path).ok()?;
        let number = |number: u64| number.cast_signed();
        if !file.is_file() {
            // What is in a pipe or a device comes and goes.
            return Some(Self([-1, number(file.ino()), 0, 0]));
        }
        Some(Self([number(file.len()), number(file.ino()), file.ctime(), file.ctime_nsec()]))
    }
}
