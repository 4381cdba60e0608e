//! The footer: key hints, or a message.

use super::appearance::Appearance;
use super::canvas::Canvas;
use crate::app::{Model, ToastLevel};
use kzq_text::width;

pub(super) fn footer(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>) {
    let theme = &look.theme;
    if model.is_prompting() {
        return;
    }
    let hints = model.footer_hints();
    if let Some(toast) = model.toast() {
        let style = match toast.level {
            ToastLevel::Success => theme.success,
            ToastLevel::Error => theme.warning,
            ToastLevel::Info => theme.text,
        };
        let room = hints.first().map_or(canvas.columns().saturating_sub(2), |hint| hint.column.saturating_sub(3));
        let text = width::truncate(&toast.text, room, look.glyphs.ellipsis);
        canvas.write(0, 1, &text, style);
    }
    for hint in hints {
        let end = canvas.write(0, hint.column, &hint.key, theme.key);
        canvas.write(0, end + 1, &hint.label.into(), theme.quiet);
    }
}
