//! The last row while it asks a question, or is a search field.

use ratatui::layout::{Position, Rect};

use super::appearance::Appearance;
use super::canvas::{Canvas, StyledText, columns_of};
use super::number::with_thousands_separators;
use super::parts::Input;
use crate::app::{Model, Popup};
use crate::keys::action::Action;
use crate::keys::scope::Scope;
use kzq_text::{Safe, safe};

/// Draws the row over what is there, even if there is no footer; returns the cursor position.
pub(super) fn prompt(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>) -> Option<Position> {
    let area = canvas.area();
    let last = Rect { y: area.bottom().saturating_sub(1), height: area.height.min(1), ..area };
    let mut row = canvas.sub_canvas(last);
    row.clear();
    if model.is_finding() {
        return find(model, look, &mut row);
    }
    question(model, look, &mut row);
    row.position(0, 0)
}

/// Draws the text that a view is searched for, or that the help or the copy menu is filtered by.
fn find(model: &Model, look: &Appearance, row: &mut Canvas<'_>) -> Option<Position> {
    let typed = &model.find()?.edit;
    let key = |scope, action| model.keymap().first_key(scope, action);
    let accept = key(Scope::Find, Action::AcceptFind);
    let placeholder = match model.popup() {
        Some(Popup::Copy(_)) => safe!("filter the formats; ", accept, " copies"),
        Some(_) => safe!("filter the keys; ", accept, " keeps it"),
        None => safe!(
            "search here; ",
            accept,
            " keeps it, then ",
            key(Scope::View, Action::NextMatch),
            " and ",
            key(Scope::View, Action::PreviousMatch),
            " go on"
        ),
    };
    let start = row.write(0, 1, &"/".into(), look.theme.key) + 1;
    let missing: Safe<'_> = if model.finds_nothing() { "not found ".into() } else { Safe::default() };
    let end = row.write_right(0, &missing, look.theme.warning);
    let input = Input { edit: typed, placeholder, style: look.theme.text };
    input.draw((0, start), end.saturating_sub(start + 1), look, row).1
}

/// Asks on the last row whether an action applies to all marked entries, in as many words as fit.
fn question(model: &Model, look: &Appearance, row: &mut Canvas<'_>) {
    let Some(action) = model.asking() else { return };
    let label = action.definition().keys.iter().find_map(|row| row.hint).map_or("", |(label, _)| label);
    let question = (safe!(label, ":  "), look.theme.text);
    let hidden = model.hidden_marks();
    let long = answers(model, look, hidden, ["all ", " of them hidden)", "only this one"]);
    let short = answers(model, look, hidden, ["all ", " hidden)", "only this one"]);
    let shortest = answers(model, look, hidden, ["", " hidden)", "this"]);
    let with_question = [vec![question], long.clone()].concat();
    let fits = |pieces: &Vec<StyledText<'_>>| columns_of(pieces) < row.columns();
    let pieces = [with_question, long, short].into_iter().find(fits).unwrap_or(shortest);
    row.write_all(0, 1, pieces);
}

/// The answers to the question, each with its key, in words for all, for those that are hidden, and for the current one.
fn answers(
    model: &Model,
    look: &Appearance,
    hidden: usize,
    [all_of, are_hidden, current]: [&'static str; 3],
) -> Vec<StyledText<'static>> {
    let count = model.marked().len();
    let all = match count {
        1 => "the marked one".into(),
        _ => safe!(all_of, with_thousands_separators(count)),
    };
    let all = match hidden {
        0 => all,
        _ if hidden == count => safe!(all, " (hidden)"),
        _ => safe!(all, " (", with_thousands_separators(hidden), are_hidden),
    };
    let only = model.entry().map(|_| (Action::OnlyCurrent, current.into()));
    let answers = [Some((Action::AllMarked, all)), only, Some((Action::Back, Safe::default()))];
    let mut pieces = Vec::new();
    for (action, answer) in answers.into_iter().flatten() {
        if !pieces.is_empty() {
            pieces.push((safe!(" ", look.glyphs.separator, " "), look.theme.border));
        }
        pieces.push((model.keymap().first_key(Scope::Ask, action), look.theme.key));
        if !answer.is_empty() {
            pieces.push((safe!(" ", answer), look.theme.quiet));
        }
    }
    pieces
}
