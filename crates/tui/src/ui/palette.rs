//! The command palette: the search text, and the matching actions with their keys.

use std::ops::Range;

use ratatui::layout::Position;
use ratatui::style::Style;

use super::appearance::Appearance;
use super::canvas::Canvas;
use super::parts::{Input, rule, select_row};
use crate::app::{CommandPalette, PalettePurpose, PaletteRow};
use kzq_text::{Safe, width};

/// The width of the column of names, if there is room for it.
const NAME_COLUMNS: usize = 18;

/// Draws the command palette; returns the cursor position.
pub(super) fn palette(palette: &CommandPalette, look: &Appearance, canvas: &mut Canvas<'_>) -> Option<Position> {
    let (sign, placeholder) = match palette.purpose() {
        PalettePurpose::Commands | PalettePurpose::OwnCommands => (":", "what do you want to do?"),
        PalettePurpose::Speaker => (look.glyphs.breadcrumb, "who said it? a known or new name"),
    };
    let start = canvas.write(0, 0, &sign.into(), look.theme.key) + 1;
    let placeholder = placeholder.into();
    let input = Input { edit: &palette.edit, placeholder, style: look.theme.strong };
    let (_, cursor) = input.draw((0, start), canvas.columns().saturating_sub(start), look, canvas);
    rule(1, look, canvas);
    if palette.match_count() == 0 {
        let message = palette.no_match();
        let message = width::truncate(&message, canvas.columns().saturating_sub(2), look.glyphs.ellipsis);
        canvas.write(2, 2, &message, look.theme.quiet);
    }
    let rows = 2 + palette.match_rows(canvas.rows());
    for (line, (at, row)) in (2..rows).zip((palette.cursor.top..).zip(palette.rows_from(palette.cursor.top))) {
        draw_row(line, row, at == palette.cursor.index, look, canvas);
    }
    let remarks = palette.remarks(canvas.rows());
    if !remarks.is_empty() {
        rule(rows, look, canvas);
    }
    for (line, remark) in (rows + 1..).zip(remarks) {
        let remark = width::truncate(remark, canvas.columns(), look.glyphs.ellipsis);
        canvas.write(line, 0, &remark, look.theme.quiet);
    }
    cursor
}

/// Draws a row: a name, a description, and keys or a note at the right.
fn draw_row(line: usize, row: PaletteRow<'_>, selected: bool, look: &Appearance, canvas: &mut Canvas<'_>) {
    let theme = &look.theme;
    // If there is little room, the first keys are enough.
    let keys = width::truncate(row.keys, canvas.columns() / 4, look.glyphs.ellipsis);
    let note = width::truncate(row.note, canvas.columns() / 2, look.glyphs.ellipsis);
    let end = if note.is_empty() {
        canvas.write_right(line, &keys, theme.key)
    } else {
        canvas.write_right(line, &note, theme.quiet)
    };
    // A name that needs no description has all the room.
    let names = match width::width(row.name.as_str()) {
        _ if row.doc.is_empty() => end.saturating_sub(4),
        columns => columns.min(canvas.columns() / 2).max(NAME_COLUMNS.min(canvas.columns() / 3)),
    };
    let style = if selected { theme.strong } else { theme.text };
    write_highlighted(line, 2, row.name, row.name_ranges, (style, names), look, canvas);
    let doc_at = 2 + names + 2;
    let room = end.saturating_sub(doc_at + 2);
    write_highlighted(line, doc_at, row.doc, row.doc_ranges, (theme.quiet, room), look, canvas);
    if selected {
        select_row(line, true, look, canvas);
    }
}

/// Writes a text truncated to `room` columns, with the typed parts highlighted.
fn write_highlighted(
    line: usize,
    column: usize,
    text: &Safe<'_>,
    typed: &[Range<usize>],
    (style, room): (Style, usize),
    look: &Appearance,
    canvas: &mut Canvas<'_>,
) {
    let shown = width::truncate(text, room, look.glyphs.ellipsis);
    canvas.write(line, column, &shown, style);
    let cut = if shown.as_str() == text.as_str() { 0 } else { look.glyphs.ellipsis.len() };
    let kept = shown.as_str().len().saturating_sub(cut);
    for range in typed.iter().filter(|range| range.end <= kept) {
        let before = width::width(&text.as_str()[..range.start]);
        canvas.write(line, column + before, &text.slice(range.clone()), style.patch(look.theme.matched));
    }
}
