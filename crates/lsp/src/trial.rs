//! Proposals are tried before they are offered: the draft is checked with their edits.

use std::ops::Range;

use kzq_edit::{Splice, TextEdit};
use kzq_fidelity::DraftVerdict;
use kzq_text::Safe;

use crate::collections::Collections;
use crate::document::{Draft, Quotation};

/// Edits that may help a quotation.
pub(crate) struct Proposal {
    pub(crate) title: Safe<'static>,
    pub(crate) edits: Vec<TextEdit>,
    pub(crate) is_preferred: bool,
    /// What the quotation must be afterwards.
    pub(crate) expected: Expected,
}

/// What becomes of a quotation by edits that help.
#[derive(Clone, Copy)]
pub(crate) enum Expected {
    /// It is fine.
    Fine,
    /// Its edits are marked.
    Edited,
    /// It is not judged any more.
    Gone,
}

impl Expected {
    /// Whether this is so, of the quotations of a text that had `count`, the `number`th of which is the edited one.
    fn is_met(self, after: &[&Quotation], number: usize, count: usize) -> bool {
        let own = after.get(number).map(|own| own.judged.verdict);
        match self {
            Self::Fine => own.is_some_and(DraftVerdict::is_fine),
            Self::Edited => own == Some(DraftVerdict::Edited),
            Self::Gone => after.len() < count,
        }
    }
}

/// The proposals after which a quotation is what they expect.
pub(crate) fn those_that_help(
    draft: &mut Draft,
    quotation: &Quotation,
    proposals: Vec<Proposal>,
    collections: &Collections<'_>,
) -> Vec<Proposal> {
    let together = if proposals.len() > 1 { try_together(draft, quotation, &proposals, collections) } else { None };
    let helps = together.unwrap_or_else(|| {
        proposals.iter().map(|proposal| try_alone(draft, quotation, proposal, collections)).collect()
    });
    proposals.into_iter().zip(helps).filter_map(|(proposal, helps)| helps.then_some(proposal)).collect()
}

/// Whether a proposal helps, by a check of the whole draft.
fn try_alone(draft: &mut Draft, quotation: &Quotation, proposal: &Proposal, collections: &Collections<'_>) -> bool {
    let changed = Splice::new(proposal.edits.clone()).apply(draft.text());
    let before = draft.quotations();
    let (count, number) = (before.len(), before.iter().position(|own| own.range == quotation.range));
    let after = draft.quotations_of(collections, &changed);
    let after: Vec<&Quotation> = after.iter().collect();
    number.is_some_and(|number| proposal.expected.is_met(&after, number, count))
}

/// Whether each proposal helps, by one check of a draft that has the paragraph once for each. `None` if that does not tell:
/// where the paragraph is not what it was if another is before or behind it, as in a note or after a sentence that leads in.
fn try_together(
    draft: &mut Draft,
    quotation: &Quotation,
    proposals: &[Proposal],
    collections: &Collections<'_>,
) -> Option<Vec<bool>> {
    const GAP: &str = "\n\n";
    let text = draft.text();
    let paragraph = paragraph_around(text, proposals, quotation);
    let own = &text[paragraph.clone()];
    let moved = |edit: &TextEdit| TextEdit {
        range: edit.range.start - paragraph.start..edit.range.end - paragraph.start,
        replacement: edit.replacement.clone(),
    };
    let changed = |proposal: &Proposal| Splice::new(proposal.edits.iter().map(moved).collect()).apply(own);
    // As it is at both ends, to see that the others change nothing.
    let copies: Vec<String> =
        [own.to_owned()].into_iter().chain(proposals.iter().map(changed)).chain([own.to_owned()]).collect();
    let mut at = paragraph.start;
    let places: Vec<Range<usize>> = copies
        .iter()
        .map(|copy| {
            let place = at..at + copy.len();
            at = place.end + GAP.len();
            place
        })
        .collect();
    let all = [&text[..paragraph.start], &copies.join(GAP), &text[paragraph.end..]].concat();
    let end = places.last()?.end;

    let before = quotations_in(draft.quotations(), &paragraph);
    let number = before.iter().position(|own| own.range == quotation.range)?;
    let count = before.len();
    let shown = |all: &[&Quotation], start: usize| -> Vec<_> {
        all.iter().map(|own| (own.range.start.wrapping_sub(start), own.judged.verdict)).collect()
    };
    let expected = shown(&before, paragraph.start);
    let outside = |all: &[Quotation], inside: &Range<usize>| -> Vec<DraftVerdict> {
        all.iter().filter(|own| !inside.contains(&own.range.start)).map(|own| own.judged.verdict).collect()
    };
    let others = outside(draft.quotations(), &paragraph);
    let after = draft.quotations_of(collections, &all);
    let is_same = |place: &Range<usize>| shown(&quotations_in(&after, place), place.start) == expected;
    if !is_same(&places[0]) || !is_same(places.last()?) || outside(&after, &(paragraph.start..end)) != others {
        return None;
    }
    let tried = proposals.iter().zip(&places[1..]);
    Some(tried.map(|(one, place)| one.expected.is_met(&quotations_in(&after, place), number, count)).collect())
}

/// The quotations that begin in a range of the draft.
fn quotations_in<'q>(all: &'q [Quotation], range: &Range<usize>) -> Vec<&'q Quotation> {
    all.iter().filter(|own| range.contains(&own.range.start)).collect()
}

/// What is between the blank lines around a quotation and the places that proposals change.
fn paragraph_around(text: &str, proposals: &[Proposal], quotation: &Quotation) -> Range<usize> {
    let edits = || proposals.iter().flat_map(|proposal| &proposal.edits);
    let first = edits().map(|edit| edit.range.start).fold(quotation.range.start, usize::min);
    let last = edits().map(|edit| edit.range.end).fold(quotation.range.end, usize::max);
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        let next = at + line.len();
        if line.trim().is_empty() {
            if next <= first {
                start = next;
            } else if at >= last {
                return start..at;
            }
        }
        at = next;
    }
    start..text.len()
}
