//! Signals, as messages.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use rustix::process::{Signal, getpgrp, getpid, getsid, kill_current_process_group, kill_process};
use signal_hook::consts::{
    SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGWINCH, SIGXCPU, SIGXFSZ,
};
use signal_hook::iterator::Signals;

use super::failure::ExitCode;
use super::message::Message;
use super::screen;

/// How long the browser may take to end in good order after a signal.
const GRACE: Duration = Duration::from_millis(150);
/// How long the terminal may take to be restored, where the browser has not ended.
const LAST_WORD: Duration = Duration::from_millis(30);

/// The signals that end a process, and that somebody may send to one; the terminal is given back first.
const ENDING: [i32; 8] = [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGXCPU];

/// Listens for signals on a thread of its own.
///
/// # Errors
///
/// Where the handlers can't be set.
pub(super) fn listen(sender: Sender<Message>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTSTP, SIGCONT, SIGWINCH, SIGXFSZ])?;
    ENDING.into_iter().try_for_each(|signal| signals.add_signal(signal))?;
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            if LEFT_TO_CHILD.load(Ordering::SeqCst) && is_from_keys(signal) {
                if signal == SIGTSTP {
                    // The child has stopped; its job is stopped only when we are.
                    let _ = kill_process(getpid(), Signal::STOP);
                }
                continue;
            }
            let message = match signal {
                SIGWINCH => Message::Resized,
                SIGTSTP => Message::Suspend,
                SIGCONT => Message::Continued,
                // A file has become as long as it may be. Who writes it hears of that, and says so.
                SIGXFSZ => continue,
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

/// Whether a child has the terminal, and what is typed there.
static LEFT_TO_CHILD: AtomicBool = AtomicBool::new(false);

/// Takes the signals back that are left to a child, when it is dropped.
pub(super) struct LeftToChild;

/// Leaves signals that keys make to a child that has the terminal, until what it gives is dropped.
pub(super) fn leave_to_child() -> LeftToChild {
    LEFT_TO_CHILD.store(true, Ordering::SeqCst);
    LeftToChild
}

impl Drop for LeftToChild {
    fn drop(&mut self) {
        LEFT_TO_CHILD.store(false, Ordering::SeqCst);
    }
}

/// Whether a key of the terminal may have made a signal.
fn is_from_keys(signal: i32) -> bool {
    matches!(signal, SIGINT | SIGQUIT | SIGTSTP)
}

/// Ends the process if the browser does not, because it is stuck in a write to a terminal that takes nothing.
fn end_after_grace(signal: i32) {
    thread::sleep(GRACE);
    // The restoration would be stuck as well, so another thread tries.
    let _ = thread::Builder::new().spawn(screen::restore);
    thread::sleep(LAST_WORD);
    std::process::exit(ExitCode::Signal(signal).into());
}

/// Stops the process as Ctrl-Z does, until it is continued; says whether there is a shell to continue it.
///
/// The whole job stops: a script that started kzq would keep the terminal from its shell otherwise.
pub(super) fn stop() -> io::Result<bool> {
    // A shell puts each job into a process group of its own. What shares the group of the session's leader has
    // no shell above it that could bring it back.
    if getpgrp() == getsid(None)? {
        return Ok(false);
    }
    kill_current_process_group(Signal::STOP)?;
    Ok(true)
}
