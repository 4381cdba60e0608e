//! [`PageLink`]: a row of a page that opens another entry or a topic.

use super::view_row::RowFilter;
use kzq_corpus::EntryId;

/// A row of a page that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLink {
    /// The line of the page.
    pub line: usize,
    /// Where it leads.
    pub target: LinkTarget,
}

/// Where a row of a page leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// To another entry.
    Entry(EntryId),
    /// To what a filter finds.
    Filter(RowFilter),
}
