//! The command palette: the search text, and the matching actions with their keys.

use std::ops::Range;

use ratatui::layout::Position;
use ratatui::style::Style;

use super::appearance::Appearance;
use super::canvas::Canvas;
use super::parts::{Input, rule, select_row};
use crate::app::{CommandPalette, PaletteRow};
use kzq_text::{Safe, width};

/// The width of the column of names, if there is room for it.
const NAME_COLUMNS: usize = 18;

/// Draws the command palette; returns the cursor position.
pub(super) fn palette(palette: &CommandPalette, look: &Appearance, canvas: &mut Canvas<'_>) -> Option<Position> {
    let start = canvas.write(0, 0, &":".into(), look.theme.key) + 1;
    let placeholder = "what do you want to do?".into();
    let input = Input { edit: &palette.edit, placeholder, style: look.theme.strong };
    let (_, cursor) = input.draw((0, start), canvas.columns().saturating_sub(start), look, canvas);
    rule(1, look, canvas);
    if palette.match_count() == 0 {
        canvas.write(2, 2, &"no matching command".into(), look.theme.quiet);
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

/// Draws an action: its name, its description, and its keys at the right.
fn draw_row(line: usize, row: PaletteRow<'_>, selected: bool, look: &Appearance, canvas: &mut Canvas<'_>) {
    let theme = &look.theme;
    if selected {
        select_row(line, theme.accent, look, canvas);
    }
    // If there is little room, the first keys are enough.
    let keys = width::truncate(row.keys, canvas.columns() / 4, look.glyphs.ellipsis);
    let end = canvas.write_right(line, &keys, theme.key);
    let name = row.definition.name.into();
    let names = NAME_COLUMNS.min(canvas.columns() / 3);
    write_highlighted(
        line,
        2,
        &name,
        row.name_ranges,
        (if selected { theme.strong } else { theme.text }, names),
        look,
        canvas,
    );
    let doc_at = 2 + names.max(width::width(name.as_str())) + 2;
    let doc = row.definition.doc.into();
    write_highlighted(line, doc_at, &doc, row.doc_ranges, (theme.quiet, end.saturating_sub(doc_at + 2)), look, canvas);
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
