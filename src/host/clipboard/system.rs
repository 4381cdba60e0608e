//! The desktop's clipboard.
//!
//! On X11 and Wayland, the content of the clipboard lives as long as the program that set it. So a small detached kzq
//! process (the clipboard daemon) serves the text until another program takes over, and the browser reads it back
//! before it reports "copied".

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use arboard::Clipboard;
#[cfg(target_os = "linux")]
use arboard::SetExtLinux;

use crate::host::platform::daemon;
use crate::host::terminal::screen::EXPENDABLE_THREAD;
use crate::host::workers::threads;
use kzq_text::Safe;

/// The only argument of a clipboard daemon. Not a clap subcommand, so that help and completions do not offer it.
const DAEMON_ARG: &str = "hold-clipboard";
/// Interval for polling whether the daemon has set the clipboard.
const POLL_INTERVAL: Duration = Duration::from_millis(20);
/// How often a daemon checks that the desktop is still running.
const DESKTOP_CHECK_INTERVAL: Duration = Duration::from_secs(3);

/// Copies a text by starting a clipboard daemon, and verifies the result; gives up after `timeout`.
pub(super) fn copy(text: &str, timeout: Duration) -> io::Result<Safe<'static>> {
    let mut daemon = Command::new(daemon::own_program()?)
        .arg(DAEMON_ARG)
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    if let Err(error) = send_to_daemon(&mut daemon, text, timeout) {
        // It may have exited already.
        let _ = daemon.kill();
        let _ = daemon.wait();
        return Err(error);
    }
    // Reap the daemon when another program takes over; without a thread, it is reaped when kzq ends.
    let _ = threads::spawn("daemon", move || drop(daemon.wait()));
    Ok("copied to the clipboard".into())
}

/// Sends a text to the daemon, and verifies that it is on the clipboard.
fn send_to_daemon(daemon: &mut Child, text: &str, timeout: Duration) -> io::Result<()> {
    if let Some(mut stdin) = daemon.stdin.take() {
        stdin.write_all(text.as_bytes())?;
    }
    let (sender, receiver) = channel();
    let expected = text.to_owned();
    let deadline = Instant::now() + timeout;
    // A hanging desktop would block the query, so another thread makes it.
    thread::Builder::new()
        .name(EXPENDABLE_THREAD.into())
        .spawn(move || sender.send(wait_for_text(&expected, deadline)))?;
    while Instant::now() < deadline {
        match receiver.recv_timeout(POLL_INTERVAL) {
            Ok(true) => return Ok(()),
            Ok(false) | Err(RecvTimeoutError::Disconnected) => break,
            // Without a desktop the daemon exits at once.
            Err(RecvTimeoutError::Timeout) if daemon.try_wait()?.is_some_and(|status| !status.success()) => break,
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
    Err(io::Error::other("it did not accept the text"))
}

/// Returns the text on the clipboard; gives up after `timeout`.
pub(super) fn paste(timeout: Duration) -> io::Result<String> {
    let (sender, receiver) = channel();
    // A hanging desktop would block the query, so another thread makes it.
    thread::Builder::new()
        .name(EXPENDABLE_THREAD.into())
        .spawn(move || sender.send(Clipboard::new().and_then(|mut clipboard| clipboard.get_text())))?;
    match receiver.recv_timeout(timeout) {
        Ok(Ok(text)) => Ok(text),
        Ok(Err(arboard::Error::ContentNotAvailable)) => Ok(String::new()),
        Ok(Err(error)) => Err(io::Error::other(error)),
        Err(RecvTimeoutError::Timeout) => Err(io::Error::other("the desktop does not answer")),
        Err(RecvTimeoutError::Disconnected) => Err(io::Error::other("the desktop can't be reached")),
    }
}

/// Polls until the clipboard has the text, or the deadline has passed.
fn wait_for_text(text: &str, deadline: Instant) -> bool {
    while Instant::now() < deadline {
        let holds = Clipboard::new().and_then(|mut clipboard| clipboard.get_text());
        if holds.is_ok_and(|held| held == text) {
            return true;
        }
        thread::sleep(POLL_INTERVAL);
    }
    false
}

/// Whether these arguments, program name first, start a clipboard daemon.
pub fn is_daemon(arguments: &[OsString]) -> bool {
    matches!(arguments, [_, only] if only == DAEMON_ARG)
}

/// Serves the text from standard input on the clipboard until another program takes over, or the desktop ends.
///
/// # Errors
///
/// If there is no clipboard.
pub fn serve() -> io::Result<()> {
    daemon::detach_from_terminal();
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let (sender, receiver) = channel();
    threads::spawn("set", move || drop(sender.send(set(text))))?;
    // `set` blocks until another program takes over, but does not notice when the X server is gone.
    loop {
        match receiver.recv_timeout(DESKTOP_CHECK_INTERVAL) {
            Ok(held) => return held.map_err(io::Error::other),
            Err(_) if !is_desktop_running() => return Ok(()),
            Err(_) => {}
        }
    }
}

/// Sets the clipboard; on Linux it blocks until another program takes over.
fn set(text: String) -> Result<(), arboard::Error> {
    let mut clipboard = Clipboard::new()?;
    let set = clipboard.set();
    #[cfg(target_os = "linux")]
    let set = set.wait();
    set.text(text)
}

fn is_desktop_running() -> bool {
    // Other errors are about the content of the clipboard.
    let asked = Clipboard::new().and_then(|mut clipboard| clipboard.get_text());
    !matches!(asked, Err(arboard::Error::Unknown { .. }))
}
