//! The command palette: the search text, and the matching actions with their keys.

use std::ops::Range;

use ratatui::layout::Position;
use ratatui::style::Style;

use super::appearance::Look;
use super::canvas::Canvas;
use crate::app::{Palette, PaletteRow};
use kzq_text::{Safe, width};

/// The width of the column of names, if there is room for it.
const NAMES: usize = 18;

/// Draws the command palette; returns the cursor position.
pub(super) fn palette(palette: &Palette, look: &Look, canvas: &mut Canvas<'_>) -> Option<Position> {
    let start = canvas.put(0, 0, &":".into(), look.theme.key) + 1;
    let room = canvas.columns().saturating_sub(start).max(1);
    let before = width::width(palette.edit.before_cursor().as_str());
    let (text, skipped) = (palette.edit.text(), before.saturating_sub(room.saturating_sub(1)));
    if text.is_empty() {
        let hint = "what do you want to do?".into();
        canvas.put(0, start, &width::truncate(&hint, room, look.glyphs.ellipsis), look.theme.quiet);
    }
    let text = text.slice(width::fit(text.as_str(), skipped)..text.as_str().len());
    canvas.put(0, start, &text, look.theme.strong);
    let rule = Safe::join(std::iter::repeat_n(look.glyphs.rule.into(), canvas.columns()), "");
    canvas.put(1, 0, &rule, look.theme.border);
    if palette.count() == 0 {
        canvas.put(2, 2, &"nothing that can be done here is called so".into(), look.theme.quiet);
    }
    let rows = canvas.rows();
    for (line, (at, row)) in (2..rows).zip((palette.cursor.top..).zip(palette.rows_from(palette.cursor.top))) {
        draw(line, row, at == palette.cursor.at, look, canvas);
    }
    canvas.position(0, start + before - skipped)
}

/// Draws an action: its name, its description, and its keys at the right.
fn draw(line: usize, row: PaletteRow<'_>, on: bool, look: &Look, canvas: &mut Canvas<'_>) {
    let theme = &look.theme;
    if on {
        canvas.tint(line, theme.selected);
        canvas.put(line, 0, &look.glyphs.bar.into(), theme.accent);
    }
    // If there is little room, the first keys are enough.
    let keys = width::truncate(row.keys, canvas.columns() / 4, look.glyphs.ellipsis);
    let end = canvas.put_right(line, &keys, theme.key);
    let name = row.definition.name.into();
    let names = NAMES.min(canvas.columns() / 3);
    marked(line, 2, &name, row.name, (if on { theme.strong } else { theme.text }, names), look, canvas);
    let doc_at = 2 + names.max(width::width(name.as_str())) + 2;
    let doc = row.definition.doc.into();
    marked(line, doc_at, &doc, row.doc, (theme.quiet, end.saturating_sub(doc_at + 2)), look, canvas);
}

/// Writes a text truncated to `room` columns, with the typed parts highlighted.
fn marked(
    line: usize,
    column: usize,
    text: &Safe<'_>,
    typed: &[Range<usize>],
    (style, room): (Style, usize),
    look: &Look,
    canvas: &mut Canvas<'_>,
) {
    let shown = width::truncate(text, room, look.glyphs.ellipsis);
    canvas.put(line, column, &shown, style);
    let cut = if shown.as_str() == text.as_str() { 0 } else { look.glyphs.ellipsis.len() };
    let kept = shown.as_str().len().saturating_sub(cut);
    for range in typed.iter().filter(|range| range.end <= kept) {
        let before = width::width(&text.as_str()[..range.start]);
        canvas.put(line, column + before, &text.slice(range.clone()), style.patch(look.theme.matched));
    }
}
