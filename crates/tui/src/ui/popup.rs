//! The popups over the panes.

use std::ops::Range;

use ratatui::layout::Position;
use ratatui::style::Style;

use super::appearance::Appearance;
use super::canvas::{Canvas, StyledText};
use super::detail::LAYOUT_PENDING;
use super::entry_form::{entry_form, form_title};
use super::number::with_thousands_separators;
use super::palette::palette;
use super::pane::{PaneTitles, pane};
use super::parts::{hidden_below, repeated, select_row};
use super::shelf_popup::{part_label, shelf_popup};
use crate::app::panes::{inner_area, pad_horizontal};
use crate::app::{
    CopyMenu, CopyMenuAreas, Find, HelpRow, Model, NoteEdit, Popup, Scroll, ShelfPopup, ShelfPopupMode,
    copy_preview_rows, form_field_columns, help_rows, popup_area,
};
use crate::keys::keymap::Keymap;
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
        (Popup::Palette(_), _) => "Commands".into(),
    };
    let mut title: Vec<StyledText<'_>> = vec![(name, look.theme.strong)];
    title.extend(subtitle(popup, look).map(|subject| (subject, look.theme.quiet)));
    let room = pad_horizontal(inner_area(area));
    let bottom = match popup {
        Popup::Help { scope, scroll, .. } => {
            lines_below(help_rows(*scope, model.keymap()).len(), scroll.top + usize::from(room.height), look)
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
        Popup::Help { scope, scroll, find, found } => {
            let help = Help { find, found: *found };
            help.draw(*scope, *scroll, model.keymap(), look, &mut canvas.sub_canvas(pad_horizontal(inner)))
        }
        Popup::Copy(chosen) => copy_menu(chosen, chosen.areas(model.size()), look, canvas),
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

/// The help, with what is searched for in it.
struct Help<'h> {
    find: &'h Find,
    /// The row that was found last.
    found: Option<usize>,
}

impl Help<'_> {
    fn draw(
        &self,
        scope: Scope,
        scroll: Scroll,
        keymap: &Keymap,
        look: &Appearance,
        canvas: &mut Canvas<'_>,
    ) -> Option<Position> {
        const KEYS: usize = 22;
        let (rows, top, theme) = (canvas.rows(), scroll.top, &look.theme);
        for (line, row) in help_rows(scope, keymap).into_iter().skip(top).take(rows).enumerate() {
            let matched = if self.found == Some(top + line) { theme.current_match } else { theme.matched };
            match row {
                HelpRow::Blank => {}
                HelpRow::Heading(place) => {
                    canvas.write_all(line, 0, self.marked(&place.into(), theme.strong, matched));
                }
                HelpRow::Keys(keys, doc) => {
                    let end = canvas.write_all(line, 1, self.marked(&keys, theme.key, matched));
                    let column = (end + 2).max(KEYS.min(canvas.columns() / 3));
                    let room = canvas.columns().saturating_sub(column);
                    let doc = Safe::from(doc);
                    let doc = width::truncate(&doc, room, look.glyphs.ellipsis);
                    canvas.write_all(line, column, self.marked(&doc, theme.text, matched));
                }
            }
        }
        canvas.position(self.found.and_then(|found| found.checked_sub(top)).unwrap_or_default(), 0)
    }

    /// A text with its matches in another style.
    fn marked(&self, text: &Safe<'_>, style: Style, matched: Style) -> Vec<StyledText<'static>> {
        let mut pieces = Vec::new();
        let mut at = 0;
        let piece = |range| text.slice(range).into_owned();
        for Range { start, end } in self.find.ranges_in(text.as_str()) {
            pieces.push((piece(at..start), style));
            pieces.push((piece(start..end), style.patch(matched)));
            at = end;
        }
        pieces.push((piece(at..text.as_str().len()), style));
        pieces
    }
}

fn copy_menu(menu: &CopyMenu, parts: CopyMenuAreas, look: &Appearance, canvas: &mut Canvas<'_>) -> Option<Position> {
    let theme = &look.theme;
    let mut formats = canvas.sub_canvas(parts.formats);
    let rows = formats.rows();
    for (row, (at, format)) in menu.formats.iter().enumerate().skip(menu.cursor.top).take(rows).enumerate() {
        let on = at == menu.cursor.index;
        if on {
            select_row(row, theme.accent, look, &mut formats);
        }
        formats.write(row, 2, &format.label().into(), if on { theme.strong } else { theme.text });
    }
    if menu.cursor.top > 0 {
        formats.write_right(0, &look.glyphs.more_above.into(), theme.quiet);
    }
    if menu.cursor.top + rows < menu.formats.len() {
        formats.write_right(rows.saturating_sub(1), &look.glyphs.more_below.into(), theme.quiet);
    }
    let cursor = formats.position(menu.cursor.index - menu.cursor.top, 0);
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
