//! The footer: key hints, or a message.

use super::appearance::Appearance;
use super::canvas::Canvas;
use super::prompt;
use super::shelf_popup::enter_adds;
use crate::app::{Model, Popup, ToastLevel};
use crate::keys::action::{Action, TABLE};
use crate::keys::scope::Scope;
use kzq_text::{Safe, width};

pub(super) fn footer(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>) {
    let theme = &look.theme;
    let room = canvas.columns().saturating_sub(2);
    if prompt::is_shown(model) {
        return;
    }
    let Some(toast) = model.toast() else {
        let hints = fit_hints(hints(model), room);
        return draw_hints(&hints, look, canvas, 1);
    };
    let style = match toast.level {
        ToastLevel::Success => theme.success,
        ToastLevel::Error => theme.warning,
        ToastLevel::Info => theme.text,
    };
    // Beside a message, the most important hints stay visible, quit and help, unless there is no room for the message.
    let hints: Vec<Hint> = hints(model).into_iter().filter(|hint| hint.priority >= MIN_STICKY_PRIORITY).collect();
    let beside = room.saturating_sub(width::width(toast.text.as_str()) + 2);
    let hints = if total_width(&hints) > beside && room < MIN_STICKY_COLUMNS {
        fit_hints(hints, beside)
    } else {
        fit_hints(hints, room)
    };
    let hints_at = canvas.columns().saturating_sub(total_width(&hints) + 1);
    let gap = if hints.is_empty() { 1 } else { 3 };
    let text = width::truncate(&toast.text, hints_at.saturating_sub(gap), look.glyphs.ellipsis);
    canvas.write(0, 1, &text, style);
    draw_hints(&hints, look, canvas, hints_at);
}

/// The minimum priority of a hint that stays visible beside a message.
const MIN_STICKY_PRIORITY: u8 = 200;

/// Below this width, a message comes before the hints.
const MIN_STICKY_COLUMNS: usize = 60;

/// A key hint.
struct Hint {
    key: Safe<'static>,
    label: &'static str,
    priority: u8,
}

/// The hints of the active scopes in table order; each action once, with the hint of its narrowest scope, and only if
/// the action is possible.
fn hints(model: &Model) -> Vec<Hint> {
    let scopes = model.scopes();
    let enter_opens = matches!(model.popup(), Some(Popup::Lists(lists)) if !enter_adds(lists, model));
    let is_repeated = |action| enter_opens && action == Action::OpenList;
    TABLE
        .iter()
        .filter(|definition| model.is_available(definition.action) && !is_repeated(definition.action))
        .filter_map(|definition| {
            let keyed = |scope: &&Scope| !model.keymap().key_names(**scope, definition.action).is_empty();
            let scope = *scopes.iter().find(keyed)?;
            let (label, priority) = definition.keys.iter().find(|row| row.scope == scope)?.hint?;
            let label = match model.popup() {
                _ if enter_opens && definition.action == Action::AddToList => "open",
                Some(Popup::Form(form)) => form.hint(definition.action).unwrap_or(Some(label))?,
                _ => label,
            };
            Some(Hint { key: model.keymap().first_key(scope, definition.action), label, priority })
        })
        .collect()
}

/// Drops the least important hints until the rest fits.
fn fit_hints(mut hints: Vec<Hint>, room: usize) -> Vec<Hint> {
    while total_width(&hints) > room {
        let least = hints.iter().enumerate().min_by_key(|(_, hint)| hint.priority).map(|(at, _)| at);
        match least {
            Some(at) => hints.remove(at),
            None => break,
        };
    }
    hints
}

fn total_width(hints: &[Hint]) -> usize {
    let each = hints.iter().map(|hint| width::width(hint.key.as_str()) + 1 + width::width(hint.label));
    each.sum::<usize>() + 2 * hints.len().saturating_sub(1)
}

fn draw_hints(hints: &[Hint], look: &Appearance, canvas: &mut Canvas<'_>, mut column: usize) {
    for hint in hints {
        column = canvas.write(0, column, &hint.key, look.theme.key);
        column = canvas.write(0, column + 1, &hint.label.into(), look.theme.quiet) + 2;
    }
}
