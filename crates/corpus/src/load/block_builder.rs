//! [`BlockBuilder`]: collects parsed entries.

use std::sync::Arc;

use crate::block::{Block, NewEntry};
use crate::topic_lists::TopicLists;
use crate::{Corpus, TopicId};
use kzq_text::Safe;

/// Collects entries into blocks.
#[derive(Default)]
pub(super) struct BlockBuilder {
    full_blocks: Vec<Block>,
    current: Block,
    topic_lists: TopicLists,
    count: usize,
}

impl BlockBuilder {
    /// Returns the number of entries.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    pub(super) fn push(&mut self, entry: NewEntry<'_>, topics: &[TopicId]) {
        if self.current.is_full() {
            self.full_blocks.push(std::mem::take(&mut self.current));
        }
        self.current.push(entry, self.topic_lists.intern(topics));
        self.count += 1;
    }

    /// Returns the id of the last entry.
    pub(super) fn last_id(&self) -> Safe<'_> {
        self.current.last_id()
    }

    /// Appends the entries to a corpus. `topics` has the new id of each topic; if it is empty, they keep their ids.
    pub(super) fn append_to(mut self, corpus: &mut Corpus, topics: &[TopicId]) {
        if !topics.is_empty() {
            self.topic_lists.remap(|topic| topics[topic.index()]);
        }
        self.full_blocks.push(self.current);
        let lists = Arc::make_mut(&mut corpus.topic_lists);
        let new_indices: Vec<u32> = self.topic_lists.iter().map(|list| lists.intern(list)).collect();
        for mut block in self.full_blocks {
            for refs in Arc::make_mut(&mut block.refs) {
                refs.topic_list = new_indices[refs.topic_list as usize];
            }
            block.shrink_to_fit();
            corpus.push_block(Arc::new(block));
        }
    }
}
