//! Filtering hits by the chosen values of facets.

use crate::facet::{Choice, Facet, FacetFilter, FacetValue};
use crate::index::BitSet;
use kzq_corpus::{Block, BlockColumns, Corpus, TopicId, Wording};
use kzq_shelf::Placement;

/// A facet filter, prepared for a corpus.
pub(super) struct PreparedFilter<'a> {
    pub(super) corpus: &'a Corpus,
    filter: &'a FacetFilter,
    /// For each topic list, whether it matches the chosen topics.
    topic_list_matches: Vec<bool>,
    wordings: RowTest,
    speakers: RowTest,
    sources: RowTest,
    collections: RowTest,
    years: RowTest,
    pub(super) placement: &'a Placement,
}

/// A facet filter, prepared for one block.
pub(super) struct BlockFacets<'a> {
    pub(super) filter: &'a PreparedFilter<'a>,
    pub(super) block: &'a Block,
    pub(super) columns: &'a BlockColumns,
    pub(super) base: u32,
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

    fn of_years(choices: &[(FacetValue, Choice)], corpus: &Corpus) -> Self {
        let years = corpus.facet_columns().years();
        Self::new(choices, years.len() + 1, |value| match value {
            FacetValue::Year(year) => years.binary_search_by(|other| year.cmp(other)).ok(),
            _ => None,
        })
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
pub(super) type MissedFacets = u8;

pub(super) const fn bit(facet: Facet) -> MissedFacets {
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
        let speakers = corpus.speakers().len();
        let years = filter.choices_of(Facet::Year);
        // The columns are computed for filters and counts that need them.
        let years = if years.is_empty() { RowTest::Any } else { RowTest::of_years(years, corpus) };
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
            years,
            placement,
        }
    }

    /// Whether every entry matches.
    pub(super) fn is_empty(&self) -> bool {
        self.filter.is_empty()
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
    /// The facets of which an entry has no chosen value.
    pub(super) fn missed(&self, at: usize) -> MissedFacets {
        let (block, filter) = (self.block, self.filter);
        let missed = |is_missed: bool, facet: Facet| if is_missed { bit(facet) } else { 0 };
        let (speakers, sources) = (filter.corpus.speakers().len(), filter.corpus.sources().len());
        missed(!filter.topic_list_matches[block.refs[at].topic_list as usize], Facet::Topic)
            | missed(filter.wordings.misses(|| block.flags[at].wording() as usize), Facet::Wording)
            | missed(filter.speakers.misses(|| block.refs[at].speaker.row(speakers)), Facet::Speaker)
            | missed(filter.sources.misses(|| block.refs[at].source.row(sources)), Facet::Source)
            | missed(filter.collections.misses(|| self.columns.collection(at).index()), Facet::Collection)
            | missed(filter.years.misses(|| self.columns.year_row(at)), Facet::Year)
            | missed(self.tagged.as_ref().is_some_and(|set| !set.contains(at)), Facet::Tag)
            | missed(self.on_shelf.as_ref().is_some_and(|set| !set.contains(at)), Facet::Shelf)
    }

    /// Removes entries that do not match the chosen values.
    pub(super) fn retain_matching(&self, entries: &mut BitSet) {
        if !self.filter.is_empty() {
            entries.retain(|at| self.missed(at) == 0);
        }
    }
}
