//! References in the styles of three manuals, as plain text: the italics of a manual are left to who pastes.
//!
//! Two departures from the manuals, both so that nothing is hidden: where a date is not known every style says "n.d.", also
//! MLA, which would leave it out; and titles keep their capitals. The day on which the collector looked is given where
//! the source has no date, which is where the manuals ask for it.

mod apa;
mod chicago;
mod mla;

use super::name::Name;
use super::work::Work;
use crate::corpus::{Date, Source, SourceKind};
use crate::text::Safe;

pub(super) use apa::apa;
pub(super) use chicago::{bibliography, note};
pub(super) use mla::mla;

/// A reference, and behind it what stands in the text at each passage, every form of it once.
fn with_text_citations(reference: &Safe<'static>, in_text: Vec<Safe<'static>>) -> Safe<'static> {
    crate::safe!(reference, "\nIn text: ", Safe::join(in_text, "; "))
}

/// Whether the manuals set a title in quotation marks, as they do with what is a part of something larger or stands on a site.
fn is_part(source: &Source) -> bool {
    match source.kind {
        SourceKind::Book | SourceKind::Document => source.container.is_some(),
        _ => true,
    }
}

/// A sentence: the text with a full stop, unless it ends in a mark of its own.
fn sentence(text: &Safe<'_>) -> Safe<'static> {
    if ends(text) { text.clone().into_owned() } else { crate::safe!(text, ".") }
}

/// Whether a text ends in a mark that ends a sentence, a closing quotation mark behind it or not.
fn ends(text: &Safe<'_>) -> bool {
    text.as_str().trim_end_matches(['”', '’', '"']).ends_with(['.', '?', '!', '…'])
}

/// A title in quotation marks, with a comma or a full stop inside them, as American manuals want it; marks inside it
/// flip. A title that ends in a mark of its own takes no full stop besides.
fn marked(title: &Safe<'static>, stop: &'static str) -> Safe<'static> {
    let stop = if stop == "." && ends(title) { "" } else { stop };
    let text = title.as_str();
    let inner = text.trim_end_matches(['”', '"']).len();
    super::marks::quoted(&crate::safe!(title.slice(0..inner), stop, title.slice(inner..text.len())))
}

/// The title as running text has it: in quotation marks if it is a part, else as it is.
fn title(source: &Source, stop: &'static str) -> Safe<'static> {
    if is_part(source) {
        return marked(&source.title, stop);
    }
    let stop = if stop == "." && ends(&source.title) { "" } else { stop };
    crate::safe!(source.title, stop)
}

/// A date as American running text has it: `May 29, 2025`, `May 2025`, `2025`; or `n.d.`.
fn american(date: Option<Date>) -> Safe<'static> {
    let Some(date) = date else { return "n.d.".into() };
    let year = usize::from(date.year());
    match (date.month_name(), date.day()) {
        (Some(month), Some(day)) => crate::safe!(month, " ", usize::from(day), ", ", year),
        (Some(month), None) => crate::safe!(month, " ", year),
        (None, _) => crate::safe!(year),
    }
}

/// The year of a date, or `n.d.`.
fn year(date: Option<Date>) -> Safe<'static> {
    date.map_or_else(|| "n.d.".into(), |date| crate::safe!(usize::from(date.year())))
}

/// Authors in a row: the first with the family name in front, the others as they are said.
fn authors(work: &Work<'_>) -> Option<Safe<'static>> {
    let others = |names: &[Name]| names.iter().map(|name| name.whole.clone()).collect::<Vec<_>>();
    Some(match work.authors.as_slice() {
        [] => return None,
        [only] => only.inverted(),
        [first, second] => crate::safe!(first.inverted(), ", and ", second.whole),
        [first, between @ .., last] => {
            crate::safe!(first.inverted(), ", ", Safe::join(others(between), ", "), ", and ", last.whole)
        }
    })
}

#[cfg(test)]
mod tests;
