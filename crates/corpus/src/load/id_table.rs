//! [`IdTable`]: the ids that the rest of a file may refer to.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use kzq_ron::{Parser, Rule, Spanned, find_similar, quote_for_message};

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

/// Reports a reference to something that the collection does not define.
pub(super) fn report_dangling<'c>(
    parser: &mut Parser<'_>,
    kind: &'static str,
    reference: &Spanned<String>,
    candidates: impl Iterator<Item = &'c str>,
) {
    let near = parser.should_suggest().then(|| find_similar(&reference.value, candidates)).flatten();
    let help = near.map(|near| kzq_text::safe!("did you mean “", quote_for_message(near), "”?"));
    let message = kzq_text::safe!("there is no ", kind, " “", quote_for_message(&reference.value), "”");
    parser.error_with_help(Rule::Dangling, reference.span.clone(), message, help);
}
