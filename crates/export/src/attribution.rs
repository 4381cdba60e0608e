//! The attribution line: who said the words, and where they appear.

use kzq_corpus::{Corpus, Date, Entry, Source, Wording};
use kzq_text::Safe;

/// Returns the caveat required with words that are not the speaker's own.
pub fn caveat(wording: Wording) -> Option<&'static str> {
    match wording {
        Wording::Verbatim => None,
        Wording::Reported => Some("(reported, not the speaker's words)"),
        Wording::Summary => Some("(summary, not the speaker's words)"),
    }
}

/// Returns the note required with a translation, which names the original language if known.
pub fn translation_note(corpus: &Corpus, entry: Entry<'_>) -> Option<Safe<'static>> {
    translation_note_with(corpus, entry, Safe::clone)
}

fn translation_note_with(
    corpus: &Corpus,
    entry: Entry<'_>,
    escape: fn(&Safe<'static>) -> Safe<'static>,
) -> Option<Safe<'static>> {
    let original = corpus.entry(entry.translation_of()?);
    Some(match original.lang() {
        Some(lang) => kzq_text::safe!("(translation; original in ", escape(lang), ")"),
        None => "(translation)".into(),
    })
}

/// How a format renders the parts of an attribution.
#[derive(Clone, Copy)]
pub(super) struct AttributionStyle {
    /// Escapes text from a collection.
    pub(super) escape_text: fn(&Safe<'static>) -> Safe<'static>,
    /// Renders the already escaped name of the source that prints the words.
    pub(super) render_source: fn(Safe<'static>, &Source) -> Safe<'static>,
}

/// Returns the attribution of an entry: a dash, the speaker, the occasion and its date, and in parentheses the source
/// that prints the words if it is another. An unknown date is "n.d.".
pub fn attribution(corpus: &Corpus, entry: Entry<'_>) -> Safe<'static> {
    attribution_line(corpus, entry, AttributionStyle { escape_text: Safe::clone, render_source: |name, _| name })
}

/// Returns the attribution in the style of a format.
pub(super) fn attribution_line(corpus: &Corpus, entry: Entry<'_>, style: AttributionStyle) -> Safe<'static> {
    let speaker = (style.escape_text)(&corpus.speaker_name(entry.speaker()).into_owned());
    let dash = if entry.wording() == Wording::Verbatim { "— " } else { "— on " };
    let mut line = kzq_text::safe!(dash, speaker, ", ", source_and_date(corpus, entry, style));
    if let Some(caveat) = caveat(entry.wording()) {
        line = kzq_text::safe!(line, " ", caveat);
    }
    if let Some(note) = translation_note_with(corpus, entry, style.escape_text) {
        line = kzq_text::safe!(line, " ", note);
    }
    line
}

fn source_and_date(corpus: &Corpus, entry: Entry<'_>, style: AttributionStyle) -> Safe<'static> {
    let (Some(source), Some(occasion)) = (corpus.source_of(entry), corpus.original_source_of(entry)) else {
        return "no source given".into();
    };
    let time = entry.time().map(|time| kzq_text::safe!(", ", (style.escape_text)(time))).unwrap_or_default();
    if source.reports.is_none() {
        let venues = [source.container.as_ref(), source.publisher.as_ref()];
        let date_and_time = kzq_text::safe!(long_date_or_nd(source.date), time);
        if let Some(authors) = authors_other_than_speaker(corpus, entry, source, style) {
            let title = (style.render_source)((style.escape_text)(&source.title), source);
            let venues = join_distinct([venues[0], venues[1], None], style);
            let gap = if venues.is_empty() { "" } else { ", " };
            return kzq_text::safe!("in ", title, " by ", authors, gap, venues, ", ", date_and_time);
        }
        let name = (style.render_source)(join_distinct([Some(&source.title), venues[0], venues[1]], style), source);
        return kzq_text::safe!(name, ", ", date_and_time);
    }
    let printing_source = (style.render_source)((style.escape_text)(source.short_name()), source);
    let occasion_name = join_distinct([Some(occasion.occasion_name()), occasion.publisher.as_ref(), None], style);
    kzq_text::safe!(
        occasion_name,
        ", ",
        long_date_or_nd(occasion.date),
        " (",
        printing_source,
        ", ",
        long_date_or_nd(source.date),
        time,
        ")"
    )
}

/// Returns the authors of a source unless the speaker is one of them, so that the speaker is not taken for the author:
/// up to two, otherwise the first.
fn authors_other_than_speaker(
    corpus: &Corpus,
    entry: Entry<'_>,
    source: &Source,
    style: AttributionStyle,
) -> Option<Safe<'static>> {
    let is_speaker = |author: &Safe<'static>| {
        corpus.speaker_of(entry).is_some_and(|speaker| *author == speaker.name || speaker.aliases.contains(author))
    };
    if source.authors.iter().any(is_speaker) {
        return None;
    }
    Some(match source.authors.as_slice() {
        [] => return None,
        [only] => (style.escape_text)(only),
        [one, other] => kzq_text::safe!((style.escape_text)(one), " and ", (style.escape_text)(other)),
        [first, ..] => kzq_text::safe!((style.escape_text)(first), " et al."),
    })
}

/// Joins names, omitting those contained in an earlier one.
fn join_distinct(parts: [Option<&Safe<'static>>; 3], style: AttributionStyle) -> Safe<'static> {
    let mut distinct: Vec<&Safe<'static>> = Vec::new();
    for part in parts.into_iter().flatten() {
        if !distinct.iter().any(|known| known.as_str().contains(part.as_str())) {
            distinct.push(part);
        }
    }
    Safe::join(distinct.into_iter().map(style.escape_text), ", ")
}

/// Formats a date in words, or returns "n.d.".
pub fn long_date_or_nd(date: Option<Date>) -> Safe<'static> {
    date.map_or_else(|| "n.d.".into(), |date| Safe::line(date.long_form()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kzq_corpus::read;

    #[test]
    fn attribution_names_other_authors_and_the_time() {
        let text = r#"(schema: 1, id: "c", title: "C",
            speakers: {"b": (name: "Bob Stone", aliases: ["B. Stone"])},
            sources: {
                "hour": (kind: Broadcast, title: "The Hour", publisher: "Radio", date: "2024"),
                "own": (title: "Mine", authors: ["Jane Doe", "B. Stone"], date: "2021"),
                "one": (title: "Hers", authors: ["Jane Doe"], publisher: "Wire"),
                "two": (title: "Theirs", authors: ["Jane Doe", "Al Roe"], container: "Page", publisher: "Wire"),
                "four": (title: "Do four say?", authors: ["A", "B", "C", "D"], date: "2021"),
            },
            entries: [
                Quote(id: "hour", by: "b", text: "x", time: "00:12:34", source: (id: "hour")),
                Quote(id: "own", by: "b", text: "x", source: (id: "own")),
                Quote(id: "one", by: "b", text: "x", source: (id: "one")),
                Quote(id: "two", by: "b", text: "x", source: (id: "two")),
                Paraphrase(id: "four", of: "b", text: "x", source: (id: "four")),
            ])"#;
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        let lines: Vec<String> =
            corpus.entry_ids().map(|id| attribution(&corpus, corpus.entry(id)).to_string()).collect();
        assert_eq!(
            lines,
            [
                "— Bob Stone, The Hour, Radio, 2024, 00:12:34",
                "— Bob Stone, Mine, 2021",
                "— Bob Stone, in Hers by Jane Doe, Wire, n.d.",
                "— Bob Stone, in Theirs by Jane Doe and Al Roe, Page, Wire, n.d.",
                "— on Bob Stone, in Do four say? by A et al., 2021 (reported, not the speaker's words)",
            ]
        );
    }
}
