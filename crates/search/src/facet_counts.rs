//! Counting the hits of each value of each facet.

use crate::facet::{Facet, FacetFilter, FacetValue};
use crate::facets::{BlockFacets, MissedFacets, PreparedFilter, bit};
use crate::index::{BitSet, positions_of};
use kzq_corpus::{Block, BlockColumns, Corpus, Wording};
use kzq_shelf::{Placement, ShelfFacet};
use serde::{Deserialize, Serialize};

/// For each value of a facet, how many hits there would be if it were the only one of its facet, with the other facets
/// unchanged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetCounts {
    /// Hits with any topic.
    pub all_topics: usize,
    topics: Vec<usize>,
    wordings: [usize; 3],
    /// By speaker, and last those of an unknown one.
    speakers: Vec<u32>,
    /// By source, and last those without one.
    sources: Vec<u32>,
    collections: Vec<u32>,
    /// Newest first.
    years: Vec<(i16, u32)>,
    tags: Vec<u32>,
    /// The user's own: not kept with those of the collections.
    #[serde(skip)]
    shelf: Vec<(ShelfFacet, u32)>,
}

impl FacetCounts {
    /// Counts all entries of a corpus, without a query or chosen values.
    pub fn unfiltered(corpus: &Corpus) -> Self {
        let (nothing, filter) = (Placement::default(), FacetFilter::default());
        let facets = PreparedFilter::new(corpus, &nothing, &filter);
        let mut tally = FacetCounter::new(corpus, &facets);
        for (block, &base) in corpus.blocks().iter().zip(corpus.first_entry_of_blocks()) {
            tally.add(&BitSet::full(block.len()), &facets.for_block(block, base));
        }
        tally.into_counts(corpus, &facets)
    }

    /// Hits with a value.
    pub fn of(&self, value: FacetValue) -> usize {
        let row = |counts: &[u32], row: usize| counts.get(row).map_or(0, |&count| count as usize);
        match value {
            FacetValue::Topic(id) => self.topics.get(id.index()).copied().unwrap_or_default(),
            FacetValue::Wording(wording) => self.wordings[wording as usize],
            FacetValue::Speaker(id) => row(&self.speakers, id.row(self.speakers.len().saturating_sub(1))),
            FacetValue::Source(id) => row(&self.sources, id.index()),
            FacetValue::Collection(id) => row(&self.collections, id.index()),
            FacetValue::Year(year) => {
                let found = self.years.binary_search_by(|(other, _)| year.cmp(other));
                found.map_or(0, |at| self.years[at].1 as usize)
            }
            FacetValue::Tag(id) => row(&self.tags, id.index()),
            FacetValue::Shelf(facet) => {
                self.shelf.iter().find(|(other, _)| *other == facet).map_or(0, |&(_, count)| count as usize)
            }
        }
    }
}

/// Every facet.
const ALL: MissedFacets = MissedFacets::MAX;

/// Counts hits per facet.
#[derive(Debug)]
pub(super) struct FacetCounter {
    /// Hits per topic list: entries share few distinct lists, so topics are summed up at the end.
    topic_lists: Vec<u32>,
    wordings: [usize; 3],
    speakers: Vec<u32>,
    /// By source, and last those without one.
    sources: Vec<u32>,
    collections: Vec<u32>,
    /// By row of the table of years, and last those without a date. Without chosen values, only entries with a date of
    /// their own are counted here: the years of the others follow from `sources`.
    years: Vec<u32>,
    /// Without chosen values, the entries with a date of their own by source, as in `sources`; empty if the corpus has
    /// no dates.
    dated: Vec<u32>,
    tags: Vec<u32>,
    /// Hits per part of the shelf, in the order of `Placement::facets`.
    shelf: Vec<u32>,
}

impl FacetCounter {
    pub(super) fn new(corpus: &Corpus, facets: &PreparedFilter<'_>) -> Self {
        let columns = corpus.facet_columns();
        Self {
            topic_lists: vec![0; corpus.topic_lists().len()],
            wordings: [0; 3],
            speakers: vec![0; corpus.speakers().len() + 1],
            sources: vec![0; corpus.sources().len() + 1],
            collections: vec![0; corpus.collections().len()],
            years: vec![0; columns.years().len() + 1],
            dated: vec![0; if columns.years().is_empty() { 0 } else { corpus.sources().len() + 1 }],
            tags: vec![0; columns.tags().len()],
            shelf: vec![0; facets.placement.facets().count()],
        }
    }

    /// Counts each entry under every facet whose selection would still find it.
    pub(super) fn add(&mut self, entries: &BitSet, facets: &BlockFacets<'_>) {
        self.add_shelf(entries, facets);
        if facets.filter.is_empty() {
            return self.add_columns(entries, (facets.block, facets.columns));
        }
        for at in entries.iter() {
            match facets.missed(at) {
                0 => self.count(facets, at, ALL),
                // It misses only one facet, so it would be a hit with another value selected there.
                only if only.is_power_of_two() => self.count(facets, at, only),
                _ => {}
            }
        }
    }

    /// Counts all entries, one column after the other: much faster than one entry after the other.
    fn add_columns(&mut self, entries: &BitSet, (block, columns): (&Block, &BlockColumns)) {
        let (known, no_source) = (self.speakers.len() - 1, self.sources.len() - 1);
        entries.for_each_batch(|batch| {
            for &at in batch {
                let refs = block.refs[at];
                self.topic_lists[refs.topic_list as usize] += 1;
                self.speakers[refs.speaker.row(known)] += 1;
                self.sources[refs.source.row(no_source)] += 1;
            }
            let count = |wording| batch.iter().filter(|&&at| block.flags[at].wording() == wording).count();
            let (verbatim, reported) = (count(Wording::Verbatim), count(Wording::Reported));
            self.wordings[Wording::Verbatim as usize] += verbatim;
            self.wordings[Wording::Reported as usize] += reported;
            self.wordings[Wording::Summary as usize] += batch.len() - verbatim - reported;
        });
        for at in columns.dated().filter(|&at| entries.contains(at)) {
            self.years[columns.year_row(at)] += 1;
            self.dated[block.refs[at].source.row(no_source)] += 1;
        }
        for (range, collection) in columns.collections() {
            let count = entries.count_within(range);
            self.collections[collection.index()] += u32::try_from(count).unwrap_or(u32::MAX);
        }
        for (_, tags) in columns.tagged().filter(|(at, _)| entries.contains(*at)) {
            for tag in tags {
                self.tags[tag.index()] += 1;
            }
        }
    }

    /// Counts the entries on the shelf; the cost depends on the size of the shelf only.
    fn add_shelf(&mut self, entries: &BitSet, facets: &BlockFacets<'_>) {
        let length = facets.block.len();
        for (count, (_, shelved)) in self.shelf.iter_mut().zip(facets.filter.placement.facets()) {
            let found = positions_of(shelved, facets.base, length).filter(|&at| entries.contains(at));
            let counted = found.filter(|&at| facets.missed(at) & !bit(Facet::Shelf) == 0).count();
            *count += u32::try_from(counted).unwrap_or(u32::MAX);
        }
    }

    fn count(&mut self, of: &BlockFacets<'_>, at: usize, facets: MissedFacets) {
        let (block, columns) = (of.block, of.columns);
        let is_counted = |facet: Facet| facets & bit(facet) != 0;
        if is_counted(Facet::Topic) {
            self.topic_lists[block.refs[at].topic_list as usize] += 1;
        }
        if is_counted(Facet::Wording) {
            self.wordings[block.flags[at].wording() as usize] += 1;
        }
        if is_counted(Facet::Speaker) {
            let known = self.speakers.len() - 1;
            self.speakers[block.refs[at].speaker.row(known)] += 1;
        }
        if is_counted(Facet::Source) {
            let none = self.sources.len() - 1;
            self.sources[block.refs[at].source.row(none)] += 1;
        }
        if is_counted(Facet::Collection) {
            self.collections[columns.collection(at).index()] += 1;
        }
        if is_counted(Facet::Year) {
            self.years[columns.year_row(at)] += 1;
        }
        if is_counted(Facet::Tag) {
            columns.tags(at).iter().for_each(|tag| self.tags[tag.index()] += 1);
        }
    }

    /// Counts the entries of a block, without the shelf.
    pub(super) fn of_block(corpus: &Corpus, number: usize) -> Self {
        let (nothing, filter) = (Placement::default(), FacetFilter::default());
        let mut counter = Self::new(corpus, &PreparedFilter::new(corpus, &nothing, &filter));
        let block = &*corpus.blocks()[number];
        counter.add_columns(&BitSet::full(block.len()), (block, &corpus.facet_columns().blocks()[number]));
        counter
    }

    /// Like `add`; if most entries of the block are hits, and the counts of all of them are known, it counts the others.
    pub(super) fn add_with_totals(&mut self, entries: &BitSet, facets: &BlockFacets<'_>, totals: Option<&Self>) {
        let length = facets.block.len();
        let are_most = facets.filter.is_empty() && entries.count() > length / 2;
        let Some(totals) = totals.filter(|_| are_most) else { return self.add(entries, facets) };
        self.add_shelf(entries, facets);
        let mut others = BitSet::full(length);
        others.difference_with(entries);
        let mut without = Self::new(facets.filter.corpus, facets.filter);
        without.add_columns(&others, (facets.block, facets.columns));
        self.merge(totals);
        self.combine(&without, |sum, less| *sum -= less);
        self.wordings.iter_mut().zip(without.wordings).for_each(|(sum, less)| *sum -= less);
    }

    /// Adds the counts of another counter.
    pub(super) fn merge(&mut self, other: &Self) {
        self.combine(other, |sum, more| *sum += more);
        self.wordings.iter_mut().zip(other.wordings).for_each(|(sum, more)| *sum += more);
    }

    /// Changes each count but those of wordings by that of another counter.
    fn combine(&mut self, other: &Self, change: impl Fn(&mut u32, u32)) {
        for (counts, others) in [
            (&mut self.topic_lists, &other.topic_lists),
            (&mut self.speakers, &other.speakers),
            (&mut self.sources, &other.sources),
            (&mut self.collections, &other.collections),
            (&mut self.years, &other.years),
            (&mut self.dated, &other.dated),
            (&mut self.tags, &other.tags),
            (&mut self.shelf, &other.shelf),
        ] {
            counts.iter_mut().zip(others).for_each(|(count, &other)| change(count, other));
        }
    }

    pub(super) fn into_counts(self, corpus: &Corpus, facets: &PreparedFilter<'_>) -> FacetCounts {
        let mut topics = vec![0; corpus.topics().len()];
        let mut all_topics = 0;
        let mut last_list = vec![usize::MAX; topics.len()];
        let lists = corpus.topic_lists().iter().zip(&self.topic_lists).enumerate();
        for (number, (list, &count)) in lists.filter(|(_, (_, count))| **count > 0) {
            all_topics += count as usize;
            for topic in list.iter().flat_map(|&topic| corpus.topic_ancestors(topic)) {
                // Entries count once for a topic, even if several of theirs are within it.
                if std::mem::replace(&mut last_list[topic.index()], number) != number {
                    topics[topic.index()] += count as usize;
                }
            }
        }
        let Self { wordings, speakers, sources, mut years, dated, collections, tags, .. } = self;
        let columns = corpus.facet_columns();
        if facets.is_empty() {
            for ((&year, &count), &dated) in columns.years_of_sources().iter().zip(&sources).zip(&dated) {
                years[usize::from(year)] += count - dated;
            }
        }
        let years = columns.years().iter().copied().zip(years).collect();
        let shelf = facets.placement.facets().map(|(facet, _)| facet).zip(self.shelf).collect();
        FacetCounts { all_topics, topics, wordings, speakers, sources, collections, years, tags, shelf }
    }
}
