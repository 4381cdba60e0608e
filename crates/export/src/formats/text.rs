//! Plain text: the words by themselves, with their attribution, or as a note in Chicago style.

use super::exported_entry::ExportedEntry;
use crate::words::{plain_text, quoted_text};
use crate::work::CitedSource;
use crate::{attribution, caveat, cite, translation_note};
use kzq_text::Safe;

/// Renders the words, and the caveat of anything not verbatim.
pub(super) fn render_words(exported: &ExportedEntry<'_>) -> Safe<'static> {
    let ExportedEntry { corpus, entry, words, .. } = exported;
    let remarks = caveat(entry.wording()).map(Safe::from).into_iter().chain(translation_note(corpus, *entry));
    remarks.fold(plain_text(words), |words, remark| kzq_text::safe!(words, "\n", remark))
}

/// Renders the words, and a line with speaker, occasion, source and date.
pub(super) fn render_attributed(exported: &ExportedEntry<'_>) -> Safe<'static> {
    let ExportedEntry { corpus, entry, words, .. } = exported;
    kzq_text::safe!(quoted_text(*entry, words), "\n", attribution(corpus, *entry))
}

/// Renders the note on an entry that has a source: The Chicago Manual of Style, 17th edition.
pub(super) fn render_chicago_note(exported: &ExportedEntry<'_>) -> Safe<'static> {
    let works = CitedSource::group_by_source(exported.corpus, &[exported.id]);
    let noted = works.first().and_then(|work| Some(cite::render_note(work, work.passages.first()?)));
    noted.unwrap_or_default()
}
