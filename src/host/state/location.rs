//! [`Location`]: where a file of state is, and how it is read and replaced.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::lock::Lock;
use crate::host::atomic::{self, Temporary};

/// A file of state, where it is.
pub(super) struct Location {
    pub(super) file: PathBuf,
}

impl Location {
    /// The location of a file, or of that to which it is a link, which may not be there yet.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        /// No more links than a system itself follows.
        const MOST: usize = 40;
        let mut file = path.to_owned();
        for _ in 0..MOST {
            match fs::read_link(&file) {
                Ok(target) => file = file.parent().unwrap_or(Path::new("/")).join(target),
                Err(_) => return Ok(Self { file }),
            }
        }
        Err(io::Error::new(io::ErrorKind::InvalidInput, "too many links"))
    }

    pub(super) fn directory(&self) -> &Path {
        self.file.parent().unwrap_or(Path::new("/"))
    }

    /// The path of the file with something behind its name.
    pub(super) fn beside(&self, ending: &str) -> PathBuf {
        let mut name = self.file.file_name().unwrap_or_default().to_owned();
        name.push(ending);
        self.file.with_file_name(name)
    }

    /// The file is replaced at each change, so the lock is on another, which stays.
    pub(super) fn lock_file(&self) -> PathBuf {
        self.beside(".lock")
    }

    /// How the names of our temporary files begin.
    fn temporary(&self) -> String {
        format!("{}.", self.file.file_name().unwrap_or_default().to_string_lossy())
    }

    /// What stands in it.
    pub(super) fn bytes(&self) -> io::Result<Vec<u8>> {
        // Opening a pipe would wait for whoever writes into it.
        if !fs::metadata(&self.file)?.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "this is no file"));
        }
        let mut bytes = Vec::new();
        File::open(&self.file)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Makes its directory, unless it is there. Where the file is a link from `path`, the directory to which that
    /// leads is not ours to make.
    pub(super) fn prepare(&self, path: &Path) -> io::Result<()> {
        if self.file == path { atomic::create_directory(self.directory()) } else { Ok(()) }
    }

    /// Writes it anew; when this comes back it is on the disk.
    pub(super) fn write(&self, bytes: &[u8], _: &Lock) -> io::Result<()> {
        let temporary = Temporary::new(self.directory(), &self.temporary())?;
        temporary.file().write_all(bytes)?;
        temporary.replace(&self.file)
    }

    /// Removes what writers left that were killed. Nobody else writes while we have the lock.
    pub(super) fn sweep(&self, _: &Lock) {
        let beginning = self.temporary();
        for item in fs::read_dir(self.directory()).into_iter().flatten().flatten() {
            let name = item.file_name();
            let middle = name.as_bytes().strip_prefix(beginning.as_bytes());
            let middle = middle.and_then(|rest| rest.strip_suffix(format!(".{}", atomic::ENDING).as_bytes()));
            let is_ours = middle.is_some_and(|middle| {
                middle.len() > 32 && middle.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-'))
            });
            if is_ours {
                // Where it can't be removed it does no harm.
                let _ = fs::remove_file(item.path());
            }
        }
    }
}
