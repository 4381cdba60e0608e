//! Tables of topics, speakers and sources with the number of their entries by wording.

use std::io;

use serde::Serialize;

use super::context::{Context, Outcome};
use super::text::{pad_left, pad_right, widest};
use kzq_corpus::{Coverage, Wording};
use kzq_text::Safe;
use kzq_text::safe;

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

/// Prints rows as JSON or as a table.
pub(super) fn print_table<R: TableRow>(context: &mut Context<'_>, json: bool, rows: &[R]) -> io::Result<Outcome> {
    if json {
        context.out.json(&rows)?;
        return Ok(Outcome::from_found(!rows.is_empty()));
    }
    let [name, note] = R::TITLES.map(Safe::from);
    let names: Vec<Safe<'static>> = std::iter::once(name).chain(rows.iter().map(R::name)).collect();
    let titles: [Safe<'static>; 3] = Wording::ALL.map(|wording| wording.name().into());
    let cells = |row: &R| Wording::ALL.map(|wording| safe!(row.coverage().count(wording)));
    let cells = std::iter::once(titles.clone()).chain(rows.iter().map(cells));
    let notes = std::iter::once(note).chain(rows.iter().map(R::note));
    let columns = widest(&names);
    for ((name, cells), note) in names.iter().zip(cells).zip(notes) {
        let mut line = pad_right(name, columns);
        for (cell, title) in cells.iter().zip(&titles) {
            line = safe!(line, "  ", pad_left(cell, widest([title])));
        }
        let line = if note.is_empty() { line } else { safe!(line, "  ", note) };
        context.out.line(&line)?;
    }
    Ok(Outcome::from_found(!rows.is_empty()))
}
