//! MLA style, 9th edition: the works-cited entry, and the in-text citation.

use super::{marked, sentence, title, with_text_citations};
use crate::address::address;
use crate::work::{Passage, Standing, Work, distinct};
use kzq_corpus::Date;
use kzq_text::Safe;

/// Renders a source for the list of works cited, with the in-text citations of its passages.
pub(crate) fn mla(work: &Work<'_>) -> Safe<'static> {
    let in_text = work.passages.iter().map(|passage| in_text(work, passage));
    with_text_citations(&reference(work), distinct(in_text))
}

/// The core elements in order (5.1 to 5.99): author, title, container, publisher, date, location; then the optional
/// final elements, access date and genre (5.105 to 5.119).
fn reference(work: &Work<'_>) -> Safe<'static> {
    let location = work.source.url.as_ref().map(address);
    let venues = work.venues().into_iter().cloned();
    let published = Safe::join(venues.chain([date(work.source.date)]).chain(location).collect::<Vec<_>>(), ", ");
    let accessed = work.accessed().map(|day| kzq_text::safe!("Accessed ", sentence(&date(Some(day)))));
    let genre = work.genre().map(|genre| kzq_text::safe!(genre, "."));
    let author = authors(work).map(|authors| sentence(&authors));
    let parts = [author, Some(title(work.source, ".")), Some(sentence(&published)), accessed, genre];
    Safe::join(parts.into_iter().flatten(), " ")
}

/// One author, two, or the first of several (5.7, 5.8).
fn authors(work: &Work<'_>) -> Option<Safe<'static>> {
    match work.authors.as_slice() {
        [first, _, _, ..] => Some(kzq_text::safe!(first.inverted(), ", et al.")),
        _ => super::authors(work),
    }
}

/// Day, month, year, with months of more than four letters abbreviated (appendix 1): `29 May 2025`, `22 Nov. 2026`.
fn date(date: Option<Date>) -> Safe<'static> {
    let Some(date) = date else { return "n.d.".into() };
    let year = usize::from(date.year());
    let month = date.month_name().map(|name| match name {
        "May" | "June" | "July" => Safe::from(name),
        "September" => "Sept.".into(),
        _ => kzq_text::safe!(&name[..3], "."),
    });
    match (date.day(), month) {
        (Some(day), Some(month)) => kzq_text::safe!(usize::from(day), " ", month, " ", year),
        (None, Some(month)) => kzq_text::safe!(month, " ", year),
        (_, None) => kzq_text::safe!(year),
    }
}

/// The start of the works-cited entry, and the time in a recording (6.2, 6.20); for words in someone else's work
/// "qtd. in" (6.77). Section headings are not numbers, so they are not given.
fn in_text(work: &Work<'_>, passage: &Passage<'_>) -> Safe<'static> {
    let head = kzq_text::safe!(head(work), passage.time.map(|time| kzq_text::safe!(" ", time)).unwrap_or_default());
    let translation = passage.translation_remark("; ");
    let how = match work.standing(passage) {
        Standing::Own if work.authors.len() == 1 => return kzq_text::safe!("(", head, translation, ")"),
        // With several authors, the speaker is named before the reference.
        Standing::Own | Standing::Heard => " in ",
        Standing::Quoted => " qtd. in ",
        Standing::Reported => " reported in ",
        Standing::Summarised => " summarized by a machine in ",
    };
    kzq_text::safe!("(", passage.name.short(), how, head, translation, ")")
}

/// Shortens a title for the text (6.10): a long one loses its article and is cut at its first comma, colon or other
/// mark, or to its first words, as many as do not end in a function word. A quotation in a title is never cut.
fn short(title: &Safe<'static>) -> Safe<'static> {
    const LONG: usize = 4;
    const LEADS_ON: [&str; 18] = [
        "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "what",
        "with",
    ];
    let text = title.as_str();
    if text.split_whitespace().count() <= LONG {
        return title.clone();
    }
    let word = |text: &str| text.split_whitespace().next_back().map(str::to_lowercase).unwrap_or_default();
    let article = ["A ", "An ", "The "].into_iter().find(|article| text.starts_with(article)).map_or(0, str::len);
    let rest = &text[article..];
    let mark = rest.find([':', ';', ',', '?', '!', '—', '–']).unwrap_or(rest.len());
    let mut phrase = rest[..mark].trim_end();
    if let Some((end, _)) = phrase.match_indices(' ').nth(LONG - 1) {
        phrase = &phrase[..end];
        while let Some((before, _)) = phrase.rsplit_once(' ').filter(|_| LEADS_ON.contains(&word(phrase).as_str())) {
            phrase = before;
        }
    }
    if phrase.is_empty() || phrase.contains(['“', '”', '"', '«', '„', '(']) {
        return title.clone();
    }
    title.slice(article..article + phrase.len()).into_owned()
}

fn head(work: &Work<'_>) -> Safe<'static> {
    match work.authors.as_slice() {
        [] if super::is_part(work.source) => marked(&short(&work.source.title), ""),
        [] => short(&work.source.title),
        [only] => only.short().clone(),
        [one, other] => kzq_text::safe!(one.short(), " and ", other.short()),
        [first, ..] => kzq_text::safe!(first.short(), " et al."),
    }
}
