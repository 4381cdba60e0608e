//! [`view()`]: draws one frame of a model.

use ratatui::Frame;
use ratatui::layout::Position;

use super::appearance::Appearance;
use super::canvas::Canvas;
use super::{
    completion, detail, empty, filter, footer, header, list, popup, prompt, quiet_page, review, sidebar, view_pane,
};
use crate::app::panes::{Panes, ScreenLayout};
use crate::app::{Focus, Model};

/// Draws the browser.
///
/// The terminal's cursor is placed at the focus, for screen readers, input methods and braille displays.
pub fn view(model: &Model, look: &Appearance, frame: &mut Frame<'_>) {
    let look = &Appearance { theme: model.theme().copied().unwrap_or(look.theme), ..*look };
    let area = frame.area();
    let mut canvas = Canvas::new(frame.buffer_mut(), area, look.theme.background);
    if let Some(position) = draw(model, look, &mut canvas) {
        frame.set_cursor_position(position);
    }
}

/// Draws everything; returns the cursor position.
fn draw(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>) -> Option<Position> {
    let panes = model.panes();
    let cursor = match (model.review(), model.view().filter(|_| model.is_quiet())) {
        (Some(state), _) => review::review(state, model, look, canvas),
        (None, Some(page)) => quiet_page::quiet_page(page, model, look, canvas),
        (None, None) => draw_framed(model, &panes, look, canvas),
    };
    let cursor = match model.popup() {
        Some(over) => popup::popup(over, model, look, canvas),
        None => cursor,
    };
    // A long message lies over what is above the footer.
    if let Some(area) = panes.footer.filter(|_| model.review().is_none() && !model.is_quiet()) {
        footer::footer(model, look, canvas, area);
    }
    if model.is_prompting() { prompt::prompt(model, look, canvas) } else { cursor }
}

/// Draws a view or the panes, between the header and the footer; returns the cursor position.
fn draw_framed(model: &Model, panes: &Panes, look: &Appearance, canvas: &mut Canvas<'_>) -> Option<Position> {
    if let Some(area) = panes.header {
        header::header(model, look, &mut canvas.sub_canvas(area));
    }
    match model.view() {
        Some(over) => view_pane::view_pane(over, model, look, canvas),
        None if model.has_no_entries() => empty::empty(model, panes, look, canvas),
        None => draw_panes(model, panes, look, canvas),
    }
}

/// Draws the filter and the panes; returns the cursor position.
fn draw_panes(model: &Model, panes: &Panes, look: &Appearance, canvas: &mut Canvas<'_>) -> Option<Position> {
    let focus = model.focus();
    let mut cursor = None;
    if panes.layout == ScreenLayout::Bare {
        cursor = panes.detail.and_then(|area| detail::text_only(model, look, &mut canvas.sub_canvas(area)));
    }
    if let Some(area) = panes.filter {
        let at = filter::filter(model, look, canvas, area);
        cursor = if focus == Focus::Filter { at } else { cursor };
    }
    let filter_cursor = cursor;
    if let Some(area) = panes.list {
        let at = list::list(model, look, canvas, area);
        cursor = if focus == Focus::List { at } else { cursor };
    }
    if let Some(area) = panes.detail.filter(|_| panes.layout != ScreenLayout::Bare) {
        let at = detail::detail(model, look, canvas, area);
        cursor = if focus == Focus::Detail { at } else { cursor };
    }
    if let Some(area) = panes.topics {
        canvas.sub_canvas(area).clear();
        let at = sidebar::sidebar(model, look, canvas, area);
        cursor = if focus == Focus::Topics { at } else { cursor };
    }
    if model.popup().is_none() {
        if let Some(area) = panes.filter {
            filter::long_remark(model, look, canvas, area);
        }
        completion::completion(model, filter_cursor, look, canvas);
    }
    cursor
}
