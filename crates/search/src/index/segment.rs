//! The index of one block: postings by word, and tokens by entry.

use std::ops::Range;

use super::bits::Bits;
use super::codec;
use kzq_corpus::Block;

/// The index of one block of entries.
///
/// A segment numbers its words by descending frequency, 0 being the most frequent. Postings of frequent words are bit
/// sets, the others are gaps between entries. The tokens of each entry are stored in order and read only for entries
/// that matter, to find positions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    /// Maps each word to its id in the vocabulary.
    pub(super) numbers: Vec<u32>,
    /// The postings of the most frequent words, as bit sets.
    pub(super) sets: Vec<Bits>,
    /// The postings of the other words, as encoded gaps.
    pub(super) gaps: Vec<u8>,
    /// The end of each of those words in `posting_gaps`.
    pub(super) gap_ends: Vec<u32>,
    /// The tokens of each entry in order, as word id plus one, with [`BREAK`] between its texts.
    pub(super) words: Words,
    /// The end of each entry in `tokens`.
    pub(super) word_ends: Vec<u32>,
    /// The first token of each entry, as word id plus one; [`LARGE`] if it does not fit.
    pub(super) firsts: Vec<u16>,
    /// The number of words in each entry, without the lead; [`LARGE`] if it does not fit.
    pub(super) lengths: Vec<u16>,
}

/// A column of tokens, with two bytes per token unless there are too many distinct words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Words {
    Few(Vec<u16>),
    Many(Vec<u32>),
}

/// A token: word id plus one, or [`BREAK`].
pub(crate) trait Word: Copy {
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

/// Separates the texts of an entry.
pub(crate) const BREAK: usize = 0;
/// Replaces a number that does not fit. In a block with that many words it is also a valid token, so the reader of such
/// a value must fall back to the token column.
const LARGE: u16 = u16::MAX;
/// A word in more than one of this many entries is stored as a bit set.
pub(super) const COMMON: usize = 8;

impl Segment {
    /// The number of entries.
    pub(crate) fn len(&self) -> usize {
        self.word_ends.len()
    }

    /// Maps each word of the segment to its id in the vocabulary.
    pub(crate) fn numbers(&self) -> &[u32] {
        &self.numbers
    }

    /// The estimated cost of `add_postings`, in entries added one by one.
    pub(crate) fn cost(&self, word: usize) -> usize {
        /// Entries added by a bit set in the time of one posting.
        const AT_ONCE: usize = 256;
        word.checked_sub(self.sets.len()).map_or(self.len() / AT_ONCE, |rare| self.gaps_of(rare).len())
    }

    /// The range of a word's postings in `posting_gaps`.
    fn gaps_of(&self, rare: usize) -> Range<usize> {
        let start = rare.checked_sub(1).map_or(0, |before| self.gap_ends[before] as usize);
        start..self.gap_ends[rare] as usize
    }

    /// Adds the entries that contain a word to a set.
    pub(crate) fn add_entries(&self, word: usize, found: &mut Bits) {
        let Some(rare) = word.checked_sub(self.sets.len()) else { return found.unite(&self.sets[word]) };
        let mut next = 0;
        for gap in codec::read(&self.gaps[self.gaps_of(rare)]) {
            next += gap as usize;
            found.add(next);
            next += 1;
        }
    }

    /// The tokens of all entries.
    pub(crate) fn words(&self) -> &Words {
        &self.words
    }

    /// The range of an entry's tokens.
    pub(crate) fn range(&self, entry: usize) -> Range<usize> {
        let start = entry.checked_sub(1).map_or(0, |before| self.word_ends[before] as usize);
        start..self.word_ends[entry] as usize
    }

    /// The first word of an entry; `None` if its first text is empty or the id does not fit.
    pub(crate) fn first_word(&self, entry: usize) -> Option<usize> {
        let first = self.firsts[entry];
        (first != LARGE).then(|| usize::from(first).checked_sub(1)).flatten()
    }

    /// The number of words in an entry, without the lead; `None` if it does not fit.
    pub(crate) fn length(&self, entry: usize) -> Option<u32> {
        let length = self.lengths[entry];
        (length != LARGE).then_some(u32::from(length))
    }
}

/// Narrows a number to 16 bits, or returns [`LARGE`].
pub(super) fn small(number: u32) -> u16 {
    u16::try_from(number).unwrap_or(LARGE)
}

/// Splits the tokens of an entry into its texts.
pub(crate) fn texts<W: Word>(words: &[W]) -> impl Iterator<Item = &[W]> {
    words.split(|word| word.place() == BREAK)
}

/// How many texts of an entry are what it says; the rest is the lead.
pub(crate) fn said_texts(block: &Block, entry: usize) -> usize {
    if block.marks[entry].has_question() { 2 } else { 1 }
}
