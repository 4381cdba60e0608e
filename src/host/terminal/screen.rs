//! [`Screen`]: owns the terminal while the browser runs, and restores it on every exit path.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::SetCursorStyle;
use crossterm::event::EnableBracketedPaste;
use crossterm::terminal::{
    BeginSynchronizedUpdate, DisableLineWrap, EndSynchronizedUpdate, EnterAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{Command, execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

use super::background;
use super::disputed::DisputedRows;
use crate::host::environment::env_var;
use crate::host::native;

/// The terminal that is drawn on, if it is not stdout.
static CONTROLLING_TERMINAL: OnceLock<File> = OnceLock::new();

/// Draws on the controlling terminal from now on, even if stdout goes elsewhere.
///
/// # Errors
///
/// If there is none.
pub(crate) fn use_controlling_terminal() -> io::Result<()> {
    let terminal = File::options().read(true).write(true).open("/dev/tty")?;
    // A second one would be the same.
    let _ = CONTROLLING_TERMINAL.set(terminal);
    Ok(())
}

/// The terminal that is drawn on.
fn output() -> BorrowedFd<'static> {
    CONTROLLING_TERMINAL.get().map_or_else(rustix::stdio::stdout, AsFd::as_fd)
}

/// Whether the terminal is in the browser's modes, so that it is restored exactly once.
static IS_ACTIVE: AtomicBool = AtomicBool::new(false);

/// Locked while the terminal is written to, so that a frame and the restoration do not interleave.
static WRITE_LOCK: Mutex<()> = Mutex::new(());

/// Undoes, in one write, everything `enter` set, and what an editor may have left on when it crashed: mouse, bracketed paste, no line wrap, alternate screen, hidden cursor,
/// and the shape of the cursor, which becomes the user's own again (DECSCUSR 0).
const RESTORE_SEQUENCE: &[u8] =
    b"\x1b[?2026l\x1b[?1006l\x1b[?1004l\x1b[?1003l\x1b[?1002l\x1b[?1000l\x1b[?2004l\x1b[?7h\x1b[?1049l\x1b[?25h\x1b[0 q\x1b[0m";

/// The modes of the terminal before kzq changed them.
static STARTING_MODES: OnceLock<Termios> = OnceLock::new();

/// Ends an escape sequence that was cut short (CAN).
const CANCEL: &[u8] = b"\x18";

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
        if IS_ACTIVE.load(Ordering::SeqCst) { Ok(rustix::io::write(output(), bytes)?) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Mouse reports for clicks and the wheel (xterm mode 1000 with SGR encoding 1006), but not for motion.
struct CaptureMouse(bool);

impl Command for CaptureMouse {
    fn write_ansi(&self, f: &mut impl std::fmt::Write) -> std::fmt::Result {
        f.write_str(if self.0 { "\x1b[?1000h\x1b[?1006h" } else { "\x1b[?1006l\x1b[?1000l" })
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
            let modes = tcgetattr(output())?;
            // Another thread would have set the same.
            let _ = STARTING_MODES.set(modes);
        }
        native::on_crash(restore_after_crash)?;
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

    /// Asks the terminal for its background colour; the reply, if any, arrives among the keys.
    ///
    /// # Errors
    ///
    /// If the terminal can't be read or written.
    pub fn query_background(&mut self) -> io::Result<()> {
        let writer = self.terminal.backend_mut();
        writer.write_all(background::BACKGROUND_QUERY)?;
        Write::flush(writer)
    }

    /// Sends a text to the terminal's clipboard (OSC 52).
    ///
    /// # Errors
    ///
    /// If the terminal can't be read or written.
    pub fn send_to_clipboard(&mut self, text: &str) -> io::Result<()> {
        let copy = CopyToClipboard::to_clipboard_from(text);
        let writer = self.terminal.backend_mut();
        if env_var("STY").is_none() || env_var("TMUX").is_some() {
            return execute!(writer, copy);
        }
        let mut sequence = String::new();
        copy.write_ansi(&mut sequence).map_err(io::Error::other)?;
        writer.write_all(&wrap_for_gnu_screen(&sequence))?;
        Write::flush(writer)
    }

    /// Returns the terminal's size in columns and rows, capped at the largest frame.
    ///
    /// # Errors
    ///
    /// If the terminal can't be read or written.
    pub fn size() -> io::Result<(u16, u16)> {
        let size = rustix::termios::tcgetwinsize(output())?;
        Ok((size.ws_col.min(MAX_SIZE), size.ws_row.min(MAX_SIZE)))
    }
}

/// Wraps a sequence so that GNU screen passes it to the outer terminal: in device control strings (DCS), which must be
/// short and must not contain their own terminator.
fn wrap_for_gnu_screen(sequence: &str) -> Vec<u8> {
    /// Maximum length in bytes; conservative.
    const MAX_PART_LEN: usize = 240;
    let sequence = sequence.replace("\x1b\\", "\x07");
    sequence.as_bytes().chunks(MAX_PART_LEN).flat_map(|part| [b"\x1bP", part, b"\x1b\\"].concat()).collect()
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
        // Exiting, so errors can't be reported. Raw mode goes first, since nothing can block that.
        let _ = disable_raw_mode();
        let _pen = WRITE_LOCK.lock().unwrap_or_else(PoisonError::into_inner);
        write_with_timeout(output(), RESTORE_SEQUENCE, RESTORE_TIMEOUT);
    }
    was_active
}

/// Restores the terminal while the process crashes: without waiting, and whatever other threads do.
fn restore_after_crash() {
    if !IS_ACTIVE.swap(false, Ordering::SeqCst) {
        return;
    }
    if let Some(modes) = STARTING_MODES.get() {
        let _ = tcsetattr(output(), OptionalActions::Now, modes);
    }
    let _ = rustix::io::write(output(), CANCEL);
    let _ = rustix::io::write(output(), RESTORE_SEQUENCE);
}

/// Guard of [`keep_modes`]; puts the modes back when it is dropped.
pub(crate) struct ModesGuard(Option<Termios>);

/// Keeps the modes of the terminal while another program has it, which may crash and leave its own.
pub(crate) fn keep_modes() -> ModesGuard {
    ModesGuard(tcgetattr(output()).ok())
}

impl Drop for ModesGuard {
    fn drop(&mut self) {
        if let Some(modes) = &self.0 {
            // Without a terminal there is nothing to put back.
            let _ = tcsetattr(output(), OptionalActions::Now, modes);
        }
    }
}

/// Writes all bytes, unless the terminal is gone or accepts nothing for `timeout`.
fn write_with_timeout(terminal: impl AsFd, mut bytes: &[u8], timeout: Duration) {
    let deadline = Instant::now() + timeout;
    while !bytes.is_empty() {
        match rustix::io::write(&terminal, bytes) {
            Ok(written) => bytes = &bytes[written..],
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) if wait_writable(&terminal, deadline) => {}
            Err(_) => return,
        }
    }
}

/// Waits until the terminal may accept more; returns false after the deadline.
fn wait_writable(terminal: &impl AsFd, deadline: Instant) -> bool {
    let remaining = deadline.saturating_duration_since(Instant::now());
    let mut watched = [PollFd::new(terminal, PollFlags::OUT)];
    // A signal may interrupt the wait, which is no reason to give up.
    let waited = Timespec::try_from(remaining).map(|left| poll(&mut watched, Some(&left)));
    !remaining.is_zero() && waited.is_ok_and(|waited| waited != Ok(0))
}

/// Whether the terminal has hung up.
pub fn has_hung_up() -> bool {
    let terminal = output();
    let mut watched = [PollFd::new(&terminal, PollFlags::empty())];
    poll(&mut watched, Some(&Timespec::default())).is_ok_and(|count| count > 0)
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

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::os::unix::net::UnixStream;
    use std::sync::mpsc;

    use super::*;

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
    fn restore_waits_until_writable() {
        let (near, mut far, filled) = full_socket_pair();
        let reader = thread::spawn(move || {
            let mut read = Vec::new();
            far.read_to_end(&mut read).unwrap();
            read
        });
        write_with_timeout(&near, RESTORE_SEQUENCE, Duration::from_mins(1));
        drop(near);
        let read = reader.join().unwrap();
        assert_eq!(&read[filled..], RESTORE_SEQUENCE);
    }

    #[test]
    fn restore_gives_up_on_a_blocked_or_closed_terminal() {
        const TIMEOUT: Duration = Duration::from_millis(20);
        const SOON: Duration = Duration::from_secs(10);
        let (near, far, _) = full_socket_pair();
        let (done, gave_up) = mpsc::channel();
        thread::spawn(move || {
            let begun = Instant::now();
            write_with_timeout(&near, RESTORE_SEQUENCE, TIMEOUT);
            done.send(begun.elapsed()).unwrap();
            drop(far);
            write_with_timeout(&near, RESTORE_SEQUENCE, 10 * SOON);
            done.send(begun.elapsed()).unwrap();
        });
        let waited = gave_up.recv_timeout(SOON).expect("it gives up on a blocked terminal");
        assert!(waited >= TIMEOUT, "{waited:?}");
        gave_up.recv_timeout(SOON).expect("it gives up at once on a closed terminal");
    }

    #[test]
    fn splits_long_sequences_for_gnu_screen() {
        assert_eq!(wrap_for_gnu_screen("\x1b]52;c;eA==\x1b\\"), b"\x1bP\x1b]52;c;eA==\x07\x1b\\");
        let parts = wrap_for_gnu_screen(&format!("\x1b]52;c;{}\x07", "A".repeat(1000)));
        let parts = String::from_utf8(parts).unwrap();
        let parts: Vec<&str> =
            parts.split_terminator("\x1b\\").map(|part| part.strip_prefix("\x1bP").unwrap()).collect();
        assert!(parts.len() > 3 && parts.iter().all(|part| part.len() <= 240));
        assert_eq!(parts.concat(), format!("\x1b]52;c;{}\x07", "A".repeat(1000)));
    }
}
