//! One small file for each command, or for a few that are alike.

mod cache;
mod check;
mod compare;
mod config;
mod entries;
mod keys;
mod keywords;
mod lists;
mod manual;
mod proofread;
mod related;
mod shelf;
mod transcript;
mod verify;

use std::io;
use std::time::Duration;

use super::args::{Command, EntryFormat};
use super::out::Out;
use crate::export::{SourceTexts, Template, no_texts};
use crate::search::Engine;

pub use cache::{KeptSnapshot, print_cache, print_cleared};
pub use check::{Checked, check};
pub use config::{ShownFile, ShownSetting, ShownTheme, print_config, print_themes};
pub use entries::NO_TEMPLATE;
pub use keys::{keys_table, print_keys};
pub use manual::{print_completions, print_man, print_paths};
pub use proofread::{Draft, proofread};
pub use shelf::{Desk, Keep};
pub use verify::verify;

/// What came of a command that ran well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Something was found, or there was nothing to find.
    Found,
    /// Nothing was found, or a check has findings.
    Nothing,
}

impl Outcome {
    fn of(found: bool) -> Self {
        if found { Self::Found } else { Self::Nothing }
    }
}

/// What the commands about entries work with.
pub struct Context<'c> {
    /// Answers queries over the loaded collections.
    pub engine: Engine,
    /// A number nobody could have foreseen.
    pub seed: u64,
    /// The columns of the terminal that is written to; 80 where it is none.
    pub columns: usize,
    /// stdout.
    pub out: Out<'c>,
    /// stderr.
    pub messages: Out<'c>,
    /// The reader's shelf, where a command asks for it.
    pub desk: Desk<'c>,
    /// The reader's template, where one is set.
    pub template: Option<&'static Template>,
    /// What was measured so far, where figures are asked for.
    pub measured: Option<Measured>,
    /// The texts of sources, where they are at hand.
    pub texts: Box<SourceTexts<'c>>,
}

/// What was measured before a command began, and what it measures itself by.
pub struct Measured {
    /// The bytes of the collections.
    pub bytes: u64,
    /// What they were loaded from: `ron` or `snapshot`.
    pub source: &'static str,
    /// How long loading took.
    pub load: Duration,
    /// How long indexing took.
    pub index: Duration,
    /// The time since some moment.
    pub clock: Box<dyn Fn() -> Duration>,
    /// The most memory that was taken at one time, in bytes, where the system tells.
    pub peak: fn() -> Option<u64>,
}

impl<'c> Context<'c> {
    /// A context for an engine.
    pub fn new(engine: Engine, seed: u64, out: Out<'c>, messages: Out<'c>) -> Self {
        Self {
            engine,
            seed,
            columns: 80,
            out,
            messages,
            desk: Desk::default(),
            template: None,
            measured: None,
            texts: Box::new(no_texts),
        }
    }
}

/// Answers a command about the loaded collections. The commands that need none of them have functions of their own.
///
/// # Errors
///
/// What writing gives.
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
        Command::Topics { format, json } => lists::topics(context, *format, *json),
        Command::Speakers(listing) => lists::speakers(context, *listing),
        Command::Sources(listing) => lists::sources(context, *listing),
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
