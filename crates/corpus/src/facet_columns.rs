//! [`FacetColumns`]: the year, the tags and the collection of each entry, for counting entries by them.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use crate::block::{Block, EntryRefs};
use crate::ids::{CollectionId, TagId, to_u32};
use kzq_text::Safe;

/// Additional columns, derived from those of the blocks and from tables when first needed.
#[derive(Debug, Default)]
pub struct FacetColumns {
    years: Vec<i16>,
    /// The row in the table of years of each source, and last that of entries without one.
    years_of_sources: Vec<u16>,
    tags: Vec<Safe<'static>>,
    blocks: Vec<BlockColumns>,
}

/// The columns of a block.
#[derive(Debug, Default)]
pub struct BlockColumns {
    /// The row in the table of years of each entry, and the number of years if it has no date; empty if no entry has one.
    years: Vec<u16>,
    /// The entries that have a date of their own, as indices.
    dated: Vec<u32>,
    /// Where the tags of each entry end in `tags`; empty if no entry has any.
    tag_ends: Vec<u32>,
    tags: Vec<TagId>,
    /// The collections of the block, each with the index after its last entry.
    collections: Vec<(u32, CollectionId)>,
}

impl FacetColumns {
    /// Computes the columns of blocks, given the year of each source and the index of the first entry of each collection.
    pub(crate) fn new(blocks: &[Arc<Block>], of_sources: &[Option<i16>], first_of_collection: &[u32]) -> Self {
        let own = blocks.iter().flat_map(|block| own_years(block)).map(|(_, year)| year);
        let distinct: BTreeSet<i16> = of_sources.iter().flatten().copied().chain(own).collect();
        let years: Vec<i16> = distinct.into_iter().rev().collect();
        let row = |year: i16| years.partition_point(|&other| other > year);
        let undated = to_u16(years.len());
        let mut years_of_sources: Vec<u16> =
            of_sources.iter().map(|year| year.map_or(undated, |year| to_u16(row(year)))).collect();
        years_of_sources.push(undated);
        let (mut tags, mut columns, mut base) = (TagTable::default(), Vec::with_capacity(blocks.len()), 0);
        for block in blocks {
            let (tag_ends, tag_ids) = tags.add(block);
            let mut column = Vec::new();
            if !years.is_empty() {
                let year = |refs: &EntryRefs| refs.source.get().map_or(undated, |id| years_of_sources[id.index()]);
                column.extend(block.refs.iter().map(year));
                own_years(block).for_each(|(at, year)| column[at] = to_u16(row(year)));
            }
            let collections = collections_within(first_of_collection, base..base + to_u32(block.len()));
            let dated = own_years(block).map(|(at, _)| to_u32(at)).collect();
            columns.push(BlockColumns { years: column, dated, tag_ends, tags: tag_ids, collections });
            base += to_u32(block.len());
        }
        Self { blocks: columns, tags: tags.tags, years, years_of_sources }
    }

    /// Returns the years in which entries were said, or sources published, newest first.
    pub fn years(&self) -> &[i16] {
        &self.years
    }

    /// Returns the row in the table of years of each source, and last that of entries without one; the number of years
    /// means that there is no date.
    pub fn years_of_sources(&self) -> &[u16] {
        &self.years_of_sources
    }

    /// Returns all tags.
    pub fn tags(&self) -> &[Safe<'static>] {
        &self.tags
    }

    /// Returns the tag with an id.
    pub fn tag(&self, id: TagId) -> &Safe<'static> {
        &self.tags[id.index()]
    }

    /// Iterates over the ids of all tags.
    pub fn tag_ids(&self) -> impl Iterator<Item = TagId> + use<> {
        (0..self.tags.len()).map(TagId::new)
    }

    /// Returns the columns of each block.
    pub fn blocks(&self) -> &[BlockColumns] {
        &self.blocks
    }
}

impl BlockColumns {
    /// Returns the row of an entry in the table of years; the number of years if it has no date.
    #[inline]
    pub fn year_row(&self, at: usize) -> usize {
        self.years.get(at).map_or(0, |&row| usize::from(row))
    }

    /// Iterates over the entries that have a date of their own.
    pub fn dated(&self) -> impl Iterator<Item = usize> {
        self.dated.iter().map(|&at| at as usize)
    }

    /// Returns the tags of an entry.
    #[inline]
    pub fn tags(&self, at: usize) -> &[TagId] {
        let Some(&end) = self.tag_ends.get(at) else { return &[] };
        let start = at.checked_sub(1).map_or(0, |before| self.tag_ends[before]);
        &self.tags[start as usize..end as usize]
    }

    /// Iterates over the entries that have tags, with their tags.
    pub fn tagged(&self) -> impl Iterator<Item = (usize, &[TagId])> {
        (0..self.tag_ends.len()).map(|at| (at, self.tags(at))).filter(|(_, tags)| !tags.is_empty())
    }

    /// Iterates over the collections of the block, each with the indices of its entries.
    pub fn collections(&self) -> impl Iterator<Item = (Range<usize>, CollectionId)> {
        let mut start = 0;
        self.collections.iter().map(move |&(end, id)| (std::mem::replace(&mut start, end as usize)..end as usize, id))
    }

    /// Returns the collection of an entry.
    #[inline]
    pub fn collection(&self, at: usize) -> CollectionId {
        // Few blocks have entries of several collections.
        match self.collections.as_slice() {
            [(_, only)] => *only,
            many => many[many.partition_point(|&(end, _)| end as usize <= at)].1,
        }
    }
}

/// The tags seen so far.
#[derive(Default)]
struct TagTable {
    tags: Vec<Safe<'static>>,
    ids: HashMap<Safe<'static>, TagId>,
}

impl TagTable {
    fn id(&mut self, tag: &Safe<'static>) -> TagId {
        if let Some(&id) = self.ids.get(tag) {
            return id;
        }
        let id = TagId::new(self.tags.len());
        self.tags.push(tag.clone());
        self.ids.insert(tag.clone(), id);
        id
    }

    /// Returns where the tags of each entry end, and the tags, each once for an entry.
    fn add(&mut self, block: &Block) -> (Vec<u32>, Vec<TagId>) {
        let (mut ends, mut tags) = (Vec::new(), Vec::<TagId>::new());
        for (at, optional) in block.optional.iter().filter(|(_, optional)| !optional.rare().tags.is_empty()) {
            let start = tags.len();
            ends.resize(*at as usize, to_u32(start));
            for tag in &optional.rare().tags {
                let id = self.id(tag);
                if !tags[start..].contains(&id) {
                    tags.push(id);
                }
            }
            ends.push(to_u32(tags.len()));
        }
        (ends, tags)
    }
}

/// The years of the entries that have a date of their own.
fn own_years(block: &Block) -> impl Iterator<Item = (usize, i16)> + '_ {
    block.optional.iter().filter_map(|(at, optional)| Some((*at as usize, optional.rare().date?.year())))
}

/// The collections of the entries in a range, each with the index in the range after its last entry.
fn collections_within(first_of_collection: &[u32], range: Range<u32>) -> Vec<(u32, CollectionId)> {
    let end = |at: usize| first_of_collection.get(at + 1).copied().unwrap_or(u32::MAX);
    let within = (0..first_of_collection.len()).filter(|&at| {
        let first = first_of_collection[at];
        first < range.end && end(at) > range.start && end(at) > first
    });
    within.map(|at| (end(at).min(range.end) - range.start, CollectionId::new(at))).collect()
}

/// Years have four digits, so that there are fewer than 2¹⁶.
fn to_u16(row: usize) -> u16 {
    u16::try_from(row).unwrap_or(u16::MAX)
}
