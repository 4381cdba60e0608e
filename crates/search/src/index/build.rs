//! Builds the segment of a block.

use std::cmp::Reverse;
use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::bits::Bits;
use super::codec;
use super::segment::{BREAK, COMMON, Segment, Word, Words, said_texts, small, texts};
use kzq_corpus::Block;
use kzq_text::fold::fold_into;
use kzq_text::words::words;

/// A segment whose words are not numbered in the vocabulary yet.
pub(crate) struct Draft {
    pub(super) segment: Segment,
    /// The block's words in id order, each with the number of entries that contain it.
    pub(super) words: Vec<(Box<str>, u32)>,
}

impl Draft {
    /// Indexes the texts of a block.
    pub(crate) fn of(block: &Block) -> Self {
        let mut reading = Reading::default();
        for entry in 0..block.len() {
            reading.read(block, entry);
        }
        reading.into_draft(block)
    }
}

/// Collects the words of a block, numbered in order of first occurrence.
#[derive(Default)]
struct Reading<'b> {
    /// Word ids by spelling, to fold each spelling only once.
    spelled: HashMap<&'b str, u32, RandomState>,
    folded: HashMap<Box<str>, u32, RandomState>,
    /// For each word, the number of entries that contain it and the last of them plus one.
    held: Vec<(u32, u32)>,
    /// The words of all entries, as word id plus one, with [`BREAK`] between the texts of an entry.
    words: Vec<u32>,
    /// The end of each entry in `tokens`.
    ends: Vec<usize>,
    buffer: String,
}

impl<'b> Reading<'b> {
    fn read(&mut self, block: &'b Block, entry: usize) {
        for (index, text) in block.searched(entry).into_iter().flatten().enumerate() {
            if index > 0 {
                self.words.push(0);
            }
            for (_, word) in words(text) {
                let number = self.number(word);
                self.words.push(number + 1);
                let (count, last) = &mut self.held[number as usize];
                let this = place(entry) + 1;
                *count += u32::from(*last != this);
                *last = this;
            }
        }
        self.ends.push(self.words.len());
    }

    fn number(&mut self, word: &'b str) -> u32 {
        if let Some(&known) = self.spelled.get(word) {
            return known;
        }
        fold_into(word, &mut self.buffer);
        let new = place(self.held.len());
        let number = self.folded.get(self.buffer.as_str()).copied().unwrap_or(new);
        if number == new {
            self.folded.insert(self.buffer.as_str().into(), new);
            self.held.push((0, 0));
        }
        self.spelled.insert(word, number);
        number
    }

    fn into_draft(self, block: &Block) -> Draft {
        let by_use = ByUse::of(&self.held);
        let segment = by_use.write(block, &self.words, &self.ends);
        let mut words = vec![Default::default(); by_use.ranks.len()];
        for (word, number) in self.folded {
            words[by_use.rank(number)] = (word, self.held[number as usize].0);
        }
        Draft { segment, words }
    }
}

/// The words of a block by descending frequency.
struct ByUse {
    /// The rank of each word.
    ranks: Vec<u32>,
    /// For each rank, the number of entries that contain the word.
    counts: Vec<u32>,
}

impl ByUse {
    fn of(held: &[(u32, u32)]) -> Self {
        let mut order: Vec<u32> = (0..place(held.len())).collect();
        order.sort_unstable_by_key(|&word| (Reverse(held[word as usize].0), word));
        let mut ranks = vec![0; order.len()];
        for (rank, &word) in (0..).zip(&order) {
            ranks[word as usize] = rank;
        }
        Self { ranks, counts: order.iter().map(|&word| held[word as usize].0).collect() }
    }

    fn rank(&self, word: u32) -> usize {
        self.ranks[word as usize] as usize
    }

    fn write(&self, block: &Block, words: &[u32], ends: &[usize]) -> Segment {
        let common = self.counts.partition_point(|&count| count as usize > ends.len() / COMMON);
        let mut holders = Holders::new(&self.counts, common, ends.len());
        let mut start = 0;
        let room = || Vec::with_capacity(ends.len());
        let (mut firsts, mut lengths, mut word_ends) = (room(), room(), Vec::with_capacity(ends.len()));
        for (entry, &end) in ends.iter().enumerate() {
            let words = &words[start..end];
            start = end;
            firsts.push(small(words.first().map_or(0, |&word| self.encoded(word))));
            lengths.push(small(place(texts(words).take(said_texts(block, entry)).map(<[u32]>::len).sum())));
            word_ends.push(place(end));
            for &word in words.iter().filter(|word| word.place() != BREAK) {
                holders.add(self.rank(word - 1), entry);
            }
        }
        let (sets, gaps, gap_ends) = holders.into_lists();
        let encoded = words.iter().map(|&word| self.encoded(word));
        let words = if self.ranks.len() < usize::from(u16::MAX) {
            Words::Few(encoded.map(small).collect())
        } else {
            Words::Many(encoded.collect())
        };
        Segment { numbers: Vec::new(), sets, gaps, gap_ends, words, word_ends, firsts, lengths }
    }

    /// Encodes a word for the token column: its rank plus one, or 0 for a break.
    fn encoded(&self, word: u32) -> u32 {
        word.checked_sub(1).map_or(0, |word| self.ranks[word as usize] + 1)
    }
}

/// Collects the postings of each word.
struct Holders {
    sets: Vec<Bits>,
    /// The postings of the rarer words, one list after another, each sorted.
    rare: Vec<u16>,
    /// For each rarer word, the start of its list in `sparse` and the index of its next posting.
    lists: Vec<(u32, u32)>,
}

impl Holders {
    /// Allocates for words contained in `counts` entries each, of which the first `dense_count` are stored densely.
    fn new(counts: &[u32], common: usize, entries: usize) -> Self {
        let starts = counts[common..].iter().scan(0, |next, &count| {
            let start = *next;
            *next += count;
            Some((start, start))
        });
        let lists: Vec<(u32, u32)> = starts.collect();
        let held: usize = counts[common..].iter().map(|&count| count as usize).sum();
        Self { sets: vec![Bits::none(entries); common], rare: vec![0; held], lists }
    }

    /// Adds a posting; entries must come in order.
    fn add(&mut self, rank: usize, entry: usize) {
        let Some(rare) = rank.checked_sub(self.sets.len()) else { return self.sets[rank].add(entry) };
        let (start, next) = &mut self.lists[rare];
        let entry = u16::try_from(entry).unwrap_or(u16::MAX);
        let is_new = next == start || self.rare[*next as usize - 1] != entry;
        if is_new {
            self.rare[*next as usize] = entry;
            *next += 1;
        }
    }

    /// Returns the bit sets of the common words, the encoded gaps of the others, and the end of each of these.
    fn into_lists(self) -> (Vec<Bits>, Vec<u8>, Vec<u32>) {
        let mut gaps = Vec::with_capacity(self.rare.len() * 5 / 4);
        let mut ends = Vec::with_capacity(self.lists.len());
        for (start, end) in self.lists {
            let mut next = 0;
            for &entry in &self.rare[start as usize..end as usize] {
                codec::write(&mut gaps, u32::from(entry) - next);
                next = u32::from(entry) + 1;
            }
            ends.push(place(gaps.len()));
        }
        gaps.shrink_to_fit();
        (self.sets, gaps, ends)
    }
}

/// Converts an index; a block has fewer than 2³² of anything.
fn place(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
