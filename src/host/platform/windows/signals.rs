//! Turns events of the console into messages.

use std::io;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use crate::host::message::Message;
use crate::host::native::{self, ConsoleEvent};

/// The signal number, as on Unix, when the console is closed.
pub(in crate::host) const HANG_UP: i32 = 1;
/// The signal number of Ctrl-C and Ctrl-Break.
const INTERRUPT: i32 = 2;

/// How long the browser may take to end when the console is closed. Windows ends the process after five seconds.
const EXIT_TIMEOUT: Duration = Duration::from_secs(4);

/// Sends messages to the browser.
static SENDER: OnceLock<Sender<Message>> = OnceLock::new();

/// Listens for events of the console.
///
/// # Errors
///
/// If the handler can't be installed.
pub(in crate::host) fn spawn_listener(sender: Sender<Message>) -> io::Result<()> {
    if SENDER.set(sender).is_err() {
        return Ok(());
    }
    native::on_console_event(handle)
}

fn handle(event: ConsoleEvent) {
    let message = match event {
        ConsoleEvent::Key if CHILD_HAS_TERMINAL.load(Ordering::SeqCst) => return,
        ConsoleEvent::Key => Message::Signal(INTERRUPT),
        ConsoleEvent::Closed => Message::HungUp,
    };
    if let Some(sender) = SENDER.get() {
        // If the receiver is gone, the process is exiting anyway.
        let _ = sender.send(message);
    }
    if event == ConsoleEvent::Closed {
        // The process ends as soon as this returns.
        thread::sleep(EXIT_TIMEOUT);
    }
}

/// Whether a child process has the console and its keyboard.
static CHILD_HAS_TERMINAL: AtomicBool = AtomicBool::new(false);

/// Guard of [`leave_to_child`]; handles keys again once it is dropped.
pub(in crate::host) struct ChildSignalsGuard;

/// Leaves Ctrl-C and Ctrl-Break to a child process that has the console, until the returned guard is dropped.
pub(in crate::host) fn leave_to_child() -> ChildSignalsGuard {
    CHILD_HAS_TERMINAL.store(true, Ordering::SeqCst);
    ChildSignalsGuard
}

impl Drop for ChildSignalsGuard {
    fn drop(&mut self) {
        CHILD_HAS_TERMINAL.store(false, Ordering::SeqCst);
    }
}

/// Returns false: Windows has no jobs that can be stopped.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere the job is stopped")]
pub(in crate::host) fn stop_job() -> io::Result<bool> {
    Ok(false)
}
