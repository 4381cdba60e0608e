//! A full-screen view: its rows, with a bar at the cursor.

use ratatui::layout::Position;

use super::appearance::Appearance;
use super::canvas::{Canvas, StyledText};
use super::pane::{PaneTitles, pane};
use super::parts::{hidden_below, select_row};
use super::span::styled;
use crate::app::panes::{GUTTER, ScreenLayout};
use crate::app::{Model, View};
use crate::keys::action::Action;
use crate::keys::scope::Scope;
use crate::layout::span::StyledSpan;
use kzq_text::safe;

/// Draws a view in place of the panes; returns the cursor position.
pub(super) fn view_pane(sheet: &View, model: &Model, look: &Appearance, canvas: &mut Canvas<'_>) -> Option<Position> {
    let panes = model.panes();
    if panes.layout == ScreenLayout::Bare {
        let cursor = rows(sheet, model, look, &mut canvas.sub_canvas(model.view_area()));
        if let Some(toast) = model.toast() {
            super::detail::toast_over_last_row(toast, look, canvas);
        }
        return cursor;
    }
    let line = sheet.kind().title(model.corpus());
    let title = line.iter().map(|piece| into_owned(styled(piece, false, look))).collect();
    let end = sheet.cursor().top + model.view_height();
    let below = sheet.row_count().saturating_sub(end);
    let bottom = hidden_below(below, " more", look).map(|text| (text, look.theme.quiet));
    let corner = copy_hint(model, look);
    pane(canvas, panes.view(), true, PaneTitles { top_left: title, top_right: corner, bottom_right: bottom }, look);
    rows(sheet, model, look, &mut canvas.sub_canvas(model.view_area()))
}

/// The hint that says what a plain copy would copy.
fn copy_hint(model: &Model, look: &Appearance) -> Option<StyledText<'static>> {
    let entry = model.corpus().entry(model.view()?.target()?);
    let key = model.keymap().first_key(Scope::View, Action::Copy);
    if key.is_empty() {
        return None;
    }
    Some((safe!(key, " copies ", look.glyphs.wording(entry.wording()), " ", entry.id()), look.theme.quiet))
}

fn into_owned(piece: StyledText<'_>) -> StyledText<'static> {
    (piece.0.into_owned(), piece.1)
}

fn rows(sheet: &View, model: &Model, look: &Appearance, canvas: &mut Canvas<'_>) -> Option<Position> {
    let cursor = sheet.cursor();
    if sheet.row_count() == 0 {
        let text = if sheet.is_loading() { safe!("loading", look.glyphs.ellipsis) } else { "empty".into() };
        canvas.write(0, usize::from(GUTTER), &text, look.theme.quiet);
        return canvas.position(0, 0);
    }
    let visible = cursor.top..cursor.top + canvas.rows();
    let section = sheet.section_at_cursor(&visible);
    for (row, (at, shown)) in (cursor.top..).zip(sheet.rows_from(cursor.top)).take(canvas.rows()).enumerate() {
        let style = if at == cursor.index { look.theme.accent } else { look.theme.border };
        if section.contains(&at) {
            canvas.write(row, 0, &look.glyphs.cursor_bar.into(), style);
        }
        let mut column = usize::from(GUTTER);
        if let Some(level) = shown.heading_level() {
            let sign = if sheet.is_folded(at) { look.glyphs.folded } else { look.glyphs.unfolded };
            column += 2 * usize::from(level.saturating_sub(1));
            column = canvas.write(row, column, &safe!(sign, " "), look.theme.quiet);
        }
        let line = shown.render_with_matches(model.corpus(), &sheet.matches(at, model.corpus()));
        let is_current = at == cursor.index;
        canvas.write_all(row, column, line.iter().map(|piece: &StyledSpan<'_>| styled(piece, is_current, look)));
        if at == cursor.index {
            select_row(row, true, look, canvas);
        }
    }
    canvas.position(cursor.index - cursor.top, 0)
}
