//! [`ValuePostings`]: which entries of a block have each value of a column.

use crate::gallop::count_before;
use crate::index::BitSet;

/// The entries of a block, by values of which each has one, such as its source, or any number, such as its topics.
#[derive(Default)]
pub(crate) struct ValuePostings {
    /// The number of entries in the block.
    entry_count: usize,
    /// Whether each entry has exactly one value.
    is_single: bool,
    /// The values that many entries have, sorted, with these entries.
    common: Vec<(u32, BitSet)>,
    /// The other values that occur, sorted.
    values: Vec<u32>,
    /// The end of the entries of each of these in `entries`.
    ends: Vec<u32>,
    /// The indices of the entries, by value.
    entries: Vec<u16>,
}

/// Some of the values of a column.
#[derive(Debug)]
pub(crate) struct ValueSet {
    /// For each value, whether it is in the set.
    flags: Vec<bool>,
    /// The values in the set, sorted.
    values: Vec<u32>,
}

impl ValueSet {
    /// The set of the values that are marked in a table.
    pub(crate) fn new(flags: Vec<bool>) -> Self {
        let values = (0..).zip(&flags).filter(|(_, is_in)| **is_in).map(|(value, _)| value).collect();
        Self { flags, values }
    }

    pub(crate) fn contains(&self, value: usize) -> bool {
        self.flags[value]
    }
}

/// A value that more than one of this many entries have is stored as a bit set, which then takes less memory.
const COMMON_RATIO: usize = 16;

impl ValuePostings {
    /// Groups the entries of a block by the value of each, which is less than `count`.
    pub(super) fn new(entry_count: usize, count: usize, value: impl Fn(usize) -> usize) -> Self {
        Self { is_single: true, ..Self::of_several(entry_count, count, |entry, visit| visit(value(entry))) }
    }

    /// Groups the entries of a block by their values, which are less than `count`; `each` calls a function with those of
    /// an entry.
    pub(super) fn of_several(entry_count: usize, count: usize, each: impl Fn(usize, &mut dyn FnMut(usize))) -> Self {
        let mut counts = vec![0_usize; count];
        (0..entry_count).for_each(|entry| each(entry, &mut |value| counts[value] += 1));
        let mut postings = Self { entry_count, ..Self::default() };
        // Where the next entry of each value goes: in a bit set, or in the list of entries.
        let mut places = vec![0_usize; count];
        let mut end = 0;
        for (value, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let id = u32::try_from(value).unwrap_or(u32::MAX);
            if count > entry_count / COMMON_RATIO {
                places[value] = postings.common.len();
                postings.common.push((id, BitSet::empty(entry_count)));
            } else {
                places[value] = end;
                end += count;
                postings.values.push(id);
                postings.ends.push(u32::try_from(end).unwrap_or(u32::MAX));
            }
        }
        postings.entries = vec![0; end];
        for (entry, number) in (0..entry_count).zip(0..=u16::MAX) {
            each(entry, &mut |value| {
                let place = &mut places[value];
                if counts[value] > entry_count / COMMON_RATIO {
                    postings.common[*place].1.insert(entry);
                } else {
                    postings.entries[*place] = number;
                    *place += 1;
                }
            });
        }
        postings
    }

    /// The entries with one of some values.
    pub(crate) fn matching(&self, wanted: &ValueSet) -> BitSet {
        let mut found = BitSet::empty(self.entry_count);
        self.add_matching(wanted, &mut found);
        found
    }

    /// Adds the entries with one of some values to a set.
    pub(super) fn add_matching(&self, wanted: &ValueSet, found: &mut BitSet) {
        /// Looking up one value takes as long as testing this many.
        const TESTS_PER_LOOKUP: usize = if cfg!(test) { 1 } else { 8 };
        if wanted.values.len() * TESTS_PER_LOOKUP < self.values.len() {
            return self.add_each(&wanted.values, found);
        }
        let table = &wanted.flags;
        let matching = self.ranges().filter(|(value, _)| table[*value]);
        let count: usize = matching.map(|(_, entries)| entries.len()).sum();
        if !self.is_single || count <= self.entries.len() / 2 {
            self.add(table, true, found);
        } else {
            let mut others = BitSet::empty(self.entry_count);
            self.add(table, false, &mut others);
            let mut all = BitSet::full(self.entry_count);
            all.difference_with(&others);
            found.union_with(&all);
        }
    }

    /// Adds the entries with one of some sorted values.
    fn add_each(&self, wanted: &[u32], found: &mut BitSet) {
        for (_, entries) in self.common.iter().filter(|(value, _)| wanted.binary_search(value).is_ok()) {
            found.union_with(entries);
        }
        let mut at = 0;
        for value in wanted {
            at += count_before(&self.values[at..], |other| other < value);
            if self.values.get(at) == Some(value) {
                for &entry in self.entries_of(at) {
                    found.insert(entry.into());
                }
            }
        }
    }

    /// The entries of the rarer value with an index.
    fn entries_of(&self, at: usize) -> &[u16] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.entries[start as usize..self.ends[at] as usize]
    }

    /// Adds the entries of the values for which a table has `matches`.
    fn add(&self, table: &[bool], matches: bool, found: &mut BitSet) {
        for (_, entries) in self.common.iter().filter(|(value, _)| table[*value as usize] == matches) {
            found.union_with(entries);
        }
        for (_, entries) in self.ranges().filter(|(value, _)| table[*value] == matches) {
            for &entry in entries {
                found.insert(entry.into());
            }
        }
    }

    /// The rarer values that occur, each with its entries.
    fn ranges(&self) -> impl Iterator<Item = (usize, &[u16])> {
        self.values.iter().enumerate().map(|(at, &value)| (value as usize, self.entries_of(at)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Generates tables with few or many values.
    fn table() -> impl Strategy<Value = Vec<bool>> {
        (0.05..0.95).prop_flat_map(|share| prop::collection::vec(prop::bool::weighted(share), 40))
    }

    proptest! {
        #[test]
        fn entries_with_matching_values_are_added(
            column in prop::collection::vec(0_usize..40, 0..200), table in table(),
        ) {
            let postings = ValuePostings::new(column.len(), 40, |at| column[at]);
            prop_assert!(postings.matching(&ValueSet::new(table.clone())).iter().eq((0..column.len()).filter(|&at| table[column[at]])));
        }

        #[test]
        fn entries_may_have_several_values(
            column in prop::collection::vec(prop::collection::vec(0_usize..40, 0..4), 0..200),
            table in table(),
        ) {
            let each = |at: usize, visit: &mut dyn FnMut(usize)| column[at].iter().for_each(|&value| visit(value));
            let postings = ValuePostings::of_several(column.len(), 40, each);
            let expected = (0..column.len()).filter(|&at| column[at].iter().any(|&value| table[value]));
            prop_assert!(postings.matching(&ValueSet::new(table.clone())).iter().eq(expected));
        }
    }
}
