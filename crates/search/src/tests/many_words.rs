//! Compares the engine with the reference search on queries and blocks with very many words.

use std::sync::Arc;

use super::generated::corpus;
use super::reference::hits;
use crate::answer::{QueryWarning, SearchOptions};
use crate::engine::Engine;
use crate::facet::FacetFilter;
use crate::query::Query;

/// Entries of one block with more distinct words than 16-bit ids can represent. Some contain the common word `zzc`
/// after a rare word with the same first letters; the last of these rare words have ids that do not fit.
fn entries_with_many_words() -> Vec<String> {
    const ENTRIES: usize = 4000;
    const WORDS: usize = 17;
    let entry = |at: usize| {
        let more = |words: usize| (0..words).map(|word| format!("w{at}x{word}")).collect::<Vec<_>>().join(" ");
        let text = match at {
            0..20 => format!("zze{at} {} zzc", more(WORDS)),
            20..3980 => format!("{} zzc", more(WORDS)),
            _ => format!("zzl{at} zzc{}", " zzc".repeat(at % 3)),
        };
        match at {
            3990 => {
                format!("Qa(id: \"ID\", answers_for: \"p0\", wording: Verbatim, question: \"…?\", answer: \"{text}\")")
            }
            _ => format!("Quote(id: \"ID\", by: \"p0\", text: \"{text}\")"),
        }
    };
    (0..ENTRIES).map(entry).collect()
}

#[test]
fn excess_words_yield_a_warning() {
    let corpus = corpus(&[vec!["Quote(id: \"ID\", by: \"p0\", text: \"war\")".to_owned()]]);
    let engine = Engine::new(corpus);
    let typed = (0..100).map(|word| format!("w{word} ")).collect::<Vec<_>>().concat();
    for (typed, expected) in [(typed, vec![QueryWarning::TooManyWords]), ("war ".repeat(100), vec![])] {
        let answer = engine.answer(&Query::parse(&typed), &FacetFilter::default(), SearchOptions::ALL);
        assert_eq!((answer.warnings, answer.found), (expected.clone(), usize::from(expected.is_empty())));
    }
}

#[test]
fn first_words_with_overflowing_ids_are_found() {
    let corpus = corpus(&[entries_with_many_words()]);
    assert_eq!(corpus.blocks().len(), 1);
    let query = Query::parse("zz");
    let plain = hits(&corpus, &query, &FacetFilter::default());
    let engine = Engine::new(Arc::clone(&corpus));
    for best in [1, 10, 15, 19, 25, 40, 100] {
        let answer =
            engine.answer(&query, &FacetFilter::default(), SearchOptions { limit: best, ..SearchOptions::ALL });
        let found: Vec<_> = answer.hits.iter().map(|hit| (hit.entry, hit.is_fuzzy)).collect();
        assert_eq!(found, plain[..best], "the best {best}");
    }
}
