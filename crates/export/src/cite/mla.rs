//! MLA style, 9th edition: the works-cited entry, and the in-text citation.

use super::{
    capitalised, contributors, edition_and_numbers, format_title, qualified, quoted_title, with_full_stop,
    with_in_text_citations,
};
use crate::locator::{locator_number, locator_text};
use crate::work::{CitedPassage, CitedSource, PassageRole, distinct};
use kzq_corpus::{Date, LocatorField, SourceField};
use kzq_text::Safe;

/// Renders a source for the list of works cited, with the in-text citations of its passages.
pub(crate) fn render_mla(work: &CitedSource<'_>) -> Safe<'static> {
    let in_text = work.passages.iter().map(|passage| in_text_citation(work, passage));
    with_in_text_citations(&reference(work), distinct(in_text))
}

/// The core elements in order (5.1 to 5.99): author, title, container, publisher, date, location; then the optional
/// final elements, access date and genre (5.105 to 5.119).
pub(super) fn reference(work: &CitedSource<'_>) -> Safe<'static> {
    let (container, publisher) = work.container_and_publisher();
    let pages = work.source.text_of(SourceField::Pages).map(|pages| locator_text(LocatorField::Page, pages));
    let mut others = contributors(work, ["translated by", "edited by"]);
    others.extend(edition_and_numbers(work.source));
    if let Some(first) = others.first_mut().filter(|_| container.is_none()) {
        *first = capitalised(first);
    }
    let elements = container.cloned().into_iter().chain(others).chain(publisher.cloned());
    let elements = elements.chain([format_date(work.date())]).chain(pages).chain(work.address());
    let elements = elements.collect::<Vec<_>>();
    let published = Safe::join(elements, ", ");
    let accessed = work.access_date().map(|day| kzq_text::safe!("Accessed ", with_full_stop(&format_date(Some(day)))));
    let genre = work.genre().map(|genre| kzq_text::safe!(genre, "."));
    let author = format_authors(work).map(|authors| with_full_stop(&authors));
    let parts = [author, Some(format_title(work.source, ".")), Some(with_full_stop(&published)), accessed, genre];
    Safe::join(parts.into_iter().flatten(), " ")
}

/// One author, two, or the first of several (5.7, 5.8).
fn format_authors(work: &CitedSource<'_>) -> Option<Safe<'static>> {
    match work.authors.as_slice() {
        [first, _, _, ..] => Some(kzq_text::safe!(first.family_name_first(), ", et al.")),
        _ => super::join_authors(work),
    }
}

/// Day, month, year, with months of more than four letters abbreviated (appendix 1): `29 May 2025`, `22 Nov. 2026`.
fn format_date(date: Option<Date>) -> Safe<'static> {
    let Some(date) = date else { return "n.d.".into() };
    let year = Safe::line(date.year_in_words());
    let month = date.month_name().map(|name| match name {
        "May" | "June" | "July" => Safe::from(name),
        "September" => "Sept.".into(),
        _ => kzq_text::safe!(&name[..3], "."),
    });
    qualified(
        date,
        match (date.day(), month) {
            (Some(day), Some(month)) => kzq_text::safe!(usize::from(day), " ", month, " ", year),
            (None, Some(month)) => kzq_text::safe!(month, " ", year),
            (_, None) => year,
        },
    )
}

/// The start of the works-cited entry, and the page or the time in a recording (6.2, 6.20); for words in someone else's work
/// "qtd. in" (6.77). Section headings are not numbers, so they are not given.
pub(super) fn in_text_citation(work: &CitedSource<'_>, passage: &CitedPassage<'_>) -> Safe<'static> {
    let head = kzq_text::safe!(reference_start(work), format_locator(passage));
    let translation = passage.remark_after("; ");
    let connective = match work.role_of(passage) {
        _ if work.needs_no_name(passage) => return kzq_text::safe!("(", head, translation, ")"),
        // With several authors, the speaker is named before the reference.
        PassageRole::ByAuthor | PassageRole::HeardFrom => "in ",
        PassageRole::Quoted => "qtd. in ",
        PassageRole::Reported => "reported in ",
        PassageRole::Summarised => "summarized by a machine in ",
    };
    let name = passage.name.as_ref().map(|name| kzq_text::safe!(name.citation_name(), " ")).unwrap_or_default();
    kzq_text::safe!("(", name, connective, head, translation, ")")
}

/// The time or the page as a mere number; other numbers after a comma, with what they count (6.16 to 6.21).
fn format_locator(passage: &CitedPassage<'_>) -> Safe<'static> {
    let time = passage.time.map(|time| kzq_text::safe!(" ", time)).unwrap_or_default();
    let mut page = Safe::default();
    let mut others = Safe::default();
    for (field, text) in passage.locators {
        if *field == LocatorField::Page {
            page = kzq_text::safe!(" ", locator_number(text));
        } else {
            others = kzq_text::safe!(others, ", ", locator_text(*field, text));
        }
    }
    kzq_text::safe!(time, page, others)
}

/// Shortens a title for the text (6.10): a long one loses its article and is cut at its first comma, colon or other
/// mark, or to its first words, as many as do not end in a function word. A quotation in a title is never cut.
fn short_title(title: &Safe<'static>) -> Safe<'static> {
    const MAX_WORDS: usize = 4;
    const FUNCTION_WORDS: [&str; 18] = [
        "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "what",
        "with",
    ];
    let text = title.as_str();
    if text.split_whitespace().count() <= MAX_WORDS {
        return title.clone();
    }
    let last_word = |text: &str| text.split_whitespace().next_back().map(str::to_lowercase).unwrap_or_default();
    let article = ["A ", "An ", "The "].into_iter().find(|article| text.starts_with(article)).map_or(0, str::len);
    let rest = &text[article..];
    let mark = rest.find([':', ';', ',', '?', '!', '—', '–']).unwrap_or(rest.len());
    let mut phrase = rest[..mark].trim_end();
    if let Some((end, _)) = phrase.match_indices(' ').nth(MAX_WORDS - 1) {
        phrase = &phrase[..end];
        while let Some((before, _)) =
            phrase.rsplit_once(' ').filter(|_| FUNCTION_WORDS.contains(&last_word(phrase).as_str()))
        {
            phrase = before;
        }
    }
    if phrase.is_empty() || phrase.contains(['“', '”', '"', '«', '„', '(']) {
        return title.clone();
    }
    title.slice(article..article + phrase.len()).into_owned()
}

fn reference_start(work: &CitedSource<'_>) -> Safe<'static> {
    match work.authors.as_slice() {
        [] if super::is_quoted_title(work.source) => quoted_title(&short_title(&work.source.title), ""),
        [] => short_title(&work.source.title),
        [only] => only.citation_name().clone(),
        [one, other] => kzq_text::safe!(one.citation_name(), " and ", other.citation_name()),
        [first, ..] => kzq_text::safe!(first.citation_name(), " et al."),
    }
}
