//! [`view()`]: draws one frame of a model.

use ratatui::Frame;
use ratatui::layout::Position;

use super::appearance::Look;
use super::canvas::{Canvas, hold_in_place};
use super::{detail, filter, footer, header, list, popup, sidebar, view_pane};
use crate::app::panes::{Panes, Width};
use crate::app::{Focus, Model};

/// Draws the browser.
///
/// The terminal's cursor is placed at the focus, for screen readers, input methods and braille displays.
pub fn view(model: &Model, look: &Look, frame: &mut Frame<'_>) {
    let area = frame.area();
    let mut canvas = Canvas::new(frame.buffer_mut(), area, look.theme.ground);
    if let Some(position) = paint(model, look, &mut canvas) {
        frame.set_cursor_position(position);
    }
    hold_in_place(frame.buffer_mut());
}

/// Draws everything; returns the cursor position.
fn paint(model: &Model, look: &Look, canvas: &mut Canvas<'_>) -> Option<Position> {
    let panes = model.panes();
    if let Some(area) = panes.header {
        header::header(model, look, &mut canvas.part(area));
    }
    if let Some(area) = panes.footer {
        footer::footer(model, look, &mut canvas.part(area));
    }
    let cursor = match model.sheet() {
        Some(over) => view_pane::sheet(over, model, look, canvas),
        None => paint_panes(model, &panes, look, canvas),
    };
    match model.popup() {
        Some(over) => popup::popup(over, model, look, canvas),
        None => cursor,
    }
}

/// Draws the filter and the panes; returns the cursor position.
fn paint_panes(model: &Model, panes: &Panes, look: &Look, canvas: &mut Canvas<'_>) -> Option<Position> {
    let focus = model.focus();
    let mut cursor = None;
    if panes.width == Width::Bare {
        cursor = panes.detail.and_then(|area| detail::bare(model, look, &mut canvas.part(area)));
    }
    if let Some(area) = panes.filter {
        let at = filter::filter(model, look, canvas, area);
        cursor = if focus == Focus::Filter { at } else { cursor };
    }
    if let Some(area) = panes.list {
        let at = list::list(model, look, canvas, area);
        cursor = if focus == Focus::List { at } else { cursor };
    }
    if let Some(area) = panes.detail.filter(|_| panes.width != Width::Bare) {
        let at = detail::detail(model, look, canvas, area);
        cursor = if focus == Focus::Detail { at } else { cursor };
    }
    if let Some(area) = panes.topics {
        canvas.part(area).clear();
        let at = sidebar::sidebar(model, look, canvas, area);
        cursor = if focus == Focus::Topics { at } else { cursor };
    }
    cursor
}
