//! Builds the segment of a block.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use foldhash::fast::RandomState;

use super::bits::BitSet;
use super::segment::{DENSE_RATIO, Segment, TEXT_BREAK, TokenColumn, TokenId, said_text_count, split_texts, to_u16};
use kzq_corpus::Block;
use kzq_text::fold::fold_into;
use kzq_text::words::words;

/// A segment whose words are not numbered in the vocabulary yet.
pub(crate) struct BuiltSegment {
    pub(super) segment: Segment,
    /// The block's words in id order, each with the number of entries that contain it.
    pub(super) words: Vec<(Box<str>, u32)>,
}

impl BuiltSegment {
    /// Indexes the texts of a block.
    pub(crate) fn build(block: &Block) -> Self {
        let mut reading = SegmentBuilder::default();
        for entry in 0..block.len() {
            reading.add_entry(block.searchable_texts(entry).into_iter().flatten());
        }
        reading.finish(|entry| said_text_count(block, entry))
    }

    /// Indexes the texts of something else, all of which are said.
    pub(super) fn of_texts(rows: &[Vec<&str>]) -> Self {
        let mut reading = SegmentBuilder::default();
        for texts in rows {
            reading.add_entry(texts.iter().copied());
        }
        reading.finish(|entry| rows[entry].len())
    }
}

/// Collects the words of a block, numbered in order of first occurrence.
#[derive(Default)]
struct SegmentBuilder<'b> {
    /// Word ids by spelling, to fold each spelling only once.
    ids_by_spelling: HashMap<&'b str, u32, RandomState>,
    ids_by_word: HashMap<Box<str>, u32, RandomState>,
    /// For each word, the number of entries that contain it and the last of them plus one.
    frequencies: Vec<(u32, u32)>,
    /// The words of all entries, as word id plus one, with [`TEXT_BREAK`] between the texts of an entry.
    tokens: Vec<u32>,
    /// The end of each entry in `tokens`.
    token_ends: Vec<usize>,
    buffer: String,
}

impl<'b> SegmentBuilder<'b> {
    fn add_entry(&mut self, texts: impl Iterator<Item = &'b str>) {
        // The entry's index plus one.
        let this = to_u32(self.token_ends.len()) + 1;
        for (index, text) in texts.enumerate() {
            if index > 0 {
                self.tokens.push(0);
            }
            for (_, word) in words(text) {
                let number = self.word_id(word);
                self.tokens.push(number + 1);
                let (count, last) = &mut self.frequencies[number as usize];
                *count += u32::from(*last != this);
                *last = this;
            }
        }
        self.token_ends.push(self.tokens.len());
    }

    fn word_id(&mut self, word: &'b str) -> u32 {
        if let Some(&known) = self.ids_by_spelling.get(word) {
            return known;
        }
        fold_into(word, &mut self.buffer);
        let new = to_u32(self.frequencies.len());
        let number = self.ids_by_word.get(self.buffer.as_str()).copied().unwrap_or(new);
        if number == new {
            self.ids_by_word.insert(self.buffer.as_str().into(), new);
            self.frequencies.push((0, 0));
        }
        self.ids_by_spelling.insert(word, number);
        number
    }

    /// `said_count` returns how many of an entry's texts are what it says.
    fn finish(self, said_count: impl Fn(usize) -> usize) -> BuiltSegment {
        let by_use = FrequencyOrder::new(&self.frequencies);
        let segment = by_use.build_segment(&self.tokens, &self.token_ends, said_count);
        let mut words = vec![Default::default(); by_use.ranks.len()];
        for (word, number) in self.ids_by_word {
            words[by_use.rank(number)] = (word, self.frequencies[number as usize].0);
        }
        BuiltSegment { segment: segment.with_initials(&words), words }
    }
}

impl Segment {
    /// Adds the postings of the letters with which words of many entries begin; `words` are those of the segment, each with
    /// the number of entries that contain it.
    fn with_initials(self, words: &[(Box<str>, u32)]) -> Self {
        let mut counts: BTreeMap<char, usize> = BTreeMap::new();
        let words =
            || words.iter().enumerate().filter_map(|(at, (word, held))| Some((at, word.chars().next()?, *held)));
        words().for_each(|(_, initial, held)| *counts.entry(initial).or_default() += held as usize);
        counts.retain(|_, count| *count > self.len() / DENSE_RATIO);
        let mut sets: Vec<BitSet> = counts.iter().map(|_| BitSet::empty(self.len())).collect();
        let initials: Vec<char> = counts.into_keys().collect();
        for (word, initial, _) in words() {
            if let Ok(at) = initials.binary_search(&initial) {
                self.add_postings(word, &mut sets[at]);
            }
        }
        let postings: Vec<u64> = sets.iter().flat_map(BitSet::as_words).copied().collect();
        Self { initials, initial_postings: postings.into(), ..self }
    }
}

/// The words of a block by descending frequency.
struct FrequencyOrder {
    /// The rank of each word.
    ranks: Vec<u32>,
    /// For each rank, the number of entries that contain the word.
    doc_freqs: Vec<u32>,
}

impl FrequencyOrder {
    fn new(held: &[(u32, u32)]) -> Self {
        let mut order: Vec<u32> = (0..to_u32(held.len())).collect();
        order.sort_unstable_by_key(|&word| (Reverse(held[word as usize].0), word));
        let mut ranks = vec![0; order.len()];
        for (rank, &word) in (0..).zip(&order) {
            ranks[word as usize] = rank;
        }
        Self { ranks, doc_freqs: order.iter().map(|&word| held[word as usize].0).collect() }
    }

    fn rank(&self, word: u32) -> usize {
        self.ranks[word as usize] as usize
    }

    fn build_segment(&self, words: &[u32], ends: &[usize], said_count: impl Fn(usize) -> usize) -> Segment {
        let common = self.doc_freqs.partition_point(|&count| count as usize > ends.len() / DENSE_RATIO);
        let mut holders = PostingsBuilder::new(&self.doc_freqs, common, ends.len());
        let mut start = 0;
        let column = || Vec::with_capacity(ends.len());
        let (mut first_words, mut lengths, mut word_ends) = (column(), column(), Vec::with_capacity(ends.len()));
        for (entry, &end) in ends.iter().enumerate() {
            let words = &words[start..end];
            start = end;
            first_words.push(to_u16(words.first().map_or(0, |&word| self.encode(word))));
            lengths.push(to_u16(to_u32(split_texts(words).take(said_count(entry)).map(<[u32]>::len).sum())));
            word_ends.push(to_u32(end));
            for &word in words.iter().filter(|word| word.code() != TEXT_BREAK) {
                holders.add(self.rank(word - 1), entry);
            }
        }
        let (sets, sparse, sparse_ends) = holders.finish();
        let encoded = words.iter().map(|&word| self.encode(word));
        let words = if self.ranks.len() < usize::from(u16::MAX) {
            TokenColumn::U16(encoded.map(to_u16).collect::<Vec<_>>().into())
        } else {
            TokenColumn::U32(encoded.collect::<Vec<_>>().into())
        };
        Segment {
            word_ids: Vec::new(),
            words_by_id: Vec::new(),
            dense_postings: sets,
            sparse_postings: sparse.into(),
            posting_ends: sparse_ends.into(),
            tokens: words,
            token_ends: word_ends.into(),
            first_words: first_words.into(),
            lengths: lengths.into(),
            initials: Vec::new(),
            initial_postings: Vec::new().into(),
        }
    }

    /// Encodes a word for the token column: its rank plus one, or 0 for a break.
    fn encode(&self, word: u32) -> u32 {
        word.checked_sub(1).map_or(0, |word| self.ranks[word as usize] + 1)
    }
}

/// Collects the postings of each word.
struct PostingsBuilder {
    dense: Vec<BitSet>,
    /// The postings of the rarer words, one list after another, each sorted.
    sparse: Vec<u16>,
    /// For each rarer word, the start of its list in `sparse` and the index of its next posting.
    sparse_ranges: Vec<(u32, u32)>,
}

impl PostingsBuilder {
    /// Allocates for words contained in `counts` entries each, of which the first `dense_count` are stored densely.
    fn new(counts: &[u32], dense_count: usize, entries: usize) -> Self {
        let starts = counts[dense_count..].iter().scan(0, |next, &count| {
            let start = *next;
            *next += count;
            Some((start, start))
        });
        let sparse_ranges: Vec<(u32, u32)> = starts.collect();
        let held: usize = counts[dense_count..].iter().map(|&count| count as usize).sum();
        Self { dense: vec![BitSet::empty(entries); dense_count], sparse: vec![0; held], sparse_ranges }
    }

    /// Adds a posting; entries must come in order.
    fn add(&mut self, rank: usize, entry: usize) {
        let Some(rare) = rank.checked_sub(self.dense.len()) else { return self.dense[rank].insert(entry) };
        let (start, next) = &mut self.sparse_ranges[rare];
        let entry = u16::try_from(entry).unwrap_or(u16::MAX);
        let is_new = next == start || self.sparse[*next as usize - 1] != entry;
        if is_new {
            self.sparse[*next as usize] = entry;
            *next += 1;
        }
    }

    /// Returns the bit sets of the common words, the lists of the others, and the end of each of these.
    fn finish(self) -> (Vec<BitSet>, Vec<u16>, Vec<u32>) {
        (self.dense, self.sparse, self.sparse_ranges.into_iter().map(|(_, end)| end).collect())
    }
}

/// Converts an index; a block has fewer than 2³² of anything.
fn to_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
