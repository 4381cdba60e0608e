//! The clipboard of the desktop.
//!
//! On X11 and Wayland a clipboard lives as long as the program that set it. So a small detached kzq holds the
//! text until another program takes over, and the browser reads it back before it says "copied".

use std::env;
use std::io::{self, Read, Write};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use arboard::Clipboard;
#[cfg(target_os = "linux")]
use arboard::SetExtLinux;

use super::PATIENCE;
use crate::text::Safe;

/// The name of the command that holds a text.
const HOLDER: &str = "hold-clipboard";

/// Copies by way of a holder, and checks.
pub(super) fn copy(text: &str) -> io::Result<Safe<'static>> {
    let mut holder = Command::new(env::current_exe()?)
        .arg(HOLDER)
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    if let Some(mut stdin) = holder.stdin.take() {
        stdin.write_all(text.as_bytes())?;
    }
    let (sender, receiver) = std::sync::mpsc::channel();
    let expected = text.to_owned();
    // Asking a desktop that hangs would hang, so another thread asks.
    thread::spawn(move || sender.send(is_there(&expected)));
    if receiver.recv_timeout(PATIENCE) == Ok(true) {
        return Ok("copied to the clipboard".into());
    }
    // It may have ended by itself, which is what killing it is for.
    let _ = holder.kill();
    let _ = holder.wait();
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
        thread::sleep(Duration::from_millis(20));
    }
    false
}

/// Holds the text of standard input on the clipboard until another program takes over.
///
/// # Errors
///
/// Where there is no clipboard.
pub fn hold() -> io::Result<()> {
    // Away from the terminal, so that closing it does not end the holder. A leader of a session is away already.
    let _ = rustix::process::setsid();
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let mut clipboard = Clipboard::new().map_err(io::Error::other)?;
    let set = clipboard.set();
    #[cfg(target_os = "linux")]
    let set = set.wait();
    set.text(text).map_err(io::Error::other)
}
