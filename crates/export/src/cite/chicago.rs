//! The Chicago Manual of Style, 17th edition: notes and bibliography. Note numbers are left to the document.

use super::{american, marked, sentence, title};
use crate::address::address;
use crate::work::{Passage, Standing, Work, occasion_names};
use kzq_corpus::SourceKind;
use kzq_text::Safe;

/// An element of a note.
enum Element {
    /// Set as it is.
    Plain(Safe<'static>),
    /// In quotation marks, with the following comma inside them (6.9).
    Marked(Safe<'static>),
    /// The heading of the section that contains the words.
    Under(Safe<'static>),
}

use Element::{Marked, Plain, Under};

/// Renders a note on one passage of a source: a full note (14.23). Words in someone else's work are cited with both,
/// "quoted in" (14.260).
pub(crate) fn note(work: &Work<'_>, passage: &Passage<'_>) -> Safe<'static> {
    let mut elements = Vec::new();
    let standing = work.standing(passage);
    let is_only_author = standing == Standing::Own && work.authors.len() == 1;
    if !is_only_author {
        elements.push(Plain(passage.name.whole.clone()));
        if let Some(occasion) = work.occasion.filter(|_| standing != Standing::Own) {
            let interview = passage.is_answer && occasion.kind == SourceKind::Broadcast;
            elements.extend(interview.then(|| Plain("interview".into())));
            elements.extend(occasion_names(occasion).into_iter().map(|name| Plain(name.clone())));
            elements.push(Plain(american(occasion.date)));
        }
    }
    let how = match standing {
        _ if is_only_author => "",
        Standing::Own | Standing::Heard => "in ",
        Standing::Quoted => "quoted in ",
        Standing::Reported => "paraphrased in ",
        Standing::Summarised => "summarized by a machine in ",
    };
    let before = if elements.is_empty() { Safe::default() } else { kzq_text::safe!(joined(elements, ","), " ") };
    kzq_text::safe!(before, how, joined(full(work, passage), "."))
}

/// Returns the elements of the source that was read.
fn full(work: &Work<'_>, passage: &Passage<'_>) -> Vec<Element> {
    let source = work.source;
    let mut elements: Vec<Element> = note_authors(work).into_iter().map(Plain).collect();
    let venues = || work.venues().into_iter().cloned();
    let date = american(source.date);
    match source.kind {
        // The publication facts of a book, and of a lecture, are in parentheses (14.20, 14.217).
        SourceKind::Book if source.container.is_none() => {
            let facts = Safe::join(venues().chain([date]).collect::<Vec<_>>(), ", ");
            elements.push(Plain(kzq_text::safe!(source.title, " (", facts, ")")));
        }
        SourceKind::Speech => {
            let facts =
                Safe::join(["speech".into()].into_iter().chain(venues()).chain([date]).collect::<Vec<_>>(), ", ");
            elements.push(Plain(kzq_text::safe!(marked(&source.title, ""), " (", facts, ")")));
        }
        _ => {
            elements.push(if super::is_part(source) {
                Marked(source.title.clone())
            } else {
                Plain(source.title.clone())
            });
            elements.extend(work.genre().map(|genre| Plain(Safe::line(genre.to_lowercase()))));
            elements.extend(venues().chain([date]).map(Plain));
        }
    }
    elements.extend(places(passage));
    elements.extend(passage.translation().map(Plain));
    elements.extend(work.accessed().map(|day| Plain(kzq_text::safe!("accessed ", american(Some(day))))));
    elements.extend(source.url.as_ref().map(|url| Plain(address(url))));
    elements
}

/// Authors in natural order: up to three, otherwise the first (14.76).
fn note_authors(work: &Work<'_>) -> Option<Safe<'static>> {
    Some(match work.authors.as_slice() {
        [] => return None,
        [only] => only.whole.clone(),
        [one, other] => kzq_text::safe!(one.whole, " and ", other.whole),
        [one, other, third] => kzq_text::safe!(one.whole, ", ", other.whole, ", and ", third.whole),
        [first, ..] => kzq_text::safe!(first.whole, " et al."),
    })
}

/// The time in a recording (14.267); otherwise the section, as 14.160 has it for sources without pages.
fn places(passage: &Passage<'_>) -> Vec<Element> {
    let item = passage.item.map(|item| Plain(kzq_text::safe!("no. ", item as usize)));
    match (passage.time, passage.section) {
        (Some(time), _) => vec![Plain(time.clone())],
        (None, Some(section)) => [Some(Under(section.clone())), item].into_iter().flatten().collect(),
        (None, None) => item.into_iter().collect(),
    }
}

/// Joins elements with commas, and appends `end_mark` to the last one.
fn joined(elements: Vec<Element>, end: &'static str) -> Safe<'static> {
    let last = elements.len().saturating_sub(1);
    let parts = elements.into_iter().enumerate().map(|(index, element)| {
        let stop = if index == last { end } else { "," };
        match element {
            Plain(text) if stop == "." => sentence(&text),
            Plain(text) => kzq_text::safe!(text, stop),
            Marked(text) => marked(&text, stop),
            Under(text) => kzq_text::safe!("under ", marked(&text, stop)),
        }
    });
    Safe::join(parts.collect::<Vec<_>>(), " ")
}

/// Renders a source for the bibliography (14.61): the elements as sentences, the first author's family name first.
pub(crate) fn bibliography(work: &Work<'_>) -> Safe<'static> {
    let source = work.source;
    let author = bibliography_authors(work).map(|authors| sentence(&authors));
    let genre = work.genre().map(|genre| kzq_text::safe!(genre, "."));
    let mut venues: Vec<Safe<'static>> = work.venues().into_iter().cloned().collect();
    let container = source.kind == SourceKind::Book && source.container.is_some();
    let container = container.then(|| kzq_text::safe!("In ", sentence(&venues.remove(0))));
    venues.push(american(source.date));
    let published = sentence(&Safe::join(venues, ", "));
    let accessed = work.accessed().map(|day| kzq_text::safe!("Accessed ", american(Some(day)), "."));
    let address = source.url.as_ref().map(|url| kzq_text::safe!(address(url), "."));
    let translations = work.translations().map(|remark| kzq_text::safe!("Cited: ", remark, "."));
    let parts = [author, Some(title(source, ".")), genre, container, Some(published), accessed, address, translations];
    Safe::join(parts.into_iter().flatten(), " ")
}

/// Up to ten authors; otherwise the first seven (14.76).
fn bibliography_authors(work: &Work<'_>) -> Option<Safe<'static>> {
    match work.authors.as_slice() {
        [first, others @ ..] if others.len() >= 10 => {
            let others = others[..6].iter().map(|name| name.whole.clone());
            let names = [first.inverted()].into_iter().chain(others);
            Some(kzq_text::safe!(Safe::join(names.collect::<Vec<_>>(), ", "), ", et al."))
        }
        _ => super::authors(work),
    }
}
