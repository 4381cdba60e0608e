//! Words match everywhere: first in the texts of an entry, then in its metadata.

use std::sync::Arc;

use crate::{Engine, FacetFilter, Index, MetadataField, Query, SearchOptions, Serial, matched_metadata};
use kzq_corpus::{Corpus, read};
use kzq_shelf::{Change, EntryName, PlacementCache, Shelf};

const COLLECTION: &str = r#"(schema: 1, id: "c", title: "C",
    speakers: {
        "winston": (name: "Winston Churchill", aliases: ["Sir Winston"], role: "Prime Minister"),
        "ada": (name: "Ada Byron"),
    },
    sources: {
        "beaches": (title: "On the Beaches", container: "Hansard", publisher: "House of Commons"),
        "paper": (title: "War at Sea", publisher: "The New York Times", reports: "hour", editor: "Bea Bell"),
        "hour": (title: "The Wireless Hour", container: "Evening Talks", authors: ["Rufus Reith"]),
    },
    topics: [(id: "war", label: "The Second World War", topics: [(id: "navy")])],
    entries: [
        Quote(id: "fight-1940", by: "winston", text: "We shall fight on the seas and oceans.",
            source: (id: "beaches", section: "Conclusion"), topics: ["war/navy"], tags: ["defiance"]),
        Quote(id: "b", text: "Churchill was a fighter."),
        Quote(id: "c", by: "ada", text: "The engine has no pretensions.", source: (id: "paper"), topics: ["war"],
            note: "From the revised edition."),
    ])"#;

fn corpus() -> Arc<Corpus> {
    Arc::new(read("c.ron", COLLECTION.as_bytes()).corpus.expect("it is plain"))
}

/// A shelf with a note about `b`.
fn shelf(corpus: &Corpus) -> Shelf {
    let entry = EntryName::new(corpus, corpus.look_up("b").found().expect("it is there"));
    let mut shelf = Shelf::default();
    Change::Note { entry, snapshot: None, from: None, to: Some("Remind Bob".into()) }.apply(&mut shelf);
    shelf
}

#[test]
fn matches_in_texts_rank_before_matches_in_metadata() {
    use MetadataField::{Id, Note, Role, Section, Source, Speaker, Tag, Topic};
    type Found<'t> = &'t [(&'t str, &'t [MetadataField])];
    let table: &[(&str, Found<'_>)] = &[
        // Whole words and prefixes, as in texts.
        ("fight", &[("fight-1940", &[]), ("b", &[])]),
        ("churchill", &[("b", &[]), ("fight-1940", &[Speaker])]),
        ("sir", &[("fight-1940", &[Speaker])]),
        ("chill", &[("b", &[]), ("fight-1940", &[Speaker])]),
        ("minister", &[("fight-1940", &[Role])]),
        ("hansard", &[("fight-1940", &[Source])]),
        ("commons", &[("fight-1940", &[Source])]),
        // The authors of the source, and the event that it reports.
        ("bell", &[("c", &[Source])]),
        ("wireless", &[("c", &[Source])]),
        ("reith", &[("c", &[Source])]),
        ("-reith fight", &[("fight-1940", &[]), ("b", &[])]),
        ("source:\"evening talks\"", &[("c", &[])]),
        ("source:hour", &[("c", &[])]),
        ("source:reith", &[("c", &[])]),
        ("source:\"bea bell\"", &[("c", &[])]),
        ("source:c/hour", &[]),
        ("conclusion", &[("fight-1940", &[Section])]),
        ("navy", &[("fight-1940", &[Topic])]),
        ("defian", &[("fight-1940", &[Tag])]),
        ("remind", &[("b", &[Note])]),
        ("revised", &[("c", &[Note])]),
        ("fight-1940", &[("fight-1940", &[Id])]),
        ("fight-19", &[]),
        // Of equal matches, shorter texts come first. Parent topics match, too.
        ("\"second world war\"", &[("c", &[Topic]), ("fight-1940", &[Topic])]),
        ("war", &[("c", &[Source]), ("fight-1940", &[Topic])]),
        ("\"new york times\"", &[("c", &[Source])]),
        // Words may match in different fields, but a phrase must be in one field.
        ("churchill seas", &[("fight-1940", &[Speaker])]),
        ("churchill navy", &[("fight-1940", &[Speaker, Topic])]),
        ("\"churchill navy\"", &[]),
        ("\"churchill was\"", &[("b", &[])]),
        // A single letter does not match the beginning of a name.
        ("w", &[("fight-1940", &[]), ("b", &[])]),
        // Negations exclude the matches of a word, but only whole words.
        ("-churchill", &[("c", &[])]),
        ("fight -winston", &[("b", &[])]),
        ("fight -wins", &[("fight-1940", &[]), ("b", &[])]),
        ("war -remind", &[("c", &[Source]), ("fight-1940", &[Topic])]),
        ("fight -remind", &[("fight-1940", &[])]),
        ("engine OR churchill", &[("b", &[]), ("c", &[]), ("fight-1940", &[Speaker])]),
        ("kind:paraphrase OR hansard", &[("fight-1940", &[])]),
        ("/^minis/", &[("fight-1940", &[Role])]),
        ("speaker:ada war", &[("c", &[Source])]),
    ];
    let corpus = corpus();
    let shelf = shelf(&corpus);
    let placement = PlacementCache::default().locate(&shelf, &corpus);
    let scanning = Engine::with_index(Arc::clone(&corpus), Index::default(), Arc::new(Serial));
    for engine in [Engine::new(Arc::clone(&corpus)), scanning] {
        for (typed, expected) in table {
            let query = Query::parse(typed);
            let answer = engine.answer_with_shelf(&placement, &query, &FacetFilter::default(), SearchOptions::ALL);
            let exact = answer.hits.iter().filter(|hit| !hit.is_fuzzy);
            let found = exact.map(|hit| {
                let note = shelf.note(&EntryName::new(&corpus, hit.entry));
                (corpus.entry(hit.entry).id().to_string(), matched_metadata(&query, &corpus, hit.entry, note))
            });
            let found: Vec<_> = found.collect();
            let found: Vec<_> = found.iter().map(|(id, fields)| (id.as_str(), fields.as_slice())).collect();
            assert_eq!(found, *expected, "{typed}");
        }
    }
}

#[test]
fn fuzzy_matches_rank_after_metadata_matches() {
    let engine = Engine::new(corpus());
    let answer = engine.answer(&Query::parse("navy OR engin"), &FacetFilter::default(), SearchOptions::ALL);
    assert_eq!(answer.hits.len(), 2);
    let answer = engine.answer(&Query::parse("minister OR pretentions"), &FacetFilter::default(), SearchOptions::ALL);
    let found: Vec<_> =
        answer.hits.iter().map(|hit| (engine.corpus().entry(hit.entry).id().to_string(), hit.is_fuzzy)).collect();
    assert_eq!(found, [("fight-1940".to_owned(), false), ("c".to_owned(), true)]);
    assert_eq!(answer.exact, 1);
}

#[test]
fn search_can_be_restricted_to_texts() {
    let engine = Engine::new(corpus());
    for (typed, expected) in [("churchill", 1), ("navy", 0), ("-churchill", 2)] {
        let query = Query::parse(typed).in_words_only();
        assert_eq!(engine.answer(&query, &FacetFilter::default(), SearchOptions::ALL).found, expected, "{typed}");
    }
}
