//! Finds out who said the quotations of an article, by a sieve: rules from the surest to the least sure. The first that
//! finds a speaker decides; a speaker who is not sure is none.

mod cast;
mod coreference;
mod passes;
mod phrases;
mod rules;
mod sayings;
mod text;
mod words;
use crate::article::Article;
use crate::candidate::{Candidate, CandidateKind};
use crate::languages::tongue::{detect, key};
use crate::speakers::SpeakerIndex;

/// Sets speaker, cue and lead-in of each quotation of an article, given in order.
pub fn attribute(article: &Article<'_>, candidates: &mut [Candidate], cast: &SpeakerIndex) {
    let text = article.text();
    let words = text::word_ranges(text, 0..text.len());
    let Some(tongue) = detect(words.into_iter().map(|word| key(&text[word]))) else {
        return passes::fallback::attribute(text, candidates, cast);
    };
    let narration = text::Narration::new(text, candidates, tongue);
    let persons = cast::Cast::new(&narration);
    rules::Sieve::new(&narration, &persons, candidates).run(candidates);
    passes::dialogue::attribute(&narration, &persons, candidates);
    passes::turns::attribute(&narration, &persons, &article.turns, candidates);
    passes::leads::set(&narration, candidates);
    passes::headlines::drop_continuations(&article.headings, candidates);
    for candidate in candidates.iter_mut().filter(|candidate| candidate.kind == CandidateKind::Quote) {
        let full = candidate.speaker.as_deref().and_then(|name| cast.full_name(name)).map(str::to_owned);
        candidate.speaker = full.or(candidate.speaker.take());
    }
}

#[cfg(test)]
mod tests;
