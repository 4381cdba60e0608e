//! Facets: filtering hits by topic, wording, speaker, source and shelf, and counting the hits of each facet.

use crate::index::{BitSet, positions_of};
use kzq_corpus::{Block, Corpus, MaybeSpeaker, SourceId, TopicId, Wording};
use kzq_shelf::{Placement, ShelfFacet};

/// The selected facets; an entry must match all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FacetFilter {
    /// Entries with this topic or one of its subtopics.
    pub topic: Option<TopicId>,
    /// Entries with this wording.
    pub wording: Option<Wording>,
    /// Entries by this speaker, or by an unknown one.
    pub speaker: Option<MaybeSpeaker>,
    /// Entries from this source.
    pub source: Option<SourceId>,
    /// Entries in this part of the shelf.
    pub shelf: Option<ShelfFacet>,
}

impl FacetFilter {
    /// Whether no facet is selected.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// For each facet, how many hits there would be if it were selected, with the other selected facets unchanged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FacetCounts {
    /// Hits with any topic.
    pub all_topics: usize,
    topics: Vec<usize>,
    wordings: [usize; 3],
    /// By speaker, and last those of an unknown one.
    speakers: Vec<u32>,
    sources: Vec<u32>,
    shelf: Vec<(ShelfFacet, u32)>,
}

impl FacetCounts {
    /// Counts all entries of a corpus, without a query or selected facets.
    pub fn unfiltered(corpus: &Corpus) -> Self {
        let nothing = Placement::default();
        let facets = PreparedFilter::new(corpus, &nothing, FacetFilter::default());
        let mut tally = FacetCounter::new(corpus, &facets);
        for (block, &base) in corpus.blocks().iter().zip(corpus.first_entry_of_blocks()) {
            tally.add(&BitSet::full(block.len()), &facets.for_block(block, base));
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

    /// Hits by a speaker, or by an unknown one.
    pub fn speaker(&self, id: MaybeSpeaker) -> usize {
        let known = self.speakers.len().saturating_sub(1);
        self.speakers.get(id.row(known)).map_or(0, |&count| count as usize)
    }

    /// Hits from a source.
    pub fn source(&self, id: SourceId) -> usize {
        self.sources.get(id.index()).map_or(0, |&count| count as usize)
    }

    /// Hits in a part of the shelf.
    pub fn shelf(&self, facet: ShelfFacet) -> usize {
        self.shelf.iter().find(|(other, _)| *other == facet).map_or(0, |&(_, count)| count as usize)
    }
}

/// A facet filter, prepared for a corpus.
pub(super) struct PreparedFilter<'a> {
    selected: FacetFilter,
    /// For each topic list, whether it matches the selected topic.
    topic_list_matches: Vec<bool>,
    placement: &'a Placement,
}

/// A facet filter, prepared for one block.
pub(super) struct BlockFacets<'a> {
    filter: &'a PreparedFilter<'a>,
    block: &'a Block,
    base: u32,
    /// The block's entries in the selected part of the shelf.
    on_shelf: Option<BitSet>,
}

/// A bit set of the facets that an entry does not match.
type MissedFacets = u8;
const TOPIC: MissedFacets = 1;
const WORDING: MissedFacets = 1 << 1;
const SPEAKER: MissedFacets = 1 << 2;
const SOURCE: MissedFacets = 1 << 3;
const SHELF: MissedFacets = 1 << 4;

impl<'a> PreparedFilter<'a> {
    pub(super) fn new(corpus: &Corpus, placement: &'a Placement, selected: FacetFilter) -> Self {
        let matches =
            |list: &[TopicId]| selected.topic.is_none_or(|set| list.iter().any(|&topic| corpus.is_within(topic, set)));
        Self { selected, topic_list_matches: corpus.topic_lists().iter().map(matches).collect(), placement }
    }

    /// Prepares the filter for a block; `base` is the id of its first entry.
    pub(super) fn for_block(&'a self, block: &'a Block, base: u32) -> BlockFacets<'a> {
        let shelved =
            self.selected.shelf.map(|set| BitSet::from_entries(self.placement.entries(set), base, block.len()));
        BlockFacets { filter: self, block, base, on_shelf: shelved }
    }
}

impl BlockFacets<'_> {
    fn missed(&self, at: usize) -> MissedFacets {
        let (block, FacetFilter { topic: _, wording, speaker, source, shelf: _ }) = (self.block, self.filter.selected);
        let missed = |is_missed: bool, facet: MissedFacets| if is_missed { facet } else { 0 };
        missed(!self.filter.topic_list_matches[block.topic_lists[at] as usize], TOPIC)
            | missed(wording.is_some_and(|set| block.flags[at].wording() != set), WORDING)
            | missed(speaker.is_some_and(|set| block.speakers[at] != set), SPEAKER)
            | missed(source.is_some_and(|set| block.sources[at].get() != Some(set)), SOURCE)
            | missed(self.on_shelf.as_ref().is_some_and(|set| !set.contains(at)), SHELF)
    }

    /// Removes entries that do not match the selected facets.
    pub(super) fn retain_matching(&self, entries: &mut BitSet) {
        if !self.filter.selected.is_empty() {
            entries.retain(|at| self.missed(at) == 0);
        }
    }
}

/// Counts hits per facet.
pub(super) struct FacetCounter {
    /// Hits per topic list: entries share few distinct lists, so topics are summed up at the end.
    topic_lists: Vec<u32>,
    wordings: [usize; 3],
    speakers: Vec<u32>,
    sources: Vec<u32>,
    /// Hits per part of the shelf, in the order of `Placement::facets`.
    shelf: Vec<u32>,
}

impl FacetCounter {
    pub(super) fn new(corpus: &Corpus, facets: &PreparedFilter<'_>) -> Self {
        Self {
            topic_lists: vec![0; corpus.topic_lists().len()],
            wordings: [0; 3],
            speakers: vec![0; corpus.speakers().len() + 1],
            sources: vec![0; corpus.sources().len()],
            shelf: vec![0; facets.placement.facets().count()],
        }
    }

    /// Counts each entry under every facet whose selection would still find it.
    pub(super) fn add(&mut self, entries: &BitSet, facets: &BlockFacets<'_>) {
        self.add_shelf(entries, facets);
        let block = facets.block;
        if facets.filter.selected.is_empty() {
            entries.for_each(|at| self.count(block, at, TOPIC | WORDING | SPEAKER | SOURCE));
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
    fn add_shelf(&mut self, entries: &BitSet, facets: &BlockFacets<'_>) {
        let length = facets.block.len();
        for (count, (_, shelved)) in self.shelf.iter_mut().zip(facets.filter.placement.facets()) {
            let found = positions_of(shelved, facets.base, length).filter(|&at| entries.contains(at));
            let counted = found.filter(|&at| facets.missed(at) & !SHELF == 0).count();
            *count += u32::try_from(counted).unwrap_or(u32::MAX);
        }
    }

    #[inline]
    fn count(&mut self, block: &Block, at: usize, facets: MissedFacets) {
        if facets & TOPIC != 0 {
            self.topic_lists[block.topic_lists[at] as usize] += 1;
        }
        if facets & WORDING != 0 {
            self.wordings[block.flags[at].wording() as usize] += 1;
        }
        if facets & SPEAKER != 0 {
            let known = self.speakers.len() - 1;
            self.speakers[block.speakers[at].row(known)] += 1;
        }
        if facets & SOURCE != 0
            && let Some(source) = block.sources[at].get()
        {
            self.sources[source.index()] += 1;
        }
    }

    /// Adds the counts of another counter.
    pub(super) fn merge(&mut self, other: &Self) {
        let add = |sums: &mut [u32], more: &[u32]| sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        add(&mut self.topic_lists, &other.topic_lists);
        add(&mut self.speakers, &other.speakers);
        add(&mut self.sources, &other.sources);
        add(&mut self.shelf, &other.shelf);
        self.wordings.iter_mut().zip(other.wordings).for_each(|(sum, more)| *sum += more);
    }

    pub(super) fn into_counts(self, corpus: &Corpus, facets: &PreparedFilter<'_>) -> FacetCounts {
        let mut topics = vec![0; corpus.topics().len()];
        let mut all_topics = 0;
        for (list, &count) in corpus.topic_lists().iter().zip(&self.topic_lists).filter(|(_, count)| **count > 0) {
            all_topics += count as usize;
            for topic in corpus.topics_and_ancestors(list) {
                topics[topic.index()] += count as usize;
            }
        }
        let shelf = facets.placement.facets().map(|(facet, _)| facet).zip(self.shelf).collect();
        let Self { wordings, speakers, sources, .. } = self;
        FacetCounts { all_topics, topics, wordings, speakers, sources, shelf }
    }
}
