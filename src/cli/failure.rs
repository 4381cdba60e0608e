//! Why a command fails.

use std::error::Error;

/// Why a command failed: a [`UsageError`], [`UnreadableData`], an [`io::Error`](std::io::Error), or an error of the system.
pub type Failure = Box<dyn Error + Send + Sync>;

/// Wrong arguments that only the loaded collections or settings reveal.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct UsageError(pub String);

/// A file of data that can't be understood; with its name, and what to do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct UnreadableData(pub String);
