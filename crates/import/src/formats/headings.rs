//! The headings above a quotation: who may have said it, and in what.

use kzq_edit::SourceDraft;

use crate::credit::{self, Credit, Likeness};
use crate::item::Imported;
use crate::reading::add_extra;

/// The headings that a quotation stands under, from the outermost.
#[derive(Clone, Debug, Default)]
pub(super) struct Headings {
    stack: Vec<(usize, String)>,
}

impl Headings {
    /// Enters a section; sections of its level and below end.
    pub(super) fn enter(&mut self, level: usize, text: &str) {
        self.stack.retain(|heading| heading.0 < level);
        self.stack.push((level, text.trim().to_owned()));
    }

    /// Gives an entry without a credit the speaker that the innermost heading names; the other headings are kept as they
    /// are.
    pub(super) fn attribute(&self, entry: &mut Imported) {
        let has_credit = entry.draft.speaker.is_some() || entry.draft.extra.iter().any(|field| field.0 == "credit");
        let named = if has_credit {
            None
        } else {
            self.stack.iter().enumerate().rev().find_map(|(at, heading)| read(&heading.1).map(|credit| (at, credit)))
        };
        let at = named.as_ref().map(|named| named.0);
        let others: Vec<&str> = self
            .stack
            .iter()
            .enumerate()
            .filter(|(own, _)| Some(*own) != at)
            .map(|(_, heading)| heading.1.as_str())
            .collect();
        if let Some((_, credit)) = named {
            let source = entry.draft.source.take();
            credit.apply(entry);
            entry.draft.source = source.or(entry.draft.source.take());
        }
        add_extra(entry, "heading", &others.join(" / "));
    }
}

/// The credit that a heading is: `Author`, `Work by Author`, `Name - January 20th, 2016`.
pub(super) fn read(heading: &str) -> Option<Credit> {
    if let Some((title, name)) = heading.rsplit_once(" by ") {
        let credit = credit::read(name);
        if credit.is_plausible() && credit.source.is_none() && !title.trim().is_empty() {
            let title = title.trim().trim_matches(['*', '_', '"', '“', '”']).to_owned();
            return Some(Credit { source: Some(SourceDraft { title, ..SourceDraft::default() }), ..credit });
        }
    }
    let credit = credit::read(heading);
    // “Love” and “Good Advice” look like names, too.
    (credit.likeness == Likeness::Certain).then_some(credit)
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
