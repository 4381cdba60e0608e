//! Command-line arguments.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Style, Styles};
use clap::{CommandFactory, FromArgMatches, Parser};

use super::command::Command;
use crate::settings::choices::{ClipboardChoice, GlyphChoice};

/// Styles of the help: ANSI colours, one accent.
const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Yellow.on_default().bold())
    .usage(AnsiColor::Yellow.on_default().bold())
    .literal(Style::new().bold());

const EXIT_CODES: &str = "\
Exit status:
  0  found, or done
  1  nothing found, or `check`, `verify` or `proofread` has findings
  2  wrong usage, or no terminal to browse in
  3  a collection is broken, or the settings are
  4  a file or the terminal failed
  128+n  ended by signal n";

/// Browse attributed quotations in the terminal: what was said, and what was reported, told apart.
///
/// Without a command it opens the browser; `?` shows the keys there.
#[derive(Clone, Debug, Parser)]
#[command(name = "kzq", version, styles = STYLES, after_help = EXIT_CODES, max_term_width = 100)]
pub struct Args {
    /// A collection to load, or a directory of them; `-` reads one from standard input. Repeatable.
    ///
    /// Without it kzq loads what `KZQ_DATA` names (several, separated as in PATH), else what the settings name, else the
    /// embedded collection.
    #[arg(long, global = true, value_name = "FILE|DIR")]
    pub data: Vec<PathBuf>,

    /// Neither read nor keep snapshots of large collections.
    #[arg(long, global = true)]
    pub no_cache: bool,

    /// The file of settings, instead of the one in the place for them.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// The colours of the browser: auto, dark, light, contrast, paper, night, ansi, mono, or a theme of your own.
    ///
    /// `kzq config --themes` lists them all. What has a slash is the path of a theme. Without it kzq takes `KZQ_THEME`,
    /// else no colour where `NO_COLOR` is set, else what the settings say, else auto: what the terminal seems to have.
    #[arg(long, value_name = "THEME")]
    pub theme: Option<String>,

    /// Begin anew, and not where you were when you last left these collections.
    #[arg(long)]
    pub fresh: bool,

    /// Neither look at nor remember where you were and what you sought.
    #[arg(long)]
    pub private: bool,

    /// The signs of the browser.
    #[arg(long, value_enum)]
    pub glyphs: Option<GlyphChoice>,

    /// How the browser copies.
    #[arg(long, value_enum)]
    pub clipboard: Option<ClipboardChoice>,

    /// What to do; without it, browse.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// The command line of kzq, with its commands.
pub(crate) fn command() -> clap::Command {
    Args::command()
}

/// Parses command-line arguments, program name first.
///
/// # Errors
///
/// The help, if it is requested, or what is wrong with the arguments.
pub(crate) fn parse(arguments: &[OsString]) -> Result<Args, clap::Error> {
    let mut matches = command().try_get_matches_from(arguments)?;
    Args::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command()))
}
