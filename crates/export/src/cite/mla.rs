//! MLA style, 9th edition: the works-cited entry, and the in-text citation. Chapter 5 of the manual has the core elements,
//! chapter 6 the citations in the text.

use super::{
    before_punctuation, capitalised, contributors, edition_and_numbers, format_title, join_heads, qualified_with,
    quoted_title, with_full_stop, with_in_text_citations,
};
use crate::locator::{RangeStyle, is_locator, locator_number, locator_text, mla_section};
use crate::name::PersonName;
use crate::passage::CitedPassage;
use crate::work::{CitedSource, PassageRole, TitleInText, distinct};
use kzq_corpus::{Date, LocatorField, SourceField, SourceKind};
use kzq_text::Safe;

/// Renders a source for the list of works cited, with the in-text citations of its passages.
pub(crate) fn render_mla(work: &CitedSource<'_>) -> Safe<'static> {
    let in_text = work.passages.iter().map(|passage| in_text_citation(work, passage));
    with_in_text_citations(&reference(work), distinct(in_text))
}

/// The core elements in order: author, title, container, publisher, date, location; then the optional
/// final elements, access date and genre.
pub(super) fn reference(work: &CitedSource<'_>) -> Safe<'static> {
    let (container, publisher) = (work.source.container.as_ref(), publisher(work));
    let pages = work.source.text_of(SourceField::Pages);
    let pages = pages.map(|pages| RangeStyle::Mla.shorten(&locator_text(LocatorField::Page, pages)));
    let mut others = contributors(work, ["translated by", "edited by"]);
    others.extend(edition_and_numbers(work.source));
    if let Some(first) = others.first_mut().filter(|_| container.is_none()) {
        *first = capitalised(first);
    }
    // The publisher of a periodical is left out, and so is a date that is unknown.
    let publisher = publisher.filter(|_| work.source.kind != SourceKind::Article || container.is_none());
    let elements = container.map(before_punctuation).into_iter().chain(others).chain(publisher.cloned());
    let mut elements = elements.collect::<Vec<_>>();
    let date = work.cited_date().map(format_date);
    elements.extend(date.map(|date| if elements.is_empty() { capitalised(&date) } else { date }));
    elements.extend(pages.into_iter().chain(work.address()));
    let published = (!elements.is_empty()).then(|| with_full_stop(&Safe::join(elements, ", ")));
    let accessed = work.access_date().map(|day| kzq_text::safe!("Accessed ", with_full_stop(&format_date(day))));
    let genre = work.genre().map(|genre| kzq_text::safe!(genre, "."));
    let heads = format_heads(work).map(|heads| with_full_stop(&heads));
    let parts = [heads, Some(format_title(work.source, ".")), published, accessed, genre];
    Safe::join(parts.into_iter().flatten(), " ")
}

/// The publisher. An author who published the work is not named again, and an organisation only as the publisher.
fn publisher<'c>(work: &CitedSource<'c>) -> Option<&'c Safe<'static>> {
    if work.is_by_its_publisher() { work.publisher() } else { work.container_and_publisher().1 }
}

/// Under whose names it is listed. A work that its only author published, an organisation, begins with its title.
fn heads<'w>(work: &'w CitedSource<'_>) -> &'w [PersonName] {
    if work.is_by_its_publisher() { &[] } else { &work.heads }
}

/// One author, two, or the first of several; the editors of a book that has none.
fn format_heads(work: &CitedSource<'_>) -> Option<Safe<'static>> {
    let names = match heads(work) {
        [first, _, _, ..] => kzq_text::safe!(first.listed(), ", et al."),
        heads => join_heads(heads)?,
    };
    let role = match work.heads.len() {
        _ if !work.is_edited() => "",
        1 => ", editor",
        _ => ", editors",
    };
    Some(kzq_text::safe!(names, role))
}

/// Day, month, year, with months of more than four letters abbreviated (appendix 1): `29 May 2025`, `22 Nov. 2026`.
fn format_date(date: Date) -> Safe<'static> {
    let year = Safe::line(date.year_in_words());
    let month = date.month_name().map(|name| match name {
        "May" | "June" | "July" => Safe::from(name),
        "September" => "Sept.".into(),
        _ => kzq_text::safe!(&name[..3], "."),
    });
    qualified_with(
        "circa ",
        date,
        match (date.day(), month) {
            (Some(day), Some(month)) => kzq_text::safe!(usize::from(day), " ", month, " ", year),
            (None, Some(month)) => kzq_text::safe!(month, " ", year),
            (_, None) => year,
        },
    )
}

/// The start of the works-cited entry, and the page or the time in a recording; for words in someone else's work
/// "qtd. in". Headings of sections are not numbers, so they are not given.
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

/// The time or the page as a mere number; other numbers after a comma, with what they count.
fn format_locator(passage: &CitedPassage<'_>) -> Safe<'static> {
    let time = passage.time.map(|time| kzq_text::safe!(" ", time)).unwrap_or_default();
    let mut page = Safe::default();
    let mut others = Safe::default();
    for (field, text) in &passage.locators {
        if *field == LocatorField::Page {
            page = kzq_text::safe!(" ", RangeStyle::Mla.shorten(&locator_number(text)));
        } else {
            let text = match field {
                LocatorField::Chapter => kzq_text::safe!("ch. ", locator_number(text)),
                _ => RangeStyle::Mla.shorten(&locator_text(*field, text)),
            };
            others = kzq_text::safe!(others, ", ", text);
        }
    }
    let section = passage.section_and_item().0.filter(|section| is_locator(section));
    let section = section.map(|section| kzq_text::safe!(", ", mla_section(section))).unwrap_or_default();
    kzq_text::safe!(time, page, section, others)
}

/// Shortens a title for the text: a long one loses its article and is cut at its first comma, colon or other
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

/// The authors, with a short title if they have written several of the works; otherwise the title.
fn reference_start(work: &CitedSource<'_>) -> Safe<'static> {
    let title = || match work.distinction.title {
        TitleInText::Whole => title_in_text(work, &work.source.title),
        TitleInText::WithoutAuthor | TitleInText::Short => short_title_in_text(work),
    };
    match names_in_text(work) {
        None => title(),
        Some(names) if work.distinction.title == TitleInText::WithoutAuthor => names,
        Some(names) => kzq_text::safe!(names, ", ", title()),
    }
}

/// One author, two, or the first of several; an initial or the given name where another first author has the same
/// family name.
pub(super) fn names_in_text(work: &CitedSource<'_>) -> Option<Safe<'static>> {
    let (first, others) = heads(work).split_first()?;
    let distinction = &work.distinction;
    let first = if distinction.needs_given_name {
        first.whole.clone()
    } else if distinction.needs_initials {
        first.citation_name_with_initials()
    } else {
        first.citation_name().clone()
    };
    Some(match others {
        [] => first,
        [other] => kzq_text::safe!(first, " and ", other.citation_name()),
        _ => kzq_text::safe!(first, " et al."),
    })
}

/// The short title as it is in the text.
pub(super) fn short_title_in_text(work: &CitedSource<'_>) -> Safe<'static> {
    title_in_text(work, &short_title(&work.source.title))
}

fn title_in_text(work: &CitedSource<'_>, title: &Safe<'static>) -> Safe<'static> {
    if super::is_quoted_title(work.source) { quoted_title(title, "") } else { before_punctuation(title) }
}
