//! The popups over the panes.

use ratatui::layout::Position;

use super::appearance::Look;
use super::canvas::{Canvas, Styled};
use super::detail::STILL;
use super::number::grouped;
use super::palette::palette;
use super::pane::{Titles, pane};
use super::shelf_popup::{lists, part_label};
use crate::app::panes::{inside, pad};
use crate::app::{
    HelpRow, Lists, ListsStage, Menu, MenuParts, Model, NoteEdit, Popup, Scroll, help_rows, menu_parts, menu_rows,
    palette_rows, popup_area,
};
use crate::keys::keymap::Keymap;
use crate::keys::scope::Scope;
use kzq_text::safe;
use kzq_text::{Safe, width};

/// Draws a popup; returns the cursor position.
pub(super) fn popup(popup: &Popup, model: &Model, look: &Look, canvas: &mut Canvas<'_>) -> Option<Position> {
    let area = popup_area(popup, model.size());
    canvas.part(area).clear();
    let name = match (popup, model.marked().len()) {
        (Popup::Help { .. }, _) => "Keys".into(),
        (Popup::Menu(_), 0) => "Copy as".into(),
        (Popup::Menu(_), count) => safe!("Copy ", look.glyphs.marked, " ", grouped(count), " marked as"),
        (Popup::Note(_), _) => "Note".into(),
        (Popup::Lists(_), _) => "Lists".into(),
        (Popup::Palette(_), _) => "Commands".into(),
    };
    let mut title: Vec<Styled<'_>> = vec![(name, look.theme.strong)];
    title.extend(subject(popup, look).map(|subject| (subject, look.theme.quiet)));
    let room = pad(inside(area));
    let bottom = match popup {
        Popup::Help { scope, scroll } => {
            more(help_rows(*scope, model.keymap()).len(), scroll.top + usize::from(room.height), look)
        }
        Popup::Note(note) => {
            let rows = note.text.rows(usize::from(room.width)).len();
            more(rows, note.scroll.top + usize::from(room.height), look)
        }
        Popup::Lists(_) => None,
        Popup::Palette(palette) => {
            more(palette.count(), palette.cursor.top + palette_rows(usize::from(room.height)), look)
        }
        Popup::Menu(menu) if !menu.preview.is_whole() => Some(safe!(look.glyphs.below, " ", STILL)),
        Popup::Menu(menu) => {
            let rows = menu_rows(menu, usize::from(menu_parts(model.size()).preview.height));
            more(menu.preview.count(), menu.scroll.top + rows, look)
        }
    };
    let bottom = bottom.map(|text| (text, look.theme.quiet));
    let inner = pane(canvas, area, true, Titles { title, corner: None, bottom }, look).area();
    match popup {
        Popup::Help { scope, scroll } => help(*scope, *scroll, model.keymap(), look, &mut canvas.part(pad(inner))),
        Popup::Menu(chosen) => menu(chosen, menu_parts(model.size()), look, canvas),
        Popup::Note(edit) => note(edit, look, &mut canvas.part(pad(inner))),
        Popup::Lists(open) => lists(open, model, look, &mut canvas.part(pad(inner))),
        Popup::Palette(open) => palette(open, look, &mut canvas.part(pad(inner))),
    }
}

/// Says how many of `count` lines lie below the line `end`, if any do.
fn more(count: usize, end: usize, look: &Look) -> Option<Safe<'static>> {
    let below = count.saturating_sub(end);
    (below > 0).then(|| safe!(look.glyphs.below, " ", below, " more"))
}

/// The subject shown after the name of a popup, if it has one.
fn subject(popup: &Popup, look: &Look) -> Option<Safe<'static>> {
    let about = match popup {
        Popup::Note(note) => note.entry.text().clone(),
        Popup::Lists(Lists { stage: ListsStage::Within { part, .. }, .. }) => part_label(part).into_owned(),
        Popup::Help { .. } | Popup::Menu(_) | Popup::Lists(_) | Popup::Palette(_) => return None,
    };
    Some(safe!(" ", look.glyphs.dot, " ", about))
}

/// Draws the note editor; returns the cursor position.
fn note(note: &NoteEdit, look: &Look, canvas: &mut Canvas<'_>) -> Option<Position> {
    let (columns, top) = (canvas.columns(), note.scroll.top);
    for (line, row) in note.text.rows(columns).iter().skip(top).take(canvas.rows()).enumerate() {
        canvas.put(line, 0, &note.text.row(row), look.theme.text);
    }
    let (row, column) = note.text.place(columns);
    canvas.position(row.saturating_sub(top), column.min(columns.saturating_sub(1)))
}

fn help(scope: Scope, scroll: Scroll, keymap: &Keymap, look: &Look, canvas: &mut Canvas<'_>) -> Option<Position> {
    const KEYS: usize = 22;
    let rows = canvas.rows();
    for (line, row) in help_rows(scope, keymap).into_iter().skip(scroll.top).take(rows).enumerate() {
        match row {
            HelpRow::Blank => {}
            HelpRow::Heading(place) => {
                canvas.put(line, 0, &place.into(), look.theme.strong);
            }
            HelpRow::Keys(keys, doc) => {
                let end = canvas.put(line, 1, &keys, look.theme.key);
                let column = (end + 2).max(KEYS.min(canvas.columns() / 3));
                let doc = Safe::from(doc);
                let room = canvas.columns().saturating_sub(column);
                canvas.put(line, column, &width::truncate(&doc, room, look.glyphs.ellipsis), look.theme.text);
            }
        }
    }
    canvas.position(0, 0)
}

fn menu(menu: &Menu, parts: MenuParts, look: &Look, canvas: &mut Canvas<'_>) -> Option<Position> {
    let theme = &look.theme;
    let mut formats = canvas.part(parts.formats);
    let rows = formats.rows();
    for (row, (at, format)) in menu.formats.iter().enumerate().skip(menu.cursor.top).take(rows).enumerate() {
        let on = at == menu.cursor.at;
        if on {
            formats.tint(row, theme.selected);
            formats.put(row, 0, &look.glyphs.bar.into(), theme.accent);
        }
        formats.put(row, 2, &format.label().into(), if on { theme.strong } else { theme.text });
    }
    if menu.cursor.top > 0 {
        formats.put_right(0, &look.glyphs.above.into(), theme.quiet);
    }
    if menu.cursor.top + rows < menu.formats.len() {
        formats.put_right(rows.saturating_sub(1), &look.glyphs.below.into(), theme.quiet);
    }
    let cursor = formats.position(menu.cursor.at - menu.cursor.top, 0);
    rule(&mut canvas.part(parts.rule), look);
    preview(menu, &mut canvas.part(parts.preview), look);
    cursor
}

/// Draws the rule between formats and preview, vertical or horizontal.
fn rule(canvas: &mut Canvas<'_>, look: &Look) {
    let glyph = if canvas.columns() == 1 { look.glyphs.border.vertical_left } else { look.glyphs.rule };
    let line = Safe::join(std::iter::repeat_n(glyph.into(), canvas.columns()), "");
    for row in 0..canvas.rows() {
        canvas.put(row, 0, &line, look.theme.border);
    }
}

/// Draws what the selected format pastes, and what it leaves out and why.
fn preview(menu: &Menu, canvas: &mut Canvas<'_>, look: &Look) {
    if let Some((count, why)) = menu.preview.left_out() {
        let what = if menu.preview.count() == 0 { "Can't be had: ".into() } else { safe!(count, " left out: ") };
        let remark = safe!(what, why.reason());
        let columns = canvas.columns();
        canvas.put(0, 0, &width::truncate(&remark, columns, look.glyphs.ellipsis), look.theme.warning);
    }
    let (first, room) = (menu.preview.remark_rows(), menu_rows(menu, canvas.rows()));
    for (row, line) in (first..).zip(menu.preview.lines_from(menu.scroll.top).take(room)) {
        canvas.put(row, 0, &line, look.theme.quiet);
    }
}
