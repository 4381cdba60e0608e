//! How well one entry answers a query.

use std::cmp::Ordering;

use super::near::Near;
use super::query::Term;
use super::words::{Tier, Token, phrase_starts, tokens};
use crate::corpus::{Block, EntryId, Wording};

/// What an entry is ranked by, most important first; less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    /// How surely its words were found.
    pub(super) class: Class,
    /// How many of the words stand only in what the entry answers.
    in_lead: u16,
    /// Whether the words are so far from each other that they may have nothing to do with each other.
    scattered: bool,
    /// How rare the words are that were found for those not typed whole: of several the common one is likelier meant.
    rarity: u16,
    /// How many words long the shortest stretch is that holds a best place of every term.
    spread: u32,
    /// What was said comes before what was reported.
    pub(super) wording: Wording,
    /// Where that stretch begins, in words.
    first: u32,
    /// How many words the entry has.
    length: u32,
}

/// How surely the words of a query were found in an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Class {
    /// Whether some word was only nearly found.
    pub(super) near: bool,
    /// The tiers of all words, added up: 0 for a whole word, and so on.
    pub(super) tiers: u16,
}

impl Class {
    /// The class of an entry of which nothing is known yet.
    pub(super) const BEST: Self = Self { near: false, tiers: 0 };

    /// The class when another word was found in `tier`.
    pub(super) fn and(self, tier: Tier) -> Self {
        Self { near: self.near || tier == Tier::Near, tiers: self.tiers.saturating_add(tier as u16) }
    }
}

impl Rank {
    /// The rank of an entry in what says `first` is the first place of the only term of a query.
    pub(super) fn of_one_place(class: Class, wording: Wording, first: u32, length: u32) -> Self {
        Self { class, in_lead: 0, scattered: false, rarity: 0, spread: 0, wording, first, length }
    }

    /// The best rank of a class in which the words are so rare and so far from each other at least.
    pub(super) fn floor(class: Class, rarity: u8, spread: u32) -> Self {
        Self { rarity: rarity.into(), spread, ..Self::of_one_place(class, Wording::ALL[0], 0, 0) }
    }

    /// Whether the entry begins with the only term of a query, as nothing of its class and wording does better.
    pub(super) fn begins_with(&self, wording: Wording) -> bool {
        *self == Self { length: self.length, ..Self::of_one_place(self.class, wording, 0, 0) }
    }
}

/// Ranks entries, one after the other: takes note of where the terms of a query stand, and draws the sum.
#[derive(Default)]
pub(super) struct Ranker {
    found: Vec<Found>,
    /// Room to work in.
    at: Vec<usize>,
}

/// Where a term is found as well as anywhere in an entry.
#[derive(Default)]
struct Found {
    /// How surely, and whether in the lead.
    best: Option<(Tier, bool)>,
    /// How rare the commonest of the words is that stand there.
    rarity: u8,
    /// In order, counted in words over all texts of the entry.
    places: Vec<u32>,
}

impl Ranker {
    /// Begins an entry, in which so many terms are sought.
    pub(super) fn begin(&mut self, terms: usize) {
        self.found.resize_with(terms, Found::default);
        for found in &mut self.found {
            found.best = None;
            found.rarity = u8::MAX;
            found.places.clear();
        }
    }

    /// Notes a place of a term, and how rare the word is that stands there. Places come in their order.
    pub(super) fn note(&mut self, term: usize, tier: Tier, in_lead: bool, place: u32, rarity: u8) {
        let found = &mut self.found[term];
        match found.best {
            Some(best) if (tier, in_lead) > best => return,
            Some(best) if (tier, in_lead) == best => {}
            _ => {
                found.best = Some((tier, in_lead));
                found.rarity = u8::MAX;
                found.places.clear();
            }
        }
        found.rarity = found.rarity.min(rarity);
        found.places.push(place);
    }

    /// The rank of the entry, if every term has a place.
    pub(super) fn rank(&mut self, wording: Wording, length: u32) -> Option<Rank> {
        let mut rank = Rank::of_one_place(Class::BEST, wording, 0, length);
        for found in &self.found {
            let (tier, in_lead) = found.best?;
            rank.class = rank.class.and(tier);
            rank.in_lead = rank.in_lead.saturating_add(u16::from(in_lead));
            if tier != Tier::Whole && self.found.len() > 1 {
                rank.rarity = rank.rarity.saturating_add(u16::from(found.rarity));
            }
        }
        (rank.spread, rank.first) = self.nearest_together();
        rank.scattered = rank.spread as usize >= NEARBY * self.found.len();
        Some(rank)
    }

    /// The length of the shortest stretch that holds a place of every term, and where it begins; of several as
    /// short the first.
    fn nearest_together(&mut self) -> (u32, u32) {
        let Self { found, at } = self;
        if let [found] = found.as_slice() {
            return (0, found.places.first().copied().unwrap_or_default());
        }
        at.clear();
        at.resize(found.len(), 0);
        let mut best: Option<(u32, u32)> = None;
        loop {
            let current = |term: usize| found[term].places[at[term]];
            let first = (0..found.len()).min_by_key(|&term| current(term));
            let last = (0..found.len()).map(current).max();
            let (Some(behind), Some(last)) = (first, last) else { return (0, 0) };
            let stretch = (last - current(behind), current(behind));
            best = Some(best.map_or(stretch, |best| best.min(stretch)));
            // Only moving the first of them on can make the stretch shorter.
            at[behind] += 1;
            if at[behind] == found[behind].places.len() {
                return best.unwrap_or_default();
            }
        }
    }
}

/// The best of many ranked entries.
pub(super) struct Best {
    /// How many are wanted.
    count: usize,
    ranked: Vec<(Rank, EntryId)>,
    /// The best rank that an entry can have.
    floor: Rank,
    /// The rank of the worst that is wanted, as soon as so many are there.
    worst: Option<Rank>,
}

impl Best {
    pub(super) fn new(count: usize, floor: Rank) -> Self {
        Self { count, ranked: Vec::new(), floor, worst: None }
    }

    /// Whether `best` of `all` are so few that it pays to ask which may be among them.
    pub(super) fn are_few(best: usize, all: usize) -> bool {
        all / 2 > best
    }

    /// Whether an entry of a wording may be among the best, before it is ranked; `may_begin_by` tells whether a stretch
    /// of words, of which the last is so far behind the first, may be of terms alone and begin at a word of a number or
    /// before.
    pub(super) fn may_take(&self, wording: Wording, may_begin_by: impl Fn(u32, u32) -> bool) -> bool {
        let Some(worst) = self.worst else { return true };
        let at_floor = worst <= Rank { wording: worst.wording, first: worst.first, length: worst.length, ..self.floor };
        match wording.cmp(&worst.wording) {
            Ordering::Less => true,
            Ordering::Equal => !at_floor || may_begin_by(worst.spread, worst.first),
            Ordering::Greater => !at_floor,
        }
    }

    /// Takes an entry in.
    pub(super) fn take(&mut self, rank: Rank, entry: EntryId) {
        self.ranked.push((rank, entry));
        if Self::are_few(self.count, self.ranked.len()) {
            let (_, &mut (worst, _), _) = self.ranked.select_nth_unstable(self.count);
            self.worst = Some(worst);
            self.ranked.truncate(self.count);
        }
    }

    /// The best, and perhaps some more, in any order.
    pub(super) fn into_ranked(self) -> Vec<(Rank, EntryId)> {
        self.ranked
    }
}

/// Terms that stand within so many words for each of them belong together.
const NEARBY: usize = 2;

/// How rare a word is that so many entries hold, in quarters of halvings; the commonest is 0.
pub(super) fn rarity(entries: u32) -> u8 {
    let Some(halvings) = entries.checked_ilog2() else { return u8::MAX };
    let quarter = (u64::from(entries) << 2 >> halvings) & 3;
    u8::MAX - u8::try_from(4 * u64::from(halvings) + quarter).unwrap_or(u8::MAX)
}

/// The words of an entry in which a query looks.
#[derive(Clone, Debug)]
pub(super) struct Prepared {
    /// Each text of the entry; what it says comes first.
    texts: Vec<Vec<Token>>,
    wording: Wording,
    /// How many of the texts are what the entry says; the rest leads in.
    said: usize,
}

impl Prepared {
    /// The words of the entry at a place of a block.
    pub(super) fn of(block: &Block, at: usize) -> Self {
        let mark = block.marks[at];
        let texts = block.searched(at).into_iter().flatten().map(tokens).collect();
        Self { texts, wording: mark.wording(), said: if mark.has_question() { 2 } else { 1 } }
    }

    /// How well the entry fulfils the words and phrases of a query; `None` where it misses one.
    ///
    /// `near` allows near words; `rarity` says how rare a folded word is.
    pub(super) fn rank(
        &self,
        terms: &[&Term],
        near: Option<&Near>,
        rarity: &dyn Fn(&str) -> u8,
        ranker: &mut Ranker,
    ) -> Option<Rank> {
        ranker.begin(terms.len());
        let mut base = 0;
        for (index, tokens) in self.texts.iter().enumerate() {
            for (number, term) in terms.iter().enumerate() {
                for (tier, at) in places_in(tokens, term, near) {
                    let rarity = rarity(tokens[at].form().folded);
                    ranker.note(number, tier, index >= self.said, counted(base + at), rarity);
                }
            }
            base += tokens.len();
        }
        ranker.rank(self.wording, self.length())
    }

    /// Whether the entry holds a word, whole, or a phrase.
    pub(super) fn holds(&self, term: &Term) -> bool {
        self.texts.iter().any(|tokens| match term {
            Term::Word(word) => tokens.iter().any(|token| token.form().is(word)),
            Term::Phrase { words, .. } => phrase_starts(tokens, words, false).next().is_some(),
            Term::Field(..) | Term::Not(_) => false,
        })
    }

    fn length(&self) -> u32 {
        counted(self.texts[..self.said].iter().map(Vec::len).sum())
    }
}

/// The places of a term in one text, in order.
fn places_in<'t>(
    tokens: &'t [Token],
    term: &'t Term,
    near: Option<&'t Near>,
) -> Box<dyn Iterator<Item = (Tier, usize)> + 't> {
    match term {
        Term::Word(typed) => Box::new(tokens.iter().enumerate().filter_map(move |(at, token)| {
            let tier = match near {
                Some(near) => token.form().tier(typed, near),
                None => token.form().sure_tier(typed),
            };
            tier.map(|tier| (tier, at))
        })),
        Term::Phrase { words, open } => Box::new(phrase_starts(tokens, words, *open).map(|at| (Tier::Whole, at))),
        Term::Field(..) | Term::Not(_) => Box::new(std::iter::empty()),
    }
}

/// A number of words; no entry has 2³².
pub(super) fn counted(words: usize) -> u32 {
    u32::try_from(words).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_stretch_is_found() {
        for (places, expected) in [
            (vec![vec![3, 9]], (0, 3)),
            (vec![vec![0, 20], vec![17]], (3, 17)),
            (vec![vec![5], vec![5]], (0, 5)),
            (vec![vec![1, 10, 30], vec![4, 12], vec![11, 40]], (2, 10)),
            (vec![], (0, 0)),
        ] {
            let mut ranker = Ranker::default();
            ranker.begin(places.len());
            for (term, places) in places.iter().enumerate() {
                for &place in places {
                    ranker.note(term, Tier::Whole, false, place, 0);
                }
            }
            assert_eq!(ranker.nearest_together(), expected, "{places:?}");
        }
    }
}
