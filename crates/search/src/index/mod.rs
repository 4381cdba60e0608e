//! The inverted index: for each block, which entries contain a word and which words an entry contains.
//!
//! A query's words are looked up in the [`Vocabulary`], which is small; then the postings of each [`Segment`] are
//! combined as sets; and the tokens of an entry are read only where its rank matters.

mod bits;
mod build;
mod segment;
mod snapshot;
mod text_index;
mod vocabulary;
mod word_matches;

use std::ops::Range;
use std::sync::Arc;

use crate::duplicates::{DuplicateFinder, Duplicates};
use crate::executor::{Executor, map};
pub(super) use bits::{BitSet, positions_of};
pub(crate) use build::BuiltSegment;
use kzq_corpus::Corpus;
pub(super) use segment::{Segment, TEXT_BREAK, TokenColumn, TokenId, fetch, said_text_count, split_texts, with_tokens};
pub(crate) use snapshot::SharedIndex;
pub(crate) use text_index::TextIndex;
pub(super) use vocabulary::Vocabulary;
pub(super) use word_matches::WordMatches;

/// The index of all or part of a corpus. Cloning is cheap: everything is shared.
#[derive(Clone, Debug, Default)]
pub struct Index {
    vocabulary: Arc<Vocabulary>,
    /// One per block; `None` if the block is not indexed yet.
    segments: Vec<Option<Arc<Segment>>>,
    duplicates: Arc<Duplicates>,
}

impl Index {
    /// Indexes a whole corpus.
    pub fn build(corpus: &Corpus, executor: &dyn Executor) -> Self {
        let mut builder = IndexBuilder::default();
        while !builder.add_batch(corpus, executor).is_empty() {}
        builder.finish(corpus)
    }

    /// Puts an equal segment in place of that of a block.
    pub(super) fn replace_segment(&mut self, block: usize, segment: Segment) {
        self.segments[block] = Some(Arc::new(segment));
    }

    /// The number of indexed entries.
    pub fn entry_count(&self) -> usize {
        self.segments.iter().flatten().map(|segment| segment.len()).sum()
    }

    /// Adds the segment of the next block.
    fn push_segment(&mut self, built: BuiltSegment) {
        let vocabulary = Arc::make_mut(&mut self.vocabulary);
        let BuiltSegment { segment, words } = built;
        let segment = segment.with_word_ids(words.iter().map(|(word, held)| vocabulary.insert(word, *held)).collect());
        self.segments.push(Some(Arc::new(segment)));
    }

    /// The words of all texts.
    pub(super) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The segment of a block, if it has been indexed.
    pub(super) fn segment(&self, block: usize) -> Option<&Segment> {
        self.segments.get(block).and_then(Option::as_deref)
    }

    /// The groups of duplicate entries.
    pub(super) fn duplicates(&self) -> &Duplicates {
        &self.duplicates
    }
}

/// Builds an index, a few blocks at a time.
#[derive(Default)]
pub struct IndexBuilder {
    index: Index,
    duplicates: DuplicateFinder,
}

impl IndexBuilder {
    /// Indexes the next blocks of a corpus; returns which, and none when all are indexed.
    pub fn add_batch(&mut self, corpus: &Corpus, executor: &dyn Executor) -> Range<usize> {
        /// Number of blocks indexed at a time: their intermediate data takes much memory.
        const BATCH: usize = 2;
        let start = self.index.segments.len();
        let blocks = start..corpus.blocks().len().min(start + BATCH);
        let add = |at: usize| {
            let block = &corpus.blocks()[start + at];
            (BuiltSegment::build(block), self.duplicates.hashes(block))
        };
        for (built, hashes) in map(executor, blocks.len(), add) {
            self.index.push_segment(built);
            self.duplicates.push(hashes);
        }
        blocks
    }

    /// The index so far.
    pub fn index(&mut self) -> &mut Index {
        &mut self.index
    }

    /// Returns the complete index.
    pub fn finish(self, corpus: &Corpus) -> Index {
        Index { duplicates: Arc::new(self.duplicates.finish(corpus)), ..self.index }
    }
}
