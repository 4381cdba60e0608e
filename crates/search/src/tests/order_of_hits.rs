//! The order of hits by relevance, from the closest match down.

use std::sync::Arc;

use crate::{Engine, FacetFilter, Hit, Query, SearchOptions};
use kzq_corpus::read;

const COLLECTION: &str = r#"(schema: 1, id: "c", title: "C", entries: [
    Quote(id: "long", text: "A power in the middle of everything, as powers are, is a middle power if all agree."),
    Quote(id: "short", text: "The middle power agreed."),
    Quote(id: "rare", text: "The middle powders agreed."),
    Quote(id: "far", text: "Midday: no one but the old guard agreed to power."),
    Paraphrase(id: "told", text: "A middle power, he said."),
])"#;

#[test]
fn hits_are_ordered_by_closeness_length_and_rarity() {
    let engine = Engine::new(Arc::new(read("c.ron", COLLECTION.as_bytes()).corpus.expect("it is valid")));
    for (query, expected) in [
        // Whole words: the nearer first, then verbatim; then a word with a typo, and last one that omits letters.
        ("middle power", &["short", "long", "told", "rare"][..]),
        ("power agreed", &["short", "far", "long", "rare"]),
        // Typed in part: the shorter entry first, whichever words complete it; words far apart, or in another order, count
        // as if they were in a longer one.
        ("mid pow", &["short", "rare", "told", "long", "far"]),
        ("midd agr", &["short", "rare", "far", "long"]),
        ("agr midd", &["short", "rare", "far", "long"]),
        ("pow midd", &["short", "rare", "long", "told", "far"]),
        // One word alone: the match nearer to the start first.
        ("pow", &["long", "short", "rare", "far", "told"]),
    ] {
        let answer = engine.answer(&Query::parse(query), &FacetFilter::default(), SearchOptions::ALL);
        let id = |hit: &Hit| engine.corpus().entry(hit.entry).id().as_str().to_owned();
        let ids: Vec<String> = answer.hits.iter().map(id).collect();
        assert_eq!(ids, expected, "{query}");
    }
}
