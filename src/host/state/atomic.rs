//! Atomic, durable file replacement: readers see the old file or the whole new one.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process;

/// Extension of temporary files.
pub(crate) const TEMP_EXTENSION: &str = "tmp";

/// Creates a directory (mode 0700) and its missing parents.
pub(crate) fn create_private_dir(directory: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(directory)
}

/// A locked, private temporary file, removed on drop unless it replaced its target.
pub(crate) struct TempFile {
    file: File,
    path: PathBuf,
}

impl TempFile {
    /// Creates an empty file in `directory`; its name is `prefix`, two random numbers and the process id.
    pub(crate) fn new(directory: &Path, prefix: &str) -> io::Result<Self> {
        let random = || RandomState::new().build_hasher().finish();
        let name = format!("{prefix}{:016x}{:016x}-{}.{TEMP_EXTENSION}", random(), random(), process::id());
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
    pub(crate) fn persist(self, path: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        // Open the directory first: after the rename, an error would wrongly report that nothing was written.
        let directory = open_parent_dir(path)?;
        fs::rename(&self.path, path)?;
        sync_dir(&directory)
    }
}

impl Drop for TempFile {
    fn drop(&mut self) {
        // After a rename there is no such file.
        let _ = fs::remove_file(&self.path);
    }
}

/// Syncs the directory of a file to disk.
pub(crate) fn sync_parent_dir(path: &Path) -> io::Result<()> {
    sync_dir(&open_parent_dir(path)?)
}

fn open_parent_dir(path: &Path) -> io::Result<File> {
    File::open(path.parent().unwrap_or(Path::new("/")))
}

fn sync_dir(directory: &File) -> io::Result<()> {
    match directory.sync_all() {
        // Some file systems can't sync a directory, and need not.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}
