//! kzq as a library: the only place that knows how.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use kzq::corpus::read;
use kzq::search::{Engine, Query, Selection};

use crate::peer::{BEST, Found, Peer};

/// A loaded collection that is ready to answer.
pub struct Kzq {
    engine: Engine,
}

impl Kzq {
    /// Loads a collection, and gives how long that and making it ready took.
    pub fn load(file: &Path) -> Result<(Self, Duration)> {
        let begin = Instant::now();
        let bytes = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
        let reading = read(&file.display().to_string(), &bytes);
        let corpus = reading.corpus.with_context(|| format!("{} is broken: kzq check tells how", file.display()))?;
        let mut kzq = Self { engine: Engine::new(Arc::new(corpus)) };
        // The first query makes ready what all others use.
        kzq.ask("ready")?;
        Ok((kzq, begin.elapsed()))
    }
}

impl Peer for Kzq {
    fn name(&self) -> &'static str {
        "kzq"
    }

    fn translate(&self, query: &str) -> String {
        query.to_owned()
    }

    /// Matching, ranking and the counts of all facets.
    fn ask(&mut self, query: &str) -> Result<Found> {
        let answer = self.engine.answer(&Query::parse(query), &Selection::default());
        let best = answer.hits.iter().take(BEST).map(|hit| hit.entry.index()).collect();
        Ok(Found { hits: answer.hits.len(), best })
    }
}
