//! Files that may never end. On Windows no path that a user is likely to give names one.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::Path;

/// Opens a file, unless it is a directory.
pub(in crate::host) fn open(path: &Path) -> io::Result<(File, Metadata)> {
    // Opening a directory would be refused as a lack of permission.
    if fs::metadata(path)?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    Ok((file, metadata))
}

/// Returns no bytes: nothing was read yet.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere a named pipe is waited for")]
pub(in crate::host) fn prepare(_: &mut File, _: &Metadata) -> io::Result<Vec<u8>> {
    Ok(Vec::new())
}
