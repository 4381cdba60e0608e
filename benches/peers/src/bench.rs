//! Shared by all measurements: the peers over one collection, and how long to measure.

use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::collection::Collection;
use crate::kzq::Kzq;
use crate::libraries::{Frizbee, FuzzyMatcher, Nucleo, NucleoMatcher};
use crate::peer::{Found, Peer};
use crate::programs::{Filter, Lines, Ripgrep};
use crate::tantivy::Tantivy;

/// How much to measure.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Rounds; every peer runs once in each.
    pub rounds: usize,
    /// A figure that took a peer longer than this is not measured again.
    pub enough: Duration,
    /// A peer's time budget for a table.
    pub patience: Duration,
    /// Starts of each program in a terminal.
    pub starts: usize,
    /// Starts in which everything is typed.
    pub typed: usize,
    /// Known items to search for.
    pub items: usize,
}

impl Effort {
    /// For published figures.
    const FULL: Self = Self {
        rounds: 7,
        enough: Duration::from_secs(3),
        patience: Duration::from_mins(1),
        starts: 9,
        typed: 2,
        items: 100,
    };

    /// For a collection of this size: if a query takes seconds, fewer rounds are enough.
    pub fn for_size(entries: usize) -> Self {
        let large = Self { patience: Duration::from_secs(45), starts: 5, typed: 1, ..Self::FULL };
        if entries > 300_000 { large } else { Self::FULL }
    }

    /// For a smoke test.
    pub const QUICK: Self = Self {
        rounds: 2,
        enough: Duration::from_millis(500),
        patience: Duration::from_secs(10),
        starts: 2,
        typed: 1,
        items: 10,
    };
}

/// A row of the tables: a peer, or only its name if it is not installed.
pub struct Slot<'c> {
    /// The name in the tables.
    pub name: &'static str,
    /// The peer.
    pub peer: Option<Box<dyn Peer + 'c>>,
}

impl<'c> Slot<'c> {
    /// An installed peer.
    pub fn here(peer: impl Peer + 'c) -> Self {
        Self { name: peer.name(), peer: Some(Box::new(peer)) }
    }

    /// A peer that may be missing.
    pub fn maybe(name: &'static str, peer: Option<impl Peer + 'c>) -> Self {
        peer.map_or(Self { name, peer: None }, Self::here)
    }
}

/// The peers to compare kzq with.
#[derive(Clone, Debug)]
pub struct Selection(Option<Vec<String>>);

impl Selection {
    /// The peers with these names, separated by commas; `None` for all.
    pub fn new(names: Option<&str>) -> Self {
        Self(names.map(|names| names.split(',').map(str::to_owned).collect()))
    }

    /// Whether to measure the peer with a name.
    pub fn has(&self, name: &str) -> bool {
        self.0.as_ref().is_none_or(|names| names.iter().any(|other| other == name))
    }
}

/// kzq and its peers over one collection, kzq first.
pub fn peers<'c>(collection: &'c Collection, only: &Selection) -> Result<(Vec<Slot<'c>>, Duration)> {
    let (kzq, loaded) = Kzq::load(&collection.ron)?;
    let lines: &'c [String] = &collection.lines;
    let mut slots: Vec<Slot<'c>> = vec![Slot::here(kzq)];
    slots.extend(tantivy(&collection.ron, lines, only)?);
    slots.extend(only.has("frizbee").then(|| Slot::here(Frizbee::new(lines))));
    slots.extend(only.has("nucleo").then(|| Slot::here(Nucleo::new(lines))));
    slots.extend(only.has("nucleo-matcher").then(|| Slot::here(NucleoMatcher::new(lines))));
    slots.extend(only.has("fuzzy-matcher").then(|| Slot::here(FuzzyMatcher::new(lines))));
    if only.has("fzf") || only.has("sk") || only.has("rg") {
        let file = Lines::new(&collection.txt, lines);
        slots.extend(programs(&file, only));
        slots.extend(only.has("rg").then(|| Slot::maybe("rg", Ripgrep::new(&file))));
    }
    Ok((slots, loaded))
}

/// The ranking peers for relevance, also with typos allowed, over the bare words of the entries.
pub fn ranking_peers<'c>(
    collection: &Collection,
    words: &'c [String],
    file: &Path,
    only: &Selection,
) -> Result<Vec<Slot<'c>>> {
    let (kzq, _) = Kzq::load(&collection.ron)?;
    let mut slots: Vec<Slot<'c>> = vec![Slot::here(kzq)];
    slots.extend(tantivy(&collection.ron, words, only)?);
    if only.has("frizbee") {
        slots.extend([Slot::here(Frizbee::new(words)), Slot::here(Frizbee::with_typos(words))]);
    }
    slots.extend(only.has("nucleo").then(|| Slot::here(Nucleo::new(words))));
    slots.extend(only.has("fuzzy-matcher").then(|| Slot::here(FuzzyMatcher::new(words))));
    let file = Lines::new(file, words);
    slots.extend(programs(&file, only));
    slots.extend(only.has("sk").then(|| Slot::maybe("sk --typos", Filter::skim_with_typos(&file))));
    Ok(slots)
}

/// The engine, plain and with phrases ranked higher.
fn tantivy<'c>(ron: &Path, lines: &[String], only: &Selection) -> Result<Vec<Slot<'c>>> {
    if !only.has("tantivy") {
        return Ok(Vec::new());
    }
    let engine = Tantivy::load(ron, lines)?;
    Ok(vec![Slot::here(engine.boosting_phrases()), Slot::here(engine)])
}

fn programs<'c>(file: &Rc<Lines>, only: &Selection) -> impl Iterator<Item = Slot<'c>> {
    let slots: [Slot<'c>; 2] = [Slot::maybe("fzf", Filter::fzf(file)), Slot::maybe("sk", Filter::skim(file))];
    slots.into_iter().filter(|slot| only.has(slot.name))
}

/// Runs a query and returns its answer and time.
pub fn timed(ask: impl FnOnce() -> Result<Found>) -> Result<(Found, Duration)> {
    let start = Instant::now();
    let found = ask()?;
    Ok((found, start.elapsed()))
}

/// The numbers below `count`, rotated by the round, so that no peer is always first or last.
pub fn in_turn(count: usize, round: usize) -> impl Iterator<Item = usize> {
    (0..count).map(move |at| (at + round) % count)
}
