//! [`Names`]: the ids that the rest of a file may refer to.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::tables::dangling;
use kzq_ron::{At, Reader};

/// The ids of all speakers, sources or topics, with their indices.
pub(super) struct Names<'k> {
    what: &'static str,
    places: HashMap<&'k str, u32, RandomState>,
}

impl<'k> Names<'k> {
    /// Indexes ids in their order; the first of several equal ids wins.
    pub(super) fn of(what: &'static str, names: impl Iterator<Item = &'k str>) -> Self {
        let mut places = HashMap::default();
        for (place, name) in (0..).zip(names) {
            places.entry(name).or_insert(place);
        }
        Self { what, places }
    }

    /// Returns the index of an id.
    pub(super) fn place(&self, name: &str) -> Option<u32> {
        self.places.get(name).copied()
    }

    /// Resolves a reference to an index; reports it if there is no such id.
    pub(super) fn find(&self, reader: &mut Reader<'_>, reference: &At<String>) -> Option<u32> {
        let found = self.place(&reference.value);
        if found.is_none() {
            dangling(reader, self.what, reference, self.places.keys().copied());
        }
        found
    }
}
