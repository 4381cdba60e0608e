//! Serialises an index: its vocabulary and its segments.
//!
//! Snapshots are untrusted input. Whether an index belongs to its texts can only be known by rebuilding it, but every
//! number read is validated so that a search cannot panic; otherwise the snapshot is rejected.

use std::io;
use std::str;
use std::sync::Arc;

use super::Index;
use super::bits::BitSet;
use super::segment::{Segment, TokenColumn, TokenId, with_tokens};
use super::vocabulary::Vocabulary;
use crate::duplicates::Duplicates;
use kzq_corpus::columns::{ColumnReader, ColumnWriter, are_valid_ends};

/// The parts of an index that are shared by all segments.
pub(crate) struct SharedIndex {
    vocabulary: Vocabulary,
    duplicates: Duplicates,
}

impl Index {
    /// Whether exactly `blocks` blocks are indexed, without gaps.
    pub(crate) fn covers_blocks(&self, blocks: usize) -> bool {
        self.segments.len() == blocks && self.segments.iter().all(Option::is_some)
    }

    /// Writes the shared parts.
    pub(crate) fn write_shared(&self, out: &mut ColumnWriter<'_>) -> io::Result<()> {
        out.write_column(self.vocabulary.text().as_bytes())?;
        out.write_column(self.vocabulary.doc_freqs())?;
        self.duplicates.write(out)
    }

    /// Assembles an index from segments in block order.
    pub(crate) fn from_parts(shared: SharedIndex, segments: Vec<Segment>) -> Self {
        Self {
            vocabulary: Arc::new(shared.vocabulary),
            segments: segments.into_iter().map(|segment| Some(Arc::new(segment))).collect(),
            duplicates: Arc::new(shared.duplicates),
        }
    }
}

impl SharedIndex {
    /// Reads the shared parts of an index with this many entries and words; returns `None` if they are invalid.
    pub(crate) fn read(entries: usize, words: usize, input: &mut ColumnReader) -> Option<Self> {
        let text = input.read_bytes()?;
        let vocabulary = Vocabulary::from_text(str::from_utf8(&text).ok()?, &input.read_column_of_len(words)?)?;
        Some(Self { vocabulary, duplicates: Duplicates::read(entries, input)? })
    }
}

impl Segment {
    /// Writes the segment, column by column.
    pub(crate) fn write(&self, out: &mut ColumnWriter<'_>) -> io::Result<()> {
        out.write_column(&self.word_ids)?;
        out.write_number(self.dense_postings.len())?;
        self.dense_postings.iter().try_for_each(|set| out.write_column(set.as_words()))?;
        out.write_column(&self.sparse_postings)?;
        out.write_column(&self.posting_ends)?;
        match &self.tokens {
            TokenColumn::U16(words) => {
                out.write_number(size_of::<u16>())?;
                out.write_column(words)?;
            }
            TokenColumn::U32(words) => {
                out.write_number(size_of::<u32>())?;
                out.write_column(words)?;
            }
        }
        out.write_column(&self.token_ends)?;
        out.write_column(&self.first_words)?;
        out.write_column(&self.lengths)?;
        out.write_column(&self.initials.iter().map(|&initial| u32::from(initial)).collect::<Vec<_>>())?;
        out.write_column(&self.initial_postings)
    }

    /// Returns the same segment with its tokens and postings where it was written to; `None` if others are there.
    pub(crate) fn stored(&self, input: &mut ColumnReader) -> Option<Self> {
        input.skip_column::<u32>()?;
        for _ in 0..input.read_number()? {
            input.skip_column::<u64>()?;
        }
        let sparse_postings = self.sparse_postings.stored(input)?;
        let posting_ends = self.posting_ends.stored(input)?;
        input.read_number()?;
        let tokens = match &self.tokens {
            TokenColumn::U16(words) => TokenColumn::U16(words.stored(input)?),
            TokenColumn::U32(words) => TokenColumn::U32(words.stored(input)?),
        };
        let token_ends = self.token_ends.stored(input)?;
        let first_words = self.first_words.stored(input)?;
        let lengths = self.lengths.stored(input)?;
        input.skip_column::<u32>()?;
        Some(Self {
            word_ids: self.word_ids.clone(),
            words_by_id: self.words_by_id.clone(),
            dense_postings: self.dense_postings.clone(),
            sparse_postings,
            posting_ends,
            tokens,
            token_ends,
            first_words,
            lengths,
            initials: self.initials.clone(),
            initial_postings: self.initial_postings.stored(input)?,
        })
    }

    /// Reads a segment with this many entries, for a vocabulary of this many words; returns `None` if it is invalid.
    pub(crate) fn read(entries: usize, vocabulary: usize, input: &mut ColumnReader) -> Option<Self> {
        let numbers: Vec<u32> = input.read_column()?;
        let common = input.read_number().filter(|&common| common <= numbers.len())?;
        let set = |_| BitSet::from_words(input.read_column()?, entries);
        let sets = (0..common).map(set).collect::<Option<Vec<BitSet>>>()?;
        let segment = Self {
            dense_postings: sets,
            sparse_postings: input.read_shared_column()?,
            posting_ends: input.read_shared_column_of_len(numbers.len() - common)?,
            tokens: match input.read_number()? {
                2 => TokenColumn::U16(input.read_shared_column()?),
                4 => TokenColumn::U32(input.read_shared_column()?),
                _ => return None,
            },
            token_ends: input.read_shared_column_of_len(entries)?,
            first_words: input.read_shared_column_of_len(entries)?,
            lengths: input.read_shared_column_of_len(entries)?,
            initials: input.read_column()?.into_iter().map(char::from_u32).collect::<Option<_>>()?,
            initial_postings: input.read_shared_column()?,
            word_ids: Vec::new(),
            words_by_id: Vec::new(),
        };
        let segment = segment.with_word_ids(numbers);
        segment.is_valid(vocabulary).then_some(segment)
    }

    /// Whether every number is in range.
    fn is_valid(&self, vocabulary: usize) -> bool {
        let word_count = self.word_ids.len();
        let words_fit = with_tokens!(&self.tokens, words => {
            are_valid_tokens(words, word_count) && are_valid_ends(&self.token_ends, words.len())
        });
        let mut firsts = (0..self.len()).filter_map(|entry| self.first_word(entry));
        words_fit
            && firsts.all(|first| first < word_count)
            && self.word_ids.iter().all(|&number| (number as usize) < vocabulary)
            && are_valid_ends(&self.posting_ends, self.sparse_postings.len())
            && self.initials.is_sorted()
            && self.initial_postings.len() == self.initials.len() * BitSet::word_count(self.len())
            && self.sparse_postings.iter().max().is_none_or(|&last| usize::from(last) < self.len())
    }
}

/// Whether all tokens are breaks or one of the first `word_count` words.
fn are_valid_tokens<W: TokenId>(words: &[W], word_count: usize) -> bool {
    words.iter().map(|word| word.code()).max().is_none_or(|largest| largest <= word_count)
}
