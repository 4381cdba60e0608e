//! Groups of entries that have the same text, to the character, and the same wording.

use std::hash::BuildHasher;
use std::io;

use foldhash::fast::RandomState;

use crate::executor::{Parallel, map};
use kzq_corpus::columns::{Reader, Writer};
use kzq_corpus::{Corpus, Entry, EntryId};

/// Which entries are duplicates; entries without a duplicate are not stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Repeats {
    /// The duplicate entries, sorted, each with the number of its group.
    repeating: Vec<(EntryId, u32)>,
    /// The number of groups.
    count: usize,
}

impl Repeats {
    /// Finds the duplicates in a corpus.
    pub(crate) fn of(corpus: &Corpus, parallel: &dyn Parallel) -> Self {
        let state = RandomState::default();
        let hash_all = |block: usize| -> Vec<(u64, EntryId)> {
            let (block, base) = (&corpus.blocks()[block], corpus.bases()[block]);
            let hash = |at: usize| state.hash_one((block.marks[at].wording() as u8, &block.searched(at)[..2]));
            (base..).map(EntryId).zip((0..block.len()).map(hash)).map(|(entry, hash)| (hash, entry)).collect()
        };
        let mut hashes = map(parallel, corpus.blocks().len(), hash_all).concat();
        hashes.sort_unstable();
        let mut repeats = Self::default();
        for alike in hashes.chunk_by(|one, other| one.0 == other.0).filter(|alike| alike.len() > 1) {
            repeats.learn(corpus, alike.iter().map(|&(_, entry)| entry).collect());
        }
        repeats.repeating.sort_unstable();
        repeats
    }

    /// Writes the table to a snapshot.
    pub(super) fn write(&self, out: &mut Writer<'_>) -> io::Result<()> {
        out.number(self.count)?;
        out.made(&self.repeating, |(entry, number)| [entry.0, number])
    }

    /// Reads the table for this many entries; returns `None` if it is invalid.
    pub(super) fn read(entries: usize, input: &mut Reader<'_>) -> Option<Self> {
        let count = input.number()?;
        let column: Vec<[u32; 2]> = input.column()?;
        let repeating: Vec<_> = column.into_iter().map(|[entry, number]| (EntryId(entry), number)).collect();
        let fits = count <= repeating.len()
            && repeating.is_sorted_by(|(one, _), (next, _)| one < next)
            && repeating.last().is_none_or(|(last, _)| last.index() < entries)
            && repeating.iter().all(|&(_, number)| (number as usize) < count);
        fits.then_some(Self { repeating, count })
    }

    /// Inserts the groups among entries with equal hashes.
    fn learn(&mut self, corpus: &Corpus, mut alike: Vec<EntryId>) {
        while let Some(&first) = alike.first() {
            let (same, others): (Vec<EntryId>, Vec<EntryId>) =
                alike.into_iter().partition(|&entry| says_same(corpus.entry(first), corpus.entry(entry)));
            if same.len() > 1 {
                let number = u32::try_from(self.count).unwrap_or(u32::MAX);
                self.repeating.extend(same.into_iter().map(|entry| (entry, number)));
                self.count += 1;
            }
            alike = others;
        }
    }

    /// The number of groups; group numbers are below this.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The duplicate entries, sorted, each with its group number.
    pub(super) fn iter(&self) -> impl Iterator<Item = (EntryId, usize)> {
        self.repeating.iter().map(|&(entry, number)| (entry, number as usize))
    }

    /// The group number of an entry, if it has duplicates.
    pub(super) fn number(&self, entry: EntryId) -> Option<usize> {
        let found = self.repeating.binary_search_by_key(&entry, |&(entry, _)| entry).ok()?;
        Some(self.repeating[found].1 as usize)
    }

    /// Like `group_of`, for entries looked up in ascending order; the cost of a lookup is the distance from the
    /// previous one.
    pub(super) fn numbers(&self) -> impl FnMut(EntryId) -> Option<usize> {
        let mut left = self.repeating.as_slice();
        move |entry| {
            let before = left.iter().take_while(|&&(other, _)| other < entry).count();
            left = &left[before..];
            left.first().filter(|&&(other, _)| other == entry).map(|&(_, number)| number as usize)
        }
    }
}

fn says_same(one: Entry<'_>, other: Entry<'_>) -> bool {
    one.wording() == other.wording() && one.words() == other.words()
}
