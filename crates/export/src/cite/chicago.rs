//! The Chicago Manual of Style, 17th edition: notes and bibliography. Note numbers are left to the document.

use super::{
    american_date, capitalised, contributors, edition_and_numbers, format_title, quoted_title, with_full_stop,
};
use crate::locator::{locator_number, locator_text};
use crate::work::{CitedPassage, CitedSource, PassageRole, original_source_names};
use kzq_corpus::{LocatorField, SourceField, SourceKind};
use kzq_text::Safe;

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
pub(crate) fn render_note(work: &CitedSource<'_>, passage: &CitedPassage<'_>) -> Safe<'static> {
    let mut elements = Vec::new();
    let role = work.role_of(passage);
    let needs_no_name = work.needs_no_name(passage);
    if !needs_no_name {
        elements.extend(passage.name.as_ref().map(|name| Plain(name.whole.clone())));
        if let Some(occasion) = work.original_source.filter(|_| role != PassageRole::ByAuthor) {
            let is_interview = passage.is_answer && occasion.kind == SourceKind::Broadcast;
            elements.extend(is_interview.then(|| Plain("interview".into())));
            elements.extend(original_source_names(occasion).into_iter().map(|name| Plain(name.clone())));
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
    kzq_text::safe!(speaker_part, connective, join_elements(source_elements(work, passage), "."))
}

/// Returns the elements of the source that was read.
fn source_elements(work: &CitedSource<'_>, passage: &CitedPassage<'_>) -> Vec<NoteElement> {
    let source = work.source;
    let mut elements: Vec<NoteElement> = format_note_authors(work).into_iter().map(Plain).collect();
    let (container, _) = work.container_and_publisher();
    let facts = |date| Safe::join(work.place_and_publisher().into_iter().chain([date]).collect::<Vec<_>>(), ", ");
    let others = contributors(work, ["trans.", "ed."]).into_iter().chain(edition_and_numbers(source));
    let date = american_date(work.date());
    match source.kind {
        // The publication facts of a book, and of a lecture, are in parentheses (14.20, 14.217).
        SourceKind::Book if source.container.is_none() => {
            let parts = [source.title.clone()].into_iter().chain(others);
            let title = Safe::join(parts.collect::<Vec<_>>(), ", ");
            elements.push(Plain(kzq_text::safe!(title, " (", facts(date), ")")));
        }
        SourceKind::Speech => {
            let facts = ["speech".into()].into_iter().chain(container.cloned()).chain([facts(date)]);
            let facts = Safe::join(facts.collect::<Vec<_>>(), ", ");
            elements.push(Plain(kzq_text::safe!(quoted_title(&source.title, ""), " (", facts, ")")));
        }
        _ => {
            elements.push(if super::is_quoted_title(source) {
                Quoted(source.title.clone())
            } else {
                Plain(source.title.clone())
            });
            elements.extend(work.genre().map(|genre| Plain(Safe::line(genre.to_lowercase()))));
            elements.extend(container.cloned().into_iter().chain(others).chain([facts(date)]).map(Plain));
        }
    }
    elements.extend(locator_elements(passage));
    elements.extend(passage.remark().map(Plain));
    elements.extend(work.access_date().map(|day| Plain(kzq_text::safe!("accessed ", american_date(Some(day))))));
    elements.extend(work.address().map(Plain));
    elements
}

/// Authors in natural order: up to three, otherwise the first (14.76).
fn format_note_authors(work: &CitedSource<'_>) -> Option<Safe<'static>> {
    Some(match work.authors.as_slice() {
        [] => return None,
        [only] => only.whole.clone(),
        [one, other] => kzq_text::safe!(one.whole, " and ", other.whole),
        [one, other, third] => kzq_text::safe!(one.whole, ", ", other.whole, ", and ", third.whole),
        [first, ..] => kzq_text::safe!(first.whole, " et al."),
    })
}

/// The time in a recording (14.267) or the page as a mere number; otherwise the section, as 14.160 has it for sources without pages.
fn locator_elements(passage: &CitedPassage<'_>) -> Vec<NoteElement> {
    let (section, item) = passage.section_and_item();
    let locators = passage.locators.iter().map(|(field, text)| match field {
        LocatorField::Page => Plain(locator_number(text)),
        _ => Plain(locator_text(*field, text)),
    });
    let section = section.map(|section| UnderHeading(section.clone()));
    [passage.time.cloned().map(Plain), section, item.map(Plain)].into_iter().flatten().chain(locators).collect()
}

/// Joins elements with commas, and appends `end_mark` to the last one.
fn join_elements(elements: Vec<NoteElement>, end_mark: &'static str) -> Safe<'static> {
    let last = elements.len().saturating_sub(1);
    let parts = elements.into_iter().enumerate().map(|(index, element)| {
        let punctuation = if index == last { end_mark } else { "," };
        match element {
            Plain(text) if punctuation == "." => with_full_stop(&text),
            Plain(text) => kzq_text::safe!(text, punctuation),
            Quoted(text) => quoted_title(&text, punctuation),
            UnderHeading(text) => kzq_text::safe!("under ", quoted_title(&text, punctuation)),
        }
    });
    Safe::join(parts.collect::<Vec<_>>(), " ")
}

/// Renders a source for the bibliography (14.61): the elements as sentences, the first author's family name first.
pub(crate) fn render_bibliography(work: &CitedSource<'_>) -> Safe<'static> {
    let source = work.source;
    let author = format_bibliography_authors(work).map(|authors| with_full_stop(&authors));
    let genre = work.genre().map(|genre| kzq_text::safe!(genre, "."));
    let (container, _) = work.container_and_publisher();
    let pages = source.text_of(SourceField::Pages).map(locator_number);
    let numbers = edition_and_numbers(source);
    let publication = work.place_and_publisher().into_iter().chain([american_date(work.date())]);
    let is_book = source.kind == SourceKind::Book;
    // The numbers of a periodical follow its name; those of a book are sentences.
    let (sentences, numbers) = if is_book { (numbers, Vec::new()) } else { (Vec::new(), numbers) };
    let others = contributors(work, ["Translated by", "Edited by"]).into_iter().chain(sentences);
    let others = others.map(|sentence| capitalised(&with_full_stop(&sentence))).collect::<Vec<_>>();
    let others = (!others.is_empty()).then(|| Safe::join(others, " "));
    let in_book = container.filter(|_| is_book).map(|container| kzq_text::safe!("In ", with_full_stop(container)));
    let periodical = container.filter(|_| !is_book).cloned();
    let published = periodical.into_iter().chain(numbers).chain(publication).chain(pages);
    let published = with_full_stop(&Safe::join(published.collect::<Vec<_>>(), ", "));
    let accessed = work.access_date().map(|day| kzq_text::safe!("Accessed ", american_date(Some(day)), "."));
    let address = work.address().map(|address| kzq_text::safe!(address, "."));
    let translations = work.remarks().map(|remark| kzq_text::safe!("Cited: ", remark, "."));
    let parts = [
        author,
        Some(format_title(source, ".")),
        genre,
        in_book,
        others,
        Some(published),
        accessed,
        address,
        translations,
    ];
    Safe::join(parts.into_iter().flatten(), " ")
}

/// Up to ten authors; otherwise the first seven (14.76).
fn format_bibliography_authors(work: &CitedSource<'_>) -> Option<Safe<'static>> {
    match work.authors.as_slice() {
        [first, others @ ..] if others.len() >= 10 => {
            let others = others[..6].iter().map(|name| name.whole.clone());
            let names = [first.family_name_first()].into_iter().chain(others);
            Some(kzq_text::safe!(Safe::join(names.collect::<Vec<_>>(), ", "), ", et al."))
        }
        _ => super::join_authors(work),
    }
}
