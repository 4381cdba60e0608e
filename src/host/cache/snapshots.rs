//! The directory in which snapshots are kept, and how much of them.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use twox_hash::XxHash3_128;

use super::file::Contents;
use crate::host::atomic::{self, Temporary};

/// How many bytes all snapshots together may have.
pub(super) const CAP: u64 = 2 << 30;
/// What the name of a snapshot ends in, behind 32 digits.
const ENDING: &str = "snapshot";

/// A directory of snapshots.
#[derive(Clone, Debug)]
pub struct Snapshots {
    pub(super) directory: PathBuf,
    pub(super) cap: u64,
}

/// A snapshot that is kept.
#[derive(Clone, Debug)]
pub struct Kept {
    path: PathBuf,
    /// The files of which it is the snapshot; none where it is no snapshot of this kzq.
    pub files: Vec<PathBuf>,
    /// How many bytes it has.
    pub bytes: u64,
    /// When it was last read or written.
    pub used: SystemTime,
}

impl Snapshots {
    /// The snapshots in this directory, which need not be there yet.
    pub fn at(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into(), cap: CAP }
    }

    /// The directory.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Where the snapshot of files belongs, whose full paths these are.
    pub(super) fn place(&self, files: &[PathBuf]) -> PathBuf {
        let mut names = Vec::new();
        for file in files {
            names.extend_from_slice(file.as_os_str().as_bytes());
            names.push(0);
        }
        self.directory.join(format!("{:032x}.{ENDING}", XxHash3_128::oneshot(&names)))
    }

    /// The snapshots that are kept, the last used first.
    ///
    /// # Errors
    ///
    /// Where the directory is there, but can't be read.
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

    /// Removes all snapshots; gives how many there were, and how many bytes.
    ///
    /// # Errors
    ///
    /// Where the directory can't be read, or one of them not be removed.
    pub fn clear(&self) -> io::Result<(usize, u64)> {
        self.sweep();
        let kept = self.kept()?;
        for snapshot in &kept {
            fs::remove_file(&snapshot.path)?;
        }
        Ok((kept.len(), kept.iter().map(|snapshot| snapshot.bytes).sum()))
    }

    /// Whether snapshots can be written, and if not, why.
    ///
    /// # Errors
    ///
    /// Why not.
    pub fn try_out(&self) -> io::Result<()> {
        self.temporary().map(drop)
    }

    fn temporary(&self) -> io::Result<Temporary> {
        atomic::create_directory(&self.directory)?;
        Temporary::new(&self.directory, "")
    }

    /// Puts a file in its place which `write` writes; it is seen there whole, or not at all.
    pub(super) fn put(&self, path: &Path, write: impl FnOnce(&File) -> io::Result<()>) -> io::Result<()> {
        self.sweep();
        let temporary = self.temporary()?;
        write(temporary.file())?;
        temporary.replace(path)?;
        self.make_room(path)
    }

    /// Removes what was used longest ago until no more is kept than may be; what stands at `newest` stays.
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

    /// Removes files that a process left half written. That such files are there is no failure.
    fn sweep(&self) {
        /// Before that, whoever made one may not have locked it yet.
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

    /// The files in the directory whose names are those of snapshots, each with the ending of its name.
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
