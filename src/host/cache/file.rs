//! The file of a snapshot: a beginning, sections behind each other, and an end that says what they are.
//!
//! Numbers stand in it as they stand in memory; a machine of another order takes the file for a foreign one.

use std::fs::File;
use std::hash::Hasher as _;
use std::io::{self, BufWriter, Read, Seek, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::FileExt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use twox_hash::xxhash3_64;

use super::key::{FileKey, checksum};
use super::snapshots::CAP;
use crate::search::snapshot::{FORMAT, Snapshot};

const MAGIC: [u8; 8] = *b"kzqsnap\0";
/// A number whose bytes tell their order.
const ORDER: u32 = 0x0102_0304;
/// How many bytes the beginning has: the magic, order and format, and where the end stands, its length and checksum.
const BEGINNING: usize = 40;

/// What the end of a snapshot says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Contents {
    /// The version of kzq that wrote it: another one may read collections in another way.
    version: String,
    /// The files of which it is the snapshot: their full paths, as bytes, and keys.
    pub(super) files: Vec<(Vec<u8>, FileKey)>,
    sections: Vec<Section>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Section {
    length: u64,
    checksum: u64,
}

/// Writes a snapshot of files into an empty file; fails where it would have more than `most` bytes.
pub(super) fn write(file: &File, files: Vec<(Vec<u8>, FileKey)>, snapshot: Snapshot<'_>, most: u64) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    out.write_all(&[0; BEGINNING])?;
    let mut contents = Contents { version: env!("CARGO_PKG_VERSION").to_owned(), files, sections: Vec::new() };
    let mut at = BEGINNING as u64;
    for number in 0..snapshot.sections() {
        let mut section =
            Summing { out: &mut out, hasher: xxhash3_64::Hasher::new(), length: 0, most: most.saturating_sub(at) };
        snapshot.write(number, &mut section)?;
        let section = Section { length: section.length, checksum: section.hasher.finish() };
        at += section.length;
        contents.sections.push(section);
    }
    let end = postcard::to_stdvec(&contents).map_err(io::Error::other)?;
    if at + end.len() as u64 > most {
        return Err(too_large());
    }
    out.write_all(&end)?;
    // The beginning comes last: a file that was not written to its end is none.
    out.rewind()?;
    out.write_all(&MAGIC)?;
    out.write_all(&ORDER.to_ne_bytes())?;
    out.write_all(&FORMAT.to_ne_bytes())?;
    for number in [at, end.len() as u64, checksum(&end)] {
        out.write_all(&number.to_ne_bytes())?;
    }
    out.flush()
}

/// Counts and hashes what is written through it.
struct Summing<W> {
    out: W,
    hasher: xxhash3_64::Hasher,
    length: u64,
    most: u64,
}

impl<W: Write> Write for Summing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // In parts that are still in the processor's cache when they are hashed.
        let written = self.out.write(&bytes[..bytes.len().min(PART)])?;
        self.hasher.write(&bytes[..written]);
        self.length += written as u64;
        if self.length > self.most {
            return Err(too_large());
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn too_large() -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, "the snapshot would be too large to be kept")
}

/// So many bytes go through the processor's cache at a time.
const PART: usize = 1 << 18;

impl Contents {
    /// Reads what a snapshot of this kzq says of itself; `None` where it is damaged, or another's.
    pub(super) fn read(file: &File) -> Option<Self> {
        let mut beginning = [0; BEGINNING];
        file.read_exact_at(&mut beginning, 0).ok()?;
        let rest = beginning.strip_prefix(&MAGIC)?;
        let rest = rest.strip_prefix(&ORDER.to_ne_bytes())?;
        let (numbers, _) = rest.strip_prefix(&FORMAT.to_ne_bytes())?.as_chunks();
        let numbers: Vec<u64> = numbers.iter().map(|&number| u64::from_ne_bytes(number)).collect();
        let [at, length, sum] = numbers[..] else { return None };
        let all = file.metadata().ok()?.len();
        // None of so many bytes is written: whoever made it wants memory.
        (all <= CAP && at.checked_add(length)? == all).then_some(())?;
        let mut end = vec![0; usize::try_from(length).ok()?];
        file.read_exact_at(&mut end, at).ok()?;
        let (contents, rest): (Self, _) = postcard::take_from_bytes(&end).ok().filter(|_| checksum(&end) == sum)?;
        let places = contents.sections.iter().try_fold(BEGINNING as u64, |at, section| at.checked_add(section.length));
        (rest.is_empty() && contents.version == env!("CARGO_PKG_VERSION") && places == Some(at)).then_some(contents)
    }

    /// Whether these are the full paths of the files of which it is the snapshot.
    pub(super) fn is_of(&self, files: &[PathBuf]) -> bool {
        let named = self.files.iter().map(|(path, _)| path.as_slice());
        named.eq(files.iter().map(|file| file.as_os_str().as_bytes()))
    }

    /// How many sections there are.
    pub(super) fn sections(&self) -> usize {
        self.sections.len()
    }

    /// Makes something of a section, whose bytes and length it is given; `None` too where these are not as they
    /// were written.
    pub(super) fn section<T>(
        &self,
        number: usize,
        file: &File,
        read: impl FnOnce(&mut dyn Read, u64) -> Option<T>,
    ) -> Option<T> {
        let at = self.sections[..number].iter().map(|section| section.length).sum::<u64>() + BEGINNING as u64;
        let Section { length, checksum } = self.sections[number];
        let mut bytes = Bytes { file, at, left: length, hasher: xxhash3_64::Hasher::new() };
        let made = read(&mut bytes, length)?;
        (bytes.left == 0 && bytes.hasher.finish() == checksum).then_some(made)
    }
}

/// The bytes of a section, hashed as they are read.
struct Bytes<'f> {
    file: &'f File,
    at: u64,
    left: u64,
    hasher: xxhash3_64::Hasher,
}

impl Read for Bytes<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let room = buffer.len().min(PART).min(usize::try_from(self.left).unwrap_or(PART));
        let read = self.file.read_at(&mut buffer[..room], self.at)?;
        self.hasher.write(&buffer[..read]);
        self.at += read as u64;
        self.left -= read as u64;
        Ok(read)
    }
}
