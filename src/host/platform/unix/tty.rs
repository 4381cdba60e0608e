//! The terminal that is drawn on.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crossterm::Command;
use rustix::io::Errno;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

use super::{background, ready};

/// The query for the terminal's background colour, if its reply can be distinguished from keys.
pub(in crate::host) const BACKGROUND_QUERY: Option<&[u8]> = Some(background::QUERY);

/// The terminal that is drawn on, if it is not stdout.
static CONTROLLING_TERMINAL: OnceLock<File> = OnceLock::new();

/// Draws on the controlling terminal from now on, even if stdout goes elsewhere.
///
/// # Errors
///
/// If there is none.
pub(in crate::host) fn use_controlling_terminal() -> io::Result<()> {
    let terminal = File::options().read(true).write(true).open("/dev/tty")?;
    // A second one would be the same.
    let _ = CONTROLLING_TERMINAL.set(terminal);
    Ok(())
}

/// Opens the terminal for reading keys, even if standard input comes from elsewhere.
///
/// # Errors
///
/// If there is none.
pub(in crate::host) fn open_keyboard() -> io::Result<File> {
    File::open("/dev/tty")
}

/// The terminal that is drawn on.
fn output() -> BorrowedFd<'static> {
    CONTROLLING_TERMINAL.get().map_or_else(rustix::stdio::stdout, AsFd::as_fd)
}

/// Writes some of the bytes; returns how many. It may be called in a signal handler.
pub(in crate::host) fn write(bytes: &[u8]) -> io::Result<usize> {
    Ok(rustix::io::write(output(), bytes)?)
}

/// Writes some of the bytes to stderr. It may be called in a signal handler.
pub(in crate::host) fn write_error(bytes: &[u8]) -> io::Result<usize> {
    Ok(rustix::io::write(rustix::stdio::stderr(), bytes)?)
}

/// Writes all bytes, unless the terminal is gone or accepts nothing for `timeout`.
pub(in crate::host) fn write_within(bytes: &[u8], timeout: Duration) {
    write_to(output(), bytes, timeout);
}

fn write_to(terminal: BorrowedFd<'_>, mut bytes: &[u8], timeout: Duration) {
    let deadline = Instant::now() + timeout;
    while !bytes.is_empty() {
        match rustix::io::write(terminal, bytes) {
            Ok(written) => bytes = &bytes[written..],
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) if ready::wait_writable(terminal, deadline) => {}
            Err(_) => return,
        }
    }
}

/// Whether the terminal has hung up.
pub(in crate::host) fn has_hung_up() -> bool {
    ready::has_hung_up(output())
}

/// Returns the terminal's size in columns and rows.
pub(in crate::host) fn size() -> io::Result<(u16, u16)> {
    let size = rustix::termios::tcgetwinsize(output())?;
    Ok((size.ws_col, size.ws_row))
}

/// Modes of the terminal, such as whether it echoes.
pub(in crate::host) struct Modes(Termios);

impl Modes {
    /// The modes that the terminal has.
    pub(in crate::host) fn current() -> io::Result<Self> {
        Ok(Self(tcgetattr(output())?))
    }

    /// Sets the terminal to these modes at once. It may be called in a signal handler.
    pub(in crate::host) fn set(&self) -> io::Result<()> {
        Ok(tcsetattr(output(), OptionalActions::Now, &self.0)?)
    }

    /// Sets the terminal to these modes at once, but so that a key that sends a signal discards no output.
    pub(in crate::host) fn set_without_discarding(&self) -> io::Result<()> {
        let mut modes = self.0.clone();
        modes.local_modes.insert(LocalModes::NOFLSH);
        Ok(tcsetattr(output(), OptionalActions::Now, &modes)?)
    }
}

/// Mouse reports for clicks and the wheel (xterm mode 1000 with SGR encoding 1006), but not for motion.
pub(in crate::host) struct CaptureMouse(pub(in crate::host) bool);

impl Command for CaptureMouse {
    fn write_ansi(&self, f: &mut impl std::fmt::Write) -> std::fmt::Result {
        f.write_str(if self.0 { "\x1b[?1000h\x1b[?1006h" } else { "\x1b[?1006l\x1b[?1000l" })
    }
}

/// Does nothing: the sequence that restores the terminal has released the mouse.
pub(in crate::host) fn release_mouse() {}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::os::unix::net::UnixStream;
    use std::sync::mpsc;
    use std::thread;

    use super::*;

    const BYTES: &[u8] = b"\x1b[?1049l";

    /// A socket pair whose first end is full, and the number of bytes it took.
    fn full_socket_pair() -> (UnixStream, UnixStream, usize) {
        let (mut near, far) = UnixStream::pair().unwrap();
        near.set_nonblocking(true).unwrap();
        let mut filled = 0;
        while let Ok(written) = near.write(&[b'x'; 4096]) {
            filled += written;
        }
        (near, far, filled)
    }

    #[test]
    fn writing_waits_until_the_terminal_accepts_more() {
        let (near, mut far, filled) = full_socket_pair();
        let reader = thread::spawn(move || {
            let mut read = Vec::new();
            far.read_to_end(&mut read).unwrap();
            read
        });
        write_to(near.as_fd(), BYTES, Duration::from_mins(1));
        drop(near);
        let read = reader.join().unwrap();
        assert_eq!(&read[filled..], BYTES);
    }

    #[test]
    fn writing_gives_up_on_a_blocked_or_closed_terminal() {
        const TIMEOUT: Duration = Duration::from_millis(20);
        const SOON: Duration = Duration::from_secs(10);
        let (near, far, _) = full_socket_pair();
        let (done, gave_up) = mpsc::channel();
        thread::spawn(move || {
            let begun = Instant::now();
            write_to(near.as_fd(), BYTES, TIMEOUT);
            done.send(begun.elapsed()).unwrap();
            drop(far);
            write_to(near.as_fd(), BYTES, 10 * SOON);
            done.send(begun.elapsed()).unwrap();
        });
        let waited = gave_up.recv_timeout(SOON).expect("it gives up on a blocked terminal");
        assert!(waited >= TIMEOUT, "{waited:?}");
        gave_up.recv_timeout(SOON).expect("it gives up at once on a closed terminal");
    }
}
