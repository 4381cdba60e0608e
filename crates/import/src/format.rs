//! What a format is, and what its reader is given.

use crate::item::Sink;

/// A format that can be imported.
pub struct Format {
    /// The name for `--from`.
    pub name: &'static str,
    /// What it is, for `--list`: one line.
    pub about: &'static str,
    /// Detects the format by its content. Returns what it was recognised by (“begins with {\rtf”, “`author` and `quote`
    /// in the first row”), or `None`.
    pub sniff: fn(&Input<'_>) -> Option<String>,
    /// Reads a file and passes on what it finds.
    pub read: fn(&Input<'_>, &ReadOptions, &mut dyn Sink) -> Result<(), ReadError>,
}

/// A file to import.
#[derive(Clone, Copy, Debug)]
pub struct Input<'i> {
    /// The name of the file without its directories.
    pub name: &'i str,
    /// The bytes of the file.
    pub bytes: &'i [u8],
    /// The text, decoded and without a byte-order mark; empty if the file is binary.
    pub text: &'i str,
}

impl<'i> Input<'i> {
    /// Returns the beginning of the text, by which a format can be recognised without reading a large file.
    pub(crate) fn start(&self) -> &'i str {
        const START_BYTES: usize = 1 << 18;
        let start = &self.text[..self.text.floor_char_boundary(START_BYTES)];
        let whole_lines = start.rfind('\n').map_or(start, |end| &start[..=end]);
        if start.len() == self.text.len() { start } else { whole_lines }
    }
}

/// What the user said about a file.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// `--map`: pairs of a field (`quote`, `author`, …) and a column, by its number from 1 or by its heading.
    pub columns: Vec<(String, String)>,
    /// `--rot13`: the text is obscured with rot13.
    pub rot13: bool,
}

/// Why a file cannot be read as a format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", if *line == 0 { String::new() } else { format!("line {line}: ") })]
pub struct ReadError {
    /// The line of the file, from 1; 0 if there is none.
    pub line: usize,
    /// What is wrong and what to do, in lower case.
    pub message: String,
    /// Whether an option is wrong rather than the file.
    pub is_option: bool,
}

impl ReadError {
    /// An error that concerns the whole file.
    pub(crate) fn of_file(message: impl Into<String>) -> Self {
        Self::at(0, message)
    }

    /// An error at a line of the file.
    pub(crate) fn at(line: usize, message: impl Into<String>) -> Self {
        Self { line, message: message.into(), is_option: false }
    }

    /// An error in an option that the user gave.
    pub(crate) fn of_option(message: impl Into<String>) -> Self {
        Self { is_option: true, ..Self::at(0, message) }
    }
}
