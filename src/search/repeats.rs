//! Entries that say the same, to the character and in the same wording.

use std::hash::BuildHasher;
use std::io;

use foldhash::fast::RandomState;

use super::parallel::{Parallel, map};
use crate::corpus::columns::{Reader, Writer};
use crate::corpus::{Corpus, Entry, EntryId};

/// Which entries say the same as others: what is known of the few that do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Repeats {
    /// The entries, in order, and the number of the words that each says.
    repeating: Vec<(EntryId, u32)>,
    /// How many words are said more than once.
    count: usize,
}

impl Repeats {
    /// Compares all entries.
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

    /// Writes them.
    pub(super) fn write(&self, out: &mut Writer<'_>) -> io::Result<()> {
        out.number(self.count)?;
        out.made(&self.repeating, |(entry, number)| [entry.0, number])
    }

    /// Reads those of so many entries, as they may be.
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

    /// Takes in entries that probably say the same.
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

    /// How many words are said more than once; their numbers are below.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The entries whose words are said more than once, in order, each with the number of its words.
    pub(super) fn iter(&self) -> impl Iterator<Item = (EntryId, usize)> {
        self.repeating.iter().map(|&(entry, number)| (entry, number as usize))
    }

    /// The number of the words of an entry, if they are said more than once.
    pub(super) fn number(&self, entry: EntryId) -> Option<usize> {
        let found = self.repeating.binary_search_by_key(&entry, |&(entry, _)| entry).ok()?;
        Some(self.repeating[found].1 as usize)
    }

    /// The same for entries that are asked about in their order: each costs the way from the one before.
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
