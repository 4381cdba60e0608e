//! Serialises an index: its vocabulary and its segments.
//!
//! Snapshots are untrusted input. Whether an index belongs to its texts can only be known by rebuilding it, but every
//! number read is validated so that a search cannot panic; otherwise the snapshot is rejected.

use std::io;
use std::sync::Arc;

use super::bits::Bits;
use super::segment::{Segment, Word, Words};
use super::vocabulary::Vocabulary;
use super::{Index, codec};
use crate::duplicates::Repeats;
use kzq_corpus::columns::{Reader, Writer, are_ends};

/// The parts of an index that are shared by all segments.
pub(crate) struct Common {
    vocabulary: Vocabulary,
    repeats: Repeats,
}

impl Index {
    /// Whether exactly `blocks` blocks are indexed, without gaps.
    pub(crate) fn covers(&self, blocks: usize) -> bool {
        self.segments.len() == blocks && self.segments.iter().all(Option::is_some)
    }

    /// Writes the shared parts.
    pub(crate) fn write_common(&self, out: &mut Writer<'_>) -> io::Result<()> {
        out.column(self.vocabulary.text().as_bytes())?;
        out.column(self.vocabulary.held())?;
        self.repeats.write(out)
    }

    /// Assembles an index from segments in block order.
    pub(crate) fn of_parts(common: Common, segments: Vec<Segment>) -> Self {
        Self {
            vocabulary: Arc::new(common.vocabulary),
            segments: segments.into_iter().map(|segment| Some(Arc::new(segment))).collect(),
            repeats: Arc::new(common.repeats),
        }
    }
}

impl Common {
    /// Reads the shared parts of an index with this many entries and words; returns `None` if they are invalid.
    pub(crate) fn read(entries: usize, words: usize, input: &mut Reader<'_>) -> Option<Self> {
        let text = String::from_utf8(input.column()?).ok()?;
        let vocabulary = Vocabulary::of_text(&text, &input.column_of(words)?)?;
        Some(Self { vocabulary, repeats: Repeats::read(entries, input)? })
    }
}

impl Segment {
    /// Writes the segment, column by column.
    pub(crate) fn write(&self, out: &mut Writer<'_>) -> io::Result<()> {
        out.column(&self.numbers)?;
        out.number(self.sets.len())?;
        self.sets.iter().try_for_each(|set| out.column(set.words()))?;
        out.column(&self.gaps)?;
        out.column(&self.gap_ends)?;
        match &self.words {
            Words::Few(words) => {
                out.number(size_of::<u16>())?;
                out.column(words)?;
            }
            Words::Many(words) => {
                out.number(size_of::<u32>())?;
                out.column(words)?;
            }
        }
        out.column(&self.word_ends)?;
        out.column(&self.firsts)?;
        out.column(&self.lengths)
    }

    /// Reads a segment with this many entries, for a vocabulary of this many words; returns `None` if it is invalid.
    pub(crate) fn read(entries: usize, vocabulary: usize, input: &mut Reader<'_>) -> Option<Self> {
        let numbers: Vec<u32> = input.column()?;
        let common = input.number().filter(|&common| common <= numbers.len())?;
        let set = |_| Bits::of_words(input.column()?, entries);
        let sets = (0..common).map(set).collect::<Option<Vec<Bits>>>()?;
        let segment = Self {
            sets,
            gaps: input.column()?,
            gap_ends: input.column_of(numbers.len() - common)?,
            words: match input.number()? {
                2 => Words::Few(input.column()?),
                4 => Words::Many(input.column()?),
                _ => return None,
            },
            word_ends: input.column_of(entries)?,
            firsts: input.column_of(entries)?,
            lengths: input.column_of(entries)?,
            numbers,
        };
        segment.is_sound(vocabulary).then_some(segment)
    }

    /// Whether every number is in range.
    fn is_sound(&self, vocabulary: usize) -> bool {
        let most = self.numbers.len();
        let words_fit = match &self.words {
            Words::Few(words) => are_words(words, most) && are_ends(&self.word_ends, words.len()),
            Words::Many(words) => are_words(words, most) && are_ends(&self.word_ends, words.len()),
        };
        let mut firsts = (0..self.len()).filter_map(|entry| self.first_word(entry));
        words_fit
            && firsts.all(|first| first < most)
            && self.numbers.iter().all(|&number| (number as usize) < vocabulary)
            && are_ends(&self.gap_ends, self.gaps.len())
            && self.lists().all(|gaps| self.is_list(gaps))
    }

    /// The encoded gaps of each word stored that way.
    fn lists(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.gap_ends.iter().copied());
        starts.zip(&self.gap_ends).map(|(start, &end)| &self.gaps[start as usize..end as usize])
    }

    /// Whether the gaps stay within the segment's entries.
    fn is_list(&self, gaps: &[u8]) -> bool {
        // Cannot overflow: a section is far too short.
        codec::read(gaps).map(|gap| u64::from(gap) + 1).sum::<u64>() <= self.len() as u64
    }
}

/// Whether all tokens are breaks or one of the first `word_count` words.
fn are_words<W: Word>(words: &[W], most: usize) -> bool {
    words.iter().map(|word| word.place()).max().is_none_or(|largest| largest <= most)
}
