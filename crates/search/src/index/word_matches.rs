//! [`WordMatches`]: which words match a term, and how.

use super::bits::BitSet;
use super::segment::Segment;

/// How each word of a vocabulary or of a segment matches a term, or one position of a phrase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordMatches {
    /// A value for each word, 0 if it does not match.
    pub(crate) values: Vec<u8>,
    /// The indices of the words that match, sorted; usually few.
    pub(crate) words: Vec<usize>,
    /// If these are all words that begin with a letter, the letter.
    initial: Option<char>,
}

impl WordMatches {
    /// From the values of all words.
    pub(crate) fn new(values: Vec<u8>) -> Self {
        /// Most words don't match, so this many are tested at once.
        const CHUNK: usize = size_of::<u128>();
        let mut words = Vec::new();
        for (chunk, first) in values.chunks(CHUNK).zip((0..).step_by(CHUNK)) {
            if <[u8; CHUNK]>::try_from(chunk).map_or(true, |chunk| u128::from_ne_bytes(chunk) > 0) {
                words.extend((first..).zip(chunk).filter(|(_, value)| **value > 0).map(|(word, _)| word));
            }
        }
        Self { words, values, initial: None }
    }

    /// From some of `count` words, each with its value, which may be 0; a word may recur with the same value.
    pub(crate) fn of_some(count: usize, matches: impl Iterator<Item = (usize, u8)>) -> Self {
        let mut some = Self { values: vec![0; count], words: Vec::new(), initial: None };
        some.add(matches);
        some
    }

    /// Notes that all words that begin with a letter match, and no others.
    pub(crate) fn are_with_initial(self, initial: char) -> Self {
        Self { initial: Some(initial), ..self }
    }

    /// Adds words that do not match yet, each with its value, which may be 0; others are left as they are.
    pub(crate) fn add(&mut self, matches: impl Iterator<Item = (usize, u8)>) {
        for (word, value) in matches {
            if value > 0 && self.values[word] == 0 {
                self.values[word] = value;
                self.words.push(word);
                self.initial = None;
            }
        }
        self.words.sort_unstable();
    }

    /// The better tier of both for each word.
    pub(crate) fn union(&self, other: &Self) -> Self {
        let better = |(&one, &other): (&u8, &u8)| if one == 0 || other == 0 { one.max(other) } else { one.min(other) };
        Self::new(self.values.iter().zip(&other.values).map(better).collect())
    }

    /// Converts the values to the words of a segment. Index 0 is the break between texts, which never matches.
    pub(crate) fn in_segment(&self, segment: &Segment) -> Self {
        /// Looking up one word of the segment takes as long as reading the values of this many.
        const READ_PER_LOOKUP: usize = 128;
        let numbers = segment.word_ids();
        if self.words.len() > numbers.len() / READ_PER_LOOKUP {
            let of_words = numbers.iter().map(|&number| self.values[number as usize]);
            return Self { initial: self.initial, ..Self::new(std::iter::once(0).chain(of_words).collect()) };
        }
        let present = segment.words_with_ids(&self.words).map(|(id, word)| (word + 1, self.values[id]));
        Self { initial: self.initial, ..Self::of_some(numbers.len() + 1, present) }
    }

    /// The matching words, as word ids of the segment.
    pub(crate) fn segment_words(&self) -> impl Iterator<Item = usize> {
        self.words.iter().map(|place| place - 1)
    }

    /// The entries that contain a word whose value satisfies `is_wanted`.
    pub(crate) fn entries_where(&self, segment: &Segment, is_wanted: impl Fn(u8) -> bool) -> BitSet {
        let mut found = BitSet::empty(segment.len());
        self.segment_words()
            .filter(|word| is_wanted(self.values[word + 1]))
            .for_each(|word| segment.add_postings(word, &mut found));
        found
    }

    /// The entries that contain one of the words.
    pub(crate) fn entries(&self, segment: &Segment) -> BitSet {
        self.entries_with_initial(segment).unwrap_or_else(|| self.entries_where(segment, |_| true))
    }

    /// The same, if the words are all that begin with a letter, and the segment has the postings of the letter.
    pub(crate) fn entries_with_initial(&self, segment: &Segment) -> Option<BitSet> {
        segment.with_initial(self.initial?)
    }

    /// The estimated cost of `entries`, in entries added one by one.
    pub(crate) fn cost(&self, segment: &Segment) -> usize {
        match self.initial {
            Some(initial) if segment.has_initial(initial) => segment.dense_cost(),
            _ => self.segment_words().map(|word| segment.posting_cost(word)).sum(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn words_are_the_indices_with_nonzero_values(values in prop::collection::vec(prop_oneof![9 => Just(0_u8), 1 => 1..4_u8], 0..200)) {
            let matches = WordMatches::new(values.clone());
            prop_assert!(matches.words.iter().copied().eq((0..values.len()).filter(|&word| values[word] > 0)));
            let twice = values.iter().copied().enumerate().rev().chain(values.iter().copied().enumerate());
            prop_assert_eq!(WordMatches::of_some(values.len(), twice), matches);
        }
    }
}
