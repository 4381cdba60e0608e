//! Finds and ranks the entries of one block by its index.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::best_ranks::{BestRanks, RankBound, TopRanked};
use crate::index::{
    BitSet, Segment, TEXT_BREAK, TokenId, Vocabulary, fetch, said_text_count, split_texts, with_tokens,
};
use crate::match_tier::MatchTier;
use crate::rank::{MatchClass, Rank, Ranker, to_word_count};
use crate::resolved_term::{PostingCost, ResolvedTerm, SegmentTerm};
use kzq_corpus::{Block, EntryId, Wording};

/// One block, its index, and the query terms resolved to the block's words.
pub(super) struct SegmentSearcher<'a> {
    block: &'a Block,
    segment: &'a Segment,
    vocabulary: &'a Vocabulary,
    base: u32,
    terms: Vec<SegmentTerm>,
}

/// The matches of a query in one block.
pub(super) struct SegmentMatches {
    /// The matching entries; `tiers` says how well each matches each term.
    pub(super) entries: BitSet,
    tiers: Vec<Vec<(MatchTier, BitSet)>>,
}

impl<'a> SegmentSearcher<'a> {
    /// `base` is the id of the block's first entry; `metadata` has for each term the entries that match it beside their
    /// texts.
    pub(super) fn new(
        (block, base): (&'a Block, u32),
        segment: &'a Segment,
        vocabulary: &'a Vocabulary,
        resolved: &[ResolvedTerm],
        metadata: &[Option<BitSet>],
    ) -> Self {
        let terms = resolved.iter().zip(metadata).map(|(term, set)| term.in_segment(segment, set.clone())).collect();
        Self { block, segment, vocabulary, base, terms }
    }

    /// Those of `entries` whose texts match a term.
    pub(super) fn matching(segment: &Segment, resolved: &ResolvedTerm, entries: &BitSet) -> BitSet {
        let term = resolved.in_segment(segment, None);
        let mut found = BitSet::empty(segment.len());
        for (_, matching) in term.tiers(segment) {
            found.union_with(&matching);
        }
        found.intersect_with(entries);
        if term.needs_position_check() {
            term.retain_matching(segment, &mut found);
        }
        found
    }

    /// Returns those of `entries` that match all terms.
    pub(super) fn matches(&self, mut entries: BitSet) -> SegmentMatches {
        let tiers: Vec<Vec<(MatchTier, BitSet)>> = self.terms.iter().map(|term| term.tiers(self.segment)).collect();
        for sets in &tiers {
            let mut any = BitSet::empty(self.segment.len());
            for (_, set) in sets {
                any.union_with(set);
            }
            entries.intersect_with(&any);
        }
        for phrase in self.terms.iter().filter(|term| term.needs_position_check()) {
            phrase.retain_matching(self.segment, &mut entries);
        }
        SegmentMatches { entries, tiers }
    }

    /// Like `matches`, but with ranks, by reading the tokens of the entries that contain the rarest terms. Returns
    /// `None` where intersecting the postings of all terms is cheaper.
    pub(super) fn ranked_matches(&self, entries: &BitSet) -> Option<Vec<(Rank, EntryId)>> {
        /// Reading the tokens of one entry costs as much as merging this many postings, given that about half of the
        /// entries are read anyway for ranking. Low in tests, whose collections are too small to get here otherwise.
        const POSTINGS_PER_ENTRY: usize = if cfg!(test) { 2 } else { 40 };
        /// The share of entries up to which those with all words of a phrase are ranked at once, as their tokens must be
        /// read anyway. Of more, most need not be ranked.
        const MAX_SHARE: usize = if cfg!(test) { 4 } else { 64 };
        let mut costs: Vec<PostingCost<'_>> =
            self.terms.iter().flat_map(|term| term.posting_costs(self.segment)).collect();
        costs.sort_unstable_by_key(|need| need.cost);
        let mut remaining: usize = costs.iter().map(|need| need.cost).sum();
        let reads_positions = self.terms.iter().any(SegmentTerm::reads_positions);
        let mut candidates = None;
        for need in costs {
            let count = candidates.as_ref().map_or(entries.count(), BitSet::count);
            if count.saturating_mul(POSTINGS_PER_ENTRY) < remaining {
                return Some(self.rank_all(candidates.as_ref().unwrap_or(entries)));
            }
            remaining -= need.cost;
            if remaining == 0 && !reads_positions {
                return None;
            }
            let mut matching = need.entries(self.segment);
            matching.intersect_with(candidates.as_ref().unwrap_or(entries));
            candidates = Some(matching);
        }
        let few =
            candidates.filter(|candidates| reads_positions && candidates.count() * MAX_SHARE <= self.segment.len());
        few.map(|candidates| self.rank_all(&candidates))
    }

    /// Ranks those of `entries` that match all terms.
    fn rank_all(&self, entries: &BitSet) -> Vec<(Rank, EntryId)> {
        with_tokens!(self.segment.tokens(), words => self.rank_all_in(words, entries))
    }

    fn rank_all_in<W: TokenId>(&self, words: &[W], entries: &BitSet) -> Vec<(Rank, EntryId)> {
        let starts = self.start_table(false);
        let (mut ranker, bound) = (Ranker::default(), Cell::new(RankBound::None));
        let mut found = Vec::new();
        self.for_each_entry(words, (entries, &ANY_LENGTH), &bound, |at, words| {
            let rank = self.rank_one(words, at, &starts, &mut ranker);
            found.extend(rank.map(|rank| (rank, self.id(at))));
        });
        found
    }

    /// Calls `visit` with each entry of some lengths that a bound admits, and its tokens.
    fn for_each_entry<W: TokenId>(
        &self,
        words: &[W],
        (entries, lengths): (&BitSet, &Range<u32>),
        bound: &Cell<RankBound>,
        mut visit: impl FnMut(usize, &[W]),
    ) {
        let tokens = |at| &words[self.segment.token_range(at)];
        let has_length = |at| *lengths == ANY_LENGTH || lengths.contains(&self.length(at));
        entries.for_each_fetched(
            |at| has_length(at) && bound.get().admits(self.block.flags[at].wording(), || self.length(at)),
            |at| fetch(tokens(at), !bound.get().reads_beginnings()),
            |at| visit(at, tokens(at)),
        );
    }

    /// A table of the words with which any term may begin, indexed by word id plus one; only of those that match as
    /// whole words, if `is_whole` is set. It also has the break between texts.
    fn start_table(&self, is_whole: bool) -> Vec<bool> {
        let mut starts = vec![false; self.segment.word_ids().len() + 1];
        self.terms.iter().flat_map(|term| term.starts(is_whole)).for_each(|place| starts[place] = true);
        // Breaks between texts are looked for, too.
        starts[TEXT_BREAK] = true;
        starts
    }

    /// The rank of an entry, if it matches all terms.
    fn rank_one<W: TokenId>(&self, words: &[W], at: usize, starts: &[bool], ranker: &mut Ranker) -> Option<Rank> {
        let length = self.record_positions(words, said_text_count(self.block, at), starts, ranker);
        let beside = self.terms.iter().enumerate().filter(|(_, term)| term.is_in_metadata(at));
        beside.for_each(|(number, _)| ranker.record_metadata(number));
        ranker.rank(self.block.flags[at].wording(), length)
    }

    /// Ranks the entries of a class and of some lengths that may be among the best.
    pub(super) fn rank(&self, class: MatchClass, entries: (&BitSet, &Range<u32>), best: &BestRanks) {
        with_tokens!(self.segment.tokens(), words => self.rank_in(words, class, entries, best));
    }

    fn rank_in<W: TokenId>(
        &self,
        words: &[W],
        class: MatchClass,
        (entries, lengths): (&BitSet, &Range<u32>),
        best: &BestRanks,
    ) {
        if usize::from(class.in_metadata) == self.terms.len() {
            // No word matters.
            let mut top = TopRanked::new(best, Rank::floor(class, 0));
            entries.for_each(|at| {
                let wording = self.block.flags[at].wording();
                if top.bound().admits(wording, || self.length(at)) {
                    top.push(Rank::single_position(class, wording, 0, self.length(at)), self.id(at));
                }
            });
            return;
        }
        let mut top = TopRanked::new(best, self.rank_floor(class));
        if !top.bound().admits_guesses_from(lengths.start) {
            return;
        }
        let starts = self.start_table(class.is_of_whole_words());
        let mut ranker = Ranker::default();
        let bound = Cell::new(top.bound());
        self.for_each_entry(words, (entries, lengths), &bound, |at, words| {
            let wording = self.block.flags[at].wording();
            if let Some((spread, first)) = top.bound().window(wording)
                && !may_begin_by(words, &starts, spread, first)
            {
                return;
            }
            let rank = match self.first_position(words, class, &starts) {
                Some(first) => Some(Rank::single_position(class, wording, to_word_count(first), self.length(at))),
                None => self.rank_one(words, at, &starts, &mut ranker),
            };
            if let Some(rank) = rank {
                top.push(rank, self.id(at));
                bound.set(top.bound());
            }
        });
    }

    /// A lower bound for the ranks of a class in this block, apart from wording, first position and length.
    fn rank_floor(&self, class: MatchClass) -> Rank {
        // Of completed terms, the length of the entry comes before the spread.
        if self.terms.len() == 1 || !class.is_of_whole_words() {
            return Rank::floor(class, 0);
        }
        let mut seen = vec![false; self.segment.word_ids().len() + 1];
        let mut starts = self.terms.iter().flat_map(|term| term.starts(true));
        // If no two terms can begin with the same word, they begin at different positions.
        let are_disjoint = starts.all(|place| !std::mem::replace(&mut seen[place], true));
        let apart = to_word_count(self.terms.len() - 1).saturating_sub(class.in_metadata.into());
        Rank::floor(class, if are_disjoint { apart } else { 0 })
    }

    /// The position where the only term first matches in an entry's first text with the tier of its class. If there is
    /// one, later positions do not affect the rank.
    fn first_position<W: TokenId>(&self, words: &[W], class: MatchClass, starts: &[bool]) -> Option<usize> {
        let [term] = self.terms.as_slice() else { return None };
        let text = split_texts(words).next()?;
        let is_best = |at: usize| term.tier_at(text, at).is_some_and(|tier| MatchClass::BEST.with(tier) == class);
        (0..text.len()).find(|&at| starts[text[at].code()] && is_best(at))
    }

    /// Records the positions of all terms in the tokens of an entry; only its first `said_count` texts are what it
    /// says, the rest is the lead. Returns the number of words it says. `starts` marks the words with which a term may
    /// begin.
    fn record_positions<W: TokenId>(
        &self,
        words: &[W],
        said_count: usize,
        starts: &[bool],
        ranker: &mut Ranker,
    ) -> u32 {
        ranker.start_entry(self.terms.len());
        let (mut at, mut text, mut length) = (0, 0, None);
        // Few words begin a term: the loop that skips the others is short.
        while let Some(skipped) = words[at..].iter().position(|word| starts[word.code()]) {
            at += skipped;
            let place = at - text;
            if words[at].code() == TEXT_BREAK {
                text += 1;
                length = length.or((text == said_count).then_some(place));
            } else {
                self.record_token(words, at, (text >= said_count, to_word_count(place)), ranker);
            }
            at += 1;
        }
        to_word_count(length.unwrap_or(words.len() - text))
    }

    /// Records the terms that match at a token, given whether it is in the lead and its position.
    fn record_token<W: TokenId>(&self, words: &[W], at: usize, (in_lead, position): (bool, u32), ranker: &mut Ranker) {
        for (number, term) in self.terms.iter().enumerate() {
            if let Some(tier) = term.tier_at(words, at) {
                // Rarity only matters for words guessed from a prefix or typo, and only among several terms.
                let is_guessed = tier != MatchTier::Whole && self.terms.len() > 1;
                let rarity = if is_guessed { self.rarity(words[at]) } else { 0 };
                ranker.record(number, tier, in_lead, position, rarity);
            }
        }
    }

    /// The rarity of a word in the whole corpus.
    fn rarity<W: TokenId>(&self, word: W) -> u8 {
        self.vocabulary.rarity(self.segment.word_ids()[word.code() - 1])
    }

    /// The best wording among entries.
    pub(super) fn best_wording(&self, entries: &BitSet) -> Option<Wording> {
        let has = |wording: &Wording| entries.iter().any(|at| self.block.flags[at].wording() == *wording);
        Wording::ALL.into_iter().find(has)
    }

    /// Ranks the entries of a class and wording whose first word is the only term. Nothing in their class and wording
    /// ranks higher, and their other words need not be read.
    pub(super) fn rank_by_first_word(&self, class: MatchClass, wording: Wording, entries: &BitSet, best: &BestRanks) {
        let [term] = self.terms.as_slice() else { return };
        if class.in_metadata > 0 {
            return self.rank(class, (&self.with_wording(wording, entries), &ANY_LENGTH), best);
        }
        if term.has_alternatives() {
            return;
        }
        let is_of_class =
            |word: &usize| term.tier_of_word(*word).is_some_and(|tier| MatchClass::BEST.with(tier) == class);
        // Computed once per word, not per entry.
        let mut matches = vec![false; self.segment.word_ids().len()];
        term.starts(false).map(|place| place - 1).filter(is_of_class).for_each(|word| matches[word] = true);
        let mut top = TopRanked::new(best, Rank::floor(class, 0));
        entries.for_each(|at| {
            let is_first = self.first_word(at).is_some_and(|word| matches[word]);
            if is_first && self.block.flags[at].wording() == wording {
                top.push(Rank::single_position(class, wording, 0, self.length(at)), self.id(at));
            }
        });
    }

    /// Those of `entries` with a wording.
    fn with_wording(&self, wording: Wording, entries: &BitSet) -> BitSet {
        let mut found = entries.clone();
        found.retain(|at| self.block.flags[at].wording() == wording);
        found
    }

    /// The first word that an entry says, if any.
    fn first_word(&self, at: usize) -> Option<usize> {
        let read = || {
            let (range, said) = (self.segment.token_range(at), said_text_count(self.block, at));
            with_tokens!(self.segment.tokens(), words => first_word_of(split_texts(&words[range]).take(said)))
        };
        self.segment.first_word(at).or_else(read)
    }

    /// The number of words that an entry says.
    pub(super) fn length(&self, at: usize) -> u32 {
        let count = || {
            let (range, said) = (self.segment.token_range(at), said_text_count(self.block, at));
            with_tokens!(self.segment.tokens(), words => {
                to_word_count(split_texts(&words[range]).take(said).fold(0, |count, text| count + text.len()))
            })
        };
        self.segment.length(at).unwrap_or_else(count)
    }

    fn id(&self, at: usize) -> EntryId {
        EntryId::new(self.base as usize + at)
    }
}

/// Every number of words.
pub(super) const ANY_LENGTH: Range<u32> = 0..u32::MAX;

/// The first word of some texts.
fn first_word_of<'w, W: TokenId + 'w>(mut texts: impl Iterator<Item = &'w [W]>) -> Option<usize> {
    texts.find_map(|text| text.first()).map(|word| word.code() - 1)
}

/// Whether more than `spread` consecutive words, starting at position `first` or before, may all begin a term according
/// to `starts`.
fn may_begin_by<W: TokenId>(words: &[W], starts: &[bool], spread: u32, first: u32) -> bool {
    let mut in_a_row = 0;
    let reached = |word: &W| {
        in_a_row = if starts[word.code()] { in_a_row + 1 } else { 0 };
        in_a_row > spread
    };
    let count = first.saturating_add(spread).saturating_add(1) as usize;
    words.iter().filter(|word| word.code() != TEXT_BREAK).take(count).any(reached)
}

impl SegmentMatches {
    /// Partitions the entries by class.
    pub(super) fn partition_by_class(&self, entries: &BitSet) -> BTreeMap<MatchClass, BitSet> {
        let mut classes = BTreeMap::from([(MatchClass::BEST, entries.clone())]);
        for sets in &self.tiers {
            let mut next: BTreeMap<MatchClass, BitSet> = BTreeMap::new();
            for (class, entries) in &classes {
                for (tier, set) in sets {
                    let both = entries.intersection(set);
                    if !both.is_empty() {
                        next.entry(class.with(*tier)).and_modify(|bits| bits.union_with(&both)).or_insert(both);
                    }
                }
            }
            classes = next;
        }
        classes.retain(|_, bits| !bits.is_empty());
        classes
    }
}
