//! Any bytes as a query over the embedded collection: the index and the scan find the same exact hits, and matches can
//! be highlighted in each text found.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use kzq_corpus::EntryId;
use kzq_search::{Answer, Engine, FacetFilter, Index, Query, SearchOptions, Serial, match_ranges};

use super::{embedded, is_showable};

/// The maximum length of a query in bytes; cost grows with it.
const LONGEST: usize = 200;

struct Engines {
    indexed: Engine,
    scanning: Engine,
}

fn engines() -> &'static Engines {
    static ENGINES: OnceLock<Engines> = OnceLock::new();
    ENGINES.get_or_init(|| Engines {
        indexed: Engine::new(embedded()),
        scanning: Engine::with_index(embedded(), Index::default(), Arc::new(Serial)),
    })
}

pub fn run(data: &[u8]) {
    let typed = String::from_utf8_lossy(&data[..data.len().min(LONGEST)]);
    let query = Query::parse(&typed);
    let Engines { indexed, scanning } = engines();
    let answer = indexed.answer(&query, &FacetFilter::default(), SearchOptions::ALL);
    let scanned = scanning.answer(&query, &FacetFilter::default(), SearchOptions::ALL);
    // Only an index knows how rare a word is and which words are similar, so the order and the fuzzy hits may differ;
    // the exact hits may not.
    let surely = |answer: &Answer| -> BTreeSet<EntryId> {
        answer.hits.iter().filter(|hit| !hit.is_fuzzy).map(|hit| hit.entry).collect()
    };
    assert_eq!(surely(&answer), surely(&scanned), "{typed:?}");
    if answer.hits.len() == scanned.hits.len() {
        assert_eq!(answer.counts, scanned.counts, "{typed:?}");
    }
    assert!(answer.exact <= answer.groups && answer.groups <= answer.found && answer.is_complete());
    assert!(answer.warnings.iter().all(|note| is_showable(note.message().visible().as_str())), "{typed:?}");

    let rows = indexed.answer(&query, &FacetFilter::default(), SearchOptions { limit: 3, ..SearchOptions::GROUPED });
    assert_eq!(rows.found, answer.found);
    assert!(rows.hits.len() <= 3);
    for hit in answer.hits.iter().take(8) {
        let text = indexed.corpus().entry(hit.entry).text();
        let found = match_ranges(&query, text.as_str(), hit.is_fuzzy);
        assert!(found.iter().all(|range| text.as_str().get(range.clone()).is_some_and(|part| !part.is_empty())));
        assert!(found.is_sorted_by(|one, other| one.end < other.start), "{typed:?}: {found:?}");
    }
}
