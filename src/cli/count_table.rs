//! Tables of topics, speakers, sources and dates with the number of their entries by wording.

use std::io;

use serde::Serialize;

use super::context::{Context, Outcome};
use super::paragraph::Paragraph;
use super::text::{pad_left, pad_right, widest};
use kzq_corpus::{Coverage, Wording};
use kzq_text::safe;
use kzq_text::{Safe, width};
use kzq_tui::layout::bars::{BAR_CELLS, bar_lengths};

/// Columns of the longest bar if a note follows.
const BAR_COLUMNS_BEFORE_NOTE: usize = 24;
/// With less room than this, notes are below their lines.
const MIN_NOTE_COLUMNS: usize = 20;
/// What comes before a note that is below its line.
const NOTE_INDENT: &str = "      ";

/// A row of a table with entry counts.
pub(super) trait TableRow: Serialize {
    /// Column titles of name and note.
    const TITLES: [&'static str; 2];

    /// Text of the name column.
    fn name(&self) -> Safe<'static>;

    /// Text of the last column; may be empty.
    fn note(&self) -> Safe<'static>;

    /// Entry counts.
    fn coverage(&self) -> Coverage;
}

/// A line of a table with entry counts, as it is printed.
pub(super) struct CountLine {
    /// Text of the name column.
    pub(super) name: Safe<'static>,
    /// Text of the last column; may be empty.
    pub(super) note: Safe<'static>,
    /// Entry counts.
    pub(super) coverage: Coverage,
}

/// Prints rows as JSON or as a table.
pub(super) fn print_table<R: TableRow>(context: &mut Context<'_>, json: bool, rows: &[R]) -> io::Result<Outcome> {
    if json {
        context.out.json(&rows)?;
        return Ok(Outcome::from_found(!rows.is_empty()));
    }
    let line = |row: &R| CountLine { name: row.name(), note: row.note(), coverage: row.coverage() };
    print_lines(context, R::TITLES.map(Safe::from), &rows.iter().map(line).collect::<Vec<_>>(), false)?;
    Ok(Outcome::from_found(!rows.is_empty()))
}

/// Prints lines below the titles of name and note, with bars as wide as the terminal allows if `has_bars`.
pub(super) fn print_lines(
    context: &mut Context<'_>,
    [name_title, note_title]: [Safe<'static>; 2],
    lines: &[CountLine],
    has_bars: bool,
) -> io::Result<()> {
    let name_columns = widest(lines.iter().map(|line| &line.name).chain([&name_title]));
    let titles: Vec<Safe<'static>> = Wording::ALL
        .iter()
        .zip(BAR_CELLS)
        .map(|(wording, cell)| if has_bars { safe!(cell, " ", wording.name()) } else { wording.name().into() })
        .collect();
    let row = |name: &Safe<'_>, cells: &[Safe<'_>]| {
        let numbers = cells.iter().zip(&titles).map(|(cell, title)| safe!("  ", pad_left(cell, widest([title]))));
        safe!(pad_right(name, name_columns), Safe::join(numbers, ""))
    };
    let head = row(&name_title, &titles);
    let room = context.out.columns().unwrap_or_default().saturating_sub(width::width(head.as_str()) + 2);
    let bar_columns = match (has_bars, note_title.is_empty()) {
        (false, _) => 0,
        (true, false) => room.min(BAR_COLUMNS_BEFORE_NOTE),
        (true, true) => room,
    };
    let max = lines.iter().map(|line| line.coverage.total()).max().unwrap_or_default();
    let bar_width = max.min(bar_columns);
    let note_room = room.saturating_sub(if bar_width > 0 { bar_width + 2 } else { 0 });
    let is_narrow = note_room < MIN_NOTE_COLUMNS;
    let longest_word = |note: &Safe<'_>| note.as_str().split_whitespace().map(width::width).max().unwrap_or_default();
    let is_terminal = context.out.columns().is_some();
    // An id that has no room beside the numbers is not broken.
    let is_below = |note: &Safe<'_>| is_terminal && (is_narrow || longest_word(note) > note_room);
    let mut print = |start: Safe<'static>, bar: Safe<'static>, note: &Safe<'_>| {
        let bar = if note.is_empty() || is_below(note) { bar } else { pad_right(&bar, bar_width) };
        let start = Safe::join([start].into_iter().chain([bar].into_iter().filter(|bar| !bar.is_empty())), "  ");
        if note.is_empty() {
            return context.out.line(&start);
        }
        if is_below(note) {
            context.out.line(&start)?;
            return Paragraph::new(note).write(&mut context.out, &NOTE_INDENT.into());
        }
        Paragraph::new(note).write(&mut context.out, &safe!(start, "  "))
    };
    print(head, Safe::default(), &note_title)?;
    for CountLine { name, note, coverage } in lines {
        let numbers: Vec<Safe<'_>> = Wording::ALL.iter().map(|&wording| safe!(coverage.count(wording))).collect();
        let lengths = bar_lengths(*coverage, max, bar_columns);
        let bar = BAR_CELLS.iter().zip(lengths).map(|(cell, length)| Safe::line(cell.repeat(length)));
        print(row(name, &numbers), Safe::join(bar, ""), note)?;
    }
    Ok(())
}
