//! Waits until a terminal can be read or written.

use std::io;
use std::os::fd::BorrowedFd;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use crate::host::native::{self, Direction};

/// On macOS, `poll` reports every terminal as invalid (`POLLNVAL`); `select` does not.
const POLLS_TERMINALS: bool = !cfg!(target_vendor = "apple");

/// Waits for input, up to `timeout`; returns whether there is any. An error means that the terminal is gone, as far as that
/// is known without reading.
pub(super) fn wait_readable(terminal: BorrowedFd<'_>, timeout: Option<Duration>) -> io::Result<bool> {
    let deadline = timeout.map(|timeout| Instant::now() + timeout);
    if !POLLS_TERMINALS {
        return select(terminal, Direction::Read, deadline);
    }
    // A signal may interrupt the wait, which then starts over.
    let timeout = timeout.map(Timespec::try_from).transpose().map_err(io::Error::other)?;
    let mut watched = [PollFd::new(&terminal, PollFlags::IN)];
    loop {
        match poll(&mut watched, timeout.as_ref()) {
            Ok(0) => return Ok(false),
            Ok(_) => break,
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let hangup_flags = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    if watched[0].revents().intersects(hangup_flags) { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(true) }
}

/// Waits until the terminal may accept more; returns false after the deadline.
pub(super) fn wait_writable(terminal: BorrowedFd<'_>, deadline: Instant) -> bool {
    if !POLLS_TERMINALS {
        return select(terminal, Direction::Write, Some(deadline)).unwrap_or(false);
    }
    let remaining = deadline.saturating_duration_since(Instant::now());
    let mut watched = [PollFd::new(&terminal, PollFlags::OUT)];
    // A signal may interrupt the wait, which is no reason to give up.
    let waited = Timespec::try_from(remaining).map(|left| poll(&mut watched, Some(&left)));
    !remaining.is_zero() && waited.is_ok_and(|waited| waited != Ok(0))
}

/// Whether the terminal has hung up.
pub(super) fn has_hung_up(terminal: BorrowedFd<'_>) -> bool {
    if !POLLS_TERMINALS {
        return rustix::termios::tcgetattr(terminal).is_err();
    }
    let mut watched = [PollFd::new(&terminal, PollFlags::empty())];
    poll(&mut watched, Some(&Timespec::default())).is_ok_and(|count| count > 0)
}

/// Waits with `select`, again if a signal interrupts it; returns whether the terminal is ready.
fn select(terminal: BorrowedFd<'_>, direction: Direction, deadline: Option<Instant>) -> io::Result<bool> {
    loop {
        let remaining = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        match native::select(terminal, direction, remaining) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            ready => return ready,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::os::fd::AsFd;
    use std::os::unix::net::UnixStream;

    use super::*;

    #[test]
    fn poll_and_select_agree() {
        let (near, mut far) = UnixStream::pair().unwrap();
        let now = || Some(Instant::now());
        let is_readable =
            || (wait_readable(near.as_fd(), Some(Duration::ZERO)), select(near.as_fd(), Direction::Read, now()));
        assert!(matches!(is_readable(), (Ok(false), Ok(false))));
        far.write_all(b"x").unwrap();
        assert!(matches!(is_readable(), (Ok(true), Ok(true))));
        far.set_nonblocking(true).unwrap();
        let is_writable = |far: &UnixStream| {
            let soon = Instant::now() + Duration::from_millis(1);
            (wait_writable(far.as_fd(), soon), select(far.as_fd(), Direction::Write, now()).unwrap())
        };
        assert_eq!(is_writable(&far), (true, true));
        while far.write(&[b'x'; 4096]).is_ok() {}
        assert_eq!(is_writable(&far), (false, false));
        // After a hang-up, `select` reports that reading would not block, and reading returns the end of file.
        assert!(!has_hung_up(near.as_fd()));
        drop(far);
        assert!(has_hung_up(near.as_fd()));
        assert!(matches!(is_readable(), (Err(_), Ok(true))));
    }
}
