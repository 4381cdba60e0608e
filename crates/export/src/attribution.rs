//! The attribution line: who said the words, and where they appear.

use std::ops::Range;

use crate::{ascii_url, locator_text};
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

/// Returns the caveats required wherever the words of an entry are shown: that they are not the speaker's own, that
/// they are a translation, that the attribution is wrong or disputed.
pub fn caveats(corpus: &Corpus, entry: Entry<'_>) -> Vec<Safe<'static>> {
    caveats_with(corpus, entry, Safe::clone)
}

fn caveats_with(corpus: &Corpus, entry: Entry<'_>, escape: fn(&Safe<'static>) -> Safe<'static>) -> Vec<Safe<'static>> {
    let original = entry.translation_of().map(|original| corpus.entry(original));
    let translation = original.map(|original| match original.lang() {
        Some(lang) => kzq_text::safe!("(translation; original in ", escape(lang), ")"),
        None => "(translation)".into(),
    });
    let status = entry.status().map(|status| kzq_text::safe!("(", escape(&status.to_line()), ")"));
    [caveat(entry.wording()).map(Safe::from), translation, status].into_iter().flatten().collect()
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

/// Returns the address of the source that prints an entry, as ASCII, and which bytes of the visible part of the
/// [`attribution`] name that source; `None` without an address on the web.
pub fn attribution_link(corpus: &Corpus, entry: Entry<'_>) -> Option<(Range<usize>, Safe<'static>)> {
    let source = corpus.source_of(entry)?;
    let url = source.url.as_ref()?;
    let nameless = AttributionStyle { escape_text: Safe::clone, render_source: |_, _| Safe::default() };
    let [line, nameless] =
        [attribution(corpus, entry), attribution_line(corpus, entry, nameless)].map(Safe::into_visible);
    let (line, nameless) = (line.as_str(), nameless.as_str());
    let common = line.bytes().zip(nameless.bytes()).take_while(|(one, other)| one == other).count();
    // The text after the name may begin like the name, so the lines may differ only after its beginning.
    let names = [source.short_name(), &source.title].map(|name| name.visible().into_owned());
    let is_name = |start: &usize| names.iter().any(|name| line[*start..].starts_with(name.as_str()));
    let latest = line.floor_char_boundary(common);
    let mut starts = (0..=latest).rev().filter(|&start| line.is_char_boundary(start));
    let start = starts.find(is_name)?;
    Some((start..start + line.len().checked_sub(nameless.len())?, ascii_url(url)))
}

/// Returns the attribution in the style of a format.
pub(super) fn attribution_line(corpus: &Corpus, entry: Entry<'_>, style: AttributionStyle) -> Safe<'static> {
    let speaker = (style.escape_text)(&corpus.speaker_name(entry.speaker()).into_owned());
    let dash = if entry.wording() == Wording::Verbatim { "— " } else { "— on " };
    let line = kzq_text::safe!(dash, speaker, ", ", source_and_date(corpus, entry, style));
    let caveats = caveats_with(corpus, entry, style.escape_text);
    caveats.into_iter().fold(line, |line, caveat| kzq_text::safe!(line, " ", caveat))
}

/// Returns when the words were said or written, if that must be given as well as the date of their source: a speech or a
/// broadcast is what was said, and takes its date.
fn own_date(corpus: &Corpus, entry: Entry<'_>) -> Option<Date> {
    let dates = |source: &Source| source.date == entry.date() || is_occasion(source);
    entry.date().filter(|_| !corpus.original_source_of(entry).is_some_and(dates))
}

/// Returns whether a source is the saying itself, and no report of it.
fn is_occasion(source: &Source) -> bool {
    source.kind.is_spoken() && source.reports.is_none()
}

fn source_and_date(corpus: &Corpus, entry: Entry<'_>, style: AttributionStyle) -> Safe<'static> {
    let (Some(source), Some(occasion)) = (corpus.source_of(entry), corpus.original_source_of(entry)) else {
        let date = entry.date().map(|date| kzq_text::safe!(long_date_or_nd(Some(date)), ", "));
        return kzq_text::safe!(date.unwrap_or_default(), "no source given");
    };
    let said =
        own_date(corpus, entry).map(|date| kzq_text::safe!(long_date_or_nd(Some(date)), ", ")).unwrap_or_default();
    let occasion_date = if said.is_empty() { entry.date().or(occasion.date) } else { occasion.date };
    let locators = entry.citation().map_or(&[][..], |citation| citation.locators);
    let locators = locators.iter().map(|(field, text)| (style.escape_text)(&locator_text(*field, text)));
    let places = entry.time().map(style.escape_text).into_iter().chain(locators);
    let place = places.fold(Safe::default(), |line, place| kzq_text::safe!(line, ", ", place));
    if source.reports.is_none() {
        let venues = [source.container.as_ref(), source.publisher.as_ref()];
        let date_and_place = kzq_text::safe!(long_date_or_nd(occasion_date), place);
        if let Some(authors) = authors_other_than_speaker(corpus, entry, source, style) {
            let title = (style.render_source)((style.escape_text)(&source.title), source);
            let venues = join_distinct([venues[0], venues[1], None], style);
            let gap = if venues.is_empty() { "" } else { ", " };
            return kzq_text::safe!(said, "in ", title, " by ", authors, gap, venues, ", ", date_and_place);
        }
        let name = (style.render_source)(join_distinct([Some(&source.title), venues[0], venues[1]], style), source);
        return kzq_text::safe!(said, name, ", ", date_and_place);
    }
    let printing_source = (style.render_source)((style.escape_text)(source.short_name()), source);
    let occasion_name = join_distinct([Some(occasion.occasion_name()), occasion.publisher.as_ref(), None], style);
    kzq_text::safe!(
        said,
        occasion_name,
        ", ",
        long_date_or_nd(occasion_date),
        " (",
        printing_source,
        ", ",
        long_date_or_nd(source.date),
        place,
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
    fn source_name_links_to_its_url() {
        let text = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada")},
            sources: {
                "talk": (kind: Broadcast, title: "The Talk", date: "2024"),
                "paper": (title: "A day", publisher: ", née", url: "https://a.example/é", reports: "talk"),
                "own": (title: "Ada, or", publisher: "Ada", url: "http://b.example/"),
                "mute": (title: "Mute"),
            },
            entries: [
                Quote(id: "q1", by: "a", text: "x", source: (id: "paper")),
                Quote(id: "q2", by: "a", text: "x", source: (id: "own")),
                Quote(id: "q4", by: "a", text: "x", source: (id: "mute")),
                Quote(id: "q5", by: "a", text: "x"),
            ])"#;
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        let links = corpus.entries().map(|entry| {
            let (range, address) = attribution_link(&corpus, entry)?;
            Some((attribution(&corpus, entry).as_str()[range].to_owned(), address.to_string()))
        });
        assert_eq!(
            links.collect::<Vec<_>>(),
            [
                Some((", née".to_owned(), "https://a.example/%C3%A9".to_owned())),
                Some(("Ada, or".to_owned(), "http://b.example/".to_owned())),
                None,
                None,
            ]
        );
    }

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
