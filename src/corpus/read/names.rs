//! [`Names`]: the ids of one kind of thing, to which the rest of a file refers.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::reader::{At, Reader};
use super::tables::dangling;

/// The ids of all speakers, sources or topics, and the place of each.
pub(super) struct Names<'k> {
    what: &'static str,
    places: HashMap<&'k str, u32, RandomState>,
}

impl<'k> Names<'k> {
    /// The names in their order; where one stands twice, the first counts.
    pub(super) fn of(what: &'static str, names: impl Iterator<Item = &'k str>) -> Self {
        let mut places = HashMap::default();
        for (place, name) in (0..).zip(names) {
            places.entry(name).or_insert(place);
        }
        Self { what, places }
    }

    /// The place of what a name names.
    pub(super) fn place(&self, name: &str) -> Option<u32> {
        self.places.get(name).copied()
    }

    /// The place of what a reference names; one that is not there is a finding.
    pub(super) fn find(&self, reader: &mut Reader<'_>, reference: &At<String>) -> Option<u32> {
        let found = self.place(&reference.value);
        if found.is_none() {
            dangling(reader, self.what, reference, self.places.keys().copied());
        }
        found
    }
}
