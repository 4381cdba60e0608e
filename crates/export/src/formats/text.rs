//! Plain text: the words by themselves, with their attribution, or as a note in Chicago style.

use super::exported_entry::ExportedEntry;
use super::report_markup::ReportMarkup;
use crate::cite::{ChicagoEdition, render_note};
use crate::words::{plain_text, quoted_text};
use crate::work::CitedSource;
use crate::{attribution, caveats};
use kzq_text::Safe;
use kzq_text::width::width;

/// Renders the words, and their caveats.
pub(super) fn render_words(exported: &ExportedEntry<'_>) -> Safe<'static> {
    let ExportedEntry { corpus, entry, words, .. } = exported;
    let caveats = caveats(corpus, *entry).into_iter();
    caveats.fold(plain_text(words), |words, caveat| kzq_text::safe!(words, "\n", caveat))
}

/// Renders the words, and a line with speaker, occasion, source and date.
pub(super) fn render_attributed(exported: &ExportedEntry<'_>) -> Safe<'static> {
    let ExportedEntry { corpus, entry, words, citation, .. } = exported;
    kzq_text::safe!(quoted_text(*entry, words), "\n", attribution(corpus, *entry), citation)
}

/// A report in plain text, with headings underlined.
pub(super) static REPORT: ReportMarkup = ReportMarkup {
    escape: |text| text.to_single_line(),
    title: |title| underlined(title, '='),
    heading: |heading| underlined(heading, '-'),
    citation: |citation, _| citation,
    reference: |reference, number| match number {
        Some(number) => kzq_text::safe!("[", number, "] ", reference),
        None => reference,
    },
    references: |references, _| Safe::join(references, "\n\n"),
    end: "",
};

/// Underlines a text with as many marks as it has columns.
fn underlined(text: &Safe<'_>, mark: char) -> Safe<'static> {
    let line = Safe::line(mark.to_string().repeat(width(text.as_str())));
    kzq_text::safe!(text, "\n", line)
}

/// Renders the id by which `kzq show` finds the entry.
pub(super) fn render_id(exported: &ExportedEntry<'_>) -> Safe<'static> {
    exported.corpus.shown_id(exported.id).into_owned()
}

/// Renders the note on an entry that has a source: The Chicago Manual of Style, 17th edition.
pub(super) fn render_chicago_note(exported: &ExportedEntry<'_>) -> Safe<'static> {
    note_of(exported, ChicagoEdition::Seventeenth)
}

/// Renders the note on an entry that has a source: The Chicago Manual of Style, 18th edition.
pub(super) fn render_chicago_18_note(exported: &ExportedEntry<'_>) -> Safe<'static> {
    note_of(exported, ChicagoEdition::Eighteenth)
}

fn note_of(exported: &ExportedEntry<'_>, edition: ChicagoEdition) -> Safe<'static> {
    let works = CitedSource::group_by_source(exported.corpus, &[exported.id]);
    let noted = works.first().and_then(|work| Some(render_note(work, work.passages.first()?, edition)));
    noted.unwrap_or_default()
}
