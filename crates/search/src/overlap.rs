//! Finds entries that share words with a text that may quote them.

use std::sync::{Mutex, PoisonError};

use crate::engine::Engine;
use crate::index::{BitSet, Index, Segment, TEXT_BREAK, TokenId, with_tokens};
use crate::term::fold_words;
use kzq_corpus::{Corpus, EntryId, Wording};

/// Finds entries by the words of whole texts; reusable for many texts.
///
/// Words are folded as in queries ([`kzq_text::fold`]), so that typography and case make no difference.
pub struct OverlapIndex<'e> {
    corpus: &'e Corpus,
    index: &'e Index,
    /// For each block, maps the vocabulary's word ids to the block's; `u32::MAX` if the block does not contain the
    /// word.
    block_word_ids: Vec<Vec<u32>>,
    /// Weights of the entries of a block, all zero, to use again.
    scratch: Mutex<Vec<Vec<u32>>>,
}

impl Engine {
    /// Creates an index to find entries by the words of whole texts.
    pub fn overlap_index(&self) -> OverlapIndex<'_> {
        let (corpus, index) = (&**self.corpus(), self.index());
        let word_count = index.vocabulary().len();
        let of_block = |block| {
            let mut numbers = vec![NO_WORD; word_count];
            for (number, &word) in (0..).zip(index.segment(block).map_or(&[][..], Segment::word_ids)) {
                numbers[word as usize] = number;
            }
            numbers
        };
        let block_word_ids = (0..corpus.blocks().len()).map(of_block).collect();
        OverlapIndex { corpus, index, block_word_ids, scratch: Mutex::default() }
    }
}

const NO_WORD: u32 = u32::MAX;

impl OverlapIndex<'_> {
    /// The corpus being searched.
    pub fn corpus(&self) -> &Corpus {
        self.corpus
    }

    /// Returns at most `limit` entries that contain all phrases word for word, verbatim ones first, then in order.
    pub fn containing(&self, phrases: &[&str], limit: usize) -> Vec<EntryId> {
        self.containing_preferring(phrases, limit, |_| false)
    }

    /// Like `containing`, but of the verbatim ones, and of the others, returns first those that are preferred.
    pub fn containing_preferring(
        &self,
        phrases: &[&str],
        limit: usize,
        is_preferred: impl Fn(EntryId) -> bool,
    ) -> Vec<EntryId> {
        let phrases: Vec<Option<Vec<u32>>> = phrases.iter().map(|phrase| self.word_ids(phrase).collect()).collect();
        let Some(phrases) = phrases.into_iter().collect::<Option<Vec<Vec<u32>>>>() else { return Vec::new() };
        let mut found: Vec<(Wording, EntryId)> = Vec::new();
        for (number, &base) in self.corpus.first_entry_of_blocks().iter().enumerate() {
            let Some(block) = self.index.segment(number).zip(self.to_block_ids(&phrases, number)) else { continue };
            let holds = |&at: &usize| contains_all(block.0, at, &block.1);
            let marks = &self.corpus.blocks()[number].flags;
            for at in entries_with_words(block.0, &block.1).iter().filter(holds) {
                found.push((marks[at].wording(), EntryId::new(base as usize + at)));
            }
        }
        if found.len() > 1 {
            found.sort_by_cached_key(|&(wording, entry)| (wording != Wording::Verbatim, !is_preferred(entry)));
        }
        found.truncate(limit);
        found.into_iter().map(|(_, entry)| entry).collect()
    }

    /// Returns at most `limit` entries that share the most words with a text, best first; rare words weigh more.
    pub fn similar_to(&self, text: &str, limit: usize) -> Vec<EntryId> {
        /// Maximum number of postings to read, unless the [`WORDS`] rarest words have more.
        const MAX_POSTINGS: u64 = 100_000;
        const MIN_WORDS: usize = 3;
        let doc_freq = |&word: &u32| u64::from(self.index.vocabulary().doc_freq(word));
        let mut words: Vec<u32> = self.word_ids(text).flatten().collect();
        words.sort_unstable();
        words.dedup();
        words.sort_by_key(doc_freq);
        let mut postings = 0;
        let taken = words.iter().take_while(|word| {
            postings += doc_freq(word);
            postings <= MAX_POSTINGS
        });
        let word_count = taken.count().max(MIN_WORDS).min(words.len());
        // The best so far, the weightiest first, then in order.
        let mut best: Vec<(u32, EntryId)> = Vec::with_capacity(limit + 1);
        for (number, &base) in self.corpus.first_entry_of_blocks().iter().enumerate() {
            let Some(segment) = self.index.segment(number) else { continue };
            let here =
                words[..word_count].iter().map(|&word| (self.block_word_ids[number][word as usize], doc_freq(&word)));
            let here: Vec<(u32, u64)> = here.filter(|&(word, _)| word != NO_WORD).collect();
            self.for_each_shared_weight(segment, &here, |at, weight| {
                if best.len() < limit || best.last().is_some_and(|&(least, _)| weight > least) {
                    let place = best.partition_point(|&(own, _)| own >= weight);
                    best.insert(place, (weight, EntryId::new(base as usize + at)));
                    best.truncate(limit);
                }
            });
        }
        best.into_iter().map(|(_, entry)| entry).collect()
    }

    /// Visits each entry of a block that shares words with `words`, in order, with the weight of those words.
    fn for_each_shared_weight(&self, segment: &Segment, words: &[(u32, u64)], mut visit: impl FnMut(usize, u32)) {
        let mut weights = self.scratch.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        weights.resize(weights.len().max(segment.len()), 0);
        let mut any = BitSet::empty(segment.len());
        let all = self.corpus.len() as u64;
        for &(word, held) in words {
            let weight = 1 + (all / held.max(1)).checked_ilog2().unwrap_or(0);
            let mut entries = BitSet::empty(segment.len());
            segment.add_postings(word as usize, &mut entries);
            entries.for_each(|at| weights[at] += weight);
            any.union_with(&entries);
        }
        any.for_each(|at| visit(at, std::mem::take(&mut weights[at])));
        self.scratch.lock().unwrap_or_else(PoisonError::into_inner).push(weights);
    }

    /// The vocabulary ids of a text's words; `None` for a word that is in no entry.
    fn word_ids(&self, text: &str) -> impl Iterator<Item = Option<u32>> {
        fold_words(text).into_iter().map(|word| self.index.vocabulary().id(&word))
    }

    /// Converts phrases to the word ids of a block; returns `None` if a word does not occur in it.
    fn to_block_ids(&self, phrases: &[Vec<u32>], block: usize) -> Option<Vec<Vec<usize>>> {
        let number = |&word: &u32| {
            let number = self.block_word_ids[block][word as usize];
            (number != NO_WORD).then_some(number as usize)
        };
        phrases.iter().map(|phrase| phrase.iter().map(number).collect()).collect()
    }
}

/// The entries of a block that contain all words of all phrases, and perhaps a few more.
fn entries_with_words(segment: &Segment, phrases: &[Vec<usize>]) -> BitSet {
    /// The number of entries from which on it takes less time to look at them than at the postings of another word.
    const FEW: usize = 64;
    let mut words = phrases.concat();
    // Rarer words have higher ids.
    words.sort_unstable_by(|one, other| other.cmp(one));
    words.dedup();
    let mut entries = if words.is_empty() { BitSet::empty(segment.len()) } else { BitSet::full(segment.len()) };
    for word in words {
        if entries.count() <= FEW {
            break;
        }
        let mut postings = BitSet::empty(segment.len());
        segment.add_postings(word, &mut postings);
        entries.intersect_with(&postings);
    }
    entries
}

/// Whether an entry of a block contains each phrase word for word.
fn contains_all(segment: &Segment, entry: usize, phrases: &[Vec<usize>]) -> bool {
    let range = segment.token_range(entry);
    with_tokens!(segment.tokens(), words => {
        phrases.iter().all(|phrase| contains_phrase(&words[range.clone()], phrase))
    })
}

fn contains_phrase<W: TokenId>(words: &[W], phrase: &[usize]) -> bool {
    let is = |word: &W, number: usize| word.code() != TEXT_BREAK && word.code() - 1 == number;
    words.windows(phrase.len().max(1)).any(|window| window.iter().zip(phrase).all(|(word, &number)| is(word, number)))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use kzq_corpus::read;

    fn engine(texts: &[(bool, String)]) -> Engine {
        let mut entries = String::new();
        for (number, (said, text)) in texts.iter().enumerate() {
            let (kind, whose) = if *said { ("Quote", "by") } else { ("Paraphrase", "of") };
            let _ = write!(entries, "{kind}(id: \"e{number}\", {whose}: \"a\", text: \"{text}\"),");
        }
        let file = format!(r#"(schema: 1, id: "c", title: "C", speakers: {{"a": (name: "A")}}, entries: [{entries}])"#);
        Engine::new(Arc::new(read("c.ron", file.as_bytes()).corpus.unwrap()))
    }

    #[test]
    fn rare_words_weigh_more() {
        let texts = ["a b c d", "a b c x", "y b c d", "a x", "never", "A b’s c"];
        let engine = engine(&texts.map(|text| (true, text.to_owned())));
        let similar = |text: &str, most| {
            engine.overlap_index().similar_to(text, most).iter().map(|id| id.index()).collect::<Vec<_>>()
        };
        assert_eq!(similar("y a x", 2), [1, 2]);
        assert_eq!(similar("nobody said", 3), [0_usize; 0]);
        assert_eq!(similar("", 3), [0_usize; 0]);
    }

    proptest! {
        #[test]
        fn containing_matches_word_for_word(
            texts in prop::collection::vec((any::<bool>(), "[abAB](,? [abcé’]){0,6}"), 1..8),
            phrases in prop::collection::vec("[abe]( [abc]){0,2}", 1..3),
        ) {
            let engine = engine(&texts);
            let phrases: Vec<&str> = phrases.iter().map(String::as_str).collect();
            let found = engine.overlap_index().containing(&phrases, usize::MAX);
            let holds = |text: &str| {
                let words = fold_words(text);
                phrases.iter().all(|phrase| {
                    let phrase = fold_words(phrase);
                    words.windows(phrase.len()).any(|window| window == phrase)
                })
            };
            let held = |said: bool| {
                let texts = texts.iter().enumerate().filter(move |(_, (own, _))| *own == said);
                texts.filter(|(_, (_, text))| holds(text)).map(|(at, _)| at).collect::<Vec<_>>()
            };
            let expected = [held(true), held(false)].concat();
            prop_assert_eq!(found.iter().map(|id| id.index()).collect::<Vec<_>>(), expected);
        }
    }
}
