//! The limits of what is laid out, and looked through, at once.

use kzq_corpus::Corpus;

/// Maximum width of a text, however wide the screen: longer lines are hard to read.
pub(crate) const TEXT_COLUMNS: usize = 76;

/// Maximum width of the paragraphs of a view, which has more indentation and labels than a text.
pub(crate) const VIEW_COLUMNS: usize = 88;

/// Maximum width of the quiet page: a comfortable line.
pub(crate) const QUIET_COLUMNS: usize = 64;

/// How many bytes of a text are laid out at once: several screens. The rest of a longer text takes time.
pub(crate) const IMMEDIATE_BYTES: usize = 48 * 1024;

/// How many entries and names are looked through at once for a completion. More of them take time.
const IMMEDIATE_NAMES: usize = 20_000;

/// Whether looking through all names of the collections takes time.
pub(crate) fn has_many_names(corpus: &Corpus) -> bool {
    let tables = [corpus.speakers().len(), corpus.topics().len(), corpus.sources().len(), corpus.collections().len()];
    corpus.len() + tables.into_iter().sum::<usize>() > IMMEDIATE_NAMES
}
