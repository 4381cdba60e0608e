//! The inverted index: for each block, which entries contain a word and which words an entry contains.
//!
//! A query's words are looked up in the [`Vocabulary`], which is small; then the postings of each [`Segment`] are
//! combined as sets; and the tokens of an entry are read only where its rank matters.

mod bits;
mod build;
mod codec;
mod segment;
mod snapshot;
mod vocabulary;

use std::sync::Arc;

use crate::duplicates::Repeats;
use crate::executor::{Parallel, map};
pub(super) use bits::{Bits, places_of};
pub(crate) use build::Draft;
use kzq_corpus::Corpus;
pub(super) use segment::{BREAK, Segment, Word, Words, said_texts, texts};
pub(crate) use snapshot::Common;
pub(super) use vocabulary::Vocabulary;

/// The index of all or part of a corpus. Cloning is cheap: everything is shared.
#[derive(Clone, Debug, Default)]
pub struct Index {
    vocabulary: Arc<Vocabulary>,
    /// One per block; `None` if the block is not indexed yet.
    segments: Vec<Option<Arc<Segment>>>,
    repeats: Arc<Repeats>,
}

impl Index {
    /// Indexes a whole corpus.
    pub fn of(corpus: &Corpus, parallel: &dyn Parallel) -> Self {
        let mut index = Self::default();
        index.grow(corpus, parallel, &mut |_| {});
        index
    }

    /// Indexes the blocks of a corpus that are not indexed yet; calls `on_progress` with the index after each batch.
    pub fn grow(&mut self, corpus: &Corpus, parallel: &dyn Parallel, see: &mut dyn FnMut(&Self)) {
        /// Number of blocks indexed at a time: their intermediate data takes much memory.
        const TOGETHER: usize = 2;
        let blocks: Vec<usize> = (0..corpus.blocks().len()).filter(|&block| self.segment(block).is_none()).collect();
        for blocks in blocks.chunks(TOGETHER) {
            let drafts = map(parallel, blocks.len(), |at| Draft::of(&corpus.blocks()[blocks[at]]));
            for (&block, draft) in blocks.iter().zip(drafts) {
                self.add(block, draft);
            }
            see(self);
        }
        self.repeats = Arc::new(Repeats::of(corpus, parallel));
    }

    /// The number of indexed entries.
    pub fn covered(&self) -> usize {
        self.segments.iter().flatten().map(|segment| segment.len()).sum()
    }

    /// Adds the segment of a block.
    fn add(&mut self, block: usize, draft: Draft) {
        let vocabulary = Arc::make_mut(&mut self.vocabulary);
        let Draft { mut segment, words } = draft;
        segment.numbers = words.iter().map(|(word, held)| vocabulary.learn(word, *held)).collect();
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
    pub(super) fn repeats(&self) -> &Repeats {
        &self.repeats
    }
}
