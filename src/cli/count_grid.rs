//! A grid of counts: one thing down, another across.

use std::io;

use super::context::Context;
use super::text::{pad_left, pad_right, widest};
use kzq_corpus::{CountGrid, CountValue};
use kzq_text::{Safe, safe};
use kzq_tui::layout::bars::{SHADES, fitting_parts, shade};

/// What is shown for zero.
const NONE: &str = "·";
/// The gap between two columns.
const GAP: &str = "  ";

/// Prints a grid with a name for each row and a title for each column. On a terminal, each number has a shade before it,
/// and columns for which there is no room follow below.
pub(super) fn print_grid(
    context: &mut Context<'_>,
    grid: &CountGrid,
    corner: &Safe<'static>,
    names: &[Safe<'static>],
    titles: &[Safe<'static>],
) -> io::Result<()> {
    let name_columns = widest(names.iter().chain([corner]));
    let max = grid.max();
    let cell = |row: CountValue, column: CountValue| match grid.count(row, column) {
        0 => Safe::from(NONE),
        count if context.out.columns().is_some() => safe!(SHADES[shade(count, max)], " ", count),
        count => safe!(count),
    };
    let (columns, widths): (Vec<Vec<Safe<'static>>>, Vec<usize>) = grid
        .columns
        .iter()
        .zip(titles)
        .map(|(&column, title)| {
            let cells = grid.rows.iter().map(|&row| cell(row, column));
            let cells: Vec<Safe<'static>> = std::iter::once(title.clone()).chain(cells).collect();
            let width = widest(&cells);
            (cells.iter().map(|cell| pad_left(cell, width)).collect(), GAP.len() + width)
        })
        .unzip();
    let room = context.out.columns().map_or(usize::MAX, |columns| columns.saturating_sub(name_columns));
    for (index, part) in fitting_parts(&widths, room).into_iter().enumerate() {
        if index > 0 {
            context.out.line(&Safe::default())?;
        }
        for (at, name) in std::iter::once(corner).chain(names).enumerate() {
            let cells = columns[part.clone()].iter().map(|column| column[at].clone());
            let line = Safe::join([pad_right(name, name_columns)].into_iter().chain(cells), GAP);
            context.out.line(&line)?;
        }
    }
    Ok(())
}
