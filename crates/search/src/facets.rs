//! Filtering hits by the chosen values of facets, and counting the hits of each value.

use crate::facet::{Choice, Facet, FacetFilter, FacetValue};
use crate::index::{BitSet, positions_of};
use kzq_corpus::{Block, BlockColumns, Corpus, SourceId, TopicId, Wording};
use kzq_shelf::{Placement, ShelfFacet};

/// For each value of a facet, how many hits there would be if it were the only one of its facet, with the other facets
/// unchanged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FacetCounts {
    /// Hits with any topic.
    pub all_topics: usize,
    topics: Vec<usize>,
    wordings: [usize; 3],
    /// By speaker, and last those of an unknown one.
    speakers: Vec<u32>,
    sources: Vec<u32>,
    collections: Vec<u32>,
    /// Newest first.
    years: Vec<(i16, u32)>,
    tags: Vec<u32>,
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

/// A facet filter, prepared for a corpus.
pub(super) struct PreparedFilter<'a> {
    corpus: &'a Corpus,
    filter: &'a FacetFilter,
    /// For each topic list, whether it matches the chosen topics.
    topic_list_matches: Vec<bool>,
    wordings: RowTest,
    speakers: RowTest,
    sources: RowTest,
    collections: RowTest,
    years: RowTest,
    placement: &'a Placement,
}

/// A facet filter, prepared for one block.
pub(super) struct BlockFacets<'a> {
    filter: &'a PreparedFilter<'a>,
    block: &'a Block,
    columns: &'a BlockColumns,
    base: u32,
    /// The block's entries that match the chosen tags.
    tagged: Option<BitSet>,
    /// The block's entries that match the chosen parts of the shelf.
    on_shelf: Option<BitSet>,
}

/// Which rows of a table match the chosen values of a facet of which every entry has at most one.
enum RowTest {
    Any,
    Only(usize),
    Table(Vec<bool>),
}

impl RowTest {
    /// `row` is the row of a value, and `rows` the number of rows, one for entries without a value included.
    fn new(choices: &[(FacetValue, Choice)], rows: usize, row: impl Fn(FacetValue) -> Option<usize>) -> Self {
        match choices {
            [] => Self::Any,
            // A row that does not exist matches no entry.
            [(value, Choice::Included)] => Self::Only(row(*value).unwrap_or(usize::MAX)),
            _ => {
                let mut table = vec![!has_included(choices); rows];
                for &(value, choice) in choices {
                    if let Some(matches) = row(value).and_then(|row| table.get_mut(row)) {
                        *matches = choice == Choice::Included;
                    }
                }
                Self::Table(table)
            }
        }
    }

    /// Whether the row of an entry does not match.
    #[inline]
    fn misses(&self, row: impl FnOnce() -> usize) -> bool {
        match self {
            Self::Any => false,
            Self::Only(only) => row() != *only,
            Self::Table(table) => !table.get(row()).copied().unwrap_or_default(),
        }
    }
}

fn has_included(choices: &[(FacetValue, Choice)]) -> bool {
    choices.iter().any(|(_, choice)| *choice == Choice::Included)
}

/// Whether something matches chosen values, of which it may have several.
fn matches(choices: &[(FacetValue, Choice)], has: impl Fn(FacetValue) -> bool) -> bool {
    let is_chosen = |choice| choices.iter().any(|&(value, of)| of == choice && has(value));
    !is_chosen(Choice::Excluded) && (!has_included(choices) || is_chosen(Choice::Included))
}

/// A bit set of the facets that an entry does not match.
type MissedFacets = u8;

const ALL: MissedFacets = MissedFacets::MAX;

const fn bit(facet: Facet) -> MissedFacets {
    1 << facet as u8
}

impl<'a> PreparedFilter<'a> {
    pub(super) fn new(corpus: &'a Corpus, placement: &'a Placement, filter: &'a FacetFilter) -> Self {
        let topics = filter.choices_of(Facet::Topic);
        let topic_list_matches = |list: &[TopicId]| {
            matches(
                topics,
                |value| matches!(value, FacetValue::Topic(set) if list.iter().any(|&topic| corpus.is_within(topic, set))),
            )
        };
        let test = |facet, rows: usize, row: &dyn Fn(FacetValue) -> Option<usize>| {
            RowTest::new(filter.choices_of(facet), rows, row)
        };
        let (speakers, years) = (corpus.speakers().len(), corpus.facet_columns().years());
        Self {
            corpus,
            filter,
            topic_list_matches: corpus.topic_lists().iter().map(topic_list_matches).collect(),
            wordings: test(Facet::Wording, Wording::ALL.len(), &|value| match value {
                FacetValue::Wording(wording) => Some(wording as usize),
                _ => None,
            }),
            speakers: test(Facet::Speaker, speakers + 1, &|value| match value {
                FacetValue::Speaker(id) => Some(id.row(speakers)),
                _ => None,
            }),
            sources: test(Facet::Source, corpus.sources().len() + 1, &|value| match value {
                FacetValue::Source(id) => Some(id.index()),
                _ => None,
            }),
            collections: test(Facet::Collection, corpus.collections().len(), &|value| match value {
                FacetValue::Collection(id) => Some(id.index()),
                _ => None,
            }),
            years: test(Facet::Year, years.len() + 1, &|value| match value {
                FacetValue::Year(year) => years.binary_search_by(|other| year.cmp(other)).ok(),
                _ => None,
            }),
            placement,
        }
    }

    /// Prepares the filter for a block; `base` is the id of its first entry.
    pub(super) fn for_block(&'a self, block: &'a Block, base: u32) -> BlockFacets<'a> {
        let number = self.corpus.first_entry_of_blocks().partition_point(|&first| first < base);
        let columns = &self.corpus.facet_columns().blocks()[number];
        let sets = |facet, entries: &dyn Fn(FacetValue) -> BitSet| {
            let choices = self.filter.choices_of(facet);
            (!choices.is_empty()).then(|| {
                let mut set =
                    if has_included(choices) { BitSet::empty(block.len()) } else { BitSet::full(block.len()) };
                let of = |choice| choices.iter().filter(move |(_, other)| *other == choice).map(|&(value, _)| value);
                of(Choice::Included).for_each(|value| set.union_with(&entries(value)));
                of(Choice::Excluded).for_each(|value| set.difference_with(&entries(value)));
                set
            })
        };
        let tagged = sets(Facet::Tag, &|value| {
            let mut set = BitSet::empty(block.len());
            if let FacetValue::Tag(tag) = value {
                columns.tagged().filter(|(_, tags)| tags.contains(&tag)).for_each(|(at, _)| set.insert(at));
            }
            set
        });
        let on_shelf = sets(Facet::Shelf, &|value| match value {
            FacetValue::Shelf(part) => BitSet::from_entries(self.placement.entries(part), base, block.len()),
            _ => BitSet::empty(block.len()),
        });
        BlockFacets { filter: self, block, columns, base, tagged, on_shelf }
    }
}

impl BlockFacets<'_> {
    fn missed(&self, at: usize) -> MissedFacets {
        let (block, filter) = (self.block, self.filter);
        let missed = |is_missed: bool, facet: Facet| if is_missed { bit(facet) } else { 0 };
        let (speakers, sources) = (filter.corpus.speakers().len(), filter.corpus.sources().len());
        let source = || block.sources[at].get().map_or(sources, SourceId::index);
        missed(!filter.topic_list_matches[block.topic_lists[at] as usize], Facet::Topic)
            | missed(filter.wordings.misses(|| block.flags[at].wording() as usize), Facet::Wording)
            | missed(filter.speakers.misses(|| block.speakers[at].row(speakers)), Facet::Speaker)
            | missed(filter.sources.misses(source), Facet::Source)
            | missed(filter.collections.misses(|| self.columns.collection(at).index()), Facet::Collection)
            | missed(filter.years.misses(|| self.columns.year_row(at)), Facet::Year)
            | missed(self.tagged.as_ref().is_some_and(|set| !set.contains(at)), Facet::Tag)
            | missed(self.on_shelf.as_ref().is_some_and(|set| !set.contains(at)), Facet::Shelf)
    }

    /// Removes entries that do not match the chosen values.
    pub(super) fn retain_matching(&self, entries: &mut BitSet) {
        if !self.filter.filter.is_empty() {
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
    collections: Vec<u32>,
    /// By row of the table of years, and last those without a date.
    years: Vec<u32>,
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
            sources: vec![0; corpus.sources().len()],
            collections: vec![0; corpus.collections().len()],
            years: vec![0; columns.years().len() + 1],
            tags: vec![0; columns.tags().len()],
            shelf: vec![0; facets.placement.facets().count()],
        }
    }

    /// Counts each entry under every facet whose selection would still find it.
    pub(super) fn add(&mut self, entries: &BitSet, facets: &BlockFacets<'_>) {
        self.add_shelf(entries, facets);
        if facets.filter.filter.is_empty() {
            entries.for_each(|at| self.count(facets, at, ALL));
            return;
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

    /// Counts the entries on the shelf; the cost depends on the size of the shelf only.
    fn add_shelf(&mut self, entries: &BitSet, facets: &BlockFacets<'_>) {
        let length = facets.block.len();
        for (count, (_, shelved)) in self.shelf.iter_mut().zip(facets.filter.placement.facets()) {
            let found = positions_of(shelved, facets.base, length).filter(|&at| entries.contains(at));
            let counted = found.filter(|&at| facets.missed(at) & !bit(Facet::Shelf) == 0).count();
            *count += u32::try_from(counted).unwrap_or(u32::MAX);
        }
    }

    #[inline]
    fn count(&mut self, of: &BlockFacets<'_>, at: usize, facets: MissedFacets) {
        let (block, columns) = (of.block, of.columns);
        let is_counted = |facet: Facet| facets & bit(facet) != 0;
        if is_counted(Facet::Topic) {
            self.topic_lists[block.topic_lists[at] as usize] += 1;
        }
        if is_counted(Facet::Wording) {
            self.wordings[block.flags[at].wording() as usize] += 1;
        }
        if is_counted(Facet::Speaker) {
            let known = self.speakers.len() - 1;
            self.speakers[block.speakers[at].row(known)] += 1;
        }
        if is_counted(Facet::Source)
            && let Some(source) = block.sources[at].get()
        {
            self.sources[source.index()] += 1;
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

    /// Adds the counts of another counter.
    pub(super) fn merge(&mut self, other: &Self) {
        let add = |sums: &mut [u32], more: &[u32]| sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        add(&mut self.topic_lists, &other.topic_lists);
        add(&mut self.speakers, &other.speakers);
        add(&mut self.sources, &other.sources);
        add(&mut self.collections, &other.collections);
        add(&mut self.years, &other.years);
        add(&mut self.tags, &other.tags);
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
        let Self { wordings, speakers, sources, collections, tags, .. } = self;
        let years = corpus.facet_columns().years().iter().copied().zip(self.years).collect();
        let shelf = facets.placement.facets().map(|(facet, _)| facet).zip(self.shelf).collect();
        FacetCounts { all_topics, topics, wordings, speakers, sources, collections, years, tags, shelf }
    }
}
