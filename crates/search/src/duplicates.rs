//! Groups of entries that have the same text, to the character, and the same wording.

use std::hash::BuildHasher;
use std::io;

use foldhash::fast::RandomState;

use crate::executor::{Executor, map};
use kzq_corpus::columns::{ColumnReader, ColumnWriter};
use kzq_corpus::{Corpus, Entry, EntryId};

/// Which entries are duplicates; entries without a duplicate are not stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Duplicates {
    /// The duplicate entries, sorted, each with the number of its group.
    entries: Vec<(EntryId, u32)>,
    /// The number of groups.
    groups: usize,
}

impl Duplicates {
    /// Finds the duplicates in a corpus.
    pub(crate) fn find(corpus: &Corpus, executor: &dyn Executor) -> Self {
        let state = RandomState::default();
        let hash_all = |block: usize| -> Vec<(u64, EntryId)> {
            let (block, base) = (&corpus.blocks()[block], corpus.first_entry_of_blocks()[block]);
            let hash = |at: usize| state.hash_one((block.flags[at].wording() as u8, &block.searchable_texts(at)[..2]));
            (0..block.len()).map(|at| (hash(at), EntryId::new(base as usize + at))).collect()
        };
        let mut hashes = map(executor, corpus.blocks().len(), hash_all).concat();
        hashes.sort_unstable();
        let mut duplicates = Self::default();
        for candidates in hashes.chunk_by(|one, other| one.0 == other.0).filter(|alike| alike.len() > 1) {
            duplicates.insert(corpus, candidates.iter().map(|&(_, entry)| entry).collect());
        }
        duplicates.entries.sort_unstable();
        duplicates
    }

    /// Writes the table to a snapshot.
    pub(super) fn write(&self, out: &mut ColumnWriter<'_>) -> io::Result<()> {
        out.write_number(self.groups)?;
        out.write_mapped(&self.entries, |(entry, number)| [u32::from(entry), number])
    }

    /// Reads the table for this many entries; returns `None` if it is invalid.
    pub(super) fn read(entries: usize, input: &mut ColumnReader) -> Option<Self> {
        let count = input.read_number()?;
        let column: Vec<[u32; 2]> = input.read_column()?;
        let repeating: Vec<_> =
            column.into_iter().map(|[entry, number]| (EntryId::new(entry as usize), number)).collect();
        let fits = count <= repeating.len()
            && repeating.is_sorted_by(|(one, _), (next, _)| one < next)
            && repeating.last().is_none_or(|(last, _)| last.index() < entries)
            && repeating.iter().all(|&(_, number)| (number as usize) < count);
        fits.then_some(Self { entries: repeating, groups: count })
    }

    /// Inserts the groups among entries with equal hashes.
    fn insert(&mut self, corpus: &Corpus, mut candidates: Vec<EntryId>) {
        while let Some(&first) = candidates.first() {
            let (same, others): (Vec<EntryId>, Vec<EntryId>) =
                candidates.into_iter().partition(|&entry| is_duplicate(corpus.entry(first), corpus.entry(entry)));
            if same.len() > 1 {
                let number = u32::try_from(self.groups).unwrap_or(u32::MAX);
                self.entries.extend(same.into_iter().map(|entry| (entry, number)));
                self.groups += 1;
            }
            candidates = others;
        }
    }

    /// The number of groups; group numbers are below this.
    pub(super) fn group_count(&self) -> usize {
        self.groups
    }

    /// The duplicate entries, sorted, each with its group number.
    pub(super) fn iter(&self) -> impl Iterator<Item = (EntryId, usize)> {
        self.entries.iter().map(|&(entry, number)| (entry, number as usize))
    }

    /// The group number of an entry, if it has duplicates.
    pub(super) fn group_of(&self, entry: EntryId) -> Option<usize> {
        let found = self.entries.binary_search_by_key(&entry, |&(entry, _)| entry).ok()?;
        Some(self.entries[found].1 as usize)
    }

    /// Like `group_of`, for entries looked up in ascending order; the cost of a lookup is the distance from the
    /// previous one.
    pub(super) fn group_lookup(&self) -> impl FnMut(EntryId) -> Option<usize> {
        let mut remaining = self.entries.as_slice();
        move |entry| {
            let before = remaining.iter().take_while(|&&(other, _)| other < entry).count();
            remaining = &remaining[before..];
            remaining.first().filter(|&&(other, _)| other == entry).map(|&(_, number)| number as usize)
        }
    }
}

fn is_duplicate(one: Entry<'_>, other: Entry<'_>) -> bool {
    one.wording() == other.wording() && one.texts() == other.texts()
}
