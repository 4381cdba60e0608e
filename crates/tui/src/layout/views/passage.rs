//! Passage view: the place in a source with the words of an entry, or with the words closest to them.

use std::slice;

use crate::layout::marked_text::Setting;
use crate::layout::source_check::Verified;
use crate::layout::span::{Line, Piece, Role};
use crate::layout::view_builder::Draft;
use crate::layout::view_kind::Making;
use crate::layout::view_row::Row;
use kzq_corpus::EntryId;
use kzq_fidelity::{Diff, Surroundings, Verdict};
use kzq_text::Safe;
use kzq_text::safe;

/// Maximum width of a text.
const MEASURE: usize = 76;

/// Builds the rows of a passage.
pub(crate) fn rows(making: &Making<'_>, verified: &Verified) -> Vec<Row> {
    let mut draft = Draft::new(making.columns);
    match &verified.outcome {
        Ok(verification) => {
            if let Some(surroundings) = &verification.surroundings {
                passage(&mut draft, verified.entry, surroundings, making.columns.min(MEASURE));
            } else {
                draft.stop(verified.entry);
                draft.paragraph(Line::new(), &"The source has nothing that is like these words:".into(), Role::Warning);
                draft.blank();
                draft.words(making.corpus(), verified.entry, 0);
            }
            if let Verdict::Near { diff, .. } = &verification.found.verdict {
                differences(&mut draft, verified.entry, diff);
            }
        }
        Err(why) => {
            draft.stop(verified.entry);
            draft.paragraph(Line::new(), &safe!("The text of its source: ", why.reason()), Role::Warning);
        }
    }
    draft.finish()
}

/// Adds the passage, with its surroundings muted.
fn passage(draft: &mut Draft, entry: EntryId, around: &Surroundings, columns: usize) {
    let before = safe!(if around.goes_on[0] { "… " } else { "" }, around.before);
    let from = before.as_str().len();
    let words = from..from + around.words.as_str().len();
    let text: Safe<'_> = safe!(before, around.words, around.behind, if around.goes_on[1] { " …" } else { "" });
    let setting = Setting {
        marks: slice::from_ref(&words),
        marked: Role::Passage,
        ..Setting::plain(&text, Role::Quiet, Line::new())
    };
    let is_passage = |line: &Line<'_>| line.iter().any(|piece| piece.role == Role::Passage);
    let mut was_there = false;
    for line in setting.lines(columns) {
        match (is_passage(&line), was_there) {
            (true, false) => draft.stop(entry),
            (false, true) => draft.rest(),
            _ => {}
        }
        was_there = is_passage(&line);
        draft.line(line);
    }
}

/// Adds the differences between the words of the entry and those of the passage.
fn differences(draft: &mut Draft, entry: EntryId, diff: &Diff) {
    draft.blank();
    draft.stop(entry);
    let says = "From these words to those of the entry, [-left out-] and {+put in+}:";
    draft.paragraph(Line::new(), &says.into(), Role::Label);
    draft.paragraph(vec![Piece::plain("≠", Role::Differs), Piece::blanks(1)], &diff.marked(), Role::Warning);
}
