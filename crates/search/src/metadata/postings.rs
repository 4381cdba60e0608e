//! [`ValuePostings`]: which entries of a block have each value of a column.

use crate::index::BitSet;

/// The entries of a block, by a value of which each has one, such as its source.
#[derive(Default)]
pub(super) struct ValuePostings {
    /// The values that occur, sorted.
    values: Vec<u32>,
    /// The end of the entries of each value in `entries`.
    ends: Vec<u32>,
    /// The indices of the entries, by value.
    entries: Vec<u16>,
}

impl ValuePostings {
    /// Groups entries by their values, which are less than `count`.
    pub(super) fn new<R: Copy>(column: &[R], count: usize, value: impl Fn(R) -> usize) -> Self {
        let mut next = vec![0_u32; count];
        for &row in column {
            next[value(row)] += 1;
        }
        let mut postings = Self { entries: vec![0; column.len()], ..Self::default() };
        let mut end = 0;
        for (value, count) in (0..).zip(&mut next).filter(|(_, count)| **count > 0) {
            let start = end;
            end += *count;
            *count = start;
            postings.values.push(value);
            postings.ends.push(end);
        }
        for (entry, &row) in (0..=u16::MAX).zip(column) {
            let at = &mut next[value(row)];
            postings.entries[*at as usize] = entry;
            *at += 1;
        }
        postings
    }

    /// Adds the entries of the values for which a table has `true` to a set.
    pub(super) fn add_matching(&self, table: &[bool], found: &mut BitSet) {
        let matching = self.ranges().filter(|(value, _)| table[*value]);
        let count: usize = matching.map(|(_, entries)| entries.len()).sum();
        if count <= self.entries.len() / 2 {
            self.add(table, true, found);
        } else {
            let mut others = BitSet::empty(self.entries.len());
            self.add(table, false, &mut others);
            let mut all = BitSet::full(self.entries.len());
            all.difference_with(&others);
            found.union_with(&all);
        }
    }

    /// Adds the entries of the values for which a table has `matches`.
    fn add(&self, table: &[bool], matches: bool, found: &mut BitSet) {
        for (_, entries) in self.ranges().filter(|(value, _)| table[*value] == matches) {
            for &entry in entries {
                found.insert(entry.into());
            }
        }
    }

    /// The values that occur, each with its entries.
    fn ranges(&self) -> impl Iterator<Item = (usize, &[u16])> {
        let mut start = 0;
        self.values.iter().zip(&self.ends).map(move |(&value, &end)| {
            let entries = &self.entries[start as usize..end as usize];
            start = end;
            (value as usize, entries)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn entries_with_matching_values_are_added(
            column in prop::collection::vec(0_usize..6, 0..200), table in prop::collection::vec(any::<bool>(), 6),
        ) {
            let postings = ValuePostings::new(&column, 6, |value| value);
            let mut found = BitSet::empty(column.len());
            postings.add_matching(&table, &mut found);
            prop_assert!(found.iter().eq((0..column.len()).filter(|&at| table[column[at]])));
        }
    }
}
