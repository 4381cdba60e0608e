//! Passage view: the place in a source with the words of an entry, or with the words closest to them.

use crate::layout::builder::Builder;
use crate::layout::limits::TEXT_COLUMNS;
use crate::layout::paragraph::Paragraph;
use crate::layout::source_check::VerifyDone;
use crate::layout::span::{StyleRole, StyledLine, difference_sign};
use crate::layout::view_row::{ViewContext, ViewRow};
use kzq_corpus::EntryId;
use kzq_fidelity::{Diff, PassageContext, Verdict};
use kzq_text::safe;

/// Builds the rows of a passage.
pub(crate) fn rows(context: &ViewContext<'_>, verified: &VerifyDone) -> Vec<ViewRow> {
    let mut builder = Builder::new(context.corpus(), context.columns);
    match &verified.outcome {
        Ok(verification) => {
            if let Some(surroundings) = &verification.context {
                push_passage(&mut builder, verified.entry, surroundings);
            } else {
                builder.start_anchor(verified.entry);
                builder.push_text("The source has nothing like these words:", StyleRole::Warning);
                builder.push_blank();
                builder.push_words(verified.entry, 0);
            }
            if let Verdict::Near { diff, .. } = &verification.result.verdict {
                push_differences(&mut builder, verified.entry, diff);
            }
        }
        Err(why) => {
            builder.start_anchor(verified.entry);
            builder.push_text(safe!("Source text: ", why.message()), StyleRole::Warning);
        }
    }
    builder.finish_view()
}

/// Adds the passage, with its surroundings muted.
fn push_passage(builder: &mut Builder<'_>, entry: EntryId, context: &PassageContext) {
    let before = safe!(if context.is_cut[0] { "… " } else { "" }, context.before);
    let from = before.as_str().len();
    let words = from..from + context.passage.as_str().len();
    let text = safe!(before, context.passage, context.after, if context.is_cut[1] { " …" } else { "" });
    let passage = Paragraph::new(text, StyleRole::Muted).marked(&[words], StyleRole::SourceWords);
    let is_passage = |line: &StyledLine<'_>| line.iter().any(|span| span.role == StyleRole::SourceWords);
    let mut was_passage = false;
    for line in passage.into_lines(builder.corpus, builder.columns.min(TEXT_COLUMNS)) {
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
fn push_differences(builder: &mut Builder<'_>, entry: EntryId, diff: &Diff) {
    builder.push_blank();
    builder.start_anchor(entry);
    builder.push_text("From the source to the entry, with [-omissions-] and {+additions+}:", StyleRole::Label);
    builder.push(Paragraph::new(diff.render_line(), StyleRole::Warning).with_prefix(difference_sign()));
}
