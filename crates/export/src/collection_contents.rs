//! What a collection that is exported contains: entries, and the tables that they use.

use std::collections::{HashMap, HashSet};

use crate::formats::RonNames;
use crate::unique_names::rename_duplicates;
use kzq_corpus::{CollectionId, Corpus, Difference, Entry, EntryId, SourceId, SpeakerId, TopicId};
use kzq_text::Safe;

/// The entries and tables of a collection to export, and their ids in it: where ids of several collections collide, they
/// begin with the id of their collection.
pub(crate) struct CollectionContents<'c> {
    pub(crate) corpus: &'c Corpus,
    /// The entries in the order given, each once, and then the originals of translations.
    pub(crate) entries: Vec<EntryId>,
    /// How many of the entries are there only because others translate them.
    pub(crate) added_originals: usize,
    /// The collections of the entries in the order of the corpus; all collections if there are no entries.
    pub(crate) collections: Vec<CollectionId>,
    pub(crate) speakers: Vec<SpeakerId>,
    pub(crate) sources: Vec<SourceId>,
    /// The topics, with their ancestors.
    pub(crate) topics: HashSet<TopicId>,
    /// For each entry of the corpus, whether it is one of the entries.
    is_included: Vec<bool>,
    /// The ids that differ from those in the corpus.
    new_entry_names: HashMap<EntryId, Safe<'static>>,
    new_speaker_names: HashMap<SpeakerId, Safe<'static>>,
    new_source_names: HashMap<SourceId, Safe<'static>>,
    new_topic_paths: HashMap<TopicId, Safe<'static>>,
}

impl<'c> CollectionContents<'c> {
    /// Gathers what entries use. All tables come along if all entries of the corpus do; if all entries of a collection
    /// do, all of its sources.
    pub(crate) fn new(corpus: &'c Corpus, ids: &[EntryId]) -> Self {
        let (entries, added_originals, is_included) = include_entries(corpus, ids);
        let is_everything = entries.len() == corpus.len();
        let mut collections: HashSet<CollectionId> = HashSet::new();
        let mut incomplete: HashSet<CollectionId> = HashSet::new();
        for (entry, is_included) in corpus.entries().zip(&is_included) {
            let kinds = if *is_included { &mut collections } else { &mut incomplete };
            kinds.insert(entry.collection());
        }
        let is_whole = |id: CollectionId| is_everything || (collections.contains(&id) && !incomplete.contains(&id));
        // The collection whose entries use a speaker first: speakers do not say who defined them.
        let mut users: HashMap<SpeakerId, CollectionId> = HashMap::new();
        let mut sources: HashSet<SourceId> = HashSet::new();
        let mut topics: HashSet<TopicId> = HashSet::new();
        for entry in entries.iter().map(|&id| corpus.entry(id)) {
            if let Some(speaker) = entry.speaker() {
                users.entry(speaker).or_insert(entry.collection());
            }
            // A chain ends where another one has been.
            let mut next = entry.source();
            while let Some(id) = next.filter(|&id| sources.insert(id)) {
                next = corpus.source(id).reports;
            }
            for &topic in entry.topics() {
                topics.extend(
                    corpus.topic_ancestors(topic).take_while(|&above| !topics.contains(&above)).collect::<Vec<_>>(),
                );
            }
        }
        if is_everything {
            topics.extend(corpus.topic_ids());
        }
        let speakers: Vec<SpeakerId> =
            corpus.speaker_ids().filter(|id| is_everything || users.contains_key(id)).collect();
        let is_used = |id: &SourceId| sources.contains(id) || is_whole(corpus.source(*id).collection);
        let sources: Vec<SourceId> = corpus.source_ids().filter(is_used).collect();
        let mut collections: Vec<CollectionId> =
            if entries.is_empty() { all_collections(corpus).collect() } else { collections.into_iter().collect() };
        collections.sort_unstable();

        let collection_id = |id: CollectionId| corpus.collection(id).id.to_borrowed();
        let user = |id: SpeakerId| users.get(&id).copied().unwrap_or(CollectionId::new(0));
        let new_speaker_names = rename(&speakers, |id| (corpus.speaker(id).id.to_borrowed(), collection_id(user(id))));
        let new_source_names = rename(&sources, |id| {
            let source = corpus.source(id);
            (source.id.to_borrowed(), collection_id(source.collection))
        });
        let new_entry_names = if collections.len() > 1 {
            rename(&entries, |id| (corpus.entry(id).id(), collection_id(corpus.entry(id).collection())))
        } else {
            HashMap::new()
        };
        let new_topic_paths = new_topic_paths(corpus, &topics);
        Self {
            corpus,
            entries,
            added_originals,
            collections,
            speakers,
            sources,
            topics,
            is_included,
            new_entry_names,
            new_speaker_names,
            new_source_names,
            new_topic_paths,
        }
    }

    /// Returns how many links lead to entries that are not included.
    pub(crate) fn left_out_links(&self) -> usize {
        let links = self.entries.iter().flat_map(|&id| links(self.corpus.entry(id)));
        links.filter(|target| !self.is_included[target.index()]).count()
    }
}

/// Returns the entries in the order given, each once, and then those that they translate; how many these are; and for each
/// entry of the corpus whether it is one of them.
fn include_entries(corpus: &Corpus, ids: &[EntryId]) -> (Vec<EntryId>, usize, Vec<bool>) {
    let mut is_included = vec![false; corpus.len()];
    let mut entries = Vec::with_capacity(ids.len());
    let mut include = |id: EntryId, entries: &mut Vec<EntryId>| {
        if !std::mem::replace(&mut is_included[id.index()], true) {
            entries.push(id);
        }
    };
    for &id in ids {
        include(id, &mut entries);
    }
    let given = entries.len();
    let mut at = 0;
    while at < entries.len() {
        if let Some(original) = corpus.entry(entries[at]).translation_of() {
            include(original, &mut entries);
        }
        at += 1;
    }
    let added = entries.len() - given;
    (entries, added, is_included)
}

fn all_collections(corpus: &Corpus) -> impl Iterator<Item = CollectionId> + use<> {
    (0..corpus.collections().len()).map(CollectionId::new)
}

/// Returns the entries that an entry refers to.
fn links(entry: Entry<'_>) -> impl Iterator<Item = EntryId> + '_ {
    let named = entry.differs().iter().filter_map(|difference| match difference {
        Difference::Against { quotation, .. } => *quotation,
        Difference::Beyond(_) | Difference::Other(_) => None,
    });
    let lists = [entry.basis(), entry.variants(), entry.says_same()];
    lists.into_iter().flatten().copied().chain(entry.translation_of()).chain(named)
}

/// Returns the new names of things with colliding ids; `names` returns the id of one, and that of its collection.
fn rename<'c, I: Copy + Eq + std::hash::Hash>(
    items: &[I],
    names: impl Fn(I) -> (Safe<'c>, Safe<'c>),
) -> HashMap<I, Safe<'static>> {
    let pairs: Vec<_> = items.iter().map(|&id| names(id)).collect();
    rename_duplicates(&pairs, str::to_owned).into_iter().map(|(index, name)| (items[index], name)).collect()
}

/// Returns the new paths of topics where several of one path are included.
fn new_topic_paths(corpus: &Corpus, included: &HashSet<TopicId>) -> HashMap<TopicId, Safe<'static>> {
    let mut siblings: HashMap<Option<TopicId>, Vec<TopicId>> = HashMap::new();
    let has_namesakes = included.iter().any(|&id| corpus.topic(id).shares_path);
    for id in corpus.topic_ids().filter(|id| has_namesakes && included.contains(id)) {
        siblings.entry(corpus.topic(id).parent).or_default().push(id);
    }
    let own_id = |id: TopicId| {
        let path = &corpus.topic(id).path;
        path.slice(path.as_str().rfind('/').map_or(0, |slash| slash + 1)..path.as_str().len())
    };
    let collection_id =
        |id: TopicId| corpus.topic(id).collections.first().map(|&id| corpus.collection(id).id.to_borrowed());
    let new_ids: HashMap<TopicId, Safe<'static>> = siblings
        .values()
        .flat_map(|topics| rename(topics, |id| (own_id(id), collection_id(id).unwrap_or_default())))
        .collect();
    let mut paths: HashMap<TopicId, Safe<'static>> = HashMap::new();
    // Parents come before their children.
    for id in corpus.topic_ids().filter(|_| !new_ids.is_empty()) {
        let parent = corpus.topic(id).parent.filter(|parent| paths.contains_key(parent));
        if parent.is_none() && !new_ids.contains_key(&id) {
            continue;
        }
        let own = new_ids.get(&id).map_or_else(|| own_id(id), Safe::to_borrowed);
        let above = corpus.topic(id).parent.map(|above| paths.get(&above).unwrap_or(&corpus.topic(above).path));
        let path = above.map_or_else(|| own.clone().into_owned(), |above| kzq_text::safe!(above, "/", own));
        paths.insert(id, path);
    }
    paths
}

impl RonNames for CollectionContents<'_> {
    fn entry_name(&self, id: EntryId) -> Option<Safe<'_>> {
        let name = || self.new_entry_names.get(&id).map_or_else(|| self.corpus.entry(id).id(), Safe::to_borrowed);
        self.is_included[id.index()].then(name)
    }

    fn speaker_name(&self, id: SpeakerId) -> Safe<'_> {
        self.new_speaker_names.get(&id).unwrap_or(&self.corpus.speaker(id).id).to_borrowed()
    }

    fn source_name(&self, id: SourceId) -> Safe<'_> {
        self.new_source_names.get(&id).unwrap_or(&self.corpus.source(id).id).to_borrowed()
    }

    fn topic_path(&self, id: TopicId) -> Safe<'_> {
        self.new_topic_paths.get(&id).unwrap_or(&self.corpus.topic(id).path).to_borrowed()
    }
}
