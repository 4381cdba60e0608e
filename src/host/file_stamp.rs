//! [`FileStamp`]: by what a changed file is noticed.

use std::fs;
use std::path::Path;

use super::platform::files;

/// A stamp that changes whenever a file does, as far as the system records changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct FileStamp([i64; 4]);

impl FileStamp {
    /// Stats a file; `None` if it is missing.
    pub(super) fn of(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().map(|metadata| Self(files::stamp(&metadata)))
    }
}
