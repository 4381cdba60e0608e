//! The detail pane: the quotation with its metadata, and a preview of what copying will paste.

use ratatui::layout::{Position, Rect};

use super::appearance::Appearance;
use super::canvas::{Canvas, StyledText};
use super::list::shelf_glyphs;
use super::number::with_thousands_separators;
use super::pane::{PaneTitles, pane};
use super::parts::{hidden_above, hidden_below, rule};
use super::span::styled;
use crate::app::panes::{inner_area, pad_horizontal};
use crate::app::{Focus, Model, PhraseSelect, Toast};
use crate::keys::action::Action;
use crate::keys::scope::Scope;
use crate::layout::page::LABEL_COLUMNS;
use crate::layout::preview::{HiddenLines, Preview};
use crate::layout::span::SelectState;
use kzq_corpus::Wording;
use kzq_text::Safe;
use kzq_text::safe;

/// Draws the detail pane; returns the cursor position.
pub(super) fn detail(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>, area: Rect) -> Option<Position> {
    let focused = model.focus() == Focus::Detail;
    let rows = model.page_height();
    let top = model.scroll().top;
    let title = title(model, look);
    let corner = hidden_above(top, look).map(|text| (text, look.theme.quiet));
    // If there is a preview, the rule above it shows how much lies below; otherwise the border does.
    let previewed = usize::from(pad_horizontal(inner_area(area)).height) > rows;
    let below = lines_below(model, look, top + rows, if previewed { " more" } else { "" });
    let bottom = below.clone().filter(|_| !previewed).map(|text| (text, look.theme.quiet));
    let inner =
        pane(canvas, area, focused, PaneTitles { top_left: title, top_right: corner, bottom_right: bottom }, look)
            .area();
    let mut text = canvas.sub_canvas(pad_horizontal(inner));
    let cursor = text_lines(model, look, &mut text, rows);
    preview(model, look, &mut text, rows, below);
    cursor
}

/// Shown while a long text is not completely laid out.
pub(super) const LAYOUT_PENDING: &str = "still being laid out";

/// Says how many lines of the page lie below the line `end`, if any; `more` is appended to the number.
fn lines_below(model: &Model, look: &Appearance, end: usize, more: &'static str) -> Option<Safe<'static>> {
    let page = model.page();
    let below = page.line_count().saturating_sub(end);
    if page.has_all_lines() {
        hidden_below(below, more, look)
    } else {
        Some(safe!(look.glyphs.more_below, " ", LAYOUT_PENDING))
    }
}

/// Draws only the text, if there is no room for anything else.
pub(super) fn text_only(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>) -> Option<Position> {
    let rows = canvas.rows();
    let cursor = text_lines(model, look, canvas, rows);
    if model.page().entry.is_none() {
        canvas.write(0, 0, &"Nothing found".into(), look.theme.quiet);
    }
    if let Some(toast) = model.toast() {
        toast_over_last_row(toast, look, canvas);
    }
    cursor
}

/// Draws a message over the last line, as there is no footer.
pub(super) fn toast_over_last_row(toast: &Toast, look: &Appearance, canvas: &mut Canvas<'_>) {
    let last = canvas.rows().saturating_sub(1);
    canvas.sub_canvas(Rect { y: canvas.area().bottom().saturating_sub(1), height: 1, ..canvas.area() }).clear();
    canvas.write(last, 0, &toast.text, look.theme.strong);
}

fn title<'m>(model: &Model, look: &Appearance) -> Vec<StyledText<'m>> {
    let key = if model.is_picking() { Safe::default() } else { "3".into() };
    let mut pieces: Vec<StyledText<'m>> = vec![(key, look.theme.key)];
    let Some(entry) = model.entry() else {
        pieces.push((" Quotation".into(), look.theme.quiet));
        return pieces;
    };
    let wording = model.corpus().entry(entry).wording();
    pieces.push((safe!(" ", look.glyphs.wording(wording), " "), look.theme.accent));
    pieces.push((wording.title().into(), look.theme.text));
    if wording != Wording::Verbatim {
        pieces.push((safe!(" ", look.glyphs.separator, " not the speaker's words"), look.theme.quiet));
    }
    if model.marked().contains(entry) {
        pieces.push((safe!(" ", look.glyphs.marked, " marked"), look.theme.accent));
    }
    if model.phrase_select().is_some() {
        pieces.push((safe!(" ", look.glyphs.separator, " selecting words"), look.theme.accent));
    }
    let signs = shelf_glyphs(model, entry, look);
    if !signs.is_empty() {
        pieces.push((
            safe!(" ", look.glyphs.separator, " ", Safe::line(signs.as_str().trim_end().to_owned())),
            look.theme.accent,
        ));
    }
    if model.is_off_list() {
        pieces.push((safe!(" ", look.glyphs.separator, " not in the list"), look.theme.warning));
    }
    pieces
}

/// Draws the visible lines; returns the cursor position: the current word while a phrase is selected, else the top.
fn text_lines(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>, rows: usize) -> Option<Position> {
    let top = model.scroll().top;
    let mut cursor = canvas.position(0, 0);
    let phrase = model.phrase_select();
    let selected = phrase.map(PhraseSelect::selected_ranges).unwrap_or_default();
    let word = phrase.map(PhraseSelect::cursor);
    let lines = model.page().render_lines_with(model.corpus(), top..top + rows, &selected, word.as_ref());
    let link = model.selected_link().map(|link| link.line);
    for (row, line) in lines.enumerate() {
        let current = model.match_line() == Some(top + row);
        let mut column = 0;
        for piece in &line {
            if matches!(piece.select_state, SelectState::Cursor { .. }) {
                cursor = canvas.position(row, column);
            }
            column = canvas.write_all(row, column, [styled(piece, current, look)]);
        }
        if link == Some(top + row) {
            // The last column of a label is blank.
            canvas.write(row, LABEL_COLUMNS - 1, &look.glyphs.cursor_bar.into(), look.theme.accent);
            canvas.select_row(row, look.theme.cursor_row);
            cursor = canvas.position(row, LABEL_COLUMNS - 1);
        }
    }
    cursor
}

/// Draws what copying will paste: all of it, or its start and its attribution with the number of omitted lines between.
fn preview(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>, page_rows: usize, below: Option<Safe<'static>>) {
    let Some(room) = canvas.rows().checked_sub(page_rows + 1) else { return };
    let is_folded = model.is_preview_folded();
    if room == 0 && !is_folded {
        return;
    }
    preview_rule(model, look, canvas, page_rows, below);
    let Some(preview) = model.preview() else { return };
    if is_folded {
        for (row, text) in (page_rows + 1..canvas.rows()).zip(preview.folded_lines()) {
            canvas.write(row, 0, &text, look.theme.quiet);
        }
        return;
    }
    let (head, left_out, tail) = preview.fit_to(room);
    let quiet = look.theme.quiet;
    let left_out = match left_out {
        HiddenLines::None => None,
        HiddenLines::Count(1) => Some(safe!("1 more line")),
        HiddenLines::Count(count) => Some(safe!(count, " more lines")),
        HiddenLines::Unknown => Some("more lines".into()),
    };
    let left_out = left_out.map(|text| (safe!(look.glyphs.rule, look.glyphs.rule, " ", text), look.theme.key));
    let lines = |lines: Vec<_>| lines.into_iter().map(move |line| (line, quiet));
    for (row, (text, style)) in (page_rows + 1..).zip(lines(head).chain(left_out).chain(lines(tail))) {
        canvas.write(row, 0, &text, style);
    }
}

/// Draws the rule above the preview, with the number of lines of the page below.
fn preview_rule(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>, row: usize, below: Option<Safe<'static>>) {
    let style = look.theme.border;
    rule(row, look, canvas);
    let end = canvas.write(row, 2, &" ".into(), style);
    let is_picking = model.is_picking();
    let (scope, action) = if is_picking { (Scope::Pick, Action::Pick) } else { (Scope::Detail, Action::Copy) };
    let key = model.keymap().first_key(scope, action);
    let key = if key.is_empty() { "copying".into() } else { key };
    let end = canvas.write(row, end, &key, look.theme.key);
    let verb = if is_picking { "print" } else { "paste" };
    let what = match (model.is_preview_folded(), model.preview().is_some_and(Preview::has_attribution)) {
        (false, _) => "",
        (true, false) => "this ",
        (true, true) => "this with ",
    };
    let end = canvas.write(row, end, &safe!(" will ", verb, " ", what), look.theme.quiet);
    if !model.marked().is_empty() {
        let marked = safe!(look.glyphs.marked, " ", with_thousands_separators(model.marked().len()), " marked ");
        canvas.write(row, end, &marked, look.theme.accent);
    }
    if let Some(below) = below {
        let text = safe!(" ", below, " ");
        let column = canvas.columns().saturating_sub(kzq_text::width::width(text.as_str()) + 2);
        canvas.write(row, column, &text, look.theme.quiet);
    }
}
