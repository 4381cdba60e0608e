//! Arguments of the commands that check quotations against texts.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use kzq_fidelity::DraftFormat;

/// What `verify` is asked.
#[derive(Clone, Debug, Args)]
pub struct VerifyArgs {
    /// The text of a source, by its id or collection/id; `-` is standard input. Repeatable.
    #[arg(long = "source", value_name = "ID=FILE", value_parser = SourceTextArg::parse)]
    pub sources: Vec<SourceTextArg>,
    /// Print a JSON array.
    #[arg(long)]
    pub json: bool,
}

/// What `proofread` is asked.
#[derive(Clone, Debug, Args)]
pub struct ProofreadArgs {
    /// Markdown, HTML or plain text; `-` is standard input. Drafts are read, and never changed.
    #[arg(required = true, value_name = "DRAFT")]
    pub drafts: Vec<PathBuf>,
    /// How the drafts are written; without it, as their names say, or what they look like.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<DraftFormatArg>,
    /// Print a JSON array.
    #[arg(long)]
    pub json: bool,
}

/// Format of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DraftFormatArg {
    /// Plain text.
    Plain,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
}

impl From<DraftFormatArg> for DraftFormat {
    fn from(kind: DraftFormatArg) -> Self {
        match kind {
            DraftFormatArg::Plain => Self::Plain,
            DraftFormatArg::Markdown => Self::Markdown,
            DraftFormatArg::Html => Self::Html,
        }
    }
}

/// A source text given as an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceTextArg {
    /// Id of the source, or `collection/id`.
    pub source: String,
    /// Path of its text; `-` is standard input.
    pub file: PathBuf,
}

impl SourceTextArg {
    fn parse(argument: &str) -> Result<Self, &'static str> {
        match argument.split_once('=') {
            Some((source, file)) if !source.is_empty() && !file.is_empty() => {
                Ok(Self { source: source.to_owned(), file: file.into() })
            }
            _ => Err("write the id of a source, `=`, and the file that holds its text"),
        }
    }
}
