//! [`Corpus`]: all loaded collections, immutable once loaded.

use std::collections::HashMap;
use std::sync::Arc;

use crate::block::{Block, are_better_one, place};
use crate::entry::Entry;
use crate::ids::{CollectionId, EntryId, SourceId, SpeakerId, TopicId};
use crate::tables::{Collection, Source, Speaker, Topic};
use crate::topic_lists::TopicLists;
use kzq_text::Safe;

/// All loaded collections.
///
/// Ids are valid only in the corpus that made them; accessors panic on other ids, as indexing does.
/// Clones are cheap: they share their data, which is never mutated while shared.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    pub(super) collections: Vec<Collection>,
    /// The index of the first entry of each collection.
    pub(super) firsts: Vec<u32>,
    pub(super) speakers: Arc<Vec<Speaker>>,
    pub(super) sources: Arc<Vec<Source>>,
    pub(super) topics: Arc<Vec<Topic>>,
    pub(super) topic_lists: Arc<TopicLists>,
    pub(super) blocks: Vec<Arc<Block>>,
    /// The index of the first entry of each block.
    pub(super) bases: Vec<u32>,
    pub(super) count: usize,
    /// For each entry, the entries that refer to it.
    pub(super) referring: Arc<Referring>,
}

/// For each entry, the entries that refer to it, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Referring {
    restatements: HashMap<EntryId, Vec<EntryId>>,
    translations: HashMap<EntryId, Vec<EntryId>>,
    variants: HashMap<EntryId, Vec<EntryId>>,
    says_same: HashMap<EntryId, Vec<EntryId>>,
}

/// The result of looking up an entry or a source by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup<I = EntryId> {
    /// The only match.
    Found(I),
    /// Several collections have the id.
    Ambiguous,
    /// No match.
    Missing,
}

impl Lookup {
    /// Returns the entry if exactly one was found.
    pub fn entry(self) -> Option<EntryId> {
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
        self.count
    }

    /// Returns whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Iterates over all entries, in the order of their files.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.ids().map(|id| self.entry(id))
    }

    /// Iterates over the ids of all entries, in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = EntryId> + use<> {
        (0..place(self.count)).map(EntryId)
    }

    /// Returns the blocks that store the entries, in order.
    pub fn blocks(&self) -> &[Arc<Block>] {
        &self.blocks
    }

    /// Returns the index of the first entry of each block.
    pub fn bases(&self) -> &[u32] {
        &self.bases
    }

    /// Returns the topic lists that the blocks refer to.
    pub fn topic_lists(&self) -> &TopicLists {
        &self.topic_lists
    }

    /// Returns all speakers.
    pub fn speakers(&self) -> &[Speaker] {
        &self.speakers
    }

    /// Returns all sources.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Returns all topics, parents before their children.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// Iterates over the ids of all topics, in order.
    pub fn topic_ids(&self) -> impl Iterator<Item = TopicId> + use<> {
        (0..u32::try_from(self.topics.len()).unwrap_or(u32::MAX)).map(TopicId)
    }

    /// Iterates over the ids of all speakers, in order.
    pub fn speaker_ids(&self) -> impl Iterator<Item = SpeakerId> + use<> {
        (0..u32::try_from(self.speakers.len()).unwrap_or(u32::MAX)).map(SpeakerId)
    }

    /// Iterates over the ids of all sources, in order.
    pub fn source_ids(&self) -> impl Iterator<Item = SourceId> + use<> {
        (0..u32::try_from(self.sources.len()).unwrap_or(u32::MAX)).map(SourceId)
    }

    /// Returns the entry with an id.
    pub fn entry(&self, id: EntryId) -> Entry<'_> {
        let (index, at) = self.locate(id);
        let block = &*self.blocks[index];
        let collection = CollectionId(place(self.firsts.partition_point(|&first| first <= id.0).saturating_sub(1)));
        Entry { block, at, topics: self.topic_lists.get(block.topics[at]), collection }
    }

    /// Returns the index of the block that stores an entry, and the entry's index in it.
    pub(super) fn locate(&self, id: EntryId) -> (usize, usize) {
        let index = self.bases.partition_point(|&base| base <= id.0) - 1;
        (index, (id.0 - self.bases[index]) as usize)
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
        self.topic_line(topic).any(|above| above == ancestor)
    }

    /// Iterates over a topic and its ancestors, from the topic upwards.
    pub fn topic_line(&self, topic: TopicId) -> impl Iterator<Item = TopicId> + '_ {
        std::iter::successors(Some(topic), |&below| self.topic(below).parent)
    }

    /// Returns the entries that restate a quotation, in order.
    pub fn restatements(&self, id: EntryId) -> &[EntryId] {
        self.referring.restatements.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Returns the translations of an entry, in order.
    pub fn translations(&self, id: EntryId) -> &[EntryId] {
        self.referring.translations.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Returns the same words as printed by other sources, in whichever direction they are linked.
    pub fn printings(&self, id: EntryId) -> Vec<EntryId> {
        let named = self.entry(id).variants();
        let naming = self.referring.variants.get(&id).into_iter().flatten().filter(|other| !named.contains(other));
        named.iter().chain(naming).copied().filter(|&other| other != id).collect()
    }

    /// Returns the entries that the collection links as saying the same, in either direction.
    pub fn saying_same(&self, id: EntryId) -> Vec<EntryId> {
        let named = self.entry(id).says_same();
        let naming = self.referring.says_same.get(&id).into_iter().flatten().filter(|other| !named.contains(other));
        named.iter().chain(naming).copied().filter(|&other| other != id).collect()
    }

    /// Returns the source of an entry.
    pub fn source_of(&self, entry: Entry<'_>) -> Option<&Source> {
        entry.source().map(|source| self.source(source))
    }

    /// Returns the source in which the words were spoken: the end of the `reports` chain that begins with the entry's
    /// own source.
    pub fn occasion_of(&self, entry: Entry<'_>) -> Option<&Source> {
        // A chain cannot be longer than the number of sources; loading rejects cycles.
        let chain = std::iter::successors(self.source_of(entry), |source| source.reports.map(|id| self.source(id)));
        chain.take(self.sources.len()).last()
    }

    /// Returns an entry's id as seen from a collection: the plain id within it, otherwise `collection/id`.
    pub fn name_from(&self, id: EntryId, from: CollectionId) -> Safe<'_> {
        let entry = self.entry(id);
        if entry.collection() == from { entry.id() } else { self.full_name(id) }
    }

    /// Returns the qualified id of an entry: `collection/id`.
    pub fn full_name(&self, id: EntryId) -> Safe<'static> {
        let entry = self.entry(id);
        kzq_text::safe!(self.collection(entry.collection()).id, "/", entry.id())
    }

    /// Looks up an entry by `id` or `collection/id`.
    pub fn look_up(&self, name: &str) -> Lookup {
        let (collection, id) = in_collection(name);
        self.only(collection, self.ids().map(|candidate| (candidate, self.entry(candidate))), |entry| {
            (entry.id().as_str() == id).then(|| entry.collection())
        })
    }

    /// Looks up a source by `id` or `collection/id`.
    pub fn look_up_source(&self, name: &str) -> Lookup<SourceId> {
        let (collection, id) = in_collection(name);
        self.only(collection, self.source_ids().zip(self.sources()), |source| {
            (source.id.as_str() == id).then_some(source.collection)
        })
    }

    /// Returns the only item that `collection_of` accepts, restricted to the named collection if there is one.
    fn only<I, T>(
        &self,
        collection: Option<&str>,
        things: impl Iterator<Item = (I, T)>,
        collection_of: impl Fn(T) -> Option<CollectionId>,
    ) -> Lookup<I> {
        let is_meant = |of: CollectionId| collection.is_none_or(|name| self.collection(of).id.as_str() == name);
        let mut found = things.filter_map(|(id, thing)| collection_of(thing).filter(|&of| is_meant(of)).map(|_| id));
        match (found.next(), found.next()) {
            (Some(id), None) => Lookup::Found(id),
            (Some(_), Some(_)) => Lookup::Ambiguous,
            (None, _) => Lookup::Missing,
        }
    }

    /// Looks up entries by `collection/id`, all in one pass over the entries.
    pub fn look_up_all(&self, names: &[&str]) -> Vec<Lookup> {
        let mut found = vec![Lookup::Missing; names.len()];
        let mut wanted: HashMap<&str, Vec<(&str, usize)>, foldhash::fast::FixedState> = HashMap::default();
        for (index, name) in names.iter().enumerate() {
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
        for (block, &base) in self.blocks.iter().zip(&self.bases).filter(|_| !wanted.is_empty()) {
            for at in 0..block.len() {
                let span = block.spans[at].id();
                let length = (span.end - span.start) as usize;
                let Some(names) =
                    lengths.get(length).filter(|&&is| is).and_then(|_| wanted.get(block.texts.get_str(span)))
                else {
                    continue;
                };
                let id = EntryId(base + place(at));
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
    pub fn entries_of(&self, source: SourceId) -> impl Iterator<Item = EntryId> + '_ {
        self.blocks.iter().zip(&self.bases).flat_map(move |(block, &base)| {
            let places = (base..).zip(&block.sources);
            places.filter(move |(_, stands)| stands.get() == Some(source)).map(|(place, _)| EntryId(place))
        })
    }

    /// Returns the entry before `id` in its source, in spoken order.
    pub fn said_before(&self, id: EntryId) -> Option<EntryId> {
        (0..id.0).rev().map(EntryId).find(|&other| self.share_source(id, other))
    }

    /// Returns the entry after `id` in its source, in spoken order.
    pub fn said_after(&self, id: EntryId) -> Option<EntryId> {
        self.ids().skip(id.index() + 1).find(|&other| self.share_source(id, other))
    }

    fn share_source(&self, one: EntryId, other: EntryId) -> bool {
        let source = |id| self.entry(id).source();
        source(one).is_some() && source(one) == source(other)
    }

    /// Appends a block of entries, merging it into the last block if both are small.
    pub(super) fn push_block(&mut self, block: Arc<Block>) {
        if block.len() == 0 {
            return;
        }
        let added = block.len();
        let takes = |last: &&mut Arc<Block>| are_better_one(last.size(), block.size());
        if let Some(last) = self.blocks.last_mut().filter(takes).and_then(Arc::get_mut) {
            last.append(&block);
        } else {
            self.bases.push(place(self.count));
            self.blocks.push(block);
        }
        self.count += added;
    }

    /// Derives the back links and marks the topics that have subtopics.
    pub(super) fn link(&mut self) {
        let parents: Vec<TopicId> = self.topics.iter().filter_map(|topic| topic.parent).collect();
        if !parents.is_empty() {
            let topics = Arc::make_mut(&mut self.topics);
            for parent in parents {
                topics[parent.index()].is_parent = true;
            }
        }
        let mut referring = Referring::default();
        for (block, base) in self.blocks.iter().zip(&self.bases) {
            for (at, more) in &block.more {
                let (id, rare) = (EntryId(base + at), more.rare());
                let add = |kept: &mut HashMap<EntryId, Vec<EntryId>>, named: &mut dyn Iterator<Item = &EntryId>| {
                    named.for_each(|&named| kept.entry(named).or_default().push(id));
                };
                add(&mut referring.restatements, &mut rare.rests_on.iter().flatten());
                add(&mut referring.translations, &mut rare.translation_of.iter());
                add(&mut referring.variants, &mut rare.variants.iter());
                add(&mut referring.says_same, &mut rare.says_same.iter());
            }
        }
        self.referring = Arc::new(referring);
    }
}

/// Splits `collection/id` or `id` into the collection, if named, and the id.
fn in_collection(name: &str) -> (Option<&str>, &str) {
    name.split_once('/').map_or((None, name), |(collection, id)| (Some(collection), id))
}

impl PartialEq for Corpus {
    fn eq(&self, other: &Self) -> bool {
        let tables = |corpus: &Self| {
            let Self { collections, firsts, speakers, sources, topics, .. } = corpus.clone();
            (collections, firsts, speakers, sources, topics)
        };
        self.count == other.count && tables(self) == tables(other) && self.entries().eq(other.entries())
    }
}

impl Eq for Corpus {}
