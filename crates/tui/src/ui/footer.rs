//! The footer: key hints, or a message.

use super::appearance::Look;
use super::canvas::Canvas;
use crate::app::{Model, Tone};
use crate::keys::action::TABLE;
use crate::keys::scope::Scope;
use kzq_text::{Safe, width};

pub(super) fn footer(model: &Model, look: &Look, canvas: &mut Canvas<'_>) {
    let theme = &look.theme;
    let room = canvas.columns().saturating_sub(2);
    let Some(toast) = model.toast() else {
        let hints = fitting(hints(model), room);
        return draw(&hints, look, canvas, 1);
    };
    let style = match toast.tone {
        Tone::Good => theme.good,
        Tone::Bad => theme.warning,
        Tone::Plain => theme.text,
    };
    // Beside a message, the most important hints stay visible: quit and help.
    let hints = fitting(hints(model).into_iter().filter(|hint| hint.priority >= LASTING).collect(), room);
    let hints_at = canvas.columns().saturating_sub(long(&hints) + 1);
    let text = width::truncate(&toast.text, hints_at.saturating_sub(3), look.glyphs.ellipsis);
    canvas.put(0, 1, &text, style);
    draw(&hints, look, canvas, hints_at);
}

/// The minimum priority of a hint that stays visible beside a message.
const LASTING: u8 = 200;

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
    TABLE
        .iter()
        .filter(|definition| model.can_do(definition.action))
        .filter_map(|definition| {
            let keyed = |scope: &&Scope| !model.keymap().keys(**scope, definition.action).is_empty();
            let scope = *scopes.iter().find(keyed)?;
            let (label, priority) = definition.keys.iter().find(|row| row.scope == scope)?.hint?;
            Some(Hint { key: model.keymap().key_of(scope, definition.action), label, priority })
        })
        .collect()
}

/// Drops the least important hints until the rest fits.
fn fitting(mut hints: Vec<Hint>, room: usize) -> Vec<Hint> {
    while long(&hints) > room {
        let least = hints.iter().enumerate().min_by_key(|(_, hint)| hint.priority).map(|(at, _)| at);
        match least {
            Some(at) => hints.remove(at),
            None => break,
        };
    }
    hints
}

fn long(hints: &[Hint]) -> usize {
    let each = hints.iter().map(|hint| width::width(hint.key.as_str()) + 1 + width::width(hint.label));
    each.sum::<usize>() + 2 * hints.len().saturating_sub(1)
}

fn draw(hints: &[Hint], look: &Look, canvas: &mut Canvas<'_>, mut column: usize) {
    for hint in hints {
        column = canvas.put(0, column, &hint.key, look.theme.key);
        column = canvas.put(0, column + 1, &hint.label.into(), look.theme.quiet) + 2;
    }
}
