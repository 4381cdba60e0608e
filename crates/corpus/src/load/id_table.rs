//! [`IdTable`]: the ids that the rest of a file may refer to.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use kzq_ron::{Parser, Rule, Spanned, find_similar, quote_for_message};
use kzq_text::Safe;
use kzq_text::steps::count;

/// A row of a table: a speaker, a source or a topic.
pub(super) trait Named {
    /// What it is, for messages.
    const KIND: &'static str;
    /// What it is referred to by, for messages.
    const NAMED_BY: &'static str = "id";

    /// Returns the id by which it is referred to.
    fn id(&self) -> &Safe<'static>;

    /// Returns the names that a person may give in place of the id.
    fn names(&self) -> impl Iterator<Item = &Safe<'static>>;
}

/// The ids of all rows of a table, with their indices.
pub(super) struct IdTable<'k, T> {
    rows: &'k [T],
    indices: HashMap<&'k str, u32, RandomState>,
}

impl<'k, T: Named> IdTable<'k, T> {
    /// Indexes ids in their order; the first of several equal ids wins.
    pub(super) fn new(rows: &'k [T]) -> Self {
        let mut indices = HashMap::default();
        for (place, row) in (0..).zip(rows) {
            indices.entry(row.id().as_str()).or_insert(place);
        }
        Self { rows, indices }
    }

    /// Returns the index of an id.
    pub(super) fn get(&self, id: &str) -> Option<u32> {
        self.indices.get(id).copied()
    }

    /// Resolves a reference to an index; reports it if there is no such id.
    pub(super) fn resolve(&self, parser: &mut Parser<'_>, reference: &Spanned<String>) -> Option<u32> {
        let found = self.get(&reference.value);
        if found.is_none() {
            let wanted = reference.value.to_lowercase();
            let has_name = |row: &&T| {
                count(1);
                row.names().any(|name| name.as_str().to_lowercase() == wanted)
            };
            match parser.should_suggest().then(|| self.rows.iter().find(has_name)).flatten() {
                Some(row) => {
                    let id = quote_for_message(row.id().as_str());
                    let help =
                        kzq_text::safe!("did you mean “", id, "”? a ", T::KIND, " is named by its ", T::NAMED_BY);
                    report(parser, T::KIND, reference, Some(help));
                }
                None => report_dangling(parser, T::KIND, reference, self.indices.keys().copied()),
            }
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
    report(parser, kind, reference, help);
}

fn report(parser: &mut Parser<'_>, kind: &'static str, reference: &Spanned<String>, help: Option<Safe<'static>>) {
    let message = kzq_text::safe!("there is no ", kind, " “", quote_for_message(&reference.value), "”");
    parser.error_with_help(Rule::Dangling, reference.span.clone(), message, help);
}
