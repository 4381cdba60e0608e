//! The Chicago Manual of Style, 17th and 18th edition: notes and bibliography. Note numbers are left to the document.
//! Numbers of rules are those of the 17th edition unless it says so.

use super::{
    american_date, before_punctuation, capitalised, contributors, edition_and_numbers, followed_by, format_title,
    is_quoted_title, join_heads, quoted_title, with_full_stop,
};
use crate::locator::{RangeStyle, is_locator, locator_number, locator_text};
use crate::name::PersonName;
use crate::passage::CitedPassage;
use crate::work::{CitedSource, PassageRole, join_names, original_source_names};
use kzq_corpus::{LocatorField, SourceField, SourceKind};
use kzq_text::Safe;

/// An edition of the manual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChicagoEdition {
    /// The 17th edition (2017).
    Seventeenth,
    /// The 18th edition (2024). It names fewer authors, and gives no place of publication and no pages of a chapter in a
    /// bibliography.
    Eighteenth,
}

use ChicagoEdition::{Eighteenth, Seventeenth};

impl ChicagoEdition {
    /// The most authors that a note names, and otherwise only the first (14.76; 18th edition, 13.78).
    const fn max_in_notes(self) -> usize {
        match self {
            Seventeenth => 3,
            Eighteenth => 2,
        }
    }

    /// The most authors that a bibliography names, and how many if there are more (14.76; 18th edition, 13.78).
    const fn max_in_bibliography(self) -> (usize, usize) {
        match self {
            Seventeenth => (10, 7),
            Eighteenth => (6, 3),
        }
    }

    /// The place and publisher; the 18th edition has no places.
    fn imprint(self, work: &CitedSource<'_>) -> Option<Safe<'static>> {
        match self {
            // The publisher of a periodical is left out (14.168).
            _ if work.periodical().is_some() => None,
            Seventeenth => work.place_and_publisher(),
            Eighteenth => work.publisher().cloned(),
        }
    }
}

/// An element of a note.
enum NoteElement {
    /// Set as it is.
    Plain(Safe<'static>),
    /// In quotation marks, with the following comma inside them (6.9).
    Quoted(Safe<'static>),
    /// The heading of the section that contains the words.
    UnderHeading(Safe<'static>),
}

use NoteElement::{Plain, Quoted, UnderHeading};

/// Renders a note on one passage of a source: a full note (14.23). Words in someone else's work are cited with both,
/// "quoted in" (14.260).
pub(crate) fn render_note(
    work: &CitedSource<'_>,
    passage: &CitedPassage<'_>,
    edition: ChicagoEdition,
) -> Safe<'static> {
    let mut elements = Vec::new();
    let role = work.role_of(passage);
    let needs_no_name = work.needs_no_name(passage);
    if !needs_no_name {
        elements.extend(passage.name.as_ref().map(|name| Plain(name.whole.clone())));
        if let Some(occasion) = work.original_source.filter(|_| role != PassageRole::ByAuthor) {
            let is_interview = passage.is_answer && occasion.kind == SourceKind::Broadcast;
            elements.extend(is_interview.then(|| Plain("interview".into())));
            elements.extend(original_source_names(occasion).into_iter().map(|name| Plain(before_punctuation(name))));
            elements.push(Plain(american_date(passage.date.or(occasion.date))));
        } else {
            elements.extend(work.original_date(passage).map(|date| Plain(american_date(Some(date)))));
        }
    }
    let connective = match role {
        _ if needs_no_name => "",
        PassageRole::ByAuthor | PassageRole::HeardFrom => "in ",
        PassageRole::Quoted => "quoted in ",
        PassageRole::Reported => "paraphrased in ",
        PassageRole::Summarised => "summarized by a machine in ",
    };
    let speaker_part =
        if elements.is_empty() { Safe::default() } else { kzq_text::safe!(join_elements(elements, ","), " ") };
    kzq_text::safe!(speaker_part, connective, join_elements(source_elements(work, passage, edition), "."))
}

/// Returns the elements of the source that was read.
fn source_elements(work: &CitedSource<'_>, passage: &CitedPassage<'_>, edition: ChicagoEdition) -> Vec<NoteElement> {
    let source = work.source;
    let mut elements: Vec<NoteElement> = format_note_heads(work, edition).into_iter().map(Plain).collect();
    let (container, _) = work.container_and_publisher();
    let date = american_date(work.cited_date());
    let facts = edition.imprint(work).into_iter().chain(date_of_publication(work));
    let facts: Vec<_> = facts.collect();
    let others = contributors(work, ["trans.", "ed."]);
    let mut has_page = false;
    match source.kind {
        // The publication facts of a book, and of a lecture, are in parentheses (14.20, 14.217).
        SourceKind::Book => {
            let book = match container {
                // A part of a book comes with that (14.107).
                Some(book) => {
                    elements.push(Quoted(source.title.clone()));
                    kzq_text::safe!("in ", before_punctuation(book))
                }
                None => before_punctuation(&source.title),
            };
            let numbers = edition_and_numbers(source);
            // The edition of a book comes before its editors where a part of it is cited.
            let details = match container {
                Some(_) => [numbers, others].concat(),
                None => [others, numbers].concat(),
            };
            let book = Safe::join([book].into_iter().chain(details).collect::<Vec<_>>(), ", ");
            elements.push(Plain(kzq_text::safe!(book, " (", Safe::join(facts, ", "), ")")));
            // Without a page, the 17th edition gives those of the part.
            let pages = source.text_of(SourceField::Pages).filter(|_| container.is_some() && edition == Seventeenth);
            elements.extend(pages.filter(|_| passage.page().is_none()).map(|pages| Plain(page_number(pages))));
        }
        SourceKind::Speech => {
            let facts = ["speech".into()].into_iter().chain(container.map(before_punctuation)).chain(facts);
            let facts = Safe::join(facts.collect::<Vec<_>>(), ", ");
            elements.push(Plain(kzq_text::safe!(quoted_title(&source.title, ""), " (", facts, ")")));
        }
        _ => {
            let title = source.title.clone();
            elements.push(if is_quoted_title(source) { Quoted(title) } else { Plain(before_punctuation(&title)) });
            elements.extend(work.genre().map(|genre| Plain(Safe::line(genre.to_lowercase()))));
            elements.extend(others.into_iter().map(Plain));
            if let Some(issue) = journal_issue(work, &date) {
                // The page, or those of the article, come after a colon (14.171).
                let page = passage.page().or_else(|| source.text_of(SourceField::Pages));
                let page = page.map(|page| kzq_text::safe!(": ", page_number(page)));
                has_page = page.is_some();
                elements.push(Plain(kzq_text::safe!(issue, page.unwrap_or_default())));
            } else {
                elements.extend(venue(work).map(Plain));
                elements.extend(edition_and_numbers(source).into_iter().chain(facts).map(Plain));
            }
        }
    }
    elements.extend(locator_elements(passage, has_page));
    elements.extend(passage.remark().map(Plain));
    elements.extend(work.access_date().map(|day| Plain(kzq_text::safe!("accessed ", american_date(Some(day))))));
    elements.extend(work.address().map(Plain));
    elements
}

fn page_number(text: &Safe<'_>) -> Safe<'static> {
    RangeStyle::Chicago.shorten(&locator_number(text))
}

/// The date, or `n.d.`; for a page of the web the access date is given instead (14.207).
fn date_of_publication(work: &CitedSource<'_>) -> Option<Safe<'static>> {
    let has_access_date_only = work.source.kind == SourceKind::Web && work.access_date().is_some();
    (!has_access_date_only).then(|| american_date(work.cited_date()))
}

/// What a source that is not a book appeared in. Newspapers and journals lose an English article (14.170, 14.193).
fn venue(work: &CitedSource<'_>) -> Option<Safe<'static>> {
    let Some(periodical) = work.periodical() else {
        return work.container_and_publisher().0.map(before_punctuation);
    };
    let article = "The ";
    let name = match periodical.as_str().strip_prefix(article) {
        Some(_) => periodical.slice(article.len()..periodical.as_str().len()).into_owned(),
        None => periodical.clone(),
    };
    Some(before_punctuation(&name))
}

/// Formats a journal with its volume, issue and date (14.171): `Journal 12, no. 3 (1999)`.
fn journal_issue(work: &CitedSource<'_>, date: &Safe<'static>) -> Option<Safe<'static>> {
    let journal = venue(work).filter(|_| work.is_in_journal())?;
    let text = |field| work.source.text_of(field);
    let volume = text(SourceField::Volume).map(|volume| kzq_text::safe!(" ", volume)).unwrap_or_default();
    let issue = text(SourceField::Issue).map(|issue| kzq_text::safe!(", no. ", issue)).unwrap_or_default();
    Some(kzq_text::safe!(journal, volume, issue, " (", date, ")"))
}

/// Names in natural order, or the first of many (14.76), and whether they are editors (14.103).
fn format_note_heads(work: &CitedSource<'_>, edition: ChicagoEdition) -> Option<Safe<'static>> {
    let first = work.heads.first()?;
    let names = if work.heads.len() > edition.max_in_notes() {
        kzq_text::safe!(first.whole, " et al.")
    } else {
        let names: Vec<Safe<'static>> = work.heads.iter().map(|name| name.whole.clone()).collect();
        join_names(&names)
    };
    Some(kzq_text::safe!(names, editor_role(work)))
}

fn editor_role(work: &CitedSource<'_>) -> &'static str {
    match work.heads.len() {
        _ if !work.is_edited() => "",
        1 => ", ed.",
        _ => ", eds.",
    }
}

/// The time in a recording (14.267) or the page as a mere number, unless it is given already; otherwise the section, as
/// 14.160 has it for sources without pages.
fn locator_elements(passage: &CitedPassage<'_>, has_page: bool) -> Vec<NoteElement> {
    let (section, item) = passage.section_and_item();
    let locators = passage.locators.iter().filter(|(field, _)| !(has_page && *field == LocatorField::Page));
    let locators = locators.map(|(field, text)| match field {
        LocatorField::Page => Plain(page_number(text)),
        _ => Plain(RangeStyle::Chicago.shorten(&locator_text(*field, text))),
    });
    let section = section.map(|section| match section {
        locator if is_locator(locator) => Plain(locator.clone()),
        heading => UnderHeading(heading.clone()),
    });
    [passage.time.cloned().map(Plain), section, item.map(Plain)].into_iter().flatten().chain(locators).collect()
}

/// Joins elements with commas, and appends `end_mark` to the last one.
fn join_elements(elements: Vec<NoteElement>, end_mark: &'static str) -> Safe<'static> {
    let last = elements.len().saturating_sub(1);
    let parts = elements.into_iter().enumerate().map(|(index, element)| {
        let punctuation = if index == last { end_mark } else { "," };
        match element {
            Plain(text) if punctuation == "." => with_full_stop(&text),
            Plain(text) => followed_by(&text, punctuation),
            Quoted(text) => quoted_title(&text, punctuation),
            UnderHeading(text) => kzq_text::safe!("under ", quoted_title(&text, punctuation)),
        }
    });
    Safe::join(parts.collect::<Vec<_>>(), " ")
}

/// Renders a source for the bibliography of the 17th edition.
pub(crate) fn render_bibliography_17(work: &CitedSource<'_>) -> Safe<'static> {
    render_bibliography(work, Seventeenth)
}

/// Renders a source for the bibliography of the 18th edition.
pub(crate) fn render_bibliography_18(work: &CitedSource<'_>) -> Safe<'static> {
    render_bibliography(work, Eighteenth)
}

/// Renders a source for the bibliography: the elements as sentences, the first author's family name first.
pub(super) fn render_bibliography(work: &CitedSource<'_>, edition: ChicagoEdition) -> Safe<'static> {
    let heads = format_bibliography_heads(work, edition).or_else(|| in_place_of_author(work));
    let heads = heads.map(|heads| with_full_stop(&heads));
    let genre = work.genre().map(|genre| kzq_text::safe!(genre, "."));
    let accessed = work.access_date().map(|day| kzq_text::safe!("Accessed ", american_date(Some(day)), "."));
    let address = work.address().map(|address| kzq_text::safe!(address, "."));
    let translations = work.remarks().map(|remark| kzq_text::safe!("Cited: ", remark, "."));
    let title = [heads, Some(format_title(work.source, ".")), genre];
    let parts = title.into_iter().chain(publication(work, edition).into_iter().map(Some));
    let parts = parts.chain([accessed, address, translations]);
    Safe::join(parts.flatten().collect::<Vec<_>>(), " ")
}

/// Under what a bibliography lists a source whose author is unknown: an article under its newspaper (14.199), a page of the
/// web under the owner of the website (14.207).
fn in_place_of_author(work: &CitedSource<'_>) -> Option<Safe<'static>> {
    match work.source.kind {
        _ if !work.heads.is_empty() => None,
        SourceKind::Article if !work.is_in_journal() => venue(work),
        SourceKind::Web => work.publisher().cloned(),
        _ => None,
    }
}

/// The sentences between the title and the address.
fn publication(work: &CitedSource<'_>, edition: ChicagoEdition) -> Vec<Safe<'static>> {
    let is_listed_under_owner = in_place_of_author(work).is_some();
    let source = work.source;
    let date = american_date(work.cited_date());
    let pages = source.text_of(SourceField::Pages).map(page_number);
    let imprint = edition.imprint(work).filter(|_| !is_listed_under_owner);
    let facts = imprint.into_iter().chain(date_of_publication(work));
    let numbers = edition_and_numbers(source);
    let sentence = |parts: Vec<Safe<'static>>| capitalised(&with_full_stop(&Safe::join(parts, ", ")));
    let sentences = |parts: Vec<Safe<'static>>| parts.into_iter().map(|part| sentence(vec![part])).collect::<Vec<_>>();
    match (source.kind, work.container_and_publisher().0) {
        (SourceKind::Book, Some(book)) => {
            // Who translated the part follows its title; the rest belongs to the book (14.107).
            let book = kzq_text::safe!("In ", before_punctuation(book));
            let others = contributors(work, ["translated by", "edited by"]);
            let pages = pages.filter(|_| edition == Seventeenth);
            let book = [book].into_iter().chain(numbers).chain(others).chain(pages);
            vec![sentence(book.collect()), sentence(facts.collect())]
        }
        (SourceKind::Book, None) => {
            let mut parts = sentences(contributors(work, ["translated by", "edited by"]));
            parts.extend(sentences(numbers));
            parts.push(sentence(facts.collect()));
            parts
        }
        _ => {
            let mut parts = sentences(contributors(work, ["translated by", "edited by"]));
            if let Some(issue) = journal_issue(work, &date) {
                let pages = pages.map(|pages| kzq_text::safe!(": ", pages)).unwrap_or_default();
                parts.push(with_full_stop(&kzq_text::safe!(issue, pages)));
            } else {
                let venue = venue(work).filter(|_| !is_listed_under_owner || source.kind != SourceKind::Article);
                let published: Vec<_> = venue.into_iter().chain(numbers).chain(facts).chain(pages).collect();
                parts.extend((!published.is_empty()).then(|| with_full_stop(&Safe::join(published, ", "))));
            }
            parts
        }
    }
}

/// All names, or the first of many (14.76), and whether they are editors (14.103).
fn format_bibliography_heads(work: &CitedSource<'_>, edition: ChicagoEdition) -> Option<Safe<'static>> {
    let (max, listed) = edition.max_in_bibliography();
    let names = match work.heads.as_slice() {
        [first, others @ ..] if others.len() >= max => {
            let others = others[..listed - 1].iter().map(|name: &PersonName| name.whole.clone());
            let names = [first.listed()].into_iter().chain(others);
            kzq_text::safe!(Safe::join(names.collect::<Vec<_>>(), ", "), ", et al.")
        }
        heads => join_heads(heads)?,
    };
    Some(kzq_text::safe!(names, editor_role(work)))
}
