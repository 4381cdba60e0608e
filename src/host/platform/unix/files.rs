//! Files: reading at an offset, mapping into memory, what they are recognised by, permissions of new ones.

use std::ffi::OsString;
use std::fs::{DirBuilder, File, Metadata, OpenOptions};
use std::io;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::{DirBuilderExt, FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

pub(in crate::host) use crate::host::native::MappedFile;

/// A file or directory, however it is named: its device and inode.
pub(in crate::host) type FileId = (u64, u64);

/// Identifies the file at a path, which has this metadata.
pub(in crate::host) fn id(_: &Path, metadata: &Metadata) -> FileId {
    (metadata.dev(), metadata.ino())
}

/// The file system that a file is on.
pub(in crate::host) fn file_system(metadata: &Metadata) -> u64 {
    metadata.dev()
}

/// Length, inode and time of the last change (seconds and nanoseconds) of a file. The time of the last modification can be
/// set back; this one can't. Anything but a regular file has only its inode.
pub(in crate::host) fn stamp(metadata: &Metadata) -> [i64; 4] {
    let number = |number: u64| number.cast_signed();
    if !metadata.is_file() {
        // What is in a pipe or a device comes and goes.
        return [-1, number(metadata.ino()), 0, 0];
    }
    [number(metadata.len()), number(metadata.ino()), metadata.ctime(), metadata.ctime_nsec()]
}

/// Reads some bytes at an offset; returns how many.
pub(in crate::host) fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    file.read_at(buffer, offset)
}

/// Gives new files these permissions, as far as the umask allows them.
pub(in crate::host) fn set_mode(options: &mut OpenOptions, mode: u32) -> &mut OpenOptions {
    options.mode(mode)
}

/// Creates directories that only the user can enter.
pub(in crate::host) fn private_dir_builder() -> DirBuilder {
    let mut builder = DirBuilder::new();
    builder.mode(0o700);
    builder
}

/// The path with these bytes, as `OsStr::as_encoded_bytes` returns them.
pub(in crate::host) fn path_of_bytes(bytes: Vec<u8>) -> PathBuf {
    OsString::from_vec(bytes).into()
}
