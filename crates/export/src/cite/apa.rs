//! APA style, 7th edition: the reference list entry, and the in-text citation.

use super::{
    american_date, before_punctuation, capitalised, edition, format_title, qualified, with_full_stop,
    with_in_text_citations, year_or_nd,
};
use crate::locator::{is_locator, locator_number, locator_text};
use crate::name::PersonName;
use crate::passage::CitedPassage;
use crate::work::{CitedSource, PassageRole, distinct};
use kzq_corpus::{LocatorField, Source, SourceField, SourceKind};
use kzq_text::Safe;

/// Renders a source for the reference list, with the in-text citations of its passages.
pub(crate) fn render_apa(work: &CitedSource<'_>) -> Safe<'static> {
    let in_text = work.passages.iter().map(|passage| in_text_citation(work, passage));
    with_in_text_citations(&reference(work), distinct(in_text))
}

/// Author, date, title, source (9.4 to 9.37). Without an author the title comes first (9.12).
pub(super) fn reference(work: &CitedSource<'_>) -> Safe<'static> {
    let brackets = [
        details_of_title(work).map(|details| kzq_text::safe!(" (", details, ")")),
        // A description in brackets, for unusual works (9.21).
        work.genre().map(|genre| kzq_text::safe!(" [", genre, "]")),
    ];
    let brackets: Vec<_> = brackets.into_iter().flatten().collect();
    let title = match brackets.as_slice() {
        [] => work.source.title.clone(),
        _ => kzq_text::safe!(before_punctuation(&work.source.title), Safe::join(brackets, "")),
    };
    let date = kzq_text::safe!("(", format_date(work), ").");
    let head = match format_heads(work) {
        Some(heads) => kzq_text::safe!(with_full_stop(&heads), " ", date, " ", with_full_stop(&title)),
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

/// Editors, translators, edition and volume of a book, which come in parentheses after its title (9.19, 10.2). Those of a
/// larger work come with that, except who translated the part.
fn details_of_title(work: &CitedSource<'_>) -> Option<Safe<'static>> {
    let translators = work.translators();
    let translators = (!translators.is_empty()).then(|| kzq_text::safe!(initials_first(&translators), ", Trans."));
    if is_part(work) {
        return translators;
    }
    let editors = if work.is_edited() { Vec::new() } else { work.editors() };
    let editors = (!editors.is_empty())
        .then(|| kzq_text::safe!(initials_first(&editors), if editors.len() == 1 { ", Ed." } else { ", Eds." }));
    let numbers = edition_and_volume(work.source);
    let numbers = (!numbers.is_empty()).then(|| Safe::join(numbers, ", "));
    let parts: Vec<_> = [editors, translators, numbers].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| Safe::join(parts, "; "))
}

/// Whether it is a chapter or the like.
fn is_part(work: &CitedSource<'_>) -> bool {
    work.source.kind == SourceKind::Book && work.source.container.is_some()
}

fn edition_and_volume(source: &Source) -> Vec<Safe<'static>> {
    let volume = source.text_of(SourceField::Volume).filter(|_| source.kind == SourceKind::Book);
    edition(source)
        .map(|edition| capitalised(&edition))
        .into_iter()
        .chain(volume.map(|volume| kzq_text::safe!("Vol. ", volume)))
        .collect()
}

/// Formats names with the initials first: `A. Roe`, `A. Roe & B. Poe`, `A. Roe, B. Poe, & C. Moe`.
fn initials_first(names: &[PersonName]) -> Safe<'static> {
    with_ampersand(&names.iter().map(PersonName::initials_first).collect::<Vec<_>>())
}

/// Joins names: two without a comma, more with one before the ampersand (9.8).
fn with_ampersand(names: &[Safe<'static>]) -> Safe<'static> {
    match names {
        [] => Safe::default(),
        [only] => only.clone(),
        [one, other] => kzq_text::safe!(one, " & ", other),
        [first @ .., last] => kzq_text::safe!(Safe::join(first.iter().map(Safe::to_borrowed), ", "), ", & ", last),
    }
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
        (SourceKind::Article, Some(_), _) => {
            with_full_stop(&kzq_text::safe!(before_punctuation(first), volume_and_pages(work.source)))
        }
        (SourceKind::Book, Some(_), publisher) => in_book(work, first, publisher),
        (SourceKind::Broadcast, Some(_), publisher) if !work.is_interview => {
            then_publisher(&kzq_text::safe!("In ", with_full_stop(first)), publisher)
        }
        (_, _, Some(publisher)) => kzq_text::safe!(*first, "; ", with_full_stop(publisher)),
        (_, _, None) => with_full_stop(first),
    })
}

/// The book of a chapter (10.3): `In A. Roe (Ed.), On Things (2nd ed., pp. 1–9). Press.`
fn in_book(work: &CitedSource<'_>, book: &Safe<'static>, publisher: Option<&&Safe<'static>>) -> Safe<'static> {
    let editors = work.editors();
    let role = if editors.len() == 1 { " (Ed.), " } else { " (Eds.), " };
    let editors = if editors.is_empty() { Safe::default() } else { kzq_text::safe!(initials_first(&editors), role) };
    let pages = work.source.text_of(SourceField::Pages).map(|pages| locator_text(LocatorField::Page, pages));
    let details: Vec<_> = edition_and_volume(work.source).into_iter().chain(pages).collect();
    let book = match details.as_slice() {
        [] => book.clone(),
        _ => kzq_text::safe!(before_punctuation(book), " (", Safe::join(details, ", "), ")"),
    };
    then_publisher(&kzq_text::safe!("In ", editors, with_full_stop(&book)), publisher)
}

fn then_publisher(whole: &Safe<'static>, publisher: Option<&&Safe<'static>>) -> Safe<'static> {
    publisher.map_or_else(|| whole.clone(), |publisher| kzq_text::safe!(whole, " ", with_full_stop(publisher)))
}

/// The retrieval date, for sources that have no date and may change (9.16).
fn retrieval_date(work: &CitedSource<'_>) -> Safe<'static> {
    match work.access_date() {
        Some(date) => kzq_text::safe!("Retrieved ", american_date(Some(date)), ", from "),
        None => Safe::default(),
    }
}

/// The year first: `2025, May 29`; without a date `n.d.` (9.14, 9.17).
fn format_date(work: &CitedSource<'_>) -> Safe<'static> {
    let date = work.cited_date();
    let Some((known, month)) = date.and_then(|date| Some((date, date.month_name()?))) else { return year(work) };
    let year = lettered(work, &Safe::line(known.year_in_words()));
    qualified(
        known,
        match known.day() {
            Some(day) => kzq_text::safe!(year, ", ", month, " ", usize::from(day)),
            None => kzq_text::safe!(year, ", ", month),
        },
    )
}

/// The year, with the letter that tells works of one author and year apart (8.19): `2024a`, `n.d.-a`.
fn year(work: &CitedSource<'_>) -> Safe<'static> {
    match work.cited_date() {
        Some(date) => qualified(date, lettered(work, &Safe::line(date.year_in_words()))),
        None => lettered(work, &year_or_nd(None)),
    }
}

fn lettered(work: &CitedSource<'_>, year: &Safe<'static>) -> Safe<'static> {
    let Some(place) = work.distinction.letter else { return year.clone() };
    let hyphen = if year.as_str().ends_with(|c: char| c.is_ascii_digit()) { "" } else { "-" };
    kzq_text::safe!(year, hyphen, letters(place))
}

/// `a` to `z`, then `aa`.
fn letters(mut place: usize) -> Safe<'static> {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b"abcdefghijklmnopqrstuvwxyz"[place % 26]));
        match (place / 26).checked_sub(1) {
            Some(rest) => place = rest,
            None => break,
        }
    }
    Safe::line(letters.into_iter().rev().collect::<String>())
}

/// The authors, or the editors of a book that has none (10.2).
fn format_heads(work: &CitedSource<'_>) -> Option<Safe<'static>> {
    let names = format_names(&work.heads)?;
    let role = match work.heads.len() {
        _ if !work.is_edited() => "",
        1 => " (Ed.)",
        _ => " (Eds.)",
    };
    Some(kzq_text::safe!(names, role))
}

/// Names by family name and initials, the last after an ampersand (9.8); if there are more than twenty, the first
/// nineteen and the last (9.8).
fn format_names(names: &[PersonName]) -> Option<Safe<'static>> {
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
    let reference = kzq_text::safe!(reference_start(work), " ", year(work), format_locator(passage));
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

/// The start of the reference list entry, with a comma: the authors, otherwise the title (8.14).
fn reference_start(work: &CitedSource<'_>) -> Safe<'static> {
    match names_in_text(work) {
        Some(names) => kzq_text::safe!(names, ","),
        None => format_title(work.source, ","),
    }
}

/// One author, two, or the first of several (8.17); more of them where others are cited that begin alike (8.18), and
/// initials where another first author has the same family name (8.20).
pub(super) fn names_in_text(work: &CitedSource<'_>) -> Option<Safe<'static>> {
    let (first, others) = work.heads.split_first()?;
    let first = if work.distinction.needs_initials {
        first.citation_name_with_initials()
    } else {
        first.citation_name().clone()
    };
    let names = [first].into_iter().chain(others.iter().map(|name| name.citation_name().clone())).collect::<Vec<_>>();
    let named = if names.len() > 2 { work.distinction.named_authors.max(1) } else { names.len() };
    // “et al.” is plural, so it can't be a single name.
    if named + 1 >= names.len() {
        return Some(with_ampersand(&names));
    }
    let comma = if named == 1 { "" } else { "," };
    Some(kzq_text::safe!(Safe::join(names[..named].iter().map(Safe::to_borrowed), ", "), comma, " et al."))
}

fn format_locator(passage: &CitedPassage<'_>) -> Safe<'static> {
    let (section, item) = passage.section_and_item();
    let section = section.map(|section| match section {
        locator if is_locator(locator) => locator.clone(),
        heading => kzq_text::safe!(before_punctuation(heading), " section"),
    });
    let locators = passage.locators.iter().map(|(field, text)| match field {
        LocatorField::Chapter => kzq_text::safe!("Chapter ", locator_number(text)),
        _ => locator_text(*field, text),
    });
    let parts = [passage.time.cloned(), section, item].into_iter().flatten().chain(locators);
    parts.fold(Safe::default(), |line, part| kzq_text::safe!(line, ", ", part))
}
