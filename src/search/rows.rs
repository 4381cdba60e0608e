//! Rows of an answer: what several entries say alike stands there once.

use super::answer::Hit;
use super::block::Block;
use super::repeats::Repeats;
use crate::corpus::EntryId;

/// How many rows an answer has, and how often each of them is said.
pub(super) struct Rows<'a> {
    /// How many entries were found.
    pub(super) found: usize,
    /// How many rows they make.
    pub(super) all: usize,
    /// How many rows are sure, not near.
    pub(super) sure: usize,
    repeats: Option<&'a Repeats>,
    /// For each words that are said more than once how many of the hits say them.
    times: Vec<u32>,
}

impl<'a> Rows<'a> {
    /// Counts the rows of what was found; without `repeats` each hit is a row.
    pub(super) fn count(blocks: &[&Block<'_>], repeats: Option<&'a Repeats>) -> Self {
        let found: usize = blocks.iter().map(|block| block.count()).sum();
        let near: usize = blocks.iter().map(|block| block.near()).sum();
        let mut rows = Self { found, all: found, sure: found - near, repeats, times: Vec::new() };
        if let Some(repeats) = repeats {
            rows.collapse(blocks, repeats);
        }
        rows
    }

    fn collapse(&mut self, blocks: &[&Block<'_>], repeats: &Repeats) {
        let mut times = vec![(0_u32, 0_u32); repeats.count()];
        let mut left = blocks;
        for (entry, number) in repeats.iter() {
            while let [_, next, ..] = left
                && next.begins_by(entry)
            {
                left = &left[1..];
            }
            if let Some(near) = left.first().and_then(|block| block.hit(entry)) {
                let (all, sure) = &mut times[number];
                *all += 1;
                *sure += u32::from(!near);
            }
        }
        for &(all, sure) in &times {
            self.all -= all.saturating_sub(1) as usize;
            self.sure -= sure.saturating_sub(1) as usize;
        }
        self.times = times.into_iter().map(|(all, _)| all).collect();
    }

    /// The first `best` rows of hits, each with whether it is near, that come the best first.
    pub(super) fn gather(&self, hits: impl Iterator<Item = (EntryId, bool)>, best: usize) -> Vec<Hit> {
        let number = |entry| self.repeats.and_then(|repeats| repeats.number(entry));
        self.first(hits.map(|(entry, near)| (entry, near, number(entry))), best)
    }

    /// The same of sure hits that come in the order of their entries: there may be a million of them.
    pub(super) fn gather_in_order(&self, hits: impl Iterator<Item = EntryId>, best: usize) -> Vec<Hit> {
        let mut number = self.repeats.map(Repeats::numbers);
        let hits = hits.map(|entry| (entry, false, number.as_mut().and_then(|number| number(entry))));
        self.first(hits, best)
    }

    /// The first rows of hits, each with the number of its words.
    fn first(&self, hits: impl Iterator<Item = (EntryId, bool, Option<usize>)>, best: usize) -> Vec<Hit> {
        let mut seen = vec![false; self.times.len()];
        let row = |(entry, near, number): (EntryId, bool, Option<usize>)| {
            let Some(number) = number else { return Some(Hit { entry, near, times: 1 }) };
            let is_first = !std::mem::replace(&mut seen[number], true);
            is_first.then(|| Hit { entry, near, times: self.times[number] })
        };
        hits.filter_map(row).take(best).collect()
    }
}
