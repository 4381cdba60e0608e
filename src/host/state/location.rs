//! [`StateFile`]: path of a state file, and how it is read and replaced.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::atomic;
use super::lock::{FileLock, KeepWaiting, wait_patiently};
use crate::host::platform::ownership::require_trusted;

/// A state file.
pub(crate) struct StateFile {
    pub(crate) path: PathBuf,
}

impl StateFile {
    /// Resolves symbolic links; the file need not exist yet.
    pub(crate) fn resolve(path: &Path) -> io::Result<Self> {
        /// As many as Linux follows.
        const MAX_LINKS: usize = 40;
        let mut file = path.to_owned();
        for _ in 0..MAX_LINKS {
            match fs::read_link(&file) {
                Ok(target) => file = file.parent().unwrap_or(Path::new("/")).join(target),
                Err(_) => return Ok(Self { path: file }),
            }
        }
        Err(io::Error::new(io::ErrorKind::InvalidInput, "too many symbolic links"))
    }

    pub(crate) fn directory(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("/"))
    }

    /// The path with a suffix appended to the file name.
    pub(crate) fn with_suffix(&self, suffix: &str) -> PathBuf {
        let mut name = self.path.file_name().unwrap_or_default().to_owned();
        name.push(suffix);
        self.path.with_file_name(name)
    }

    /// The lock is on a separate, permanent file, since the state file is replaced at each change.
    pub(crate) fn lock_path(&self) -> PathBuf {
        self.with_suffix(".lock")
    }

    /// Prefix of temporary file names.
    fn temp_prefix(&self) -> String {
        format!("{}.", self.path.file_name().unwrap_or_default().to_string_lossy())
    }

    /// Reads the file.
    pub(crate) fn read_bytes(&self) -> io::Result<Vec<u8>> {
        // Opening a pipe would block until something writes to it.
        if !fs::metadata(&self.path)?.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
        }
        let mut bytes = Vec::new();
        File::open(&self.path)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Reads a file whose content is trusted: one that only the user or root can have written.
    pub(crate) fn read_trusted(&self) -> io::Result<Vec<u8>> {
        require_trusted(&fs::metadata(&self.path)?)?;
        self.read_bytes()
    }

    /// Prepares for writing the file at `path`: creates its directory, waits for other writers, and removes temporary
    /// files left by killed ones.
    pub(crate) fn lock(&self, path: &Path) -> io::Result<FileLock> {
        self.lock_while(path, &mut wait_patiently)
    }

    /// Like [`lock`](Self::lock), for as long as `keep_waiting` says.
    pub(crate) fn lock_while(&self, path: &Path, keep_waiting: &mut KeepWaiting<'_>) -> io::Result<FileLock> {
        // If `path` is a symbolic link, the target's directory is not ours to create.
        if self.path == path {
            atomic::create_private_dir(self.directory())?;
        }
        let lock = FileLock::acquire(&self.lock_path(), keep_waiting)?;
        self.remove_stale_temp_files(&lock);
        Ok(lock)
    }

    /// Creates a private temporary file that can replace the file.
    pub(crate) fn temp_file(&self) -> io::Result<NamedTempFile> {
        atomic::temp_file(self.directory(), &self.temp_prefix())
    }

    /// Replaces the file; it is on disk when this returns.
    pub(crate) fn write(&self, bytes: &[u8], _: &FileLock) -> io::Result<()> {
        let temporary = self.temp_file()?;
        temporary.as_file().write_all(bytes)?;
        atomic::persist(temporary, &self.path)
    }

    /// Removes temporary files left by killed writers. No other process writes while we hold the lock.
    pub(crate) fn remove_stale_temp_files(&self, _: &FileLock) {
        let prefix = self.temp_prefix();
        for item in fs::read_dir(self.directory()).into_iter().flatten().flatten() {
            if atomic::is_temp_name(item.file_name().as_encoded_bytes(), &prefix) {
                // If it can't be removed, it does no harm.
                let _ = fs::remove_file(item.path());
            }
        }
    }
}
