//! The clipboard of the desktop.
//!
//! On X11 and Wayland a clipboard lives as long as the program that set it. So a small detached kzq holds the
//! text until another program takes over, and the browser reads it back before it says "copied".

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
use crate::host::screen::EXPENDABLE;
use crate::text::Safe;

/// The only argument of a holder. It is no command, so that help and completions do not offer it.
const HOLDER: &str = "hold-clipboard";
/// How often it is asked whether it holds the text.
const STEP: Duration = Duration::from_millis(20);
/// How often a holder looks whether the desktop is still there.
const HEARTBEAT: Duration = Duration::from_secs(3);

/// Copies by way of a holder, and checks.
pub(super) fn copy(text: &str) -> io::Result<Safe<'static>> {
    let mut holder = Command::new(env::current_exe()?)
        .arg(HOLDER)
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    if let Err(error) = hand_over(&mut holder, text) {
        // It may have ended by itself, which is what killing it is for.
        let _ = holder.kill();
        let _ = holder.wait();
        return Err(error);
    }
    // It ends when another program takes over, and must not stay a zombie then.
    thread::spawn(move || holder.wait());
    Ok("copied to the clipboard".into())
}

/// Gives a text to a holder, and sees that it is on the clipboard then.
fn hand_over(holder: &mut Child, text: &str) -> io::Result<()> {
    if let Some(mut stdin) = holder.stdin.take() {
        stdin.write_all(text.as_bytes())?;
    }
    let (sender, receiver) = channel();
    let expected = text.to_owned();
    // Asking a desktop that hangs would hang, so another thread asks.
    thread::Builder::new().name(EXPENDABLE.into()).spawn(move || sender.send(is_there(&expected)))?;
    let until = Instant::now() + PATIENCE;
    while Instant::now() < until {
        match receiver.recv_timeout(STEP) {
            Ok(true) => return Ok(()),
            Ok(false) | Err(RecvTimeoutError::Disconnected) => break,
            // Without a desktop the holder gives up at once.
            Err(RecvTimeoutError::Timeout) if holder.try_wait()?.is_some_and(|status| !status.success()) => break,
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
    Err(io::Error::other("it did not take the text"))
}

/// Asks until the clipboard holds the text, or patience ends.
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

/// Whether a kzq with these arguments, the program's name first, is a holder.
pub fn is_holder(arguments: &[OsString]) -> bool {
    matches!(arguments, [_, only] if only == HOLDER)
}

/// Holds the text of standard input on the clipboard until another program takes over, or the desktop ends.
///
/// # Errors
///
/// Where there is no clipboard.
pub fn hold() -> io::Result<()> {
    // Away from the terminal, so that closing it does not end the holder. A leader of a session is away already.
    let _ = rustix::process::setsid();
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let (sender, receiver) = channel();
    thread::spawn(move || sender.send(set(text)));
    // Setting waits for another program, but does not notice that the X server is gone.
    loop {
        match receiver.recv_timeout(HEARTBEAT) {
            Ok(held) => return held.map_err(io::Error::other),
            Err(_) if !desktop_is_there() => return Ok(()),
            Err(_) => {}
        }
    }
}

/// Sets the clipboard. On Linux that lasts until another program takes over.
fn set(text: String) -> Result<(), arboard::Error> {
    let mut clipboard = Clipboard::new()?;
    let set = clipboard.set();
    #[cfg(target_os = "linux")]
    let set = set.wait();
    set.text(text)
}

fn desktop_is_there() -> bool {
    // The other errors are about what the clipboard holds.
    let asked = Clipboard::new().and_then(|mut clipboard| clipboard.get_text());
    !matches!(asked, Err(arboard::Error::Unknown { .. }))
}
