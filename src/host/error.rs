//! Errors of the program, and the exit codes they map to.

use std::io;
use std::path::Path;

use super::platform::processes;
use super::read_file::is_too_large;
use super::state::shelf_store::StateError;
use crate::cli::{Failure, UnreadableData, UsageError};
use kzq_text::Safe;

/// The exit codes of kzq; a process ended by signal n exits with 128+n.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitCode {
    /// Found, or done.
    Found,
    /// Nothing found, or a check has findings.
    Nothing,
    /// Wrong usage, or no terminal to browse in.
    Usage,
    /// A collection is broken, or the settings are.
    BadData,
    /// A file or the terminal failed.
    Failed,
    /// Ended by a signal.
    Signal(i32),
}

impl From<ExitCode> for i32 {
    fn from(code: ExitCode) -> Self {
        match code {
            ExitCode::Found => 0,
            ExitCode::Nothing => 1,
            ExitCode::Usage => 2,
            ExitCode::BadData => 3,
            ExitCode::Failed => 4,
            ExitCode::Signal(signal) => 128 + signal,
        }
    }
}

/// A thread can't be started.
#[derive(Debug, thiserror::Error)]
#[error("can't start a thread: {0}")]
pub(super) struct NoThread(pub(super) io::Error);

/// Why kzq failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no terminal to draw the browser in.
    #[error("{0}; use `kzq search`, `kzq show` or `kzq export` in scripts")]
    NoTerminal(&'static str),
    /// Invalid arguments.
    #[error("{0}")]
    Usage(String),
    /// Collections with errors; the report is already rendered.
    #[error("{report}\ntip: `kzq check` lists every mistake")]
    BadData {
        /// The rendered diagnostics.
        report: String,
        /// The first error, with its location, on one line.
        first_error: Safe<'static>,
    },
    /// A file to import can't be understood.
    #[error("{0}")]
    UnreadableData(String),
    /// Settings with errors; the report is already rendered.
    #[error("{report}\ntip: `kzq config --sample` describes every setting; `--config /dev/null` ignores the file")]
    BadSettings {
        /// The rendered diagnostics.
        report: String,
    },
    /// A project file with errors; the report is already rendered.
    #[error("{report}\ntip: `--no-project` ignores the file")]
    BadProject {
        /// The rendered diagnostics.
        report: String,
    },
    /// A file can't be read or written.
    #[error("{path}: {error}")]
    File {
        /// Path of the file, for display.
        path: String,
        /// The underlying error.
        error: io::Error,
    },
    /// The user's shelf can't be read.
    #[error(transparent)]
    State(#[from] StateError),
    /// Reading or writing the terminal, stdout or stderr failed.
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        let other = |failure: Failure| match failure.downcast::<UsageError>() {
            Ok(wrong) => Self::Usage(wrong.0),
            Err(failure) => match failure.downcast::<UnreadableData>() {
                Ok(unreadable) => Self::UnreadableData(unreadable.0),
                Err(failure) => Self::Io(io::Error::other(failure)),
            },
        };
        match failure.downcast::<Self>() {
            Ok(error) => *error,
            Err(failure) => failure.downcast::<io::Error>().map_or_else(other, |error| Self::Io(*error)),
        }
    }
}

/// A failure on one line, like [`Error::line`].
pub(super) fn failure_line(failure: &Failure) -> Safe<'static> {
    failure.downcast_ref().map_or_else(|| Safe::line(failure.to_string()).into_owned(), Error::line)
}

impl Error {
    /// The error that a file can't be read or written.
    pub(super) fn file(path: &Path, error: io::Error) -> Self {
        Self::File { path: path.display().to_string(), error }
    }

    /// The error on one line; for broken collections, their first mistake.
    pub(super) fn line(&self) -> Safe<'static> {
        match self {
            Self::BadData { first_error, .. } => first_error.clone(),
            error => Safe::line(error.to_string()).into_owned(),
        }
    }

    /// What to do about a resource of the system that has run out; `None` for other errors.
    pub(super) fn tip(&self) -> Option<&'static str> {
        let (Self::File { error, .. } | Self::Io(error) | Self::State(StateError::File { error, .. })) = self else {
            return None;
        };
        if error.kind() == io::ErrorKind::OutOfMemory {
            return Some("not enough memory: `ulimit -v` sets how much kzq may use");
        }
        let no_thread = error.get_ref().and_then(|inner| inner.downcast_ref::<NoThread>());
        let code = no_thread.map_or_else(|| error.raw_os_error(), |no_thread| no_thread.0.raw_os_error())?;
        processes::shortage_tip(code)
    }

    /// Returns the exit code for this error.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::NoTerminal(_) | Self::Usage(_) => ExitCode::Usage,
            Self::BadData { .. } | Self::UnreadableData(_) | Self::BadSettings { .. } | Self::BadProject { .. } => {
                ExitCode::BadData
            }
            Self::File { error, .. } if is_too_large(error) => ExitCode::BadData,
            Self::File { .. } | Self::State(_) => ExitCode::Failed,
            // A closed pipe is not an error.
            Self::Io(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::Found,
            Self::Io(_) => ExitCode::Failed,
        }
    }
}
