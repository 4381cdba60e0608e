//! [`Screen`]: owns the terminal while the browser runs, and restores it on every exit path.

use std::io::{self, BufWriter, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::cursor::SetCursorStyle;
use crossterm::event::EnableBracketedPaste;
use crossterm::terminal::{
    BeginSynchronizedUpdate, DisableLineWrap, EndSynchronizedUpdate, EnterAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

use super::disputed::DisputedRows;
use super::osc52;
use crate::host::environment::env_var;
use crate::host::error::ExitCode;
use crate::host::native;
use crate::host::platform::tty::{self, CaptureMouse, Modes};

/// Whether the terminal is in the browser's modes, so that it is restored exactly once.
static IS_ACTIVE: AtomicBool = AtomicBool::new(false);

/// Locked while the terminal is written to, so that a frame and the restoration do not interleave.
static WRITE_LOCK: Mutex<()> = Mutex::new(());

/// Undoes, in one write, everything `enter` set, and what an editor may have left on when it crashed: mouse, bracketed paste, no line wrap, alternate screen, hidden cursor,
/// and the shape of the cursor, which becomes the user's own again (DECSCUSR 0).
const RESTORE_SEQUENCE: &[u8] =
    b"\x1b[?2026l\x1b[?1006l\x1b[?1004l\x1b[?1003l\x1b[?1002l\x1b[?1000l\x1b[?2004l\x1b[?7h\x1b[?1049l\x1b[?25h\x1b[0 q\x1b[0m";

/// The modes of the terminal before kzq changed them.
static STARTING_MODES: OnceLock<Modes> = OnceLock::new();

/// Ends an escape sequence that was cut short (CAN).
const CANCEL: &[u8] = b"\x18";

/// The message when memory has run out.
const OUT_OF_MEMORY: &[u8] = b"error: out of memory; `ulimit -v` sets how much kzq may use\n";

/// How long the restoration waits for a terminal that does not drain its output.
const RESTORE_TIMEOUT: Duration = Duration::from_millis(500);

/// Name of threads whose panic must not end the process: they call third-party code, and whoever waits for them notices
/// when they are gone.
pub(crate) const EXPENDABLE_THREAD: &str = "expendable";

/// Largest frame drawn, in each direction; a larger terminal is left empty beyond it.
const MAX_SIZE: u16 = 1000;

/// The terminal in the browser's modes; restored on drop.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<BufWriter<Tty>>>,
    disputed_rows: DisputedRows,
    mouse: bool,
}

/// Writes to the terminal while the browser owns it. Later writes are discarded: a thread still drawing while
/// another ends the process must not scribble over the restored screen.
struct Tty;

impl Write for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let _pen = WRITE_LOCK.lock().unwrap_or_else(PoisonError::into_inner);
        if IS_ACTIVE.load(Ordering::SeqCst) { tty::write(bytes) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Screen {
    /// Sets up the terminal: raw mode, alternate screen, bracketed paste, and mouse capture if `mouse`. Line wrap is
    /// disabled: a glyph wider than kzq assumes must not wrap or scroll the screen. The cursor is a steady bar: it is
    /// visible everywhere, for screen readers, and must not cover what it is at.
    ///
    /// From now on a panic on any thread restores the terminal, reports, and exits the process.
    ///
    /// # Errors
    ///
    /// If the terminal can't be read or written.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        install_panic_hook();
        if STARTING_MODES.get().is_none() {
            let modes = Modes::current()?;
            // Another thread would have set the same.
            let _ = STARTING_MODES.set(modes);
        }
        let backend = CrosstermBackend::new(BufWriter::with_capacity(1 << 16, Tty));
        // `fit` keeps the viewport at the terminal's size, and knows when a full redraw is needed.
        let viewport = Viewport::Fixed(Rect::ZERO);
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport })?;
        let mut screen = Self { terminal, disputed_rows: DisputedRows::default(), mouse };
        screen.set_up()?;
        screen.fit()?;
        Ok(screen)
    }

    fn set_up(&mut self) -> io::Result<()> {
        IS_ACTIVE.store(true, Ordering::SeqCst);
        enable_raw_mode().inspect_err(|_| IS_ACTIVE.store(false, Ordering::SeqCst))?;
        let writer = self.terminal.backend_mut();
        let steady_bar = SetCursorStyle::SteadyBar;
        queue!(
            writer,
            EnterAlternateScreen,
            DisableLineWrap,
            EnableBracketedPaste,
            CaptureMouse(self.mouse),
            steady_bar
        )?;
        Write::flush(writer)
    }

    /// Sets the terminal up again after another program had it, whether or not it was restored before.
    ///
    /// # Errors
    ///
    /// If the terminal can't be read or written.
    pub fn reenter(&mut self) -> io::Result<()> {
        // A shell that stopped the process with SIGSTOP may have left raw mode, which crossterm does not notice.
        disable_raw_mode()?;
        self.set_up()
    }

    /// Draws a frame, as a synchronised update if the terminal supports it.
    ///
    /// # Errors
    ///
    /// If the terminal can't be read or written.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        let frame = self.terminal.draw(paint)?.buffer;
        if self.disputed_rows.concern(frame) {
            let frame = frame.clone();
            self.disputed_rows.write(&frame, self.terminal.backend_mut())?;
        }
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    /// Adopts the terminal's size and invalidates its contents, so that the next frame is drawn in full. Even if the
    /// size is the same, it may have changed in between. Returns columns and rows.
    ///
    /// # Errors
    ///
    /// If the terminal can't be read or written.
    pub fn fit(&mut self) -> io::Result<(u16, u16)> {
        let (columns, rows) = Self::size()?;
        // Avoids flashing an empty screen: `draw` ends the synchronised update begun here.
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.resize(Rect::new(0, 0, columns, rows))?;
        self.disputed_rows.clear();
        Ok((columns, rows))
    }

    /// Turns mouse capture on or off.
    ///
    /// # Errors
    ///
    /// If the terminal can't be read or written.
    pub fn capture_mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        execute!(self.terminal.backend_mut(), CaptureMouse(on))
    }

    /// Asks the terminal something; the reply, if any, arrives among the keys.
    ///
    /// # Errors
    ///
    /// If the terminal can't be read or written.
    pub fn send_query(&mut self, query: &[u8]) -> io::Result<()> {
        let writer = self.terminal.backend_mut();
        writer.write_all(query)?;
        Write::flush(writer)
    }

    /// Sends a text to the terminal's clipboard (OSC 52).
    ///
    /// # Errors
    ///
    /// If the terminal can't be read or written.
    pub fn send_to_clipboard(&mut self, text: &str) -> io::Result<()> {
        let is_in_gnu_screen = env_var("STY").is_some() && env_var("TMUX").is_none();
        let writer = self.terminal.backend_mut();
        writer.write_all(&osc52::sequence(text, is_in_gnu_screen))?;
        Write::flush(writer)
    }

    /// Returns the terminal's size in columns and rows, capped at the largest frame.
    ///
    /// # Errors
    ///
    /// If the terminal can't be read or written.
    pub fn size() -> io::Result<(u16, u16)> {
        let (columns, rows) = tty::size()?;
        Ok((columns.min(MAX_SIZE), rows.min(MAX_SIZE)))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// Restores the terminal if the browser has it; returns whether it had.
///
/// Safe to call from a panic and while another thread draws: a write in progress completes, later ones are discarded.
/// If the terminal accepts no more output, this may block forever.
pub fn restore() -> bool {
    let was_active = IS_ACTIVE.swap(false, Ordering::SeqCst);
    if was_active {
        // Exiting, so errors can't be reported. Raw mode goes first, since nothing can block that; but a Ctrl-C typed now must
        // not discard what is written next.
        if let Some(modes) = STARTING_MODES.get() {
            let _ = modes.set_without_discarding();
        }
        let _pen = WRITE_LOCK.lock().unwrap_or_else(PoisonError::into_inner);
        tty::write_within(RESTORE_SEQUENCE, RESTORE_TIMEOUT);
        let _ = disable_raw_mode();
        tty::release_mouse();
    }
    was_active
}

/// Puts back the modes that the terminal had, without waiting: [`restore`] may be blocked.
pub fn restore_modes() {
    // The process is ending, so errors can't be reported.
    let _ = disable_raw_mode();
}

/// Restores the terminal while the process crashes: without waiting, and whatever other threads do. If memory has run out,
/// it says so and ends the process.
pub(crate) fn handle_crash(is_out_of_memory: bool) {
    if IS_ACTIVE.swap(false, Ordering::SeqCst) {
        if let Some(modes) = STARTING_MODES.get() {
            let _ = modes.set();
        }
        let _ = tty::write(CANCEL);
        let _ = tty::write(RESTORE_SEQUENCE);
    }
    if is_out_of_memory {
        // If stderr is closed, there is nowhere to report it.
        let _ = tty::write_error(OUT_OF_MEMORY);
        native::leave_at_once(ExitCode::Failed.into());
    }
}

/// Guard of [`keep_modes`]; puts the modes back when it is dropped.
pub(crate) struct ModesGuard(Option<Modes>);

/// Keeps the modes of the terminal while another program has it, which may crash and leave its own.
pub(crate) fn keep_modes() -> ModesGuard {
    ModesGuard(Modes::current().ok())
}

impl Drop for ModesGuard {
    fn drop(&mut self) {
        if let Some(modes) = &self.0 {
            // Without a terminal there is nothing to put back.
            let _ = modes.set();
        }
    }
}

/// Installs a panic hook that restores the terminal, reports the panic, and exits.
fn install_panic_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if thread::current().name() == Some(EXPENDABLE_THREAD) {
                return;
            }
            let entered = restore();
            report(info);
            if entered {
                std::process::exit(101);
            }
        }));
    });
}
