//! The desktop's clipboard.
//!
//! On X11 and Wayland, the content of the clipboard lives as long as the program that set it. So a small detached kzq
//! process (the clipboard daemon) serves the text until another program takes over, and the browser reads it back
//! before it reports "copied".

use std::env;
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use arboard::Clipboard;
#[cfg(target_os = "linux")]
use arboard::SetExtLinux;

use super::PATIENCE;
use crate::host::terminal::screen::EXPENDABLE;
use kzq_text::Safe;

/// The only argument of a clipboard daemon. Not a clap subcommand, so that help and completions do not offer it.
const HOLDER: &str = "hold-clipboard";
/// Interval for polling whether the daemon has set the clipboard.
const STEP: Duration = Duration::from_millis(20);
/// How often a daemon checks that the desktop is still running.
const HEARTBEAT: Duration = Duration::from_secs(3);

/// Copies a text by starting a clipboard daemon, and verifies the result.
pub(super) fn copy(text: &str) -> io::Result<Safe<'static>> {
    let mut holder = Command::new(env::current_exe()?)
        .arg(HOLDER)
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    if let Err(error) = hand_over(&mut holder, text) {
        // It may have exited already.
        let _ = holder.kill();
        let _ = holder.wait();
        return Err(error);
    }
    // Reap the daemon when another program takes over.
    thread::spawn(move || holder.wait());
    Ok("copied to the clipboard".into())
}

/// Sends a text to the daemon, and verifies that it is on the clipboard.
fn hand_over(holder: &mut Child, text: &str) -> io::Result<()> {
    if let Some(mut stdin) = holder.stdin.take() {
        stdin.write_all(text.as_bytes())?;
    }
    let (sender, receiver) = channel();
    let expected = text.to_owned();
    // A hanging desktop would block the query, so another thread makes it.
    thread::Builder::new().name(EXPENDABLE.into()).spawn(move || sender.send(is_there(&expected)))?;
    let until = Instant::now() + PATIENCE;
    while Instant::now() < until {
        match receiver.recv_timeout(STEP) {
            Ok(true) => return Ok(()),
            Ok(false) | Err(RecvTimeoutError::Disconnected) => break,
            // Without a desktop the daemon exits at once.
            Err(RecvTimeoutError::Timeout) if holder.try_wait()?.is_some_and(|status| !status.success()) => break,
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
    Err(io::Error::other("it did not take the text"))
}

/// Polls until the clipboard has the text, or the timeout expires.
fn is_there(text: &str) -> bool {
    let until = Instant::now() + PATIENCE;
    while Instant::now() < until {
        let holds = Clipboard::new().and_then(|mut clipboard| clipboard.get_text());
        if holds.is_ok_and(|held| held == text) {
            return true;
        }
        thread::sleep(STEP);
    }
    false
}

/// Whether these arguments, program name first, start a clipboard daemon.
pub fn is_holder(arguments: &[OsString]) -> bool {
    matches!(arguments, [_, only] if only == HOLDER)
}

/// Serves the text from standard input on the clipboard until another program takes over, or the desktop ends.
///
/// # Errors
///
/// If there is no clipboard.
pub fn hold() -> io::Result<()> {
    // Detach from the terminal, so that closing it does not end the daemon. Fails for a session leader, which is
    // detached already.
    let _ = rustix::process::setsid();
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let (sender, receiver) = channel();
    thread::spawn(move || sender.send(set(text)));
    // `set` blocks until another program takes over, but does not notice when the X server is gone.
    loop {
        match receiver.recv_timeout(HEARTBEAT) {
            Ok(held) => return held.map_err(io::Error::other),
            Err(_) if !desktop_is_there() => return Ok(()),
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

fn desktop_is_there() -> bool {
    // Other errors are about the content of the clipboard.
    let asked = Clipboard::new().and_then(|mut clipboard| clipboard.get_text());
    !matches!(asked, Err(arboard::Error::Unknown { .. }))
}
