//! Command-line arguments.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Style, Styles};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, FromArgMatches, Parser};

use super::command::Command;
use super::help;
use super::options::with_short_options;
use crate::settings::choices::{ClipboardChoice, ColourChoice, GlyphChoice};
use kzq_documents::DocumentFormat;
use kzq_search::FieldName;

/// Styles of the help: ANSI colours, one accent.
const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Yellow.on_default().bold())
    .usage(AnsiColor::Yellow.on_default().bold())
    .literal(Style::new().bold());

const EXAMPLES: &str = "\
Examples:
  kzq                          # browse your quotations, or the example
  kzq --data clippings.ron     # browse a collection
  kzq search security council  # print what a query finds
  kzq proofread draft.md       # check the quotations in a draft";

const EXIT_CODES: &str = "\
Exit status:
  0  success
  1  nothing found, or `check`, `verify` or `proofread` has findings
  2  wrong usage, or no terminal for the browser
  3  a broken collection or settings file
  4  a file or the terminal failed, or your changes could not be saved
  128+n  killed by signal n

`kzq help COMMAND` explains a command.";

/// Find exact quotations, see whether they were said or only reported, and copy them with their source.
///
/// Without a command, kzq opens the browser; `?` shows the keys there.
#[derive(Clone, Debug, Parser)]
#[expect(clippy::struct_excessive_bools, reason = "options, each given or not whatever the others are")]
#[command(name = "kzq", version, styles = STYLES, after_help = EXIT_CODES, max_term_width = 80)]
pub struct Args {
    /// Load a collection, or a directory of them; `-` is standard input. Repeatable.
    ///
    /// A directory means all `.ron` files in it and below it.
    ///
    /// Without it, kzq loads the first of these that exists: the collections in `KZQ_DATA` (separated as in PATH),
    /// those of the project, those in the settings, your own collection (created by `kzq add`), the example.
    #[arg(long, global = true, value_name = "FILE|DIR")]
    pub data: Vec<PathBuf>,

    /// Load the built-in example.
    #[arg(long, global = true, conflicts_with = "data")]
    pub example: bool,

    /// Keep stars, notes, lists and highlights in this file, such as one next to a collection.
    ///
    /// It is created when there is something to keep. Without it, kzq uses the file in the settings, or else your own
    /// shelf.
    #[arg(long, global = true, value_name = "FILE")]
    pub shelf: Option<PathBuf>,

    /// Fail if a collection is broken, instead of loading the others.
    #[arg(long, global = true)]
    pub refuse_broken: bool,

    /// Do not use the cache for large collections.
    #[arg(long, global = true)]
    pub no_cache: bool,

    /// Use this settings file.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// Ignore the project file, `.kzq.ron` in this directory or one above it.
    #[arg(long, global = true)]
    pub no_project: bool,

    /// When to print colours, bold matches and links.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value = "auto")]
    pub color: ColourChoice,

    /// Colours: auto, dark, light, contrast, paper, night, ansi, mono, or your own theme.
    ///
    /// `kzq config --themes` lists all themes; a name with a slash is the path of a theme file. Without it, kzq uses
    /// `KZQ_THEME`, or no colours if `NO_COLOR` is set, or the settings, or auto, which suits the terminal.
    #[arg(long, value_name = "THEME")]
    pub theme: Option<String>,

    /// Start from the top instead of where you left off.
    #[arg(long)]
    pub fresh: bool,

    /// Start with this query in the filter.
    #[arg(long, value_name = "QUERY")]
    pub query: Option<String>,

    /// Do not read or save history and position.
    #[arg(long)]
    pub private: bool,

    /// Symbols to draw with.
    #[arg(long, value_enum)]
    pub glyphs: Option<GlyphChoice>,

    /// How to copy.
    #[arg(long, value_enum)]
    pub clipboard: Option<ClipboardChoice>,

    /// The command; without one, kzq opens the browser.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// The command line of kzq, with its commands.
pub(crate) fn command() -> clap::Command {
    help::with_groups(with_short_options(Args::command()), &STYLES)
        .after_long_help(format!("{EXAMPLES}\n\n{EXIT_CODES}"))
}

/// Returns the commands as a Markdown table, for the README.
pub fn commands_table() -> String {
    help::commands_table(&Args::command())
}

/// Parses command-line arguments, program name first.
///
/// # Errors
///
/// The help, if it is requested, or what is wrong with the arguments.
pub(crate) fn parse(arguments: &[OsString]) -> Result<Args, clap::Error> {
    let mut matches = command().try_get_matches_from(arguments).map_err(explain)?;
    Args::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command()))
}

/// Suggests what the user may have meant: how to write a filter, if an unknown option has the name of one, such as
/// `--speaker`; and the option for the format of drafts, if its value was given as the format of findings.
fn explain(mut error: clap::Error) -> clap::Error {
    if let Some(ContextValue::String(value)) = error.get(ContextKind::InvalidValue)
        && error.get(ContextKind::InvalidArg).is_some_and(|option| option.to_string().starts_with("--format"))
        && DocumentFormat::named(value).is_some()
    {
        let tip = format!("`--from {value}` names the format of drafts");
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
        return error;
    }
    let Some(ContextValue::String(option)) = error.get(ContextKind::InvalidArg) else { return error };
    let name = option.trim_start_matches('-').split([':', '=']).next().unwrap_or_default();
    let is_filter = FieldName::ALL.iter().any(|field| field.name() == name) || matches!(name, "by" | "b");
    let takes_query = error.get(ContextKind::Usage).is_some_and(|usage| usage.to_string().contains("QUERY"));
    if error.kind() == ErrorKind::UnknownArgument && is_filter && takes_query {
        let tip = "a filter is part of the query: `speaker:austen`; `!speaker:austen` leaves her out";
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    }
    error
}
