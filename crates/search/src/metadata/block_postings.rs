//! [`BlockPostings`]: which entries of a block refer to a speaker, a source or a topic, or are of a kind.

use super::postings::ValuePostings;
use kzq_corpus::{Block, Corpus, EntryKind, Wording};

/// The entries of a block by what they refer to.
pub(crate) struct BlockPostings {
    /// By speaker, and last those of an unknown one.
    pub(crate) speakers: ValuePostings,
    /// By source, and last those without one.
    pub(crate) sources: ValuePostings,
    /// By topic, without the topics above it.
    pub(crate) topics: ValuePostings,
    /// By kind.
    pub(crate) kinds: ValuePostings,
    /// By wording.
    pub(crate) wordings: ValuePostings,
    /// Which lengths of ids occur; the last flag is for all longer ones.
    id_lens: [bool; 64],
}

impl BlockPostings {
    pub(super) fn new(corpus: &Corpus, block: &Block) -> Self {
        let (length, speakers, sources) = (block.len(), corpus.speakers().len(), corpus.sources().len());
        let mut postings = Self {
            speakers: ValuePostings::new(length, speakers + 1, |at| block.refs[at].speaker.row(speakers)),
            sources: ValuePostings::new(length, sources + 1, |at| block.refs[at].source.row(sources)),
            topics: ValuePostings::of_several(length, corpus.topics().len(), |at, visit| {
                let list = corpus.topic_lists().get(block.refs[at].topic_list);
                for topic in list {
                    visit(topic.index());
                }
            }),
            kinds: ValuePostings::new(length, EntryKind::ALL.len(), |at| block.flags[at].kind() as usize),
            wordings: ValuePostings::new(length, Wording::ALL.len(), |at| block.flags[at].wording() as usize),
            id_lens: [false; 64],
        };
        for at in 0..block.len() {
            postings.id_lens[block.id_len(at).min(63)] = true;
        }
        postings
    }

    /// Whether the id of some entry may have this length.
    pub(super) fn has_id_len(&self, length: usize) -> bool {
        self.id_lens[length.min(63)]
    }
}

/// Marks in a table by topic the topics below those that are marked.
pub(crate) fn with_subtopics(corpus: &Corpus, mut table: Vec<bool>) -> Vec<bool> {
    // Parents come before their children.
    for (at, topic) in corpus.topics().iter().enumerate() {
        table[at] |= topic.parent.is_some_and(|parent| table[parent.index()]);
    }
    table
}
