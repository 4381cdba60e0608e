//! [`ExportedEntry`]: what a format that writes entries one by one is given.

use kzq_corpus::{Corpus, Entry, EntryId, EntryText};
use kzq_text::Safe;

/// An entry to write, with its texts truncated to `max_bytes`.
pub(crate) struct ExportedEntry<'e> {
    pub(crate) corpus: &'e Corpus,
    pub(crate) id: EntryId,
    pub(crate) entry: Entry<'e>,
    pub(crate) words: EntryText<'e>,
    /// Also for texts that are not in `words`.
    pub(crate) max_bytes: usize,
    /// What follows the attribution in a report, in the syntax of the format: a blank and the citation.
    pub(crate) citation: Safe<'static>,
    /// Whether it is below the heading of a group.
    pub(crate) is_in_group: bool,
}

impl<'e> ExportedEntry<'e> {
    pub(crate) fn new(corpus: &'e Corpus, id: EntryId, max_bytes: usize) -> Self {
        let entry = corpus.entry(id);
        let words = match entry.texts() {
            EntryText::Quote { text } => EntryText::Quote { text: text.into_prefix(max_bytes) },
            EntryText::Paraphrase { text } => EntryText::Paraphrase { text: text.into_prefix(max_bytes) },
            EntryText::Qa { question, answer } => {
                EntryText::Qa { question: question.into_prefix(max_bytes), answer: answer.into_prefix(max_bytes) }
            }
        };
        Self { corpus, id, entry, words, max_bytes, citation: Safe::default(), is_in_group: false }
    }

    /// Drops the hidden characters of the texts, which must not hide syntax at the beginning of a line from the format.
    pub(crate) fn into_visible(self) -> Self {
        let words = match self.words {
            EntryText::Quote { text } => EntryText::Quote { text: text.into_visible() },
            EntryText::Paraphrase { text } => EntryText::Paraphrase { text: text.into_visible() },
            EntryText::Qa { question, answer } => {
                EntryText::Qa { question: question.into_visible(), answer: answer.into_visible() }
            }
        };
        Self { words, ..self }
    }
}
