//! Finds entries that share words with a text that may quote them.

use crate::engine::Engine;
use crate::index::{BREAK, Bits, Index, Segment, Word, Words};
use crate::match_tier::fold_words;
use kzq_corpus::{Corpus, EntryId, Wording};

/// Finds entries by the words of whole texts; reusable for many texts.
///
/// Words are folded as in queries ([`kzq_text::fold`]), so that typography and case make no difference.
pub struct Sharing<'e> {
    corpus: &'e Corpus,
    index: &'e Index,
    /// For each block, maps the vocabulary's word ids to the block's; `u32::MAX` if the block does not contain the
    /// word.
    numbers: Vec<Vec<u32>>,
}

impl Engine {
    /// Creates an index to find entries by the words of whole texts.
    pub fn sharing(&self) -> Sharing<'_> {
        let (corpus, index) = (&**self.corpus(), self.index());
        let known = index.vocabulary().len();
        let of_block = |block| {
            let mut numbers = vec![NONE; known];
            for (number, &word) in (0..).zip(index.segment(block).map_or(&[][..], Segment::numbers)) {
                numbers[word as usize] = number;
            }
            numbers
        };
        Sharing { corpus, index, numbers: (0..corpus.blocks().len()).map(of_block).collect() }
    }
}

const NONE: u32 = u32::MAX;

impl Sharing<'_> {
    /// The corpus being searched.
    pub fn corpus(&self) -> &Corpus {
        self.corpus
    }

    /// Returns at most `limit` entries that contain all phrases word for word, verbatim ones first, then in order.
    pub fn holding(&self, phrases: &[&str], most: usize) -> Vec<EntryId> {
        let phrases: Vec<Option<Vec<u32>>> = phrases.iter().map(|phrase| self.known(phrase).collect()).collect();
        let Some(phrases) = phrases.into_iter().collect::<Option<Vec<Vec<u32>>>>() else { return Vec::new() };
        let mut found: Vec<(Wording, EntryId)> = Vec::new();
        for (number, base) in self.corpus.bases().iter().enumerate() {
            let Some(block) = self.index.segment(number).zip(self.in_block(&phrases, number)) else { continue };
            let holds = |&at: &usize| holds(block.0, at, &block.1);
            let marks = &self.corpus.blocks()[number].marks;
            for at in holding_all(block.0, &block.1).iter().filter(holds) {
                found.push((marks[at].wording(), EntryId(base + u32::try_from(at).unwrap_or(u32::MAX))));
            }
        }
        found.sort_by_key(|&(wording, _)| wording != Wording::Verbatim);
        found.truncate(most);
        found.into_iter().map(|(_, entry)| entry).collect()
    }

    /// Returns at most `limit` entries that share the most words with a text, best first; rare words weigh more.
    pub fn alike(&self, text: &str, most: usize) -> Vec<EntryId> {
        /// Maximum number of postings to read, unless the [`WORDS`] rarest words have more.
        const PLACES: u64 = 100_000;
        const WORDS: usize = 3;
        let held = |&word: &u32| u64::from(self.index.vocabulary().held_by(word));
        let mut words: Vec<u32> = self.known(text).flatten().collect();
        words.sort_unstable();
        words.dedup();
        words.sort_by_key(held);
        let mut places = 0;
        let taken = words.iter().take_while(|word| {
            places += held(word);
            places <= PLACES
        });
        let taken = taken.count().max(WORDS).min(words.len());
        let mut best: Vec<(u32, EntryId)> = Vec::new();
        for (number, base) in self.corpus.bases().iter().enumerate() {
            let Some(segment) = self.index.segment(number) else { continue };
            let here = words[..taken].iter().map(|&word| (self.numbers[number][word as usize], held(&word)));
            let here: Vec<(u32, u64)> = here.filter(|&(word, _)| word != NONE).collect();
            let shared = self.weighed(segment, &here).into_iter();
            best.extend(shared.map(|(weight, at)| (weight, EntryId(base + u32::try_from(at).unwrap_or(u32::MAX)))));
            best.sort_unstable_by_key(|&(weight, entry)| (std::cmp::Reverse(weight), entry));
            best.truncate(most);
        }
        best.into_iter().map(|(_, entry)| entry).collect()
    }

    /// The weight of the words that each entry of a block shares with `words`; entries that share none are left out.
    fn weighed(&self, segment: &Segment, words: &[(u32, u64)]) -> Vec<(u32, usize)> {
        let (mut weights, mut any) = (vec![0_u32; segment.len()], Bits::none(segment.len()));
        let all = self.corpus.len() as u64;
        for &(word, held) in words {
            let weight = 1 + (all / held.max(1)).checked_ilog2().unwrap_or(0);
            let mut entries = Bits::none(segment.len());
            segment.add_entries(word as usize, &mut entries);
            entries.each(|at| weights[at] += weight);
            any.unite(&entries);
        }
        any.iter().map(|at| (weights[at], at)).collect()
    }

    /// The vocabulary ids of a text's words; `None` for a word that is in no entry.
    fn known(&self, text: &str) -> impl Iterator<Item = Option<u32>> {
        fold_words(text).into_iter().map(|word| self.index.vocabulary().number(&word))
    }

    /// Converts phrases to the word ids of a block; returns `None` if a word does not occur in it.
    fn in_block(&self, phrases: &[Vec<u32>], block: usize) -> Option<Vec<Vec<usize>>> {
        let number = |&word: &u32| {
            let number = self.numbers[block][word as usize];
            (number != NONE).then_some(number as usize)
        };
        phrases.iter().map(|phrase| phrase.iter().map(number).collect()).collect()
    }
}

/// The entries of a block that contain all words of all phrases.
fn holding_all(segment: &Segment, phrases: &[Vec<usize>]) -> Bits {
    let mut words = phrases.concat();
    // Rarer words have higher ids.
    words.sort_unstable_by(|one, other| other.cmp(one));
    words.dedup();
    let mut entries = if words.is_empty() { Bits::none(segment.len()) } else { Bits::all(segment.len()) };
    for word in words {
        if entries.is_empty() {
            break;
        }
        let mut holders = Bits::none(segment.len());
        segment.add_entries(word, &mut holders);
        entries.intersect(&holders);
    }
    entries
}

/// Whether an entry of a block contains each phrase word for word.
fn holds(segment: &Segment, entry: usize, phrases: &[Vec<usize>]) -> bool {
    let range = segment.range(entry);
    match segment.words() {
        Words::Few(words) => phrases.iter().all(|phrase| holds_phrase(&words[range.clone()], phrase)),
        Words::Many(words) => phrases.iter().all(|phrase| holds_phrase(&words[range.clone()], phrase)),
    }
}

fn holds_phrase<W: Word>(words: &[W], phrase: &[usize]) -> bool {
    let is = |word: &W, number: usize| word.place() != BREAK && word.place() - 1 == number;
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
    fn rare_words_tell_more_than_common_ones() {
        let texts = ["a b c d", "a b c x", "y b c d", "a x", "never", "A b’s c"];
        let engine = engine(&texts.map(|text| (true, text.to_owned())));
        let alike =
            |text: &str, most| engine.sharing().alike(text, most).iter().map(|id| id.index()).collect::<Vec<_>>();
        assert_eq!(alike("y a x", 2), [1, 2]);
        assert_eq!(alike("nobody said", 3), [0_usize; 0]);
        assert_eq!(alike("", 3), [0_usize; 0]);
    }

    proptest! {
        #[test]
        fn entries_that_hold_phrases_are_those_that_hold_them_word_for_word(
            texts in prop::collection::vec((any::<bool>(), "[abAB](,? [abcé’]){0,6}"), 1..8),
            phrases in prop::collection::vec("[abe]( [abc]){0,2}", 1..3),
        ) {
            let engine = engine(&texts);
            let phrases: Vec<&str> = phrases.iter().map(String::as_str).collect();
            let found = engine.sharing().holding(&phrases, usize::MAX);
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
