//! Snapshot file format: a header, the sections one after another, in any order, and a footer that describes them.
//!
//! Numbers are in native byte order; a file written in another order is treated as foreign.

use std::fs::File;
use std::hash::Hasher as _;
use std::io::{self, BufWriter, Seek, Write};
use std::ops::Range;
use std::path::PathBuf;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use twox_hash::xxhash3_64;

use super::key::{BUFFER_LEN, FileKey, checksum};
use crate::host::read_file::read_exact_at;
use kzq_search::snapshot::{FORMAT, Snapshot};

/// The paths of the files that a snapshot was made of, as bytes, with their keys.
pub(super) type NamedFiles = Vec<(Vec<u8>, FileKey)>;

/// Maximum size of a footer in bytes: room for the paths of thousands of files.
const MAX_FOOTER_LEN: u64 = 64 << 20;
const MAGIC: [u8; 8] = *b"kzqsnap\0";
/// A number that reveals the byte order it was written in.
const BYTE_ORDER: u32 = 0x0102_0304;
/// Header size in bytes: magic, byte order, format, and the footer's offset, length and checksum.
const HEADER_LEN: usize = 40;

/// Footer of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SnapshotFooter {
    /// The kzq version that wrote it: another version may parse collections differently.
    version: String,
    /// The files it was built from: their absolute paths, as bytes, and keys.
    pub(super) files: NamedFiles,
    sections: Vec<SectionInfo>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct SectionInfo {
    offset: u64,
    length: u64,
    checksum: u64,
}

/// The version of snapshots: that of kzq, and a number to raise when words are folded in another way or safe text changes.
pub(super) const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "/4");

/// Writes a snapshot into an empty file, its sections in any order.
pub(super) struct SnapshotWriter {
    out: BufWriter<File>,
    footer: SnapshotFooter,
    /// Where the next section begins.
    offset: u64,
}

impl SnapshotWriter {
    /// Begins a snapshot of files with this many sections.
    pub(super) fn new(file: File, files: NamedFiles, section_count: usize) -> io::Result<Self> {
        let mut out = BufWriter::new(file);
        out.write_all(&[0; HEADER_LEN])?;
        let sections = vec![SectionInfo::default(); section_count];
        let footer = SnapshotFooter { version: VERSION.to_owned(), files, sections };
        Ok(Self { out, footer, offset: HEADER_LEN as u64 })
    }

    /// Writes a section; returns where it is in the file.
    pub(super) fn write_section(
        &mut self,
        number: usize,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<Range<u64>> {
        let mut section = HashingWriter { out: &mut self.out, hasher: xxhash3_64::Hasher::new(), length: 0 };
        write(&mut section)?;
        let (length, checksum) = (section.length, section.hasher.finish());
        self.out.flush()?;
        let offset = self.offset;
        self.footer.sections[number] = SectionInfo { offset, length, checksum };
        self.offset += length;
        Ok(offset..self.offset)
    }

    /// Writes the footer, and at last the header, so that an incomplete file is invalid.
    pub(super) fn finish(mut self) -> io::Result<()> {
        let footer_bytes = postcard::to_stdvec(&self.footer).map_err(io::Error::other)?;
        self.out.write_all(&footer_bytes)?;
        self.out.rewind()?;
        self.out.write_all(&MAGIC)?;
        self.out.write_all(&BYTE_ORDER.to_ne_bytes())?;
        self.out.write_all(&FORMAT.to_ne_bytes())?;
        for number in [self.offset, footer_bytes.len() as u64, checksum(&footer_bytes)] {
            self.out.write_all(&number.to_ne_bytes())?;
        }
        self.out.flush()
    }
}

/// Writes a snapshot into an empty file.
pub(super) fn write(file: File, files: NamedFiles, snapshot: Snapshot<'_>) -> io::Result<()> {
    let mut writer = SnapshotWriter::new(file, files, snapshot.section_count())?;
    for number in 0..snapshot.section_count() {
        writer.write_section(number, |out| snapshot.write(number, out))?;
    }
    writer.finish()
}

/// Hashes and counts the bytes written through it.
struct HashingWriter<W> {
    out: W,
    hasher: xxhash3_64::Hasher,
    length: u64,
}

impl<W: Write> Write for HashingWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // In parts small enough to be in the CPU cache when they are hashed.
        let written = self.out.write(&bytes[..bytes.len().min(BUFFER_LEN)])?;
        self.hasher.write(&bytes[..written]);
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl SnapshotFooter {
    /// Reads and validates the footer; returns `None` if it is damaged or from another kzq version.
    pub(super) fn read(file: &File) -> Option<Self> {
        let mut header = [0; HEADER_LEN];
        read_exact_at(file, &mut header, 0).ok()?;
        let rest = header.strip_prefix(&MAGIC)?;
        let rest = rest.strip_prefix(&BYTE_ORDER.to_ne_bytes())?;
        let (numbers, _) = rest.strip_prefix(&FORMAT.to_ne_bytes())?.as_chunks();
        let numbers: Vec<u64> = numbers.iter().map(|&number| u64::from_ne_bytes(number)).collect();
        let [at, length, sum] = numbers[..] else { return None };
        let file_len = file.metadata().ok()?.len();
        // A longer one may be an attempt to exhaust memory.
        (length <= MAX_FOOTER_LEN && at.checked_add(length)? == file_len).then_some(())?;
        let mut end = vec![0; usize::try_from(length).ok()?];
        read_exact_at(file, &mut end, at).ok()?;
        let (contents, rest): (Self, _) = postcard::take_from_bytes(&end).ok().filter(|_| checksum(&end) == sum)?;
        // All bytes between header and footer belong to sections.
        let end = contents.sections.iter().try_fold(HEADER_LEN as u64, |at, section| at.checked_add(section.length));
        let are_within = contents.sections.iter().all(|section| {
            let end = section.offset.checked_add(section.length);
            section.offset >= HEADER_LEN as u64 && end.is_some_and(|end| end <= at)
        });
        (rest.is_empty() && contents.version == VERSION && end == Some(at) && are_within).then_some(contents)
    }

    /// Whether it was built from exactly these files, given by their absolute paths.
    pub(super) fn matches_files(&self, files: &[PathBuf]) -> bool {
        let named = self.files.iter().map(|(path, _)| path.as_slice());
        named.eq(files.iter().map(|file| file.as_os_str().as_encoded_bytes()))
    }

    pub(super) fn section_count(&self) -> usize {
        self.sections.len()
    }

    /// Where a section is in the file; `None` if it is too large for this machine.
    pub(super) fn section_range(&self, number: usize) -> Option<Range<usize>> {
        let SectionInfo { offset, length, .. } = self.sections[number];
        Some(usize::try_from(offset).ok()?..usize::try_from(offset + length).ok()?)
    }

    /// The bytes of a section; `None` if they are not as written.
    pub(super) fn section(&self, number: usize, snapshot: &Bytes) -> Option<Bytes> {
        let range = self.section_range(number)?;
        let section = (range.end <= snapshot.len()).then(|| snapshot.slice(range))?;
        (checksum(&section) == self.sections[number].checksum).then_some(section)
    }
}
