//! The index of one block: which entries hold a word, and which words an entry holds.

use std::ops::Range;

use super::bits::Bits;
use super::codec;
use crate::corpus::Block;

/// The index of one block of entries.
///
/// Words have numbers of their own here, given by how many entries hold them: the commonest is 0. What many
/// entries hold is kept as a set of bits, the rest as gaps between entries; and every entry keeps its words in
/// order, so that where they stand in it is looked at only for entries that matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::search) struct Segment {
    /// For each word its number in the vocabulary.
    pub(super) numbers: Vec<u32>,
    /// The entries that hold each of the commonest words.
    pub(super) sets: Vec<Bits>,
    /// The gaps between the entries that hold each of the other words.
    pub(super) gaps: Vec<u8>,
    /// Where in `gaps` each of those words ends.
    pub(super) gap_ends: Vec<u32>,
    /// The words of each entry in order, one more than their numbers, [`BREAK`] between its texts.
    pub(super) words: Words,
    /// Where in `words` each entry ends.
    pub(super) word_ends: Vec<u32>,
    /// The first word of each entry, one more than its number; [`LARGE`] where it does not fit.
    pub(super) firsts: Vec<u16>,
    /// How many words each entry says, its lead not counted; [`LARGE`] where it does not fit.
    pub(super) lengths: Vec<u16>,
}

/// The words of texts, by number: in two bytes each, unless there are too many different ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::search) enum Words {
    Few(Vec<u16>),
    Many(Vec<u32>),
}

/// A word by one more than its number; see [`BREAK`].
pub(in crate::search) trait Word: Copy {
    fn place(self) -> usize;
}

impl Word for u16 {
    fn place(self) -> usize {
        usize::from(self)
    }
}

impl Word for u32 {
    fn place(self) -> usize {
        self as usize
    }
}

/// Stands between the texts of an entry.
pub(in crate::search) const BREAK: usize = 0;
/// Stands for a number that does not fit. Where there are so many words, one of them has this number: whoever finds
/// it looks at the words themselves.
const LARGE: u16 = u16::MAX;
/// A word that one of so many entries holds is common.
pub(super) const COMMON: usize = 8;

impl Segment {
    /// How many entries it covers.
    pub(in crate::search) fn len(&self) -> usize {
        self.word_ends.len()
    }

    /// For each of its words the number in the vocabulary.
    pub(in crate::search) fn numbers(&self) -> &[u32] {
        &self.numbers
    }

    /// How much work it is to add the entries that hold a word to a set, in entries added one by one.
    pub(in crate::search) fn cost(&self, word: usize) -> usize {
        /// So many entries are added at once where they are told by bits.
        const AT_ONCE: usize = 256;
        word.checked_sub(self.sets.len()).map_or(self.len() / AT_ONCE, |rare| self.gaps_of(rare).len())
    }

    /// Where in `gaps` those of a word stand.
    fn gaps_of(&self, rare: usize) -> Range<usize> {
        let start = rare.checked_sub(1).map_or(0, |before| self.gap_ends[before] as usize);
        start..self.gap_ends[rare] as usize
    }

    /// Adds the entries that hold a word to a set.
    pub(in crate::search) fn add_entries(&self, word: usize, found: &mut Bits) {
        let Some(rare) = word.checked_sub(self.sets.len()) else { return found.unite(&self.sets[word]) };
        let mut next = 0;
        for gap in codec::read(&self.gaps[self.gaps_of(rare)]) {
            next += gap as usize;
            found.add(next);
            next += 1;
        }
    }

    /// The words of all entries.
    pub(in crate::search) fn words(&self) -> &Words {
        &self.words
    }

    /// Where in the words those of an entry stand.
    pub(in crate::search) fn range(&self, entry: usize) -> Range<usize> {
        let start = entry.checked_sub(1).map_or(0, |before| self.word_ends[before] as usize);
        start..self.word_ends[entry] as usize
    }

    /// The first word of an entry, if its first text has one, and one whose number fits.
    pub(in crate::search) fn first_word(&self, entry: usize) -> Option<usize> {
        let first = self.firsts[entry];
        (first != LARGE).then(|| usize::from(first).checked_sub(1)).flatten()
    }

    /// How many words an entry says, its lead not counted, where that fits.
    pub(in crate::search) fn length(&self, entry: usize) -> Option<u32> {
        let length = self.lengths[entry];
        (length != LARGE).then_some(u32::from(length))
    }
}

/// A number in the room that first words and lengths have.
pub(super) fn small(number: u32) -> u16 {
    u16::try_from(number).unwrap_or(LARGE)
}

/// The texts of an entry, in order.
pub(in crate::search) fn texts<W: Word>(words: &[W]) -> impl Iterator<Item = &[W]> {
    words.split(|word| word.place() == BREAK)
}

/// How many of the texts of an entry are what it says.
pub(in crate::search) fn said_texts(block: &Block, entry: usize) -> usize {
    if block.marks[entry].has_question() { 2 } else { 1 }
}
