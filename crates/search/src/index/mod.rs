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

use std::sync::Arc;

use crate::duplicates::Duplicates;
use crate::executor::{Executor, map};
pub(super) use bits::{BitSet, positions_of};
pub(crate) use build::BuiltSegment;
use kzq_corpus::Corpus;
pub(super) use segment::{Segment, TEXT_BREAK, TokenColumn, TokenId, fetch, said_text_count, split_texts, with_tokens};
pub(crate) use snapshot::SharedIndex;
pub(crate) use text_index::TextIndex;
pub(super) use vocabulary::Vocabulary;

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
        let mut index = Self::default();
        index.extend(corpus, executor, &mut |_| {});
        index
    }

    /// Indexes the blocks of a corpus that are not indexed yet; calls `on_progress` with the index after each batch.
    pub fn extend(&mut self, corpus: &Corpus, executor: &dyn Executor, on_progress: &mut dyn FnMut(&Self)) {
        /// Number of blocks indexed at a time: their intermediate data takes much memory.
        const BATCH: usize = 2;
        let blocks: Vec<usize> = (0..corpus.blocks().len()).filter(|&block| self.segment(block).is_none()).collect();
        for blocks in blocks.chunks(BATCH) {
            let drafts = map(executor, blocks.len(), |at| BuiltSegment::build(&corpus.blocks()[blocks[at]]));
            for (&block, draft) in blocks.iter().zip(drafts) {
                self.insert_segment(block, draft);
            }
            on_progress(self);
        }
        self.duplicates = Arc::new(Duplicates::find(corpus, executor));
    }

    /// The number of indexed entries.
    pub fn entry_count(&self) -> usize {
        self.segments.iter().flatten().map(|segment| segment.len()).sum()
    }

    /// Adds the segment of a block.
    fn insert_segment(&mut self, block: usize, built: BuiltSegment) {
        let vocabulary = Arc::make_mut(&mut self.vocabulary);
        let BuiltSegment { segment, words } = built;
        let segment = segment.with_word_ids(words.iter().map(|(word, held)| vocabulary.insert(word, *held)).collect());
        if self.segments.len() <= block {
            self.segments.resize(block + 1, None);
        }
        self.segments[block] = Some(Arc::new(segment));
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
