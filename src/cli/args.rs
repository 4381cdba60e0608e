//! Command-line arguments.

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Style, Styles};
use clap::{Parser, Subcommand};

pub use super::formats::{EntryFormat, TopicFormat, entry_format_parser};
use super::verify_args::{ProofreadArgs, VerifyArgs};
pub use crate::settings::choices::{ClipboardChoice, GlyphChoice};
use kzq_search::Query;

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
    pub command: Option<Command>,
}

/// How entries are to be printed.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct OutputArgs {
    /// The format.
    #[arg(long, value_parser = entry_format_parser(), value_name = "FORMAT", default_value = "text")]
    pub format: EntryFormat,
    /// The same as `--format json`.
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

impl OutputArgs {
    /// Returns the requested format.
    pub fn format(self) -> EntryFormat {
        if self.json { EntryFormat::Json } else { self.format }
    }
}

/// What can be done without the browser.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Find entries, best first, in the language of the browser's filter.
    Search {
        /// Words, "phrases", !negations, and speaker: topic: kind: source: id: is: has: list:
        #[arg(required = true, value_name = "QUERY")]
        query: Vec<String>,
        /// The most entries to print.
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
        /// Print figures as a line of JSON on stderr: how much was searched, how long it took, what it took.
        #[arg(long)]
        stats: bool,
        /// How to print.
        #[command(flatten)]
        printing: OutputArgs,
    },
    /// Print entries by id, or collection/id, or all of a source; the JSON of one entry is an object, of several an array.
    Show {
        /// Ids.
        #[arg(required_unless_present = "source", value_name = "ID")]
        ids: Vec<String>,
        /// Instead everything that stands in this source, in its order, under its headings, turn by turn.
        #[arg(long, value_name = "ID", conflicts_with = "ids")]
        source: Option<String>,
        /// How to print.
        #[command(flatten)]
        printing: OutputArgs,
    },
    /// Set a paraphrase beside the words it rests on, or a quotation beside its paraphrases, and mark what has no ground.
    ///
    /// Words without ground stand between low lines (`_within five years_`). Side by side from 95 columns on.
    Compare {
        /// An id, or collection/id.
        #[arg(value_name = "ID")]
        id: String,
        /// Print a JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Print the entries that have to do with one, the nearest first, each with the reason.
    Related {
        /// The id, or collection/id.
        #[arg(value_name = "ID")]
        id: String,
        /// The most entries to print.
        #[arg(long, value_name = "N", default_value = "20")]
        limit: usize,
        /// Print a JSON array.
        #[arg(long)]
        json: bool,
    },
    /// Print an entry chosen by chance.
    Random {
        /// Only of what this finds.
        #[arg(value_name = "QUERY")]
        query: Vec<String>,
        /// Choose the same again for the same number.
        #[arg(long, value_name = "NUMBER")]
        seed: Option<u64>,
        /// How to print.
        #[command(flatten)]
        printing: OutputArgs,
    },
    /// List what the collections speak of: topics, acronyms and names, with how many entries do, most first.
    Keywords {
        /// The most keywords to print.
        #[arg(long, value_name = "N", default_value = "100")]
        limit: usize,
        /// Print a JSON array.
        #[arg(long)]
        json: bool,
    },
    /// List the topics, with how much of each was said and how much reported.
    Topics {
        /// A table, or the tree: as a mind map of Mermaid, a nested list of Markdown, a graph of Graphviz.
        #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
        format: TopicFormat,
        /// Print a JSON array.
        #[arg(long, conflicts_with = "format")]
        json: bool,
    },
    /// List the speakers.
    Speakers(JsonArg),
    /// List the sources.
    Sources(JsonArg),
    /// Print all entries, or what a query finds, in the order of the files; or a list, in its own.
    Export {
        /// The entries of one of your lists.
        #[arg(long, value_name = "NAME", conflicts_with = "query")]
        list: Option<String>,
        /// Only what this finds.
        #[arg(value_name = "QUERY")]
        query: Vec<String>,
        /// The format.
        #[arg(long, value_parser = entry_format_parser(), value_name = "FORMAT", default_value = "json")]
        format: EntryFormat,
        /// The same as `--format json`.
        #[arg(long, conflicts_with = "format")]
        json: bool,
    },
    /// Your lists: without more, list them, each with how many entries it has.
    List {
        /// What to do with them.
        #[command(subcommand)]
        what: Option<ListCommand>,
        /// Print a JSON array.
        #[arg(long)]
        json: bool,
    },
    /// Give entries a star; without ids, print those that have one.
    Star {
        /// Ids.
        #[arg(value_name = "ID")]
        ids: Vec<String>,
        /// How to print.
        #[command(flatten)]
        printing: OutputArgs,
    },
    /// Take their stars from entries.
    Unstar {
        /// Ids.
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
    },
    /// Write a note on an entry; without a text, print the note that is there.
    Note {
        /// The id of the entry.
        #[arg(value_name = "ID")]
        id: String,
        /// The note, in place of the one that is there; `-` reads it from standard input, an empty one takes it away.
        #[arg(value_name = "TEXT")]
        text: Option<String>,
    },
    /// Report everything that is wrong with collections, with file, line and column.
    Check {
        /// Files or directories; `-` is standard input. Without any, what would be browsed.
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Print a JSON array of findings.
        #[arg(long)]
        json: bool,
    },
    /// Hold every verbatim quotation against the text of its source; 1 unless all are exact.
    Verify(VerifyArgs),
    /// Hold every quotation of drafts against the collections; 1 unless all are exact, folded or edited.
    Proofread(ProofreadArgs),
    /// List the keys of the browser.
    Keys {
        /// As a Markdown table.
        #[arg(long)]
        markdown: bool,
    },
    /// List the files that kzq reads and writes.
    Paths,
    /// Show the settings that hold, and where each comes from: an argument, the environment, the file, or kzq itself.
    Config {
        /// Print a file of settings in which each is told, and none is set.
        #[arg(long, group = "instead")]
        sample: bool,
        /// List the themes.
        #[arg(long, group = "instead")]
        themes: bool,
        /// Print a theme, to make another of it.
        #[arg(long, value_name = "NAME", group = "instead")]
        show_theme: Option<String>,
        /// Print JSON.
        #[arg(long, conflicts_with_all = ["sample", "show_theme"])]
        json: bool,
    },
    /// List the snapshots by which large collections open quickly.
    Cache {
        /// What to do with them; without it, list them.
        #[command(subcommand)]
        what: Option<CacheCommand>,
        /// Print a JSON array.
        #[arg(long)]
        json: bool,
    },
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page (roff).
    Man,
}

impl Command {
    /// Whether the command uses the user's shelf.
    pub fn needs_shelf(&self) -> bool {
        let uses_shelf = |query: &[String]| Query::parse(&query.join(" ")).uses_shelf();
        match self {
            Self::List { .. } | Self::Star { .. } | Self::Unstar { .. } | Self::Note { .. } => true,
            Self::Export { list, query, .. } => list.is_some() || uses_shelf(query),
            Self::Search { query, .. } | Self::Random { query, .. } => uses_shelf(query),
            _ => false,
        }
    }

    /// The format in which the command prints entries, if it does.
    pub fn entry_format(&self) -> Option<EntryFormat> {
        match self {
            Self::Search { printing, .. }
            | Self::Show { printing, .. }
            | Self::Random { printing, .. }
            | Self::Star { printing, .. }
            | Self::List { what: Some(ListCommand::Show { printing, .. }), .. } => Some(printing.format()),
            Self::Export { format, json: false, .. } => Some(*format),
            _ => None,
        }
    }

    /// Whether search statistics are requested.
    pub fn wants_stats(&self) -> bool {
        matches!(self, Self::Search { stats: true, .. })
    }
}

/// What can be done with lists.
#[derive(Clone, Debug, Subcommand)]
pub enum ListCommand {
    /// Print the entries of a list, in its order; of one that is gone from its collection, what was kept of it.
    Show {
        /// The list.
        name: String,
        /// How to print.
        #[command(flatten)]
        printing: OutputArgs,
    },
    /// Put entries into a list, which is made where there is none.
    Add {
        /// The list.
        name: String,
        /// Ids.
        #[arg(value_name = "ID")]
        ids: Vec<String>,
    },
    /// Take entries out of a list.
    Remove {
        /// The list.
        name: String,
        /// Ids.
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
    },
    /// Give a list another name.
    Rename {
        /// The list.
        name: String,
        /// What it is to be called.
        #[arg(value_name = "NEW NAME")]
        to: String,
    },
    /// Delete a list; the entries stay where they are.
    Delete {
        /// The list.
        name: String,
    },
}

/// What can be done with snapshots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
pub enum CacheCommand {
    /// Remove them all; collections are read anew when they are next opened.
    Clear,
}

/// How a list is to be printed.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct JsonArg {
    /// Print a JSON array.
    #[arg(long)]
    pub json: bool,
}
