//! Turns signals into messages.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use rustix::process::{Signal, getpgrp, getpid, getsid, kill_current_process_group, kill_process};
use signal_hook::consts::{
    SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGVTALRM, SIGWINCH,
    SIGXCPU, SIGXFSZ,
};
use signal_hook::iterator::Signals;

use crate::host::error::ExitCode;
use crate::host::message::Message;
use crate::host::terminal::screen;
use crate::host::workers::threads;

/// The signal that the terminal is gone.
pub(in crate::host) const HANG_UP: i32 = SIGHUP;

/// How long the browser may take to exit cleanly after a signal.
const EXIT_TIMEOUT: Duration = Duration::from_millis(150);
/// How long restoring the terminal may take, if the browser did not exit.
const RESTORE_TIMEOUT: Duration = Duration::from_millis(30);

/// Signals that end a process; the terminal is restored first.
const FATAL_SIGNALS: [i32; 10] =
    [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGXCPU, SIGVTALRM, SIGPROF];

/// The real-time signals, which end a process, too.
fn real_time_signals() -> impl Iterator<Item = i32> {
    #[cfg(target_os = "linux")]
    return libc::SIGRTMIN()..=libc::SIGRTMAX();
    #[cfg(not(target_os = "linux"))]
    return std::iter::empty();
}

/// Spawns the thread that listens for signals.
///
/// # Errors
///
/// If the handlers can't be installed.
pub(in crate::host) fn spawn_listener(sender: Sender<Message>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTSTP, SIGCONT, SIGWINCH, SIGXFSZ])?;
    FATAL_SIGNALS.into_iter().chain(real_time_signals()).try_for_each(|signal| signals.add_signal(signal))?;
    threads::spawn("signals", move || {
        for signal in signals.forever() {
            if CHILD_HAS_TERMINAL.load(Ordering::SeqCst) && is_keyboard_signal(signal) {
                if signal == SIGTSTP {
                    // The child has stopped; its job is only stopped once this process is.
                    let _ = kill_process(getpid(), Signal::STOP);
                }
                continue;
            }
            let message = match signal {
                SIGWINCH => Message::Resized,
                SIGTSTP => Message::Suspend,
                SIGCONT => Message::Resumed,
                // A file has reached its maximum size; the failing write reports that.
                SIGXFSZ => continue,
                _ => Message::Signal(signal),
            };
            let is_fatal = matches!(message, Message::Signal(_));
            // If the receiver is gone, the process is exiting anyway.
            let _ = sender.send(message);
            if is_fatal {
                exit_after_timeout(signal);
            }
        }
    })
}

/// Whether a child process has the terminal and its keyboard.
static CHILD_HAS_TERMINAL: AtomicBool = AtomicBool::new(false);

/// Guard of [`leave_to_child`]; handles keyboard signals again once it is dropped.
pub(in crate::host) struct ChildSignalsGuard;

/// Leaves keyboard signals to a child process that has the terminal, until the returned guard is dropped.
pub(in crate::host) fn leave_to_child() -> ChildSignalsGuard {
    CHILD_HAS_TERMINAL.store(true, Ordering::SeqCst);
    ChildSignalsGuard
}

impl Drop for ChildSignalsGuard {
    fn drop(&mut self) {
        CHILD_HAS_TERMINAL.store(false, Ordering::SeqCst);
    }
}

/// Whether a signal can be sent with a key (`Ctrl-C`, `Ctrl-\`, `Ctrl-Z`).
fn is_keyboard_signal(signal: i32) -> bool {
    matches!(signal, SIGINT | SIGQUIT | SIGTSTP)
}

/// Exits the process if the browser does not, because it is blocked writing to a terminal that accepts nothing.
fn exit_after_timeout(signal: i32) {
    thread::sleep(EXIT_TIMEOUT);
    // Restoring could block too, so another thread does it.
    let _ = thread::Builder::new().spawn(screen::restore);
    thread::sleep(RESTORE_TIMEOUT);
    screen::restore_modes();
    std::process::exit(ExitCode::Signal(signal).into());
}

/// Stops the process as Ctrl-Z does, until it is resumed; returns whether there is a shell to resume it.
///
/// Stops the whole job: a script that started kzq would otherwise keep the terminal from its shell.
pub(in crate::host) fn stop_job() -> io::Result<bool> {
    // A shell with job control puts each job into its own process group. A process in the session leader's group has no
    // shell above it that could resume it.
    if getpgrp() == getsid(None)? {
        return Ok(false);
    }
    kill_current_process_group(Signal::STOP)?;
    Ok(true)
}
