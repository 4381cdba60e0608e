//! Files that may never end: named pipes and devices.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, IsTerminal, Read};
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::{Errno, ioctl_fionbio};

/// How long to wait for a program that writes into a named pipe.
const WRITER_TIMEOUT: Duration = Duration::from_secs(2);
/// How often to look whether there is one.
const WRITER_INTERVAL: Duration = Duration::from_millis(20);

/// Opens a file without waiting for anybody, unless it is a directory, or a device that may never end. Anything but a
/// regular file must be [prepared](prepare) before it is read.
pub(in crate::host) fn open(path: &Path) -> io::Result<(File, Metadata)> {
    let file = OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK).open(path)?;
    let metadata = file.metadata()?;
    let kind = metadata.file_type();
    if kind.is_dir() {
        return Err(Errno::ISDIR.into());
    }
    if kind.is_block_device() || kind.is_char_device() {
        let is_null = fs::metadata("/dev/null").is_ok_and(|null| null.rdev() == metadata.rdev());
        if !(is_null || file.is_terminal()) {
            return Err(io::Error::new(ErrorKind::InvalidInput, "it is a device, not a file"));
        }
    }
    Ok((file, metadata))
}

/// Waits until the program that writes into a named pipe has begun; returns the bytes that were read meanwhile. From then
/// on, reading waits for more.
pub(in crate::host) fn prepare(file: &mut File, metadata: &Metadata) -> io::Result<Vec<u8>> {
    let first = if metadata.file_type().is_fifo() { read_first(file)? } else { Vec::new() };
    if !metadata.is_file() {
        ioctl_fionbio(&*file, false)?;
    }
    Ok(first)
}

/// The first bytes from a named pipe, as soon as there are any; none if a program opened it and closed it again.
fn read_first(pipe: &mut File) -> io::Result<Vec<u8>> {
    let started = Instant::now();
    let mut has_writer = false;
    let mut bytes = vec![0; 1 << 12];
    loop {
        match pipe.read(&mut bytes) {
            Ok(0) if !has_writer && started.elapsed() > WRITER_TIMEOUT => {
                return Err(io::Error::new(ErrorKind::InvalidInput, "it is a named pipe that no program writes to"));
            }
            Ok(0) if !has_writer => thread::sleep(WRITER_INTERVAL),
            Ok(length) => {
                bytes.truncate(length);
                return Ok(bytes);
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                has_writer = true;
                let waited = poll(&mut [PollFd::new(pipe, PollFlags::IN)], None);
                waited.map(drop).or_else(|error| if error == Errno::INTR { Ok(()) } else { Err(error) })?;
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
