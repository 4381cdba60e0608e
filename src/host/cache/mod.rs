//! Cache of large collections and their indexes as snapshots, so that they open quickly.
//!
//! A snapshot is never trusted: the files it was built from are hashed in full each time, its own sections are
//! checksummed, and its content is validated as if written by an attacker. An invalid snapshot is removed, and the
//! files are parsed.

mod command;
mod file;
mod key;
mod snapshots;

use std::fs::{self, File};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use self::file::Contents;
use super::paths;
pub(super) use command::command;
pub use key::{FileKey, Hasher};
use kzq_corpus::Corpus;
use kzq_search::snapshot::{Opened, Section, Snapshot};
use kzq_search::{Index, Parallel};
pub use snapshots::{Kept, Snapshots};

/// Collections with fewer bytes are parsed quickly enough.
const WORTH_KEEPING: u64 = 4 << 20;

/// Returns the user's snapshot cache; `None` without a home directory.
pub fn snapshots() -> Option<Snapshots> {
    paths::cache_directory().map(Snapshots::at)
}

/// Returns the canonical paths of a collection's files; `None` unless all are regular files.
fn full_paths(files: &[PathBuf]) -> Option<Vec<PathBuf>> {
    let full_path = |file: &PathBuf| fs::canonicalize(file).ok().filter(|path| path.is_file());
    files.iter().map(full_path).collect::<Option<Vec<_>>>().filter(|paths| !paths.is_empty())
}

impl Snapshots {
    /// Loads corpus and index of the files, if there is a snapshot of their current content. An invalid or outdated
    /// snapshot is removed, but not if the files can't be read: then its validity is unknown.
    pub fn load(&self, files: &[PathBuf], parallel: &dyn Parallel) -> Option<(Corpus, Index)> {
        let files = full_paths(files)?;
        let place = self.place(&files);
        let snapshot = File::open(&place).ok()?;
        let loaded = read(&snapshot, &files, parallel).ok()?;
        if loaded.is_some() {
            // The modification time is the time of last use, for evicting the least recently used.
            let _ = snapshot.set_modified(SystemTime::now());
        } else {
            let _ = fs::remove_file(&place);
        }
        loaded
    }

    /// Stores a snapshot of files that were parsed without diagnostics and had the content of `keys`; returns whether
    /// it was stored. Small collections are not, nor snapshots larger than the cap.
    ///
    /// # Errors
    ///
    /// If it can't be written, which is no reason not to browse.
    pub fn store(&self, files: &[PathBuf], keys: &[FileKey], corpus: &Corpus, index: &Index) -> io::Result<bool> {
        let length: u64 = keys.iter().map(|key| key.length).sum();
        let snapshot = Snapshot::of(corpus, index).filter(|_| length >= WORTH_KEEPING && keys.len() == files.len());
        let Some((files, snapshot)) = full_paths(files).zip(snapshot) else { return Ok(false) };
        let named = files.iter().map(|file| file.as_os_str().as_bytes().to_vec()).zip(keys.iter().copied()).collect();
        let written = self.put(&self.place(&files), |file| file::write(file, named, snapshot, self.cap));
        match written {
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Ok(false),
            written => written.map(|()| true),
        }
    }
}

/// Reads a snapshot if it is valid and the files are unchanged; fails if the files can't be read.
fn read(snapshot: &File, files: &[PathBuf], parallel: &dyn Parallel) -> io::Result<Option<(Corpus, Index)>> {
    let Some(contents) = Contents::read(snapshot).filter(|contents| contents.is_of(files)) else { return Ok(None) };
    let Some(now) = Originals::find(files, &contents)? else { return Ok(None) };
    let read = read_sections(snapshot, &contents, &now, parallel);
    now.failure.into_inner().map_or(Ok(read), Err)
}

fn read_sections(
    snapshot: &File,
    contents: &Contents,
    now: &Originals<'_>,
    parallel: &dyn Parallel,
) -> Option<(Corpus, Index)> {
    (contents.sections() > 0).then_some(())?;
    let opened = contents.section(0, snapshot, |input, length| Opened::read(input, length))?;
    (opened.sections() == contents.sections()).then_some(())?;

    let sections: Vec<OnceLock<Section>> = (1..opened.sections()).map(|_| OnceLock::new()).collect();
    let is_wrong = AtomicBool::new(false);
    // The file chunks go last: they are smaller, so that the threads finish at about the same time.
    parallel.each(sections.len() + now.pieces.len(), &|job| {
        if is_wrong.load(Ordering::Relaxed) {
            return;
        }
        let is_done = match job.checked_sub(sections.len()) {
            None => {
                let read = contents.section(job + 1, snapshot, |input, length| opened.section(job + 1, input, length));
                read.is_some_and(|section| sections[job].set(section).is_ok())
            }
            Some(piece) => now.hash(piece),
        };
        if !is_done {
            is_wrong.store(true, Ordering::Relaxed);
        }
    });
    (!is_wrong.into_inner() && now.are_as_they_were()).then_some(())?;
    opened.whole(sections.into_iter().map(OnceLock::into_inner).collect::<Option<Vec<_>>>()?)
}

/// The files a snapshot was built from, as they are now. They are opened one at a time: there may be more of them than
/// a process may have open.
struct Originals<'a> {
    paths: &'a [PathBuf],
    contents: &'a Contents,
    /// For each chunk of each file, in order: index of the file, number of the chunk, and its hash.
    pieces: Vec<(usize, u64, OnceLock<u128>)>,
    /// The error, if one of them could not be read.
    failure: OnceLock<io::Error>,
}

impl<'a> Originals<'a> {
    /// Stats the files; returns `None` unless they have the recorded lengths.
    fn find(paths: &'a [PathBuf], contents: &'a Contents) -> io::Result<Option<Self>> {
        let mut pieces = Vec::new();
        for (file, (path, (_, key))) in paths.iter().zip(&contents.files).enumerate() {
            if fs::metadata(path)?.len() != key.length {
                return Ok(None);
            }
            pieces.extend((0..key.pieces()).map(|number| (file, number, OnceLock::new())));
        }
        Ok(Some(Self { paths, contents, pieces, failure: OnceLock::new() }))
    }

    /// Hashes a chunk; returns false if it can't be read.
    fn hash(&self, piece: usize) -> bool {
        let (file, number, hash) = &self.pieces[piece];
        let (path, (_, key)) = (&self.paths[*file], &self.contents.files[*file]);
        match File::open(path).and_then(|file| key::hash_piece(&file, key.length, *number)) {
            Ok(hashed) => hash.set(hashed).is_ok(),
            Err(error) => {
                // If another thread failed first, its error is as good.
                let _ = self.failure.set(error);
                false
            }
        }
    }

    /// Whether the files have the recorded content.
    fn are_as_they_were(&self) -> bool {
        let mut pieces = self.pieces.iter();
        self.contents.files.iter().all(|(_, key)| {
            let own = pieces.by_ref().take(usize::try_from(key.pieces()).unwrap_or(usize::MAX));
            let hashes: Option<Vec<u128>> = own.map(|(.., hash)| hash.get().copied()).collect();
            hashes.is_some_and(|hashes| FileKey::of_pieces(key.length, &hashes) == *key)
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
    use kzq_corpus::read as read_file;
    use kzq_search::Serial;

    const SMALL: &str = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada")},
        entries: [Quote(id: "q", by: "a", text: "Yes “é”."), Paraphrase(id: "r", of: "a", text: "Indeed.", rests_on: ["q"])])"#;

    /// A temporary directory with a collection and its snapshot cache.
    struct Place {
        directory: tempfile::TempDir,
        snapshots: Snapshots,
        files: Vec<PathBuf>,
    }

    fn keys(files: &[PathBuf]) -> Vec<FileKey> {
        let key = |file: &PathBuf| {
            let mut hasher = Hasher::default();
            hasher.feed(&fs::read(file).unwrap());
            hasher.finish()
        };
        files.iter().map(key).collect()
    }

    fn loaded_cold(files: &[PathBuf]) -> (Corpus, Index) {
        let (corpus, _) = Corpus::join(files.iter().map(|file| read_file("x.ron", &fs::read(file).unwrap())).collect());
        let index = Index::of(&corpus, &Serial);
        (corpus, index)
    }

    impl Place {
        fn new(text: &str) -> Self {
            let directory = tempfile::tempdir().unwrap();
            let file = directory.path().join("c.ron");
            fs::write(&file, text).unwrap();
            let snapshots = Snapshots::at(directory.path().join("cache/kzq"));
            Self { directory, snapshots, files: vec![file] }
        }

        /// With a collection large enough to be cached.
        fn large() -> Self {
            Self::new(&large())
        }

        fn store(&self) -> io::Result<bool> {
            let (corpus, index) = loaded_cold(&self.files);
            self.snapshots.store(&self.files, &keys(&self.files), &corpus, &index)
        }

        fn load(&self) -> Option<Corpus> {
            self.snapshots.load(&self.files, &Serial).map(|(corpus, _)| corpus)
        }

        fn names(&self) -> Vec<String> {
            let items = fs::read_dir(self.snapshots.directory()).into_iter().flatten();
            items.map(|item| item.unwrap().file_name().into_string().unwrap()).collect()
        }

        fn only(&self) -> PathBuf {
            let names = self.names();
            assert_eq!(names.len(), 1, "{names:?}");
            self.snapshots.directory().join(&names[0])
        }
    }

    fn large() -> String {
        SMALL.replace("Indeed.", &"Indeed, that is what was said. ".repeat(150_000))
    }

    #[test]
    fn what_is_kept_comes_back_as_long_as_the_files_are_the_same() {
        let place = Place::large();
        assert!(place.load().is_none());
        assert!(place.store().unwrap());
        assert_eq!(place.load(), Some(loaded_cold(&place.files).0));
        assert_eq!(place.load(), Some(loaded_cold(&place.files).0));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&place.only()), mode(place.snapshots.directory())), (0o600, 0o700));

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
    fn a_snapshot_of_another_file_is_none() {
        let place = Place::large();
        assert!(place.store().unwrap());
        let other = place.directory.path().join("d.ron");
        fs::copy(&place.files[0], &other).unwrap();
        let here = place.snapshots.place(&full_paths(std::slice::from_ref(&other)).unwrap());
        fs::rename(place.only(), &here).unwrap();
        assert!(place.snapshots.load(&[other], &Serial).is_none());
        assert_eq!(place.names(), [""; 0]);
    }

    #[test]
    fn small_collections_are_not_kept() {
        let place = Place::new(SMALL);
        assert!(!place.store().unwrap());
        assert_eq!(place.names(), [""; 0]);
    }

    /// A snapshot of a small collection, written without the size check.
    fn small() -> (Place, Vec<PathBuf>, Vec<u8>) {
        let place = Place::new(SMALL);
        let files = full_paths(&place.files).unwrap();
        let (corpus, index) = loaded_cold(&files);
        let named = files.iter().map(|file| file.as_os_str().as_bytes().to_vec()).zip(keys(&files)).collect();
        let path = place.directory.path().join("snapshot");
        let file = File::create(&path).unwrap();
        file::write(&file, named, Snapshot::of(&corpus, &index).unwrap(), snapshots::CAP).unwrap();
        (place, files, fs::read(path).unwrap())
    }

    #[test]
    fn a_damaged_snapshot_is_none() {
        let (_place, files, bytes) = small();
        let file = tempfile::tempfile().unwrap();
        let read = || read(&file, &files, &Serial).unwrap().map(|(corpus, _)| corpus);
        for length in 0..bytes.len() {
            file.set_len(0).unwrap();
            file.write_all_at(&bytes[..length], 0).unwrap();
            assert!(read().is_none(), "cut at {length}");
        }
        file.write_all_at(&bytes, 0).unwrap();
        assert_eq!(read(), Some(loaded_cold(&files).0));
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
    fn nothing_is_known_of_a_snapshot_whose_files_cannot_be_read() {
        let (_place, files, bytes) = small();
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&bytes).unwrap();
        let length = fs::metadata(&files[0]).unwrap().len();
        let contents = Contents::read(&file).unwrap();
        let now = Originals::find(&files, &contents).unwrap().unwrap();
        assert_eq!((now.pieces.len(), contents.files[0].1.length), (1, length));
        fs::remove_file(&files[0]).unwrap();
        assert!(!now.hash(0) && now.failure.get().is_some());
        assert!(read(&file, &files, &Serial).is_err());
    }

    #[test]
    fn what_another_kzq_wrote_is_none() {
        let (_place, files, bytes) = small();
        let file = tempfile::tempfile().unwrap();
        let version = env!("CARGO_PKG_VERSION").as_bytes();
        let at = bytes.windows(version.len()).rposition(|window| window == version).unwrap();
        let mut other = bytes.clone();
        other[at] ^= 1;
        // With a valid checksum.
        let end = usize::try_from(u64::from_ne_bytes(other[16..24].try_into().unwrap())).unwrap();
        let sum = key::checksum(&other[end..]);
        other[32..40].copy_from_slice(&sum.to_ne_bytes());
        file.write_all_at(&other, 0).unwrap();
        assert!(read(&file, &files, &Serial).unwrap().is_none());
        // Check that only the version differed.
        other[at] ^= 1;
        let sum = key::checksum(&other[end..]);
        other[32..40].copy_from_slice(&sum.to_ne_bytes());
        assert_eq!(other, bytes);
    }

    #[test]
    fn what_a_process_left_half_written_is_swept_and_what_one_writes_is_not() {
        let place = Place::large();
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
    fn a_snapshot_that_fails_to_be_written_leaves_nothing() {
        let place = Place::large();
        let path = place.snapshots.directory().join("0123456789abcdef0123456789abcdef.snapshot");
        let failed = place.snapshots.put(&path, |mut file| {
            file.write_all(b"half")?;
            Err(io::Error::other("the disk is full"))
        });
        assert!(failed.is_err());
        assert_eq!(place.names(), [""; 0]);
    }

    #[test]
    fn writers_at_the_same_time_do_not_disturb_one_another() {
        let place = Place::large();
        let (corpus, index) = loaded_cold(&place.files);
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
        place.only();
    }

    #[test]
    fn what_was_used_longest_ago_makes_room() {
        let mut place = Place::large();
        let another = |name: &str| {
            let path = place.directory.path().join(name);
            fs::copy(&place.files[0], &path).unwrap();
            vec![path]
        };
        let (two, three) = (another("2.ron"), another("3.ron"));
        let (corpus, index) = loaded_cold(&place.files);
        let store =
            |snapshots: &Snapshots, files: &[PathBuf]| snapshots.store(files, &keys(files), &corpus, &index).unwrap();
        assert!(store(&place.snapshots, &place.files) && store(&place.snapshots, &two));
        let kept = place.snapshots.kept().unwrap();
        let age = |files: &[PathBuf], seconds| {
            let path = place.snapshots.place(&full_paths(files).unwrap());
            let then = SystemTime::now() - Duration::from_secs(seconds);
            File::options().write(true).open(path).unwrap().set_modified(then).unwrap();
        };
        age(&place.files, 200);
        age(&two, 100);
        // Loading counts as use.
        assert!(place.load().is_some());
        place.snapshots.cap = kept[0].bytes * 5 / 2;
        assert!(store(&place.snapshots, &three));
        // The file system's clock is too coarse to order the last two uses.
        let names: HashSet<_> = place.snapshots.kept().unwrap().into_iter().map(|kept| kept.files).collect();
        assert_eq!(names, HashSet::from([&three, &place.files].map(|files| full_paths(files).unwrap())));

        place.snapshots.cap = kept[0].bytes - 1;
        assert!(!store(&place.snapshots, &two), "a snapshot that is too large is not kept");
        assert_eq!(place.names().len(), 2);
        let bytes: u64 = place.snapshots.kept().unwrap().iter().map(|kept| kept.bytes).sum();
        assert_eq!(place.snapshots.clear().unwrap(), (2, bytes));
        assert_eq!(place.names(), [""; 0]);
    }
}
