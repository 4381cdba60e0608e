//! Suggests quotations that a paraphrase may be based on, if the collection names none.
//!
//! Looks up the rarest words of the paraphrase in the index; among the speaker's quotations that contain some of them,
//! those sharing the most and rarest words come first, with long quotations given no advantage. The number of queries
//! is bounded, however large the collection.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::evidence::{Ground, Known, telling_words};
use kzq_corpus::{EntryId, Wording};
use kzq_search::{Engine, Query, Selection, Term, Wanted};

/// A quotation that a paraphrase may be based on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The id of the quotation.
    pub entry: EntryId,
    /// The words in common, as spelled in the paraphrase, rarest first.
    pub shared: Vec<String>,
}

/// Maximum number of suggestions.
const MOST: usize = 3;
/// Maximum part of a text that is considered, in bytes.
const LONG: usize = 16 * 1024;
/// How many different words of the paraphrase are counted, and how many of the rarest are searched for.
const WORDS: usize = 40;
const RAREST: usize = 10;
/// Maximum number of entries per query, and in total.
const HITS: usize = 60;
const LOOKED_AT: usize = 300;

/// The most likely quotations, best first.
pub fn suggestions(engine: &Engine, id: EntryId, known: &Known) -> Vec<Suggestion> {
    let entry = engine.corpus().entry(id);
    let selection =
        Selection { speaker: Some(entry.speaker()), wording: Some(Wording::Verbatim), ..Selection::default() };
    let asking = Asking { engine, selection };
    let text = entry.text();
    let words = asking.by_rarity(telling_words(text.beginning(LONG).as_str(), known));
    let mut scored: Vec<(f64, Suggestion)> =
        asking.candidates(&words).into_iter().filter_map(|entry| asking.score(entry, &words)).collect();
    scored.sort_by(|(one, a), (other, b)| other.total_cmp(one).then(a.entry.cmp(&b.entry)));
    let best = scored.first().map_or(0.0, |(score, _)| *score);
    scored.retain(|(score, _)| *score * 2.0 >= best);
    scored.into_iter().take(MOST).map(|(_, suggestion)| suggestion).collect()
}

/// A word of the paraphrase.
struct Sought {
    key: String,
    /// As spelled in the paraphrase.
    shown: String,
    /// Inverse document frequency.
    weight: f64,
    found: usize,
}

struct Asking<'e> {
    engine: &'e Engine,
    selection: Selection,
}

impl Asking<'_> {
    /// The words that occur in some quotation, rarest first.
    fn by_rarity(&self, words: Vec<(String, String)>) -> Vec<Sought> {
        #[expect(clippy::cast_precision_loss, reason = "a weight needs no more digits than it has")]
        let weight = |found: usize| (1.0 + self.engine.corpus().len() as f64 / found as f64).ln();
        let sought = |(key, shown): (String, String)| {
            let (_, found) = self.ask(&[&key], 0);
            Sought { key, shown, weight: weight(found.max(1)), found }
        };
        let mut words: Vec<Sought> = words.into_iter().take(WORDS).map(sought).filter(|word| word.found > 0).collect();
        words.sort_by_key(|word| word.found);
        words
    }

    /// The quotations with one or two of the rarest words, those found most often first.
    fn candidates(&self, words: &[Sought]) -> Vec<EntryId> {
        let rarest = &words[..words.len().min(RAREST)];
        let mut times: HashMap<EntryId, usize> = HashMap::new();
        let mut take = |words: &[&str]| {
            self.ask(words, HITS).0.into_iter().for_each(|entry| *times.entry(entry).or_default() += 1);
        };
        for (at, one) in rarest.iter().enumerate() {
            if one.found <= HITS || at == 0 {
                take(&[&one.key]);
            }
            rarest[at + 1..].iter().for_each(|other| take(&[&one.key, &other.key]));
        }
        let mut found: Vec<(EntryId, usize)> = times.into_iter().collect();
        found.sort_by_key(|&(entry, times)| (Reverse(times), entry));
        found.into_iter().take(LOOKED_AT).map(|(entry, _)| entry).collect()
    }

    /// The `best` best quotations with all of some words, and the total number of them.
    fn ask(&self, words: &[&str], best: usize) -> (Vec<EntryId>, usize) {
        let term = |word: &&str| Term::Phrase { words: vec![(*word).to_owned()], open: false };
        let query = Query { terms: words.iter().map(term).collect(), ..Query::default() };
        let answer = self.engine.answer(&query, &self.selection, Wanted { best, collapsed: true });
        (answer.hits[..answer.sure.min(answer.hits.len())].iter().map(|hit| hit.entry).collect(), answer.found)
    }

    /// Scores what a quotation has in common with the paraphrase; `None` if that is at most one word.
    fn score(&self, entry: EntryId, words: &[Sought]) -> Option<(f64, Suggestion)> {
        let text = self.engine.corpus().entry(entry).text();
        let mut ground = Ground::default();
        ground.add(text.beginning(LONG).as_str());
        let shared: Vec<&Sought> = words.iter().filter(|word| ground.holds(&word.key)).collect();
        let weight: f64 = shared.iter().map(|word| word.weight).sum();
        #[expect(clippy::cast_precision_loss, reason = "a weight needs no more digits than it has")]
        let length = (2.0 + text.as_str().len().min(LONG) as f64 / 200.0).ln();
        let shared: Vec<String> = shared.into_iter().map(|word| word.shown.clone()).collect();
        (shared.len() > 1).then(|| (weight / length, Suggestion { entry, shared }))
    }
}
