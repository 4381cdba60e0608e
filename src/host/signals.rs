//! Signals, as messages.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::failure::ExitCode;
use super::message::Message;
use super::screen;

/// How long the browser may take to end in good order after a signal.
const GRACE: Duration = Duration::from_millis(150);

/// Listens for signals on a thread of its own.
///
/// # Errors
///
/// Where the handlers can't be set.
pub(super) fn listen(sender: Sender<Message>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            let message = match signal {
                SIGWINCH => Message::Resized,
                SIGTSTP => Message::Suspend,
                SIGCONT => Message::Continued,
                _ => Message::Signal(signal),
            };
            let ends = matches!(message, Message::Signal(_));
            // Where nobody listens any more the process is ending anyway.
            let _ = sender.send(message);
            if ends {
                end_after_grace(signal);
            }
        }
    })?;
    Ok(())
}

/// Ends the process if the browser does not, because it is stuck in a write to a terminal that takes nothing.
fn end_after_grace(signal: i32) {
    thread::sleep(GRACE);
    screen::restore();
    std::process::exit(ExitCode::Signal(signal).into());
}

/// Stops the process as Ctrl-Z does, until it is continued; says whether there is a shell to continue it.
pub(super) fn stop() -> io::Result<bool> {
    let own = rustix::process::getpid();
    // The leader of a session has no shell above it that could bring it back.
    if rustix::process::getsid(None)? == own {
        return Ok(false);
    }
    signal_hook::low_level::emulate_default_handler(SIGTSTP)?;
    Ok(true)
}
