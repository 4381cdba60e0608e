//! Facets: filtering hits by topic, wording, speaker, source and shelf, and counting the hits of each facet.

use crate::index::{Bits, places_of};
use kzq_corpus::{Block, Corpus, SourceId, SpeakerId, TopicId, Wording};
use kzq_shelf::{Facet, Places};

/// The selected facets; an entry must match all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Entries with this topic or one of its subtopics.
    pub topic: Option<TopicId>,
    /// Entries with this wording.
    pub wording: Option<Wording>,
    /// Entries by this speaker.
    pub speaker: Option<SpeakerId>,
    /// Entries from this source.
    pub source: Option<SourceId>,
    /// Entries in this part of the shelf.
    pub shelf: Option<Facet>,
}

impl Selection {
    /// Whether no facet is selected.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// For each facet, how many hits there would be if it were selected, with the other selected facets unchanged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Hits with any topic.
    pub all_topics: usize,
    topics: Vec<usize>,
    wordings: [usize; 3],
    speakers: Vec<u32>,
    sources: Vec<u32>,
    shelf: Vec<(Facet, u32)>,
}

impl Counts {
    /// Counts all entries of a corpus, without a query or selected facets.
    pub fn of_all(corpus: &Corpus) -> Self {
        let nothing = Places::default();
        let facets = Facets::new(corpus, &nothing, Selection::default());
        let mut tally = Tally::new(corpus, &facets);
        for (block, &base) in corpus.blocks().iter().zip(corpus.bases()) {
            tally.add(&Bits::all(block.len()), &facets.within(block, base));
        }
        tally.into_counts(corpus, &facets)
    }

    /// Hits with a topic or one of its subtopics.
    pub fn topic(&self, id: TopicId) -> usize {
        self.topics.get(id.index()).copied().unwrap_or_default()
    }

    /// Hits with a wording.
    pub fn wording(&self, wording: Wording) -> usize {
        self.wordings[wording as usize]
    }

    /// Hits by a speaker.
    pub fn speaker(&self, id: SpeakerId) -> usize {
        self.speakers.get(id.index()).map_or(0, |&count| count as usize)
    }

    /// Hits from a source.
    pub fn source(&self, id: SourceId) -> usize {
        self.sources.get(id.index()).map_or(0, |&count| count as usize)
    }

    /// Hits in a part of the shelf.
    pub fn shelf(&self, facet: Facet) -> usize {
        self.shelf.iter().find(|(other, _)| *other == facet).map_or(0, |&(_, count)| count as usize)
    }
}

/// A facet filter, prepared for a corpus.
pub(super) struct Facets<'a> {
    selection: Selection,
    /// For each topic list, whether it matches the selected topic.
    lists: Vec<bool>,
    places: &'a Places,
}

/// A facet filter, prepared for one block.
pub(super) struct Within<'a> {
    facets: &'a Facets<'a>,
    block: &'a Block,
    base: u32,
    /// The block's entries in the selected part of the shelf.
    shelved: Option<Bits>,
}

/// A bit set of the facets that an entry does not match.
type Missed = u8;
const TOPIC: Missed = 1;
const WORDING: Missed = 1 << 1;
const SPEAKER: Missed = 1 << 2;
const SOURCE: Missed = 1 << 3;
const SHELF: Missed = 1 << 4;

impl<'a> Facets<'a> {
    pub(super) fn new(corpus: &Corpus, places: &'a Places, selection: Selection) -> Self {
        let fulfils =
            |list: &[TopicId]| selection.topic.is_none_or(|set| list.iter().any(|&topic| corpus.is_within(topic, set)));
        Self { selection, lists: corpus.topic_lists().iter().map(fulfils).collect(), places }
    }

    /// Prepares the filter for a block; `base` is the id of its first entry.
    pub(super) fn within(&'a self, block: &'a Block, base: u32) -> Within<'a> {
        let shelved = self.selection.shelf.map(|set| Bits::of_entries(self.places.entries(set), base, block.len()));
        Within { facets: self, block, base, shelved }
    }
}

impl Within<'_> {
    fn missed(&self, at: usize) -> Missed {
        let (block, Selection { topic: _, wording, speaker, source, shelf: _ }) = (self.block, self.facets.selection);
        let missed = |is_missed: bool, facet: Missed| if is_missed { facet } else { 0 };
        missed(!self.facets.lists[block.topics[at] as usize], TOPIC)
            | missed(wording.is_some_and(|set| block.marks[at].wording() != set), WORDING)
            | missed(speaker.is_some_and(|set| block.speakers[at] != set), SPEAKER)
            | missed(source.is_some_and(|set| block.sources[at].get() != Some(set)), SOURCE)
            | missed(self.shelved.as_ref().is_some_and(|set| !set.has(at)), SHELF)
    }

    /// Removes entries that do not match the selected facets.
    pub(super) fn narrow(&self, entries: &mut Bits) {
        if !self.facets.selection.is_empty() {
            entries.retain(|at| self.missed(at) == 0);
        }
    }
}

/// Counts hits per facet.
pub(super) struct Tally {
    /// Hits per topic list: entries share few distinct lists, so topics are summed up at the end.
    lists: Vec<u32>,
    wordings: [usize; 3],
    speakers: Vec<u32>,
    sources: Vec<u32>,
    /// Hits per part of the shelf, in the order of `Placement::facets`.
    shelf: Vec<u32>,
}

impl Tally {
    pub(super) fn new(corpus: &Corpus, facets: &Facets<'_>) -> Self {
        Self {
            lists: vec![0; corpus.topic_lists().len()],
            wordings: [0; 3],
            speakers: vec![0; corpus.speakers().len()],
            sources: vec![0; corpus.sources().len()],
            shelf: vec![0; facets.places.sets().count()],
        }
    }

    /// Counts each entry under every facet whose selection would still find it.
    pub(super) fn add(&mut self, entries: &Bits, facets: &Within<'_>) {
        self.add_shelved(entries, facets);
        let block = facets.block;
        if facets.facets.selection.is_empty() {
            entries.each(|at| self.count(block, at, TOPIC | WORDING | SPEAKER | SOURCE));
            return;
        }
        for at in entries.iter() {
            match facets.missed(at) {
                0 => self.count(block, at, TOPIC | WORDING | SPEAKER | SOURCE),
                // It misses only one facet, so it would be a hit with another value selected there.
                only if only.is_power_of_two() => self.count(block, at, only),
                _ => {}
            }
        }
    }

    /// Counts the entries on the shelf; the cost depends on the size of the shelf only.
    fn add_shelved(&mut self, entries: &Bits, facets: &Within<'_>) {
        let length = facets.block.len();
        for (count, (_, shelved)) in self.shelf.iter_mut().zip(facets.facets.places.sets()) {
            let found = places_of(shelved, facets.base, length).filter(|&at| entries.has(at));
            let counted = found.filter(|&at| facets.missed(at) & !SHELF == 0).count();
            *count += u32::try_from(counted).unwrap_or(u32::MAX);
        }
    }

    #[inline]
    fn count(&mut self, block: &Block, at: usize, facets: Missed) {
        if facets & TOPIC != 0 {
            self.lists[block.topics[at] as usize] += 1;
        }
        if facets & WORDING != 0 {
            self.wordings[block.marks[at].wording() as usize] += 1;
        }
        if facets & SPEAKER != 0 {
            self.speakers[block.speakers[at].index()] += 1;
        }
        if facets & SOURCE != 0
            && let Some(source) = block.sources[at].get()
        {
            self.sources[source.index()] += 1;
        }
    }

    /// Adds the counts of another counter.
    pub(super) fn join(&mut self, other: &Self) {
        let add = |sums: &mut [u32], more: &[u32]| sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        add(&mut self.lists, &other.lists);
        add(&mut self.speakers, &other.speakers);
        add(&mut self.sources, &other.sources);
        add(&mut self.shelf, &other.shelf);
        self.wordings.iter_mut().zip(other.wordings).for_each(|(sum, more)| *sum += more);
    }

    pub(super) fn into_counts(self, corpus: &Corpus, facets: &Facets<'_>) -> Counts {
        let mut topics = vec![0; corpus.topics().len()];
        let mut all_topics = 0;
        let mut line = Vec::new();
        for (list, &count) in corpus.topic_lists().iter().zip(&self.lists).filter(|(_, count)| **count > 0) {
            all_topics += count as usize;
            line.clear();
            // Count an entry once under each of its topics and their ancestors.
            for topic in list.iter().flat_map(|&topic| corpus.topic_line(topic)) {
                if !line.contains(&topic) {
                    line.push(topic);
                    topics[topic.index()] += count as usize;
                }
            }
        }
        let shelf = facets.places.sets().map(|(facet, _)| facet).zip(self.shelf).collect();
        let Self { wordings, speakers, sources, .. } = self;
        Counts { all_topics, topics, wordings, speakers, sources, shelf }
    }
}
