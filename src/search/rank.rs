//! How well one entry answers a query.

use super::near::Near;
use super::query::Term;
use super::words::{Tier, Token, phrase_starts, tokens};
use crate::corpus::{Entry, Lead, Wording, Words};

/// What an entry is ranked by, most important first; less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    /// Whether some word was only nearly found.
    pub(super) near: bool,
    /// The tiers of all words, added up: 0 for a whole word, and so on.
    tiers: usize,
    /// How many of the words stand only in what the entry answers.
    in_lead: usize,
    /// How many words long the shortest stretch is that holds a best place of every term.
    spread: usize,
    /// What was said comes before what was reported.
    wording: Wording,
    /// Where that stretch begins, in words.
    first: usize,
    /// How many words the entry has.
    length: usize,
}

/// The words of an entry in which a query looks.
#[derive(Clone, Debug)]
pub(super) struct Prepared {
    /// Each text of the entry, what it says first.
    texts: Vec<Vec<Token>>,
    wording: Wording,
    /// How many of the texts are what the entry says; the rest leads in.
    said: usize,
}

impl Prepared {
    pub(super) fn of(entry: Entry<'_>) -> Self {
        let mut texts: Vec<Vec<Token>> = match &entry.words() {
            Words::Quote { text } | Words::Paraphrase { text } => vec![tokens(text.as_str())],
            Words::Qa { question, answer } => vec![tokens(question.as_str()), tokens(answer.as_str())],
        };
        let said = texts.len();
        texts.extend(entry.lead().as_ref().map(Lead::text).map(|lead| tokens(lead.as_str())));
        Self { texts, wording: entry.wording(), said }
    }

    /// How well the entry fulfils the words and phrases of a query; `None` where it misses one.
    ///
    /// `near` allows near words.
    pub(super) fn rank(&self, terms: &[&Term], near: Option<&Near>) -> Option<Rank> {
        let (wording, length) = (self.wording, self.length());
        let mut rank = Rank { near: false, tiers: 0, in_lead: 0, spread: 0, wording, first: 0, length };
        let mut places = Vec::with_capacity(terms.len());
        for term in terms {
            let found = self.find(term, near)?;
            rank.near |= found.tier == Tier::Near;
            rank.tiers += found.tier as usize;
            rank.in_lead += usize::from(found.in_lead);
            places.push(found.places);
        }
        (rank.spread, rank.first) = nearest_together(&places);
        Some(rank)
    }

    /// Whether the entry holds a word, whole, or a phrase.
    pub(super) fn holds(&self, term: &Term) -> bool {
        self.texts.iter().any(|tokens| match term {
            Term::Word(word) => tokens.iter().any(|token| token.is(word)),
            Term::Phrase { words, .. } => phrase_starts(tokens, words, false).next().is_some(),
            Term::Field(..) | Term::Not(_) => false,
        })
    }

    fn length(&self) -> usize {
        self.texts[..self.said].iter().map(Vec::len).sum()
    }

    /// The best places of a term in the entry.
    fn find(&self, term: &Term, near: Option<&Near>) -> Option<Found> {
        let mut best: Option<Found> = None;
        let mut base = 0;
        for (index, tokens) in self.texts.iter().enumerate() {
            let in_lead = index >= self.said;
            for (tier, at) in places_in(tokens, term, near) {
                let place = base + at;
                match &mut best {
                    Some(best) if (tier, in_lead) > (best.tier, best.in_lead) => {}
                    Some(best) if (tier, in_lead) == (best.tier, best.in_lead) => best.places.push(place),
                    _ => best = Some(Found { tier, in_lead, places: vec![place] }),
                }
            }
            base += tokens.len();
        }
        best
    }
}

/// Where a term is found as well as anywhere in an entry.
struct Found {
    tier: Tier,
    in_lead: bool,
    /// In order, counted in words over all texts of the entry.
    places: Vec<usize>,
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
                Some(near) => token.tier(typed, near),
                None => token.sure_tier(typed),
            };
            tier.map(|tier| (tier, at))
        })),
        Term::Phrase { words, open } => Box::new(phrase_starts(tokens, words, *open).map(|at| (Tier::Whole, at))),
        Term::Field(..) | Term::Not(_) => Box::new(std::iter::empty()),
    }
}

/// The length of the shortest stretch that holds a place of every term, and where it begins; of several as short
/// the first.
fn nearest_together(places: &[Vec<usize>]) -> (usize, usize) {
    let mut at = vec![0; places.len()];
    let mut best: Option<(usize, usize)> = None;
    loop {
        let current = || places.iter().zip(&at).map(|(places, &at)| places[at]);
        let (Some(first), Some(last)) = (current().min(), current().max()) else { return (0, 0) };
        best = best.into_iter().chain([(last - first, first)]).min();
        // Only moving the first of them on can make the stretch shorter.
        let Some(behind) = current().position(|place| place == first) else { return (0, 0) };
        at[behind] += 1;
        if at[behind] == places[behind].len() {
            return best.unwrap_or_default();
        }
    }
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
            assert_eq!(nearest_together(&places), expected, "{places:?}");
        }
    }
}
