//! The footer's key hints and their positions, both for drawing and for clicking.

use ratatui::layout::Position;

use super::model::Model;
use super::palette::PalettePurpose;
use super::popup::Popup;
use crate::keys::action::{Action, TABLE};
use crate::keys::scope::Scope;
use kzq_text::{Safe, width};

/// The minimum priority of a hint that stays visible beside a message: quit and help.
const MIN_STICKY_PRIORITY: u8 = 200;

/// A key hint.
#[derive(Clone, Debug)]
pub struct FooterHint {
    /// The action of the key.
    pub action: Action,
    /// The key.
    pub key: Safe<'static>,
    /// What it does.
    pub label: &'static str,
    /// The column where it begins.
    pub column: usize,
    priority: u8,
}

impl FooterHint {
    fn width(&self) -> usize {
        width::width(self.key.as_str()) + 1 + width::width(self.label)
    }
}

impl Model {
    /// Returns the hints on the footer, from left to right: the most important ones, as far as there is room. Next to a
    /// message, which is at the left, there are only those that are always needed, or none if it leaves no room; while
    /// the footer asks, there are none.
    pub fn footer_hints(&self) -> Vec<FooterHint> {
        let Some(area) = self.panes().footer.filter(|_| !self.is_prompting() && !self.is_quiet()) else {
            return Vec::new();
        };
        let columns = usize::from(area.width);
        let has_message = self.toast().is_some();
        let mut hints = self.possible_hints();
        hints.retain(|hint| !has_message || hint.priority >= MIN_STICKY_PRIORITY);
        let room = columns.saturating_sub(2);
        // A message comes before the hints.
        let taken = self.toast().map_or(0, |toast| width::width(toast.text.as_str()) + 2);
        while total_width(&hints) > room.saturating_sub(taken) {
            let least = hints.iter().enumerate().min_by_key(|(_, hint)| hint.priority).map(|(at, _)| at);
            match least {
                Some(at) => hints.remove(at),
                None => break,
            };
        }
        let mut column = if has_message { columns.saturating_sub(total_width(&hints) + 1) } else { 1 };
        for hint in &mut hints {
            hint.column = column;
            column += hint.width() + 2;
        }
        hints
    }

    /// Whether the last row asks a question, or is the search prompt.
    pub fn is_prompting(&self) -> bool {
        self.asking().is_some() || self.is_finding()
    }

    /// Returns the action of the hint at a point of the screen.
    pub(super) fn hint_at(&self, at: Position) -> Option<Action> {
        let column = usize::from(at.x);
        let hints = self.panes().footer.filter(|area| area.contains(at)).map(|_| self.footer_hints());
        let is_at = |hint: &FooterHint| (hint.column..hint.column + hint.width()).contains(&column);
        hints.into_iter().flatten().find(is_at).map(|hint| hint.action)
    }

    /// The hints of the active scopes in table order; each action once, with the hint of its narrowest scope, and only
    /// if the action is possible.
    fn possible_hints(&self) -> Vec<FooterHint> {
        let scopes = self.scopes();
        let shelf = self.shelf_state().shelf();
        let enter_opens = matches!(self.popup(), Some(Popup::Lists(lists)) if !lists.enter_adds(shelf));
        let is_repeated = |action| enter_opens && action == Action::OpenList;
        TABLE
            .iter()
            .filter(|definition| self.is_available(definition.action) && !is_repeated(definition.action))
            .filter_map(|definition| {
                let keyed = |scope: &&Scope| !self.keymap().key_names(**scope, definition.action).is_empty();
                let scope = *scopes.iter().find(keyed)?;
                let (label, priority) = definition.keys.iter().find(|row| row.scope == scope)?.hint?;
                let label = match self.popup() {
                    _ if enter_opens && definition.action == Action::AddToList => "open",
                    None if definition.action == Action::Back && self.completion().is_some() => "close",
                    Some(Popup::Palette(palette))
                        if palette.purpose() == PalettePurpose::Speaker && definition.action == Action::RunCommand =>
                    {
                        "choose"
                    }
                    Some(Popup::Form(form)) => form.hint(definition.action).unwrap_or(Some(label))?,
                    _ => label,
                };
                let key = self.keymap().first_key(scope, definition.action);
                Some(FooterHint { action: definition.action, key, label, column: 0, priority })
            })
            .collect()
    }
}

fn total_width(hints: &[FooterHint]) -> usize {
    hints.iter().map(FooterHint::width).sum::<usize>() + 2 * hints.len().saturating_sub(1)
}
