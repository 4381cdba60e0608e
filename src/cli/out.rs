//! [`Out`]: a writer that takes safe text only.

use std::io::{self, Write};

use serde::Serialize;

use crate::text::Safe;

/// Where a command writes to. It takes [`Safe`] text only, so that no output can drive a terminal.
pub struct Out<'w>(&'w mut dyn Write);

impl<'w> Out<'w> {
    /// Writes to `writer`.
    pub fn new(writer: &'w mut dyn Write) -> Self {
        Self(writer)
    }

    /// Writes text and a line feed.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn line(&mut self, text: &Safe<'_>) -> io::Result<()> {
        self.0.write_all(text.as_str().as_bytes())?;
        self.0.write_all(b"\n")
    }

    /// Passes on what the writer has kept so far.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }

    /// Writes a value as JSON on one line; see [`Out::json`].
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn json_line(&mut self, value: &impl Serialize) -> io::Result<()> {
        let json = serde_json::to_string(value)?;
        self.line(&Safe::line(json))
    }

    /// Writes a value as indented JSON. Its strings come from [`Safe`] text, and stay safe in JSON's escapes.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        let json = serde_json::to_string_pretty(value)?;
        self.line(&Safe::text(json))
    }
}
