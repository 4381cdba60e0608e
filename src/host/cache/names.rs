//! The names file next to a snapshot: the ids of all entries, sorted, and the values that complete queries. A shell
//! completes from it without loading anything.
//!
//! It may be older than the collection: then it suggests what was there.

use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::path::PathBuf;

use super::canonical_paths;
use super::file::VERSION;
use super::snapshots::{NAMES_EXTENSION, SnapshotCache};
use crate::host::file_stamp::FileStamp;
use crate::host::platform::ownership::require_trusted;
use crate::host::read_file::read_exact_at;
use kzq_corpus::Corpus;
use kzq_search::CompletionTable;
use kzq_search::snapshot::FORMAT;

const MAGIC: [u8; 8] = *b"kzqname\0";
/// Header size in bytes: magic, version, then the hash of the files' stamps and the lengths of the sections.
const HEADER_LEN: usize = 8 + VERSION_LEN + 8 * SECTIONS + 8;
const VERSION_LEN: usize = 32;
/// The table, then for the plain and the qualified ids each: the offsets and the texts.
const SECTIONS: usize = 5;
/// Nobody chooses among more; of more, only the first are read.
const MAX_FOUND: usize = 200;

/// A names file that is open.
pub(crate) struct Names {
    file: File,
    lengths: [u64; SECTIONS],
}

impl SnapshotCache {
    fn names_path(&self, files: &[PathBuf]) -> PathBuf {
        self.snapshot_path(files).with_extension(NAMES_EXTENSION)
    }

    /// Stores the names of collections that have a snapshot, unless those stored are of the files as they are now.
    ///
    /// # Errors
    ///
    /// If they can't be written.
    pub(crate) fn store_names(&self, files: &[PathBuf], corpus: &Corpus) -> io::Result<()> {
        let Some(files) = canonical_paths(files).filter(|files| self.snapshot_path(files).exists()) else {
            return Ok(());
        };
        let (path, stamp) = (self.names_path(&files), stamp(&files));
        if File::open(&path).is_ok_and(|file| Names::header(&file).is_some_and(|(of, _)| of == stamp)) {
            return Ok(());
        }
        self.write_atomically(&path, |file| write(file, stamp, corpus))
    }

    /// Opens the names of collections, if they are stored.
    pub(crate) fn open_names(&self, files: &[PathBuf]) -> Option<Names> {
        let file = File::open(self.names_path(&canonical_paths(files)?)).ok()?;
        require_trusted(&file.metadata().ok()?).ok()?;
        let (_, lengths) = Names::header(&file)?;
        Some(Names { file, lengths })
    }
}

/// A hash of the stamps of files.
fn stamp(files: &[PathBuf]) -> u64 {
    let stamps: Vec<String> = files.iter().map(|file| format!("{:?}", FileStamp::of(file))).collect();
    super::key::checksum(stamps.concat().as_bytes())
}

fn version() -> [u8; VERSION_LEN] {
    let mut version = [0; VERSION_LEN];
    let text = format!("{VERSION}/{FORMAT}");
    let length = text.len().min(VERSION_LEN);
    version[..length].copy_from_slice(&text.as_bytes()[..length]);
    version
}

fn write(file: &File, stamp: u64, corpus: &Corpus) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    out.write_all(&[0; HEADER_LEN])?;
    let mut table = Vec::new();
    CompletionTable::write(corpus, &mut table)?;
    out.write_all(&table)?;
    let mut lengths = vec![table.len() as u64];
    let mut ids: Vec<_> = corpus.entries().map(kzq_corpus::Entry::id).collect();
    lengths.extend(write_sorted(&mut out, &mut ids)?);
    // Where there is one collection, its id need not be typed.
    let is_qualified = corpus.collections().len() > 1;
    let mut ids: Vec<_> = corpus.entry_ids().filter(|_| is_qualified).map(|id| corpus.qualified_id(id)).collect();
    lengths.extend(write_sorted(&mut out, &mut ids)?);
    // The header is written last, so that an incomplete file is invalid.
    out.rewind()?;
    out.write_all(&MAGIC)?;
    out.write_all(&version())?;
    out.write_all(&stamp.to_ne_bytes())?;
    for length in lengths {
        out.write_all(&length.to_ne_bytes())?;
    }
    out.flush()
}

/// Writes texts sorted, without duplicates: where each begins and the last ends, then all texts; returns both lengths.
fn write_sorted(out: &mut impl Write, texts: &mut Vec<kzq_text::Safe<'_>>) -> io::Result<[u64; 2]> {
    texts.sort_unstable_by(|one, other| one.as_str().cmp(other.as_str()));
    texts.dedup();
    let mut at = 0_u32;
    out.write_all(&at.to_ne_bytes())?;
    for text in &*texts {
        let length = u32::try_from(text.as_str().len()).ok();
        at = length.and_then(|length| at.checked_add(length)).ok_or(io::ErrorKind::FileTooLarge)?;
        out.write_all(&at.to_ne_bytes())?;
    }
    for text in &*texts {
        out.write_all(text.as_str().as_bytes())?;
    }
    Ok([(texts.len() as u64 + 1) * 4, u64::from(at)])
}

impl Names {
    /// The hash of the stamps, and the lengths of the sections; `None` if the file is damaged or of another version.
    fn header(file: &File) -> Option<(u64, [u64; SECTIONS])> {
        let mut header = [0; HEADER_LEN];
        read_exact_at(file, &mut header, 0).ok()?;
        let rest = header.strip_prefix(&MAGIC)?.strip_prefix(&version())?;
        let (numbers, _) = rest.as_chunks();
        let (stamp, lengths) = numbers.split_first()?;
        let lengths: Vec<u64> = lengths.iter().map(|&length| u64::from_ne_bytes(length)).collect();
        let total = lengths.iter().try_fold(HEADER_LEN as u64, |sum, &length| sum.checked_add(length))?;
        (file.metadata().ok()?.len() == total).then_some(())?;
        Some((u64::from_ne_bytes(*stamp), lengths.try_into().ok()?))
    }

    fn offset(&self, section: usize) -> u64 {
        HEADER_LEN as u64 + self.lengths[..section].iter().sum::<u64>()
    }

    /// The values that complete queries.
    pub(crate) fn table(&self) -> Option<CompletionTable> {
        let mut bytes = vec![0; usize::try_from(self.lengths[0]).ok()?];
        read_exact_at(&self.file, &mut bytes, self.offset(0)).ok()?;
        CompletionTable::read(bytes.into())
    }

    /// The first ids that begin with a text; with the ids of their collections, if the text may be one of those and there
    /// are several.
    pub(crate) fn ids(&self, prefix: &str) -> Vec<String> {
        let plain = self.sorted(1, prefix).unwrap_or_default();
        let qualified = self.sorted(3, prefix).unwrap_or_default();
        plain.into_iter().chain(qualified).collect()
    }

    /// The texts of two sections that begin with a text.
    fn sorted(&self, section: usize, prefix: &str) -> Option<Vec<String>> {
        let count = usize::try_from(self.lengths[section] / 4).ok()?.checked_sub(1)?;
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.text(section, middle)?.as_str() < prefix { low = middle + 1 } else { high = middle }
        }
        let found = (low..count).take(MAX_FOUND).map_while(|at| self.text(section, at));
        Some(found.take_while(|text| text.starts_with(prefix)).collect())
    }

    /// A text of two sections.
    fn text(&self, section: usize, at: usize) -> Option<String> {
        /// Longer ones are not typed; a damaged file may claim any length.
        const MAX_LEN: u32 = 4096;
        let mut ends = [0; 8];
        read_exact_at(&self.file, &mut ends, self.offset(section) + at as u64 * 4).ok()?;
        let (ends, _) = ends.as_chunks();
        let [start, end] = [0, 1].map(|number: usize| u32::from_ne_bytes(ends[number]));
        let length = end.checked_sub(start).filter(|length| *length <= MAX_LEN)?;
        (u64::from(end) <= self.lengths[section + 1]).then_some(())?;
        let mut bytes = vec![0; length as usize];
        read_exact_at(&self.file, &mut bytes, self.offset(section + 1) + u64::from(start)).ok()?;
        String::from_utf8(bytes).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kzq_corpus::read;

    fn corpus(texts: &[&str]) -> Corpus {
        Corpus::merge(texts.iter().map(|text| read("x.ron", text.as_bytes())).collect()).0
    }

    const ONE: &str = r#"(schema: 1, id: "one", title: "One", speakers: {"a": (name: "Ada")}, entries: [
        Quote(id: "war-b", by: "a", text: "1"), Quote(id: "peace", by: "a", text: "2"),
        Quote(id: "war-a", by: "a", text: "3"), Quote(id: "wär", by: "a", text: "4")])"#;
    const TWO: &str = r#"(schema: 1, id: "two", title: "Two", speakers: {"b": (name: "Bo")}, entries: [
        Quote(id: "peace", by: "b", text: "5")])"#;

    fn stored(corpus: &Corpus) -> (File, Names) {
        let file = tempfile::tempfile().unwrap();
        write(&file, 7, corpus).unwrap();
        let (stamp, lengths) = Names::header(&file).unwrap();
        assert_eq!(stamp, 7);
        (file.try_clone().unwrap(), Names { file, lengths })
    }

    #[test]
    fn ids_are_found_by_prefix() {
        let (_, names) = stored(&corpus(&[ONE]));
        for (prefix, expected) in [
            ("", vec!["peace", "war-a", "war-b", "wär"]),
            ("w", vec!["war-a", "war-b", "wär"]),
            ("war-", vec!["war-a", "war-b"]),
            ("wär", vec!["wär"]),
            ("one/", vec![]),
            ("x", vec![]),
            ("war-bc", vec![]),
        ] {
            assert_eq!(names.ids(prefix), expected, "{prefix}");
        }
        let (_, names) = stored(&corpus(&[ONE, TWO]));
        assert_eq!(names.ids("pe"), ["peace"]);
        assert_eq!(names.ids("two"), ["two/peace"]);
        assert_eq!(names.table().unwrap().tables().collections().len(), 2);
        assert_eq!(stored(&Corpus::default()).1.ids(""), Vec::<String>::new());
    }

    #[test]
    fn damaged_files_never_panic() {
        let (file, names) = stored(&corpus(&[ONE, TWO]));
        let mut bytes = vec![0; usize::try_from(file.metadata().unwrap().len()).unwrap()];
        read_exact_at(&file, &mut bytes, 0).unwrap();
        for at in 0..bytes.len() {
            bytes[at] ^= 0xff;
            let mut damaged = tempfile::tempfile().unwrap();
            damaged.write_all(&bytes).unwrap();
            if let Some((_, lengths)) = Names::header(&damaged) {
                let names = Names { file: damaged, lengths };
                let _ = (names.ids(""), names.ids("two/"), names.table().is_some());
            }
            bytes[at] ^= 0xff;
        }
        file.set_len(bytes.len() as u64 - 1).unwrap();
        assert!(Names::header(&names.file).is_none());
    }
}
