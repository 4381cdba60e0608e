//! References in three citation styles, as plain text: italics are left to the user.
//!
//! Titles keep their capitalisation, which is a deliberate departure from the manuals. The access date is given if the
//! source has no date, which is when the manuals ask for it.

mod apa;
mod chicago;
mod distinct;
#[cfg(test)]
mod field_tests;
#[cfg(test)]
mod manual_tests;
mod mla;
mod punctuation;
#[cfg(test)]
mod set_tests;
mod style;
#[cfg(test)]
mod tests;

use crate::name::PersonName;
use crate::work::{CitedSource, join_names};
use kzq_corpus::{Certainty, Date, Source, SourceField, SourceKind};
use kzq_text::Safe;
use punctuation::{before_punctuation, ends_sentence, followed_by, quoted_title, with_full_stop};

pub(super) use apa::render_apa;
pub(super) use chicago::{ChicagoEdition, render_bibliography_17, render_bibliography_18, render_note};
pub(super) use distinct::cited_sources;
pub(super) use mla::render_mla;
pub use style::CitationStyle;

/// Appends the distinct in-text citations of the passages to a reference.
fn with_in_text_citations(reference: &Safe<'static>, in_text: Vec<Safe<'static>>) -> Safe<'static> {
    kzq_text::safe!(reference, "\nIn text: ", Safe::join(in_text, "; "))
}

/// Returns whether the manuals put the title in quotation marks, as for parts of a larger work or of a website.
fn is_quoted_title(source: &Source) -> bool {
    match source.kind {
        SourceKind::Book | SourceKind::Document => source.container.is_some(),
        _ => true,
    }
}

/// Formats an edition: `2` as `2nd ed.`, `revised` as `rev. ed.`.
fn edition(source: &Source) -> Option<Safe<'static>> {
    let edition = source.text_of(SourceField::Edition)?;
    let text = edition.as_str();
    if text.eq_ignore_ascii_case("revised") {
        return Some("rev. ed.".into());
    }
    if let Ok(number) = text.parse::<u16>() {
        let ending = match (number % 100, number % 10) {
            (11..=13, _) => "th",
            (_, 1) => "st",
            (_, 2) => "nd",
            (_, 3) => "rd",
            _ => "th",
        };
        return Some(kzq_text::safe!(usize::from(number), ending, " ed."));
    }
    let is_whole = text.split(|c: char| !c.is_alphabetic()).any(|word| word.to_lowercase().starts_with("ed"));
    Some(if is_whole { edition.clone() } else { kzq_text::safe!(edition, " ed.") })
}

/// Formats who translated and edited a source, each after the given words.
fn contributors(work: &CitedSource<'_>, [translated, edited]: [&'static str; 2]) -> Vec<Safe<'static>> {
    // Editors under whom a book is listed are not named again.
    let editors = if work.is_edited() { Vec::new() } else { work.editors() };
    let people = [(translated, work.translators()), (edited, editors)];
    let people = people.into_iter().filter(|(_, names)| !names.is_empty()).map(|(by, names)| {
        let names: Vec<_> = names.into_iter().map(|name| name.whole).collect();
        kzq_text::safe!(by, " ", join_names(&names))
    });
    people.collect()
}

/// Formats the edition, volume and issue of a source: `2nd ed.`, `vol. 12`, `no. 3`.
fn edition_and_numbers(source: &Source) -> Vec<Safe<'static>> {
    let volume = source.text_of(SourceField::Volume).map(|volume| kzq_text::safe!("vol. ", volume));
    let issue = source.text_of(SourceField::Issue).map(|issue| kzq_text::safe!("no. ", issue));
    [edition(source), volume, issue].into_iter().flatten().collect()
}

/// Starts a text with a capital if it begins with a small ASCII letter.
fn capitalised(text: &Safe<'_>) -> Safe<'static> {
    let (first, rest) = text.as_str().split_at(text.as_str().chars().next().map_or(0, char::len_utf8));
    if !first.is_ascii() {
        return text.clone().into_owned();
    }
    let rest = text.slice(text.as_str().len() - rest.len()..text.as_str().len());
    kzq_text::safe!(Safe::line(first.to_ascii_uppercase()), rest)
}

/// Formats the title for running text: in quotation marks if it is part of a larger work, otherwise as it is.
fn format_title(source: &Source, punctuation: &'static str) -> Safe<'static> {
    if is_quoted_title(source) {
        return quoted_title(&source.title, punctuation);
    }
    if punctuation == "." && ends_sentence(&source.title) {
        return source.title.clone();
    }
    followed_by(&before_punctuation(&source.title), punctuation)
}

/// Formats a date in American style, `May 29, 2025`, `May 2025`, `2025`; or `n.d.`.
fn american_date(date: Option<Date>) -> Safe<'static> {
    let Some(date) = date else { return "n.d.".into() };
    let year = Safe::line(date.year_in_words());
    qualified(
        date,
        match (date.month_name(), date.day()) {
            (Some(month), Some(day)) => kzq_text::safe!(month, " ", usize::from(day), ", ", year),
            (Some(month), None) => kzq_text::safe!(month, " ", year),
            (None, _) => year,
        },
    )
}

/// Marks a formatted date that is not sure: `ca. 180`, `[1843?]`.
pub(super) fn qualified(date: Date, form: Safe<'static>) -> Safe<'static> {
    qualified_with("ca. ", date, form)
}

fn qualified_with(circa: &'static str, date: Date, form: Safe<'static>) -> Safe<'static> {
    match date.certainty() {
        Certainty::Sure => form,
        Certainty::Circa => kzq_text::safe!(circa, form),
        Certainty::Doubtful => kzq_text::safe!("[", form, "?]"),
    }
}

/// Returns the year of a date, or `n.d.`.
pub(super) fn year_or_nd(date: Option<Date>) -> Safe<'static> {
    date.map_or_else(|| "n.d.".into(), |date| qualified(date, Safe::line(date.year_in_words())))
}

/// Joins the names under which a source is listed: the first with the family name first, the others in natural order.
fn join_heads(heads: &[PersonName]) -> Option<Safe<'static>> {
    let (first, others) = heads.split_first()?;
    let first = first.listed();
    Some(match others {
        [] => first,
        [between @ .., last] => {
            let names = [first].into_iter().chain(between.iter().map(|name| name.whole.clone()));
            kzq_text::safe!(Safe::join(names.collect::<Vec<_>>(), ", "), ", and ", last.whole)
        }
    })
}
