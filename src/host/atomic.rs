//! Writing a file so that it is seen whole or not at all, and is on the disk when that is said.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process;

/// What the name of a file ends in while it is written.
pub(super) const ENDING: &str = "tmp";

/// Makes a directory that is only for its owner, and those above it, unless they are there.
pub(super) fn create_directory(directory: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(directory)
}

/// A file that is written: nobody else's, locked, and removed unless it takes its place.
pub(super) struct Temporary {
    file: File,
    path: PathBuf,
}

impl Temporary {
    /// An empty file in a directory; its name begins as is said, and holds a number and the id of the process.
    pub(super) fn new(directory: &Path, beginning: &str) -> io::Result<Self> {
        let chance = || RandomState::new().build_hasher().finish();
        let name = format!("{beginning}{:016x}{:016x}-{}.{ENDING}", chance(), chance(), process::id());
        let path = directory.join(name);
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
        let temporary = Self { file, path };
        temporary.file.try_lock()?;
        Ok(temporary)
    }

    /// The file.
    pub(super) fn file(&self) -> &File {
        &self.file
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the file in the place of another, in its own directory. It is on the disk when this comes back.
    pub(super) fn replace(self, path: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        // Once it is in its place it must not be said that it is not.
        let directory = directory_of(path)?;
        fs::rename(&self.path, path)?;
        sync(&directory)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // There is nothing of this name where it was renamed.
        let _ = fs::remove_file(&self.path);
    }
}

/// Sees that what was done in the directory of a file is on the disk.
pub(super) fn sync_directory_of(path: &Path) -> io::Result<()> {
    sync(&directory_of(path)?)
}

fn directory_of(path: &Path) -> io::Result<File> {
    File::open(path.parent().unwrap_or(Path::new("/")))
}

fn sync(directory: &File) -> io::Result<()> {
    match directory.sync_all() {
        // Some file systems have nothing to be done for a directory.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}
