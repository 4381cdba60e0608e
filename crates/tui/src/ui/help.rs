//! The help: keys and what they do, in as many columns as there are.

use ratatui::layout::Position;

use super::appearance::Appearance;
use super::canvas::Canvas;
use super::parts::highlight_found;
use crate::app::{Find, HELP_GAP, HelpLine, HelpRow};
use kzq_text::{Safe, width};

/// The columns of the keys in a line of one row.
const KEYS: usize = 22;
/// The columns of the keys in rows side by side.
const NARROW_KEYS: usize = 12;

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
    for (line, cells) in lines.iter().skip(top).take(rows).enumerate() {
        let room = (columns + HELP_GAP) / cells.len().max(1) - HELP_GAP.min(columns);
        let keys = if cells.len() > 1 { NARROW_KEYS } else { KEYS.min(columns / 3) };
        for (at, cell) in cells.iter().enumerate() {
            draw_row(line, at * (room + HELP_GAP), (keys, room), cell, find, look, canvas);
        }
    }
    canvas.position(0, 0)
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
