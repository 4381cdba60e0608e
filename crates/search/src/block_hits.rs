//! Searches one block: by its index or, if it has none yet, by scanning its texts.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::best_ranks::BestRanks;
use crate::block_range::BlockRange;
use crate::condition::Condition;
use crate::facet_counts::FacetCounter;
use crate::facets::PreparedFilter;
use crate::index::{BitSet, Index, Segment, Vocabulary};
use crate::metadata::{BlockPostings, MetadataIndex, MetadataMatches};
use crate::order::SortKey;
use crate::rank::{MatchClass, Rank, TokenizedEntry};
use crate::resolved_term::ResolvedTerm;
use crate::scan::scan;
use crate::segment_search::SegmentSearcher;
use crate::term::Term;
use kzq_corpus::{Corpus, EntryId, Wording};

/// A query prepared to run on every block.
pub(super) struct BlockQuery<'c, 'q> {
    pub(super) corpus: &'c Corpus,
    /// `None` if no part of the query needs the index.
    pub(super) index: Option<&'c Index>,
    pub(super) conditions: &'q [(bool, Condition)],
    pub(super) required: &'q [&'q Term],
    pub(super) excluded: &'q [&'q Term],
    /// The terms, resolved in the vocabulary.
    pub(super) resolved: &'q [ResolvedTerm],
    pub(super) resolved_excluded: &'q [ResolvedTerm],
    /// `None` if words are searched for in the texts only.
    pub(super) metadata: Option<&'q QueryMetadata<'q>>,
    /// Which entries refer to each speaker, source and topic, if that is known.
    pub(super) references: Option<&'q MetadataIndex>,
    /// Alternatives that filter entries without ranking them: of each, one must match.
    pub(super) filters: &'q [Vec<Alternative<'q>>],
    pub(super) facets: &'q PreparedFilter<'q>,
    /// Whether to count the hits of each value of a facet.
    pub(super) counts_facets: bool,
    /// The counts of all entries of each block, if they are known.
    pub(super) facet_totals: Option<&'c [FacetCounter]>,
}

/// What the terms of a query match in metadata.
pub(super) struct QueryMetadata<'q> {
    pub(super) index: &'q MetadataIndex,
    /// For each required term.
    pub(super) required: Vec<MetadataMatches>,
    /// For each excluded term.
    pub(super) excluded: Vec<MetadataMatches>,
}

/// One of several alternatives.
pub(super) enum Alternative<'q> {
    /// A field or signs that must match or, if the flag is false, must not.
    Condition(bool, &'q Condition),
    /// Words that must match or, if the flag is false, must not; resolved, if there is an index; and what they match
    /// in metadata.
    Words(bool, &'q Term, Option<ResolvedTerm>, &'q MetadataMatches),
}

/// The hits in a range of a block.
pub(super) struct BlockHits<'a> {
    /// The index of the block in the corpus.
    block: usize,
    base: u32,
    /// The first entry of the range.
    first: u32,
    length: usize,
    /// How many entries match the query, regardless of facets.
    found: usize,
    /// The entries that match the query and the selected facets.
    hits: BitSet,
    /// The hits by match class; empty if the query has no words.
    classes: BTreeMap<MatchClass, BitSet>,
    ranks: Ranks<'a>,
    /// The number of entries that match the query by facet, if wanted; `None` if there are none, or so few that they are
    /// counted at the end.
    counts: Option<FacetCounter>,
}

/// How the hits' ranks are obtained.
enum Ranks<'a> {
    /// Computed on demand, for the hits that matter.
    Lazy(SegmentSearcher<'a>),
    /// Computed when the hits were found.
    Ready(Vec<(Rank, EntryId)>),
}

impl<'c> BlockQuery<'c, '_> {
    /// Runs the query on a range.
    pub(super) fn search(&self, piece: &BlockRange) -> BlockHits<'c> {
        let number = piece.block();
        let (block, base) = (&*self.corpus.blocks()[number], self.corpus.first_entry_of_blocks()[number]);
        let mut entries = BitSet::from_range(piece.range(), block.len());
        for (expected, condition) in self.conditions {
            condition.filter(self.corpus, (block, base), self.postings(number), *expected, &mut entries);
        }
        let mut hits = BlockHits { hits: entries, ..BlockHits::none(piece, self.corpus) };
        for matches in self.metadata.iter().flat_map(|metadata| &metadata.excluded) {
            if let Some(matching) = self.in_metadata(matches, piece) {
                hits.hits.difference_with(&matching);
            }
        }
        let covering = self.index.and_then(|index| index.segment(number).zip(Some(index.vocabulary())));
        for alternatives in self.filters {
            hits.hits = self.filter(alternatives, piece, covering.map(|(segment, _)| segment), &hits.hits);
        }
        let metadata: Vec<Option<BitSet>> = match self.metadata {
            Some(metadata) => metadata.required.iter().map(|matches| self.in_metadata(matches, piece)).collect(),
            None => vec![None; self.required.len()],
        };
        match covering {
            Some(index) => self.search_index(&mut hits, piece, index, &metadata),
            None => self.scan(&mut hits, piece, &metadata),
        }
        hits
    }

    /// Counts the hits by facet, if wanted, then keeps only those that match the selected facets.
    fn finish(&self, hits: &mut BlockHits<'_>, piece: &BlockRange) {
        /// Counting these takes less time than adding up two counters.
        const FEW: usize = if cfg!(test) { 2 } else { 512 };
        hits.found = hits.hits.count();
        if hits.found == 0 || !self.counts_facets && self.facets.is_empty() {
            return;
        }
        let facets = self.facets.for_block(&self.corpus.blocks()[piece.block()], hits.base);
        if self.counts_facets && !(self.facets.is_empty() && hits.found <= FEW) {
            let mut counts = FacetCounter::new(self.corpus, self.facets);
            let totals = self.facet_totals.map(|totals| &totals[piece.block()]);
            counts.add_with_totals(&hits.hits, &facets, totals);
            hits.counts = Some(counts);
        }
        facets.retain_matching(&mut hits.hits);
    }

    /// The entries of a block by what they refer to, if that is known.
    fn postings(&self, block: usize) -> Option<&BlockPostings> {
        self.references.map(|index| index.block(block))
    }

    /// The entries of the block of a range whose metadata match a term; `None` if there can be none.
    fn in_metadata(&self, matches: &MetadataMatches, piece: &BlockRange) -> Option<BitSet> {
        let number = piece.block();
        let block = (number, &*self.corpus.blocks()[number], self.corpus.first_entry_of_blocks()[number]);
        matches.in_block(self.metadata?.index, block)
    }

    /// Those of `entries` that match one of the alternatives.
    fn filter(
        &self,
        alternatives: &[Alternative<'_>],
        piece: &BlockRange,
        segment: Option<&Segment>,
        entries: &BitSet,
    ) -> BitSet {
        let (block, base) = (&*self.corpus.blocks()[piece.block()], self.corpus.first_entry_of_blocks()[piece.block()]);
        let mut missing = entries.clone();
        for alternative in alternatives {
            // Entries that match one alternative need not be tested for the others.
            match alternative {
                Alternative::Condition(expected, condition) => {
                    condition.filter(self.corpus, (block, base), self.postings(piece.block()), !expected, &mut missing);
                }
                Alternative::Words(expected, term, resolved, metadata) => {
                    let mut matching = if let Some((segment, resolved)) = segment.zip(resolved.as_ref()) {
                        SegmentSearcher::matching(segment, resolved, &missing)
                    } else {
                        let mut matching = missing.clone();
                        matching.retain(|at| {
                            let texts = TokenizedEntry::new(block, at);
                            if *expected { texts.matches(term) } else { texts.contains(term) }
                        });
                        matching
                    };
                    if let Some(beside) = self.in_metadata(metadata, piece) {
                        matching.union_with(&beside);
                    }
                    if *expected { missing.difference_with(&matching) } else { missing.intersect_with(&matching) }
                }
            }
        }
        let mut found = entries.clone();
        found.difference_with(&missing);
        found
    }

    /// Searches a block by its index.
    fn search_index(
        &self,
        hits: &mut BlockHits<'c>,
        piece: &BlockRange,
        (segment, vocabulary): (&'c Segment, &'c Vocabulary),
        metadata: &[Option<BitSet>],
    ) {
        let block = &*self.corpus.blocks()[piece.block()];
        if self.resolved.iter().zip(metadata).any(|(term, beside)| beside.is_none() && term.has_no_match()) {
            hits.hits = BitSet::empty(block.len());
            return;
        }
        for unwanted in self.resolved_excluded {
            let matching = SegmentSearcher::matching(segment, unwanted, &hits.hits);
            hits.hits.difference_with(&matching);
        }
        if self.required.is_empty() {
            return self.finish(hits, piece);
        }
        let searcher = SegmentSearcher::new((block, hits.base), segment, vocabulary, self.resolved, metadata);
        if let Some(ranked) = searcher.ranked_matches(&hits.hits) {
            return self.set_hits(hits, ranked, piece);
        }
        let found = searcher.matches(hits.hits.clone());
        hits.hits = found.entries.clone();
        self.finish(hits, piece);
        hits.classes = found.partition_by_class(&hits.hits);
        hits.ranks = Ranks::Lazy(searcher);
    }

    /// Searches a range of a block by scanning its texts.
    fn scan(&self, hits: &mut BlockHits<'_>, piece: &BlockRange, metadata: &[Option<BitSet>]) {
        let block = &*self.corpus.blocks()[piece.block()];
        let ranked = scan((block, hits.base), (self.required, metadata), self.excluded, &mut hits.hits);
        if self.required.is_empty() {
            self.finish(hits, piece);
        } else {
            self.set_hits(hits, ranked, piece);
        }
    }

    /// Sets the hits from entries already ranked.
    fn set_hits(&self, hits: &mut BlockHits<'_>, mut ranked: Vec<(Rank, EntryId)>, piece: &BlockRange) {
        let (base, length) = (hits.base as usize, hits.length);
        let place = |entry: EntryId| entry.index() - base;
        hits.hits = BitSet::empty(length);
        for &(_, entry) in &ranked {
            hits.hits.insert(place(entry));
        }
        self.finish(hits, piece);
        ranked.retain(|&(_, entry)| hits.hits.contains(place(entry)));
        let mut classes: BTreeMap<MatchClass, BitSet> = BTreeMap::new();
        for &(rank, entry) in &ranked {
            classes.entry(rank.class).or_insert_with(|| BitSet::empty(length)).insert(place(entry));
        }
        hits.classes = classes;
        hits.ranks = Ranks::Ready(ranked);
    }
}

impl BlockHits<'_> {
    /// No hits in a range.
    pub(super) fn none(piece: &BlockRange, corpus: &Corpus) -> Self {
        let base = corpus.first_entry_of_blocks()[piece.block()];
        Self {
            block: piece.block(),
            base,
            first: base + u32::try_from(piece.range().start).unwrap_or(u32::MAX),
            length: corpus.blocks()[piece.block()].len(),
            found: 0,
            hits: BitSet::empty(0),
            classes: BTreeMap::new(),
            ranks: Ranks::Ready(Vec::new()),
            counts: None,
        }
    }

    /// How many entries match the query, regardless of facets.
    pub(super) fn found(&self) -> usize {
        self.found
    }

    /// Adds the number of entries that match the query by facet.
    pub(super) fn add_counts(&self, corpus: &Corpus, facets: &PreparedFilter<'_>, counter: &mut FacetCounter) {
        match &self.counts {
            Some(counts) => counter.merge(counts),
            None if self.found > 0 => {
                counter.add(&self.hits, &facets.for_block(&corpus.blocks()[self.block], self.base));
            }
            None => {}
        }
    }

    /// The entries that match the query and the selected facets, in order.
    pub(super) fn hits(&self) -> impl Iterator<Item = EntryId> + '_ {
        self.hits.iter().map(|at| EntryId::new(self.base as usize + at))
    }

    /// The `limit` first hits by a key, in any order, each with whether it is fuzzy: all fuzzy ones come last.
    pub(super) fn first_by(&self, key: &SortKey<'_>, limit: usize) -> Vec<(bool, u64, EntryId)> {
        let has_fuzzy = self.fuzzy_count() > 0;
        let (mut first, mut last) = (Vec::new(), None);
        for entry in self.hits() {
            let hit = (has_fuzzy && self.hit_is_fuzzy(entry) == Some(true), key(entry), entry);
            if last.is_some_and(|last| hit > last) {
                continue;
            }
            first.push(hit);
            if first.len() / 2 > limit {
                last = Some(*first.select_nth_unstable(limit).1);
                first.truncate(limit);
            }
        }
        first
    }

    /// The number of hits.
    pub(super) fn count(&self) -> usize {
        self.hits.count()
    }

    /// The number of fuzzy hits.
    pub(super) fn fuzzy_count(&self) -> usize {
        self.classes.iter().filter(|(class, _)| class.is_fuzzy).map(|(_, bits)| bits.count()).sum()
    }

    /// Whether this range starts at or before an entry.
    pub(super) fn starts_at_or_before(&self, entry: EntryId) -> bool {
        self.first as usize <= entry.index()
    }

    /// Returns `Some(is_fuzzy)` if the entry is a hit.
    pub(super) fn hit_is_fuzzy(&self, entry: EntryId) -> Option<bool> {
        let at = entry.index().checked_sub(self.base as usize)?;
        let is_fuzzy = || self.classes.iter().any(|(class, bits)| class.is_fuzzy && bits.contains(at));
        (at < self.length && self.found > 0 && self.hits.contains(at)).then(is_fuzzy)
    }

    pub(super) fn classes(&self) -> impl Iterator<Item = MatchClass> + '_ {
        self.classes.keys().copied()
    }

    /// Ranks the hits of a class and of some lengths that may be among the best.
    pub(super) fn rank(&self, class: MatchClass, lengths: &Range<u32>, best: &BestRanks) {
        match &self.ranks {
            Ranks::Lazy(finder) => {
                if let Some(entries) = self.classes.get(&class) {
                    finder.rank(class, (entries, lengths), best);
                }
            }
            Ranks::Ready(_) => best.extend(self.ready(class).filter(|(rank, _)| lengths.contains(&rank.length()))),
        }
    }

    /// The lengths of the hits of a class, in words, in entry order.
    pub(super) fn lengths(&self, class: MatchClass) -> Box<dyn Iterator<Item = u32> + '_> {
        match &self.ranks {
            Ranks::Lazy(finder) => {
                Box::new(self.classes.get(&class).into_iter().flat_map(|set| set.iter().map(|at| finder.length(at))))
            }
            Ranks::Ready(_) => Box::new(self.ready(class).map(|(rank, _)| rank.length())),
        }
    }

    /// The best wording among the hits of a class.
    pub(super) fn best_wording(&self, class: MatchClass) -> Option<Wording> {
        match &self.ranks {
            Ranks::Lazy(finder) => finder.best_wording(self.classes.get(&class)?),
            Ranks::Ready(_) => self.ready(class).map(|(rank, _)| rank.wording).min(),
        }
    }

    /// Ranks the hits of a class and wording whose first word is the only term.
    pub(super) fn rank_by_first_word(&self, class: MatchClass, wording: Wording, best: &BestRanks) {
        let begins = |(rank, _): &(Rank, EntryId)| rank.begins_with(wording);
        match &self.ranks {
            Ranks::Lazy(finder) => {
                if let Some(entries) = self.classes.get(&class) {
                    finder.rank_by_first_word(class, wording, entries, best);
                }
            }
            Ranks::Ready(_) => best.extend(self.ready(class).filter(begins)),
        }
    }

    /// The number of hits of a class.
    pub(super) fn class_count(&self, class: MatchClass) -> usize {
        self.classes.get(&class).map_or(0, BitSet::count)
    }

    /// The hits of a class whose ranks have been computed.
    fn ready(&self, class: MatchClass) -> impl Iterator<Item = (Rank, EntryId)> + '_ {
        let known = if let Ranks::Ready(known) = &self.ranks { known.as_slice() } else { &[] };
        known.iter().copied().filter(move |(rank, _)| rank.class == class)
    }
}
