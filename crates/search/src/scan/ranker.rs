//! Ranks entries by their texts, without an index. A look at its first byte rules out most words.

use crate::match_tier::{Form, counts_inside};
use crate::query::Term;
use crate::rank::{Prepared, Rank, Ranker, counted};
use kzq_corpus::Block;
use kzq_text::fold::{fold_into, other_spelling};
use kzq_text::words::words;

/// Ranks entries, one at a time.
pub(crate) struct Skimmer<'q> {
    terms: &'q [&'q Term],
    /// The typed words, if the query has no phrases.
    typed: Option<Vec<&'q str>>,
    /// Whether a word with this ASCII first byte may match.
    begins: [bool; 256],
    /// The minimum length in bytes of an ASCII word that may contain a typed word.
    holds_from: usize,
    ranker: Ranker,
    folded: String,
}

impl<'q> Skimmer<'q> {
    pub(crate) fn new(terms: &'q [&'q Term]) -> Self {
        let word = |term: &&'q Term| if let Term::Word(typed) = term { Some(typed.as_str()) } else { None };
        let typed: Option<Vec<&str>> = terms.iter().map(word).collect();
        let mut begins = [false; 256];
        let mut holds_from = usize::MAX;
        for word in typed.iter().flatten() {
            if let Some(&first) = word.as_bytes().first() {
                begins[usize::from(first)] = true;
                begins[usize::from(first.to_ascii_uppercase())] = true;
            }
            if counts_inside(word) {
                holds_from = holds_from.min(word.len());
            }
        }
        Self { terms, typed, begins, holds_from, ranker: Ranker::default(), folded: String::new() }
    }

    /// Ranks the entry at an index of a block; returns `None` if it misses a term.
    pub(crate) fn rank(&mut self, block: &Block, at: usize) -> Option<Rank> {
        match self.typed.take() {
            Some(typed) => {
                let rank = self.rank_words(&typed, block, at);
                self.typed = Some(typed);
                rank
            }
            None => Prepared::of(block, at).rank(self.terms, None, &|_| 0, &mut self.ranker),
        }
    }

    fn rank_words(&mut self, typed: &[&str], block: &Block, at: usize) -> Option<Rank> {
        self.ranker.begin(typed.len());
        let mark = block.marks[at];
        let said = if mark.has_question() { 2 } else { 1 };
        let (mut place, mut length) = (0, 0);
        for (index, text) in block.searched(at).into_iter().flatten().enumerate() {
            for (_, word) in words(text) {
                if self.may_hold_any(word) {
                    self.note(typed, word, index >= said, counted(place));
                }
                place += 1;
            }
            if index < said {
                length = place;
            }
        }
        self.ranker.rank(mark.wording(), counted(length))
    }

    fn may_hold_any(&self, word: &str) -> bool {
        let first = word.as_bytes().first().copied().unwrap_or_default();
        self.begins[usize::from(first)] || word.len() >= self.holds_from || !word.is_ascii()
    }

    fn note(&mut self, typed: &[&str], word: &str, in_lead: bool, place: u32) {
        fold_into(word, &mut self.folded);
        let other = other_spelling(&self.folded);
        let form = Form { folded: &self.folded, other: other.as_deref() };
        for (number, typed) in typed.iter().enumerate() {
            if let Some(tier) = form.sure_tier(typed) {
                // Rarity is known only to the index.
                self.ranker.note(number, tier, in_lead, place, 0);
            }
        }
    }
}
