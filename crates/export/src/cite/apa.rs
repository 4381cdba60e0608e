//! APA style, 7th edition: the reference list entry, and the in-text citation.

use super::{
    american_date, edition, ends_sentence, format_title, qualified, with_full_stop, with_in_text_citations, year_or_nd,
};
use crate::locator::{locator_number, locator_text};
use crate::name::PersonName;
use crate::work::{CitedPassage, CitedSource, PassageRole, distinct};
use kzq_corpus::{Date, Source, SourceField, SourceKind};
use kzq_text::Safe;

/// Renders a source for the reference list, with the in-text citations of its passages.
pub(crate) fn render_apa(work: &CitedSource<'_>) -> Safe<'static> {
    let in_text = work.passages.iter().map(|passage| in_text_citation(work, passage));
    with_in_text_citations(&reference(work), distinct(in_text))
}

/// Author, date, title, source (9.4 to 9.37). Without an author the title comes first (9.12).
pub(super) fn reference(work: &CitedSource<'_>) -> Safe<'static> {
    let title = &work.source.title;
    let title = &match edition_and_others(work) {
        Some(others) => kzq_text::safe!(title, " (", others, ")"),
        None => title.clone(),
    };
    let title = match work.genre() {
        // A description in brackets, for unusual works (9.21).
        Some(genre) => kzq_text::safe!(title, " [", genre, "]"),
        None => title.clone(),
    };
    let date = kzq_text::safe!("(", format_date(work.date()), ").");
    let head = match format_authors(&work.authors) {
        Some(authors) => kzq_text::safe!(with_full_stop(&authors), " ", date, " ", with_full_stop(&title)),
        None => kzq_text::safe!(with_full_stop(&title), " ", date),
    };
    let head = match source_element(work) {
        Some(source) => kzq_text::safe!(head, " ", source),
        None => head,
    };
    match work.address() {
        Some(address) => kzq_text::safe!(head, " ", retrieval_date(work), address),
        None => head,
    }
}

/// Editors, translators, edition and volume of a book, which come in parentheses after its title (9.19, 10.2).
fn edition_and_others(work: &CitedSource<'_>) -> Option<Safe<'static>> {
    let people = [(work.editors(), "Ed.", "Eds."), (work.translators(), "Trans.", "Trans.")];
    let people = people.into_iter().filter(|(names, ..)| !names.is_empty()).map(|(names, one, several)| {
        let role = if names.len() == 1 { one } else { several };
        let names: Vec<_> = names.iter().map(PersonName::initials_first).collect();
        kzq_text::safe!(Safe::join(names, " & "), ", ", role)
    });
    let volume = work.source.text_of(SourceField::Volume).filter(|_| work.source.kind == SourceKind::Book);
    let volume = volume.map(|volume| kzq_text::safe!("Vol. ", volume));
    let numbers: Vec<_> = edition(work.source).into_iter().chain(volume).collect();
    let numbers = (!numbers.is_empty()).then(|| Safe::join(numbers, ", "));
    let parts: Vec<_> = people.chain(numbers).collect();
    (!parts.is_empty()).then(|| Safe::join(parts, "; "))
}

/// Volume, issue and pages of an article, which follow the periodical (9.25 to 9.27): `12(3), 45–67`.
fn volume_and_pages(source: &Source) -> Safe<'static> {
    let text = |field| source.text_of(field);
    let issue = text(SourceField::Issue).map(|issue| kzq_text::safe!("(", issue, ")")).unwrap_or_default();
    let volume = text(SourceField::Volume).map(|volume| kzq_text::safe!(volume, issue));
    let pages = text(SourceField::Pages).map(|pages| locator_number(pages));
    volume.into_iter().chain(pages).fold(Safe::default(), |line, part| kzq_text::safe!(line, ", ", part))
}

/// The source element (9.23 to 9.37). A periodical is given without its publisher; an interview in an archive or on a
/// programme with both, separated by a semicolon (10.13, example 95).
fn source_element(work: &CitedSource<'_>) -> Option<Safe<'static>> {
    let venues = work.containers();
    let (first, rest) = venues.split_first()?;
    Some(match (work.source.kind, &work.source.container, rest.first()) {
        (SourceKind::Article, Some(_), _) => with_full_stop(&kzq_text::safe!(*first, volume_and_pages(work.source))),
        (SourceKind::Book, Some(_), publisher) => in_larger_work(first, publisher),
        (SourceKind::Broadcast, Some(_), publisher) if !work.is_interview => in_larger_work(first, publisher),
        (_, _, Some(publisher)) => kzq_text::safe!(*first, "; ", with_full_stop(publisher)),
        (_, _, None) => with_full_stop(first),
    })
}

/// Formats the larger work and its publisher: `In …`.
fn in_larger_work(container: &Safe<'static>, publisher: Option<&&Safe<'static>>) -> Safe<'static> {
    let in_container = kzq_text::safe!("In ", with_full_stop(container));
    publisher.map_or(in_container.clone(), |publisher| kzq_text::safe!(in_container, " ", with_full_stop(publisher)))
}

/// The retrieval date, for sources that have no date and may change (9.16).
fn retrieval_date(work: &CitedSource<'_>) -> Safe<'static> {
    match work.access_date() {
        Some(date) => kzq_text::safe!("Retrieved ", american_date(Some(date)), ", from "),
        None => Safe::default(),
    }
}

/// The year first: `2025, May 29`; without a date `n.d.` (9.14, 9.17).
fn format_date(date: Option<Date>) -> Safe<'static> {
    let Some((known, month)) = date.and_then(|date| Some((date, date.month_name()?))) else { return year_or_nd(date) };
    let year = Safe::line(known.year_in_words());
    qualified(
        known,
        match known.day() {
            Some(day) => kzq_text::safe!(year, ", ", month, " ", usize::from(day)),
            None => kzq_text::safe!(year, ", ", month),
        },
    )
}

/// Authors by family name and initials, the last after an ampersand (9.8); if there are more than twenty, the first
/// nineteen and the last (9.8).
fn format_authors(names: &[PersonName]) -> Option<Safe<'static>> {
    const MAX_LISTED: usize = 20;
    let join_inverted =
        |names: &[PersonName]| Safe::join(names.iter().map(PersonName::with_initials).collect::<Vec<_>>(), ", ");
    Some(match names {
        [] => return None,
        [only] => only.with_initials(),
        [first @ .., last] if names.len() <= MAX_LISTED => {
            kzq_text::safe!(join_inverted(first), ", & ", last.with_initials())
        }
        [first @ .., last] => {
            kzq_text::safe!(join_inverted(&first[..MAX_LISTED - 1]), ", . . . ", last.with_initials())
        }
    })
}

/// Who, when and where in the source: for words in someone else's work both are named, as 8.6 requires for secondary
/// sources; for a recording the time (8.28), otherwise the page (8.13), or the section where there are no pages.
pub(super) fn in_text_citation(work: &CitedSource<'_>, passage: &CitedPassage<'_>) -> Safe<'static> {
    let reference = kzq_text::safe!(reference_start(work), " ", year_or_nd(work.date()), format_locator(passage));
    let spoken = work.original_date(passage).map(|date| year_or_nd(Some(date)));
    let translation = passage.remark_after("; ");
    let connective = match work.role_of(passage) {
        _ if work.needs_no_name(passage) => return kzq_text::safe!("(", reference, translation, ")"),
        // With several authors, the speaker is named before the reference.
        PassageRole::ByAuthor | PassageRole::HeardFrom => "in ",
        PassageRole::Quoted => "as cited in ",
        PassageRole::Reported => "paraphrased, as cited in ",
        PassageRole::Summarised => "as summarized by a machine in ",
    };
    let name = passage.name.as_ref().map(|name| name.citation_name().clone());
    let cited = kzq_text::safe!(connective, reference, translation);
    kzq_text::safe!("(", Safe::join([name, spoken, Some(cited)].into_iter().flatten(), ", "), ")")
}

/// The start of the reference list entry: one author, two, or the first of several (8.17); otherwise the title (8.14).
/// Ends in a comma.
fn reference_start(work: &CitedSource<'_>) -> Safe<'static> {
    match work.authors.as_slice() {
        [] => format_title(work.source, ","),
        [only] => kzq_text::safe!(only.citation_name(), ","),
        [one, other] => kzq_text::safe!(one.citation_name(), " & ", other.citation_name(), ","),
        [first, ..] => kzq_text::safe!(first.citation_name(), " et al.,"),
    }
}

fn format_locator(passage: &CitedPassage<'_>) -> Safe<'static> {
    let (section, item) = passage.section_and_item();
    let section = section.map(|section| kzq_text::safe!(section, if ends_sentence(section) { "" } else { " section" }));
    let locators = passage.locators.iter().map(|(field, text)| locator_text(*field, text));
    let parts = [passage.time.cloned(), section, item].into_iter().flatten().chain(locators);
    parts.fold(Safe::default(), |line, part| kzq_text::safe!(line, ", ", part))
}
