//! The commands, one file for each or for a few related ones.

mod cache;
mod check;
mod compare;
mod config;
mod entries;
mod keys;
mod keywords;
mod manual;
mod proofread;
mod related;
mod shelf;
mod tables;
mod transcript;
mod verify;

use std::io;
use std::time::Duration;

use super::args::Command;
use super::formats::EntryFormat;
use super::out::Out;
use kzq_export::{SourceTextLookup, Template, no_source_texts};
use kzq_search::Engine;

pub use cache::{ListedSnapshot, print_cache, print_cleared};
pub use check::{CheckInput, check};
pub use config::{ShownFile, ShownSetting, ShownTheme, print_config, print_themes};
pub use entries::NO_TEMPLATE;
pub use keys::{keys_table, print_keys};
pub use manual::{print_completions, print_man, print_paths};
pub use proofread::{Draft, proofread};
pub use shelf::{SaveShelf, ShelfHandle};
pub use verify::verify;

/// Result of a command that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Something was found, or the command does not search.
    Found,
    /// Nothing was found, or a check reported something.
    Nothing,
}

impl Outcome {
    fn from_found(found: bool) -> Self {
        if found { Self::Found } else { Self::Nothing }
    }
}

/// Everything a command about entries needs.
pub struct Context<'c> {
    /// Searches the loaded collections.
    pub engine: Engine,
    /// Random seed.
    pub seed: u64,
    /// Width of the terminal; 80 if stdout is not a terminal.
    pub columns: usize,
    /// Standard output.
    pub out: Out<'c>,
    /// Standard error.
    pub messages: Out<'c>,
    /// The user's shelf, if the command needs it.
    pub shelf_handle: ShelfHandle<'c>,
    /// The user's template, if one is set.
    pub template: Option<&'static Template>,
    /// Load timings, if statistics are requested.
    pub timings: Option<Timings>,
    /// Source texts, if available.
    pub source_texts: Box<SourceTextLookup<'c>>,
}

/// Measurements made before the command, and the clock for its own.
pub struct Timings {
    /// Total size of the collections in bytes.
    pub bytes: u64,
    /// What they were loaded from: `ron` or `snapshot`.
    pub source: &'static str,
    /// Duration of loading.
    pub load: Duration,
    /// Duration of indexing.
    pub index: Duration,
    /// Time elapsed since an arbitrary start.
    pub clock: Box<dyn Fn() -> Duration>,
    /// Peak resident memory in bytes, if the system reports it.
    pub peak_rss: fn() -> Option<u64>,
}

impl<'c> Context<'c> {
    /// Creates a context with defaults for everything else.
    pub fn new(engine: Engine, seed: u64, out: Out<'c>, messages: Out<'c>) -> Self {
        Self {
            engine,
            seed,
            columns: 80,
            out,
            messages,
            shelf_handle: ShelfHandle::default(),
            template: None,
            timings: None,
            source_texts: Box::new(no_source_texts),
        }
    }
}

/// Runs a command on the loaded collections. Commands that need no collections have functions of their own.
///
/// # Errors
///
/// If writing fails.
pub fn run(command: &Command, context: &mut Context<'_>) -> io::Result<Outcome> {
    match command {
        Command::Search { query, limit, printing, .. } => entries::search(context, query, *limit, printing.format()),
        Command::Compare { id, json } => compare::compare(context, id, *json),
        Command::Show { source: Some(source), printing, .. } => transcript::show(context, source, printing.format()),
        Command::Show { ids, printing, .. } => entries::show(context, ids, printing.format()),
        Command::Related { id, limit, json } => related::related(context, id, *limit, *json),
        Command::Random { query, seed, printing } => {
            entries::random(context, query, seed.unwrap_or(context.seed), printing.format())
        }
        Command::Export { list, query, format, json } => {
            let format = if *json { EntryFormat::Json } else { *format };
            match list {
                Some(list) => shelf::export(context, list, format),
                None => entries::export(context, query, format),
            }
        }
        Command::List { what, json } => shelf::list(context, what.as_ref(), *json),
        Command::Star { ids, printing } => shelf::star(context, ids, printing.format()),
        Command::Unstar { ids } => shelf::unstar(context, ids),
        Command::Note { id, text } => shelf::note(context, id, text.as_deref()),
        Command::Keywords { limit, json } => keywords::keywords(context, *limit, *json),
        Command::Topics { format, json } => tables::topics(context, *format, *json),
        Command::Speakers(listing) => tables::speakers(context, *listing),
        Command::Sources(listing) => tables::sources(context, *listing),
        Command::Keys { .. }
        | Command::Paths
        | Command::Config { .. }
        | Command::Cache { .. }
        | Command::Check { .. }
        | Command::Verify(_)
        | Command::Proofread(_)
        | Command::Completions { .. }
        | Command::Man => Ok(Outcome::Found),
    }
}
