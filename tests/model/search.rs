//! Queries on the embedded collection, with the exact results they must have.

use std::sync::Arc;

use kzq_corpus::{Corpus, Entry, EntryId};
use kzq_search::{Engine, FacetFilter, MetadataField, Query, QueryWarning, SearchOptions, matched_metadata};

fn engine() -> Engine {
    let reading = kzq_corpus::read("tokayev-al-jazeera.ron", include_bytes!("../../data/tokayev-al-jazeera.ron"));
    Engine::new(Arc::new(Corpus::merge(vec![reading]).0))
}

fn found(engine: &Engine, query: &str) -> Vec<EntryId> {
    let answer = engine.answer(&Query::parse(query), &FacetFilter::default(), SearchOptions::ALL);
    answer.hits.iter().map(|hit| hit.entry).collect()
}

fn ids(query: &str) -> Vec<String> {
    let engine = engine();
    found(&engine, query).into_iter().map(|id| engine.corpus().entry(id).id().to_string()).collect()
}

fn all_words(entry: Entry<'_>) -> String {
    let lead = entry.lead().map(|lead| lead.text().to_string()).unwrap_or_default();
    let question = entry.question().map(|text| text.to_string()).unwrap_or_default();
    format!("{lead} {question} {}", entry.text())
}

#[test]
fn text_matches_come_before_source_matches() {
    let engine = engine();
    let with_china = engine.corpus().entries().filter(|&entry| all_words(entry).contains("China")).count();
    let found = found(&engine, "china");
    let (first, others) = found.split_at(with_china);
    assert!(first.iter().all(|&id| all_words(engine.corpus().entry(id)).contains("China")));
    let places = |&id: &EntryId| matched_metadata(&Query::parse("china"), engine.corpus(), id, None);
    assert!(first.iter().all(|id| places(id).is_empty()));
    assert!(!others.is_empty() && others.iter().all(|id| places(id) == [MetadataField::Source]));
}

#[test]
fn absent_words_find_nothing() {
    assert_eq!(ids("nuclear"), [""; 0]);
    assert_eq!(ids("xqz"), [""; 0]);
}

#[test]
fn misspelt_queries_find_only_fuzzy_matches() {
    for (typed, word) in
        [("multilatralism", "ultilateralism"), ("hydrocrabon", "ydrocarbon"), ("secrity concil", "Security Council")]
    {
        let engine = engine();
        let answer = engine.answer(&Query::parse(typed), &FacetFilter::default(), SearchOptions::ALL);
        assert_eq!(answer.exact, 0, "{typed}");
        assert!(!answer.hits.is_empty(), "{typed}");
        for hit in &answer.hits {
            assert!(hit.is_fuzzy && all_words(engine.corpus().entry(hit.entry)).contains(word), "{typed}");
        }
    }
}

#[test]
fn apostrophes_quotes_case_and_spellings_are_folded() {
    for (one, other) in [
        ("that's", "that’s"),
        ("digitalization", "digitalisation"),
        ("CHINA", "china"),
        ("“un reform”", "\"UN reform\""),
    ] {
        assert_eq!(ids(one), ids(other), "{one}");
        assert!(!ids(one).is_empty(), "{one}");
    }
}

#[test]
fn short_words_match_only_at_the_start_of_words() {
    let engine = engine();
    for id in found(&engine, "ai") {
        let words = all_words(engine.corpus().entry(id)).to_lowercase();
        if matched_metadata(&Query::parse("ai"), engine.corpus(), id, None) == [MetadataField::Topic] {
            continue;
        }
        assert!(words.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with("ai")), "{words}");
    }
}

#[test]
fn field_filters_narrow_the_results() {
    let engine = engine();
    let found = found(&engine, "kind:quote topic:un-reform council");
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|&id| engine.corpus().entry(id).text().as_str().contains("Security Council")));
    assert!(ids("!kind:quote council").iter().all(|id| !ids("kind:quote").contains(id)));
    assert_eq!(ids("speaker:tokayev").len(), 42);
    assert_eq!(ids("kind:verbatim").len(), 16);
    assert_eq!(ids("source:qazinform").len(), 20);
    assert_eq!(ids("id:cpc-position"), ["cpc-position"]);
}

#[test]
fn equivalent_queries_find_the_same_entries() {
    let sorted = |query: &str| {
        let mut ids = ids(query);
        ids.sort_unstable();
        ids
    };
    for (one, other) in [
        ("council | china", "china OR council"),
        ("topic:un-reform,cpc", "topic:un-reform OR topic:cpc"),
        ("council -reform", "council !reform"),
        ("!(council OR china)", "-council -china"),
        ("council (reform OR china)", "council reform OR council china"),
        ("\"council security\"~1", "\"security council\""),
        ("/^multilateral/", "multilateral"),
        ("year:2025", "date:2025-05-29..2025-05-29"),
        ("since:2025-05-29", "has:date"),
        ("before:2025-05-29", "kind:quote kind:qa"),
    ] {
        assert_eq!(sorted(one), sorted(other), "{one}");
    }
    assert!(!ids("council | china").is_empty() && !ids("/^multilateral/").is_empty());
    assert_eq!(ids("year:2025").len(), engine().corpus().len());
}

#[test]
fn unknown_fields_and_unmatched_values_give_warnings() {
    let engine = engine();
    let notes = |query: &str| engine.answer(&Query::parse(query), &FacetFilter::default(), SearchOptions::ALL).warnings;
    assert_eq!(notes("colour:blue"), [QueryWarning::UnknownField("colour".into())]);
    assert_eq!(notes("topic:zzzz"), [QueryWarning::NoMatch(kzq_search::FieldName::Topic, "zzzz".into(), None)]);
    assert_eq!(notes("topic:digital"), []);
}

#[test]
fn adjacent_whole_words_rank_first() {
    let ids = ids("un reform");
    assert_eq!(ids[0], "from-51-to-193-states");
}
