//! [`CopyRequest`]: entries to copy.

use std::ops::Range;
use std::sync::Arc;

use kzq_corpus::{Corpus, EntryId};
use kzq_export::{Format, Rendered, SourceTextLookup, export_excerpt, export_with_texts};
use kzq_shelf::{EntryName, EntrySnapshot};

/// Entries to write out in a format and copy; a book's worth of them, or a very long one, takes a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyRequest {
    /// The entries, in the order of their files.
    pub(crate) entries: Arc<Vec<EntryId>>,
    pub(crate) format: Format,
    /// Ranges of the only entry's text to copy; if empty, the whole entry is copied.
    pub(crate) excerpt: Vec<Range<usize>>,
}

impl CopyRequest {
    /// Returns the number of entries to copy.
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// The name of the format.
    pub fn format_name(&self) -> &'static str {
        self.format.row().name
    }

    /// Returns the entries that were copied, with their texts; not those that cannot be in the format.
    pub fn snapshots(&self, corpus: &Corpus) -> Vec<(EntryName, Arc<EntrySnapshot>)> {
        let is_copied = |id: &&EntryId| self.format.not_exportable(corpus, corpus.entry(**id)).is_none();
        let copied = self.entries.iter().filter(is_copied);
        copied.map(|&id| (EntryName::new(corpus, id), Arc::new(EntrySnapshot::new(corpus, id)))).collect()
    }

    /// Writes the entries out, however long that takes, using the source texts loaded so far.
    pub fn run(&self, corpus: &Corpus, texts: &SourceTextLookup<'_>) -> Rendered {
        match (&**self.entries, &*self.excerpt) {
            (&[entry], clip @ [_, ..]) => Rendered { text: export_excerpt(corpus, entry, clip), skipped: None },
            _ => export_with_texts(corpus, texts, &self.entries, self.format),
        }
    }
}
