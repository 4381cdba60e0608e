//! Bit sets of the entries of a block.

use std::ops::Range;

use kzq_corpus::EntryId;

/// A set of entry indices within a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BitSet(Box<[u64]>);

const WORD: usize = 64;

impl BitSet {
    /// The empty set, with room for `count` indices.
    pub(crate) fn empty(count: usize) -> Self {
        Self(vec![0; count.div_ceil(WORD)].into_boxed_slice())
    }

    /// The set of all indices below `count`.
    pub(crate) fn full(count: usize) -> Self {
        Self::from_range(0..count, count)
    }

    /// The set of indices in a range, with room for `count`.
    pub(crate) fn from_range(range: Range<usize>, count: usize) -> Self {
        Self((0..count.div_ceil(WORD)).map(|at| range_mask(&range, at)).collect())
    }

    /// Creates a set from its words; returns `None` if these do not fit `count` indices.
    pub(super) fn from_words(words: Vec<u64>, count: usize) -> Option<Self> {
        let bits = Self(words.into_boxed_slice());
        let spare = count.div_ceil(WORD) * WORD - count;
        let fits = bits.0.len() == count.div_ceil(WORD)
            && bits.0.last().is_none_or(|last| last.leading_zeros() as usize >= spare);
        fits.then_some(bits)
    }

    /// The number of words of a set with room for `count` indices.
    pub(super) fn word_count(count: usize) -> usize {
        count.div_ceil(WORD)
    }

    /// The underlying words, 64 indices each.
    pub(super) fn as_words(&self) -> &[u64] {
        &self.0
    }

    /// The set of those sorted entries that are among the `count` starting at `base`.
    pub(crate) fn from_entries(entries: &[EntryId], base: u32, count: usize) -> Self {
        let mut bits = Self::empty(count);
        positions_of(entries, base, count).for_each(|place| bits.insert(place));
        bits
    }

    pub(crate) fn insert(&mut self, place: usize) {
        self.0[place / WORD] |= 1 << (place % WORD);
    }

    pub(crate) fn contains(&self, place: usize) -> bool {
        self.0[place / WORD] >> (place % WORD) & 1 == 1
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|&word| word == 0)
    }

    /// The number of indices in the set.
    pub(crate) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The number of indices within a range.
    pub(crate) fn count_within(&self, range: Range<usize>) -> usize {
        let (first, last) = (range.start / WORD, range.end.div_ceil(WORD).min(self.0.len()));
        let words = (first..last).map(|at| (self.0[at] & range_mask(&range, at)).count_ones() as usize);
        words.sum()
    }

    pub(crate) fn union_with(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(one, other)| *one |= other);
    }

    pub(crate) fn intersect_with(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(one, other)| *one &= other);
    }

    pub(crate) fn difference_with(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(one, other)| *one &= !other);
    }

    /// The intersection of two sets.
    pub(crate) fn intersection(&self, other: &Self) -> Self {
        let mut both = self.clone();
        both.intersect_with(other);
        both
    }

    /// Keeps only the indices for which `keep` returns true.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(usize) -> bool) {
        for (index, word) in self.0.iter_mut().enumerate() {
            let mut left = *word;
            while left != 0 {
                let bit = left.trailing_zeros() as usize;
                left &= left - 1;
                *word &= !(u64::from(!keep(index * WORD + bit)) << bit);
            }
        }
    }

    /// Calls `visit` with each index, in order; much faster than `iter`.
    #[inline]
    pub(crate) fn for_each(&self, mut visit: impl FnMut(usize)) {
        for (index, &word) in self.0.iter().enumerate() {
            let mut left = word;
            while left != 0 {
                visit(index * WORD + left.trailing_zeros() as usize);
                left &= left - 1;
            }
        }
    }

    /// Calls `visit` with the indices that are wanted, in order, and before that `fetch`, for some of them at a time: it
    /// begins to read the memory that `visit` will read. Latency takes most of the time, and it overlaps within a batch.
    pub(crate) fn for_each_fetched(
        &self,
        mut is_wanted: impl FnMut(usize) -> bool,
        mut fetch: impl FnMut(usize),
        mut visit: impl FnMut(usize),
    ) {
        const BATCH: usize = 32;
        let mut batch = Vec::with_capacity(BATCH);
        let mut visit_all = |batch: &mut Vec<usize>| {
            for &place in batch.iter() {
                fetch(place);
            }
            batch.drain(..).for_each(&mut visit);
        };
        self.for_each(|place| {
            if is_wanted(place) {
                batch.push(place);
                if batch.len() == BATCH {
                    visit_all(&mut batch);
                }
            }
        });
        visit_all(&mut batch);
    }

    /// Calls `visit` with some hundreds of indices at a time, in order, for short loops over them.
    pub(crate) fn for_each_batch(&self, mut visit: impl FnMut(&[usize])) {
        const WORDS: usize = 8;
        let mut batch = Vec::with_capacity(WORDS * WORD);
        for (words, first) in self.0.chunks(WORDS).zip((0..).step_by(WORDS * WORD)) {
            batch.clear();
            for (index, &word) in words.iter().enumerate() {
                let mut left = word;
                while left != 0 {
                    batch.push(first + index * WORD + left.trailing_zeros() as usize);
                    left &= left - 1;
                }
            }
            visit(&batch);
        }
    }

    /// Iterates over the indices, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(index, &word)| {
            let rest = |left: u64| (left != 0).then_some(left);
            std::iter::successors(rest(word), move |&left| rest(left & (left - 1)))
                .map(move |left| index * WORD + left.trailing_zeros() as usize)
        })
    }
}

/// The indices of a range that are in the word at `at`.
fn range_mask(range: &Range<usize>, at: usize) -> u64 {
    let below =
        |place: usize| 1_u64.checked_shl(u32::try_from(place).unwrap_or(u32::MAX)).map_or(u64::MAX, |bit| bit - 1);
    below(range.end.saturating_sub(at * WORD)) & !below(range.start.saturating_sub(at * WORD))
}

/// The indices within a block of `count` entries starting at `base` of some sorted entries; others are skipped.
pub(crate) fn positions_of(entries: &[EntryId], base: u32, count: usize) -> impl Iterator<Item = usize> + '_ {
    let base = base as usize;
    let from = entries.partition_point(|entry| entry.index() < base);
    let places = entries[from..].iter().map(move |entry| entry.index() - base);
    places.take_while(move |&place| place < count)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    use super::*;

    fn bits(count: usize, places: &BTreeSet<usize>) -> BitSet {
        let mut bits = BitSet::empty(count);
        for &place in places {
            bits.insert(place);
        }
        bits
    }

    proptest! {
        #[test]
        fn agrees_with_btree_set(
            one in prop::collection::btree_set(0_usize..200, 0..60),
            other in prop::collection::btree_set(0_usize..200, 0..60),
        ) {
            let both = |change: fn(&mut BitSet, &BitSet)| {
                let mut changed = bits(200, &one);
                change(&mut changed, &bits(200, &other));
                changed.iter().collect::<BTreeSet<_>>()
            };
            prop_assert_eq!(both(BitSet::union_with), &one | &other);
            prop_assert_eq!(both(BitSet::intersect_with), &one & &other);
            prop_assert_eq!(both(BitSet::difference_with), &one - &other);
            prop_assert_eq!(bits(200, &one).count(), one.len());
            let mut seen = Vec::new();
            bits(200, &one).for_each(|place| seen.push(place));
            prop_assert!(seen.iter().eq(&one));
            let mut batched = Vec::new();
            bits(200, &one).for_each_batch(|batch| batched.extend_from_slice(batch));
            prop_assert!(batched.iter().eq(&one));
            let mut even = bits(200, &one);
            even.retain(|place| place % 2 == 0);
            prop_assert!(even.iter().eq(one.iter().copied().filter(|place| place % 2 == 0)));
            prop_assert!((0..200).all(|place| bits(200, &one).contains(place) == one.contains(&place)));
            let mut fetched = (Vec::new(), Vec::new());
            bits(200, &one).for_each_fetched(|place| place % 3 > 0, |place| fetched.0.push(place), |place| fetched.1.push(place));
            prop_assert!(fetched.0.iter().copied().eq(one.iter().copied().filter(|place| place % 3 > 0)));
            prop_assert_eq!(fetched.0, fetched.1);
        }

        #[test]
        fn from_words_rejects_spare_bits(words in prop::collection::vec(any::<u64>(), 0..4), count in 0_usize..200) {
            let taken = BitSet::from_words(words.clone(), count);
            let whole = words.len() == count.div_ceil(64);
            let within = (count..words.len() * 64).all(|place| words[place / 64] >> (place % 64) & 1 == 0);
            prop_assert_eq!(taken.is_some(), whole && within);
            prop_assert!(taken.is_none_or(|bits| bits.as_words() == words));
            let all = BitSet::full(count);
            prop_assert_eq!(BitSet::from_words(all.as_words().to_vec(), count), Some(all));
        }

        #[test]
        fn ranges_contain_their_indices(ends in [0_usize..200, 0..200, 0..200]) {
            let mut ends = ends;
            ends.sort_unstable();
            let [start, end, count] = ends;
            prop_assert!(BitSet::from_range(start..end, count).iter().eq(start..end));
            prop_assert!(BitSet::full(count).iter().eq(0..count));
            prop_assert_eq!(BitSet::full(count).count_within(start..end), end - start);
        }
    }
}
