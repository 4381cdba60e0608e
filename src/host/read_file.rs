//! Reads files of limited size, and never waits for what may never come: collections, drafts, articles and imports may be
//! anything that a path names, and may be replaced by something else while kzq runs.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use super::platform::{files, special_files};

/// The most that is read of one file: the setting `max_size`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaxSize(u64);

impl MaxSize {
    /// No limit.
    pub(super) const NONE: Self = Self(u64::MAX);

    /// A limit in MB.
    pub(super) fn megabytes(megabytes: u32) -> Self {
        Self(u64::from(megabytes) << 20)
    }

    /// A limit in bytes.
    pub(super) fn bytes(bytes: u64) -> Self {
        Self(bytes)
    }

    /// Whether a file of this many bytes exceeds it.
    pub(super) fn is_below(self, bytes: u64) -> bool {
        self.0 < bytes
    }

    /// The error that a file exceeds it.
    pub(super) fn error(self) -> io::Error {
        io::Error::new(ErrorKind::FileTooLarge, TooLarge { megabytes: self.0 >> 20 })
    }
}

/// A file is over the limit that the user has set.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("larger than `max_size` in your settings ({megabytes} MB); raise it to read this file")]
struct TooLarge {
    megabytes: u64,
}

/// Whether an error says that a file is over the limit.
pub(super) fn is_too_large(error: &io::Error) -> bool {
    error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<TooLarge>)
}

/// The same error again.
pub(super) fn same_error(error: &io::Error) -> io::Error {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<TooLarge>()) {
        Some(&too_large) => io::Error::new(error.kind(), too_large),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}

/// Reads a file, or a named pipe into which a program writes.
///
/// # Errors
///
/// If it can't be read, never ends, or is over the limit.
pub(super) fn read(path: &Path, limit: MaxSize) -> io::Result<Vec<u8>> {
    let (mut file, metadata) = special_files::open(path)?;
    if limit.is_below(metadata.len()) {
        return Err(limit.error());
    }
    let first = special_files::prepare(&mut file, &metadata)?;
    read_all(first.as_slice().chain(file), limit)
}

/// Opens a regular file to read it.
///
/// # Errors
///
/// If it can't be opened, or is something else.
pub(super) fn open_regular(path: &Path) -> io::Result<File> {
    let (file, metadata) = special_files::open(path)?;
    if metadata.is_file() { Ok(file) } else { Err(io::Error::new(ErrorKind::InvalidInput, "it is not a regular file")) }
}

/// Reads standard input or the like to its end.
///
/// # Errors
///
/// If it can't be read, or is over the limit.
pub(super) fn read_all(reader: impl Read, limit: MaxSize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(limit.0.saturating_add(1)).read_to_end(&mut bytes)?;
    if limit.is_below(bytes.len() as u64) { Err(limit.error()) } else { Ok(bytes) }
}

/// Whether a path names something that can be read only once, such as a named pipe, or a device.
pub(super) fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
}

/// Fills a buffer with the bytes at an offset.
///
/// # Errors
///
/// If they can't be read, or the file ends before.
pub(super) fn read_exact_at(file: &File, mut buffer: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !buffer.is_empty() {
        match files::read_at(file, buffer, offset) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(len) => {
                buffer = &mut buffer[len..];
                offset += len as u64;
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs::OpenOptions;
    use std::io::Write;
    use std::thread;
    use std::time::Duration;

    use super::*;

    fn make_pipe(path: &Path) {
        assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    #[test]
    fn files_are_read_up_to_the_limit() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("a");
        fs::write(&file, "a".repeat(3 << 20)).unwrap();
        let read_up_to = |megabytes| read(&file, MaxSize::megabytes(megabytes));
        assert_eq!(read_up_to(3).unwrap().len(), 3 << 20);
        let error = read_up_to(2).unwrap_err();
        assert!(is_too_large(&error) && is_too_large(&same_error(&error)) && error.to_string().contains("max_size"));
        assert!(is_too_large(&read_all(io::repeat(0), MaxSize::megabytes(1)).unwrap_err()));
        assert_eq!(read(&file, MaxSize::NONE).unwrap().len(), 3 << 20);
    }

    #[test]
    fn devices_idle_pipes_and_directories_are_rejected() {
        let home = tempfile::tempdir().unwrap();
        let pipe = home.path().join("pipe");
        make_pipe(&pipe);
        for (path, expected) in [
            (Path::new("/dev/zero"), "it is a device"),
            (Path::new("/dev/urandom"), "it is a device"),
            (pipe.as_path(), "no program writes"),
            (home.path(), "directory"),
        ] {
            let error = read(path, MaxSize::NONE).unwrap_err().to_string();
            assert!(error.contains(expected), "{}: {error}", path.display());
        }
        assert!(is_special(&pipe) && is_special(Path::new("/dev/zero")) && !is_special(home.path()));
        assert_eq!(read(Path::new("/dev/null"), MaxSize::NONE).unwrap(), b"");
    }

    #[test]
    fn pipe_with_a_slow_writer_is_read_to_its_end() {
        let home = tempfile::tempdir().unwrap();
        let pipe = home.path().join("pipe");
        make_pipe(&pipe);
        thread::scope(|scope| {
            scope.spawn(|| {
                let mut writer = OpenOptions::new().write(true).open(&pipe).unwrap();
                for part in ["one ", "two"] {
                    thread::sleep(Duration::from_millis(60));
                    writer.write_all(part.as_bytes()).unwrap();
                }
            });
            assert_eq!(read(&pipe, MaxSize::NONE).unwrap(), b"one two");
        });
    }
}
