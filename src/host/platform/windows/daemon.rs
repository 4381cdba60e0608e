//! The process that serves the clipboard.

use std::env;
use std::io;
use std::path::PathBuf;

/// The program that is running.
pub(in crate::host) fn own_program() -> io::Result<PathBuf> {
    env::current_exe()
}

/// Does nothing: whoever starts the process gives it no console.
pub(in crate::host) fn detach_from_terminal() {}
