//! [`WriteRequest`]: entries to write into a file.

use std::collections::HashMap;
use std::sync::Arc;

use super::filtered::Filtered;
use kzq_corpus::EntryId;
use kzq_export::{Format, NotExportable, Report, SourceTextLookup, count_skipped, export_parts};
use kzq_search::{Engine, Facet, FacetValue};
use kzq_shelf::{EntryName, ShelfFacet};
use kzq_text::Safe;

/// Entries to write into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteRequest {
    /// The path as typed.
    pub path: Safe<'static>,
    /// Whether to overwrite an existing file.
    pub overwrite: bool,
    pub(crate) entries: WrittenEntries,
    pub(crate) format: Format,
    /// The report, in formats that have reports.
    pub(crate) report: Option<Report>,
}

/// Which entries are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WrittenEntries {
    /// These.
    Marked(Arc<Vec<EntryId>>),
    /// Those that are filtered: in the order that was chosen, else in that of the list that is open, else in that of the
    /// files.
    Filtered(Arc<Filtered>),
}

/// What is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The text, in parts to be concatenated.
    pub parts: Vec<Safe<'static>>,
    /// The number of entries.
    pub count: usize,
    /// How many entries are left out, and why the first of them is.
    pub skipped: Option<(usize, NotExportable)>,
}

impl WriteRequest {
    /// Writes the entries out, however long that takes.
    pub fn run(&self, engine: &Engine, texts: &SourceTextLookup<'_>) -> Written {
        let corpus = engine.corpus();
        let entries = match &self.entries {
            WrittenEntries::Marked(entries) => entries.to_vec(),
            WrittenEntries::Filtered(filtered) => in_order(filtered, engine),
        };
        let skipped = count_skipped(corpus, &entries, self.format);
        let count = entries.len() - skipped.map_or(0, |(count, _)| count);
        let parts = match &self.report {
            Some(report) => report.parts(corpus, &entries, self.format),
            None => export_parts(corpus, texts, &entries, self.format, true).collect(),
        };
        Written { parts, count, skipped }
    }
}

/// Returns the filtered entries, in the order in which they are written.
fn in_order(filtered: &Filtered, engine: &Engine) -> Vec<EntryId> {
    let mut entries = filtered.entries(engine);
    if filtered.query.order.is_some() {
        return entries;
    }
    entries.sort_unstable();
    if let Some(FacetValue::Shelf(ShelfFacet::List(key))) = filtered.selection.only(Facet::Shelf)
        && let Some(list) = filtered.shelf.list_by_key(key)
    {
        let found = EntryName::resolve_all(&list.entries, engine.corpus());
        let places: HashMap<EntryId, usize> =
            found.into_iter().enumerate().filter_map(|(at, id)| Some((id?, at))).collect();
        entries.sort_by_key(|id| places.get(id).copied().unwrap_or(usize::MAX));
    }
    entries
}
