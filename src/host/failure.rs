//! What can go wrong at the edge, and the exit code it becomes.

use std::io;

use super::state::StateError;
use crate::text::Safe;

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

/// Why kzq ends without having done what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// There is no terminal that a browser could be drawn in.
    #[error("{0}\nhint: `kzq search`, `kzq show` and `kzq export` work without a terminal; see `kzq --help`")]
    NoTerminal(&'static str),
    /// What was asked for can't be meant.
    #[error("{0}")]
    Usage(String),
    /// Collections with errors; the report is rendered already.
    #[error("{report}\nhint: `kzq check` shows everything that is wrong")]
    BadData {
        /// The findings.
        report: String,
        /// The first of them, with its place, on one line.
        first: Safe<'static>,
    },
    /// Settings with errors; the report is rendered already.
    #[error("{report}\nhint: `kzq config --sample` shows what there is; `--config /dev/null` does without the file")]
    BadSettings {
        /// The findings.
        report: String,
    },
    /// A file can't be read or written.
    #[error("{path}: {error}")]
    File {
        /// The file.
        path: String,
        /// Why.
        error: io::Error,
    },
    /// The reader's shelf can't be read.
    #[error(transparent)]
    State(#[from] StateError),
    /// The terminal, or stdout, failed.
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl Failure {
    /// The exit code that it becomes.
    pub fn code(&self) -> ExitCode {
        match self {
            Self::NoTerminal(_) | Self::Usage(_) => ExitCode::Usage,
            Self::BadData { .. } | Self::BadSettings { .. } => ExitCode::BadData,
            Self::File { .. } | Self::State(_) => ExitCode::Failed,
            // Whoever read our output has heard enough.
            Self::Io(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::Found,
            Self::Io(_) => ExitCode::Failed,
        }
    }
}
