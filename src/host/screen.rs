//! [`Screen`]: the terminal while the browser has it, and its restoration on every way out.

use std::io::{self, BufWriter, Stdout, Write, stdout};
use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::EnableBracketedPaste;
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{Command, execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::{Frame, Terminal};

/// Whether the terminal is in the browser's modes, so that whoever comes first restores it, once.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Undoes, in one write, what entering did: mouse, bracketed paste, alternate screen, hidden cursor.
const RESTORE: &[u8] = b"\x1b[?2026l\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[?1049l\x1b[?25h\x1b[0m";

/// The largest frame kzq draws in each direction; what a terminal claims beyond it stays empty.
const LARGEST: u16 = 1000;

/// The terminal, taken by the browser. Dropping it gives it back.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    mouse: bool,
}

/// Reports of clicks and of the wheel (xterm 1000, SGR form 1006), but not of every movement.
struct CaptureMouse(bool);

impl Command for CaptureMouse {
    fn write_ansi(&self, f: &mut impl std::fmt::Write) -> std::fmt::Result {
        f.write_str(if self.0 { "\x1b[?1000h\x1b[?1006h" } else { "\x1b[?1006l\x1b[?1000l" })
    }
}

impl Screen {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste, mouse.
    ///
    /// From now on a panic on any thread restores the terminal, reports, and ends the process.
    ///
    /// # Errors
    ///
    /// What the terminal gives.
    pub fn enter() -> io::Result<Self> {
        restore_on_panic();
        let backend = CrosstermBackend::new(BufWriter::with_capacity(1 << 16, stdout()));
        let mut screen = Self { terminal: Terminal::new(backend)?, mouse: true };
        screen.take()?;
        Ok(screen)
    }

    fn take(&mut self) -> io::Result<()> {
        ENTERED.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        let writer = self.terminal.backend_mut();
        queue!(writer, EnterAlternateScreen, EnableBracketedPaste, CaptureMouse(self.mouse))?;
        Write::flush(writer)
    }

    /// Takes the terminal again after it was given back, and forgets what stood on it.
    ///
    /// # Errors
    ///
    /// What the terminal gives.
    pub fn retake(&mut self) -> io::Result<()> {
        self.take()?;
        self.terminal.clear()
    }

    /// Draws a frame; the terminal shows it at once or not at all where it can.
    ///
    /// # Errors
    ///
    /// What the terminal gives.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(paint)?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    /// Forgets what stands on the screen, so that the next frame is drawn whole.
    ///
    /// # Errors
    ///
    /// What the terminal gives.
    pub fn clear(&mut self) -> io::Result<()> {
        self.terminal.clear()
    }

    /// Takes the mouse, or gives it to the terminal.
    ///
    /// # Errors
    ///
    /// What the terminal gives.
    pub fn capture_mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        execute!(self.terminal.backend_mut(), CaptureMouse(on))
    }

    /// Sends a text to the terminal's clipboard (OSC 52).
    ///
    /// # Errors
    ///
    /// What the terminal gives.
    pub fn send_to_clipboard(&mut self, text: &str) -> io::Result<()> {
        execute!(self.terminal.backend_mut(), CopyToClipboard::to_clipboard_from(text))
    }

    /// The size of the terminal in columns and rows, as far as kzq draws.
    ///
    /// # Errors
    ///
    /// What the terminal gives.
    pub fn size() -> io::Result<(u16, u16)> {
        let (columns, rows) = crossterm::terminal::size()?;
        Ok((columns.min(LARGEST), rows.min(LARGEST)))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back as it was, if the browser has it; says whether it had.
///
/// It takes no lock, so that it works from a panic and beside a thread that is stuck in a write.
pub fn restore() -> bool {
    let entered = ENTERED.swap(false, Ordering::SeqCst);
    if entered {
        // On the way out there is nobody left to tell.
        let _ = rustix::io::write(rustix::stdio::stdout(), RESTORE);
        let _ = disable_raw_mode();
    }
    entered
}

/// Makes a panic on any thread give the terminal back before it is reported, and end the process after.
fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let entered = restore();
            report(info);
            if entered {
                std::process::exit(101);
            }
        }));
    });
}
