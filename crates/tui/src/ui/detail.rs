//! The detail pane: the quotation with its metadata, and a preview of what copying will paste.

use ratatui::layout::{Position, Rect};

use super::appearance::Look;
use super::canvas::{Canvas, Styled};
use super::list::shelf_signs;
use super::number::grouped;
use super::pane::{Titles, pane};
use super::span::styled;
use crate::app::panes::{inside, pad};
use crate::app::{Focus, Model, Toast};
use crate::keys::action::Action;
use crate::keys::scope::Scope;
use crate::layout::preview::LeftOut;
use crate::layout::span::Pick;
use kzq_corpus::Wording;
use kzq_text::Safe;
use kzq_text::safe;

/// Draws the detail pane; returns the cursor position.
pub(super) fn detail(model: &Model, look: &Look, canvas: &mut Canvas<'_>, area: Rect) -> Option<Position> {
    let focused = model.focus() == Focus::Detail;
    let rows = model.page_rows();
    let top = model.scroll().top;
    let title = title(model, look);
    let corner = (top > 0).then(|| (safe!(look.glyphs.above, " ", top), look.theme.quiet));
    // If there is a preview, the rule above it shows how much lies below; otherwise the border does.
    let previewed = usize::from(pad(inside(area)).height) > rows;
    let below = below(model, look, top + rows, if previewed { " more" } else { "" });
    let bottom = below.clone().filter(|_| !previewed).map(|text| (text, look.theme.quiet));
    let inner = pane(canvas, area, focused, Titles { title, corner, bottom }, look).area();
    let mut text = canvas.part(pad(inner));
    let cursor = lines(model, look, &mut text, rows);
    preview(model, look, &mut text, rows, below);
    cursor
}

/// Shown while a long text is not completely laid out.
pub(super) const STILL: &str = "still being laid out";

/// Says how many lines of the page lie below the line `end`, if any; `more` is appended to the number.
fn below(model: &Model, look: &Look, end: usize, more: &'static str) -> Option<Safe<'static>> {
    let page = model.page();
    let below = page.count().saturating_sub(end);
    if page.has_all_lines() {
        (below > 0).then(|| safe!(look.glyphs.below, " ", below, more))
    } else {
        Some(safe!(look.glyphs.below, " ", STILL))
    }
}

/// Draws only the text, if there is no room for anything else.
pub(super) fn bare(model: &Model, look: &Look, canvas: &mut Canvas<'_>) -> Option<Position> {
    let rows = canvas.rows();
    let cursor = lines(model, look, canvas, rows);
    if model.page().entry.is_none() {
        canvas.put(0, 0, &"Nothing found".into(), look.theme.quiet);
    }
    if let Some(toast) = model.toast() {
        bare_toast(toast, look, canvas);
    }
    cursor
}

/// Draws a message over the last line, as there is no footer.
pub(super) fn bare_toast(toast: &Toast, look: &Look, canvas: &mut Canvas<'_>) {
    let last = canvas.rows().saturating_sub(1);
    canvas.part(Rect { y: canvas.area().bottom().saturating_sub(1), height: 1, ..canvas.area() }).clear();
    canvas.put(last, 0, &toast.text, look.theme.strong);
}

fn title<'m>(model: &Model, look: &Look) -> Vec<Styled<'m>> {
    let mut pieces: Vec<Styled<'m>> = vec![("3".into(), look.theme.key)];
    let Some(entry) = model.entry() else {
        pieces.push((" Quotation".into(), look.theme.quiet));
        return pieces;
    };
    let wording = model.corpus().entry(entry).wording();
    pieces.push((safe!(" ", look.glyphs.wording(wording), " "), look.theme.accent));
    pieces.push((wording.title().into(), look.theme.text));
    if wording != Wording::Verbatim {
        pieces.push((safe!(" ", look.glyphs.dot, " not the speaker's words"), look.theme.quiet));
    }
    if model.marked().contains(entry) {
        pieces.push((safe!(" ", look.glyphs.marked, " marked"), look.theme.accent));
    }
    if model.picking().is_some() {
        pieces.push((safe!(" ", look.glyphs.dot, " choosing words"), look.theme.accent));
    }
    let signs = shelf_signs(model, entry, look);
    if !signs.is_empty() {
        pieces.push((
            safe!(" ", look.glyphs.dot, " ", Safe::line(signs.as_str().trim_end().to_owned())),
            look.theme.accent,
        ));
    }
    if model.is_on_excursion() {
        pieces.push((safe!(" ", look.glyphs.dot, " not in the list"), look.theme.warning));
    }
    pieces
}

/// Draws the visible lines; returns the cursor position: the current word while a phrase is selected, else the top.
fn lines(model: &Model, look: &Look, canvas: &mut Canvas<'_>, rows: usize) -> Option<Position> {
    let top = model.scroll().top;
    let mut cursor = canvas.position(0, 0);
    for (row, line) in model.page().lines_with(model.corpus(), top..top + rows, model.picking()).enumerate() {
        let current = model.match_line() == Some(top + row);
        let mut column = 0;
        for piece in &line {
            if matches!(piece.pick, Pick::Cursor { .. }) {
                cursor = canvas.position(row, column);
            }
            column = canvas.put_all(row, column, [styled(piece, current, look)]);
        }
    }
    cursor
}

/// Draws what copying will paste: all of it, or its start and its attribution with the number of omitted lines between.
fn preview(model: &Model, look: &Look, canvas: &mut Canvas<'_>, page_rows: usize, below: Option<Safe<'static>>) {
    let Some(room) = canvas.rows().checked_sub(page_rows + 1).filter(|&room| room > 0) else { return };
    rule(model, look, canvas, page_rows, below);
    let Some(preview) = model.preview() else { return };
    let (head, left_out, tail) = preview.within(room);
    let quiet = look.theme.quiet;
    let left_out = match left_out {
        LeftOut::Nothing => None,
        LeftOut::Lines(1) => Some(safe!("1 more line")),
        LeftOut::Lines(count) => Some(safe!(count, " more lines")),
        LeftOut::Some => Some("more lines".into()),
    };
    let left_out = left_out.map(|text| (safe!(look.glyphs.rule, look.glyphs.rule, " ", text), look.theme.key));
    let lines = |lines: Vec<_>| lines.into_iter().map(move |line| (line, quiet));
    for (row, (text, style)) in (page_rows + 1..).zip(lines(head).chain(left_out).chain(lines(tail))) {
        canvas.put(row, 0, &text, style);
    }
}

/// Draws the rule above the preview, with the number of lines of the page below.
fn rule(model: &Model, look: &Look, canvas: &mut Canvas<'_>, row: usize, below: Option<Safe<'static>>) {
    let style = look.theme.border;
    let line = Safe::join(std::iter::repeat_n(look.glyphs.rule.into(), canvas.columns()), "");
    canvas.put(row, 0, &line, style);
    let end = canvas.put(row, 2, &" ".into(), style);
    let key = model.keymap().key_of(Scope::Detail, Action::Copy);
    let key = if key.is_empty() { "copying".into() } else { key };
    let end = canvas.put(row, end, &key, look.theme.key);
    let end = canvas.put(row, end, &" will paste ".into(), look.theme.quiet);
    if !model.marked().is_empty() {
        let marked = safe!(look.glyphs.marked, " ", grouped(model.marked().len()), " marked ");
        canvas.put(row, end, &marked, look.theme.accent);
    }
    if let Some(below) = below {
        let text = safe!(" ", below, " ");
        let column = canvas.columns().saturating_sub(kzq_text::width::width(text.as_str()) + 2);
        canvas.put(row, column, &text, look.theme.quiet);
    }
}
