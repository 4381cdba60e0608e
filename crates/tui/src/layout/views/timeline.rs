//! Timeline view: when the words of the filtered entries were said, with bars by wording.

use crate::layout::bars::{BAR_CELLS, bar_lengths};
use crate::layout::builder::Builder;
use crate::layout::filtered::Filtered;
use crate::layout::span::{StyleRole, StyledLine, StyledSpan, line_width};
use crate::layout::view_row::{RowFilter, ViewContext, ViewRow};
use kzq_corpus::{CountBy, CountRow, CountValue, Date, DateUnit, EntryId, Wording};
use kzq_search::FieldName;
use kzq_text::{Safe, safe, width};

/// The gap between a period, its number and its bar.
const GAP_COLUMNS: usize = 2;
/// The longest time that is shown by day, in months.
const MAX_MONTHS_BY_DAY: i32 = 2;
/// The longest time that is shown by month, in months.
const MAX_MONTHS_BY_MONTH: i32 = 36;

/// Builds the rows of the years, months or days; each leads to its entries.
pub(crate) fn rows(context: &ViewContext<'_>, filtered: &Filtered) -> Vec<ViewRow> {
    let corpus = context.corpus();
    let entries: Vec<(EntryId, Option<Date>)> =
        filtered.entries(context.engine).into_iter().map(|id| (id, corpus.date_of(corpus.entry(id)))).collect();
    let mut builder = Builder::new(corpus, context.columns);
    if entries.is_empty() {
        builder.push_text("Nothing found, so there is no timeline to show.", StyleRole::Muted);
        return builder.finish_view();
    }
    push_timeline(&mut builder, &entries, RowFilter::Narrow);
    builder.finish_view()
}

/// Adds the years, months or days of some entries with their dates; each sets the filter that is made of its query.
pub(crate) fn push_timeline(
    builder: &mut Builder<'_>,
    entries: &[(EntryId, Option<Date>)],
    filter: impl Fn(Safe<'static>) -> RowFilter,
) {
    let unit = fitting_unit(entries.iter().filter_map(|(_, date)| *date));
    let undated = entries.iter().filter(|(_, date)| date.is_none()).map(|&(id, _)| id).min();
    let counted = builder.corpus.count(entries.iter().map(|&(id, _)| id), &[CountBy::Date(unit)]);
    builder.push_line(legend());
    push_periods(builder, &counted, undated, filter);
}

/// Returns the unit that shows a time in not too many rows, but not finer than the finest date.
fn fitting_unit(dates: impl Iterator<Item = Date> + Clone) -> DateUnit {
    let (Some(first), Some(last)) = (dates.clone().min(), dates.clone().max()) else { return DateUnit::Year };
    let months_of_years = (i32::from(last.year()) - i32::from(first.year())) * 12;
    let months = months_of_years + i32::from(last.month().unwrap_or(12)) - i32::from(first.month().unwrap_or(1)) + 1;
    let fitting = if months <= MAX_MONTHS_BY_DAY {
        DateUnit::Day
    } else if months <= MAX_MONTHS_BY_MONTH {
        DateUnit::Month
    } else {
        DateUnit::Year
    };
    fitting.min(dates.map(precision).max().unwrap_or(DateUnit::Year))
}

/// Returns how far a date is known.
fn precision(date: Date) -> DateUnit {
    match (date.month(), date.day()) {
        (_, Some(_)) => DateUnit::Day,
        (Some(_), None) => DateUnit::Month,
        (None, None) => DateUnit::Year,
    }
}

/// Adds the legend of the bars.
fn legend() -> StyledLine<'static> {
    let mut line = StyledLine::new();
    for (wording, cell) in Wording::ALL.into_iter().zip(BAR_CELLS) {
        line.push(StyledSpan::plain(cell, StyleRole::Bar(wording)));
        line.push(StyledSpan::plain(safe!(" ", wording.name(), "  "), StyleRole::Label));
    }
    line
}

/// Adds a row for each period, and an ellipsis where periods without entries are left out.
fn push_periods(
    builder: &mut Builder<'_>,
    counted: &[CountRow],
    undated: Option<EntryId>,
    filter: impl Fn(Safe<'static>) -> RowFilter,
) {
    let name = |value: CountValue| match value {
        CountValue::Date(date) => Safe::line(date.long_form()),
        _ => "undated".into(),
    };
    let periods: Vec<(CountValue, &CountRow)> =
        counted.iter().filter_map(|row| row.values.first().map(|&value| (value, row))).collect();
    let label_columns = periods.iter().map(|&(value, _)| width::width(name(value).as_str())).max().unwrap_or_default();
    let max = counted.iter().map(|row| row.coverage.total()).max().unwrap_or_default();
    let number_columns = safe!(max).as_str().len();
    let room = builder.columns.saturating_sub(label_columns + number_columns + 2 * GAP_COLUMNS);
    let mut previous = None;
    for (value, row) in periods {
        if previous.is_some_and(|previous| leaves_out(previous, value)) {
            builder.clear_target();
            builder.push_text("…", StyleRole::Ellipsis);
        }
        previous = Some(value);
        match value {
            CountValue::Date(date) => {
                let field = FieldName::Date.name();
                builder.start_filter_anchor(filter(safe!(field, ":", Safe::line(date.to_string()))));
            }
            _ => undated.into_iter().for_each(|entry| builder.start_anchor(entry)),
        }
        let number = safe!(row.coverage.total());
        let mut line = vec![StyledSpan::plain(name(value), StyleRole::Heading)];
        let number_start = label_columns + GAP_COLUMNS + number_columns - number.as_str().len();
        line.push(StyledSpan::spaces(number_start.saturating_sub(line_width(&line))));
        line.push(StyledSpan::plain(number, StyleRole::Body));
        line.push(StyledSpan::spaces(GAP_COLUMNS));
        for ((wording, cell), length) in
            Wording::ALL.into_iter().zip(BAR_CELLS).zip(bar_lengths(row.coverage, max, room))
        {
            line.push(StyledSpan::plain(Safe::line(cell.repeat(length)), StyleRole::Bar(wording)));
        }
        builder.push_line(line);
    }
}

/// Tests whether there are periods between two of the same unit.
fn leaves_out(previous: CountValue, next: CountValue) -> bool {
    match (previous, next) {
        (CountValue::Date(previous), CountValue::Date(next)) => {
            precision(previous) == precision(next) && previous.following() != next
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unit_fits_the_period_and_the_precision_of_dates() {
        for (dates, unit) in [
            (&["1941-05-02", "1941-05-30"][..], DateUnit::Day),
            (&["1941-05-02", "1941-06-30"][..], DateUnit::Day),
            (&["1941-05-02", "1941-07-01"][..], DateUnit::Month),
            (&["1941-05", "1941-05"][..], DateUnit::Month),
            (&["1941", "1941"][..], DateUnit::Year),
            (&["1941", "1942-05-02"][..], DateUnit::Month),
            (&["1939-01-01", "1941-12-31"][..], DateUnit::Month),
            (&["1939-01-01", "1942-01-01"][..], DateUnit::Year),
            (&["-380", "1941-05-02"][..], DateUnit::Year),
            (&[][..], DateUnit::Year),
        ] {
            assert_eq!(fitting_unit(dates.iter().map(|date| date.parse().unwrap())), unit, "{dates:?}");
        }
    }
}
