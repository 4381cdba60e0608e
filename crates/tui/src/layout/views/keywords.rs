//! Keywords view: what the collections speak of.

use crate::layout::builder::Builder;
use crate::layout::span::{StyleRole, StyledLine, StyledSpan, line_width, truncated_line};
use crate::layout::view_row::{RowFilter, ViewContext, ViewRow};
use kzq_search::{FacetValue, Keyword, KeywordKind};
use kzq_text::safe;

/// Width of a number in columns, including the space after it.
const NUMBER_COLUMNS: usize = 9;
/// Maximum width of a keyword, which keeps its kind close to it.
const MAX_KEYWORD_COLUMNS: usize = 44;

/// Builds the rows of the keywords: names first, then topics.
pub(crate) fn rows(context: &ViewContext<'_>) -> Vec<ViewRow> {
    let corpus = context.corpus();
    let found = context.engine.keywords();
    let mut builder = Builder::new(corpus, context.columns);
    if found.sampled_entries < corpus.len() {
        let text =
            safe!("Names come from a sample of ", found.sampled_entries, " entries; the numbers count all entries.");
        builder.push_text(text, StyleRole::Muted);
        builder.push_blank();
    }
    let is_topic = |word: &&Keyword| matches!(word.kind, KeywordKind::Topic(_));
    let (topics, names): (Vec<&Keyword>, Vec<&Keyword>) = found.keywords.iter().partition(is_topic);
    for (name, words) in [("NAMES AND ACRONYMS", names), ("TOPICS", topics)] {
        builder.push_counted_heading(name, words.len());
        for word in words {
            builder.start_filter_anchor(match word.kind {
                KeywordKind::Topic(topic) => RowFilter::of_values([FacetValue::Topic(topic)]),
                KeywordKind::Name | KeywordKind::Acronym => {
                    RowFilter::Replace { values: Vec::new(), query: word.query(corpus) }
                }
            });
            builder.push_line(keyword_line(word, context.columns));
        }
        builder.push_blank();
    }
    builder.finish_view()
}

fn keyword_line(word: &Keyword, columns: usize) -> StyledLine<'static> {
    let number = safe!(word.entries);
    let room = columns.saturating_sub(NUMBER_COLUMNS + 10).clamp(1, MAX_KEYWORD_COLUMNS);
    let mut line = vec![StyledSpan::spaces((NUMBER_COLUMNS - 2).saturating_sub(number.as_str().len()))];
    line.push(StyledSpan::plain(number, StyleRole::Muted));
    line.push(StyledSpan::spaces(2));
    line.extend(truncated_line(&word.text, room, StyleRole::Body));
    if word.kind == KeywordKind::Acronym {
        line.push(StyledSpan::spaces((NUMBER_COLUMNS + room).saturating_sub(line_width(&line)) + 2));
        line.push(StyledSpan::plain(word.kind.name(), StyleRole::Label));
    }
    line
}
