//! Completes command lines in shells: commands, options, and the values that an argument takes.
//!
//! The script that `kzq completions SHELL` prints runs `kzq __complete SHELL …` with the line as it is typed. Nothing is
//! printed but what completes the line: an error completes nothing.

mod candidates;
mod line;
mod shell;
mod values;

pub(crate) use candidates::{Known, candidates};
pub(crate) use line::place;
pub(crate) use shell::{Request, Shell};

/// The first argument with which the scripts run kzq.
pub(crate) const REQUEST: &str = "__complete";

/// One way to complete a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Suggestion {
    /// The whole word.
    pub(crate) text: String,
    /// What it means, for shells that show it.
    pub(crate) doc: String,
}

impl Suggestion {
    fn new(text: impl Into<String>, doc: impl Into<String>) -> Self {
        Self { text: text.into(), doc: doc.into() }
    }
}

/// What completes a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Suggestions {
    /// These words.
    Words(Vec<Suggestion>),
    /// The names of files, which the shell knows.
    Files,
}
