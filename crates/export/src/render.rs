//! Renders one entry in the formats that contain its text.

use crate::format::Format;
use crate::words::{plain_text, quoted_text};
use crate::work::CitedSource;
use crate::{EntryRecord, attribution, caveat, cite, html, markdown, ron, translation_note};
use kzq_corpus::{Corpus, Entry, EntryId, EntryText};
use kzq_text::Safe;

/// Renders an entry, with its texts truncated to `max_bytes`.
pub(super) fn render(corpus: &Corpus, id: EntryId, format: Format, max_bytes: usize) -> Safe<'static> {
    let entry = corpus.entry(id);
    let words = &match entry.texts() {
        EntryText::Quote { text } => EntryText::Quote { text: text.into_prefix(max_bytes) },
        EntryText::Paraphrase { text } => EntryText::Paraphrase { text: text.into_prefix(max_bytes) },
        EntryText::Qa { question, answer } => {
            EntryText::Qa { question: question.into_prefix(max_bytes), answer: answer.into_prefix(max_bytes) }
        }
    };
    match format {
        Format::Words => render_words(corpus, entry, words),
        Format::Attributed => kzq_text::safe!(quoted_text(entry, words), "\n", attribution(corpus, entry)),
        Format::Markdown => markdown::render_markdown(corpus, entry, words),
        Format::Html => html::render_html(corpus, entry, words),
        Format::Json => render_json(corpus, id, max_bytes),
        Format::Ron => ron::render_ron(corpus, entry, words, max_bytes),
        Format::ChicagoNote => chicago_note(corpus, id),
        Format::Template(template) => template.render(corpus, entry, words),
        // Rendered from sources or from several entries: see `truncated_parts`.
        Format::Apa
        | Format::Mla
        | Format::ChicagoBibliography
        | Format::Bibtex
        | Format::Ris
        | Format::CslJson
        | Format::Link => Safe::default(),
    }
}

fn render_words(corpus: &Corpus, entry: Entry<'_>, words: &EntryText<'_>) -> Safe<'static> {
    let remarks = caveat(entry.wording()).map(Safe::from).into_iter().chain(translation_note(corpus, entry));
    remarks.fold(plain_text(words), |words, remark| kzq_text::safe!(words, "\n", remark))
}

/// Returns the Chicago note on an entry that has a source.
fn chicago_note(corpus: &Corpus, id: EntryId) -> Safe<'static> {
    let works = CitedSource::group_by_source(corpus, &[id]);
    let noted = works.first().and_then(|work| Some(cite::render_note(work, work.passages.first()?)));
    noted.unwrap_or_default()
}

fn render_json(corpus: &Corpus, id: EntryId, max_bytes: usize) -> Safe<'static> {
    // A record consists of strings, numbers and lists, so serialising cannot fail.
    let json =
        serde_json::to_string_pretty(&EntryRecord::new(corpus, id).truncate_texts(max_bytes)).unwrap_or_default();
    Safe::text(json)
}
