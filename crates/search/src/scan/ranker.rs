//! Ranks entries by their texts, without an index. A look at its first byte rules out most words.

use crate::match_tier::{WordForms, matches_inside};
use crate::rank::{Rank, Ranker, TokenizedEntry, to_word_count};
use crate::term::Term;
use kzq_corpus::Block;
use kzq_text::fold::{alternate_spelling, fold_into};
use kzq_text::words::words;

/// Ranks entries, one at a time.
pub(crate) struct ScanRanker<'q> {
    terms: &'q [&'q Term],
    /// The typed words, if the query has nothing else.
    typed: Option<Vec<&'q str>>,
    /// Whether a word with this ASCII first byte may match.
    first_bytes: [bool; 256],
    /// The minimum length in bytes of an ASCII word that may contain a typed word.
    min_inside_len: usize,
    ranker: Ranker,
    folded: String,
}

impl<'q> ScanRanker<'q> {
    pub(crate) fn new(terms: &'q [&'q Term]) -> Self {
        let word = |term: &&'q Term| if let Term::Word(typed) = term { Some(typed.as_str()) } else { None };
        let typed: Option<Vec<&str>> = terms.iter().map(word).collect();
        let mut first_bytes = [false; 256];
        let mut min_inside_len = usize::MAX;
        for word in typed.iter().flatten() {
            if let Some(&first) = word.as_bytes().first() {
                first_bytes[usize::from(first)] = true;
                first_bytes[usize::from(first.to_ascii_uppercase())] = true;
            }
            if matches_inside(word) {
                min_inside_len = min_inside_len.min(word.len());
            }
        }
        Self { terms, typed, first_bytes, min_inside_len, ranker: Ranker::default(), folded: String::new() }
    }

    /// Ranks the entry at an index of a block; returns `None` if it misses a term. `in_metadata` returns whether the term
    /// with a number matches the entry's metadata.
    pub(crate) fn rank(&mut self, block: &Block, at: usize, in_metadata: &dyn Fn(usize) -> bool) -> Option<Rank> {
        match self.typed.take() {
            Some(typed) => {
                let rank = self.rank_words(&typed, block, at, in_metadata);
                self.typed = Some(typed);
                rank
            }
            None => TokenizedEntry::new(block, at).rank(self.terms, None, &|_| 0, in_metadata, &mut self.ranker),
        }
    }

    fn rank_words(
        &mut self,
        typed: &[&str],
        block: &Block,
        at: usize,
        in_metadata: &dyn Fn(usize) -> bool,
    ) -> Option<Rank> {
        self.ranker.start_entry(typed.len());
        let mark = block.flags[at];
        let said_count = if mark.has_question() { 2 } else { 1 };
        let (mut position, mut length) = (0, 0);
        for (index, text) in block.searchable_texts(at).into_iter().flatten().enumerate() {
            for (_, word) in words(text) {
                if self.may_match_any(word) {
                    self.record(typed, word, index >= said_count, to_word_count(position));
                }
                position += 1;
            }
            if index < said_count {
                length = position;
            }
        }
        let beside = (0..typed.len()).filter(|&number| in_metadata(number));
        beside.for_each(|number| self.ranker.record_metadata(number));
        self.ranker.rank(mark.wording(), to_word_count(length))
    }

    fn may_match_any(&self, word: &str) -> bool {
        let first = word.as_bytes().first().copied().unwrap_or_default();
        self.first_bytes[usize::from(first)] || word.len() >= self.min_inside_len || !word.is_ascii()
    }

    fn record(&mut self, typed: &[&str], word: &str, in_lead: bool, position: u32) {
        fold_into(word, &mut self.folded);
        let other = alternate_spelling(&self.folded);
        let form = WordForms { folded: &self.folded, variant: other.as_deref() };
        for (number, typed) in typed.iter().enumerate() {
            if let Some(tier) = form.exact_tier(typed) {
                // Rarity is known only to the index.
                self.ranker.record(number, tier, in_lead, position, 0);
            }
        }
    }
}
