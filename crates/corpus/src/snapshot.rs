//! Serialises a corpus: its tables, then each of its blocks.
//!
//! A snapshot is untrusted input. Reading returns a corpus whose texts are safe and whose indices are all valid, or
//! nothing.

use std::io;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::block::{Block, EntryFlags, EntryRefs, MAX_BLOCK_ENTRIES, MaybeSource, MaybeSpeaker, TextOffsets};
use crate::columns::{ColumnReader, ColumnWriter};
use crate::ids::to_u32;
use crate::load::{path_error, url_error};
use crate::optional_fields::OptionalFields;
use crate::topic_lists::TopicLists;
use crate::{Collection, Corpus, Difference, EntryId, Source, Speaker, Topic, TopicId};
use kzq_text::Arena;

/// A corpus without its entries, against which the blocks are validated.
#[derive(Clone, Debug)]
pub struct SnapshotHeader {
    corpus: Corpus,
    /// The number of entries in each block.
    block_sizes: Vec<u32>,
}

/// The tables as they are read.
type OwnedTables = SnapshotTables<Vec<Collection>, Vec<Speaker>, Vec<Source>, Vec<Topic>, Vec<Vec<TopicId>>>;

/// The tables of a corpus, borrowed for writing or owned after reading.
#[derive(Serialize, Deserialize)]
struct SnapshotTables<C, S, O, T, L> {
    collections: C,
    speakers: S,
    sources: O,
    topics: T,
    topic_lists: L,
    first_of_collection: Vec<u32>,
    block_sizes: Vec<u32>,
}

impl Corpus {
    /// Writes everything but the blocks.
    ///
    /// # Errors
    ///
    /// Returns the error of the underlying writer.
    pub fn write_snapshot_header(&self, out: &mut ColumnWriter<'_>) -> io::Result<()> {
        out.write_value(&SnapshotTables {
            collections: &self.collections,
            speakers: &*self.speakers,
            sources: &*self.sources,
            topics: &*self.topics,
            topic_lists: self.topic_lists.iter().collect::<Vec<_>>(),
            first_of_collection: self.first_of_collection.clone(),
            block_sizes: self.blocks.iter().map(|block| to_u32(block.len())).collect(),
        })
    }
}

impl SnapshotHeader {
    /// Reads everything but the blocks.
    pub fn read(input: &mut ColumnReader) -> Option<Self> {
        let tables: OwnedTables = input.read_value()?;
        let mut lists = TopicLists::default();
        for (index, list) in tables.topic_lists.iter().enumerate() {
            let topics_exist = list.iter().all(|topic| topic.index() < tables.topics.len());
            (topics_exist && lists.intern(list) == to_u32(index)).then_some(())?;
        }
        let mut first_entries = Vec::with_capacity(tables.block_sizes.len());
        let mut count = 0_u32;
        for &entries in &tables.block_sizes {
            (1..=MAX_BLOCK_ENTRIES).contains(&(entries as usize)).then_some(())?;
            first_entries.push(count);
            count = count.checked_add(entries)?;
        }
        let corpus = Corpus {
            collections: tables.collections,
            first_of_collection: tables.first_of_collection,
            speakers: Arc::new(tables.speakers),
            sources: Arc::new(tables.sources),
            topics: Arc::new(tables.topics),
            topic_lists: Arc::new(lists),
            blocks: Vec::with_capacity(first_entries.len()),
            first_entry: first_entries,
            entry_count: count as usize,
            back_links: Arc::default(),
            facet_columns: OnceLock::new(),
            has_unknown_speakers: OnceLock::new(),
        };
        corpus.has_valid_tables().then_some(Self { corpus, block_sizes: tables.block_sizes })
    }

    /// Returns the number of entries.
    pub fn entry_count(&self) -> usize {
        self.corpus.entry_count
    }

    /// Returns the number of entries in each block.
    pub fn block_sizes(&self) -> &[u32] {
        &self.block_sizes
    }

    /// Reads the block at an index.
    pub fn read_block(&self, index: usize, input: &mut ColumnReader) -> Option<Block> {
        let block = Block::read(*self.block_sizes.get(index)? as usize, input)?;
        block.is_valid_in(&self.corpus).then_some(block)
    }

    /// Returns the corpus without its entries: only its tables may be used.
    pub fn into_tables(self) -> Corpus {
        self.corpus
    }

    /// Builds the corpus from its blocks, which must be in order.
    pub fn into_corpus(self, blocks: Vec<Block>) -> Option<Corpus> {
        let mut corpus = self.corpus;
        blocks.iter().map(|block| to_u32(block.len())).eq(self.block_sizes).then_some(())?;
        corpus.blocks = blocks.into_iter().map(Arc::new).collect();
        corpus.build_back_links();
        Some(corpus)
    }
}

impl Corpus {
    /// Returns whether all indices in the tables are valid and every topic comes after its parent.
    fn has_valid_tables(&self) -> bool {
        let collection_starts_are_valid = self.first_of_collection.len() == self.collections.len()
            && self.first_of_collection.first().is_none_or(|&first| first == 0)
            && crate::columns::are_valid_ends(&self.first_of_collection, self.entry_count)
            && (self.entry_count == 0 || !self.first_of_collection.is_empty());
        let source_is_valid = |source: &Source| {
            source.collection.index() < self.collections.len()
                && source.reports.is_none_or(|reports| reports.index() < self.sources.len())
                && [&source.url, &source.archived]
                    .into_iter()
                    .flatten()
                    .cloned()
                    .chain(source.doi_address())
                    .all(|url| url_error(url.as_str()).is_none())
                && source.text.as_ref().is_none_or(|path| path_error(path.as_str()).is_none())
        };
        // A topic comes after its parent, so there are no cycles.
        let topic_is_valid = |(index, topic): (usize, &Topic)| match topic.parent {
            None => topic.depth == 0,
            Some(parent) => parent.index() < index && self.topics[parent.index()].depth + 1 == topic.depth,
        };
        let has_collections = |topic: &Topic| topic.collections.iter().all(|id| id.index() < self.collections.len());
        collection_starts_are_valid
            && self.topics.iter().all(has_collections)
            && self.sources.iter().all(source_is_valid)
            && self.topics.iter().enumerate().all(topic_is_valid)
    }
}

impl Block {
    /// Writes the block column by column.
    ///
    /// # Errors
    ///
    /// Returns the error of the underlying writer.
    pub fn write(&self, out: &mut ColumnWriter<'_>) -> io::Result<()> {
        out.write_mapped(&self.offsets, |TextOffsets { id, question, text, lead }| [id, question, text, lead])?;
        out.write_column(self.arena.as_bytes())?;
        out.write_mapped(&self.flags, |mark| mark.0)?;
        out.write_mapped(&self.refs, |EntryRefs { speaker, source, topic_list }| [speaker.0, source.0, topic_list])?;
        out.write_value(&*self.optional)
    }

    /// Returns the same block with its texts where it was written to; `None` if other texts are there.
    pub fn stored(&self, input: &mut ColumnReader) -> Option<Self> {
        input.skip_column::<[u32; 4]>()?;
        let arena = Arc::new(self.arena.stored(input.read_bytes()?)?);
        input.skip_column::<u8>()?;
        input.skip_column::<[u32; 3]>()?;
        input.skip_column::<u8>()?;
        Some(Self { arena, ..self.clone() })
    }

    /// Reads a block of `entries` entries. Its indices are not validated against the corpus.
    fn read(entries: usize, input: &mut ColumnReader) -> Option<Self> {
        let spans: Vec<[u32; 4]> = input.read_column_of_len(entries)?;
        let texts = input.read_bytes()?;
        let end = u32::try_from(texts.len()).ok()?;
        (spans.first().map_or(end, |first| first[0]) == 0).then_some(())?;
        // No text ends at offset 0, but checking it as a boundary is harmless.
        let texts = Arena::from_bytes(texts, spans.as_flattened().iter().copied().chain([end]))?;
        let to_refs = |[speaker, source, topic_list]: [u32; 3]| EntryRefs {
            speaker: MaybeSpeaker(speaker),
            source: MaybeSource(source),
            topic_list,
        };
        let to_offsets = |[id, question, text, lead]: [u32; 4]| TextOffsets { id, question, text, lead };
        Some(Self {
            arena: Arc::new(texts),
            offsets: Arc::new(spans.into_iter().map(to_offsets).collect()),
            flags: input.read_column_of_len(entries)?.into_iter().map(EntryFlags).collect(),
            refs: Arc::new(input.read_column_of_len(entries)?.into_iter().map(to_refs).collect()),
            optional: Arc::new(input.read_value()?),
        })
    }

    /// Returns whether all its indices are valid in the corpus.
    fn is_valid_in(&self, corpus: &Corpus) -> bool {
        let lists = corpus.topic_lists.len();
        self.flags.iter().all(|mark| mark.is_valid())
            && self.refs.iter().all(|refs| {
                refs.speaker.get().is_none_or(|id| id.index() < corpus.speakers.len())
                    && refs.source.get().is_none_or(|id| id.index() < corpus.sources.len())
                    && (refs.topic_list as usize) < lists
            })
            && self.optional.is_sorted_by(|(one, _), (next, _)| one < next)
            && self.optional.last().is_none_or(|&(last, _)| (last as usize) < self.len())
            && self.optional.iter().all(|(_, more)| more.has_valid_links(corpus.entry_count))
    }
}

impl EntryFlags {
    /// Returns whether these are flags that an entry can have.
    fn is_valid(self) -> bool {
        self == Self::new(self.kind(), self.wording(), self.lead())
    }
}

impl OptionalFields {
    /// Returns whether all its links refer to the first `entries` entries.
    fn has_valid_links(&self, entries: usize) -> bool {
        let rare = self.rare();
        let links = [rare.rests_on.as_deref().unwrap_or_default(), &rare.variants, &rare.says_same];
        let contradicted = rare.differs.iter().filter_map(Difference::named_quotation);
        let exists = |entry: &EntryId| entry.index() < entries;
        links.into_iter().flatten().chain(&rare.translation_of).chain(contradicted).all(exists)
    }
}
