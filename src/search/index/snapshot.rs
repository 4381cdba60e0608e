//! An index to bytes and back: its vocabulary, and each of its segments.
//!
//! What is read may have been written by anybody. Whether it is the index of its texts can't be seen without
//! building it; but every number in it is one that a search may go by, or nothing comes of it.

use std::io;
use std::sync::Arc;

use super::bits::Bits;
use super::segment::{Segment, Word, Words};
use super::vocabulary::Vocabulary;
use super::{Index, codec};
use crate::corpus::columns::{Reader, Writer, are_ends};
use crate::search::repeats::Repeats;

/// What an index knows of all texts together.
pub(in crate::search) struct Common {
    vocabulary: Vocabulary,
    repeats: Repeats,
}

impl Index {
    /// Whether every one of so many blocks is covered.
    pub(in crate::search) fn covers(&self, blocks: usize) -> bool {
        self.segments.len() == blocks && self.segments.iter().all(Option::is_some)
    }

    /// Writes what it knows of all texts together.
    pub(in crate::search) fn write_common(&self, out: &mut Writer<'_>) -> io::Result<()> {
        out.column(self.vocabulary.text().as_bytes())?;
        out.column(self.vocabulary.held())?;
        self.repeats.write(out)
    }

    /// The index, of segments that were read in their order.
    pub(in crate::search) fn of_parts(common: Common, segments: Vec<Segment>) -> Self {
        Self {
            vocabulary: Arc::new(common.vocabulary),
            segments: segments.into_iter().map(|segment| Some(Arc::new(segment))).collect(),
            repeats: Arc::new(common.repeats),
        }
    }
}

impl Common {
    /// Reads what an index of so many entries and words knows of them together.
    pub(in crate::search) fn read(entries: usize, words: usize, input: &mut Reader<'_>) -> Option<Self> {
        let text = String::from_utf8(input.column()?).ok()?;
        let vocabulary = Vocabulary::of_text(&text, &input.column_of(words)?)?;
        Some(Self { vocabulary, repeats: Repeats::read(entries, input)? })
    }
}

impl Segment {
    /// Writes it, column by column.
    pub(in crate::search) fn write(&self, out: &mut Writer<'_>) -> io::Result<()> {
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

    /// Reads one of so many entries, under a vocabulary of so many words.
    pub(in crate::search) fn read(entries: usize, vocabulary: usize, input: &mut Reader<'_>) -> Option<Self> {
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

    /// Whether every number in it is one that a search may go by.
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

    /// The gaps of each rarer word.
    fn lists(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.gap_ends.iter().copied());
        starts.zip(&self.gap_ends).map(|(start, &end)| &self.gaps[start as usize..end as usize])
    }

    /// Whether gaps lead to no entry but those there are.
    fn is_list(&self, gaps: &[u8]) -> bool {
        // No sum of these overflows: a section is shorter than that by far.
        codec::read(gaps).map(|gap| u64::from(gap) + 1).sum::<u64>() <= self.len() as u64
    }
}

/// Whether words are none but the first `most` and the break between texts.
fn are_words<W: Word>(words: &[W], most: usize) -> bool {
    words.iter().map(|word| word.place()).max().is_none_or(|largest| largest <= most)
}
