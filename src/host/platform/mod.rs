//! What differs between operating systems. Unix and Windows each have a folder with the same modules, and these the same
//! items, so that the rest of the host names neither system:
//!
//! | module | what it has |
//! |---|---|
//! | `daemon` | the process that serves the clipboard |
//! | `directories` | where the user's files are |
//! | `files` | reading at an offset, what a file is recognised by, permissions of new files |
//! | `keyboard` | what the user types |
//! | `locks` | what a lock on a file means, and who has it |
//! | `ownership` | to whom files belong, and whether the user can trust them |
//! | `processes` | programs that are started, priorities, what the system refuses |
//! | `signals` | what ends, stops and resumes kzq |
//! | `special_files` | files that may never end |
//! | `tty` | the terminal that is drawn on |

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(all(unix, feature = "clipboard"))]
pub(super) use unix::daemon;
#[cfg(unix)]
pub(super) use unix::{directories, files, keyboard, locks, ownership, processes, signals, special_files, tty};
#[cfg(all(windows, feature = "clipboard"))]
pub(super) use windows::daemon;
#[cfg(windows)]
pub(super) use windows::{directories, files, keyboard, locks, ownership, processes, signals, special_files, tty};
