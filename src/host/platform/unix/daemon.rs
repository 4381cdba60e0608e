//! The process that serves the clipboard.

use std::env;
use std::io;
use std::path::PathBuf;

/// The program that is running, even after its file was replaced by another version.
pub(in crate::host) fn own_program() -> io::Result<PathBuf> {
    if cfg!(target_os = "linux") { Ok("/proc/self/exe".into()) } else { env::current_exe() }
}

/// Detaches the process from the terminal, so that closing that does not end it.
pub(in crate::host) fn detach_from_terminal() {
    // Fails for a session leader, which is detached already.
    let _ = rustix::process::setsid();
}
