//! Coverage view: how much of each topic is verbatim, and how much only reported.

use crate::layout::builder::Builder;
use crate::layout::span::{StyleRole, StyledLine, StyledSpan, line_width, truncated_line};
use crate::layout::view_row::{RowFilter, ViewContext, ViewRow};
use kzq_corpus::{Coverage, Wording};
use kzq_text::safe;
use kzq_text::{Safe, width};

/// Width of a number with the space before it: room for the name of its wording, or for its glyph alone.
const WIDE_NUMBER_COLUMNS: usize = 12;
const NARROW_NUMBER_COLUMNS: usize = 8;
/// Minimum width for showing the names.
const WIDE_VIEW_COLUMNS: usize = 54;
/// Maximum width of a label, which keeps the numbers close to it.
const MAX_LABEL_COLUMNS: usize = 48;

/// Builds the rows of the topics, in their order.
pub(crate) fn rows(context: &ViewContext<'_>) -> Vec<ViewRow> {
    let corpus = context.corpus();
    let mut builder = Builder::new(corpus, context.columns);
    let number_columns = if context.columns >= WIDE_VIEW_COLUMNS { WIDE_NUMBER_COLUMNS } else { NARROW_NUMBER_COLUMNS };
    let label = context.columns.saturating_sub(3 * number_columns).clamp(1, MAX_LABEL_COLUMNS);
    builder.push_line(header_line(label, number_columns));
    for ((id, topic), covered) in corpus.topic_ids().zip(corpus.topics()).zip(corpus.topic_coverage()) {
        builder.start_filter_anchor(RowFilter::Topic(id));
        let indent = 2 * topic.depth.min(label / 4);
        let mut line = vec![StyledSpan::spaces(indent)];
        let role = if topic.depth == 0 { StyleRole::Heading } else { StyleRole::Body };
        line.extend(truncated_line(&topic.label, label - indent, role));
        push_numbers(&mut line, label, number_columns, covered);
        builder.push_line(line);
    }
    if corpus.topics().is_empty() {
        builder.push_text("This collection has no topics.", StyleRole::Muted);
    }
    builder.finish_view()
}

fn header_line(label: usize, number_columns: usize) -> StyledLine<'static> {
    let mut line = vec![StyledSpan::plain("topic", StyleRole::Label), StyledSpan::spaces(label.saturating_sub(5))];
    for wording in Wording::ALL {
        let name = if number_columns == WIDE_NUMBER_COLUMNS { safe!(" ", wording.name()) } else { Safe::default() };
        line.push(StyledSpan::spaces(number_columns - 1 - width::width(name.as_str())));
        line.push(StyledSpan::glyph(wording));
        line.push(StyledSpan::plain(name, StyleRole::Label));
    }
    line
}

/// Adds the numbers after a label, with a warning if a topic has paraphrases but no verbatim words.
fn push_numbers(line: &mut StyledLine<'static>, label: usize, number_columns: usize, coverage: Coverage) {
    line.push(StyledSpan::spaces(label.saturating_sub(line_width(line))));
    let has_paraphrases = coverage.reported + coverage.summary > 0;
    for wording in Wording::ALL {
        let count = coverage.count(wording);
        let role = match (count, wording) {
            (0, Wording::Verbatim) if has_paraphrases => StyleRole::Warning,
            (0, _) => StyleRole::Muted,
            _ => StyleRole::Body,
        };
        let number = safe!(count);
        line.push(StyledSpan::spaces(number_columns.saturating_sub(number.as_str().len())));
        line.push(StyledSpan::plain(number, role));
    }
}
