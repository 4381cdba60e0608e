//! APA style, 7th edition: the reference list entry, and the in-text citation.

use super::{american, ends, sentence, title, with_text_citations, year};
use crate::address::address;
use crate::name::Name;
use crate::work::{Passage, Standing, Work, distinct};
use kzq_corpus::{Date, SourceKind};
use kzq_text::Safe;

/// Renders a source for the reference list, with the in-text citations of its passages.
pub(crate) fn apa(work: &Work<'_>) -> Safe<'static> {
    let in_text = work.passages.iter().map(|passage| in_text(work, passage));
    with_text_citations(&reference(work), distinct(in_text))
}

/// Author, date, title, source (9.4 to 9.37). Without an author the title comes first (9.12).
fn reference(work: &Work<'_>) -> Safe<'static> {
    let title = &work.source.title;
    let title = match work.genre() {
        // A description in brackets, for unusual works (9.21).
        Some(genre) => kzq_text::safe!(title, " [", genre, "]"),
        None => title.clone(),
    };
    let date = kzq_text::safe!("(", date(work.source.date), ").");
    let head = match authors(&work.authors) {
        Some(authors) => kzq_text::safe!(sentence(&authors), " ", date, " ", sentence(&title)),
        None => kzq_text::safe!(sentence(&title), " ", date),
    };
    let head = match source(work) {
        Some(source) => kzq_text::safe!(head, " ", source),
        None => head,
    };
    match &work.source.url {
        Some(url) => kzq_text::safe!(head, " ", retrieved(work), address(url)),
        None => head,
    }
}

/// The source element (9.23 to 9.37). A periodical is given without its publisher; an interview in an archive or on a
/// programme with both, separated by a semicolon (10.13, example 95).
fn source(work: &Work<'_>) -> Option<Safe<'static>> {
    let venues = work.venues();
    let (first, rest) = venues.split_first()?;
    Some(match (work.source.kind, &work.source.container, rest.first()) {
        (SourceKind::Article, Some(_), _) => sentence(first),
        (SourceKind::Book, Some(_), publisher) => within(first, publisher),
        (SourceKind::Broadcast, Some(_), publisher) if !work.is_interview => within(first, publisher),
        (_, _, Some(publisher)) => kzq_text::safe!(*first, "; ", sentence(publisher)),
        (_, _, None) => sentence(first),
    })
}

/// Formats the larger work and its publisher: `In …`.
fn within(whole: &Safe<'static>, publisher: Option<&&Safe<'static>>) -> Safe<'static> {
    let whole = kzq_text::safe!("In ", sentence(whole));
    publisher.map_or(whole.clone(), |publisher| kzq_text::safe!(whole, " ", sentence(publisher)))
}

/// The retrieval date, for sources that have no date and may change (9.16).
fn retrieved(work: &Work<'_>) -> Safe<'static> {
    match work.accessed() {
        Some(date) => kzq_text::safe!("Retrieved ", american(Some(date)), ", from "),
        None => Safe::default(),
    }
}

/// The year first: `2025, May 29`; without a date `n.d.` (9.14, 9.17).
fn date(date: Option<Date>) -> Safe<'static> {
    let Some((known, month)) = date.and_then(|date| Some((date, date.month_name()?))) else { return year(date) };
    let year = usize::from(known.year());
    match known.day() {
        Some(day) => kzq_text::safe!(year, ", ", month, " ", usize::from(day)),
        None => kzq_text::safe!(year, ", ", month),
    }
}

/// Authors by family name and initials, the last after an ampersand (9.8); if there are more than twenty, the first
/// nineteen and the last (9.8).
fn authors(names: &[Name]) -> Option<Safe<'static>> {
    const MOST: usize = 20;
    let listed = |names: &[Name]| Safe::join(names.iter().map(Name::with_initials).collect::<Vec<_>>(), ", ");
    Some(match names {
        [] => return None,
        [only] => only.with_initials(),
        [first @ .., last] if names.len() <= MOST => kzq_text::safe!(listed(first), ", & ", last.with_initials()),
        [first @ .., last] => kzq_text::safe!(listed(&first[..MOST - 1]), ", . . . ", last.with_initials()),
    })
}

/// Who, when and where in the source: for words in someone else's work both are named, as 8.6 requires for secondary
/// sources; for a recording the time (8.28), otherwise the section.
fn in_text(work: &Work<'_>, passage: &Passage<'_>) -> Safe<'static> {
    let name = passage.name.short();
    let dated = kzq_text::safe!(head(work), " ", year(work.source.date), place(passage));
    let spoken = match work.spoken() {
        Some(date) => kzq_text::safe!(", ", year(Some(date))),
        None => Safe::default(),
    };
    let translation = passage.translation_remark("; ");
    let how = match work.standing(passage) {
        Standing::Own if work.authors.len() == 1 => return kzq_text::safe!("(", dated, translation, ")"),
        // With several authors, the speaker is named before the reference.
        Standing::Own | Standing::Heard => ", in ",
        Standing::Quoted => ", as cited in ",
        Standing::Reported => ", paraphrased, as cited in ",
        Standing::Summarised => ", as summarized by a machine in ",
    };
    kzq_text::safe!("(", name, spoken, how, dated, translation, ")")
}

/// The start of the reference list entry: one author, two, or the first of several (8.17); otherwise the title (8.14).
/// Ends in a comma.
fn head(work: &Work<'_>) -> Safe<'static> {
    match work.authors.as_slice() {
        [] => title(work.source, ","),
        [only] => kzq_text::safe!(only.short(), ","),
        [one, other] => kzq_text::safe!(one.short(), " & ", other.short(), ","),
        [first, ..] => kzq_text::safe!(first.short(), " et al.,"),
    }
}

fn place(passage: &Passage<'_>) -> Safe<'static> {
    let item = passage.item.map(|item| kzq_text::safe!(", no. ", item as usize)).unwrap_or_default();
    match (passage.time, passage.section) {
        (Some(time), _) => kzq_text::safe!(", ", time),
        (None, Some(section)) => kzq_text::safe!(", ", section, if ends(section) { "" } else { " section" }, item),
        (None, None) => item,
    }
}
