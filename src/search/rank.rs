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
    /// How many words the best places of all terms are apart.
    spread: usize,
    /// What was said comes before what was reported.
    wording: Wording,
    /// The place of the first, in words.
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
    pub(super) fn of(entry: &Entry) -> Self {
        let mut texts: Vec<Vec<Token>> = match &entry.words {
            Words::Quote { text } | Words::Paraphrase { text } => vec![tokens(text.as_str())],
            Words::Qa { question, answer } => vec![tokens(question.as_str()), tokens(answer.as_str())],
        };
        let said = texts.len();
        texts.extend(entry.lead.as_ref().map(Lead::text).map(|lead| tokens(lead.as_str())));
        Self { texts, wording: entry.wording, said }
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
            places.push(found.place);
        }
        rank.first = places.iter().copied().min().unwrap_or(0);
        rank.spread = places.iter().copied().max().unwrap_or(0) - rank.first;
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

    /// The best place of a term in the entry.
    fn find(&self, term: &Term, near: Option<&Near>) -> Option<Found> {
        let mut best: Option<Found> = None;
        let mut base = 0;
        for (index, tokens) in self.texts.iter().enumerate() {
            let in_lead = index >= self.said;
            let found = best_in(tokens, term, near).map(|(tier, at)| Found { tier, in_lead, place: base + at });
            best = best.into_iter().chain(found).min_by_key(|found| (found.tier, found.in_lead, found.place));
            base += tokens.len();
        }
        best
    }
}

struct Found {
    tier: Tier,
    in_lead: bool,
    /// Counted in words over all texts of the entry.
    place: usize,
}

fn best_in(tokens: &[Token], term: &Term, near: Option<&Near>) -> Option<(Tier, usize)> {
    match term {
        Term::Word(typed) => {
            let tier = |token: &Token| match near {
                Some(near) => token.tier(typed, near),
                None => token.sure_tier(typed),
            };
            tokens.iter().enumerate().filter_map(|(at, token)| tier(token).map(|tier| (tier, at))).min()
        }
        Term::Phrase { words, open } => phrase_starts(tokens, words, *open).next().map(|at| (Tier::Whole, at)),
        Term::Field(..) | Term::Not(_) => None,
    }
}
