//! Locks on files (`flock`), which other programs may ignore.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rustix::io::Errno;
use rustix::process::Pid;

/// Whether a file system has no locks (`flock`).
pub(in crate::host) fn is_unsupported(error: &io::Error) -> bool {
    let number = error.raw_os_error().map(Errno::from_raw_os_error);
    matches!(number, Some(Errno::NOLCK | Errno::NOSYS | Errno::OPNOTSUPP | Errno::INVAL))
}

/// Lets other programs read a file that is locked, which they can.
pub(in crate::host) fn allow_reading(_: &File) {}

/// The process that has the lock on a file: as Linux says, else as the file does, if that process exists. A file may
/// still name a process that was killed.
pub(in crate::host) fn holder(path: &Path) -> Option<i32> {
    let locked = fs::metadata(path).ok()?;
    let locks = fs::read_to_string("/proc/locks").unwrap_or_default();
    holder_in(&locks, locked.ino()).or_else(|| {
        let id = fs::read_to_string(path).ok()?.trim().parse().ok()?;
        rustix::process::test_kill_process(Pid::from_raw(id)?).is_ok().then_some(id)
    })
}

/// The process that has the lock on an inode, in the words of `/proc/locks`:
/// `1: FLOCK  ADVISORY  WRITE 4711 08:01:131 0 EOF`.
fn holder_in(locks: &str, inode: u64) -> Option<i32> {
    let id = |line: &str| {
        let mut words = line.split_whitespace().skip(1);
        // One that waits for a lock has an arrow there.
        let (kind, id, file) = (words.next()?, words.nth(2)?, words.next()?);
        (kind == "FLOCK" && file.rsplit(':').next() == Some(inode.to_string().as_str())).then(|| id.parse().ok())?
    };
    locks.lines().find_map(id).filter(|id| *id > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lock_holder_is_found_by_inode() {
        const LOCKS: &str = "1: POSIX  ADVISORY  WRITE 11 08:01:131 0 EOF
2: FLOCK  ADVISORY  WRITE 4711 08:01:131 0 EOF
2: -> FLOCK  ADVISORY  WRITE 12 08:01:131 0 EOF
3: FLOCK  ADVISORY  WRITE -1 00:2f:7 0 EOF
";
        for (inode, expected) in [(131, Some(4711)), (31, None), (7, None)] {
            assert_eq!(holder_in(LOCKS, inode), expected, "{inode}");
        }
    }
}
