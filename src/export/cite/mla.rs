//! MLA style, 9th edition: the entry of the list of works cited, and the citation in the text.

use super::{marked, sentence, title, with_text_citations};
use crate::corpus::Date;
use crate::export::work::{Passage, Standing, Work, distinct};
use crate::text::Safe;

/// A work in the list of works cited, and what stands in the text at each of its passages.
pub(in crate::export) fn mla(work: &Work<'_>) -> Safe<'static> {
    let in_text = work.passages.iter().map(|passage| in_text(work, passage));
    with_text_citations(&reference(work), distinct(in_text))
}

/// The core elements in their order (5.1 to 5.99): author, title, container, publisher, date, location; then what may
/// stand at the end: the day of access and what kind of thing it is (5.105 to 5.119).
fn reference(work: &Work<'_>) -> Safe<'static> {
    let location = work.source.url.clone();
    let venues = work.venues().into_iter().cloned();
    let published = Safe::join(venues.chain([date(work.source.date)]).chain(location).collect::<Vec<_>>(), ", ");
    let accessed = work.accessed().map(|day| crate::safe!("Accessed ", sentence(&date(Some(day)))));
    let genre = work.genre().map(|genre| crate::safe!(genre, "."));
    let author = authors(work).map(|authors| sentence(&authors));
    let parts = [author, Some(title(work.source, ".")), Some(sentence(&published)), accessed, genre];
    Safe::join(parts.into_iter().flatten(), " ")
}

/// One author, two, or the first of several (5.7, 5.8).
fn authors(work: &Work<'_>) -> Option<Safe<'static>> {
    match work.authors.as_slice() {
        [first, _, _, ..] => Some(crate::safe!(first.inverted(), ", et al.")),
        _ => super::authors(work),
    }
}

/// Day, month, year, the months of more than four letters shortened (appendix 1): `29 May 2025`, `22 Nov. 2026`.
fn date(date: Option<Date>) -> Safe<'static> {
    let Some(date) = date else { return "n.d.".into() };
    let year = usize::from(date.year());
    let month = date.month_name().map(|name| match name {
        "May" | "June" | "July" => Safe::from(name),
        "September" => "Sept.".into(),
        _ => crate::safe!(&name[..3], "."),
    });
    match (date.day(), month) {
        (Some(day), Some(month)) => crate::safe!(usize::from(day), " ", month, " ", year),
        (None, Some(month)) => crate::safe!(month, " ", year),
        (_, None) => crate::safe!(year),
    }
}

/// What the entry begins with, and the time into a recording (6.2, 6.20); for words that stand in somebody else's work
/// "qtd. in" (6.77). Headings are no numbers, so they are not given.
fn in_text(work: &Work<'_>, passage: &Passage<'_>) -> Safe<'static> {
    let head = crate::safe!(head(work), passage.time.map(|time| crate::safe!(" ", time)).unwrap_or_default());
    let how = match work.standing(passage) {
        Standing::Own if work.authors.len() == 1 => return crate::safe!("(", head, ")"),
        // Among several authors: whose words these are is said before the reference.
        Standing::Own | Standing::Heard => " in ",
        Standing::Quoted => " qtd. in ",
        Standing::Reported => " reported in ",
        Standing::Summarised => " summarized by a machine in ",
    };
    crate::safe!("(", passage.name.short(), how, head, ")")
}

fn head(work: &Work<'_>) -> Safe<'static> {
    match work.authors.as_slice() {
        [] if super::is_part(work.source) => marked(&work.source.title, ""),
        [] => work.source.title.clone(),
        [only] => only.short().clone(),
        [one, other] => crate::safe!(one.short(), " and ", other.short()),
        [first, ..] => crate::safe!(first.short(), " et al."),
    }
}
