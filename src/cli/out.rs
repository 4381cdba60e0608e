//! [`Out`]: a writer that takes safe text only.

use std::io::{self, Write};

use clap::builder::styling::{AnsiColor, Style};
use serde::Serialize;

use crate::text::Safe;

/// Where a command writes to. It takes [`Safe`] text only, so that no output can drive a terminal.
pub struct Out<'w> {
    writer: &'w mut dyn Write,
    colour: bool,
}

/// How a part of a line is set off where there is colour. What it means is said in words, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Not at all.
    Plain,
    /// In order.
    Good,
    /// Worth a look.
    Odd,
    /// Not in order.
    Bad,
    /// Words that were put in.
    Added,
    /// Words that were left out.
    Removed,
}

impl Tone {
    fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Good | Self::Added => AnsiColor::Green.on_default(),
            Self::Odd => AnsiColor::Yellow.on_default(),
            Self::Bad => AnsiColor::Red.on_default().bold(),
            Self::Removed => AnsiColor::Red.on_default(),
        }
    }
}

impl<'w> Out<'w> {
    /// Writes to `writer`, without colour.
    pub fn new(writer: &'w mut dyn Write) -> Self {
        Self { writer, colour: false }
    }

    /// Writes to `writer`, which may be a terminal that shows colours.
    pub fn coloured(writer: &'w mut dyn Write, colour: bool) -> Self {
        Self { writer, colour }
    }

    /// Writes parts of a line, set off by their tones, and a line feed.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn parts(&mut self, parts: &[(Tone, Safe<'_>)]) -> io::Result<()> {
        for (tone, text) in parts {
            if self.colour && *tone != Tone::Plain {
                let style = tone.style();
                write!(self.writer, "{style}{text}{style:#}")?;
            } else {
                self.writer.write_all(text.as_str().as_bytes())?;
            }
        }
        self.writer.write_all(b"\n")
    }

    /// Writes text and a line feed.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn line(&mut self, text: &Safe<'_>) -> io::Result<()> {
        self.writer.write_all(text.as_str().as_bytes())?;
        self.writer.write_all(b"\n")
    }

    /// Writes text as it is.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn part(&mut self, text: &Safe<'_>) -> io::Result<()> {
        self.writer.write_all(text.as_str().as_bytes())
    }

    /// Passes on what the writer has kept so far.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
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
