//! [`PageKey`]: what a page depends on besides its entry.

use super::annotations::EntryAnnotations;
use super::limits::TEXT_COLUMNS;
use super::source_check::CheckState;
use kzq_export::Format;
use kzq_search::Query;

/// Everything a page depends on besides its entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PageKey {
    pub(super) query: Query,
    /// Whether the entry was found by fuzzy matching.
    pub(super) fuzzy: bool,
    pub(super) layout: LayoutKey,
    /// Which text revision of the collections the words are from.
    text_revision: u64,
}

/// What the lines of a page depend on, whatever the query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LayoutKey {
    /// Width of the lines.
    pub(super) columns: usize,
    pub(super) annotations: EntryAnnotations,
    /// Result of checking the words against their source.
    pub(super) check: CheckState,
    /// Format of the copy preview.
    pub(super) copy_format: Format,
}

impl PageKey {
    /// Creates the key of a page that is `columns` wide, clamped to `1..=TEXT_COLUMNS`.
    pub(crate) fn new(
        query: Query,
        fuzzy: bool,
        columns: usize,
        annotations: EntryAnnotations,
        check: CheckState,
    ) -> Self {
        let columns = columns.clamp(1, TEXT_COLUMNS);
        let layout = LayoutKey { columns, annotations, check, ..LayoutKey::default() };
        Self { query, fuzzy, layout, ..Self::default() }
    }

    /// Sets the text revision of the collections.
    pub(crate) fn with_text_revision(self, text_revision: u64) -> Self {
        Self { text_revision, ..self }
    }

    /// Sets the format of the copy preview.
    pub(crate) fn with_copy_format(mut self, copy_format: Format) -> Self {
        self.layout.copy_format = copy_format;
        self
    }

    pub(crate) fn columns(&self) -> usize {
        self.layout.columns
    }
}
