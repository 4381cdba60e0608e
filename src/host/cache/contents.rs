//! The bytes of a snapshot.

use std::fs::File;
use std::io;
use std::ops::Range;

use bytes::Bytes;

use crate::host::platform::files::MappedFile;
use crate::host::read_file::read_exact_at;

/// Maps a part of a file into memory.
pub(super) type Map = fn(&File, Range<u64>) -> io::Result<MappedFile>;

/// The bytes of a snapshot: mapped into memory or, where the system or the file system can't do that, read as a whole.
pub(super) enum Contents {
    Mapped(MappedFile),
    Read(Bytes),
}

impl Contents {
    /// Maps or reads a file.
    ///
    /// # Errors
    ///
    /// If it can't be read, or there is not enough memory.
    pub(super) fn of(file: &File, map: Map) -> io::Result<Self> {
        let length = file.metadata()?.len();
        map(file, 0..length).map(Self::Mapped).or_else(|_| {
            let length = usize::try_from(length).map_err(|_| io::ErrorKind::FileTooLarge)?;
            let mut bytes = Vec::new();
            bytes.try_reserve_exact(length)?;
            bytes.resize(length, 0);
            read_exact_at(file, &mut bytes, 0)?;
            Ok(Self::Read(bytes.into()))
        })
    }

    pub(super) fn bytes(&self) -> Bytes {
        match self {
            Self::Mapped(file) => file.bytes(),
            Self::Read(bytes) => bytes.clone(),
        }
    }

    /// Drops a part from memory, if it can be read again from the file.
    pub(super) fn release(&self, part: Range<usize>) {
        if let Self::Mapped(file) = self {
            file.release(part);
        }
    }
}
