//! Files: reading at an offset, what they are recognised by, permissions of new ones.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io;
use std::ops::Range;
use std::os::windows::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};

use bytes::Bytes;

/// A file or directory, however it is named: its path without links.
pub(in crate::host) type FileId = PathBuf;

/// Identifies the file at a path, which has this metadata.
pub(in crate::host) fn id(path: &Path, _: &Metadata) -> FileId {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// The file system that a file is on: a path does not lead from one drive to another.
pub(in crate::host) fn file_system(_: &Metadata) -> u64 {
    0
}

/// Length, time of creation and time of the last modification of a file.
pub(in crate::host) fn stamp(metadata: &Metadata) -> [i64; 4] {
    let number = |number: u64| number.cast_signed();
    let length = if metadata.is_file() { number(metadata.len()) } else { -1 };
    [length, number(metadata.creation_time()), number(metadata.last_write_time()), 0]
}

/// Reads some bytes at an offset; returns how many.
pub(in crate::host) fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    file.seek_read(buffer, offset)
}

/// A file mapped into memory: there is none, because one that is mapped can't be replaced.
pub(in crate::host) enum MappedFile {}

impl MappedFile {
    /// Maps no file.
    ///
    /// # Errors
    ///
    /// Always.
    pub(in crate::host) fn new(_: &File, _: Range<u64>) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// The bytes of the file.
    pub(in crate::host) fn bytes(&self) -> Bytes {
        match *self {}
    }

    /// Drops a part from memory.
    pub(in crate::host) fn release(&self, _: Range<usize>) {
        match *self {}
    }
}

/// Leaves the permissions of new files as they are: they are those of the directory.
pub(in crate::host) fn set_mode(options: &mut OpenOptions, _: u32) -> &mut OpenOptions {
    options
}

/// Creates directories; those of the user's profile are private.
pub(in crate::host) fn private_dir_builder() -> DirBuilder {
    DirBuilder::new()
}

/// The path with these bytes, as `OsStr::as_encoded_bytes` returns them, for display.
#[expect(clippy::needless_pass_by_value, reason = "elsewhere the bytes become the path")]
pub(in crate::host) fn path_of_bytes(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}
