//! The quiet page: one entry in the middle of an empty screen.

use ratatui::layout::{Position, Rect};

use super::appearance::Appearance;
use super::canvas::Canvas;
use super::detail::toast_over_last_row;
use super::span::styled;
use crate::app::{Model, View};
use crate::layout::limits::QUIET_COLUMNS;
use crate::layout::span::StyledSpan;
use crate::layout::view_row::ViewRow;

/// Draws the quiet page; returns the cursor position.
pub(super) fn quiet_page(page: &View, model: &Model, look: &Appearance, canvas: &mut Canvas<'_>) -> Option<Position> {
    let area = model.view_area();
    let rows = usize::from(area.height);
    let (count, top) = (page.row_count(), page.cursor().top);
    let is_short = count <= rows;
    // The column of a text that scrolls must not depend on what is visible.
    let width_of = |row: &ViewRow| row.render(model.corpus()).iter().map(StyledSpan::width).sum();
    let width = if is_short { page.rows_from(0).map(width_of).max().unwrap_or(0) } else { QUIET_COLUMNS };
    let left = usize::from(area.width).saturating_sub(width) / 2;
    let above = if is_short { (rows - count) / 2 } else { 0 };
    let mut text = canvas.sub_canvas(area);
    for (row, (at, shown)) in (above..rows).zip((top..).zip(page.rows_from(top))) {
        let line = shown.render_with_matches(model.corpus(), &page.matches(at, model.corpus()));
        text.write_all(row, left, line.iter().map(|span| styled(span, false, look)));
    }
    let cursor = text.position(above, left);
    let last =
        Rect { y: canvas.area().bottom().saturating_sub(1), height: canvas.area().height.min(1), ..canvas.area() };
    if let Some(toast) = model.toast() {
        toast_over_last_row(toast, look, canvas);
    } else if top + rows < count && area.bottom() < canvas.area().bottom() {
        canvas.sub_canvas(last).write(0, left + width / 2, &look.glyphs.more_below.into(), look.theme.quiet);
    }
    cursor
}
