//! Renders one entry in the formats that contain its text.

use crate::format::Format;
use crate::work::Work;
use crate::{Record, attribution, caveat, cite, html, markdown, marks, ron, translation_note};
use kzq_corpus::{Corpus, Entry, EntryId, Wording, Words};
use kzq_text::Safe;

/// Renders an entry, with its texts truncated to `max_bytes`.
pub(super) fn write(corpus: &Corpus, id: EntryId, format: Format, bytes: usize) -> Safe<'static> {
    let entry = corpus.entry(id);
    let words = &match entry.words() {
        Words::Quote { text } => Words::Quote { text: text.cut(bytes) },
        Words::Paraphrase { text } => Words::Paraphrase { text: text.cut(bytes) },
        Words::Qa { question, answer } => Words::Qa { question: question.cut(bytes), answer: answer.cut(bytes) },
    };
    match format {
        Format::Words => words_only(corpus, entry, words),
        Format::Attributed => kzq_text::safe!(set(entry, words), "\n", attribution(corpus, entry)),
        Format::Markdown => markdown::markdown(corpus, entry, words),
        Format::Html => html::html(corpus, entry, words),
        Format::Json => json(corpus, id, bytes),
        Format::Ron => ron::ron(corpus, entry, words, bytes),
        Format::ChicagoNote => note(corpus, id),
        Format::Template(template) => template.fill(corpus, entry, words),
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

fn words_only(corpus: &Corpus, entry: Entry<'_>, words: &Words<'_>) -> Safe<'static> {
    let remarks = caveat(entry.wording()).map(Safe::from).into_iter().chain(translation_note(corpus, entry));
    remarks.fold(plain(words), |words, remark| kzq_text::safe!(words, "\n", remark))
}

/// Returns the texts without quotation marks; a pair as question and answer.
pub(super) fn plain(words: &Words<'_>) -> Safe<'static> {
    match words {
        Words::Quote { text } | Words::Paraphrase { text } => text.clone().into_owned(),
        Words::Qa { question, answer } => kzq_text::safe!("Q: ", question, "\nA: ", answer),
    }
}

/// Returns the texts for running text: verbatim words in quotation marks, a pair as question and answer.
pub(super) fn set(entry: Entry<'_>, words: &Words<'_>) -> Safe<'static> {
    let said = |text: &Safe<'_>| match entry.wording() {
        Wording::Verbatim => marks::quoted(text),
        Wording::Reported | Wording::Summary => text.clone().into_owned(),
    };
    match words {
        Words::Quote { text } | Words::Paraphrase { text } => said(text),
        Words::Qa { question, answer } => kzq_text::safe!("Q: ", question, "\nA: ", said(answer)),
    }
}

/// Returns the Chicago note on an entry that has a source.
fn note(corpus: &Corpus, id: EntryId) -> Safe<'static> {
    let works = Work::all(corpus, &[id]);
    let noted = works.first().and_then(|work| Some(cite::note(work, work.passages.first()?)));
    noted.unwrap_or_default()
}

fn json(corpus: &Corpus, id: EntryId, bytes: usize) -> Safe<'static> {
    // A record consists of strings, numbers and lists, so serialising cannot fail.
    let json = serde_json::to_string_pretty(&Record::of(corpus, id).cut(bytes)).unwrap_or_default();
    Safe::text(json)
}
