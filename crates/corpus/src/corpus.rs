//! [`Corpus`]: all loaded collections, immutable once loaded.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::back_links::BackLinks;
use crate::block::{Block, should_merge};
use crate::entry::Entry;
use crate::facet_columns::FacetColumns;
use crate::ids::{CollectionId, EntryId, SourceId, SpeakerId, TopicId, to_u32};
use crate::tables::{Collection, Source, Speaker, Topic};
use crate::topic_lists::TopicLists;
use kzq_text::Safe;

/// All loaded collections, with their entries and tables in the order of the files.
///
/// Ids are valid only in the corpus that made them; accessors panic on other ids, as indexing does.
/// Clones are cheap: they share their data, which is never mutated while shared.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    pub(super) collections: Vec<Collection>,
    /// The index of the first entry of each collection.
    pub(super) first_of_collection: Vec<u32>,
    pub(super) speakers: Arc<Vec<Speaker>>,
    pub(super) sources: Arc<Vec<Source>>,
    pub(super) topics: Arc<Vec<Topic>>,
    pub(super) topic_lists: Arc<TopicLists>,
    pub(super) blocks: Vec<Arc<Block>>,
    /// The index of the first entry of each block.
    pub(super) first_entry: Vec<u32>,
    pub(super) entry_count: usize,
    /// For each entry, the entries that refer to it.
    pub(super) back_links: Arc<BackLinks>,
    /// Computed when first needed, and again after the entries have changed.
    pub(super) facet_columns: OnceLock<Arc<FacetColumns>>,
    /// Whether the speaker of any entry is unknown; like `facet_columns`.
    pub(super) has_unknown_speakers: OnceLock<bool>,
}

/// The result of looking up an entry or a source by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup<I = EntryId> {
    /// Exactly one collection has the id.
    Found(I),
    /// Several collections have the id.
    Ambiguous,
    /// No loaded collection has the id.
    Missing,
}

impl Lookup {
    /// Returns the entry if exactly one was found.
    pub fn found(self) -> Option<EntryId> {
        match self {
            Self::Found(id) => Some(id),
            Self::Ambiguous | Self::Missing => None,
        }
    }
}

impl Corpus {
    /// Returns the loaded collections.
    pub fn collections(&self) -> &[Collection] {
        &self.collections
    }

    /// Returns the number of entries.
    pub fn len(&self) -> usize {
        self.entry_count
    }

    /// Returns whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.entry_count == 0
    }

    /// Iterates over all entries, in the order of their files.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.entry_ids().map(|id| self.entry(id))
    }

    /// Iterates over the ids of all entries, in order.
    pub fn entry_ids(&self) -> impl DoubleEndedIterator<Item = EntryId> + use<> {
        (0..self.entry_count).map(EntryId::new)
    }

    /// Returns the blocks that store the entries, in order.
    pub fn blocks(&self) -> &[Arc<Block>] {
        &self.blocks
    }

    /// Returns the index of the first entry of each block.
    pub fn first_entry_of_blocks(&self) -> &[u32] {
        &self.first_entry
    }

    /// Returns the topic lists that the blocks refer to.
    pub fn topic_lists(&self) -> &TopicLists {
        &self.topic_lists
    }

    /// Returns all speakers, in the order of their ids.
    pub fn speakers(&self) -> &[Speaker] {
        &self.speakers
    }

    /// Returns all sources, in the order of their ids.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Returns all topics, parents before their children.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// Iterates over the ids of all topics, in order.
    pub fn topic_ids(&self) -> impl Iterator<Item = TopicId> + Clone + use<> {
        (0..self.topics.len()).map(TopicId::new)
    }

    /// Iterates over the ids of all speakers, in order.
    pub fn speaker_ids(&self) -> impl Iterator<Item = SpeakerId> + Clone + use<> {
        (0..self.speakers.len()).map(SpeakerId::new)
    }

    /// Iterates over the ids of all sources, in order.
    pub fn source_ids(&self) -> impl Iterator<Item = SourceId> + Clone + use<> {
        (0..self.sources.len()).map(SourceId::new)
    }

    /// Returns the entry with an id.
    pub fn entry(&self, id: EntryId) -> Entry<'_> {
        let (block_index, index_in_block) = self.locate(id);
        let block = &*self.blocks[block_index];
        let collection =
            CollectionId::new(self.first_of_collection.partition_point(|&first| first <= id.0).saturating_sub(1));
        Entry {
            block,
            index: index_in_block,
            topics: self.topic_lists.get(block.refs[index_in_block].topic_list),
            collection,
        }
    }

    /// Returns the index of the block that stores an entry, and the entry's index in it.
    pub(super) fn locate(&self, id: EntryId) -> (usize, usize) {
        let block_index = self.first_entry.partition_point(|&base| base <= id.0) - 1;
        (block_index, (id.0 - self.first_entry[block_index]) as usize)
    }

    /// Returns the collection with an id.
    pub fn collection(&self, id: CollectionId) -> &Collection {
        &self.collections[id.index()]
    }

    /// Returns the speaker with an id.
    pub fn speaker(&self, id: SpeakerId) -> &Speaker {
        &self.speakers[id.index()]
    }

    /// Returns the source with an id.
    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.index()]
    }

    /// Returns the topic with an id.
    pub fn topic(&self, id: TopicId) -> &Topic {
        &self.topics[id.index()]
    }

    /// Returns whether `topic` is `ancestor` or one of its descendants.
    pub fn is_within(&self, topic: TopicId, ancestor: TopicId) -> bool {
        self.topic_ancestors(topic).any(|above| above == ancestor)
    }

    /// Iterates over a topic and its ancestors, from the topic upwards.
    pub fn topic_ancestors(&self, topic: TopicId) -> impl Iterator<Item = TopicId> + '_ {
        std::iter::successors(Some(topic), |&child| self.topic(child).parent)
    }

    /// Returns the entries that restate a quotation, in order.
    pub fn restatements(&self, id: EntryId) -> &[EntryId] {
        self.back_links.restatements.of(id)
    }

    /// Returns the translations of an entry, in order.
    pub fn translations(&self, id: EntryId) -> &[EntryId] {
        self.back_links.translations.of(id)
    }

    /// Returns the same words as printed by other sources, in whichever direction they are linked.
    pub fn variants_of(&self, id: EntryId) -> Vec<EntryId> {
        self.back_links.variants.either_way(id, self.entry(id).variants())
    }

    /// Returns the entries that the collection links as saying the same, in either direction.
    pub fn equivalents_of(&self, id: EntryId) -> Vec<EntryId> {
        self.back_links.says_same.either_way(id, self.entry(id).says_same())
    }

    /// Returns the source of an entry.
    pub fn source_of(&self, entry: Entry<'_>) -> Option<&Source> {
        entry.source().map(|source| self.source(source))
    }

    /// Returns the source in which the words were spoken: the end of the `reports` chain that begins with the entry's
    /// own source.
    pub fn original_source_of(&self, entry: Entry<'_>) -> Option<&Source> {
        self.reported_sources(entry).last()
    }

    /// Returns an entry's id as seen from a collection: the plain id within it, otherwise `collection/id`.
    pub fn relative_id(&self, id: EntryId, from: CollectionId) -> Safe<'_> {
        let entry = self.entry(id);
        if entry.collection() == from { entry.id() } else { self.qualified_id(id) }
    }

    /// Returns the qualified id of an entry: `collection/id`.
    pub fn qualified_id(&self, id: EntryId) -> Safe<'static> {
        let entry = self.entry(id);
        kzq_text::safe!(self.collection(entry.collection()).id, "/", entry.id())
    }

    /// Returns the id by which an entry is shown and found: with its collection if there are several.
    pub fn shown_id(&self, id: EntryId) -> Safe<'_> {
        if self.collections.len() > 1 { self.qualified_id(id) } else { self.entry(id).id() }
    }

    /// Looks up an entry by `id` or `collection/id`.
    pub fn look_up(&self, id_or_qualified: &str) -> Lookup {
        let (collection, id) = split_qualified_id(id_or_qualified);
        self.find_unique(collection, self.entry_ids().map(|candidate| (candidate, self.entry(candidate))), |entry| {
            (entry.id().as_str() == id).then(|| entry.collection())
        })
    }

    /// Looks up a source by `id` or `collection/id`.
    pub fn look_up_source(&self, id_or_qualified: &str) -> Lookup<SourceId> {
        let (collection, id) = split_qualified_id(id_or_qualified);
        self.find_unique(collection, self.source_ids().zip(self.sources()), |source| {
            (source.id.as_str() == id).then_some(source.collection)
        })
    }

    /// Returns the only item that `collection_of` accepts, restricted to the named collection if there is one.
    fn find_unique<I, T>(
        &self,
        collection: Option<&str>,
        items: impl Iterator<Item = (I, T)>,
        collection_of: impl Fn(T) -> Option<CollectionId>,
    ) -> Lookup<I> {
        let is_in_collection = |of: CollectionId| collection.is_none_or(|name| self.collection(of).id.as_str() == name);
        let mut found =
            items.filter_map(|(id, thing)| collection_of(thing).filter(|&of| is_in_collection(of)).map(|_| id));
        match (found.next(), found.next()) {
            (Some(id), None) => Lookup::Found(id),
            (Some(_), Some(_)) => Lookup::Ambiguous,
            (None, _) => Lookup::Missing,
        }
    }

    /// Looks up entries by `collection/id`, all in one pass over the entries.
    pub fn look_up_all(&self, qualified_ids: &[&str]) -> Vec<Lookup> {
        let mut found = vec![Lookup::Missing; qualified_ids.len()];
        let mut wanted: HashMap<&str, Vec<(&str, usize)>, foldhash::fast::FixedState> = HashMap::default();
        for (index, name) in qualified_ids.iter().enumerate() {
            if let Some((collection, id)) = name.split_once('/') {
                wanted.entry(id).or_default().push((collection, index));
            }
        }
        // Comparing lengths rules out most ids without hashing them.
        let longest = wanted.keys().map(|id| id.len()).max().unwrap_or(0);
        let mut lengths = vec![false; longest + 1];
        for id in wanted.keys() {
            lengths[id.len()] = true;
        }
        for (block, &base) in self.blocks.iter().zip(&self.first_entry).filter(|_| !wanted.is_empty()) {
            for at in 0..block.len() {
                let span = block.offsets[at].id_range();
                let length = (span.end - span.start) as usize;
                let Some(names) =
                    lengths.get(length).filter(|&&is| is).and_then(|_| wanted.get(block.arena.get_str(span)))
                else {
                    continue;
                };
                let id = EntryId(base + to_u32(at));
                let collection = &self.collection(self.entry(id).collection()).id;
                for &(_, index) in names.iter().filter(|(name, _)| *name == collection.as_str()) {
                    found[index] = match found[index] {
                        Lookup::Missing => Lookup::Found(id),
                        _ => Lookup::Ambiguous,
                    };
                }
            }
        }
        found
    }

    /// Iterates over the entries that appear in a source, in order.
    pub fn entries_in_source(&self, source: SourceId) -> impl Iterator<Item = EntryId> + '_ {
        self.blocks.iter().zip(&self.first_entry).flat_map(move |(block, &base)| {
            let places = (base..).zip(block.refs.iter());
            places.filter(move |(_, refs)| refs.source.get() == Some(source)).map(|(place, _)| EntryId(place))
        })
    }

    /// Returns the entry before `id` in its source, in spoken order.
    pub fn previous_in_source(&self, id: EntryId) -> Option<EntryId> {
        (0..id.0).rev().map(EntryId).find(|&other| self.have_same_source(id, other))
    }

    /// Returns the entry after `id` in its source, in spoken order.
    pub fn next_in_source(&self, id: EntryId) -> Option<EntryId> {
        self.entry_ids().skip(id.index() + 1).find(|&other| self.have_same_source(id, other))
    }

    fn have_same_source(&self, one: EntryId, other: EntryId) -> bool {
        let source = |id| self.entry(id).source();
        source(one).is_some() && source(one) == source(other)
    }

    /// Puts an equal block in place of one.
    pub fn replace_block(&mut self, index: usize, block: Block) {
        self.blocks[index] = Arc::new(block);
    }

    /// Appends a block of entries, merging it into the last block if both are small.
    pub(super) fn push_block(&mut self, block: Arc<Block>) {
        if block.is_empty() {
            return;
        }
        self.facet_columns = OnceLock::new();
        self.has_unknown_speakers = OnceLock::new();
        let added = block.len();
        let should_merge_into = |last: &&mut Arc<Block>| should_merge(last.size(), block.size());
        if let Some(last) = self.blocks.last_mut().filter(should_merge_into).and_then(Arc::get_mut) {
            last.append(&block);
        } else {
            self.first_entry.push(to_u32(self.entry_count));
            self.blocks.push(block);
        }
        self.entry_count += added;
    }

    /// Derives the back links and marks the topics that have subtopics.
    pub(super) fn build_back_links(&mut self) {
        self.facet_columns = OnceLock::new();
        self.has_unknown_speakers = OnceLock::new();
        let parents: Vec<TopicId> = self.topics.iter().filter_map(|topic| topic.parent).collect();
        if !parents.is_empty() {
            let topics = Arc::make_mut(&mut self.topics);
            for parent in parents {
                topics[parent.index()].has_children = true;
            }
        }
        self.back_links = Arc::new(BackLinks::new(&self.blocks, &self.first_entry));
    }
}

/// Splits `collection/id` or `id` into the collection, if named, and the id.
fn split_qualified_id(name: &str) -> (Option<&str>, &str) {
    name.split_once('/').map_or((None, name), |(collection, id)| (Some(collection), id))
}

impl PartialEq for Corpus {
    fn eq(&self, other: &Self) -> bool {
        let tables = |corpus: &Self| {
            let Self { collections, first_of_collection: firsts, speakers, sources, topics, .. } = corpus.clone();
            (collections, firsts, speakers, sources, topics)
        };
        self.entry_count == other.entry_count && tables(self) == tables(other) && self.entries().eq(other.entries())
    }
}

impl Eq for Corpus {}
