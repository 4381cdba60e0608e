//! The formats in which entries can be written out.

use crate::corpus::{Corpus, Entry};

/// A way to write entries out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// The words and nothing else; what is not verbatim keeps its caveat.
    Words,
    /// The words, and a line with speaker, occasion, source and date.
    #[default]
    Attributed,
    /// A Markdown block quote (CommonMark), or a paragraph for what is not verbatim.
    Markdown,
    /// A JSON object (RFC 8259), or an array of them; see [`Record`](super::Record).
    Json,
}

/// Why an entry can't be written in a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unwritable {
    /// There is nothing to cite.
    NoSource,
    /// There is nowhere to link to.
    NoAddress,
}

impl Unwritable {
    /// The reason as a reader is told.
    pub fn reason(self) -> &'static str {
        match self {
            Self::NoSource => "no source is given",
            Self::NoAddress => "no address is given",
        }
    }
}

impl Format {
    /// All formats, in the order in which a menu offers them.
    pub const ALL: [Self; 4] = [Self::Words, Self::Attributed, Self::Markdown, Self::Json];

    /// What a menu calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Words => "Words only",
            Self::Attributed => "With attribution",
            Self::Markdown => "Markdown",
            Self::Json => "JSON",
        }
    }

    /// Its place in [`Format::ALL`].
    pub fn place(self) -> usize {
        Self::ALL.iter().position(|&format| format == self).unwrap_or_default()
    }

    /// Why an entry can't be written in this format, where it can't.
    pub fn unwritable(self, _corpus: &Corpus, _entry: Entry<'_>) -> Option<Unwritable> {
        match self {
            Self::Words | Self::Attributed | Self::Markdown | Self::Json => None,
        }
    }
}
