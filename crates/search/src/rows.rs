//! Groups duplicate entries into single hits.

use crate::answer::Hit;
use crate::block_hits::BlockHits;
use crate::duplicates::Duplicates;
use kzq_corpus::EntryId;

/// The number of hits, and the number of entries in each group of duplicates.
pub(super) struct HitGroups<'a> {
    /// The number of matching entries.
    pub(super) found: usize,
    /// The number of hits after grouping.
    pub(super) total: usize,
    /// The number of exact hits after grouping.
    pub(super) exact: usize,
    duplicates: Option<&'a Duplicates>,
    /// For each group of duplicates, the number of matching entries in it.
    group_sizes: Vec<u32>,
}

impl<'a> HitGroups<'a> {
    /// Counts the hits; without `duplicates` each entry is a hit.
    pub(super) fn count(blocks: &[&BlockHits<'_>], duplicates: Option<&'a Duplicates>) -> Self {
        let found: usize = blocks.iter().map(|block| block.count()).sum();
        let near: usize = blocks.iter().map(|block| block.fuzzy_count()).sum();
        let mut rows = Self { found, total: found, exact: found - near, duplicates, group_sizes: Vec::new() };
        if let Some(repeats) = duplicates {
            rows.count_groups(blocks, repeats);
        }
        rows
    }

    fn count_groups(&mut self, blocks: &[&BlockHits<'_>], duplicates: &Duplicates) {
        let mut counts = vec![(0_u32, 0_u32); duplicates.group_count()];
        let mut remaining = blocks;
        for (entry, number) in duplicates.iter() {
            while let [_, next, ..] = remaining
                && next.starts_at_or_before(entry)
            {
                remaining = &remaining[1..];
            }
            if let Some(near) = remaining.first().and_then(|block| block.hit_is_fuzzy(entry)) {
                let (all, sure) = &mut counts[number];
                *all += 1;
                *sure += u32::from(!near);
            }
        }
        for &(all, sure) in &counts {
            self.total -= all.saturating_sub(1) as usize;
            self.exact -= sure.saturating_sub(1) as usize;
        }
        self.group_sizes = counts.into_iter().map(|(all, _)| all).collect();
    }

    /// The first `best` hits from entries in rank order, each with whether it is fuzzy.
    pub(super) fn collect(&self, hits: impl Iterator<Item = (EntryId, bool)>, best: usize) -> Vec<Hit> {
        let group = |entry| self.duplicates.and_then(|repeats| repeats.group_of(entry));
        self.take_first(hits.map(|(entry, near)| (entry, near, group(entry))), best)
    }

    /// Like `collect`, for exact matches in entry order, which is faster: there may be a million of them.
    pub(super) fn collect_in_order(&self, hits: impl Iterator<Item = EntryId>, best: usize) -> Vec<Hit> {
        let mut group_of = self.duplicates.map(Duplicates::group_lookup);
        let hits = hits.map(|entry| (entry, false, group_of.as_mut().and_then(|number| number(entry))));
        self.take_first(hits, best)
    }

    /// The first `best` hits from entries with their group numbers.
    fn take_first(&self, hits: impl Iterator<Item = (EntryId, bool, Option<usize>)>, best: usize) -> Vec<Hit> {
        let mut seen = vec![false; self.group_sizes.len()];
        let row = |(entry, near, number): (EntryId, bool, Option<usize>)| {
            let Some(number) = number else { return Some(Hit { entry, is_fuzzy: near, duplicates: 1 }) };
            let is_first = !std::mem::replace(&mut seen[number], true);
            is_first.then(|| Hit { entry, is_fuzzy: near, duplicates: self.group_sizes[number] })
        };
        hits.filter_map(row).take(best).collect()
    }
}
