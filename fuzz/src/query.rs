//! Any bytes as a query: it is understood, answered over the embedded collection, and and found surely with an
//! index is what is found without one; what it matched can be shown in each text that it found.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use kzq_corpus::EntryId;
use kzq_search::{Answer, Engine, Index, Query, Selection, Serial, Wanted, highlights};

use super::{embedded, is_showable};

/// No query that is typed is longer, in bytes; what it costs grows with it.
const LONGEST: usize = 200;

struct Engines {
    indexed: Engine,
    scanning: Engine,
}

fn engines() -> &'static Engines {
    static ENGINES: OnceLock<Engines> = OnceLock::new();
    ENGINES.get_or_init(|| Engines {
        indexed: Engine::new(embedded()),
        scanning: Engine::over(embedded(), Index::default(), Arc::new(Serial)),
    })
}

pub fn run(data: &[u8]) {
    let typed = String::from_utf8_lossy(&data[..data.len().min(LONGEST)]);
    let query = Query::parse(&typed);
    let Engines { indexed, scanning } = engines();
    let answer = indexed.answer(&query, &Selection::default(), Wanted::ALL);
    let scanned = scanning.answer(&query, &Selection::default(), Wanted::ALL);
    // Only an index knows how rare a word is, and which words there are that are near one: what is found surely must be
    // the same, in whatever order.
    let surely = |answer: &Answer| -> BTreeSet<EntryId> {
        answer.hits.iter().filter(|hit| !hit.near).map(|hit| hit.entry).collect()
    };
    assert_eq!(surely(&answer), surely(&scanned), "{typed:?}");
    if answer.hits.len() == scanned.hits.len() {
        assert_eq!(answer.counts, scanned.counts, "{typed:?}");
    }
    assert!(answer.sure <= answer.rows && answer.rows <= answer.found && answer.is_whole());
    assert!(answer.notes.iter().all(|note| is_showable(note.text().as_str())), "{typed:?}");

    let rows = indexed.answer(&query, &Selection::default(), Wanted { best: 3, collapsed: true });
    assert_eq!(rows.found, answer.found);
    assert!(rows.hits.len() <= 3);
    for hit in answer.hits.iter().take(8) {
        let text = indexed.corpus().entry(hit.entry).text();
        let found = highlights(&query, text.as_str(), hit.near);
        assert!(found.iter().all(|range| text.as_str().get(range.clone()).is_some_and(|part| !part.is_empty())));
        assert!(found.is_sorted_by(|one, other| one.end < other.start), "{typed:?}: {found:?}");
    }
}
