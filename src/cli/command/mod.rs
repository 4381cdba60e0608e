//! One small file for each command, or for a few that are alike.

mod check;
mod entries;
mod keys;
mod lists;
mod manual;

use std::io;
use std::sync::Arc;

use super::args::{Command, EntryFormat};
use super::out::Out;
use crate::corpus::Corpus;
use crate::search::Engine;

pub use check::{Checked, check};
pub use keys::{keys_table, print_keys};
pub use manual::{print_completions, print_man, print_paths};

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
    /// stdout.
    pub out: Out<'c>,
    /// stderr.
    pub messages: Out<'c>,
}

impl<'c> Context<'c> {
    /// A context for `corpus`.
    pub fn new(corpus: Arc<Corpus>, seed: u64, out: Out<'c>, messages: Out<'c>) -> Self {
        Self { engine: Engine::new(corpus), seed, out, messages }
    }
}

/// Answers a command about the loaded collections. The commands that need none of them have functions of their own.
///
/// # Errors
///
/// What writing gives.
pub fn run(command: &Command, context: &mut Context<'_>) -> io::Result<Outcome> {
    match command {
        Command::Search { query, limit, printing } => entries::search(context, query, *limit, printing.format()),
        Command::Show { ids, printing } => entries::show(context, ids, printing.format()),
        Command::Random { query, seed, printing } => {
            entries::random(context, query, seed.unwrap_or(context.seed), printing.format())
        }
        Command::Export { query, format, json } => {
            entries::export(context, query, if *json { EntryFormat::Json } else { *format })
        }
        Command::Topics(listing) => lists::topics(context, *listing),
        Command::Speakers(listing) => lists::speakers(context, *listing),
        Command::Sources(listing) => lists::sources(context, *listing),
        Command::Keys { .. } | Command::Paths | Command::Check { .. } | Command::Completions { .. } | Command::Man => {
            Ok(Outcome::Found)
        }
    }
}
