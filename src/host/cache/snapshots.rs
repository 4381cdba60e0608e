//! The cache directory: listing, replacing and evicting snapshots.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;
use twox_hash::XxHash3_128;

use super::contents::Map;
use super::file::SnapshotFooter;
use crate::host::paths;
use crate::host::platform::files;
use crate::host::platform::files::MappedFile;
use crate::host::state::atomic;

/// Maximum size in bytes of all snapshots together, unless the last one needs more by itself.
const MAX_TOTAL_LEN: u64 = 2 << 30;

/// Extension of snapshot files, whose stem is 32 hexadecimal digits.
const EXTENSION: &str = "snapshot";

/// Extension of the file with the names of a collection; the stem is that of its snapshot.
pub(super) const NAMES_EXTENSION: &str = "names";

/// The snapshot cache.
#[derive(Clone, Debug)]
pub struct SnapshotCache {
    pub(super) directory: PathBuf,
    pub(super) max_total_len: u64,
    /// Maps a snapshot into memory.
    pub(super) map: Map,
}

/// A snapshot in the cache.
#[derive(Clone, Debug)]
pub struct CacheEntry {
    path: PathBuf,
    /// The files it was built from; empty if this kzq version can't read it.
    pub files: Vec<PathBuf>,
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was last read or written.
    pub last_used: SystemTime,
}

/// Returns the user's snapshot cache; `None` without a home directory.
pub fn user_cache() -> Option<SnapshotCache> {
    paths::cache_directory().map(SnapshotCache::new)
}

impl SnapshotCache {
    /// Opens the cache in a directory, which need not exist yet.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into(), max_total_len: MAX_TOTAL_LEN, map: MappedFile::new }
    }

    /// The cache directory.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Returns the path of the snapshot for files, given by their absolute paths.
    pub(super) fn snapshot_path(&self, files: &[PathBuf]) -> PathBuf {
        let mut names = Vec::new();
        for file in files {
            names.extend_from_slice(file.as_os_str().as_encoded_bytes());
            names.push(0);
        }
        self.directory.join(format!("{:032x}.{EXTENSION}", XxHash3_128::oneshot(&names)))
    }

    /// Lists the snapshots, most recently used first.
    ///
    /// # Errors
    ///
    /// If the directory exists, but can't be read.
    pub fn entries(&self) -> io::Result<Vec<CacheEntry>> {
        let mut kept = Vec::new();
        for path in self.files(is_snapshot_name)? {
            let Ok(metadata) = fs::symlink_metadata(&path) else { continue };
            let contents = File::open(&path).ok().and_then(|file| SnapshotFooter::read(&file));
            let named = contents.map_or_else(Vec::new, |contents| contents.files);
            kept.push(CacheEntry {
                files: named.into_iter().map(|(path, _)| files::path_of_bytes(path)).collect(),
                bytes: metadata.len(),
                last_used: metadata.modified()?,
                path,
            });
        }
        kept.sort_by(|one, other| other.last_used.cmp(&one.last_used).then_with(|| one.path.cmp(&other.path)));
        Ok(kept)
    }

    /// Removes all snapshots; returns their number and total size in bytes.
    ///
    /// # Errors
    ///
    /// If the directory can't be read, or a snapshot can't be removed.
    pub fn clear(&self) -> io::Result<(usize, u64)> {
        self.remove_stale_temp_files();
        let kept = self.entries()?;
        for snapshot in &kept {
            fs::remove_file(&snapshot.path)?;
        }
        // The files of names beside them, even of snapshots that were replaced.
        let is_names = |name: &[u8]| name.strip_suffix(NAMES_EXTENSION.as_bytes()).is_some_and(|it| it.ends_with(b"."));
        for names in self.files(is_names)? {
            fs::remove_file(names)?;
        }
        Ok((kept.len(), kept.iter().map(|snapshot| snapshot.bytes).sum()))
    }

    /// Checks that snapshots can be written.
    ///
    /// # Errors
    ///
    /// If a temporary file can't be created in the cache directory.
    pub fn check_writable(&self) -> io::Result<()> {
        self.new_temp_file().map(drop)
    }

    pub(super) fn new_temp_file(&self) -> io::Result<NamedTempFile> {
        atomic::create_private_dir(&self.directory)?;
        atomic::temp_file(&self.directory, "")
    }

    /// Writes a file with `write` and moves it into place atomically, then evicts old snapshots.
    pub(super) fn write_atomically(&self, path: &Path, write: impl FnOnce(&File) -> io::Result<()>) -> io::Result<()> {
        self.remove_stale_temp_files();
        let temporary = self.new_temp_file()?;
        write(temporary.as_file())?;
        self.persist(temporary, path)
    }

    /// Removes the least recently used snapshots until the total is below the maximum, but never the one at `keep` or
    /// with those names.
    pub(super) fn evict(&self, keep: &Path) -> io::Result<()> {
        let keep = keep.with_extension(EXTENSION);
        let kept = self.entries()?;
        let mut bytes: u64 = kept.iter().map(|snapshot| snapshot.bytes).sum();
        for snapshot in kept.iter().rev().filter(|snapshot| snapshot.path != keep) {
            if bytes > self.max_total_len {
                fs::remove_file(&snapshot.path)?;
                let _ = fs::remove_file(snapshot.path.with_extension(NAMES_EXTENSION));
                bytes -= snapshot.bytes;
            }
        }
        Ok(())
    }

    /// Removes temporary files left by killed processes; errors are ignored.
    pub(super) fn remove_stale_temp_files(&self) {
        /// A younger file may not have been locked by its writer yet.
        const MIN_AGE: Duration = Duration::from_mins(1);
        for path in self.files(|name| atomic::is_temp_name(name, "")).unwrap_or_default() {
            let is_old = || fs::symlink_metadata(&path).ok()?.modified().ok()?.elapsed().ok().map(|age| age > MIN_AGE);
            if is_old() == Some(true) && File::open(&path).is_ok_and(|file| file.try_lock().is_ok()) {
                let _ = fs::remove_file(&path);
            }
        }
    }

    /// Lists the regular files of the cache directory with such a name.
    fn files(&self, is_wanted: impl Fn(&[u8]) -> bool) -> io::Result<Vec<PathBuf>> {
        let items = match fs::read_dir(&self.directory) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            items => items?,
        };
        let mut files = Vec::new();
        for item in items {
            let item = item?;
            if is_wanted(item.file_name().as_encoded_bytes()) && item.file_type().is_ok_and(|kind| kind.is_file()) {
                files.push(item.path());
            }
        }
        Ok(files)
    }
}

/// Whether a file name is 32 hexadecimal digits and [`EXTENSION`].
fn is_snapshot_name(name: &[u8]) -> bool {
    let stem = name.strip_suffix(EXTENSION.as_bytes()).and_then(|name| name.strip_suffix(b"."));
    stem.is_some_and(|stem| stem.len() == 32 && stem.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')))
}
