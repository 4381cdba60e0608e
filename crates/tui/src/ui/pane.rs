//! The frame of a pane: its border and the titles on it.

use ratatui::layout::Rect;
use ratatui::widgets::{Block, Widget};

use super::appearance::Appearance;
use super::canvas::{Canvas, StyledText, columns_of};
use crate::app::panes::inner_area;
use kzq_text::width::{fitting_len, width};

/// The titles on the border of a pane.
#[derive(Default)]
pub(super) struct PaneTitles<'t> {
    pub(super) top_left: Vec<StyledText<'t>>,
    pub(super) top_right: Option<StyledText<'t>>,
    pub(super) bottom_right: Option<StyledText<'t>>,
}

/// Draws the frame of a pane; returns the canvas inside it.
pub(super) fn pane<'c>(
    canvas: &'c mut Canvas<'_>,
    area: Rect,
    focused: bool,
    titles: PaneTitles<'_>,
    look: &Appearance,
) -> Canvas<'c> {
    let (set, style) =
        if focused { (look.glyphs.focus_border, look.theme.focus) } else { (look.glyphs.border, look.theme.border) };
    Block::bordered().border_set(set).border_style(style).render(area, canvas.buffer());
    let mut frame = canvas.sub_canvas(area);
    let room = frame.columns().saturating_sub(4);
    let long = columns_of(&titles.top_left);
    if !titles.top_left.is_empty() && room > 0 {
        let mut line = frame.sub_canvas(Rect { x: area.x + 2, width: area.width.saturating_sub(4), ..area });
        line.sub_canvas(Rect { height: 1, width: u16::try_from(long + 2).unwrap_or(u16::MAX), ..line.area() }).clear();
        let end = line.write(0, 0, &" ".into(), look.theme.text);
        let end = write_truncated(&mut line, end, titles.top_left, long + 2 > room, look);
        line.write(0, end, &" ".into(), look.theme.text);
    }
    if let Some((text, style)) = titles.top_right.filter(|(text, _)| long + width(text.as_str()) + 6 <= room) {
        write_on_border(&mut frame, 0, &text, style);
    }
    if let Some((text, style)) = titles.bottom_right.filter(|(text, _)| width(text.as_str()) + 2 <= room) {
        let last = frame.rows().saturating_sub(1);
        write_on_border(&mut frame, last, &text, style);
    }
    canvas.sub_canvas(inner_area(area))
}

/// Writes the pieces of a title, and an ellipsis where it is cut, if it `is_cut`; returns the column after it.
fn write_truncated(
    line: &mut Canvas<'_>,
    start: usize,
    pieces: Vec<StyledText<'_>>,
    is_cut: bool,
    look: &Appearance,
) -> usize {
    if !is_cut {
        return line.write_all(0, start, pieces);
    }
    let mut room = line.columns().saturating_sub(start + 1 + width(look.glyphs.ellipsis));
    let mut at = start;
    for (text, style) in pieces {
        let kept = text.slice(0..fitting_len(text.as_str(), room));
        at = line.write(0, at, &kept, style);
        room -= width(kept.as_str());
        if kept.as_str().len() < text.as_str().len() {
            return line.write(0, at, &look.glyphs.ellipsis.into(), style);
        }
    }
    at
}

fn write_on_border(frame: &mut Canvas<'_>, row: usize, text: &kzq_text::Safe<'_>, style: ratatui::style::Style) {
    let column = frame.columns().saturating_sub(width(text.as_str()) + 4);
    frame.write(row, column, &kzq_text::safe!(" ", text, " "), style);
}
