//! The line that says whose words these are, and where they stand.

use crate::corpus::{Corpus, Date, Entry, Source, Wording};
use crate::text::Safe;

/// What must stand beside words that are not the speaker's own.
pub fn caveat(wording: Wording) -> Option<&'static str> {
    match wording {
        Wording::Verbatim => None,
        Wording::Reported => Some("(reported, not the speaker's words)"),
        Wording::Summary => Some("(summary, not the speaker's words)"),
    }
}

/// What must stand beside a translation: that it is one, and of which language the words are that were spoken.
pub fn translation_note(corpus: &Corpus, entry: Entry<'_>) -> Option<Safe<'static>> {
    note_in(corpus, entry, Safe::clone)
}

fn note_in(corpus: &Corpus, entry: Entry<'_>, text: fn(&Safe<'static>) -> Safe<'static>) -> Option<Safe<'static>> {
    let original = corpus.entry(entry.translation_of()?);
    Some(match original.lang() {
        Some(lang) => crate::safe!("(translation; original in ", text(lang), ")"),
        None => "(translation)".into(),
    })
}

/// How the parts of an attribution are written in a format.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// Text from outside.
    pub(super) text: fn(&Safe<'static>) -> Safe<'static>,
    /// The name, already written, of the source that prints the words.
    pub(super) source: fn(Safe<'static>, &Source) -> Safe<'static>,
}

/// The attribution of an entry: a dash, the speaker, the occasion and its date, and in parentheses the source
/// that prints it where that is another. A date that is not known is "n.d.".
pub fn attribution(corpus: &Corpus, entry: Entry<'_>) -> Safe<'static> {
    line(corpus, entry, Style { text: Safe::clone, source: |name, _| name })
}

/// The attribution in the style of a format.
pub(super) fn line(corpus: &Corpus, entry: Entry<'_>, style: Style) -> Safe<'static> {
    let speaker = (style.text)(&corpus.speaker(entry.speaker()).name);
    let dash = if entry.wording() == Wording::Verbatim { "— " } else { "— on " };
    let mut line = crate::safe!(dash, speaker, ", ", place(corpus, entry, style));
    if let Some(caveat) = caveat(entry.wording()) {
        line = crate::safe!(line, " ", caveat);
    }
    if let Some(note) = note_in(corpus, entry, style.text) {
        line = crate::safe!(line, " ", note);
    }
    line
}

fn place(corpus: &Corpus, entry: Entry<'_>, style: Style) -> Safe<'static> {
    let (Some(source), Some(occasion)) = (corpus.source_of(entry), corpus.occasion_of(entry)) else {
        return "no source given".into();
    };
    if source.reports.is_none() {
        let parts = [Some(&source.title), source.container.as_ref(), source.publisher.as_ref()];
        let name = (style.source)(joined(parts, style), source);
        return crate::safe!(name, ", ", date_or_nd(source.date));
    }
    let printed = (style.source)((style.text)(source.short_name()), source);
    let occasion_name = joined([Some(occasion.programme()), occasion.publisher.as_ref(), None], style);
    crate::safe!(occasion_name, ", ", date_or_nd(occasion.date), " (", printed, ", ", date_or_nd(source.date), ")")
}

/// Names behind each other, without those that one before them holds already.
fn joined(parts: [Option<&Safe<'static>>; 3], style: Style) -> Safe<'static> {
    let mut kept: Vec<&Safe<'static>> = Vec::new();
    for part in parts.into_iter().flatten() {
        if !kept.iter().any(|known| known.as_str().contains(part.as_str())) {
            kept.push(part);
        }
    }
    Safe::join(kept.into_iter().map(style.text), ", ")
}

/// A date in words, or "n.d.".
pub fn date_or_nd(date: Option<Date>) -> Safe<'static> {
    date.map_or_else(|| "n.d.".into(), |date| Safe::line(date.in_words()))
}
