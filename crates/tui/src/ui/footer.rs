//! The footer: key hints, or a message.

use ratatui::layout::Rect;

use super::appearance::Appearance;
use super::canvas::Canvas;
use crate::app::{Model, Toast, ToastLevel};
use kzq_text::width;
use kzq_text::wrap::wrap;

/// A message has at most this many rows.
const MAX_MESSAGE_ROWS: usize = 3;

/// Draws the footer in its area of the screen; a message that is too long for it begins in the rows above.
pub(super) fn footer(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>, area: Rect) {
    if model.is_prompting() {
        return;
    }
    let hints = model.footer_hints();
    if let Some(toast) = model.toast() {
        let room =
            hints.first().map_or(usize::from(area.width).saturating_sub(2), |hint| hint.column.saturating_sub(3));
        draw_message(toast, room, look, canvas, area);
    }
    let canvas = &mut canvas.sub_canvas(area);
    for hint in hints {
        let end = canvas.write(0, hint.column, &hint.key, look.theme.key);
        canvas.write(0, end + 1, &hint.label.into(), look.theme.quiet);
    }
}

fn draw_message(toast: &Toast, columns: usize, look: &Appearance, canvas: &mut Canvas<'_>, area: Rect) {
    let style = match toast.level {
        ToastLevel::Success => look.theme.success,
        ToastLevel::Error => look.theme.warning,
        ToastLevel::Info => look.theme.text,
    };
    let mut lines = wrap(toast.text.as_str(), columns);
    let above = lines.len().min(MAX_MESSAGE_ROWS).saturating_sub(1).min(usize::from(area.y));
    lines.truncate(above + 1);
    if let Some(last) = lines.last_mut() {
        // The rest of the row.
        last.end = toast.text.as_str().len();
    }
    let rows = u16::try_from(above).unwrap_or_default();
    let mut canvas = canvas.sub_canvas(Rect { y: area.y - rows, height: area.height + rows, ..area });
    if above > 0 {
        canvas.clear();
    }
    for (row, line) in lines.into_iter().enumerate() {
        canvas.write(row, 1, &width::truncate(&toast.text.slice(line), columns, look.glyphs.ellipsis), style);
    }
}
