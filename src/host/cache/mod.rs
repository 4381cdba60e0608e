//! Cache of large collections and their indexes as snapshots, so that they open quickly.
//!
//! A snapshot is never trusted: the files it was built from are hashed in full each time, its own sections are
//! checksummed, and its content is validated as if written by an attacker. An invalid snapshot is removed, and the
//! files are parsed.

mod command;
mod contents;
mod file;
mod growing;
mod key;
mod names;
mod snapshots;

use std::fs::{self, File};
use std::io;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use self::contents::{Contents, Map};
use self::file::{NamedFiles, SnapshotFooter};
use crate::host::platform::ownership::require_trusted;
pub(super) use command::{clear, list};
pub use growing::GrowingSnapshot;
pub use key::{FileHasher, FileKey};
use kzq_corpus::Corpus;
use kzq_search::snapshot::{ParsedSection, Snapshot, SnapshotReader};
use kzq_search::{Executor, Index};
pub(super) use names::Names;
pub use snapshots::{CacheEntry, SnapshotCache, user_cache};

/// Collections with fewer bytes are parsed quickly enough.
const MIN_CACHED_LEN: u64 = 4 << 20;

/// Returns the canonical paths of a collection's files; `None` unless all are regular files.
fn canonical_paths(files: &[PathBuf]) -> Option<Vec<PathBuf>> {
    let full_path = |file: &PathBuf| fs::canonicalize(file).ok().filter(|path| path.is_file());
    files.iter().map(full_path).collect::<Option<Vec<_>>>().filter(|paths| !paths.is_empty())
}

impl SnapshotCache {
    /// Loads corpus and index of the files, if there is a snapshot of their current content. An invalid or outdated
    /// snapshot is removed, but not if the files can't be read: then its validity is unknown.
    pub fn load(&self, files: &[PathBuf], parallel: &dyn Executor) -> Option<(Corpus, Index)> {
        let files = canonical_paths(files)?;
        let path = self.snapshot_path(&files);
        let snapshot = File::open(&path).ok()?;
        // Checksums can be forged. What another user may have written is replaced by a snapshot of our own.
        if snapshot.metadata().and_then(|file| require_trusted(&file)).is_err() {
            let _ = fs::remove_file(&path);
            return None;
        }
        let loaded = read(&snapshot, &files, self.map, parallel).ok()?;
        if loaded.is_some() {
            // The modification time is the time of last use, for evicting the least recently used.
            let _ = snapshot.set_modified(SystemTime::now());
        } else {
            let _ = fs::remove_file(&path);
        }
        loaded
    }

    /// Stores a snapshot of files that were parsed without diagnostics and had the content of `keys`; returns whether
    /// it was stored. Small collections are not.
    ///
    /// # Errors
    ///
    /// If it can't be written, which is no reason not to browse.
    pub fn store(&self, files: &[PathBuf], keys: &[FileKey], corpus: &Corpus, index: &Index) -> io::Result<bool> {
        let Some(((paths, named), snapshot)) = named_files(files, keys).zip(Snapshot::new(corpus, index)) else {
            return Ok(false);
        };
        self.write_atomically(&self.snapshot_path(&paths), |file| file::write(file.try_clone()?, named, snapshot))?;
        Ok(true)
    }
}

/// The canonical paths of files, and what a snapshot of them records: their paths and keys. `None` if none is kept of them.
fn named_files(files: &[PathBuf], keys: &[FileKey]) -> Option<(Vec<PathBuf>, NamedFiles)> {
    let length: u64 = keys.iter().map(|key| key.length).sum();
    let paths = canonical_paths(files).filter(|_| length >= MIN_CACHED_LEN && keys.len() == files.len())?;
    let names = paths.iter().map(|file| file.as_os_str().as_encoded_bytes().to_vec());
    let named = names.zip(keys.iter().copied()).collect();
    Some((paths, named))
}

/// Reads a snapshot if it is valid and the files are unchanged; fails if it or the files can't be read.
fn read(snapshot: &File, files: &[PathBuf], map: Map, parallel: &dyn Executor) -> io::Result<Option<(Corpus, Index)>> {
    let Some(footer) = SnapshotFooter::read(snapshot).filter(|footer| footer.matches_files(files)) else {
        return Ok(None);
    };
    let Some(now) = OriginalFiles::stat(files, &footer)? else { return Ok(None) };
    let read = read_verified(&Contents::of(snapshot, map)?, &footer, &now, parallel);
    now.error.into_inner().map_or(Ok(read), Err)
}

fn read_verified(
    contents: &Contents,
    footer: &SnapshotFooter,
    now: &OriginalFiles<'_>,
    parallel: &dyn Executor,
) -> Option<(Corpus, Index)> {
    (footer.section_count() > 0).then_some(())?;
    let snapshot = &contents.bytes();
    let opened = SnapshotReader::open(footer.section(0, snapshot)?)?;
    (opened.section_count() == footer.section_count()).then_some(())?;

    let sections: Vec<OnceLock<ParsedSection>> = (1..opened.section_count()).map(|_| OnceLock::new()).collect();
    let is_invalid = AtomicBool::new(false);
    // The file chunks go last: they are smaller, so that the threads finish at about the same time.
    parallel.for_each(sections.len() + now.chunks.len(), &|job| {
        if is_invalid.load(Ordering::Relaxed) {
            return;
        }
        let is_ok = match job.checked_sub(sections.len()) {
            None => {
                let section = footer.section(job + 1, snapshot);
                let read = section.and_then(|section| opened.read_section(job + 1, section));
                // It was read to be verified; little of it may ever be used.
                footer.section_range(job + 1).into_iter().for_each(|range| contents.release(range));
                read.is_some_and(|section| sections[job].set(section).is_ok())
            }
            Some(piece) => now.hash_chunk(piece),
        };
        if !is_ok {
            is_invalid.store(true, Ordering::Relaxed);
        }
    });
    (!is_invalid.into_inner() && now.are_unchanged()).then_some(())?;
    opened.finish(sections.into_iter().map(OnceLock::into_inner).collect::<Option<Vec<_>>>()?)
}

/// The files a snapshot was built from, as they are now. They are opened one at a time: there may be more of them than
/// a process may have open.
struct OriginalFiles<'a> {
    paths: &'a [PathBuf],
    footer: &'a SnapshotFooter,
    /// For each chunk of each file, in order: index of the file, number of the chunk, and its hash.
    chunks: Vec<(usize, u64, OnceLock<u128>)>,
    /// The error, if one of them could not be read.
    error: OnceLock<io::Error>,
}

impl<'a> OriginalFiles<'a> {
    /// Stats the files; returns `None` unless they have the recorded lengths.
    fn stat(paths: &'a [PathBuf], contents: &'a SnapshotFooter) -> io::Result<Option<Self>> {
        let mut pieces = Vec::new();
        for (file, (path, (_, key))) in paths.iter().zip(&contents.files).enumerate() {
            if fs::metadata(path)?.len() != key.length {
                return Ok(None);
            }
            pieces.extend((0..key.chunk_count()).map(|number| (file, number, OnceLock::new())));
        }
        Ok(Some(Self { paths, footer: contents, chunks: pieces, error: OnceLock::new() }))
    }

    /// Hashes a chunk; returns false if it can't be read.
    fn hash_chunk(&self, piece: usize) -> bool {
        let (file, number, hash) = &self.chunks[piece];
        let (path, (_, key)) = (&self.paths[*file], &self.footer.files[*file]);
        match File::open(path).and_then(|file| key::hash_chunk(&file, key.length, *number)) {
            Ok(hashed) => hash.set(hashed).is_ok(),
            Err(error) => {
                // If another thread failed first, its error is as good.
                let _ = self.error.set(error);
                false
            }
        }
    }

    /// Whether the files have the recorded content.
    fn are_unchanged(&self) -> bool {
        let mut pieces = self.chunks.iter();
        self.footer.files.iter().all(|(_, key)| {
            let own = pieces.by_ref().take(usize::try_from(key.chunk_count()).unwrap_or(usize::MAX));
            let hashes: Option<Vec<u128>> = own.map(|(.., hash)| hash.get().copied()).collect();
            hashes.is_some_and(|hashes| FileKey::from_chunk_hashes(key.length, &hashes) == *key)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::io::Write;
    use std::os::unix::fs::{FileExt, PermissionsExt};
    use std::path::Path;
    use std::time::Duration;

    use super::*;
    use crate::host::platform::files::MappedFile;
    use kzq_corpus::read as read_file;
    use kzq_search::Serial;

    const SMALL: &str = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada")},
        entries: [Quote(id: "q", by: "a", text: "Yes “é”."), Paraphrase(id: "r", of: "a", text: "Indeed.", rests_on: ["q"])])"#;

    /// A temporary directory with a collection and its snapshot cache.
    struct TestCache {
        directory: tempfile::TempDir,
        snapshots: SnapshotCache,
        files: Vec<PathBuf>,
    }

    fn keys(files: &[PathBuf]) -> Vec<FileKey> {
        let key = |file: &PathBuf| {
            let mut hasher = FileHasher::default();
            hasher.update(&fs::read(file).unwrap());
            hasher.finish()
        };
        files.iter().map(key).collect()
    }

    fn parse(files: &[PathBuf]) -> (Corpus, Index) {
        let (corpus, _) =
            Corpus::merge(files.iter().map(|file| read_file("x.ron", &fs::read(file).unwrap())).collect());
        let index = Index::build(&corpus, &Serial);
        (corpus, index)
    }

    impl TestCache {
        fn new(text: &str) -> Self {
            let directory = tempfile::tempdir().unwrap();
            let file = directory.path().join("c.ron");
            fs::write(&file, text).unwrap();
            let snapshots = SnapshotCache::new(directory.path().join("cache/kzq"));
            Self { directory, snapshots, files: vec![file] }
        }

        /// Returns a cache with a collection large enough to be cached.
        fn large() -> Self {
            Self::new(&large())
        }

        fn store(&self) -> io::Result<bool> {
            let (corpus, index) = parse(&self.files);
            self.snapshots.store(&self.files, &keys(&self.files), &corpus, &index)
        }

        fn load(&self) -> Option<Corpus> {
            self.snapshots.load(&self.files, &Serial).map(|(corpus, _)| corpus)
        }

        fn names(&self) -> Vec<String> {
            let items = fs::read_dir(self.snapshots.directory()).into_iter().flatten();
            items.map(|item| item.unwrap().file_name().into_string().unwrap()).collect()
        }

        fn only_snapshot(&self) -> PathBuf {
            let names = self.names();
            assert_eq!(names.len(), 1, "{names:?}");
            self.snapshots.directory().join(&names[0])
        }
    }

    fn large() -> String {
        SMALL.replace("Indeed.", &"Indeed, that is what was said. ".repeat(150_000))
    }

    #[test]
    fn loads_only_while_files_are_unchanged() {
        let place = TestCache::large();
        assert!(place.load().is_none());
        assert!(place.store().unwrap());
        assert_eq!(place.load(), Some(parse(&place.files).0));
        assert_eq!(place.load(), Some(parse(&place.files).0));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&place.only_snapshot()), mode(place.snapshots.directory())), (0o600, 0o700));

        // Same length, and same modification time.
        let file = &place.files[0];
        let before = fs::metadata(file).unwrap().modified().unwrap();
        fs::write(file, large().replace("Yes", "Not")).unwrap();
        File::options().write(true).open(file).unwrap().set_modified(before).unwrap();
        assert!(place.load().is_none());
        assert_eq!(place.names(), [""; 0], "what is of another content is removed");

        assert!(place.store().unwrap());
        File::options().append(true).open(file).unwrap().write_all(b" ").unwrap();
        assert!(place.load().is_none());
        assert_eq!(place.names(), [""; 0]);
    }

    #[test]
    fn snapshot_is_written_incrementally_with_the_index() {
        let mut place = TestCache::large();
        for map in [MappedFile::new as Map, |_, _| Err(io::ErrorKind::Unsupported.into())] {
            place.snapshots.map = map;
            let (original, index) = parse(&place.files);
            let (mut corpus, mut its_index) = (original.clone(), index.clone());
            let growing = place.snapshots.begin(&place.files, &keys(&place.files), &corpus).unwrap();
            let mut growing = growing.expect("it is large enough");
            growing.add(&mut corpus, &mut its_index, 0).unwrap();
            assert!(place.load().is_none(), "it is not complete");
            growing.finish(&corpus, &its_index).unwrap();

            assert_eq!(place.load().as_ref(), Some(&original));
            assert_eq!(corpus, original);
            let text = |corpus: &Corpus| corpus.entries().next().unwrap().text().as_str().as_ptr();
            let can_map = std::ptr::fn_addr_eq(map, MappedFile::new as Map);
            assert_eq!(
                text(&corpus) != text(&original),
                can_map,
                "the texts are in the file, where that can be mapped"
            );
            let names = place.names();
            assert_eq!(names.len(), 2, "the snapshot, and the names that shells complete: {names:?}");
            for name in names {
                fs::remove_file(place.snapshots.directory().join(name)).unwrap();
            }
        }
        let none = place.snapshots.begin(&place.files, &keys(&place.files), &Corpus::default()).unwrap();
        assert!(none.unwrap().finish(&parse(&place.files).0, &Index::default()).is_err(), "blocks are missing");
        assert_eq!(place.names(), [""; 0], "nothing is left of it");
        let small = TestCache::new(SMALL);
        assert!(small.snapshots.begin(&small.files, &keys(&small.files), &Corpus::default()).unwrap().is_none());
    }

    #[test]
    fn snapshot_is_read_entirely_if_mapping_fails() {
        let mut place = TestCache::large();
        assert!(place.store().unwrap());
        place.snapshots.map = |_, _| Err(io::ErrorKind::Unsupported.into());
        let before = fs::read(place.only_snapshot()).unwrap();
        assert_eq!(place.load(), Some(parse(&place.files).0));
        assert!(fs::read(place.only_snapshot()).unwrap() == before, "it stays as it is");

        // A snapshot of changed files is still recognised and removed.
        fs::write(&place.files[0], large().replace("Yes", "Not")).unwrap();
        assert!(place.load().is_none());
        assert_eq!(place.names(), [""; 0]);
    }

    #[test]
    fn world_writable_snapshot_is_removed() {
        let place = TestCache::large();
        assert!(place.store().unwrap());
        fs::set_permissions(place.only_snapshot(), fs::Permissions::from_mode(0o666)).unwrap();
        assert!(place.load().is_none());
        assert!(place.names().is_empty());
    }

    #[test]
    fn rejects_snapshot_of_another_file() {
        let place = TestCache::large();
        assert!(place.store().unwrap());
        let other = place.directory.path().join("d.ron");
        fs::copy(&place.files[0], &other).unwrap();
        let here = place.snapshots.snapshot_path(&canonical_paths(std::slice::from_ref(&other)).unwrap());
        fs::rename(place.only_snapshot(), &here).unwrap();
        assert!(place.snapshots.load(&[other], &Serial).is_none());
        assert_eq!(place.names(), [""; 0]);
    }

    #[test]
    fn small_collections_are_not_cached() {
        let place = TestCache::new(SMALL);
        assert!(!place.store().unwrap());
        assert_eq!(place.names(), [""; 0]);
    }

    /// A snapshot of a small collection, written without the size check.
    fn small_snapshot() -> (TestCache, Vec<PathBuf>, Vec<u8>) {
        let place = TestCache::new(SMALL);
        let files = canonical_paths(&place.files).unwrap();
        let (corpus, index) = parse(&files);
        let named = files.iter().map(|file| file.as_os_str().as_encoded_bytes().to_vec()).zip(keys(&files)).collect();
        let path = place.directory.path().join("snapshot");
        let file = File::create(&path).unwrap();
        file::write(file, named, Snapshot::new(&corpus, &index).unwrap()).unwrap();
        (place, files, fs::read(path).unwrap())
    }

    #[test]
    fn rejects_damaged_snapshots() {
        let (_place, files, bytes) = small_snapshot();
        let file = tempfile::tempfile().unwrap();
        let read = || read(&file, &files, MappedFile::new, &Serial).unwrap().map(|(corpus, _)| corpus);
        for length in 0..bytes.len() {
            file.set_len(0).unwrap();
            file.write_all_at(&bytes[..length], 0).unwrap();
            assert!(read().is_none(), "cut at {length}");
        }
        file.write_all_at(&bytes, 0).unwrap();
        assert_eq!(read(), Some(parse(&files).0));
        for at in 0..bytes.len() {
            for flip in [1, 0x80, 0xff] {
                file.write_all_at(&[bytes[at] ^ flip], at as u64).unwrap();
                assert!(read().is_none(), "changed at {at}");
            }
            file.write_all_at(&bytes[at..=at], at as u64).unwrap();
        }
        file.write_all_at(&[0], bytes.len() as u64).unwrap();
        assert!(read().is_none(), "more than was written");
    }

    #[test]
    fn fails_if_original_files_cannot_be_read() {
        let (_place, files, bytes) = small_snapshot();
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&bytes).unwrap();
        let length = fs::metadata(&files[0]).unwrap().len();
        let contents = SnapshotFooter::read(&file).unwrap();
        let now = OriginalFiles::stat(&files, &contents).unwrap().unwrap();
        assert_eq!((now.chunks.len(), contents.files[0].1.length), (1, length));
        fs::remove_file(&files[0]).unwrap();
        assert!(!now.hash_chunk(0) && now.error.get().is_some());
        assert!(read(&file, &files, MappedFile::new, &Serial).is_err());
    }

    #[test]
    fn rejects_snapshot_of_another_version() {
        let (_place, files, bytes) = small_snapshot();
        let file = tempfile::tempfile().unwrap();
        let version = file::VERSION.as_bytes();
        let at = bytes.windows(version.len()).rposition(|window| window == version).unwrap();
        let mut other = bytes.clone();
        other[at] ^= 1;
        // With a valid checksum.
        let end = usize::try_from(u64::from_ne_bytes(other[16..24].try_into().unwrap())).unwrap();
        let sum = key::checksum(&other[end..]);
        other[32..40].copy_from_slice(&sum.to_ne_bytes());
        file.write_all_at(&other, 0).unwrap();
        assert!(read(&file, &files, MappedFile::new, &Serial).unwrap().is_none());
        // Check that only the version differed.
        other[at] ^= 1;
        let sum = key::checksum(&other[end..]);
        other[32..40].copy_from_slice(&sum.to_ne_bytes());
        assert_eq!(other, bytes);
    }

    #[test]
    fn removes_only_stale_temp_files() {
        let place = TestCache::large();
        assert!(place.store().unwrap());
        let long_ago = SystemTime::now() - Duration::from_hours(1);
        let temporary = |name: &str, changed: SystemTime| {
            let path = place.snapshots.directory().join(name);
            let file = File::create(&path).unwrap();
            file.set_modified(changed).unwrap();
            (path, file)
        };
        let (left, file) = temporary("0123456789abcdef0123456789abcdef-17.tmp", long_ago);
        drop(file);
        let (fresh, _) = temporary("0123456789abcdef0123456789abcdef-18.tmp", SystemTime::now());
        let (written, file) = temporary("0123456789abcdef0123456789abcdef-19.tmp", long_ago);
        file.try_lock().unwrap();
        let (foreign, _) = temporary("somebody-elses.tmp", long_ago);
        assert!(place.store().unwrap());
        let is_there = [&left, &fresh, &written, &foreign].map(|path| path.exists());
        assert_eq!(is_there, [false, true, true, true]);
        assert_eq!(place.names().len(), 4);
        assert!(place.load().is_some());
    }

    #[test]
    fn failed_write_leaves_no_file() {
        let place = TestCache::large();
        let path = place.snapshots.directory().join("0123456789abcdef0123456789abcdef.snapshot");
        let failed = place.snapshots.write_atomically(&path, |mut file| {
            file.write_all(b"half")?;
            Err(io::Error::other("the disk is full"))
        });
        assert!(failed.is_err());
        assert_eq!(place.names(), [""; 0]);
    }

    #[test]
    fn concurrent_writers_do_not_interfere() {
        let place = TestCache::large();
        let (corpus, index) = parse(&place.files);
        let keys = keys(&place.files);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..5 {
                        assert!(place.snapshots.store(&place.files, &keys, &corpus, &index).unwrap());
                        assert!(place.load().is_some());
                    }
                });
            }
        });
        place.only_snapshot();
    }

    #[test]
    fn evicts_least_recently_used() {
        let mut place = TestCache::large();
        let another = |name: &str| {
            let path = place.directory.path().join(name);
            fs::copy(&place.files[0], &path).unwrap();
            vec![path]
        };
        let (two, three) = (another("2.ron"), another("3.ron"));
        let (corpus, index) = parse(&place.files);
        let store = |snapshots: &SnapshotCache, files: &[PathBuf]| {
            snapshots.store(files, &keys(files), &corpus, &index).unwrap()
        };
        assert!(store(&place.snapshots, &place.files) && store(&place.snapshots, &two));
        let kept = place.snapshots.entries().unwrap();
        let age = |files: &[PathBuf], seconds| {
            let path = place.snapshots.snapshot_path(&canonical_paths(files).unwrap());
            let then = SystemTime::now() - Duration::from_secs(seconds);
            File::options().write(true).open(path).unwrap().set_modified(then).unwrap();
        };
        age(&place.files, 200);
        age(&two, 100);
        // Loading counts as use.
        assert!(place.load().is_some());
        place.snapshots.max_total_len = kept[0].bytes * 5 / 2;
        assert!(store(&place.snapshots, &three));
        // The file system's clock is too coarse to order the last two uses.
        let names: HashSet<_> = place.snapshots.entries().unwrap().into_iter().map(|kept| kept.files).collect();
        assert_eq!(names, HashSet::from([&three, &place.files].map(|files| canonical_paths(files).unwrap())));

        place.snapshots.max_total_len = kept[0].bytes - 1;
        // A single snapshot may exceed the maximum, and its names file does not evict it.
        assert!(store(&place.snapshots, &two));
        place.snapshots.store_names(&two, &corpus).unwrap();
        let left = place.snapshots.entries().unwrap();
        assert_eq!(left.iter().map(|kept| &kept.files).collect::<Vec<_>>(), [&canonical_paths(&two).unwrap()]);
        assert_eq!(place.snapshots.clear().unwrap(), (1, left[0].bytes));
        assert_eq!(place.names(), [""; 0]);
    }
}
