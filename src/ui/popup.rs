//! What lies over the panes.

use ratatui::layout::Position;

use super::canvas::{Canvas, Styled};
use super::detail::STILL;
use super::look::Look;
use super::pane::{Titles, pane};
use crate::app::action::Scope;
use crate::app::panes::{inside, pad};
use crate::app::{HelpRow, Menu, Model, Popup, Scroll, help_rows, menu_preview_rows, popup_area};
use crate::export::Format;
use crate::safe;
use crate::text::{Safe, width};

/// Draws a popup; gives the place of its cursor.
pub(super) fn popup(popup: &Popup, model: &Model, look: &Look, canvas: &mut Canvas<'_>) -> Option<Position> {
    let area = popup_area(popup, model.size());
    canvas.part(area).clear();
    let name: &'static str = match popup {
        Popup::Help { .. } => "Keys",
        Popup::Menu(_) => "Copy as",
    };
    let title: Vec<Styled<'_>> = vec![(name.into(), look.theme.strong)];
    let rows = usize::from(pad(inside(area)).height);
    let below = match popup {
        Popup::Help { scope, scroll } => help_rows(*scope).len().saturating_sub(scroll.top + rows),
        Popup::Menu(menu) => menu.preview.count().saturating_sub(menu.scroll.top + menu_preview_rows(rows)),
    };
    let bottom = match popup {
        Popup::Menu(menu) if !menu.preview.is_whole() => Some(safe!(look.glyphs.below, " ", STILL)),
        _ => (below > 0).then(|| safe!(look.glyphs.below, " ", below, " more")),
    };
    let bottom = bottom.map(|text| (text, look.theme.quiet));
    let inner = pane(canvas, area, true, Titles { title, corner: None, bottom }, look).area();
    let mut inside = canvas.part(pad(inner));
    match popup {
        Popup::Help { scope, scroll } => help(*scope, *scroll, look, &mut inside),
        Popup::Menu(chosen) => menu(chosen, look, &mut inside),
    }
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

fn menu(menu: &Menu, look: &Look, canvas: &mut Canvas<'_>) -> Option<Position> {
    let theme = &look.theme;
    for (row, format) in Format::ALL.into_iter().enumerate() {
        let on = row == menu.cursor.at;
        if on {
            canvas.tint(row, theme.selected);
            canvas.put(row, 0, &look.glyphs.bar.into(), theme.accent);
        }
        canvas.put(row, 2, &format.label().into(), if on { theme.strong } else { theme.text });
    }
    let rule_at = Format::ALL.len();
    let rule = Safe::join(std::iter::repeat_n(look.glyphs.rule.into(), canvas.columns()), "");
    canvas.put(rule_at, 0, &rule, theme.border);
    let room = menu_preview_rows(canvas.rows());
    for (row, line) in (rule_at + 1..).zip(menu.preview.lines_from(menu.scroll.top).take(room)) {
        canvas.put(row, 0, &line, theme.quiet);
    }
    canvas.position(menu.cursor.at, 0)
}
