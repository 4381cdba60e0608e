//! The headings above a quotation: who may have said it, and in what.

use kzq_edit::credit::{self, Credit, Likeness};
use kzq_edit::{SourceDraft, SourceReference, SpeakerReference};

use crate::item::Imported;
use crate::reading::{QUOTES_SOMEBODY, add_extra, quotes_somebody};

/// How many headings are named in a remark.
const NAMED: usize = 5;

/// The headings above a quotation, from the outermost.
#[derive(Clone, Debug, Default)]
pub(super) struct Headings {
    stack: Vec<(usize, String)>,
    /// The headings that were taken for the speakers of quotations.
    assumed: Vec<String>,
    /// How many quotations have such a speaker.
    assumed_count: usize,
}

impl Headings {
    /// Enters a section; sections of its level and below end. Works are in quotation marks or between `*`.
    pub(super) fn enter(&mut self, level: usize, text: &str) {
        self.stack.retain(|heading| heading.0 < level);
        self.stack.push((level, text.trim().to_owned()));
    }

    /// Gives an entry without a credit the speaker that the innermost heading names, and one of that speaker the work; the
    /// other headings are kept as they are.
    pub(super) fn attribute(&mut self, entry: &mut Imported) {
        let has_credit = entry.draft.speaker.is_some() || entry.draft.extra.iter().any(|field| field.0 == "credit");
        let named =
            self.stack.iter().enumerate().rev().find_map(|(at, heading)| read(&heading.1).map(|credit| (at, credit)));
        let named = named.filter(|(_, credit)| !has_credit || names_work_of(credit, entry));
        let at = named.as_ref().map(|named| named.0);
        let others: Vec<String> = self
            .stack
            .iter()
            .enumerate()
            .filter(|(own, _)| Some(*own) != at)
            .map(|(_, heading)| heading.1.replace('*', ""))
            .collect();
        if let Some((at, credit)) = named {
            let source = entry.draft.source.take();
            let is_book = credit.source.is_some();
            if credit.speaker.is_some() && !has_credit {
                self.assumed_count += 1;
                let heading = self.stack[at].1.replace('*', "");
                if self.assumed.last() != Some(&heading) {
                    self.assumed.push(heading);
                }
            }
            if has_credit {
                entry.draft.source = credit.source.map(|work| SourceReference::Described(Box::new(work)));
            } else {
                credit.apply(&mut entry.draft, &mut entry.doubts);
                entry.draft.source = source.or(entry.draft.source.take());
            }
            if is_book && !has_credit && quotes_somebody(&entry.draft.text) {
                entry.doubts.push(QUOTES_SOMEBODY.to_owned());
            }
        }
        add_extra(entry, "heading", &others.join(" / "));
    }

    /// What was assumed, for the user to check.
    pub(super) fn assumed(&self) -> Option<String> {
        let names: Vec<String> = self.assumed.iter().take(NAMED).map(|heading| format!("“{heading}”")).collect();
        let more = if self.assumed.len() > NAMED { ", …" } else { "" };
        let quotations = if self.assumed_count == 1 { "speaker of 1 quotation" } else { "speakers of" };
        let count = if self.assumed_count == 1 { String::new() } else { format!(" {} quotations", self.assumed_count) };
        (self.assumed_count > 0).then(|| {
            format!("assumed from the headings above them: the {quotations}{count} ({}{more})", names.join(", "))
        })
    }
}

/// Whether a heading names the work of an entry whose own credit names only the speaker.
fn names_work_of(heading: &Credit, entry: &Imported) -> bool {
    let is_same = match (&entry.draft.speaker, &heading.speaker) {
        (Some(SpeakerReference::Described(own)), Some(named)) => own.name == named.name,
        _ => false,
    };
    is_same && heading.source.is_some() && entry.draft.source.is_none()
}

/// The credit that a heading is: `Author`, `Work by Author`, `Work (Author)`, `Work — Author`, `Author, Work`,
/// `Name - January 20th, 2016`.
pub(super) fn read(heading: &str) -> Option<Credit> {
    let parts = [heading.rsplit_once(" by "), bracketed(heading), dashed(heading)];
    for (title, name) in parts.into_iter().flatten() {
        let credit = credit::read_name(name, false);
        let is_clear = credit::likeness(name) == Likeness::Certain || credit.several.len() > 1;
        let title = title.trim().trim_matches(['*', '_', '"', '“', '”', ',']).to_owned();
        if is_clear && !title.is_empty() && credit::likeness(&title) != Likeness::Certain {
            return Some(with_authors(Credit {
                source: Some(SourceDraft { title, ..SourceDraft::default() }),
                ..credit
            }));
        }
    }
    let credit = credit::read(heading);
    // “Love” and “Good Advice” look like names, too.
    let is_clear = credit.likeness == Likeness::Certain || !credit.several.is_empty() && credit.source.is_some();
    is_clear.then(|| with_authors(credit))
}

/// `Emma (Jane Austen)`.
fn bracketed(heading: &str) -> Option<(&str, &str)> {
    heading.trim_end().strip_suffix(')')?.rsplit_once('(')
}

/// `Emma — Jane Austen`.
fn dashed(heading: &str) -> Option<(&str, &str)> {
    [" — ", " – ", " - "].iter().find_map(|dash| heading.rsplit_once(dash))
}

/// A credit whose work is by those whom it names.
fn with_authors(mut credit: Credit) -> Credit {
    let speaker = credit.speaker.iter().map(|speaker| speaker.name.clone());
    let names: Vec<String> = credit.several.iter().cloned().chain(speaker).collect();
    if let Some(source) = credit.source.as_mut().filter(|source| source.authors.is_empty()) {
        source.authors = names;
    }
    credit
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tests::described;

    #[test]
    fn headings_name_speakers() {
        for (headings, expected, extra) in [
            (&["Jane Austen"][..], "w — Jane Austen", ""),
            (&["Emma by Jane Austen"], "w — Jane Austen, Emma", ""),
            (&["Emma (Jane Austen)"], "w — Jane Austen, Emma", ""),
            (&["*Emma* — Jane Austen"], "w — Jane Austen, Emma", ""),
            (&["Jane Austen, *Emma: A Novel*"], "w — Jane Austen, Emma: A Novel", ""),
            (&["Jane Austen, Emma"], "w — Jane Austen, Emma", ""),
            (&["The Human Condition"], "w — ?", "The Human Condition"),
            (&["Jane Austen - January 20th, 2016"], "w — Jane Austen", ""),
            (&["Quotes", "Jane Austen", "On reading"], "w — Jane Austen", "Quotes / On reading"),
            (&["Jane Austen", "Oscar Wilde"], "w — Oscar Wilde", "Jane Austen"),
            (&["Love"], "w — ?", "Love"),
            (&["Good Advice"], "w — ?", "Good Advice"),
        ] {
            let mut entry = Imported::default();
            entry.draft.text = "w".to_owned();
            let mut stack = Headings::default();
            for (level, heading) in headings.iter().enumerate() {
                stack.enter(level, heading);
            }
            stack.attribute(&mut entry);
            assert_eq!(described(&entry), expected);
            assert_eq!(entry.draft.extra.first().map_or("", |field| field.1.as_str()), extra, "{headings:?}");
        }
    }
}
