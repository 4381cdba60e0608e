//! Passage view: the place in a source with the words of an entry, or with the words closest to them.

use std::slice;

use crate::layout::marked_text::MarkedText;
use crate::layout::source_check::VerifyDone;
use crate::layout::span::{StyleRole, StyledLine, StyledSpan};
use crate::layout::view_builder::ViewBuilder;
use crate::layout::view_kind::ViewContext;
use crate::layout::view_row::ViewRow;
use kzq_corpus::EntryId;
use kzq_fidelity::{Diff, PassageContext, Verdict};
use kzq_text::Safe;
use kzq_text::safe;

/// Maximum width of a text.
const MAX_COLUMNS: usize = 76;

/// Builds the rows of a passage.
pub(crate) fn rows(context: &ViewContext<'_>, verified: &VerifyDone) -> Vec<ViewRow> {
    let mut builder = ViewBuilder::new(context.columns);
    match &verified.outcome {
        Ok(verification) => {
            if let Some(surroundings) = &verification.context {
                push_passage(&mut builder, verified.entry, surroundings, context.columns.min(MAX_COLUMNS));
            } else {
                builder.start_anchor(verified.entry);
                builder.push_paragraph(
                    StyledLine::new(),
                    &"The source has nothing that is like these words:".into(),
                    StyleRole::Warning,
                );
                builder.push_blank();
                builder.push_words(context.corpus(), verified.entry, 0);
            }
            if let Verdict::Near { diff, .. } = &verification.result.verdict {
                push_differences(&mut builder, verified.entry, diff);
            }
        }
        Err(why) => {
            builder.start_anchor(verified.entry);
            builder.push_paragraph(
                StyledLine::new(),
                &safe!("The text of its source: ", why.message()),
                StyleRole::Warning,
            );
        }
    }
    builder.finish()
}

/// Adds the passage, with its surroundings muted.
fn push_passage(builder: &mut ViewBuilder, entry: EntryId, context: &PassageContext, columns: usize) {
    let before = safe!(if context.is_cut[0] { "… " } else { "" }, context.before);
    let from = before.as_str().len();
    let words = from..from + context.passage.as_str().len();
    let text: Safe<'_> = safe!(before, context.passage, context.after, if context.is_cut[1] { " …" } else { "" });
    let layout = MarkedText {
        marks: slice::from_ref(&words),
        mark_role: StyleRole::SourceWords,
        ..MarkedText::unmarked(&text, StyleRole::Muted, StyledLine::new())
    };
    let is_passage = |line: &StyledLine<'_>| line.iter().any(|span| span.role == StyleRole::SourceWords);
    let mut was_passage = false;
    for line in layout.wrap(columns) {
        match (is_passage(&line), was_passage) {
            (true, false) => builder.start_anchor(entry),
            (false, true) => builder.clear_target(),
            _ => {}
        }
        was_passage = is_passage(&line);
        builder.push_line(line);
    }
}

/// Adds the differences between the words of the entry and those of the passage.
fn push_differences(builder: &mut ViewBuilder, entry: EntryId, diff: &Diff) {
    builder.push_blank();
    builder.start_anchor(entry);
    let caption = "From these words to those of the entry, [-left out-] and {+put in+}:";
    builder.push_paragraph(StyledLine::new(), &caption.into(), StyleRole::Label);
    builder.push_paragraph(
        vec![StyledSpan::plain("≠", StyleRole::DifferenceSign), StyledSpan::spaces(1)],
        &diff.render_line(),
        StyleRole::Warning,
    );
}
