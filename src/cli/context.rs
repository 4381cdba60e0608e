//! What a command is given, and what it returns.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::against::AgainstTexts;
pub use super::failure::{Failure, UnreadableData, UsageError};
use super::out::Out;
use super::shelf_handle::ShelfHandle;
use super::system::System;
use kzq_corpus::NotLoaded;
use kzq_export::{Format, SourceTextLookup, Template, no_source_texts};
use kzq_fidelity::IgnoredWords;
use kzq_search::Engine;

/// Result of a command that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Something was found, or the command does not search.
    Found,
    /// Nothing was found, or a check reported something.
    Nothing,
}

impl Outcome {
    pub(super) fn from_found(found: bool) -> Self {
        if found { Self::Found } else { Self::Nothing }
    }
}

/// A command that needs no loaded collections.
pub trait PlainCommand {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// If the system or writing fails.
    fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure>;
}

/// A command on the loaded collections.
pub trait DataCommand {
    /// The format in which the command prints entries, if it does.
    fn entry_format(&self) -> Option<Format> {
        None
    }

    /// Whether the command uses the user's shelf.
    fn needs_shelf(&self) -> bool {
        false
    }

    /// Whether the command searches the user's notes, if they can be read.
    fn searches_notes(&self) -> bool {
        false
    }

    /// A collection that is loaded besides those of the user.
    fn further_collection(&self) -> Option<&Path> {
        None
    }

    /// The texts that the user names to check drafts against; `None` if the command checks no drafts. They become
    /// a collection, which is loaded instead of the user's; those that `--data` names are loaded, too.
    fn against(&self) -> Option<&[PathBuf]> {
        None
    }

    /// Whether search statistics are requested.
    fn wants_stats(&self) -> bool {
        false
    }

    /// Runs the command.
    ///
    /// # Errors
    ///
    /// If the arguments are wrong, or the system or writing fails.
    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure>;
}

/// Everything a command without collections needs.
pub struct Console<'c> {
    /// Standard output.
    pub out: Out<'c>,
    /// Standard error.
    pub messages: Out<'c>,
    /// Files, settings and caches.
    pub system: &'c dyn System,
}

/// Everything a command about entries needs.
pub struct Context<'c> {
    /// Searches the loaded collections.
    pub engine: Engine,
    /// Random seed.
    pub seed: u64,
    /// Standard output.
    pub out: Out<'c>,
    /// Standard error.
    pub messages: Out<'c>,
    /// Files, settings and caches.
    pub system: &'c dyn System,
    /// The user's shelf, if the command needs it.
    pub shelf_handle: ShelfHandle<'c>,
    /// The user's template, if one is set.
    pub template: Option<&'static Template>,
    /// The texts that drafts are checked against.
    pub against: AgainstTexts,
    /// The words of quotations in drafts that the project says must not be judged.
    pub ignored_words: IgnoredWords,
    /// The file of each collection; `None` for the built-in example, standard input and texts.
    pub collection_files: Vec<Option<PathBuf>>,
    /// The files that were not loaded.
    pub not_loaded: Vec<NotLoaded>,
    /// Load timings, if statistics are requested.
    pub timings: Option<Timings>,
    /// Source texts, if available.
    pub source_texts: Box<SourceTextLookup<'c>>,
    /// Loads the collections again if their files have changed, for commands that run for long.
    pub reloaded: Box<dyn FnMut() -> Option<Engine> + 'c>,
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
    pub fn new(engine: Engine, seed: u64, console: Console<'c>) -> Self {
        Self {
            engine,
            seed,
            out: console.out,
            messages: console.messages,
            system: console.system,
            shelf_handle: ShelfHandle::default(),
            template: None,
            against: AgainstTexts::default(),
            ignored_words: IgnoredWords::default(),
            collection_files: Vec::new(),
            not_loaded: Vec::new(),
            timings: None,
            source_texts: Box::new(no_source_texts),
            reloaded: Box::new(|| None),
        }
    }

    /// Takes over the collections as they are now.
    pub(super) fn reload(&mut self) {
        if let Some(engine) = (self.reloaded)() {
            self.engine = engine;
        }
    }
}
