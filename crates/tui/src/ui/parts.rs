//! Parts that several panes and popups draw.

use std::ops::Range;

use ratatui::layout::Position;
use ratatui::style::{Modifier, Style};

use super::appearance::Appearance;
use super::canvas::{Canvas, StyledText};
use crate::app::{Find, Model, TextEdit};
use kzq_text::{Safe, safe, width};

/// A glyph of one column, repeated.
pub(super) fn repeated(glyph: &'static str, columns: usize) -> Safe<'static> {
    Safe::join(std::iter::repeat_n(glyph.into(), columns), "")
}

/// The title of a pane: the key that leads to it, unless entries are picked, and its name.
pub(super) fn pane_title(
    model: &Model,
    key: &'static str,
    name: &'static str,
    look: &Appearance,
) -> Vec<StyledText<'static>> {
    if model.is_picking() {
        vec![(name.into(), look.theme.quiet)]
    } else {
        vec![(key.into(), look.theme.key), (safe!(" ", name), look.theme.quiet)]
    }
}

/// Draws a rule over a whole row.
pub(super) fn rule(row: usize, look: &Appearance, canvas: &mut Canvas<'_>) {
    canvas.write(row, 0, &repeated(look.glyphs.rule, canvas.columns()), look.theme.border);
}

/// Highlights the row at the cursor, once it is drawn, with a bar at its left. Only the focused pane has a reversed row.
pub(super) fn select_row(row: usize, focused: bool, look: &Appearance, canvas: &mut Canvas<'_>) {
    let theme = &look.theme;
    let mut style = theme.cursor_row;
    if !focused {
        style.add_modifier.remove(Modifier::REVERSED);
    }
    canvas.select_row(row, style);
    let bar = if focused { theme.accent } else { theme.quiet };
    // The bar is the left half of its cell. Where the cell is reversed, that is drawn in the background colour.
    let is_reversed = style.add_modifier.contains(Modifier::REVERSED);
    let bar = if is_reversed { Style { fg: None, bg: bar.fg, ..bar } } else { bar };
    canvas.write(row, 0, &look.glyphs.cursor_bar.into(), bar);
}

/// Draws a suggestion for what is typed, with its text in `room` columns from a column on; returns the column after it.
pub(super) fn suggestion(
    row: usize,
    (column, room): (usize, usize),
    text: &Safe<'_>,
    is_selected: bool,
    look: &Appearance,
    canvas: &mut Canvas<'_>,
) -> usize {
    let style = if is_selected { look.theme.strong } else { look.theme.quiet };
    let end = canvas.write(row, column, &width::truncate(text, room, look.glyphs.ellipsis), style);
    if is_selected {
        select_row(row, true, look, canvas);
    }
    end
}

/// How many rows are hidden above the first visible one, if any.
pub(super) fn hidden_above(rows: usize, look: &Appearance) -> Option<Safe<'static>> {
    (rows > 0).then(|| safe!(look.glyphs.more_above, " ", rows))
}

/// How many rows are hidden below the last visible one, if any, followed by `unit`.
pub(super) fn hidden_below(rows: usize, unit: &'static str, look: &Appearance) -> Option<Safe<'static>> {
    (rows > 0).then(|| safe!(look.glyphs.more_below, " ", rows, unit))
}

/// A text in which matches have another style.
pub(super) fn highlight_found(find: &Find, text: &Safe<'_>, style: Style, matched: Style) -> Vec<StyledText<'static>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let piece = |range| text.slice(range).into_owned();
    for Range { start, end } in find.ranges_in(text.as_str()) {
        pieces.push((piece(at..start), style));
        pieces.push((piece(start..end), style.patch(matched)));
        at = end;
    }
    pieces.push((piece(at..text.as_str().len()), style));
    pieces
}

/// The range of a mistake; if something is missing there, it includes an adjacent character.
fn visible_mistake(typed: &str, range: &Range<usize>) -> Range<usize> {
    let Some((before, after)) = typed.split_at_checked(range.start) else { return 0..0 };
    match (range.is_empty(), after.chars().next(), before.chars().next_back()) {
        (true, Some(next), _) => range.start..range.start + next.len_utf8(),
        (true, None, Some(last)) => range.start - last.len_utf8()..range.start,
        _ => range.clone(),
    }
}

/// A line that the user types.
pub(super) struct Input<'e> {
    pub(super) edit: &'e TextEdit,
    /// Shown while nothing is typed.
    pub(super) placeholder: Safe<'static>,
    pub(super) style: Style,
}

impl Input<'_> {
    /// Draws the line in `room` columns from a row and column on, scrolled so that its cursor is visible; returns the
    /// column after the text, and the cursor position.
    pub(super) fn draw(
        &self,
        place: (usize, usize),
        room: usize,
        look: &Appearance,
        canvas: &mut Canvas<'_>,
    ) -> (usize, Option<Position>) {
        self.draw_with_mistake(place, room, None, look, canvas)
    }

    /// Like [`Self::draw`], with a mistake in the text, as a range of bytes, underlined.
    pub(super) fn draw_with_mistake(
        &self,
        (row, column): (usize, usize),
        room: usize,
        mistake: Option<&Range<usize>>,
        look: &Appearance,
        canvas: &mut Canvas<'_>,
    ) -> (usize, Option<Position>) {
        let room = room.max(1);
        let typed = self.edit.text();
        let (before, total) = (width::width(self.edit.before_cursor().as_str()), width::width(typed.as_str()));
        let ellipsis = look.glyphs.ellipsis;
        // A cut end is marked, if there is room for two ellipses, and not at the cursor.
        let mark_columns = Some(width::width(ellipsis)).filter(|columns| 2 * columns + 2 < room).unwrap_or_default();
        let is_cut_after = before < total && total > room;
        let skipped = before.saturating_sub(room - 1 - if is_cut_after { mark_columns } else { 0 });
        let style = if self.edit.is_selected() { self.style.patch(look.theme.phrase) } else { self.style };
        let end = if self.edit.is_empty() {
            canvas.write(row, column, &width::truncate(&self.placeholder, room, look.glyphs.ellipsis), look.theme.quiet)
        } else {
            let start = width::fitting_len(typed.as_str(), skipped);
            let end = start + width::fitting_len(&typed.as_str()[start..], room);
            let wrong = style.patch(look.theme.warning).add_modifier(Modifier::UNDERLINED);
            let mistake = mistake.map_or(end..end, |range| visible_mistake(typed.as_str(), range));
            let (from, to) = (mistake.start.clamp(start, end), mistake.end.clamp(start, end));
            let pieces = [(start..from, style), (from..to, wrong), (to..end, style)];
            let written = canvas.write_all(row, column, pieces.map(|(range, style)| (typed.slice(range), style)));
            if mark_columns > 0 && start > 0 {
                canvas.write(row, column, &ellipsis.into(), look.theme.quiet);
            }
            if mark_columns > 0 && end < typed.as_str().len() {
                canvas.write(row, column + room - mark_columns, &ellipsis.into(), look.theme.quiet);
            }
            written
        };
        (end, canvas.position(row, column + before - skipped))
    }
}
