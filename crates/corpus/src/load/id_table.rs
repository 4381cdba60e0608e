//! [`Names`]: the ids that the rest of a file may refer to.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::tables::report_dangling;
use kzq_ron::{Parser, Spanned};

/// The ids of all speakers, sources or topics, with their indices.
pub(super) struct IdTable<'k> {
    kind: &'static str,
    indices: HashMap<&'k str, u32, RandomState>,
}

impl<'k> IdTable<'k> {
    /// Indexes ids in their order; the first of several equal ids wins.
    pub(super) fn new(kind: &'static str, ids: impl Iterator<Item = &'k str>) -> Self {
        let mut indices = HashMap::default();
        for (place, name) in (0..).zip(ids) {
            indices.entry(name).or_insert(place);
        }
        Self { kind, indices }
    }

    /// Returns the index of an id.
    pub(super) fn get(&self, id: &str) -> Option<u32> {
        self.indices.get(id).copied()
    }

    /// Resolves a reference to an index; reports it if there is no such id.
    pub(super) fn resolve(&self, parser: &mut Parser<'_>, reference: &Spanned<String>) -> Option<u32> {
        let found = self.get(&reference.value);
        if found.is_none() {
            report_dangling(parser, self.kind, reference, self.indices.keys().copied());
        }
        found
    }
}
