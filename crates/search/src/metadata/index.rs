//! [`MetadataIndex`]: which speakers, sources, topics, sections, tags and collector's notes contain a word.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::RandomState;

use super::block_postings::BlockPostings;
use super::fields::{source_texts, speaker_texts, topic_texts};
use crate::executor::{Executor, map};
use crate::index::{BitSet, TextIndex, Vocabulary};
use crate::resolved_term::ResolvedTerm;
use crate::segment_search::SegmentSearcher;
use kzq_corpus::{Block, Corpus};
use kzq_text::Safe;

/// The words of what entries refer to. Rows are the speakers, then the sources, the topics, and the distinct sections,
/// tags and notes.
pub(crate) struct MetadataIndex {
    texts: TextIndex,
    speakers: usize,
    sources: usize,
    topics: usize,
    /// The sections, tags and notes of the entries of each block.
    values: Vec<BlockValues>,
    columns: Vec<BlockPostings>,
}

/// The sections, tags and notes of the entries of a block, counted from the first row of these.
#[derive(Default)]
struct BlockValues {
    /// The indices of the entries, sorted; an entry may recur.
    entries: Vec<u16>,
    values: Vec<u32>,
}

impl MetadataIndex {
    pub(crate) fn build(corpus: &Corpus, executor: &dyn Executor) -> Self {
        let blocks = corpus.blocks();
        let read_block = |number: usize| (values_of(&blocks[number]), BlockPostings::new(corpus, &blocks[number]));
        let (read, columns): (Vec<_>, Vec<_>) = map(executor, blocks.len(), read_block).into_iter().unzip();
        let mut ids: HashMap<&str, u32, RandomState> = HashMap::default();
        let mut distinct: Vec<&str> = Vec::new();
        let mut values = Vec::with_capacity(blocks.len());
        for found in read {
            let mut block = BlockValues::default();
            for (entry, text) in found {
                let id = *ids.entry(text).or_insert_with(|| {
                    distinct.push(text);
                    u32::try_from(distinct.len() - 1).unwrap_or(u32::MAX)
                });
                block.entries.push(entry);
                block.values.push(id);
            }
            values.push(block);
        }
        let speakers = corpus.speakers().iter().map(|speaker| speaker_texts(speaker).collect::<Vec<_>>());
        let sources = corpus.sources().iter().map(|source| source_texts(corpus, source).collect());
        let topics = corpus.topics().iter().map(|topic| topic_texts(topic).collect());
        let tables = speakers.chain(sources).chain(topics);
        let tables = tables.map(|texts| texts.into_iter().map(Safe::as_str).collect::<Vec<_>>());
        let texts = TextIndex::build(tables.chain(distinct.iter().map(|&text| vec![text])));
        let [speakers, sources, topics] = [corpus.speakers().len(), corpus.sources().len(), corpus.topics().len()];
        Self { texts, speakers, sources, topics, values, columns }
    }

    /// The rows that a term matches; `resolve` looks it up in the vocabulary of the rows. `None` if there are none.
    pub(super) fn matching(&self, resolve: impl FnOnce(&Vocabulary) -> Option<ResolvedTerm>) -> Option<MetadataRows> {
        let resolved = resolve(self.texts.vocabulary()).filter(|term| !term.has_no_match())?;
        let of_segment = |segment| SegmentSearcher::matching(segment, &resolved, &BitSet::full(segment.len()));
        let sets: Vec<BitSet> = self.texts.segments().iter().map(of_segment).collect();
        sets.iter().any(|set| !set.is_empty()).then_some(MetadataRows { sets })
    }

    /// The entries of a block by what they refer to.
    pub(crate) fn block(&self, number: usize) -> &BlockPostings {
        &self.columns[number]
    }

    pub(super) fn speakers(&self) -> Range<usize> {
        0..self.speakers
    }

    pub(super) fn sources(&self) -> Range<usize> {
        self.speakers..self.topics().start
    }

    pub(super) fn topics(&self) -> Range<usize> {
        let start = self.speakers + self.sources;
        start..start + self.topics
    }

    /// The rows of sections, tags and notes.
    pub(super) fn values(&self) -> Range<usize> {
        self.topics().end..self.texts.len()
    }

    /// Calls `visit` with the entries of a block and their sections, tags and notes, counted from the first row of these.
    pub(super) fn for_each_value(&self, block: usize, mut visit: impl FnMut(usize, usize)) {
        let Some(BlockValues { entries, values }) = self.values.get(block) else { return };
        entries.iter().zip(values).for_each(|(&entry, &value)| visit(entry.into(), value as usize));
    }
}

/// A set of rows, in the segments of the index.
pub(super) struct MetadataRows {
    sets: Vec<BitSet>,
}

impl MetadataRows {
    /// For each row of a range, whether it is in the set; `None` if none of them is.
    pub(super) fn table(&self, rows: Range<usize>) -> Option<Vec<bool>> {
        let mut table = vec![false; rows.len()];
        let mut is_any = false;
        for (number, set) in self.sets.iter().enumerate() {
            set.for_each(|at| {
                let row = (number * TextIndex::ROWS_PER_SEGMENT + at).wrapping_sub(rows.start);
                if let Some(is_in) = table.get_mut(row) {
                    *is_in = true;
                    is_any = true;
                }
            });
        }
        is_any.then_some(table)
    }
}

/// The sections, tags and notes of the entries of a block, each with the index of the entry.
fn values_of(block: &Block) -> Vec<(u16, &str)> {
    let value = |(at, text): (usize, _)| (u16::try_from(at).unwrap_or(u16::MAX), Safe::as_str(text));
    block.sections_tags_and_notes().map(value).collect()
}
