//! How well one entry matches a query.

use crate::division::divisions;
use crate::match_tier::{
    MatchTier, TextToken, contains_tokens, exact_tier_at, matches_tokens, near_tier_at, phrase_starts, tokenize,
};
use crate::term::Term;
use crate::typo::TypoMatcher;
use kzq_corpus::{Block, Wording};

/// The sort key of a hit, most important field first; less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    /// How closely its words match.
    pub(super) class: MatchClass,
    /// How many of the words occur only in the lead, the text that the entry responds to.
    in_lead: u16,
    /// The number of words in the entry if terms were completed or corrected, otherwise 0: what was meant is more likely
    /// in an entry of few words, of which it is a larger part. It counts [`SCATTERED`] times if the words are far apart, and
    /// [`REORDERED`] times if they are nowhere in the order of the query.
    guessed_length: u32,
    /// The rarity of the words that completed or corrected terms, summed up: a common word is more likely meant.
    rarity: u16,
    /// The distance in words between the first and the last word of the shortest window with a best position of every
    /// term.
    spread: u32,
    /// Spoken words come before reported ones.
    pub(super) wording: Wording,
    /// Where that window starts, in words.
    first: u32,
    /// The number of words in the entry.
    length: u32,
}

/// How closely an entry matches the words of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct MatchClass {
    /// Whether some word matches only fuzzily.
    pub(super) is_fuzzy: bool,
    /// How many of the words match only the entry's metadata.
    pub(super) in_metadata: u16,
    /// The sum of the penalties of all other words' tiers, 0 for a whole word.
    pub(super) tier_sum: u16,
}

impl MatchClass {
    /// The class before any word has been matched.
    pub(super) const BEST: Self = Self { is_fuzzy: false, in_metadata: 0, tier_sum: 0 };

    /// Whether all words match as whole words, apart from those that match metadata.
    pub(super) fn is_of_whole_words(self) -> bool {
        self.tier_sum == 0
    }

    /// The class after matching another word in `tier`.
    pub(super) fn with(self, tier: MatchTier) -> Self {
        Self {
            is_fuzzy: self.is_fuzzy || tier.is_fuzzy(),
            in_metadata: self.in_metadata.saturating_add(u16::from(tier == MatchTier::Metadata)),
            tier_sum: self.tier_sum.saturating_add(tier.penalty()),
        }
    }
}

impl Rank {
    /// Rank for a one-term query whose first match is at word `first`.
    pub(super) fn single_position(class: MatchClass, wording: Wording, first: u32, length: u32) -> Self {
        Self { class, in_lead: 0, guessed_length: 0, rarity: 0, spread: 0, wording, first, length }
    }

    /// Lower bound for the ranks of a class, given a lower bound for the spread.
    pub(super) fn floor(class: MatchClass, spread: u32) -> Self {
        Self { spread, ..Self::single_position(class, Wording::ALL[0], 0, 0) }
    }

    /// The number of words above which an entry with completed or corrected terms ranks lower, if that follows from its
    /// length alone.
    pub(super) fn longest_guess(self) -> Option<u32> {
        (self.in_lead == 0 && self.guessed_length > 0).then_some(self.guessed_length)
    }

    /// Whether only wording, first position and length can be better, given a lower bound.
    pub(super) fn is_at_floor(self, floor: Self) -> bool {
        self <= Self { wording: self.wording, first: self.first, length: self.length, ..floor }
    }

    /// The number of words in the entry.
    pub(super) fn length(self) -> u32 {
        self.length
    }

    /// The spread and the start of the window, in words.
    pub(super) fn window(self) -> (u32, u32) {
        (self.spread, self.first)
    }

    /// Whether the entry begins with the query's only term, the best possible rank in its class and wording.
    pub(super) fn begins_with(&self, wording: Wording) -> bool {
        *self == Self { length: self.length, ..Self::single_position(self.class, wording, 0, 0) }
    }
}

/// Computes ranks, one entry at a time, from the positions of the query's terms.
#[derive(Default)]
pub(super) struct Ranker {
    terms: Vec<TermPositions>,
    /// Scratch buffer: the current position of each term.
    cursors: Vec<usize>,
}

/// The best matches of one term in an entry.
#[derive(Default)]
struct TermPositions {
    /// The best tier, and whether it occurs only in the lead.
    best_tier: Option<(MatchTier, bool)>,
    /// The rarity of the commonest word matched there.
    rarity: u8,
    /// Sorted positions, counted in words over all texts of the entry.
    positions: Vec<u32>,
}

impl Ranker {
    /// Starts an entry, for a query of this many terms.
    pub(super) fn start_entry(&mut self, terms: usize) {
        self.terms.resize_with(terms, TermPositions::default);
        for found in &mut self.terms {
            found.best_tier = None;
            found.rarity = u8::MAX;
            found.positions.clear();
        }
    }

    /// Records a position of a term and the rarity of the word there. Positions must come in order.
    pub(super) fn record(&mut self, term: usize, tier: MatchTier, in_lead: bool, position: u32, rarity: u8) {
        let found = &mut self.terms[term];
        match found.best_tier {
            Some(best) if (tier, in_lead) > best => return,
            Some(best) if (tier, in_lead) == best => {}
            _ => {
                found.best_tier = Some((tier, in_lead));
                found.rarity = u8::MAX;
                found.positions.clear();
            }
        }
        found.rarity = found.rarity.min(rarity);
        found.positions.push(position);
    }

    /// Records that a term matches the entry's metadata.
    pub(super) fn record_metadata(&mut self, term: usize) {
        let found = &mut self.terms[term];
        if found.best_tier.is_none_or(|(tier, _)| tier > MatchTier::Metadata) {
            found.best_tier = Some((MatchTier::Metadata, false));
            found.positions.clear();
        }
    }

    /// Returns the rank of the entry, if every term has been found.
    pub(super) fn rank(&mut self, wording: Wording, length: u32) -> Option<Rank> {
        let mut rank = Rank::single_position(MatchClass::BEST, wording, 0, length);
        for found in &self.terms {
            let (tier, in_lead) = found.best_tier?;
            rank.class = rank.class.with(tier);
            rank.in_lead = rank.in_lead.saturating_add(u16::from(in_lead));
            if !matches!(tier, MatchTier::Whole | MatchTier::Metadata) && self.terms.len() > 1 {
                rank.guessed_length = length;
                rank.rarity = rank.rarity.saturating_add(u16::from(found.rarity));
            }
        }
        (rank.spread, rank.first) = self.shortest_window();
        if rank.guessed_length > 0 {
            let is_scattered = rank.spread as usize >= MAX_GAP_PER_TERM * self.terms.len();
            let factors = [(is_scattered, SCATTERED), (!self.is_in_order(), REORDERED)];
            let factor = factors.into_iter().filter(|(applies, _)| *applies).map(|(_, factor)| factor).product();
            rank.guessed_length = rank.guessed_length.saturating_mul(factor);
        }
        Some(rank)
    }

    /// Whether the terms occur anywhere in the order of the query, apart from those in metadata.
    fn is_in_order(&self) -> bool {
        let mut next = 0;
        self.terms.iter().filter(|found| !found.positions.is_empty()).all(|found| {
            let position = found.positions.iter().find(|&&position| position >= next);
            position.inspect(|&&position| next = position + 1).is_some()
        })
    }

    /// The spread and start of the shortest window that contains a position of every term; the first one if several are
    /// equally short.
    fn shortest_window(&mut self) -> (u32, u32) {
        let Self { terms: found, cursors: at } = self;
        if let [found] = found.as_slice() {
            return (0, found.positions.first().copied().unwrap_or_default());
        }
        at.clear();
        at.resize(found.len(), 0);
        let mut best: Option<(u32, u32)> = None;
        loop {
            let current = |term: usize| found[term].positions[at[term]];
            // A match in metadata has no position.
            let placed = || (0..found.len()).filter(|&term| !found[term].positions.is_empty());
            let first = placed().min_by_key(|&term| current(term));
            let last = placed().map(current).max();
            let (Some(earliest), Some(last)) = (first, last) else { return (0, 0) };
            let window = (last - current(earliest), current(earliest));
            best = Some(best.map_or(window, |best| best.min(window)));
            // Only advancing the earliest term can shorten the window.
            at[earliest] += 1;
            if at[earliest] == found[earliest].positions.len() {
                return best.unwrap_or_default();
            }
        }
    }
}

/// Terms belong together if their spread is less than this many words per term.
const MAX_GAP_PER_TERM: usize = 2;
/// How many times as long an entry counts in which completed or corrected terms are too far apart to belong together.
const SCATTERED: u32 = 2;
/// The same for one in which they are not in the order of the query: words remembered in part are mostly remembered in
/// order.
const REORDERED: u32 = 4;

/// The rarity of a word from the number of entries containing it, in quarters of a halving; 0 is the commonest.
pub(super) fn rarity(entries: u32) -> u8 {
    let Some(halvings) = entries.checked_ilog2() else { return u8::MAX };
    let quarter = (u64::from(entries) << 2 >> halvings) & 3;
    u8::MAX - u8::try_from(4 * u64::from(halvings) + quarter).unwrap_or(u8::MAX)
}

/// The tokenised texts of an entry that a query searches.
#[derive(Clone, Debug)]
pub(super) struct TokenizedEntry {
    /// What the entry says comes first, then the lead.
    texts: Vec<Vec<TextToken>>,
    wording: Wording,
    /// How many of the texts are what the entry says; the rest is the lead.
    said_texts: usize,
}

impl TokenizedEntry {
    /// Tokenises the entry at an index of a block.
    pub(super) fn new(block: &Block, at: usize) -> Self {
        let mark = block.flags[at];
        let texts = block.searchable_texts(at).into_iter().flatten().map(tokenize).collect();
        Self { texts, wording: mark.wording(), said_texts: if mark.has_question() { 2 } else { 1 } }
    }

    /// Ranks the entry for the words and phrases of a query; returns `None` if it misses one.
    ///
    /// `typos` enables fuzzy matches; `rarity` returns the rarity of a folded word, and `in_metadata` whether the
    /// term with a number matches the entry's metadata.
    pub(super) fn rank(
        &self,
        terms: &[&Term],
        typos: Option<&TypoMatcher>,
        rarity: &dyn Fn(&str) -> u8,
        in_metadata: &dyn Fn(usize) -> bool,
        ranker: &mut Ranker,
    ) -> Option<Rank> {
        ranker.start_entry(terms.len());
        let mut base = 0;
        for (index, tokens) in self.texts.iter().enumerate() {
            for (number, term) in terms.iter().enumerate() {
                let divisions = typos.map(|_| divisions(term)).unwrap_or_default();
                for (tier, at) in positions_in(tokens, term, typos.zip(Some(&divisions[..]))) {
                    let rarity = rarity(tokens[at].forms().folded);
                    ranker.record(number, tier, index >= self.said_texts, to_word_count(base + at), rarity);
                }
            }
            base += tokens.len();
        }
        (0..terms.len()).filter(|&number| in_metadata(number)).for_each(|number| ranker.record_metadata(number));
        ranker.rank(self.wording, self.length())
    }

    /// Whether some text matches a term, without typos.
    pub(super) fn matches(&self, term: &Term) -> bool {
        self.texts.iter().any(|tokens| matches_tokens(tokens, term))
    }

    /// Whether the entry contains a whole word, a phrase or a pattern.
    pub(super) fn contains(&self, term: &Term) -> bool {
        self.texts.iter().any(|tokens| contains_tokens(tokens, term))
    }

    fn length(&self) -> u32 {
        to_word_count(self.texts[..self.said_texts].iter().map(Vec::len).sum())
    }
}

/// The positions of a term in one text, in order; `near` are the means to find fuzzy matches.
fn positions_in<'t>(
    tokens: &'t [TextToken],
    term: &'t Term,
    near: Option<(&'t TypoMatcher, &'t [Vec<String>])>,
) -> Box<dyn Iterator<Item = (MatchTier, usize)> + 't> {
    if let Some((typos, divisions)) = near {
        let tier = move |at| near_tier_at(tokens, at, term, divisions, typos).map(|tier| (tier, at));
        return Box::new((0..tokens.len()).filter_map(tier));
    }
    match term {
        Term::Word(typed) => Box::new(
            tokens
                .iter()
                .enumerate()
                .filter_map(move |(at, token)| token.forms().exact_tier(typed).map(|tier| (tier, at))),
        ),
        Term::Phrase { words, is_prefix: open } => {
            Box::new(phrase_starts(tokens, words, *open).map(|at| (MatchTier::Whole, at)))
        }
        term => Box::new((0..tokens.len()).filter_map(|at| exact_tier_at(tokens, at, term).map(|tier| (tier, at)))),
    }
}

/// A word count as `u32`; no entry has 2³² words.
pub(super) fn to_word_count(words: usize) -> u32 {
    u32::try_from(words).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortest_window_is_found() {
        for (places, expected) in [
            (vec![vec![3, 9]], (0, 3)),
            (vec![vec![0, 20], vec![17]], (3, 17)),
            (vec![vec![5], vec![5]], (0, 5)),
            (vec![vec![1, 10, 30], vec![4, 12], vec![11, 40]], (2, 10)),
            (vec![], (0, 0)),
        ] {
            let mut ranker = Ranker::default();
            ranker.start_entry(places.len());
            for (term, places) in places.iter().enumerate() {
                for &place in places {
                    ranker.record(term, MatchTier::Whole, false, place, 0);
                }
            }
            assert_eq!(ranker.shortest_window(), expected, "{places:?}");
        }
    }
}
