//! [`Out`]: a writer that only accepts sanitised text.

use std::io::{self, Read, Write};

use clap::builder::styling::{AnsiColor, Style};
use serde::Serialize;

use kzq_text::print::escape_isolates;
use kzq_text::{Safe, safe};

/// Output of a command. It accepts [`Safe`] text only, so that no output can send control sequences to a terminal.
pub struct Out<'w> {
    writer: &'w mut dyn Write,
    colour: bool,
    columns: Option<usize>,
}

/// Style of a part of a line. Colour is never the only carrier of meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputStyle {
    /// Unstyled.
    Plain,
    /// Nothing to complain about.
    Success,
    /// Worth a look.
    Warning,
    /// An error.
    Error,
    /// Inserted words.
    Added,
    /// Removed words.
    Removed,
}

impl OutputStyle {
    fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Success | Self::Added => AnsiColor::Green.on_default(),
            Self::Warning => AnsiColor::Yellow.on_default(),
            Self::Error => AnsiColor::Red.on_default().bold(),
            Self::Removed => AnsiColor::Red.on_default(),
        }
    }
}

impl<'w> Out<'w> {
    /// Writes to `writer` without colour.
    pub fn new(writer: &'w mut dyn Write) -> Self {
        Self::coloured(writer, false)
    }

    /// Writes to `writer`, with colour if `colour`.
    pub fn coloured(writer: &'w mut dyn Write, colour: bool) -> Self {
        Self { writer, colour, columns: None }
    }

    /// Wraps what is printed for reading at the width of the terminal, if it is one.
    #[must_use]
    pub fn wrapped_at(self, columns: Option<usize>) -> Self {
        Self { columns, ..self }
    }

    /// The width of the terminal, if it writes to one.
    pub fn columns(&self) -> Option<usize> {
        self.columns
    }

    /// Whether it writes in colour.
    pub fn is_coloured(&self) -> bool {
        self.colour
    }

    /// Writes text as it is: its producer has sanitised it, and may have coloured it.
    ///
    /// # Errors
    ///
    /// If writing fails.
    pub(super) fn rendered(&mut self, text: &str) -> io::Result<()> {
        self.writer.write_all(text.as_bytes())
    }

    /// Writes text from a reader as it is, as [`Self::rendered`] does.
    ///
    /// # Errors
    ///
    /// If reading or writing fails.
    pub(super) fn rendered_from(&mut self, text: &mut impl Read) -> io::Result<()> {
        io::copy(text, &mut self.writer).map(drop)
    }

    /// Writes a line of styled parts.
    ///
    /// # Errors
    ///
    /// If writing fails.
    pub fn styled_line(&mut self, parts: &[(OutputStyle, Safe<'_>)]) -> io::Result<()> {
        for (tone, text) in parts {
            if self.colour && *tone != OutputStyle::Plain {
                let style = tone.style();
                write!(self.writer, "{style}{text}{style:#}")?;
            } else {
                self.text(text)?;
            }
        }
        self.writer.write_all(b"\n")
    }

    /// Writes a line.
    ///
    /// # Errors
    ///
    /// If writing fails.
    pub fn line(&mut self, text: &Safe<'_>) -> io::Result<()> {
        self.text(text)?;
        self.writer.write_all(b"\n")
    }

    /// Writes an error message.
    ///
    /// # Errors
    ///
    /// If writing fails.
    pub fn error(&mut self, message: &Safe<'_>) -> io::Result<()> {
        self.line(&kzq_text::safe!("error: ", message))
    }

    /// Writes the visible part of a text, without a line feed.
    ///
    /// # Errors
    ///
    /// If writing fails.
    pub fn text(&mut self, text: &Safe<'_>) -> io::Result<()> {
        self.writer.write_all(text.visible().as_str().as_bytes())
    }

    /// Writes data that can be read back, with its hidden characters, without a line feed.
    ///
    /// # Errors
    ///
    /// If writing fails.
    pub fn data(&mut self, text: &Safe<'_>) -> io::Result<()> {
        self.writer.write_all(text.as_str().as_bytes())
    }

    /// Flushes the writer.
    ///
    /// # Errors
    ///
    /// If writing fails.
    pub fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }

    /// Writes a value as JSON on one line; see [`Out::json`].
    ///
    /// # Errors
    ///
    /// If writing fails.
    pub fn json_line(&mut self, value: &impl Serialize) -> io::Result<()> {
        let json = serde_json::to_string(value)?;
        self.data(&safe!(Safe::line(escape_isolates(json)), "\n"))
    }

    /// Writes a value as indented JSON. Its strings come from [`Safe`] text, and JSON escaping keeps them safe.
    ///
    /// # Errors
    ///
    /// If writing fails.
    pub fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        let json = serde_json::to_string_pretty(value)?;
        self.data(&safe!(Safe::text(escape_isolates(json)), "\n"))
    }
}
