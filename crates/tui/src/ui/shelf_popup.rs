//! The popup of the user's lists: the lists, the entries of one, and details of the selected entry.

use ratatui::layout::Position;
use ratatui::style::Style;

use super::appearance::Appearance;
use super::canvas::Canvas;
use super::number::with_thousands_separators;
use super::parts::{Input, rule, select_row};
use crate::app::{ListCursor, Model, ShelfPart, ShelfPopup, ShelfPopupMode, shelf_popup_rows};
use crate::keys::action::Action;
use crate::keys::scope::Scope;
use kzq_corpus::{EntryId, Wording};
use kzq_shelf::{EntryName, EntryStatus};
use kzq_text::safe;
use kzq_text::wrap::wrap;
use kzq_text::{Safe, width};

/// Draws the popup of lists; returns the cursor position.
pub(super) fn shelf_popup(
    lists: &ShelfPopup,
    model: &Model,
    look: &Appearance,
    canvas: &mut Canvas<'_>,
) -> Option<Position> {
    match &lists.mode {
        ShelfPopupMode::Browsing { entries, cursor, .. } => list_entries(entries, *cursor, model, look, canvas),
        ShelfPopupMode::Naming { edit, renames: of } => {
            part_rows(lists, model, look, canvas);
            let at = rule_below_rows(look, canvas);
            let ask: Safe<'_> = match of {
                None => "name of the new list:".into(),
                Some(of) => safe!("new name for “", of, "”:"),
            };
            canvas.write(at + 1, 0, &width::truncate(&ask, canvas.columns(), look.glyphs.ellipsis), look.theme.quiet);
            let input = Input { edit, placeholder: Safe::default(), style: look.theme.strong };
            input.draw((at + 2, 0), canvas.columns(), look, canvas).1
        }
        ShelfPopupMode::Choosing => {
            let cursor = part_rows(lists, model, look, canvas);
            let at = rule_below_rows(look, canvas);
            let key = |action| model.keymap().first_key(Scope::Lists, action);
            let hints = match (lists.enter_adds(model.shelf_state().shelf()), lists.targets.len()) {
                (false, _) => [(key(Action::AddToList), " opens it"), (key(Action::NewList), " new list")],
                (true, 1) => {
                    [(key(Action::AddToList), " adds or removes the entry"), (key(Action::OpenList), " opens it")]
                }
                (true, _) => [
                    (key(Action::AddToList), " adds or removes the marked entries"),
                    (key(Action::OpenList), " opens it"),
                ],
            };
            // Skip actions without a key.
            let hints = hints.into_iter().filter(|(key, _)| !key.is_empty()).map(|(key, does)| safe!(key, does));
            let dot = safe!(" ", look.glyphs.separator, " ");
            let line = hints.reduce(|line, hint| safe!(line, dot, hint)).unwrap_or_default();
            paragraph(at + 1, &line, look, canvas);
            cursor
        }
    }
}

/// The label of a part of the shelf.
pub(super) fn part_label(part: &ShelfPart) -> Safe<'_> {
    match part {
        ShelfPart::Starred => "Starred".into(),
        ShelfPart::Noted => "With a note".into(),
        ShelfPart::List(name) => name.to_borrowed(),
    }
}

fn part_rows(lists: &ShelfPopup, model: &Model, look: &Appearance, canvas: &mut Canvas<'_>) -> Option<Position> {
    let shelf = model.shelf_state().shelf();
    let room = shelf_popup_rows(canvas.rows());
    for (line, (index, part)) in ShelfPart::all(shelf).iter().enumerate().skip(lists.cursor.top).take(room).enumerate()
    {
        let on = index == lists.cursor.index;
        let style = row_style(on, look);
        let sign = match part {
            ShelfPart::Starred => look.glyphs.star,
            ShelfPart::Noted => look.glyphs.note,
            ShelfPart::List(_) => match (lists.target_count_in(part, shelf), lists.targets.len()) {
                (0, _) => look.glyphs.list,
                (some, all) if some == all => look.glyphs.in_list,
                _ => look.glyphs.separator,
            },
        };
        canvas.write(line, 2, &sign.into(), look.theme.accent);
        let count_at =
            canvas.write_right(line, &safe!(with_thousands_separators(part.count(shelf)), " "), look.theme.quiet);
        let label = part_label(part);
        let label = width::truncate(&label, count_at.saturating_sub(6), look.glyphs.ellipsis);
        canvas.write(line, 4, &label, style);
        if on {
            select_row(line, true, look, canvas);
        }
    }
    canvas.position(lists.cursor.index - lists.cursor.top, 4)
}

fn list_entries(
    entries: &[(EntryName, Option<EntryId>)],
    cursor: ListCursor,
    model: &Model,
    look: &Appearance,
    canvas: &mut Canvas<'_>,
) -> Option<Position> {
    let room = shelf_popup_rows(canvas.rows());
    for (line, (index, (name, id))) in entries.iter().enumerate().skip(cursor.top).take(room).enumerate() {
        let style = row_style(index == cursor.index, look);
        let (wording, text) = entry_text(name, *id, model);
        let sign = wording.map_or(look.glyphs.problem, |wording| look.glyphs.wording(wording));
        canvas.write(line, 2, &sign.into(), look.theme.accent);
        let standing = entry_status(name, *id, model).and_then(EntryStatus::message);
        let remark = standing.map_or_else(Safe::default, |remark| safe!(look.glyphs.problem, " ", remark, " "));
        let remark_at = canvas.write_right(line, &remark, look.theme.warning);
        let text = text.prefix(4 * canvas.columns()).to_single_line();
        let text = width::truncate(&text, remark_at.saturating_sub(6), look.glyphs.ellipsis);
        canvas.write(line, 4, &text, style);
    }
    let at = rule_below_rows(look, canvas);
    match entries.get(cursor.index) {
        None => paragraph(at + 1, &"this list is empty".into(), look, canvas),
        Some((name, id)) => entry_details(at + 1, name, *id, model, look, canvas),
    }
    canvas.position(cursor.index - cursor.top, 4)
}

/// Draws the whole entry under the cursor, or the snapshot of it if it changed or is gone.
fn entry_details(
    row: usize,
    name: &EntryName,
    id: Option<EntryId>,
    model: &Model,
    look: &Appearance,
    canvas: &mut Canvas<'_>,
) {
    let imprint = model.shelf_state().shelf().annotation(name).and_then(|held| held.snapshot.as_deref());
    let text = match (entry_status(name, id, model), imprint) {
        (None | Some(EntryStatus::Unchanged(_)), _) | (_, None) => entry_text(name, id, model).1.into_owned(),
        (_, Some(imprint)) => {
            let (open, close) = match imprint.wording {
                Wording::Verbatim => look.glyphs.quotes,
                Wording::Reported | Wording::Summary => ("", ""),
            };
            let words = imprint.text.prefix(2000);
            safe!("was: ", open, words, close, " ", look.glyphs.separator, " ", imprint.speaker, ", ", imprint.source)
        }
    };
    paragraph(row, &text, look, canvas);
}

/// How an entry compares with its snapshot; `None` while the entry may not be loaded yet.
fn entry_status(name: &EntryName, id: Option<EntryId>, model: &Model) -> Option<EntryStatus> {
    if id.is_none() && model.progress().is_some() {
        return None;
    }
    let held = model.shelf_state().shelf().annotation(name)?;
    Some(held.status(name, id, model.corpus()))
}

/// The current wording and words of an entry, or else those of its snapshot.
fn entry_text<'m>(name: &'m EntryName, id: Option<EntryId>, model: &'m Model) -> (Option<Wording>, Safe<'m>) {
    if let Some(id) = id {
        let entry = model.corpus().entry(id);
        return (Some(entry.wording()), entry.text().into_prefix(4000));
    }
    match model.shelf_state().shelf().annotation(name).and_then(|held| held.snapshot.as_deref()) {
        Some(imprint) => (Some(imprint.wording), imprint.text.to_borrowed()),
        None => (None, name.text().to_borrowed()),
    }
}

/// The style of the text in a row.
fn row_style(selected: bool, look: &Appearance) -> Style {
    if selected { look.theme.strong } else { look.theme.text }
}

/// Draws the rule below the rows; returns its row.
fn rule_below_rows(look: &Appearance, canvas: &mut Canvas<'_>) -> usize {
    let at = shelf_popup_rows(canvas.rows());
    rule(at, look, canvas);
    at
}

fn paragraph(row: usize, text: &Safe<'_>, look: &Appearance, canvas: &mut Canvas<'_>) {
    let room = canvas.rows().saturating_sub(row);
    let text = text.prefix(4 * (canvas.columns() + 1) * (room + 1));
    let lines = wrap(text.as_str(), canvas.columns());
    let is_cut = lines.len() > room;
    for (line, range) in lines.into_iter().take(room).enumerate() {
        let mut shown = text.slice(range);
        if is_cut && line + 1 == room {
            let columns = canvas.columns().saturating_sub(width::width(look.glyphs.ellipsis));
            shown = safe!(shown.slice(0..width::fitting_len(shown.as_str(), columns)), look.glyphs.ellipsis);
        }
        canvas.write(row + line, 0, &shown, look.theme.quiet);
    }
}
