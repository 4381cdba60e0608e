//! Suggests quotations that a paraphrase may be based on, if the collection names none.
//!
//! Looks up the rarest words of the paraphrase in the index; among the speaker's quotations that contain some of them,
//! those sharing the most and rarest words come first, with long quotations given no advantage. The number of queries
//! is bounded, however large the collection.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::evidence::{Evidence, SpeakerWords, content_words};
use kzq_corpus::{EntryId, Wording};
use kzq_search::{Engine, FacetFilter, FacetValue, Query, SearchOptions, Term};

/// A quotation that a paraphrase may be based on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The id of the quotation.
    pub entry: EntryId,
    /// The words in common, as spelled in the paraphrase, rarest first.
    pub shared_words: Vec<String>,
}

/// Maximum number of suggestions.
const MAX_SUGGESTIONS: usize = 3;
/// Maximum part of a text that is considered, in bytes.
const MAX_TEXT_BYTES: usize = 16 * 1024;
/// How many different words of the paraphrase are counted, and how many of the rarest are searched for.
const MAX_WORDS: usize = 40;
const MAX_RARE_WORDS: usize = 10;
/// Maximum number of entries per query, and in total.
const MAX_HITS_PER_QUERY: usize = 60;
const MAX_CANDIDATES: usize = 300;

/// The most likely quotations, best first.
pub fn suggestions(engine: &Engine, id: EntryId, speaker_words: &SpeakerWords) -> Vec<Suggestion> {
    let entry = engine.corpus().entry(id);
    let speaker = entry.speaker().map(|id| FacetValue::Speaker(Some(id).into()));
    let selection: FacetFilter = speaker.into_iter().chain([FacetValue::Wording(Wording::Verbatim)]).collect();
    let suggester = Suggester { engine, selection };
    let text = entry.text();
    let words = suggester.by_rarity(content_words(text.prefix(MAX_TEXT_BYTES).as_str(), speaker_words));
    let mut scored: Vec<(f64, Suggestion)> =
        suggester.candidates(&words).into_iter().filter_map(|entry| suggester.score(entry, &words)).collect();
    scored.sort_by(|(one, a), (other, b)| other.total_cmp(one).then(a.entry.cmp(&b.entry)));
    let best = scored.first().map_or(0.0, |(score, _)| *score);
    scored.retain(|(score, _)| *score * 2.0 >= best);
    scored.into_iter().take(MAX_SUGGESTIONS).map(|(_, suggestion)| suggestion).collect()
}

/// A word of the paraphrase.
struct RareWord {
    key: String,
    /// As spelled in the paraphrase.
    spelling: String,
    /// Inverse document frequency.
    weight: f64,
    hit_count: usize,
}

struct Suggester<'e> {
    engine: &'e Engine,
    selection: FacetFilter,
}

impl Suggester<'_> {
    /// The words that occur in some quotation, rarest first.
    fn by_rarity(&self, words: Vec<(String, String)>) -> Vec<RareWord> {
        #[expect(clippy::cast_precision_loss, reason = "a weight needs no more digits than it has")]
        let weight = |found: usize| (1.0 + self.engine.corpus().len() as f64 / found as f64).ln();
        let sought = |(key, shown): (String, String)| {
            let (_, found) = self.search(&[&key], 0);
            RareWord { key, spelling: shown, weight: weight(found.max(1)), hit_count: found }
        };
        let mut words: Vec<RareWord> =
            words.into_iter().take(MAX_WORDS).map(sought).filter(|word| word.hit_count > 0).collect();
        words.sort_by_key(|word| word.hit_count);
        words
    }

    /// The quotations with one or two of the rarest words, those found most often first.
    fn candidates(&self, words: &[RareWord]) -> Vec<EntryId> {
        let rarest = &words[..words.len().min(MAX_RARE_WORDS)];
        let mut times: HashMap<EntryId, usize> = HashMap::new();
        let mut search = |words: &[&str]| {
            self.search(words, MAX_HITS_PER_QUERY)
                .0
                .into_iter()
                .for_each(|entry| *times.entry(entry).or_default() += 1);
        };
        for (at, one) in rarest.iter().enumerate() {
            if one.hit_count <= MAX_HITS_PER_QUERY || at == 0 {
                search(&[&one.key]);
            }
            rarest[at + 1..].iter().for_each(|other| search(&[&one.key, &other.key]));
        }
        let mut found: Vec<(EntryId, usize)> = times.into_iter().collect();
        found.sort_by_key(|&(entry, times)| (Reverse(times), entry));
        found.into_iter().take(MAX_CANDIDATES).map(|(entry, _)| entry).collect()
    }

    /// The `best` best quotations with all of some words, and the total number of them.
    fn search(&self, words: &[&str], best: usize) -> (Vec<EntryId>, usize) {
        let term = |word: &&str| Term::Phrase { words: vec![(*word).to_owned()], is_prefix: false };
        let query = Query { terms: words.iter().map(term).collect(), words_only: true, ..Query::default() };
        let options = SearchOptions { limit: best, counts_facets: false, ..SearchOptions::GROUPED };
        let answer = self.engine.answer(&query, &self.selection, options);
        (answer.hits[..answer.exact.min(answer.hits.len())].iter().map(|hit| hit.entry).collect(), answer.found)
    }

    /// Scores what a quotation has in common with the paraphrase; `None` if that is at most one word.
    fn score(&self, entry: EntryId, words: &[RareWord]) -> Option<(f64, Suggestion)> {
        let text = self.engine.corpus().entry(entry).text();
        let mut evidence = Evidence::default();
        evidence.add_text(text.prefix(MAX_TEXT_BYTES).as_str());
        let shared: Vec<&RareWord> = words.iter().filter(|word| evidence.contains_key(&word.key)).collect();
        let weight: f64 = shared.iter().map(|word| word.weight).sum();
        #[expect(clippy::cast_precision_loss, reason = "a weight needs no more digits than it has")]
        let length = (2.0 + text.as_str().len().min(MAX_TEXT_BYTES) as f64 / 200.0).ln();
        let shared: Vec<String> = shared.into_iter().map(|word| word.spelling.clone()).collect();
        (shared.len() > 1).then(|| (weight / length, Suggestion { entry, shared_words: shared }))
    }
}
