//! [`Screen`]: the terminal while the browser has it, and its restoration on every way out.

use std::io::{self, BufWriter, Write};
use std::os::fd::AsFd;
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::clipboard::CopyToClipboard;
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

use super::environment::variable;
use super::ground;

/// Whether the terminal is in the browser's modes, so that whoever comes first restores it, once.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Held while something is written, so that a frame does not run into the restoration.
static PEN: Mutex<()> = Mutex::new(());

/// Undoes, in one write, what entering did: mouse, bracketed paste, lines that are cut, alternate screen, hidden cursor.
const RESTORE: &[u8] = b"\x1b[?2026l\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[?7h\x1b[?1049l\x1b[?25h\x1b[0m";

/// How long the restoration waits for a terminal that has no room for it.
const RESTORE_PATIENCE: Duration = Duration::from_millis(500);

/// The name of threads whose panic is only their own failure: they call what other people wrote, and whoever
/// waits for them notices that they are gone.
pub(super) const EXPENDABLE: &str = "expendable";

/// The largest frame kzq draws in each direction; what a terminal claims beyond it stays empty.
const LARGEST: u16 = 1000;

/// The terminal, taken by the browser. Dropping it gives it back.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<BufWriter<Tty>>>,
    mouse: bool,
}

/// Writes to the terminal as long as the browser has it. What comes later is lost: a thread that draws on while
/// another one ends the process must not scribble over the screen that was given back.
struct Tty;

impl Write for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let _pen = PEN.lock().unwrap_or_else(PoisonError::into_inner);
        if ENTERED.load(Ordering::SeqCst) {
            Ok(rustix::io::write(rustix::stdio::stdout(), bytes)?)
        } else {
            Ok(bytes.len())
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Reports of clicks and of the wheel (xterm 1000, SGR form 1006), but not of every movement.
struct CaptureMouse(bool);

impl Command for CaptureMouse {
    fn write_ansi(&self, f: &mut impl std::fmt::Write) -> std::fmt::Result {
        f.write_str(if self.0 { "\x1b[?1000h\x1b[?1006h" } else { "\x1b[?1006l\x1b[?1000l" })
    }
}

impl Screen {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste, and the mouse, where it is wanted. Lines are cut
    /// at its edge: what it draws wider than kzq counts must not go on in the next line, or move the screen.
    ///
    /// From now on a panic on any thread restores the terminal, reports, and ends the process.
    ///
    /// # Errors
    ///
    /// What the terminal gives.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        restore_on_panic();
        let backend = CrosstermBackend::new(BufWriter::with_capacity(1 << 16, Tty));
        // The viewport is kept in the size of the terminal by `fit`, which also knows when it must be drawn anew.
        let viewport = Viewport::Fixed(Rect::ZERO);
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport })?;
        let mut screen = Self { terminal, mouse };
        screen.take()?;
        screen.fit()?;
        Ok(screen)
    }

    fn take(&mut self) -> io::Result<()> {
        ENTERED.store(true, Ordering::SeqCst);
        enable_raw_mode().inspect_err(|_| ENTERED.store(false, Ordering::SeqCst))?;
        let writer = self.terminal.backend_mut();
        queue!(writer, EnterAlternateScreen, DisableLineWrap, EnableBracketedPaste, CaptureMouse(self.mouse))?;
        Write::flush(writer)
    }

    /// Takes the terminal again after somebody else had it, given back or not.
    ///
    /// # Errors
    ///
    /// What the terminal gives.
    pub fn retake(&mut self) -> io::Result<()> {
        // Whoever stopped the process unasked found raw mode and ended it, of which crossterm knows nothing.
        disable_raw_mode()?;
        self.take()
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

    /// Takes on the size of the terminal, and forgets what stands on it: the next frame is drawn whole. Even where
    /// the size is the same, it may have been another in between. Gives the columns and rows.
    ///
    /// # Errors
    ///
    /// What the terminal gives.
    pub fn fit(&mut self) -> io::Result<(u16, u16)> {
        let (columns, rows) = Self::size()?;
        // Nobody should see the empty screen: `draw` ends what begins here.
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.resize(Rect::new(0, 0, columns, rows))?;
        Ok((columns, rows))
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

    /// Asks the terminal for the colour of its ground; the answer comes among the keys, if it comes.
    ///
    /// # Errors
    ///
    /// What the terminal gives.
    pub fn ask_for_ground(&mut self) -> io::Result<()> {
        let writer = self.terminal.backend_mut();
        writer.write_all(ground::QUESTION)?;
        Write::flush(writer)
    }

    /// Sends a text to the terminal's clipboard (OSC 52).
    ///
    /// # Errors
    ///
    /// What the terminal gives.
    pub fn send_to_clipboard(&mut self, text: &str) -> io::Result<()> {
        let copy = CopyToClipboard::to_clipboard_from(text);
        let writer = self.terminal.backend_mut();
        if variable("STY").is_none() || variable("TMUX").is_some() {
            return execute!(writer, copy);
        }
        let mut sequence = String::new();
        copy.write_ansi(&mut sequence).map_err(io::Error::other)?;
        writer.write_all(&through_gnu_screen(&sequence))?;
        Write::flush(writer)
    }

    /// The size of the terminal in columns and rows, as far as kzq draws.
    ///
    /// # Errors
    ///
    /// What the terminal gives.
    pub fn size() -> io::Result<(u16, u16)> {
        let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout())?;
        Ok((size.ws_col.min(LARGEST), size.ws_row.min(LARGEST)))
    }
}

/// A sequence as GNU screen passes it to the terminal outside: in strings of device control (DCS), none of which may be
/// long, or hold the end of one.
fn through_gnu_screen(sequence: &str) -> Vec<u8> {
    /// So many bytes are surely short.
    const SHORT: usize = 240;
    let sequence = sequence.replace("\x1b\\", "\x07");
    sequence.as_bytes().chunks(SHORT).flat_map(|part| [b"\x1bP", part, b"\x1b\\"].concat()).collect()
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back as it was, if the browser has it; says whether it had.
///
/// It works from a panic, and beside a thread that draws: what is being written is written to its end, and nothing
/// more after it. Where the terminal takes nothing any more, that may take for ever.
pub fn restore() -> bool {
    let entered = ENTERED.swap(false, Ordering::SeqCst);
    if entered {
        // On the way out there is nobody left to tell. The modes come first, since nothing can hold them up.
        let _ = disable_raw_mode();
        let _pen = PEN.lock().unwrap_or_else(PoisonError::into_inner);
        write_out(rustix::stdio::stdout(), RESTORE, RESTORE_PATIENCE);
    }
    entered
}

/// Writes all of it, unless the terminal is gone, or for so long has no room.
fn write_out(terminal: impl AsFd, mut bytes: &[u8], patience: Duration) {
    let until = Instant::now() + patience;
    while !bytes.is_empty() {
        match rustix::io::write(&terminal, bytes) {
            Ok(written) => bytes = &bytes[written..],
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) if wait_for_room(&terminal, until) => {}
            Err(_) => return,
        }
    }
}

/// Waits until there may be room for more; false where it is too late for that.
fn wait_for_room(terminal: &impl AsFd, until: Instant) -> bool {
    let left = until.saturating_duration_since(Instant::now());
    let mut watched = [PollFd::new(terminal, PollFlags::OUT)];
    // A signal may come in between, which is no reason to give up.
    let waited = Timespec::try_from(left).map(|left| poll(&mut watched, Some(&left)));
    !left.is_zero() && waited.is_ok_and(|waited| waited != Ok(0))
}

/// Whether the terminal is gone for good.
pub fn has_hung_up() -> bool {
    let stdout = rustix::stdio::stdout();
    let mut watched = [PollFd::new(&stdout, PollFlags::empty())];
    poll(&mut watched, Some(&Timespec::default())).is_ok_and(|count| count > 0)
}

/// Makes a panic on any thread give the terminal back before it is reported, and end the process after.
fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if thread::current().name() == Some(EXPENDABLE) {
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

    use super::*;

    /// Two ends of which the first has no room, and as many bytes as it took.
    fn full() -> (UnixStream, UnixStream, usize) {
        let (mut near, far) = UnixStream::pair().unwrap();
        near.set_nonblocking(true).unwrap();
        let mut filled = 0;
        while let Ok(written) = near.write(&[b'x'; 4096]) {
            filled += written;
        }
        (near, far, filled)
    }

    #[test]
    fn the_restoration_waits_for_room() {
        let (near, mut far, filled) = full();
        let reader = thread::spawn(move || {
            let mut read = Vec::new();
            far.read_to_end(&mut read).unwrap();
            read
        });
        write_out(&near, RESTORE, Duration::from_mins(1));
        drop(near);
        let read = reader.join().unwrap();
        assert_eq!(&read[filled..], RESTORE);
    }

    #[test]
    fn the_restoration_gives_up_on_a_terminal_that_is_stuck_or_gone() {
        let (near, far, _) = full();
        write_out(&near, RESTORE, Duration::from_millis(20));
        drop(far);
        write_out(&near, RESTORE, Duration::from_mins(1));
    }

    #[test]
    fn gnu_screen_gets_a_long_sequence_in_parts() {
        assert_eq!(through_gnu_screen("\x1b]52;c;eA==\x1b\\"), b"\x1bP\x1b]52;c;eA==\x07\x1b\\");
        let parts = through_gnu_screen(&format!("\x1b]52;c;{}\x07", "A".repeat(1000)));
        let parts = String::from_utf8(parts).unwrap();
        let parts: Vec<&str> =
            parts.split_terminator("\x1b\\").map(|part| part.strip_prefix("\x1bP").unwrap()).collect();
        assert!(parts.len() > 3 && parts.iter().all(|part| part.len() <= 240));
        assert_eq!(parts.concat(), format!("\x1b]52;c;{}\x07", "A".repeat(1000)));
    }
}
