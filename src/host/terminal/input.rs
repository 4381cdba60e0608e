//! Reads keys, pastes and mouse events from the terminal.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::batch::{Input, InputBatch, Receipt};
use crate::host::message::Message;
use crate::host::platform::keyboard::Keyboard;
use crate::host::workers::threads;
use kzq_tui::app::{MouseInput, MouseKind};

/// Two clicks on the same cell within this time are a double click.
const DOUBLE_CLICK_INTERVAL: Duration = Duration::from_millis(400);

/// Spawns the thread that reads the terminal until it hangs up.
///
/// # Errors
///
/// If there is no terminal to read from.
pub(crate) fn spawn_reader(sender: Sender<Message>) -> io::Result<()> {
    let keyboard = Keyboard::open(&sender)?;
    threads::spawn("input", move || {
        // The reading ends in an error when the terminal is gone, or the browser.
        let _ = Reader::new(sender.clone()).run(keyboard);
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

/// How long a batch may wait before more is read: a key that quits may come after it, and need not wait for it.
const LAG: Duration = Duration::from_millis(100);
/// How many inputs may wait.
const MAX_WAITING: usize = 1 << 16;

struct Reader {
    clicks: ClickTracker,
    sender: Sender<Message>,
    receipts: (Sender<usize>, Receiver<usize>),
    /// How many inputs wait, and until when nothing else is read.
    waiting: usize,
    deadline: Instant,
}

impl Reader {
    fn new(sender: Sender<Message>) -> Self {
        Self { clicks: ClickTracker::default(), sender, receipts: channel(), waiting: 0, deadline: Instant::now() }
    }

    fn run(mut self, mut keyboard: Keyboard) -> io::Result<()> {
        loop {
            let inputs = if keyboard.wait()? {
                let _reading = pause();
                keyboard.read()?
            } else {
                keyboard.give_up()
            };
            self.forward(inputs)?;
        }
    }

    /// Sends what was read, and waits until it is taken in, or lags behind.
    fn forward(&mut self, mut inputs: Vec<Input>) -> io::Result<()> {
        if inputs.is_empty() {
            return Ok(());
        }
        for input in &mut inputs {
            if let Input::Mouse(mouse) = input {
                self.clicks.note(mouse);
            }
        }
        self.waiting -= self.receipts.1.try_iter().sum::<usize>();
        if self.waiting == 0 {
            self.deadline = Instant::now() + LAG;
        }
        self.waiting += inputs.len();
        let gone = || io::Error::from(io::ErrorKind::BrokenPipe);
        let receipt = Receipt::new(self.receipts.0.clone(), inputs.len());
        let batch = InputBatch { inputs, receipt };
        self.sender.send(Message::Input(batch)).map_err(|_| gone())?;
        while self.waiting > 0 {
            let patience = self.deadline.saturating_duration_since(Instant::now());
            let received = match self.waiting {
                MAX_WAITING.. => self.receipts.1.recv().map_err(RecvTimeoutError::from),
                _ => self.receipts.1.recv_timeout(patience),
            };
            match received {
                Ok(count) => self.waiting -= count,
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return Err(gone()),
            }
        }
        Ok(())
    }
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
