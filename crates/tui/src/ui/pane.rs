//! The frame of a pane: its border and the titles on it.

use ratatui::layout::Rect;
use ratatui::widgets::{Block, Widget};

use super::appearance::Look;
use super::canvas::{Canvas, Styled};
use crate::app::panes::inside;
use kzq_text::width::width;

/// The titles on the border of a pane.
#[derive(Default)]
pub(super) struct Titles<'t> {
    pub(super) title: Vec<Styled<'t>>,
    pub(super) corner: Option<Styled<'t>>,
    pub(super) bottom: Option<Styled<'t>>,
}

/// Draws the frame of a pane; returns the canvas inside it.
pub(super) fn pane<'c>(
    canvas: &'c mut Canvas<'_>,
    area: Rect,
    focused: bool,
    titles: Titles<'_>,
    look: &Look,
) -> Canvas<'c> {
    let (set, style) =
        if focused { (look.glyphs.focus, look.theme.focus) } else { (look.glyphs.border, look.theme.border) };
    Block::bordered().border_set(set).border_style(style).render(area, canvas.buffer());
    let mut frame = canvas.part(area);
    let room = frame.columns().saturating_sub(4);
    let long = titles.title.iter().map(|(text, _)| width(text.as_str())).sum::<usize>();
    if !titles.title.is_empty() && room > 0 {
        let mut line = frame.part(Rect { x: area.x + 2, width: area.width.saturating_sub(4), ..area });
        line.part(Rect { height: 1, width: u16::try_from(long + 2).unwrap_or(u16::MAX), ..line.area() }).clear();
        let end = line.put(0, 0, &" ".into(), look.theme.text);
        let end = line.put_all(0, end, titles.title);
        line.put(0, end, &" ".into(), look.theme.text);
    }
    if let Some((text, style)) = titles.corner.filter(|(text, _)| long + width(text.as_str()) + 6 <= room) {
        on_border(&mut frame, 0, &text, style);
    }
    if let Some((text, style)) = titles.bottom.filter(|(text, _)| width(text.as_str()) + 2 <= room) {
        let last = frame.rows().saturating_sub(1);
        on_border(&mut frame, last, &text, style);
    }
    canvas.part(inside(area))
}

fn on_border(frame: &mut Canvas<'_>, row: usize, text: &kzq_text::Safe<'_>, style: ratatui::style::Style) {
    let column = frame.columns().saturating_sub(width(text.as_str()) + 4);
    frame.put(row, column, &kzq_text::safe!(" ", text, " "), style);
}
