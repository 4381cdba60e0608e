//! Coverage view: how much of each topic is verbatim, and how much only reported; and how much there is from each year.

use crate::layout::bars::{fitting_parts, shade};
use crate::layout::builder::Builder;
use crate::layout::span::{StyleRole, StyledLine, StyledSpan, line_width, truncated_line};
use crate::layout::view_row::{RowFilter, ViewContext, ViewRow};
use kzq_corpus::{CountBy, CountGrid, CountValue, Coverage, DateUnit, Wording};
use kzq_search::FacetValue;
use kzq_text::safe;
use kzq_text::{Safe, width};

/// Width of a number with the space before it: room for the name of its wording, or for its glyph alone.
const WIDE_NUMBER_COLUMNS: usize = 12;
const NARROW_NUMBER_COLUMNS: usize = 8;
/// Minimum width for showing the names.
const WIDE_VIEW_COLUMNS: usize = 54;
/// Maximum width of a label, which keeps the numbers close to it.
const MAX_LABEL_COLUMNS: usize = 48;

/// Columns between two years.
const YEAR_GAP_COLUMNS: usize = 2;
/// Columns of a shade and the space after it.
const SHADE_COLUMNS: usize = 2;

/// Builds the rows of the topics, in their order: by wording, and by year.
pub(crate) fn rows(context: &ViewContext<'_>) -> Vec<ViewRow> {
    let corpus = context.corpus();
    let mut builder = Builder::new(corpus, context.columns);
    let number_columns = if context.columns >= WIDE_VIEW_COLUMNS { WIDE_NUMBER_COLUMNS } else { NARROW_NUMBER_COLUMNS };
    let label = context.columns.saturating_sub(3 * number_columns).clamp(1, MAX_LABEL_COLUMNS);
    builder.push_line(header_line(label, number_columns));
    for (id, covered) in corpus.topic_ids().zip(corpus.topic_coverage()) {
        let mut line = topic_label(&mut builder, CountValue::Topic(id), label);
        push_numbers(&mut line, label, number_columns, covered);
        builder.push_line(line);
    }
    if corpus.topics().is_empty() {
        builder.push_text("This collection has no topics.", StyleRole::Muted);
    }
    let grid = corpus.count_grid(corpus.entry_ids(), [CountBy::Topic, CountBy::Date(DateUnit::Year)]);
    if grid.columns.iter().any(|year| *year != CountValue::Missing) {
        push_years(&mut builder, &grid);
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

/// Adds a heading, and a row for each topic with a shade and a number for each year; years for which there is no room
/// follow below.
fn push_years(builder: &mut Builder<'_>, grid: &CountGrid) {
    builder.clear_target();
    builder.push_blank();
    builder.push_heading(1, vec![StyledSpan::plain("BY YEAR", StyleRole::Heading)]);
    let title = |year: CountValue| match year {
        CountValue::Date(year) => Safe::line(year.year_in_words()),
        _ => "undated".into(),
    };
    let number_columns = SHADE_COLUMNS + safe!(grid.max()).as_str().len();
    let column_width = |&year: &CountValue| YEAR_GAP_COLUMNS + number_columns.max(width::width(title(year).as_str()));
    let widths: Vec<usize> = grid.columns.iter().map(column_width).collect();
    let label = (builder.columns / 3).clamp(1, MAX_LABEL_COLUMNS);
    for part in fitting_parts(&widths, builder.columns.saturating_sub(label)) {
        let years = || grid.columns[part.clone()].iter().copied().zip(widths[part.clone()].iter().copied());
        builder.clear_target();
        let mut head = vec![StyledSpan::plain("topic", StyleRole::Label)];
        let mut end = label;
        for (year, columns) in years() {
            end += columns;
            push_at_end(&mut head, end, vec![StyledSpan::plain(title(year), StyleRole::Label)]);
        }
        builder.push_line(head);
        for &topic in &grid.rows {
            let mut line = topic_label(builder, topic, label);
            let mut end = label;
            for (year, columns) in years() {
                end += columns;
                push_at_end(&mut line, end, shaded(grid.count(topic, year), grid.max()));
            }
            builder.push_line(line);
        }
        builder.push_blank();
    }
}

/// Returns the label of a topic, and makes its row filter by it.
fn topic_label(builder: &mut Builder<'_>, value: CountValue, columns: usize) -> StyledLine<'static> {
    let CountValue::Topic(id) = value else {
        builder.clear_target();
        return vec![StyledSpan::plain("no topic", StyleRole::Muted)];
    };
    builder.start_filter_anchor(RowFilter::of_values([FacetValue::Topic(id)]));
    let topic = builder.corpus.topic(id);
    let indent = 2 * topic.depth.min(columns / 4);
    let role = if topic.depth == 0 { StyleRole::Heading } else { StyleRole::Body };
    let mut line = vec![StyledSpan::spaces(indent)];
    line.extend(truncated_line(&builder.corpus.topic_label(id), columns.saturating_sub(indent), role));
    line
}

/// Returns a number after its shade; a dot for none.
fn shaded(count: usize, max: usize) -> StyledLine<'static> {
    match count {
        0 => vec![StyledSpan::plain("·", StyleRole::Separator)],
        _ => vec![
            StyledSpan::plain("", StyleRole::Shade(shade(count, max))),
            StyledSpan::spaces(1),
            StyledSpan::plain(safe!(count), StyleRole::Body),
        ],
    }
}

/// Adds spans to a line so that they end at a column.
fn push_at_end(line: &mut StyledLine<'static>, end: usize, spans: StyledLine<'static>) {
    line.push(StyledSpan::spaces(end.saturating_sub(line_width(line) + line_width(&spans))));
    line.extend(spans);
}
