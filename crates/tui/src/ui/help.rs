//! The help: keys and what they do, in as many columns as there are, or one after the other.

use ratatui::layout::Position;

use super::appearance::Appearance;
use super::canvas::Canvas;
use super::parts::highlight_found;
use crate::app::{Find, HELP_GAP, HelpLine, HelpRow, run_indent};
use kzq_text::{Safe, width};

/// The columns of the keys in a line of one row: at most, and on a small screen.
const KEYS: usize = 22;
const MIN_KEYS: usize = 14;

/// Draws the lines from `top` on; returns the cursor position.
pub(super) fn help(
    lines: &[HelpLine],
    find: &Find,
    top: usize,
    look: &Appearance,
    canvas: &mut Canvas<'_>,
) -> Option<Position> {
    let (rows, columns) = (canvas.rows(), canvas.columns());
    if lines.is_empty() {
        canvas.write(0, 0, &"no key matches".into(), look.theme.quiet);
    }
    // Side by side, the keys of all rows have the columns of the longest.
    let side_by_side =
        lines.iter().filter(|line| line.rows.len() > 1 && line.run_gap.is_none()).flat_map(|line| &line.rows);
    let longest = side_by_side.map(HelpRow::key_columns).max().unwrap_or_default();
    let indent = run_indent(lines.iter().filter(|line| line.run_gap.is_some()).flat_map(|line| &line.rows));
    for (line, HelpLine { rows: cells, run_gap }) in lines.iter().skip(top).take(rows).enumerate() {
        if let Some(gap) = *run_gap {
            draw_run(line, (indent, gap), cells, look, canvas);
            continue;
        }
        let room = (columns + HELP_GAP) / cells.len().max(1) - HELP_GAP.min(columns);
        let keys = if cells.len() > 1 {
            (longest + 1).min(room / 2)
        } else {
            KEYS.min((columns / 3).max(MIN_KEYS)).min(columns / 2)
        };
        for (at, cell) in cells.iter().enumerate() {
            draw_row(line, at * (room + HELP_GAP), (keys, room), cell, find, look, canvas);
        }
    }
    canvas.position(0, 0)
}

/// Draws the title of a group, and its rows one after the other from a column on, with a gap between them.
fn draw_run(line: usize, (indent, gap): (usize, usize), cells: &[HelpRow], look: &Appearance, canvas: &mut Canvas<'_>) {
    let mut column = indent;
    for cell in cells {
        match cell {
            HelpRow::Blank => {}
            HelpRow::Heading(title) => {
                canvas.write(line, 0, &(*title).into(), look.theme.strong);
            }
            HelpRow::Keys(keys, doc) => {
                let end = canvas.write(line, column, keys, look.theme.key);
                let doc =
                    width::truncate(&(*doc).into(), canvas.columns().saturating_sub(end + 1), look.glyphs.ellipsis)
                        .into_owned();
                column = canvas.write(line, end + 1, &doc, look.theme.text) + gap;
            }
        }
    }
}

/// Draws a row from `column` on, in `room` columns of which `keys` are for the keys.
fn draw_row(
    line: usize,
    column: usize,
    (keys_room, room): (usize, usize),
    row: &HelpRow,
    find: &Find,
    look: &Appearance,
    canvas: &mut Canvas<'_>,
) {
    let theme = &look.theme;
    match row {
        HelpRow::Blank => {}
        HelpRow::Heading(title) => {
            canvas.write_all(line, column, highlight_found(find, &(*title).into(), theme.strong, theme.matched));
        }
        HelpRow::Keys(keys, doc) => {
            let end = canvas.write_all(line, column + 1, highlight_found(find, keys, theme.key, theme.matched));
            let doc_at = (end + 1).max(column + keys_room + 1);
            let doc = Safe::from(*doc);
            let doc = width::truncate(&doc, (column + room).saturating_sub(doc_at), look.glyphs.ellipsis);
            canvas.write_all(line, doc_at, highlight_found(find, &doc, theme.text, theme.matched));
        }
    }
}
