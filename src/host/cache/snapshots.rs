//! The cache directory: listing, replacing and evicting snapshots.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use twox_hash::XxHash3_128;

use super::file::Contents;
use crate::host::state::atomic;
use crate::host::state::atomic::Temporary;

/// Maximum total size of all snapshots in bytes.
pub(super) const CAP: u64 = 2 << 30;
/// Extension of snapshot files, whose stem is 32 hexadecimal digits.
const ENDING: &str = "snapshot";

/// The snapshot cache.
#[derive(Clone, Debug)]
pub struct Snapshots {
    pub(super) directory: PathBuf,
    pub(super) cap: u64,
}

/// A snapshot in the cache.
#[derive(Clone, Debug)]
pub struct Kept {
    path: PathBuf,
    /// The files it was built from; empty if this kzq version can't read it.
    pub files: Vec<PathBuf>,
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was last read or written.
    pub used: SystemTime,
}

impl Snapshots {
    /// Opens the cache in a directory, which need not exist yet.
    pub fn at(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into(), cap: CAP }
    }

    /// The cache directory.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Returns the path of the snapshot for files, given by their absolute paths.
    pub(super) fn place(&self, files: &[PathBuf]) -> PathBuf {
        let mut names = Vec::new();
        for file in files {
            names.extend_from_slice(file.as_os_str().as_bytes());
            names.push(0);
        }
        self.directory.join(format!("{:032x}.{ENDING}", XxHash3_128::oneshot(&names)))
    }

    /// Lists the snapshots, most recently used first.
    ///
    /// # Errors
    ///
    /// If the directory exists, but can't be read.
    pub fn kept(&self) -> io::Result<Vec<Kept>> {
        let mut kept = Vec::new();
        for (path, ending) in self.all()? {
            let Some(metadata) = fs::symlink_metadata(&path).ok().filter(|_| ending == ENDING) else { continue };
            let contents = File::open(&path).ok().and_then(|file| Contents::read(&file));
            let files = contents.map_or_else(Vec::new, |contents| contents.files);
            kept.push(Kept {
                files: files.into_iter().map(|(path, _)| OsString::from_vec(path).into()).collect(),
                bytes: metadata.len(),
                used: metadata.modified()?,
                path,
            });
        }
        kept.sort_by(|one, other| other.used.cmp(&one.used).then_with(|| one.path.cmp(&other.path)));
        Ok(kept)
    }

    /// Removes all snapshots; returns their number and total size in bytes.
    ///
    /// # Errors
    ///
    /// If the directory can't be read, or a snapshot can't be removed.
    pub fn clear(&self) -> io::Result<(usize, u64)> {
        self.sweep();
        let kept = self.kept()?;
        for snapshot in &kept {
            fs::remove_file(&snapshot.path)?;
        }
        Ok((kept.len(), kept.iter().map(|snapshot| snapshot.bytes).sum()))
    }

    /// Checks that snapshots can be written.
    ///
    /// # Errors
    ///
    /// If a temporary file can't be created in the cache directory.
    pub fn try_out(&self) -> io::Result<()> {
        self.temporary().map(drop)
    }

    fn temporary(&self) -> io::Result<Temporary> {
        atomic::create_directory(&self.directory)?;
        Temporary::new(&self.directory, "")
    }

    /// Writes a file with `write` and moves it into place atomically, then evicts old snapshots.
    pub(super) fn put(&self, path: &Path, write: impl FnOnce(&File) -> io::Result<()>) -> io::Result<()> {
        self.sweep();
        let temporary = self.temporary()?;
        write(temporary.file())?;
        temporary.replace(path)?;
        self.make_room(path)
    }

    /// Removes the least recently used snapshots until the total is below the cap; `keep` is never removed.
    fn make_room(&self, newest: &Path) -> io::Result<()> {
        let kept = self.kept()?;
        let mut bytes: u64 = kept.iter().map(|snapshot| snapshot.bytes).sum();
        for snapshot in kept.iter().rev().filter(|snapshot| snapshot.path != newest) {
            if bytes > self.cap {
                fs::remove_file(&snapshot.path)?;
                bytes -= snapshot.bytes;
            }
        }
        Ok(())
    }

    /// Removes temporary files left by killed processes; errors are ignored.
    fn sweep(&self) {
        /// A younger file may not have been locked by its writer yet.
        const FRESH: Duration = Duration::from_mins(1);
        for (path, ending) in self.all().unwrap_or_default() {
            let is_old = || fs::symlink_metadata(&path).ok()?.modified().ok()?.elapsed().ok().map(|age| age > FRESH);
            if ending == atomic::ENDING
                && is_old() == Some(true)
                && File::open(&path).is_ok_and(|file| file.try_lock().is_ok())
            {
                let _ = fs::remove_file(&path);
            }
        }
    }

    /// Lists the cache's own files, each with its extension.
    fn all(&self) -> io::Result<Vec<(PathBuf, &'static str)>> {
        let items = match fs::read_dir(&self.directory) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            items => items?,
        };
        let mut all = Vec::new();
        for item in items {
            let path = item?.path();
            let is_number = |name: &[u8]| {
                name.len() >= 32 && name.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-'))
            };
            let numbered = path.file_stem().is_some_and(|stem| is_number(stem.as_bytes()));
            let ending = [ENDING, atomic::ENDING].into_iter().find(|&ending| path.extension() == Some(ending.as_ref()));
            all.extend(
                ending
                    .filter(|_| numbered && path.symlink_metadata().is_ok_and(|it| it.is_file()))
                    .map(|ending| (path, ending)),
            );
        }
        Ok(all)
    }
}
