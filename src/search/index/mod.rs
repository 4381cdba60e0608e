//! The index: for every block of the corpus which entries hold a word, and which words an entry holds.
//!
//! A query's words are looked up in the [`Vocabulary`], which is small; then in each [`Segment`] sets of entries are
//! put together; and only where it matters in what order entries come are their words looked at.

mod bits;
mod build;
mod codec;
mod segment;
mod snapshot;
mod vocabulary;

use std::sync::Arc;

pub(super) use self::bits::{Bits, places_of};
pub(crate) use self::build::Draft;
pub(super) use self::segment::{BREAK, Segment, Word, Words, said_texts, texts};
pub(in crate::search) use self::snapshot::Common;
pub(super) use self::vocabulary::Vocabulary;
use super::parallel::{Parallel, map};
use super::repeats::Repeats;
use crate::corpus::Corpus;

/// The index of a corpus, or of a part of it. A clone shares everything with the original.
#[derive(Clone, Debug, Default)]
pub struct Index {
    vocabulary: Arc<Vocabulary>,
    /// One a block; `None` where the block is not covered yet.
    segments: Vec<Option<Arc<Segment>>>,
    repeats: Arc<Repeats>,
}

impl Index {
    /// The index of a whole corpus.
    pub fn of(corpus: &Corpus, parallel: &dyn Parallel) -> Self {
        let mut index = Self::default();
        index.grow(corpus, parallel, &mut |_| {});
        index
    }

    /// Covers the whole of a corpus of which it covers a part, or nothing. `see` is shown the index whenever it
    /// covers more.
    pub fn grow(&mut self, corpus: &Corpus, parallel: &dyn Parallel, see: &mut dyn FnMut(&Self)) {
        /// So many blocks are taken apart at a time: what is taken apart takes much room.
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

    /// How many entries it covers.
    pub fn covered(&self) -> usize {
        self.segments.iter().flatten().map(|segment| segment.len()).sum()
    }

    /// Adds the index of a block.
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

    /// The index of a block, if there is one yet.
    pub(super) fn segment(&self, block: usize) -> Option<&Segment> {
        self.segments.get(block).and_then(Option::as_deref)
    }

    /// Which entries say the same.
    pub(super) fn repeats(&self) -> &Repeats {
        &self.repeats
    }
}
