//! A terminal for tests: a program runs in a real pty, and an emulator interprets its output.
//!
//! Nothing here sleeps for a fixed time. A test types keys and waits for the screen it expects;
//! the wait ends when that screen is shown, or fails after [`PATIENCE`] and prints the current screen.

use std::ffi::OsStr;
use std::fmt;
use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::fs::OFlags;
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
use tempfile::TempDir;
use vt100::{Callbacks, Color, MouseProtocolMode, Parser, Screen};

use super::{KZQ, PATIENCE, alone, eventually, search_path};

/// How many control characters (`c_cc`) the kernel of Linux has; other systems have at least as many.
const CONTROL_CHARACTERS: usize = 19;

/// Keys without a character, as a terminal sends them.
pub mod key {
    pub const ENTER: &str = "\r";
    pub const ESC: &str = "\x1b";
    pub const UP: &str = "\x1b[A";
    pub const CTRL_C: &str = "\x03";
    pub const CTRL_L: &str = "\x0c";
    pub const CTRL_Z: &str = "\x1a";
}

/// A program to start and its environment: its own home directory, a terminal of 120 by 36 with all colours,
/// and no environment variables except `PATH`, `HOME` and those of the terminal.
pub struct Launch {
    command: CommandBuilder,
    columns: u16,
    rows: u16,
    /// Whether Ctrl-C discards output that has not been read yet.
    flushes: bool,
    home: TempDir,
}

impl Launch {
    /// The program under test.
    pub fn kzq() -> Self {
        Self::program(KZQ)
    }

    /// A shell command in which `"$0"` is the program under test.
    pub fn script(line: &str) -> Self {
        Self::program("sh").arg("-c").arg(line).arg(KZQ)
    }

    /// Another program.
    pub fn program(program: impl AsRef<OsStr>) -> Self {
        let home = TempDir::new().expect("a temporary directory");
        let mut command = CommandBuilder::new(program);
        command.env_clear();
        command.cwd(home.path());
        let launch = Self { command, columns: 120, rows: 36, flushes: true, home };
        let home = launch.home.path().to_owned();
        launch
            .env("PATH", search_path())
            .env("HOME", home)
            .env("TERM", "xterm-256color")
            .env("COLORTERM", "truecolor")
            .env("LANG", "C.UTF-8")
    }

    /// Adds an argument.
    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    /// Sets an environment variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Sets the size of the terminal.
    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        (self.columns, self.rows) = (columns, rows);
        self
    }

    /// Starts the program without a controlling terminal: it can read and write its pty, but there is no `/dev/tty`,
    /// and it receives no signals from the terminal.
    pub fn without_controlling_terminal(mut self) -> Self {
        self.command.set_controlling_tty(false);
        self
    }

    /// Keeps pending output when Ctrl-C becomes a signal: a terminal discards it, even the sequences that restore the
    /// terminal if Ctrl-C is typed just after the program has ended.
    pub fn without_flushing(mut self) -> Self {
        self.flushes = false;
        self
    }

    /// The home and working directory of the program, which exists as long as the session.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Starts it.
    pub fn start(self) -> Session {
        let _alone = alone();
        let pty = native_pty_system().openpty(pty_size(self.columns, self.rows)).expect("a pty");
        if !self.flushes {
            let name = pty.master.tty_name().expect("a pty has a name");
            let terminal = File::options()
                .read(true)
                .write(true)
                .custom_flags(OFlags::NOCTTY.bits().cast_signed())
                .open(name)
                .expect("a pty");
            let mut modes = tcgetattr(&terminal).expect("a pty has modes");
            modes.local_modes |= LocalModes::NOFLSH;
            tcsetattr(&terminal, OptionalActions::Now, &modes).expect("a pty takes modes");
        }
        let reader = pty.master.try_clone_reader().expect("a reader");
        let writer = pty.master.take_writer().expect("a writer");
        let output = Arc::new(Output::new(self.columns, self.rows));
        let found = State::of(&*pty.master, &output.lock());
        let child = pty.slave.spawn_command(self.command).expect("the program starts");
        let reading = Arc::clone(&output);
        Session {
            terminal: Some((pty.master, writer)),
            reader: Some(thread::spawn(move || reading.read(reader))),
            output,
            child,
            ended: None,
            found,
            home: self.home,
        }
    }
}

/// A program in its terminal. Dropping it ends the program.
pub struct Session {
    /// Our end of the pty; `None` after a hangup.
    terminal: Option<(Box<dyn MasterPty + Send>, Box<dyn Write + Send>)>,
    reader: Option<JoinHandle<()>>,
    output: Arc<Output>,
    child: Box<dyn Child + Send + Sync>,
    ended: Option<Exit>,
    /// The state of the terminal before the program started.
    found: State,
    home: TempDir,
}

/// The state of a terminal that a program must restore.
#[derive(Debug, PartialEq, Eq)]
pub struct State {
    alternate_screen: bool,
    cursor_hidden: bool,
    /// The shape of the cursor (DECSCUSR); 0 is the user's default.
    pub cursor_shape: u8,
    pastes_bracketed: bool,
    mouse: MouseProtocolMode,
    colours: (Color, Color),
    /// The modes of the line discipline (termios), as text to compare.
    pub modes: String,
}

impl State {
    fn of(master: &(impl MasterPty + ?Sized), seen: &Seen) -> Self {
        let screen = seen.parser.screen();
        Self {
            alternate_screen: screen.alternate_screen(),
            cursor_hidden: screen.hide_cursor(),
            cursor_shape: cursor_shape(&seen.raw),
            pastes_bracketed: screen.bracketed_paste(),
            mouse: screen.mouse_protocol_mode(),
            colours: (screen.fgcolor(), screen.bgcolor()),
            modes: modes(master),
        }
    }
}

/// The line discipline's modes, without what is not the kernel's: musl leaves the rest of its `termios` as it was in memory.
fn modes(master: &(impl MasterPty + ?Sized)) -> String {
    let modes = master.get_termios().expect("a pty has modes");
    let characters = &modes.control_chars[..CONTROL_CHARACTERS];
    let flags = (modes.input_flags, modes.output_flags, modes.control_flags, modes.local_flags);
    format!("{flags:?} {characters:?}")
}

/// The shape last requested with `CSI number SP q`.
fn cursor_shape(raw: &[u8]) -> u8 {
    let shape = |window: &[u8]| match window {
        [0x1b, b'[', digit @ b'0'..=b'9', b' ', b'q'] => Some(digit - b'0'),
        _ => None,
    };
    raw.windows(5).rev().find_map(shape).unwrap_or_default()
}

/// How a program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Normally, with this exit code.
    Code(u32),
    /// By a signal it did not catch.
    Killed(String),
}

impl Session {
    /// The home directory of the program.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The process id.
    pub fn pid(&self) -> Pid {
        let id = self.child.process_id().expect("a process has an id");
        Pid::from_raw(id.cast_signed()).expect("no process has the id 0")
    }

    /// Types keys: characters as they are, other keys from [`key`].
    pub fn type_keys(&mut self, keys: &str) {
        let (_, writer) = self.terminal.as_mut().expect("the terminal has not hung up");
        writer.write_all(keys.as_bytes()).expect("the pty takes keys");
        writer.flush().expect("the pty takes keys");
    }

    /// Types keys; returns false if the program has ended and the pty accepts none.
    pub fn try_type(&mut self, keys: &str) -> bool {
        let (_, writer) = self.terminal.as_mut().expect("the terminal has not hung up");
        writer.write_all(keys.as_bytes()).and_then(|()| writer.flush()).is_ok()
    }

    /// Resizes the terminal, which sends SIGWINCH to the program.
    pub fn resize(&self, columns: u16, rows: u16) {
        let (master, _) = self.terminal.as_ref().expect("the terminal has not hung up");
        let [seen_columns, seen_rows] = [columns, rows].map(visible);
        self.output.lock().parser.set_size(seen_rows, seen_columns);
        master.resize(pty_size(columns, rows)).expect("a pty can be resized");
    }

    /// Sends a signal to the process.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).expect("the process is there");
    }

    /// Waits until the screen contains a text.
    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        self.wait_until(&format!("“{text}” on the screen"), |screen| screen.contents().contains(text));
    }

    /// Waits until the screen satisfies a condition, which `what` describes if it never does.
    #[track_caller]
    pub fn wait_until(&self, what: &str, is_so: impl Fn(&Screen) -> bool) {
        let until = Instant::now() + PATIENCE;
        let mut seen = self.output.lock();
        while !is_so(seen.parser.screen()) {
            let rest = until.saturating_duration_since(Instant::now());
            assert!(!rest.is_zero(), "waited in vain for {what}; the screen is\n{}", seen.picture());
            assert!(!seen.closed, "the program ended before there was {what}; the screen is\n{}", seen.picture());
            seen = self.output.wait(seen, rest);
        }
    }

    /// The current text of the screen.
    pub fn screen(&self) -> String {
        self.output.lock().parser.screen().contents()
    }

    /// Every byte the program has written to the terminal.
    pub fn raw(&self) -> Vec<u8> {
        self.output.lock().raw.clone()
    }

    /// Whether the program has written these bytes.
    pub fn has_written(&self, bytes: &[u8]) -> bool {
        self.raw().windows(bytes.len()).any(|window| window == bytes)
    }

    /// The texts the program has sent to the terminal's clipboard (OSC 52), in order.
    pub fn clipboard(&self) -> Vec<String> {
        self.output.lock().clipboard.clone()
    }

    /// Whether the alternate screen is active.
    pub fn uses_alternate_screen(&self) -> bool {
        self.output.lock().parser.screen().alternate_screen()
    }

    /// Whether the program has ended and all its output is on the screen.
    pub fn is_closed(&self) -> bool {
        self.output.lock().closed
    }

    /// Waits until the program has ended and all its output is on the screen.
    #[track_caller]
    pub fn wait_for_exit(&mut self) -> Exit {
        assert!(
            eventually(|| self.has_ended()),
            "the program does not end; the screen is\n{}",
            self.output.lock().picture()
        );
        assert!(eventually(|| self.output.lock().closed), "a process keeps the terminal open");
        self.ended.clone().expect("it has ended")
    }

    /// Whether the program has ended.
    pub fn has_ended(&mut self) -> bool {
        self.ended = self.child.try_wait().expect("a child can be waited for").map(Exit::from);
        self.ended.is_some()
    }

    /// Waits until the program has ended, even if other processes still use its terminal.
    #[track_caller]
    pub fn wait_for_exit_of_process(&mut self) {
        assert!(eventually(|| self.has_ended()), "the program does not end");
    }

    /// Asserts that the terminal is in the state in which the program found it.
    #[track_caller]
    pub fn assert_restored(&self) {
        assert_eq!(self.state(), self.found, "the screen is\n{}", self.output.lock().picture());
    }

    /// The state of the terminal before the program started.
    pub fn found(&self) -> &State {
        &self.found
    }

    /// The current state of the terminal.
    pub fn state(&self) -> State {
        let (master, _) = self.terminal.as_ref().expect("the terminal has not hung up");
        State::of(&**master, &self.output.lock())
    }

    /// The foreground process group of the terminal.
    pub fn foreground(&self) -> Pid {
        let (master, _) = self.terminal.as_ref().expect("the terminal has not hung up");
        master.process_group_leader().and_then(Pid::from_raw).expect("a process has the terminal")
    }

    /// Stops reading the program's output, like a terminal that hangs.
    pub fn stop_reading(&mut self) {
        self.output.enough.store(true, Ordering::SeqCst);
        // The reader thread checks the flag only when data arrives: make the program draw once more.
        self.type_keys(key::CTRL_L);
        if let Some(reader) = self.reader.take() {
            reader.join().expect("the reading thread does not panic");
        }
    }

    /// The number of frames the program has begun, in the output read so far.
    pub fn frames(&self) -> usize {
        const BEGIN: &[u8] = b"\x1b[?2026h";
        self.raw().windows(BEGIN.len()).filter(|window| *window == BEGIN).count()
    }

    /// Reads the output slowly from now on: at most this many bytes, then a pause.
    pub fn read_slowly(&self, bytes: usize, pause: Duration) {
        *self.output.pace.lock().unwrap_or_else(PoisonError::into_inner) = Some((bytes, pause));
    }

    /// Hangs up, as when the window is closed or the connection is lost.
    pub fn hang_up(&mut self) {
        // The reader thread has our end open, too.
        self.stop_reading();
        self.terminal = None;
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.ended.is_none() {
            // It may have ended already.
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

impl From<portable_pty::ExitStatus> for Exit {
    fn from(status: portable_pty::ExitStatus) -> Self {
        match status.signal() {
            Some(name) => Self::Killed(name.to_owned()),
            None => Self::Code(status.exit_code()),
        }
    }
}

/// The output of a program, shared by the reader thread and the test.
struct Output {
    seen: Mutex<Seen>,
    changed: Condvar,
    /// Set to stop the reader thread.
    enough: AtomicBool,
    /// How many bytes to read at a time, and how long to pause after them.
    pace: Mutex<Option<(usize, Duration)>>,
}

struct Seen {
    parser: Parser<Clipboard>,
    /// Bytes that may be the beginning of a [`WIDE_SIGN`].
    pending: Vec<u8>,
    raw: Vec<u8>,
    clipboard: Vec<String>,
    /// Whether the output has ended.
    closed: bool,
}

impl Output {
    fn new(columns: u16, rows: u16) -> Self {
        let seen = Seen {
            parser: parser(columns, rows),
            pending: Vec::new(),
            raw: Vec::new(),
            clipboard: Vec::new(),
            closed: false,
        };
        Self { seen: Mutex::new(seen), changed: Condvar::new(), enough: AtomicBool::new(false), pace: Mutex::new(None) }
    }

    fn lock(&self) -> MutexGuard<'_, Seen> {
        // A test that fails while it holds the lock poisons it, which is harmless.
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a change, with a timeout.
    fn wait<'s>(&self, seen: MutexGuard<'s, Seen>, rest: Duration) -> MutexGuard<'s, Seen> {
        self.changed.wait_timeout(seen, rest).unwrap_or_else(PoisonError::into_inner).0
    }

    /// Reads until the program's end of the pty is closed or the reader has to stop.
    fn read(&self, mut terminal: impl Read) {
        let mut buffer = [0; 1 << 12];
        loop {
            let pace = *self.pace.lock().unwrap_or_else(PoisonError::into_inner);
            let most = pace.map_or(buffer.len(), |(bytes, _)| bytes.min(buffer.len()));
            let Ok(count @ 1..) = terminal.read(&mut buffer[..most]) else { break };
            self.lock().take(&buffer[..count]);
            self.changed.notify_all();
            if self.enough.load(Ordering::SeqCst) {
                break;
            }
            if let Some((_, pause)) = pace {
                thread::sleep(pause);
            }
        }
        self.lock().closed = true;
        self.changed.notify_all();
    }
}

impl Seen {
    fn take(&mut self, bytes: &[u8]) {
        self.raw.extend_from_slice(bytes);
        self.pending.extend_from_slice(bytes);
        self.emulate();
        self.clipboard.append(&mut self.parser.callbacks_mut().0);
    }

    /// Passes new output to the emulator, except a [`WIDE_SIGN`] past the last column, where there is no room to widen
    /// the character: vt100 0.18.1 still makes it wide in the last column of the last row, and panics when it is
    /// overwritten.
    fn emulate(&mut self) {
        let mut rest = self.pending.as_slice();
        while let Some(at) = rest.windows(WIDE_SIGN.len()).position(|bytes| bytes == WIDE_SIGN) {
            self.parser.process(&rest[..at]);
            let screen = self.parser.screen();
            if screen.cursor_position().1 < screen.size().1.get() {
                self.parser.process(WIDE_SIGN);
            }
            rest = &rest[at + WIDE_SIGN.len()..];
        }
        let begun = (1..WIDE_SIGN.len()).rev().find(|&len| rest.ends_with(&WIDE_SIGN[..len])).unwrap_or(0);
        let (whole, begun) = rest.split_at(rest.len() - begun);
        self.parser.process(whole);
        self.pending = begun.to_vec();
    }

    /// The screen as text, for failure messages.
    fn picture(&self) -> impl fmt::Display {
        let screen = self.parser.screen();
        let (_, columns) = screen.size();
        let rows = screen.rows(0, columns.get()).map(|row| format!("  | {}", row.trim_end()));
        rows.chain(["  +--".to_owned()]).collect::<Vec<_>>().join("\n")
    }
}

/// The variation selector that turns a symbol into a wide emoji, in UTF-8.
const WIDE_SIGN: &[u8] = "\u{fe0f}".as_bytes();

/// Collects the texts sent to the clipboard.
#[derive(Default)]
struct Clipboard(Vec<String>);

impl Callbacks for Clipboard {
    fn copy_to_clipboard(&mut self, _: &mut Screen, _selection: &[u8], base64: &[u8]) {
        self.0.push(String::from_utf8(decode_base64(base64)).expect("kzq copies UTF-8"));
    }
}

/// Decodes base64 (RFC 4648), which OSC 52 uses for the text.
fn decode_base64(base64: &[u8]) -> Vec<u8> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_usize, 0);
    for symbol in base64.iter().take_while(|&&symbol| symbol != b'=') {
        let value = ALPHABET.iter().position(|known| known == symbol).expect("a symbol of base64");
        (bits, count) = ((bits << 6 | value) & 0xffff, count + 6);
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count).to_le_bytes()[0]);
        }
    }
    bytes
}

fn parser(columns: u16, rows: u16) -> Parser<Clipboard> {
    Parser::new_with_callbacks(visible(rows), visible(columns), 0, Clipboard::default())
}

/// The rows or columns of the emulated screen, which is never empty.
fn visible(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count.min(500)).unwrap_or(NonZeroU16::MIN)
}

fn pty_size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

/// A wide symbol in the last column is overwritten, with the output split at every byte.
#[test]
fn wide_character_past_the_last_column_does_not_panic() {
    let written = "\x1b[2;4H☠\u{fe0f}\x1b[2;4H☠ \x1b[1;1H❤\u{fe0f}|".as_bytes();
    for cut in 0..written.len() {
        let output = Output::new(4, 2);
        let mut seen = output.lock();
        seen.take(&written[..cut]);
        seen.take(&written[cut..]);
        let screen = seen.parser.screen();
        assert!(screen.contents().starts_with("❤\u{fe0f}|"), "{:?}", screen.contents());
        assert_eq!(seen.raw, written);
    }
}
