//! The texts of an entry in plain text.

use crate::marks;
use kzq_corpus::{Entry, EntryText, Wording};
use kzq_text::Safe;

/// Returns the texts without quotation marks; a pair as question and answer.
pub(super) fn plain_text(words: &EntryText<'_>) -> Safe<'static> {
    match words {
        EntryText::Quote { text } | EntryText::Paraphrase { text } => text.clone().into_owned(),
        EntryText::Qa { question, answer } => kzq_text::safe!("Q: ", question, "\nA: ", answer),
    }
}

/// Returns the texts for running text: verbatim words in quotation marks, a pair as question and answer.
pub(super) fn quoted_text(entry: Entry<'_>, words: &EntryText<'_>) -> Safe<'static> {
    let quote_if_verbatim = |text: &Safe<'_>| match entry.wording() {
        Wording::Verbatim => marks::quoted(text),
        Wording::Reported | Wording::Summary => text.clone().into_owned(),
    };
    match words {
        EntryText::Quote { text } | EntryText::Paraphrase { text } => quote_if_verbatim(text),
        EntryText::Qa { question, answer } => kzq_text::safe!("Q: ", question, "\nA: ", quote_if_verbatim(answer)),
    }
}
