//! Which quotations a paraphrase most likely rests on, where the collection names none: suggestions, no more.
//!
//! The rarest words of the paraphrase are looked up through the index; of the speaker's quotations that hold some of
//! them, those with the most and rarest words in common come first, long ones no sooner than short ones. However
//! large the collection is, a bounded number of questions is asked of it.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::compare::{Ground, Known, telling_words};
use crate::corpus::{EntryId, Wording};
use crate::search::{Engine, Query, Selection, Term, Wanted};

/// A quotation that a paraphrase may rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The quotation.
    pub entry: EntryId,
    /// The words that both have, as the paraphrase spells them, rarest first.
    pub shared: Vec<String>,
}

/// How many are suggested at the most.
const MOST: usize = 3;
/// So much of a text is looked at, in bytes.
const LONG: usize = 16 * 1024;
/// So many different words of the paraphrase are looked up, and so many of the rarest are looked for.
const WORDS: usize = 40;
const RAREST: usize = 10;
/// So many entries are looked at for one question, and in all.
const HITS: usize = 60;
const LOOKED_AT: usize = 300;

/// The likeliest quotations, best first.
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
    /// As the paraphrase spells it.
    shown: String,
    /// How much having it in common says.
    weight: f64,
    found: usize,
}

struct Asking<'e> {
    engine: &'e Engine,
    selection: Selection,
}

impl Asking<'_> {
    /// The words that some quotation holds, rarest first.
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

    /// The quotations that hold several of the rarest words, else one of them; those that came up most first.
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

    /// The quotations that hold all of some words, the best so many of them, and how many there are.
    fn ask(&self, words: &[&str], best: usize) -> (Vec<EntryId>, usize) {
        let term = |word: &&str| Term::Phrase { words: vec![(*word).to_owned()], open: false };
        let query = Query { terms: words.iter().map(term).collect(), ..Query::default() };
        let answer = self.engine.answer(&query, &self.selection, Wanted { best, collapsed: true });
        (answer.hits[..answer.sure.min(answer.hits.len())].iter().map(|hit| hit.entry).collect(), answer.found)
    }

    /// How much a quotation has in common with the paraphrase; nothing where that is one word only.
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
