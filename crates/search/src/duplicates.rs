//! Groups of entries that have the same text, to the character, and the same wording.

use std::hash::BuildHasher;
use std::io;

use foldhash::fast::RandomState;

use kzq_corpus::columns::{ColumnReader, ColumnWriter};
use kzq_corpus::{Block, Corpus, Entry, EntryId};

/// Which entries are duplicates; entries without a duplicate are not stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Duplicates {
    /// The duplicate entries, sorted, each with the number of its group.
    entries: Vec<(EntryId, u32)>,
    /// The number of groups.
    groups: usize,
}

/// Finds the duplicates in a corpus, a block at a time.
#[derive(Default)]
pub(crate) struct DuplicateFinder {
    state: RandomState,
    /// Half a hash of each entry, which will do: the texts are compared anyway.
    hashes: Vec<(u32, EntryId)>,
}

impl DuplicateFinder {
    /// Hashes the entries of a block.
    pub(crate) fn hashes(&self, block: &Block) -> Vec<u32> {
        let hash = |at: usize| {
            let hash = self.state.hash_one((block.flags[at].wording() as u8, &block.searchable_texts(at)[..2]));
            u32::try_from(hash >> u32::BITS).unwrap_or_default()
        };
        (0..block.len()).map(hash).collect()
    }

    /// Adds the hashes of the next block.
    pub(crate) fn push(&mut self, hashes: Vec<u32>) {
        let first = self.hashes.len();
        self.hashes.extend(hashes.into_iter().zip((first..).map(EntryId::new)));
    }

    /// Finds the duplicates among all entries.
    pub(crate) fn finish(mut self, corpus: &Corpus) -> Duplicates {
        self.hashes.sort_unstable();
        let mut duplicates = Duplicates::default();
        for candidates in self.hashes.chunk_by(|one, other| one.0 == other.0).filter(|alike| alike.len() > 1) {
            duplicates.insert(corpus, candidates.iter().map(|&(_, entry)| entry).collect());
        }
        duplicates.entries.sort_unstable();
        duplicates
    }
}

impl Duplicates {
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
