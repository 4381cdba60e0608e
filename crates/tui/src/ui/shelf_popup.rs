//! The popup of the user's lists: the lists, the entries of one, and details of the selected entry.

use ratatui::layout::Position;

use super::appearance::Look;
use super::canvas::Canvas;
use super::number::grouped;
use crate::app::{Cursor, Lists, ListsStage, Model, Part, lists_rows};
use crate::keys::action::Action;
use crate::keys::scope::Scope;
use kzq_corpus::{EntryId, Wording};
use kzq_shelf::{EntryName, Standing};
use kzq_text::safe;
use kzq_text::wrap::wrap;
use kzq_text::{Safe, width};

/// Draws the popup of lists; returns the cursor position.
pub(super) fn lists(lists: &Lists, model: &Model, look: &Look, canvas: &mut Canvas<'_>) -> Option<Position> {
    match &lists.stage {
        ListsStage::Within { entries, cursor, .. } => within(entries, *cursor, model, look, canvas),
        ListsStage::Naming { edit, of } => {
            parts(lists, model, look, canvas);
            let at = rule(look, canvas);
            let ask: Safe<'_> = match of {
                None => "the name of the new list:".into(),
                Some(of) => safe!("another name for “", of, "”:"),
            };
            canvas.put(at + 1, 0, &width::truncate(&ask, canvas.columns(), look.glyphs.ellipsis), look.theme.quiet);
            let room = canvas.columns().saturating_sub(1);
            let before = width::width(edit.before_cursor().as_str());
            let (text, skipped) = (edit.text(), before.saturating_sub(room.saturating_sub(1)));
            let text = text.slice(width::fit(text.as_str(), skipped)..text.as_str().len());
            canvas.put(at + 2, 0, &text, look.theme.strong);
            canvas.position(at + 2, before - skipped)
        }
        ListsStage::Choosing => {
            let cursor = parts(lists, model, look, canvas);
            let at = rule(look, canvas);
            let key = |action| model.keymap().key_of(Scope::Lists, action);
            let told = match (&lists.targets[..], lists.part(model.desk().shelf())) {
                (_, None | Some(Part::Starred | Part::Noted)) => {
                    [(key(Action::PutIn), " shows what is there"), (key(Action::NewList), " makes a list")]
                }
                ([], Some(Part::List(_))) => {
                    [(key(Action::OpenList), " shows what is there"), (key(Action::NewList), " makes a list")]
                }
                ([_], Some(Part::List(_))) => [
                    (key(Action::PutIn), " puts the entry in, or takes it out"),
                    (key(Action::OpenList), " shows what is there"),
                ],
                (_, Some(Part::List(_))) => [
                    (key(Action::PutIn), " puts the marked entries in, or takes them out"),
                    (key(Action::OpenList), " shows what is there"),
                ],
            };
            // Skip actions without a key.
            let told = told.into_iter().filter(|(key, _)| !key.is_empty()).map(|(key, does)| safe!(key, does));
            let told = Safe::join(told, "; ");
            paragraph(at + 1, &told, look, canvas);
            cursor
        }
    }
}

/// The label of a part of the shelf.
pub(super) fn part_label(part: &Part) -> Safe<'_> {
    match part {
        Part::Starred => "Starred".into(),
        Part::Noted => "With a note".into(),
        Part::List(name) => name.borrowed(),
    }
}

fn parts(lists: &Lists, model: &Model, look: &Look, canvas: &mut Canvas<'_>) -> Option<Position> {
    let shelf = model.desk().shelf();
    let room = lists_rows(canvas.rows());
    for (line, (index, part)) in Part::all(shelf).iter().enumerate().skip(lists.cursor.top).take(room).enumerate() {
        let on = index == lists.cursor.at;
        let style = row(line, on, look, canvas);
        let sign = match part {
            Part::Starred => look.glyphs.star,
            Part::Noted => look.glyphs.note,
            Part::List(_) => match (lists.within(part, shelf), lists.targets.len()) {
                (0, _) => look.glyphs.list,
                (some, all) if some == all => look.glyphs.within,
                _ => look.glyphs.dot,
            },
        };
        canvas.put(line, 2, &sign.into(), look.theme.accent);
        let count_at = canvas.put_right(line, &safe!(grouped(part.count(shelf)), " "), look.theme.quiet);
        let label = part_label(part);
        let label = width::truncate(&label, count_at.saturating_sub(6), look.glyphs.ellipsis);
        canvas.put(line, 4, &label, style);
    }
    canvas.position(lists.cursor.at - lists.cursor.top, 4)
}

fn within(
    entries: &[(EntryName, Option<EntryId>)],
    cursor: Cursor,
    model: &Model,
    look: &Look,
    canvas: &mut Canvas<'_>,
) -> Option<Position> {
    let room = lists_rows(canvas.rows());
    for (line, (index, (name, id))) in entries.iter().enumerate().skip(cursor.top).take(room).enumerate() {
        let style = row(line, index == cursor.at, look, canvas);
        let (wording, text) = shown(name, *id, model);
        let sign = wording.map_or(look.glyphs.differs, |wording| look.glyphs.wording(wording));
        canvas.put(line, 2, &sign.into(), look.theme.accent);
        let standing = standing(name, *id, model).and_then(Standing::remark);
        let remark = standing.map_or_else(Safe::default, |remark| safe!(look.glyphs.differs, " ", remark, " "));
        let remark_at = canvas.put_right(line, &remark, look.theme.warning);
        let text = text.beginning(4 * canvas.columns()).on_one_line();
        let text = width::truncate(&text, remark_at.saturating_sub(6), look.glyphs.ellipsis);
        canvas.put(line, 4, &text, style);
    }
    let at = rule(look, canvas);
    match entries.get(cursor.at) {
        None => paragraph(at + 1, &"nothing is here".into(), look, canvas),
        Some((name, id)) => below(at + 1, name, *id, model, look, canvas),
    }
    canvas.position(cursor.at - cursor.top, 4)
}

/// Draws the whole entry under the cursor, or the snapshot of it if it changed or is gone.
fn below(row: usize, name: &EntryName, id: Option<EntryId>, model: &Model, look: &Look, canvas: &mut Canvas<'_>) {
    let imprint = model.desk().shelf().held(name).and_then(|held| held.imprint.as_deref());
    let text = match (standing(name, id, model), imprint) {
        (None | Some(Standing::Same(_)), _) | (_, None) => shown(name, id, model).1.into_owned(),
        (_, Some(imprint)) => {
            let (open, close) = match imprint.wording {
                Wording::Verbatim => look.glyphs.marks,
                Wording::Reported | Wording::Summary => ("", ""),
            };
            let words = imprint.text.beginning(2000);
            safe!("was: ", open, words, close, " ", look.glyphs.dot, " ", imprint.speaker, ", ", imprint.source)
        }
    };
    paragraph(row, &text, look, canvas);
}

/// How an entry compares with its snapshot; `None` while the entry may not be loaded yet.
fn standing(name: &EntryName, id: Option<EntryId>, model: &Model) -> Option<Standing> {
    if id.is_none() && model.progress().is_some() {
        return None;
    }
    let held = model.desk().shelf().held(name)?;
    Some(held.standing(name, id, model.corpus()))
}

/// The current wording and words of an entry, or else those of its snapshot.
fn shown<'m>(name: &'m EntryName, id: Option<EntryId>, model: &'m Model) -> (Option<Wording>, Safe<'m>) {
    if let Some(id) = id {
        let entry = model.corpus().entry(id);
        return (Some(entry.wording()), entry.text().cut(4000));
    }
    match model.desk().shelf().held(name).and_then(|held| held.imprint.as_deref()) {
        Some(imprint) => (Some(imprint.wording), imprint.text.borrowed()),
        None => (None, name.text().borrowed()),
    }
}

/// Starts a row; returns the style of its text.
fn row(line: usize, on: bool, look: &Look, canvas: &mut Canvas<'_>) -> ratatui::style::Style {
    if on {
        canvas.tint(line, look.theme.selected);
        canvas.put(line, 0, &look.glyphs.bar.into(), look.theme.accent);
    }
    if on { look.theme.strong } else { look.theme.text }
}

/// Draws the rule below the rows; returns its row.
fn rule(look: &Look, canvas: &mut Canvas<'_>) -> usize {
    let at = lists_rows(canvas.rows());
    let rule = Safe::join(std::iter::repeat_n(look.glyphs.rule.into(), canvas.columns()), "");
    canvas.put(at, 0, &rule, look.theme.border);
    at
}

fn paragraph(row: usize, text: &Safe<'_>, look: &Look, canvas: &mut Canvas<'_>) {
    let room = canvas.rows().saturating_sub(row);
    let text = text.beginning(4 * (canvas.columns() + 1) * (room + 1));
    for (line, range) in wrap(text.as_str(), canvas.columns()).into_iter().take(room).enumerate() {
        canvas.put(row + line, 0, &text.slice(range), look.theme.quiet);
    }
}
