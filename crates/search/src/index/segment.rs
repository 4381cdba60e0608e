//! The index of one block: postings by word, and tokens by entry.

use std::hint::black_box;
use std::ops::Range;

use super::bits::BitSet;
use crate::gallop::count_before;
use kzq_corpus::Block;
use kzq_corpus::columns::Column;

/// The index of one block of entries.
///
/// A segment numbers its words by descending frequency, 0 being the most frequent. Postings of frequent words are bit
/// sets, the others are lists of entries. The tokens of each entry are stored in order and read only for entries
/// that matter, to find positions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    /// Maps each word to its id in the vocabulary.
    pub(super) word_ids: Vec<u32>,
    /// The ids in the vocabulary, sorted, each with its word.
    pub(super) words_by_id: Vec<(u32, u32)>,
    /// The postings of the most frequent words, as bit sets.
    pub(super) dense_postings: Vec<BitSet>,
    /// The postings of the other words, sorted. Lists of entries take more room than gaps between them, but are added to a
    /// set three times as fast.
    pub(super) sparse_postings: Column<u16>,
    /// The end of each of those words in `sparse_postings`.
    pub(super) posting_ends: Column<u32>,
    /// The tokens of each entry in order, as word id plus one, with [`TEXT_BREAK`] between its texts.
    pub(super) tokens: TokenColumn,
    /// The end of each entry in `tokens`.
    pub(super) token_ends: Column<u32>,
    /// The first token of each entry, as word id plus one; [`OVERFLOW`] if it does not fit.
    pub(super) first_words: Column<u16>,
    /// The number of words in each entry, without the lead; [`OVERFLOW`] if it does not fit.
    pub(super) lengths: Column<u16>,
    /// The letters with which words of many entries begin, sorted: the first letter of a query matches most of them.
    pub(super) initials: Vec<char>,
    /// For each of these, the words of a bit set of the entries with a word that begins with it.
    pub(super) initial_postings: Column<u64>,
}

/// A column of tokens, with two bytes per token unless there are too many distinct words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TokenColumn {
    U16(Column<u16>),
    U32(Column<u32>),
}

/// Evaluates an expression with the tokens of a [`TokenColumn`], of whichever width.
macro_rules! with_tokens {
    ($column:expr, $words:ident => $body:expr) => {
        match $column {
            $crate::index::TokenColumn::U16(column) => {
                let $words: &[u16] = column;
                $body
            }
            $crate::index::TokenColumn::U32(column) => {
                let $words: &[u32] = column;
                $body
            }
        }
    };
}
pub(crate) use with_tokens;

/// A token: word id plus one, or [`TEXT_BREAK`].
pub(crate) trait TokenId: Copy {
    fn code(self) -> usize;
}

impl TokenId for u16 {
    fn code(self) -> usize {
        usize::from(self)
    }
}

impl TokenId for u32 {
    fn code(self) -> usize {
        self as usize
    }
}

/// Separates the texts of an entry.
pub(crate) const TEXT_BREAK: usize = 0;
/// Replaces a number that does not fit. In a block with that many words it is also a valid token, so the reader of such
/// a value must fall back to the token column.
const OVERFLOW: u16 = u16::MAX;
/// A word in more than one of this many entries is stored as a bit set.
pub(super) const DENSE_RATIO: usize = 8;

impl Segment {
    /// The number of entries.
    pub(crate) fn len(&self) -> usize {
        self.token_ends.len()
    }

    /// Maps each word of the segment to its id in the vocabulary.
    pub(crate) fn word_ids(&self) -> &[u32] {
        &self.word_ids
    }

    /// Those of the words with some sorted ids in the vocabulary that the segment has, each with its id.
    pub(crate) fn words_with_ids(&self, ids: &[usize]) -> impl Iterator<Item = (usize, usize)> {
        let mut rest = self.words_by_id.as_slice();
        ids.iter().filter_map(move |&wanted| {
            rest = &rest[count_before(rest, |&(id, _)| (id as usize) < wanted)..];
            let &(id, word) = rest.first()?;
            (id as usize == wanted).then_some((wanted, word as usize))
        })
    }

    /// Sets the id of each word in the vocabulary.
    pub(super) fn with_word_ids(self, word_ids: Vec<u32>) -> Self {
        let mut words_by_id: Vec<(u32, u32)> = word_ids.iter().copied().zip(0..).collect();
        words_by_id.sort_unstable();
        Self { word_ids, words_by_id, ..self }
    }

    /// The estimated cost of `add_postings`, in entries added one by one.
    pub(crate) fn posting_cost(&self, word: usize) -> usize {
        word.checked_sub(self.dense_postings.len()).map_or(self.dense_cost(), |rare| self.posting_range(rare).len())
    }

    /// The estimated cost of adding a bit set, in entries added one by one.
    pub(crate) fn dense_cost(&self) -> usize {
        /// Entries added by a bit set in the time of one posting.
        const DENSE_SPEEDUP: usize = 256;
        self.len() / DENSE_SPEEDUP
    }

    /// The range of a word's postings in `sparse_postings`.
    fn posting_range(&self, rare: usize) -> Range<usize> {
        let start = rare.checked_sub(1).map_or(0, |before| self.posting_ends[before] as usize);
        start..self.posting_ends[rare] as usize
    }

    /// Adds the entries that contain a word to a set.
    pub(crate) fn add_postings(&self, word: usize, found: &mut BitSet) {
        let Some(rare) = word.checked_sub(self.dense_postings.len()) else {
            return found.union_with(&self.dense_postings[word]);
        };
        for &entry in &self.sparse_postings[self.posting_range(rare)] {
            found.insert(usize::from(entry));
        }
    }

    /// Whether the segment has the postings of a letter with which words begin.
    pub(crate) fn has_initial(&self, initial: char) -> bool {
        self.initials.binary_search(&initial).is_ok()
    }

    /// The entries with a word that begins with a letter; `None` if they must be found word by word.
    pub(crate) fn with_initial(&self, initial: char) -> Option<BitSet> {
        let at = self.initials.binary_search(&initial).ok()?;
        let words = BitSet::word_count(self.len());
        BitSet::from_words(self.initial_postings.get(at * words..(at + 1) * words)?.to_vec(), self.len())
    }

    /// The tokens of all entries.
    pub(crate) fn tokens(&self) -> &TokenColumn {
        &self.tokens
    }

    /// The range of an entry's tokens.
    pub(crate) fn token_range(&self, entry: usize) -> Range<usize> {
        let start = entry.checked_sub(1).map_or(0, |before| self.token_ends[before] as usize);
        start..self.token_ends[entry] as usize
    }

    /// The first word of an entry; `None` if its first text is empty or the id does not fit.
    pub(crate) fn first_word(&self, entry: usize) -> Option<usize> {
        let first = self.first_words[entry];
        (first != OVERFLOW).then(|| usize::from(first).checked_sub(1)).flatten()
    }

    /// The number of words in an entry, without the lead; `None` if it does not fit.
    pub(crate) fn length(&self, entry: usize) -> Option<u32> {
        let length = self.lengths[entry];
        (length != OVERFLOW).then_some(u32::from(length))
    }
}

/// Narrows a number to 16 bits, or returns [`OVERFLOW`].
pub(super) fn to_u16(number: u32) -> u16 {
    u16::try_from(number).unwrap_or(OVERFLOW)
}

/// Begins to read the tokens of an entry: the first ones or, if most entries have few, all of them.
pub(crate) fn fetch<W: TokenId>(words: &[W], is_all: bool) {
    let middle = if is_all { words.get(words.len() / 2) } else { None };
    black_box([words.first(), middle].map(|word| word.map(|word| word.code())));
}

/// Splits the tokens of an entry into its texts.
pub(crate) fn split_texts<W: TokenId>(words: &[W]) -> impl Iterator<Item = &[W]> {
    words.split(|word| word.code() == TEXT_BREAK)
}

/// How many texts of an entry are what it says; the rest is the lead.
pub(crate) fn said_text_count(block: &Block, entry: usize) -> usize {
    if block.flags[entry].has_question() { 2 } else { 1 }
}
