//! Atomic, durable file replacement: readers see the old file or the whole new one.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process;

/// Extension of temporary files.
pub(crate) const ENDING: &str = "tmp";

/// Creates a directory (mode 0700) and its missing parents.
pub(crate) fn create_directory(directory: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(directory)
}

/// A locked, private temporary file, removed on drop unless it replaced its target.
pub(crate) struct Temporary {
    file: File,
    path: PathBuf,
}

impl Temporary {
    /// Creates an empty file in `directory`; its name is `prefix`, two random numbers and the process id.
    pub(crate) fn new(directory: &Path, beginning: &str) -> io::Result<Self> {
        let chance = || RandomState::new().build_hasher().finish();
        let name = format!("{beginning}{:016x}{:016x}-{}.{ENDING}", chance(), chance(), process::id());
        let path = directory.join(name);
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
        let temporary = Self { file, path };
        temporary.file.try_lock()?;
        Ok(temporary)
    }

    pub(crate) fn file(&self) -> &File {
        &self.file
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Renames the file over `path`, which must be in the same directory, and syncs both to disk.
    pub(crate) fn replace(self, path: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        // Open the directory first: after the rename, an error would wrongly report that nothing was written.
        let directory = directory_of(path)?;
        fs::rename(&self.path, path)?;
        sync(&directory)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // After a rename there is no such file.
        let _ = fs::remove_file(&self.path);
    }
}

/// Syncs the directory of a file to disk.
pub(crate) fn sync_directory_of(path: &Path) -> io::Result<()> {
    sync(&directory_of(path)?)
}

fn directory_of(path: &Path) -> io::Result<File> {
    File::open(path.parent().unwrap_or(Path::new("/")))
}

fn sync(directory: &File) -> io::Result<()> {
    match directory.sync_all() {
        // Some file systems can't sync a directory, and need not.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}
