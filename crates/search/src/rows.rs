//! Groups duplicate entries into single hits.

use crate::answer::Hit;
use crate::block_hits::Block;
use crate::duplicates::Repeats;
use kzq_corpus::EntryId;

/// The number of hits, and the number of entries in each group of duplicates.
pub(super) struct Rows<'a> {
    /// The number of matching entries.
    pub(super) found: usize,
    /// The number of hits after grouping.
    pub(super) all: usize,
    /// The number of exact hits after grouping.
    pub(super) sure: usize,
    repeats: Option<&'a Repeats>,
    /// For each group of duplicates, the number of matching entries in it.
    times: Vec<u32>,
}

impl<'a> Rows<'a> {
    /// Counts the hits; without `duplicates` each entry is a hit.
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

    /// The first `best` hits from entries in rank order, each with whether it is fuzzy.
    pub(super) fn gather(&self, hits: impl Iterator<Item = (EntryId, bool)>, best: usize) -> Vec<Hit> {
        let number = |entry| self.repeats.and_then(|repeats| repeats.number(entry));
        self.first(hits.map(|(entry, near)| (entry, near, number(entry))), best)
    }

    /// Like `collect`, for exact matches in entry order, which is faster: there may be a million of them.
    pub(super) fn gather_in_order(&self, hits: impl Iterator<Item = EntryId>, best: usize) -> Vec<Hit> {
        let mut number = self.repeats.map(Repeats::numbers);
        let hits = hits.map(|entry| (entry, false, number.as_mut().and_then(|number| number(entry))));
        self.first(hits, best)
    }

    /// The first `best` hits from entries with their group numbers.
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
