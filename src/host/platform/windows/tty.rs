//! The console that is drawn on.

use std::fs::File;
use std::io::{self, Write};
use std::sync::OnceLock;
use std::time::Duration;

use crossterm::Command;
use crossterm::event::{DisableMouseCapture, EnableMouseCapture};

use crate::host::native;

/// What asks the terminal for its background colour, if its reply can be distinguished from keys: crossterm can't.
pub(in crate::host) const BACKGROUND_QUERY: Option<&[u8]> = None;

/// The console that is drawn on, if it is not stdout.
static CONSOLE: OnceLock<File> = OnceLock::new();

/// Draws on the console from now on, even if stdout goes elsewhere.
///
/// # Errors
///
/// If there is none.
pub(in crate::host) fn use_controlling_terminal() -> io::Result<()> {
    let console = File::options().read(true).write(true).open("CONOUT$")?;
    native::use_utf8_on_console()?;
    // A second one would be the same.
    let _ = CONSOLE.set(console);
    Ok(())
}

/// Opens the console for reading keys, even if standard input comes from elsewhere.
///
/// # Errors
///
/// If there is none.
pub(in crate::host) fn open_keyboard() -> io::Result<File> {
    File::options().read(true).write(true).open("CONIN$")
}

/// Writes some of the bytes; returns how many.
pub(in crate::host) fn write(bytes: &[u8]) -> io::Result<usize> {
    if let Some(mut console) = CONSOLE.get() {
        return console.write(bytes);
    }
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()?;
    Ok(bytes.len())
}

/// Writes some of the bytes to stderr.
pub(in crate::host) fn write_error(bytes: &[u8]) -> io::Result<usize> {
    io::stderr().write(bytes)
}

/// Writes all bytes. A console always accepts more.
pub(in crate::host) fn write_within(mut bytes: &[u8], _: Duration) {
    while !bytes.is_empty() {
        match write(bytes) {
            Ok(written) if written > 0 => bytes = &bytes[written..],
            _ => return,
        }
    }
}

/// Whether the console is gone: then kzq has been told so, and has ended.
pub(in crate::host) fn has_hung_up() -> bool {
    false
}

/// Returns the console's size in columns and rows.
pub(in crate::host) fn size() -> io::Result<(u16, u16)> {
    crossterm::terminal::size()
}

/// Modes of the console, which crossterm keeps.
pub(in crate::host) struct Modes;

impl Modes {
    /// The modes that the console has.
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere the terminal is asked")]
    pub(in crate::host) fn current() -> io::Result<Self> {
        Ok(Self)
    }

    /// Leaves the modes of the console to crossterm.
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere the terminal is told")]
    #[expect(clippy::unused_self, reason = "elsewhere the modes are kept in it")]
    pub(in crate::host) fn set(&self) -> io::Result<()> {
        Ok(())
    }

    /// Leaves the modes of the console to crossterm.
    pub(in crate::host) fn set_without_discarding(&self) -> io::Result<()> {
        self.set()
    }
}

/// Mouse events of the console.
pub(in crate::host) struct CaptureMouse(pub(in crate::host) bool);

impl Command for CaptureMouse {
    fn write_ansi(&self, f: &mut impl std::fmt::Write) -> std::fmt::Result {
        if self.0 { EnableMouseCapture.write_ansi(f) } else { DisableMouseCapture.write_ansi(f) }
    }

    fn execute_winapi(&self) -> io::Result<()> {
        if self.0 { EnableMouseCapture.execute_winapi() } else { DisableMouseCapture.execute_winapi() }
    }

    fn is_ansi_code_supported(&self) -> bool {
        false
    }
}

/// Gives the mouse back to the console, which no sequence does.
pub(in crate::host) fn release_mouse() {
    // It fails if the mouse was never captured.
    let _ = DisableMouseCapture.execute_winapi();
}
