//! The quotation, well set, with everything that is known of it; and what copying will paste.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::canvas::{Canvas, Styled};
use super::look::Look;
use super::pane::{Titles, pane};
use crate::app::panes::pad;
use crate::app::{Focus, Model, Piece, Role};
use crate::corpus::Wording;
use crate::safe;
use crate::text::Safe;

/// Draws the quotation; gives the place of its cursor.
pub(super) fn detail(model: &Model, look: &Look, canvas: &mut Canvas<'_>, area: Rect) -> Option<Position> {
    let focused = model.focus() == Focus::Detail;
    let rows = model.page_rows();
    let (top, count) = (model.scroll().top, model.page().lines.len());
    let below = count.saturating_sub(top + rows);
    let title = title(model, look);
    let corner = (top > 0).then(|| (safe!(look.glyphs.above, " ", top), look.theme.quiet));
    let inner = pane(canvas, area, focused, Titles { title, corner, bottom: None }, look).area();
    let mut text = canvas.part(pad(inner));
    lines(model, look, &mut text, rows);
    let cursor = text.position(0, 0);
    preview(model, look, &mut text, rows, below);
    cursor
}

/// Draws the text and nothing else, where there is no room for more.
pub(super) fn bare(model: &Model, look: &Look, canvas: &mut Canvas<'_>) -> Option<Position> {
    let rows = canvas.rows();
    lines(model, look, canvas, rows);
    canvas.position(0, 0)
}

fn title<'m>(model: &Model, look: &Look) -> Vec<Styled<'m>> {
    let mut pieces: Vec<Styled<'m>> = vec![("3".into(), look.theme.key)];
    let Some(entry) = model.entry() else {
        pieces.push((" Quotation".into(), look.theme.quiet));
        return pieces;
    };
    let wording = model.corpus().entry(entry).wording;
    pieces.push((safe!(" ", look.glyphs.wording(wording), " "), look.theme.accent));
    pieces.push((wording.title().into(), look.theme.text));
    if wording != Wording::Verbatim {
        pieces.push((safe!(" ", look.glyphs.dot, " not the speaker's words"), look.theme.quiet));
    }
    if model.is_on_excursion() {
        pieces.push((safe!(" ", look.glyphs.dot, " not in the list"), look.theme.warning));
    }
    pieces
}

fn lines(model: &Model, look: &Look, canvas: &mut Canvas<'_>, rows: usize) {
    for (row, line) in model.page().lines.iter().skip(model.scroll().top).take(rows).enumerate() {
        canvas.put_all(row, 0, line.iter().map(|piece| styled(piece, look)));
    }
}

fn styled<'p>(piece: &'p Piece, look: &Look) -> Styled<'p> {
    let theme = &look.theme;
    let mut style = match piece.role {
        Role::Speaker => theme.strong,
        Role::Said => theme.said,
        Role::Told => theme.told,
        Role::Mark | Role::Glyph(_) => theme.accent,
        Role::Body | Role::Cut => theme.text,
        Role::Label | Role::Quiet | Role::Dot => theme.quiet,
        Role::Warning | Role::Differs => theme.warning,
        Role::Link => theme.accent,
    };
    if piece.slip {
        style = style.patch(theme.slip);
    }
    if piece.matched {
        style = style.patch(theme.matched);
    }
    (sign(piece, look), style)
}

/// The text of a piece, its signs in the glyphs of the screen.
fn sign<'p>(piece: &'p Piece, look: &Look) -> Safe<'p> {
    match (piece.role, piece.text.as_str()) {
        (Role::Glyph(wording), _) => look.glyphs.wording(wording).into(),
        (Role::Mark, "“") => look.glyphs.marks.0.into(),
        (Role::Mark, "”") => look.glyphs.marks.1.into(),
        (Role::Link, "↗") => look.glyphs.link.into(),
        (Role::Differs, _) => look.glyphs.differs.into(),
        (Role::Cut, _) => look.glyphs.ellipsis.into(),
        (Role::Dot, _) => look.glyphs.dot.into(),
        _ => piece.text.borrowed(),
    }
}

/// What copying will paste: all of it, or its beginning and its end with a line between them that says
/// how much is left out.
fn preview(model: &Model, look: &Look, canvas: &mut Canvas<'_>, page_rows: usize, below: usize) {
    let rows = canvas.rows().saturating_sub(page_rows);
    if rows < 2 {
        if below > 0 {
            more_below(look, canvas, below);
        }
        return;
    }
    rule(look, canvas, page_rows, below);
    let paste = &model.page().paste;
    let room = rows - 1;
    let quiet = look.theme.quiet;
    if paste.len() <= room {
        for (row, line) in (page_rows + 1..).zip(paste) {
            canvas.put(row, 0, line, quiet);
        }
        return;
    }
    let tail = (room - 1).min(2.max(room / 2));
    let head = room - 1 - tail;
    let left_out = paste.len() - head - tail;
    let mut row = page_rows + 1;
    for line in &paste[..head] {
        canvas.put(row, 0, line, quiet);
        row += 1;
    }
    let lines = if left_out == 1 { " line, as above" } else { " lines, as above" };
    let dots = safe!(look.glyphs.rule, look.glyphs.rule, " ", left_out, lines);
    canvas.put(row, 0, &dots, look.theme.border);
    for (row, line) in (row + 1..).zip(&paste[paste.len() - tail..]) {
        canvas.put(row, 0, line, quiet);
    }
}

/// The rule above the preview, with how much of the page lies below.
fn rule(look: &Look, canvas: &mut Canvas<'_>, row: usize, below: usize) {
    let style = look.theme.border;
    let line = Safe::join(std::iter::repeat_n(look.glyphs.rule.into(), canvas.columns()), "");
    canvas.put(row, 0, &line, style);
    let end = canvas.put(row, 2, &" ".into(), style);
    let end = canvas.put(row, end, &"y".into(), look.theme.key);
    canvas.put(row, end, &" will paste ".into(), look.theme.quiet);
    if below > 0 {
        let text = safe!(" ", look.glyphs.below, " ", below, " more ");
        let column = canvas.columns().saturating_sub(crate::text::width::width(text.as_str()) + 2);
        canvas.put(row, column, &text, look.theme.quiet);
    }
}

fn more_below(look: &Look, canvas: &mut Canvas<'_>, below: usize) {
    let style: Style = look.theme.quiet;
    let last = canvas.rows().saturating_sub(1);
    canvas.put_right(last, &safe!(" ", look.glyphs.below, " ", below), style);
}
