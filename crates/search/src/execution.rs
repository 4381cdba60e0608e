//! One running query: the blocks to search, their hits so far, and the answer built from them.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::answer::{Answer, Hit, QueryWarning, SearchOptions};
use crate::best_ranks::BestRanks;
use crate::block_hits::{BlockHits, BlockQuery, QueryMetadata};
use crate::block_range::BlockRange;
use crate::entry_filter::EntryFilter;
use crate::executor::{Executor, Serial, map};
use crate::facet::FacetFilter;
use crate::facet_counts::FacetCounter;
use crate::facets::PreparedFilter;
use crate::index::Index;
use crate::indexed_corpus::IndexedCorpus;
use crate::metadata::MetadataResolver;
use crate::observer::SearchObserver;
use crate::order::{Order, SortKey};
use crate::query::Query;
use crate::rank::{MatchClass, Rank};
use crate::resolved_term::ResolvedTerm;
use crate::rows::HitGroups;
use crate::segment_search::ANY_LENGTH;
use crate::syntax::ParseWarning;
use crate::term::Term;
use crate::typo::TypoMatcher;
use kzq_corpus::EntryId;
use kzq_shelf::Placement;
use kzq_text::Safe;

/// Fuzzy matches are searched only if there are fewer exact matches than this.
pub(super) const FUZZY_BELOW: usize = 10;

/// One running query.
pub(super) struct Execution<'a> {
    indexed: &'a IndexedCorpus,
    filter: EntryFilter<'a>,
    facets: PreparedFilter<'a>,
    required: Vec<&'a Term>,
    metadata: Option<QueryMetadata<'a>>,
    order: Option<Order>,
    options: SearchOptions,
    observer: &'a dyn SearchObserver,
    warnings: Vec<QueryWarning>,
}

/// The hits in each range; `None` if it has not been searched yet.
struct RangeResults<'a>(Vec<(BlockRange, Option<BlockHits<'a>>)>);

impl<'a> RangeResults<'a> {
    fn new(pieces: Vec<BlockRange>) -> Self {
        Self(pieces.into_iter().map(|piece| (piece, None)).collect())
    }

    fn parts(&self) -> impl Iterator<Item = &BlockHits<'a>> {
        self.0.iter().filter_map(|(_, part)| part.as_ref())
    }

    fn count(&self) -> usize {
        self.parts().map(BlockHits::found).sum()
    }

    /// The number of entries not searched yet.
    fn missing(&self) -> usize {
        self.0.iter().filter(|(_, part)| part.is_none()).map(|(piece, _)| piece.len()).sum()
    }
}

impl<'a> Execution<'a> {
    pub(super) fn new(
        indexed: &'a IndexedCorpus,
        observer: &'a dyn SearchObserver,
        placement: &'a Placement,
        query: &'a Query,
        facet_filter: &'a FacetFilter,
        options: SearchOptions,
    ) -> Self {
        let mut warnings = warnings_for(query);
        let resolver = query.searches_metadata().then(|| MetadataResolver {
            corpus: &indexed.corpus,
            index: indexed.metadata(),
            placement,
            executor: &*indexed.executor,
        });
        let filter = EntryFilter::new(&indexed.scope(placement), query, resolver.as_ref(), &mut warnings);
        let facets = PreparedFilter::new(&indexed.corpus, placement, facet_filter);
        let required: Vec<&Term> = query.ranked_terms().collect();
        let metadata = resolver.map(|resolver| QueryMetadata {
            index: resolver.index,
            required: required.iter().map(|term| resolver.resolve(term)).collect(),
            excluded: filter.excluded.iter().map(|term| resolver.resolve_excluded(term)).collect(),
        });
        Self { indexed, filter, facets, required, metadata, order: query.order, options, observer, warnings }
    }

    /// Runs the query; returns `None` if cancelled.
    pub(super) fn run(&self) -> Option<Answer> {
        let mut found = RangeResults::new(self.ranges());
        self.search(&mut found);
        if !self.required.is_empty() && found.count() < FUZZY_BELOW {
            self.search_fuzzy(&mut found);
        }
        let answer = self.build_answer(&found);
        (!self.observer.is_cancelled()).then_some(answer)
    }

    fn needs_words(&self) -> bool {
        !self.required.is_empty() || !self.filter.excluded.is_empty() || self.filter.has_word_alternatives()
    }

    /// The index, if words or duplicates are needed; otherwise it is not built.
    fn index(&self) -> Option<&'a Index> {
        (self.needs_words() || self.options.grouped).then(|| self.indexed.index())
    }

    /// Whether the texts of a block must be scanned.
    fn needs_scan(&self, block: usize) -> bool {
        self.needs_words() && self.index().is_none_or(|index| index.segment(block).is_none())
    }

    /// The ranges to search, in entry order.
    fn ranges(&self) -> Vec<BlockRange> {
        let blocks = self.indexed.corpus.blocks().iter().enumerate();
        blocks.flat_map(|(number, block)| BlockRange::split(number, block.len(), self.needs_scan(number))).collect()
    }

    /// Searches all ranges, indexed blocks first because they are fast. Passes on partial answers while the rest is
    /// scanned.
    fn search(&self, found: &mut RangeResults<'a>) {
        let mut missing: Vec<usize> = (0..found.0.len()).collect();
        missing.sort_by_key(|&at| self.needs_scan(found.0[at].0.block()));
        let looked = self.resolve_terms(None);
        loop {
            self.search_ranges(&missing, &looked, found, &|| self.observer.wants_partial());
            missing.retain(|&at| found.0[at].1.is_none());
            if missing.is_empty() || self.observer.is_cancelled() {
                return;
            }
            self.observer.on_partial(self.build_answer(found));
        }
    }

    /// Adds fuzzy matches, in indexed blocks only.
    fn search_fuzzy(&self, found: &mut RangeResults<'a>) {
        let looked = self.resolve_terms(Some(&TypoMatcher::default()));
        if looked.iter().any(ResolvedTerm::has_fuzzy) {
            let covered: Vec<usize> =
                (0..found.0.len()).filter(|&at| !self.needs_scan(found.0[at].0.block())).collect();
            self.search_ranges(&covered, &looked, found, &|| false);
        }
    }

    /// Resolves the terms in the vocabulary.
    fn resolve_terms(&self, near: Option<&TypoMatcher>) -> Vec<ResolvedTerm> {
        let vocabulary = self.index().map(Index::vocabulary);
        let not_cancelled = |_: &&&Term| !self.observer.is_cancelled();
        let look_up = |term: &&Term| ResolvedTerm::resolve(term, vocabulary?, near);
        self.required.iter().take_while(not_cancelled).filter_map(look_up).collect()
    }

    /// Searches some ranges, at least the first, until interrupted.
    fn search_ranges(
        &self,
        ranges: &[usize],
        resolved: &[ResolvedTerm],
        found: &mut RangeResults<'a>,
        interrupted: &(dyn Fn() -> bool + Sync),
    ) {
        let index = self.index();
        let look_up_unwanted = |term: &&Term| ResolvedTerm::resolve_excluded(term, index?.vocabulary());
        let unwanted: Vec<ResolvedTerm> = self.filter.excluded.iter().filter_map(look_up_unwanted).collect();
        let filters = self.filter.alternatives(index.map(Index::vocabulary));
        let block_query = BlockQuery {
            corpus: &self.indexed.corpus,
            index,
            conditions: &self.filter.fields,
            required: &self.required,
            excluded: &self.filter.excluded,
            resolved,
            resolved_excluded: &unwanted,
            metadata: self.metadata.as_ref(),
            references: self.indexed.metadata.get(),
            filters: &filters,
            facets: &self.facets,
            counts_facets: self.options.counts_facets,
            facet_totals: self.indexed.facet_totals.get().map(Vec::as_slice),
        };
        let is_scanned = ranges.iter().any(|&at| self.needs_scan(found.0[at].0.block()));
        if !is_scanned && self.has_unknown_word(resolved) {
            for &at in ranges {
                let (piece, part) = &mut found.0[at];
                *part = Some(BlockHits::none(piece, &self.indexed.corpus));
            }
            return;
        }
        let parts = map(&*self.indexed.executor, ranges.len(), |at| {
            let proceed = !self.observer.is_cancelled() && (at == 0 || !interrupted());
            proceed.then(|| block_query.search(&found.0[ranges[at]].0))
        });
        for (&at, part) in ranges.iter().zip(parts).filter(|(_, part)| part.is_some()) {
            found.0[at].1 = part;
        }
    }

    /// Whether some required term matches no word of an indexed block and no metadata.
    fn has_unknown_word(&self, resolved: &[ResolvedTerm]) -> bool {
        let is_in_metadata = |term: usize| self.metadata.as_ref().is_some_and(|found| !found.required[term].is_empty());
        resolved.iter().enumerate().any(|(number, term)| term.has_no_match() && !is_in_metadata(number))
    }

    /// Builds the answer from the hits found so far.
    fn build_answer(&self, found: &RangeResults<'a>) -> Answer {
        let corpus = &self.indexed.corpus;
        let counts = self.options.counts_facets.then(|| {
            let mut counter = FacetCounter::new(corpus, &self.facets);
            found.parts().for_each(|part| part.add_counts(corpus, &self.facets, &mut counter));
            counter.into_counts(corpus, &self.facets)
        });
        let blocks: Vec<&BlockHits<'_>> = found.parts().collect();
        let duplicates = self.options.grouped.then(|| self.indexed.index().duplicates());
        let groups = HitGroups::count(&blocks, duplicates);
        let hits = if let Some(key) = self.order.and_then(|order| order.keys(corpus)) {
            self.sort(&blocks, &groups, &*key)
        } else if self.required.is_empty() {
            groups.collect_in_order(blocks.iter().flat_map(|block| block.hits()), self.options.limit)
        } else {
            self.rank(&blocks, &groups)
        };
        Answer {
            hits,
            groups: groups.total,
            exact: groups.exact,
            found: groups.found,
            pending: found.missing(),
            counts: counts.unwrap_or_default(),
            warnings: self.warnings.clone(),
            relaxation: None,
        }
    }

    /// The first hits by a key of their entries, fuzzy ones last.
    fn sort(&self, blocks: &[&BlockHits<'_>], groups: &HitGroups<'_>, key: &SortKey<'_>) -> Vec<Hit> {
        self.collect_enough(groups, |entries| {
            let parts = map(&*self.indexed.executor, blocks.len(), |number| blocks[number].first_by(key, entries));
            let mut first = parts.concat();
            first.sort_unstable();
            first.truncate(entries);
            groups.collect(first.into_iter().map(|(is_fuzzy, _, entry)| (entry, is_fuzzy)), self.options.limit)
        })
    }

    /// The best hits, in order.
    fn rank(&self, blocks: &[&BlockHits<'_>], groups: &HitGroups<'_>) -> Vec<Hit> {
        self.collect_enough(groups, |entries| self.rank_best(blocks, groups, entries))
    }

    /// Collects hits from as many entries as are needed; `first_hits` returns those of the first entries.
    fn collect_enough(&self, groups: &HitGroups<'_>, first_hits: impl Fn(usize) -> Vec<Hit>) -> Vec<Hit> {
        let best = self.options.limit.min(groups.total);
        // Duplicates are grouped afterwards, so rank some more entries than hits are wanted, and many more if that is
        // not enough.
        let mut entries = best.saturating_add(best / 4);
        loop {
            let hits = first_hits(entries);
            if hits.len() >= best || entries >= groups.found || self.observer.is_cancelled() {
                return hits;
            }
            entries = entries.saturating_mul(8);
        }
    }

    /// Groups the `best` best entries into hits, in order.
    fn rank_best(&self, blocks: &[&BlockHits<'_>], groups: &HitGroups<'_>, best: usize) -> Vec<Hit> {
        let classes: BTreeSet<MatchClass> = blocks.iter().flat_map(|block| block.classes()).collect();
        let mut ranked = Vec::new();
        for class in classes {
            if ranked.len() >= best || self.observer.is_cancelled() {
                break;
            }
            ranked.extend(self.rank_class(blocks, class, best - ranked.len()));
        }
        groups.collect(ranked.into_iter().map(|(rank, entry)| (entry, rank.class.is_fuzzy)), self.options.limit)
    }
}

impl Execution<'_> {
    /// The `best` best hits of a class, in order.
    fn rank_class(&self, blocks: &[&BlockHits<'_>], class: MatchClass, best: usize) -> Vec<(Rank, EntryId)> {
        /// Up to this many more hits than wanted are simply all ranked.
        const EXTRA: usize = 2000;
        let count: usize = blocks.iter().map(|block| block.class_count(class)).sum();
        // One range of lengths after the other, in all blocks.
        let each = |lengths: &[Range<u32>], rank: &(dyn Fn(&BlockHits<'_>, &Range<u32>, &BestRanks) + Sync)| {
            let ranks = BestRanks::new(best);
            self.executor(count).for_each(blocks.len() * lengths.len(), &|number| {
                if !self.observer.is_cancelled() {
                    rank(blocks[number % blocks.len()], &lengths[number / blocks.len()], &ranks);
                }
            });
            ranks.into_sorted()
        };
        let best_wording = blocks.iter().filter_map(|block| block.best_wording(class)).min();
        if let Some(nearest) = best_wording.filter(|_| self.required.len() == 1 && count > best.saturating_add(EXTRA)) {
            let first = each(&[ANY_LENGTH], &|block, _, ranks| block.rank_by_first_word(class, nearest, ranks));
            if first.len() >= best {
                return first;
            }
        }
        let lengths = self.ranges_of_lengths(blocks, class, (best, count));
        each(&lengths, &|block, lengths, ranks| block.rank(class, lengths, ranks))
    }

    /// Divides the lengths of the `count` hits of a class into ranges to be ranked one after the other, of which the `best`
    /// best are wanted.
    ///
    /// If words were completed or corrected, short entries rank first: once the shortest are ranked, few others need be read.
    fn ranges_of_lengths(
        &self,
        blocks: &[&BlockHits<'_>],
        class: MatchClass,
        (best, count): (usize, usize),
    ) -> Vec<Range<u32>> {
        /// The number of lengths from which the ranges are estimated.
        const SAMPLE: usize = 1000;
        /// A range contains this many times as many hits as are wanted, or as are in the ranges before it.
        const GROWTH: usize = 4;
        let mut ranges = Vec::new();
        let mut start = 0;
        if self.required.len() > 1 && !class.is_of_whole_words() && count > best.saturating_mul(GROWTH) {
            let mut sample: Vec<u32> = blocks.iter().flat_map(|block| block.lengths(class)).take(SAMPLE).collect();
            sample.sort_unstable();
            let sizes = std::iter::successors(best.checked_mul(GROWTH), |size| size.checked_mul(GROWTH));
            for size in sizes.take_while(|&size| 0 < size && size < count) {
                let end = sample.get(sample.len() * size / count).map_or(start, |length| length.saturating_add(1));
                if end > start {
                    ranges.push(start..end);
                    start = end;
                }
            }
        }
        ranges.push(start..u32::MAX);
        ranges
    }

    /// The executor for ranking some entries: waking threads takes as long as ranking a few.
    fn executor(&self, entries: usize) -> &dyn Executor {
        /// Ranked in less than 0.1 ms.
        const FEW: usize = 1000;
        if entries < FEW { &Serial } else { &*self.indexed.executor }
    }
}

fn warnings_for(query: &Query) -> Vec<QueryWarning> {
    let note = |remark: &ParseWarning| match remark {
        ParseWarning::UnknownField { name, .. } => QueryWarning::UnknownField(Safe::line(name.clone())),
        ParseWarning::EmptyField(field) => QueryWarning::EmptyField(*field),
        ParseWarning::TooManyWords => QueryWarning::TooManyWords,
        ParseWarning::NoWords => QueryWarning::NoWords,
    };
    let errors = query.errors.iter().map(|error| QueryWarning::Mistake(Safe::line(error.message.clone())));
    errors.chain(query.warnings.iter().map(note)).collect()
}
