//! What lies over the panes.

use ratatui::layout::Position;

use super::canvas::{Canvas, Styled};
use super::detail::STILL;
use super::look::Look;
use super::number::grouped;
use super::pane::{Titles, pane};
use crate::app::action::Scope;
use crate::app::panes::{inside, pad};
use crate::app::{HelpRow, Menu, MenuParts, Model, Popup, Scroll, help_rows, menu_parts, menu_rows, popup_area};
use crate::export::Format;
use crate::safe;
use crate::text::{Safe, width};

/// Draws a popup; gives the place of its cursor.
pub(super) fn popup(popup: &Popup, model: &Model, look: &Look, canvas: &mut Canvas<'_>) -> Option<Position> {
    let area = popup_area(popup, model.size());
    canvas.part(area).clear();
    let name = match (popup, model.marked().len()) {
        (Popup::Help { .. }, _) => "Keys".into(),
        (Popup::Menu(_), 0) => "Copy as".into(),
        (Popup::Menu(_), count) => safe!("Copy ", look.glyphs.marked, " ", grouped(count), " marked as"),
    };
    let title: Vec<Styled<'_>> = vec![(name, look.theme.strong)];
    let bottom = match popup {
        Popup::Help { scope, scroll } => {
            let rows = usize::from(pad(inside(area)).height);
            more(help_rows(*scope).len(), scroll.top + rows, look)
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
        Popup::Help { scope, scroll } => help(*scope, *scroll, look, &mut canvas.part(pad(inner))),
        Popup::Menu(chosen) => menu(chosen, menu_parts(model.size()), look, canvas),
    }
}

/// How many of `count` lines lie below the line `end`, if any do.
fn more(count: usize, end: usize, look: &Look) -> Option<Safe<'static>> {
    let below = count.saturating_sub(end);
    (below > 0).then(|| safe!(look.glyphs.below, " ", below, " more"))
}

fn help(scope: Scope, scroll: Scroll, look: &Look, canvas: &mut Canvas<'_>) -> Option<Position> {
    const KEYS: usize = 22;
    let rows = canvas.rows();
    for (line, row) in help_rows(scope).into_iter().skip(scroll.top).take(rows).enumerate() {
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
    for (row, (at, format)) in Format::ALL.into_iter().enumerate().skip(menu.cursor.top).take(rows).enumerate() {
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
    if menu.cursor.top + rows < Format::ALL.len() {
        formats.put_right(rows.saturating_sub(1), &look.glyphs.below.into(), theme.quiet);
    }
    let cursor = formats.position(menu.cursor.at - menu.cursor.top, 0);
    rule(&mut canvas.part(parts.rule), look);
    preview(menu, &mut canvas.part(parts.preview), look);
    cursor
}

/// The rule between formats and preview, down or across.
fn rule(canvas: &mut Canvas<'_>, look: &Look) {
    let glyph = if canvas.columns() == 1 { look.glyphs.border.vertical_left } else { look.glyphs.rule };
    let line = Safe::join(std::iter::repeat_n(glyph.into(), canvas.columns()), "");
    for row in 0..canvas.rows() {
        canvas.put(row, 0, &line, look.theme.border);
    }
}

/// What the format under the cursor pastes; and what it leaves out, and why.
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
