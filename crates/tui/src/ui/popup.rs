//! The popups over the panes.

use ratatui::layout::Position;

use super::appearance::Appearance;
use super::canvas::{Canvas, StyledText};
use super::detail::LAYOUT_PENDING;
use super::entry_form::{entry_form, form_title};
use super::help::help;
use super::number::with_thousands_separators;
use super::palette::palette;
use super::pane::{PaneTitles, pane};
use super::parts::{hidden_below, highlight_found, repeated, select_row};
use super::shelf_popup::{part_label, shelf_popup};
use crate::app::panes::{inner_area, pad_horizontal};
use crate::app::{
    CopyMenu, Model, NoteEdit, PalettePurpose, Popup, ShelfPopup, ShelfPopupMode, copy_preview_rows,
    form_field_columns, help_lines, popup_area,
};
use crate::keys::action::Action;
use crate::keys::scope::Scope;
use kzq_text::safe;
use kzq_text::{Safe, width};

/// Draws a popup; returns the cursor position.
pub(super) fn popup(popup: &Popup, model: &Model, look: &Appearance, canvas: &mut Canvas<'_>) -> Option<Position> {
    let area = popup_area(popup, model.size());
    canvas.sub_canvas(area).clear();
    let name = match (popup, model.marked().len()) {
        (Popup::Help { .. }, _) => "Keys".into(),
        (Popup::Copy(_), 0) => "Copy as".into(),
        (Popup::Copy(_), count) => {
            safe!("Copy ", look.glyphs.marked, " ", with_thousands_separators(count), " marked as")
        }
        (Popup::Note(_), _) => "Note".into(),
        (Popup::Lists(_), _) => "Lists".into(),
        (Popup::Form(form), _) => form_title(form),
        (Popup::Palette(palette), _) if palette.purpose() == PalettePurpose::Speaker => "Speaker".into(),
        (Popup::Palette(_), _) => "Commands".into(),
    };
    let mut title: Vec<StyledText<'_>> = vec![(name, look.theme.strong)];
    title.extend(subtitle(popup, look).map(|subject| (subject, look.theme.quiet)));
    let room = pad_horizontal(inner_area(area));
    let bottom = match popup {
        Popup::Help { scope, scroll, find } => {
            let size = (usize::from(room.width), usize::from(room.height));
            lines_below(help_lines(*scope, find, model.keymap(), size).len(), scroll.top + size.1, look)
        }
        Popup::Note(note) => {
            let rows = note.text.rows(usize::from(room.width)).len();
            lines_below(rows, note.scroll.top + usize::from(room.height), look)
        }
        Popup::Lists(_) => None,
        Popup::Form(form) => {
            let rows = form.rows(form_field_columns(usize::from(room.width))).len();
            lines_below(rows, form.scroll.top + usize::from(room.height), look)
        }
        Popup::Palette(palette) => {
            lines_below(palette.match_count(), palette.cursor.top + palette.match_rows(usize::from(room.height)), look)
        }
        Popup::Copy(menu) if !menu.preview.is_complete() => Some(safe!(look.glyphs.more_below, " ", LAYOUT_PENDING)),
        Popup::Copy(menu) => {
            let rows = copy_preview_rows(menu, usize::from(menu.areas(model.size()).preview.height));
            lines_below(menu.preview.line_count(), menu.scroll.top + rows, look)
        }
    };
    let bottom = bottom.map(|text| (text, look.theme.quiet));
    let inner =
        pane(canvas, area, true, PaneTitles { top_left: title, top_right: None, bottom_right: bottom }, look).area();
    match popup {
        Popup::Help { scope, scroll, find } => {
            let canvas = &mut canvas.sub_canvas(pad_horizontal(inner));
            let lines = help_lines(*scope, find, model.keymap(), (canvas.columns(), canvas.rows()));
            help(&lines, find, scroll.top, look, canvas)
        }
        Popup::Copy(chosen) => copy_menu(chosen, model, look, canvas),
        Popup::Note(edit) => note_editor(edit, look, &mut canvas.sub_canvas(pad_horizontal(inner))),
        Popup::Form(form) => entry_form(form, look, &mut canvas.sub_canvas(pad_horizontal(inner))),
        Popup::Lists(open) => shelf_popup(open, model, look, &mut canvas.sub_canvas(pad_horizontal(inner))),
        Popup::Palette(open) => palette(open, look, &mut canvas.sub_canvas(pad_horizontal(inner))),
    }
}

/// Says how many of `count` lines lie below the line `end`, if any do.
fn lines_below(count: usize, end: usize, look: &Appearance) -> Option<Safe<'static>> {
    hidden_below(count.saturating_sub(end), " more", look)
}

/// The subject shown after the name of a popup, if it has one.
fn subtitle(popup: &Popup, look: &Appearance) -> Option<Safe<'static>> {
    let about = match popup {
        Popup::Note(note) => note.subject(),
        Popup::Lists(ShelfPopup { mode: ShelfPopupMode::Browsing { part, .. }, .. }) => part_label(part).into_owned(),
        Popup::Help { find, .. } if !find.is_empty() => safe!("“", find.edit.text(), "”"),
        Popup::Help { .. } | Popup::Copy(_) | Popup::Lists(_) | Popup::Form(_) | Popup::Palette(_) => return None,
    };
    Some(safe!(" ", look.glyphs.separator, " ", about))
}

/// Draws the note editor; returns the cursor position.
fn note_editor(note: &NoteEdit, look: &Appearance, canvas: &mut Canvas<'_>) -> Option<Position> {
    let (columns, top) = (canvas.columns(), note.scroll.top);
    for (line, row) in note.text.rows(columns).iter().skip(top).take(canvas.rows()).enumerate() {
        canvas.write(line, 0, &note.text.row_text(row), look.theme.text);
    }
    let (row, column) = note.text.cursor_position(columns);
    canvas.position(row.saturating_sub(top), column.min(columns.saturating_sub(1)))
}

fn copy_menu(menu: &CopyMenu, model: &Model, look: &Appearance, canvas: &mut Canvas<'_>) -> Option<Position> {
    let theme = &look.theme;
    let parts = menu.areas(model.size());
    let copy_key = model.keymap().first_key(Scope::List, Action::Copy);
    let mut formats = canvas.sub_canvas(parts.formats);
    let rows = formats.rows();
    for (row, (at, format)) in menu.formats.iter().enumerate().skip(menu.cursor.top).take(rows).enumerate() {
        let on = at == menu.cursor.index;
        let style = if on { theme.strong } else { theme.text };
        formats.write_all(row, 2, highlight_found(&menu.find, &format.label().into(), style, theme.matched));
        if *format == model.default_format() {
            // Before the sign that there is more.
            let column = formats.columns().saturating_sub(width::width(copy_key.as_str()) + 3);
            formats.write(row, column, &copy_key, theme.key);
        }
        if on {
            select_row(row, true, look, &mut formats);
        }
    }
    if menu.cursor.top > 0 {
        formats.write_right(0, &look.glyphs.more_above.into(), theme.quiet);
    }
    if menu.cursor.top + rows < menu.formats.len() {
        formats.write_right(rows.saturating_sub(1), &look.glyphs.more_below.into(), theme.quiet);
    }
    let cursor = formats.position(menu.cursor.index.saturating_sub(menu.cursor.top), 0);
    rule(&mut canvas.sub_canvas(parts.rule), look);
    preview(menu, &mut canvas.sub_canvas(parts.preview), look);
    cursor
}

/// Draws the rule between formats and preview, vertical or horizontal.
fn rule(canvas: &mut Canvas<'_>, look: &Appearance) {
    let glyph = if canvas.columns() == 1 { look.glyphs.border.vertical_left } else { look.glyphs.rule };
    let line = repeated(glyph, canvas.columns());
    for row in 0..canvas.rows() {
        canvas.write(row, 0, &line, look.theme.border);
    }
}

/// Draws what the selected format pastes, and what it leaves out and why.
fn preview(menu: &CopyMenu, canvas: &mut Canvas<'_>, look: &Appearance) {
    if let Some((count, why)) = menu.preview.omitted() {
        let what = if menu.preview.line_count() == 0 { "Not available: ".into() } else { safe!(count, " left out: ") };
        let remark = safe!(what, why.reason());
        let columns = canvas.columns();
        canvas.write(0, 0, &width::truncate(&remark, columns, look.glyphs.ellipsis), look.theme.warning);
    }
    let (first, room) = (menu.preview.remark_rows(), copy_preview_rows(menu, canvas.rows()));
    for (row, line) in (first..).zip(menu.preview.lines_from(menu.scroll.top).take(room)) {
        canvas.write(row, 0, &line, look.theme.quiet);
    }
}
