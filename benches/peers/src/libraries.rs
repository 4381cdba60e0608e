//! The peers that are libraries: each searches the lines of the collection in memory.

use std::cmp::Reverse;
use std::sync::Arc;
use std::thread;

use anyhow::Result;
use frizbee::{Config, Matcher, Pattern};
use fuzzy_matcher::FuzzyMatcher as _;
use fuzzy_matcher::skim::SkimMatcherV2;
use nucleo::Nucleo as Worker;
use nucleo::pattern::{CaseMatching, Normalization, Pattern as NucleoPattern};

use crate::peer::{BEST, Found, Negation, Peer, without_kzq_syntax};

/// Threads per library.
pub const THREADS: usize = 2;

/// The crate `frizbee`: fuzzy matching with SIMD, word by word.
pub struct Frizbee<'c> {
    lines: &'c [String],
    typos: bool,
}

impl<'c> Frizbee<'c> {
    /// With the crate's defaults.
    pub fn new(lines: &'c [String]) -> Self {
        Self { lines, typos: false }
    }

    /// With one typo per four letters of a word, as the crate's documentation proposes.
    pub fn with_typos(lines: &'c [String]) -> Self {
        Self { lines, typos: true }
    }

    fn patterns(&self, query: &str) -> Vec<Pattern> {
        let patterns = Pattern::parse_query(query).into_iter();
        let allow = |pattern: Pattern| {
            let typos = u16::try_from(pattern.needle.len() / 4).unwrap_or(u16::MAX);
            if self.typos { pattern.max_typos(Some(typos)) } else { pattern }
        };
        patterns.map(allow).collect()
    }
}

impl Peer for Frizbee<'_> {
    fn name(&self) -> &'static str {
        if self.typos { "frizbee, typos" } else { "frizbee" }
    }

    fn ask(&mut self, query: &str) -> Result<Found> {
        let mut matcher = Matcher::from_patterns(&self.patterns(query), &Config::default());
        let found = matcher.match_list_parallel(self.lines, THREADS);
        let best = found.iter().take(BEST).map(|one| one.index as usize).collect();
        Ok(Found { hits: found.len(), best })
    }
}

/// The crate `nucleo`: a matcher with its own threads that narrows down when a query is extended.
pub struct Nucleo {
    worker: Worker<u32>,
    asked: String,
}

impl Nucleo {
    /// Hands it all the lines.
    pub fn new(lines: &[String]) -> Self {
        let worker = Worker::new(nucleo::Config::DEFAULT, Arc::new(|| {}), Some(THREADS), 1);
        let injector = worker.injector();
        for (line, number) in lines.iter().zip(0..) {
            injector.push(number, |_, columns| columns[0] = line.as_str().into());
        }
        let mut nucleo = Self { worker, asked: String::new() };
        nucleo.run();
        nucleo
    }

    fn run(&mut self) {
        while self.worker.tick(1000).running {}
    }

    fn search(&mut self, query: &str, on: bool) -> Found {
        self.worker.pattern.reparse(0, query, CaseMatching::Smart, Normalization::Smart, on);
        query.clone_into(&mut self.asked);
        self.run();
        let snapshot = self.worker.snapshot();
        let hits = snapshot.matched_item_count();
        let shown = hits.min(u32::try_from(BEST).unwrap_or(u32::MAX));
        let best = snapshot.matched_items(0..shown).map(|item| *item.data as usize).collect();
        Found { hits: hits as usize, best }
    }
}

impl Peer for Nucleo {
    fn name(&self) -> &'static str {
        "nucleo"
    }

    fn ask(&mut self, query: &str) -> Result<Found> {
        Ok(self.search(query, false))
    }

    fn ask_on(&mut self, query: &str) -> Result<Found> {
        let on = query.starts_with(&self.asked);
        Ok(self.search(query, on))
    }
}

/// The crate `nucleo-matcher`, which nucleo builds on: the plain function, called for every line.
pub struct NucleoMatcher<'c> {
    lines: &'c [String],
}

impl<'c> NucleoMatcher<'c> {
    /// Over the lines of a collection.
    pub fn new(lines: &'c [String]) -> Self {
        Self { lines }
    }
}

impl Peer for NucleoMatcher<'_> {
    fn name(&self) -> &'static str {
        "nucleo-matcher"
    }

    fn ask(&mut self, query: &str) -> Result<Found> {
        let pattern = NucleoPattern::parse(query, CaseMatching::Smart, Normalization::Smart);
        Ok(scan(self.lines, || {
            let mut matcher = nucleo::Matcher::new(nucleo::Config::DEFAULT);
            let (pattern, mut buffer) = (&pattern, Vec::new());
            move |line| {
                let line = nucleo::Utf32Str::new(line, &mut buffer);
                pattern.score(line, &mut matcher).map(i64::from)
            }
        }))
    }
}

/// The crate `fuzzy-matcher`: the whole query as one subsequence, called for every line.
pub struct FuzzyMatcher<'c> {
    lines: &'c [String],
}

impl<'c> FuzzyMatcher<'c> {
    /// Over the lines of a collection.
    pub fn new(lines: &'c [String]) -> Self {
        Self { lines }
    }
}

impl Peer for FuzzyMatcher<'_> {
    fn name(&self) -> &'static str {
        "fuzzy-matcher"
    }

    fn translate(&self, query: &str) -> String {
        without_kzq_syntax(query, Negation::Dropped)
    }

    fn ask(&mut self, query: &str) -> Result<Found> {
        Ok(scan(self.lines, || {
            let matcher = SkimMatcherV2::default();
            move |line| matcher.fuzzy_match(line, query)
        }))
    }
}

/// Scores every line on [`THREADS`] threads and ranks the matches; on equal scores the earlier line comes first.
fn scan<S: FnMut(&str) -> Option<i64>>(lines: &[String], make_score: impl Fn() -> S + Sync) -> Found {
    let size = lines.len().div_ceil(THREADS).max(1);
    let part = |(number, lines): (usize, &[String])| -> Vec<(Reverse<i64>, usize)> {
        let mut score = make_score();
        let scored = lines.iter().enumerate().filter_map(|(at, line)| Some((score(line)?, number * size + at)));
        scored.map(|(score, at)| (Reverse(score), at)).collect()
    };
    let mut scored = thread::scope(|scope| {
        let part = &part;
        let parts: Vec<_> = lines.chunks(size).enumerate().map(|chunk| scope.spawn(move || part(chunk))).collect();
        // A panicking thread has reported itself; its results are missing from an answer that must not be trusted.
        parts.into_iter().flat_map(|part| part.join().expect("the matcher does not panic")).collect::<Vec<_>>()
    });
    scored.sort_unstable();
    Found { hits: scored.len(), best: scored.iter().take(BEST).map(|&(_, at)| at).collect() }
}
