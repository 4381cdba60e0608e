//! kzq as a library: the only module that uses its API.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use kzq_corpus::read;
use kzq_search::{Engine, Executor, FacetFilter, Query, SearchOptions};

use crate::peer::{BEST, Found, Peer};

/// The options that the browser uses for each key.
const OPTIONS: SearchOptions = SearchOptions { limit: 200, ..SearchOptions::ALL };

/// Two threads, as in the browser on two cores, and as the other libraries get.
struct Threads;

impl Executor for Threads {
    fn for_each(&self, count: usize, job: &(dyn Fn(usize) + Sync)) {
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some(index) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|&index| index < count) {
                job(index);
            }
        };
        thread::scope(|scope| {
            if count > 1 {
                scope.spawn(work);
            }
            work();
        });
    }
}

/// A loaded and indexed collection.
pub struct Kzq {
    engine: Engine,
}

impl Kzq {
    /// Loads and indexes a collection, and returns how long both took.
    pub fn load(file: &Path) -> Result<(Self, Duration)> {
        let start = Instant::now();
        let bytes = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
        let reading = read(&file.display().to_string(), &bytes);
        let corpus = reading.corpus.with_context(|| format!("{} is broken: see kzq check", file.display()))?;
        let engine = Engine::with_executor(Arc::new(corpus), Arc::new(Threads));
        engine.index();
        engine.prepare_facets();
        Ok((Self { engine }, start.elapsed()))
    }
}

impl Peer for Kzq {
    fn name(&self) -> &'static str {
        "kzq"
    }

    fn translate(&self, query: &str) -> String {
        query.to_owned()
    }

    /// Matches, ranks and counts all facets.
    fn ask(&mut self, query: &str) -> Result<Found> {
        let answer = self.engine.answer(&Query::parse(query), &FacetFilter::default(), OPTIONS);
        let best = answer.hits.iter().take(BEST).map(|hit| hit.entry.index()).collect();
        Ok(Found { hits: answer.found, best })
    }
}
