//! A shelf for generated collections.

use std::sync::Arc;

use kzq_corpus::{Corpus, EntryId};
use kzq_shelf::{Change, EntryName, InsertPosition, ListKey, Placement, PlacementCache, Shelf, ShelfFacet};

/// The text of every note.
pub(super) const NOTE: &str = "notable peace";

/// Whether an entry is on the shelf: decided by its id, so that all combinations occur.
pub(super) fn is_on_shelf(facet: ShelfFacet, id: EntryId) -> bool {
    match facet {
        ShelfFacet::Starred => id.index().is_multiple_of(3),
        ShelfFacet::Noted => id.index() % 4 == 1,
        ShelfFacet::List(key) if key == ListKey::new("odd") => id.index() % 2 == 1,
        ShelfFacet::Highlighted | ShelfFacet::Used | ShelfFacet::List(_) => false,
    }
}

pub(super) fn shelf_placement(corpus: &Arc<Corpus>) -> Placement {
    let mut shelf = Shelf::default();
    Change::List("empty".into(), InsertPosition::Last).apply(&mut shelf);
    for id in corpus.entry_ids() {
        let entry = EntryName::new(corpus, id);
        let (list, spot) = ("odd".into(), InsertPosition::First);
        let changes = [
            (ShelfFacet::Starred, Change::Star(entry.clone(), None)),
            (
                ShelfFacet::Noted,
                Change::Note { entry: entry.clone(), snapshot: None, from: None, to: Some(NOTE.into()) },
            ),
            (ShelfFacet::List(ListKey::new("odd")), Change::Add { list, entry, snapshot: None, position: spot }),
        ];
        changes.iter().filter(|(facet, _)| is_on_shelf(*facet, id)).for_each(|(_, change)| change.apply(&mut shelf));
    }
    PlacementCache::default().locate(&shelf, corpus)
}

/// The shelf facets in use.
pub(super) const SHELF_FACETS: [fn() -> ShelfFacet; 4] = [
    || ShelfFacet::Starred,
    || ShelfFacet::Noted,
    || ShelfFacet::List(ListKey::new("odd")),
    || ShelfFacet::List(ListKey::new("empty")),
];
