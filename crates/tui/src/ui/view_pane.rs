//! A full-screen view: its rows, with a bar at the cursor.

use ratatui::layout::Position;

use super::appearance::Look;
use super::canvas::{Canvas, Styled};
use super::pane::{Titles, pane};
use super::span::styled;
use crate::app::panes::{GUTTER, Width};
use crate::app::{Model, Sheet};
use crate::keys::action::Action;
use crate::keys::scope::Scope;
use crate::layout::span::Piece;
use kzq_text::safe;

/// Draws a view in place of the panes; returns the cursor position.
pub(super) fn sheet(sheet: &Sheet, model: &Model, look: &Look, canvas: &mut Canvas<'_>) -> Option<Position> {
    let panes = model.panes();
    if panes.width == Width::Bare {
        let cursor = rows(sheet, model, look, &mut canvas.part(panes.sheet_rows()));
        if let Some(toast) = model.toast() {
            super::detail::bare_toast(toast, look, canvas);
        }
        return cursor;
    }
    let line = sheet.subject().title(model.corpus());
    let title = line.iter().map(|piece| owned(styled(piece, false, look))).collect();
    let end = sheet.cursor().top + model.sheet_page();
    let below = sheet.count().saturating_sub(end);
    let bottom = (below > 0).then(|| (safe!(look.glyphs.below, " ", below, " more"), look.theme.quiet));
    let corner = pasted(model, look);
    pane(canvas, panes.sheet(), true, Titles { title, corner, bottom }, look);
    rows(sheet, model, look, &mut canvas.part(panes.sheet_rows()))
}

/// The hint that says what a plain copy would copy.
fn pasted(model: &Model, look: &Look) -> Option<Styled<'static>> {
    let entry = model.corpus().entry(model.sheet()?.target()?);
    let key = model.keymap().key_of(Scope::Sheet, Action::Copy);
    if key.is_empty() {
        return None;
    }
    Some((safe!(key, " copies ", look.glyphs.wording(entry.wording()), " ", entry.id()), look.theme.quiet))
}

fn owned(piece: Styled<'_>) -> Styled<'static> {
    (piece.0.into_owned(), piece.1)
}

fn rows(sheet: &Sheet, model: &Model, look: &Look, canvas: &mut Canvas<'_>) -> Option<Position> {
    let cursor = sheet.cursor();
    if sheet.count() == 0 {
        let text = if sheet.is_awaited() { "being made" } else { "nothing" };
        canvas.put(0, usize::from(GUTTER), &safe!(text, look.glyphs.ellipsis), look.theme.quiet);
        return canvas.position(0, 0);
    }
    let sight = cursor.top..cursor.top + canvas.rows();
    let stop = sheet.stop_at_cursor(&sight);
    for (row, (at, shown)) in (cursor.top..).zip(sheet.rows_from(cursor.top)).take(canvas.rows()).enumerate() {
        let style = if at == cursor.at { look.theme.accent } else { look.theme.border };
        if stop.contains(&at) {
            canvas.put(row, 0, &look.glyphs.bar.into(), style);
        }
        let mut column = usize::from(GUTTER);
        if let Some(level) = shown.level() {
            let sign = if sheet.is_folded(at) { look.glyphs.folded } else { look.glyphs.unfolded };
            column += 2 * usize::from(level.saturating_sub(1));
            column = canvas.put(row, column, &safe!(sign, " "), look.theme.quiet);
        }
        let line = shown.line(model.corpus());
        canvas.put_all(row, column, line.iter().map(|piece: &Piece<'_>| styled(piece, false, look)));
        if at == cursor.at {
            canvas.tint(row, look.theme.selected);
        }
    }
    canvas.position(cursor.at - cursor.top, 0)
}
