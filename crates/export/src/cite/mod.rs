//! References in three citation styles, as plain text: italics are left to the user.
//!
//! There are two deliberate departures from the manuals, so that nothing is hidden: an unknown date is "n.d." in every
//! style, even in MLA, which would omit it; and titles keep their capitalisation. The access date is given if the
//! source has no date, which is when the manuals ask for it.

mod apa;
mod chicago;
mod mla;
#[cfg(test)]
mod tests;

use crate::name::Name;
use crate::work::Work;
use kzq_corpus::{Date, Source, SourceKind};
use kzq_text::Safe;

pub(super) use apa::apa;
pub(super) use chicago::{bibliography, note};
pub(super) use mla::mla;

/// Appends the distinct in-text citations of the passages to a reference.
fn with_text_citations(reference: &Safe<'static>, in_text: Vec<Safe<'static>>) -> Safe<'static> {
    kzq_text::safe!(reference, "\nIn text: ", Safe::join(in_text, "; "))
}

/// Returns whether the manuals put the title in quotation marks, as for parts of a larger work or of a website.
fn is_part(source: &Source) -> bool {
    match source.kind {
        SourceKind::Book | SourceKind::Document => source.container.is_some(),
        _ => true,
    }
}

/// Adds a full stop, unless the text already ends a sentence.
fn sentence(text: &Safe<'_>) -> Safe<'static> {
    if ends(text) { text.clone().into_owned() } else { kzq_text::safe!(text, ".") }
}

/// Returns whether a text ends in a sentence-ending mark, optionally followed by a closing quotation mark.
fn ends(text: &Safe<'_>) -> bool {
    text.as_str().trim_end_matches(['”', '’', '"']).ends_with(['.', '?', '!', '…'])
}

/// Puts a title in quotation marks, with a comma or full stop inside them as in American style; inner quotation marks
/// are flipped. A title that ends in its own mark gets no additional full stop.
fn marked(title: &Safe<'static>, stop: &'static str) -> Safe<'static> {
    let stop = if stop == "." && ends(title) { "" } else { stop };
    let text = title.as_str();
    let inner = text.trim_end_matches(['”', '"']).len();
    crate::marks::quoted(&kzq_text::safe!(title.slice(0..inner), stop, title.slice(inner..text.len())))
}

/// Formats the title for running text: in quotation marks if it is part of a larger work, otherwise as it is.
fn title(source: &Source, stop: &'static str) -> Safe<'static> {
    if is_part(source) {
        return marked(&source.title, stop);
    }
    let stop = if stop == "." && ends(&source.title) { "" } else { stop };
    kzq_text::safe!(source.title, stop)
}

/// Formats a date in American style, `May 29, 2025`, `May 2025`, `2025`; or `n.d.`.
fn american(date: Option<Date>) -> Safe<'static> {
    let Some(date) = date else { return "n.d.".into() };
    let year = usize::from(date.year());
    match (date.month_name(), date.day()) {
        (Some(month), Some(day)) => kzq_text::safe!(month, " ", usize::from(day), ", ", year),
        (Some(month), None) => kzq_text::safe!(month, " ", year),
        (None, _) => kzq_text::safe!(year),
    }
}

/// Returns the year of a date, or `n.d.`.
fn year(date: Option<Date>) -> Safe<'static> {
    date.map_or_else(|| "n.d.".into(), |date| kzq_text::safe!(usize::from(date.year())))
}

/// Joins the authors: the first with the family name first, the others in natural order.
fn authors(work: &Work<'_>) -> Option<Safe<'static>> {
    let others = |names: &[Name]| names.iter().map(|name| name.whole.clone()).collect::<Vec<_>>();
    Some(match work.authors.as_slice() {
        [] => return None,
        [only] => only.inverted(),
        [first, second] => kzq_text::safe!(first.inverted(), ", and ", second.whole),
        [first, between @ .., last] => {
            kzq_text::safe!(first.inverted(), ", ", Safe::join(others(between), ", "), ", and ", last.whole)
        }
    })
}
