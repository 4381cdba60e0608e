//! Reads keys, pastes and mouse events from the terminal.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::batch::{InputBatch, Receipt};
use super::decoder::Decoder;
use super::sequences::Input;
use crate::host::message::Message;
use crate::host::workers::threads;
use kzq_tui::app::{MouseInput, MouseKind};

/// Two clicks on the same cell within this time are a double click.
const DOUBLE_CLICK_INTERVAL: Duration = Duration::from_millis(400);

/// How much is read at once, in bytes: what the kernel keeps of typed input.
const CHUNK_LEN: usize = 4096;

/// Spawns the thread that reads the terminal until it hangs up.
///
/// # Errors
///
/// If there is no terminal to read from.
pub(crate) fn spawn_reader(sender: Sender<Message>) -> io::Result<()> {
    let terminal = if io::stdin().is_terminal() { None } else { Some(File::open("/dev/tty")?) };
    threads::spawn("input", move || {
        let descriptor = match &terminal {
            Some(terminal) => terminal.as_fd(),
            None => rustix::stdio::stdin(),
        };
        // The reading ends in an error when the terminal is gone, or the browser.
        let _ = Reader::new(sender.clone()).run(descriptor);
        // The browser may have exited already.
        let _ = sender.send(Message::HungUp);
    })
}

/// Locked while the terminal is being read.
static READ_LOCK: Mutex<()> = Mutex::new(());

/// Pauses reading the terminal until the returned guard is dropped.
pub(crate) fn pause() -> MutexGuard<'static, ()> {
    READ_LOCK.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Reader {
    decoder: Decoder,
    clicks: ClickTracker,
    sender: Sender<Message>,
    receipts: (Sender<()>, Receiver<()>),
}

impl Reader {
    fn new(sender: Sender<Message>) -> Self {
        Self { decoder: Decoder::default(), clicks: ClickTracker::default(), sender, receipts: channel() }
    }

    fn run(mut self, terminal: BorrowedFd<'_>) -> io::Result<()> {
        let mut buffer = [0; CHUNK_LEN];
        loop {
            let inputs = if wait_readable(terminal, self.decoder.patience())? {
                let _reading = pause();
                // Another program may have had the terminal in between, and read it.
                if !wait_readable(terminal, Some(Duration::ZERO))? {
                    continue;
                }
                match rustix::io::read(terminal, &mut buffer) {
                    Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                    Ok(len) => self.decoder.feed(&buffer[..len]),
                    Err(Errno::INTR | Errno::AGAIN) => continue,
                    Err(error) => return Err(error.into()),
                }
            } else {
                self.decoder.give_up()
            };
            self.forward(inputs)?;
        }
    }

    /// Sends what was read, and waits until it is taken in.
    fn forward(&mut self, mut inputs: Vec<Input>) -> io::Result<()> {
        if inputs.is_empty() {
            return Ok(());
        }
        for input in &mut inputs {
            if let Input::Mouse(mouse) = input {
                self.clicks.note(mouse);
            }
        }
        let gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        let batch = InputBatch { inputs, receipt: Receipt(self.receipts.0.clone()) };
        self.sender.send(Message::Input(batch)).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        self.receipts.1.recv().map_err(gone)
    }
}

/// Waits for input, up to `timeout`; returns whether there is any. An error means that the terminal is gone.
fn wait_readable(terminal: BorrowedFd<'_>, timeout: Option<Duration>) -> io::Result<bool> {
    // A signal may interrupt the wait, after which it begins anew.
    let timeout = timeout.map(Timespec::try_from).transpose().map_err(io::Error::other)?;
    let mut watched = [PollFd::new(&terminal, PollFlags::IN)];
    loop {
        match poll(&mut watched, timeout.as_ref()) {
            Ok(0) => return Ok(false),
            Ok(_) => break,
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let hangup_flags = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    if watched[0].revents().intersects(hangup_flags) { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(true) }
}

/// The last click, to detect double clicks.
#[derive(Default)]
struct ClickTracker {
    last_click: Option<(Instant, u16, u16)>,
}

impl ClickTracker {
    /// Makes the second of two clicks a double click.
    fn note(&mut self, mouse: &mut MouseInput) {
        if mouse.kind != MouseKind::Click {
            return;
        }
        let now = Instant::now();
        let place = (mouse.column, mouse.row);
        let is_double_click =
            |&(at, x, y): &(Instant, u16, u16)| (x, y) == place && now.duration_since(at) < DOUBLE_CLICK_INTERVAL;
        if self.last_click.take_if(|last| is_double_click(last)).is_some() {
            mouse.kind = MouseKind::DoubleClick;
        } else {
            self.last_click = Some((now, mouse.column, mouse.row));
        }
    }
}
