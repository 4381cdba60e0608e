//! [`Canvas`]: the only way to put text on the screen. It takes [`Safe`] text and never leaves its area.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::text::{Safe, width};

/// A part of the screen to draw on. Lines and columns count from its top left corner; what does not fit is cut.
pub struct Canvas<'b> {
    buffer: &'b mut Buffer,
    area: Rect,
    ground: Style,
}

/// One way of looking for a piece of text.
pub type Styled<'t> = (Safe<'t>, Style);

impl<'b> Canvas<'b> {
    /// A canvas on the part of `buffer` within `area`, which gets this ground.
    pub fn new(buffer: &'b mut Buffer, area: Rect, ground: Style) -> Self {
        let area = area.intersection(buffer.area);
        if ground != Style::default() {
            buffer.set_style(area, ground);
        }
        Self { buffer, area, ground }
    }

    /// The part of the screen.
    pub fn area(&self) -> Rect {
        self.area
    }

    /// Its columns.
    pub fn columns(&self) -> usize {
        usize::from(self.area.width)
    }

    /// Its rows.
    pub fn rows(&self) -> usize {
        usize::from(self.area.height)
    }

    /// Puts text at a row and column; gives the column behind it.
    pub fn put(&mut self, row: usize, column: usize, text: &Safe<'_>, style: Style) -> usize {
        let Some(at) = self.position(row, column) else { return column };
        let room = self.columns() - column;
        let (end, _) = self.buffer.set_stringn(at.x, at.y, text.as_str(), room, style);
        usize::from(end - self.area.x)
    }

    /// Puts pieces behind each other; gives the column behind them.
    pub fn put_all<'t>(&mut self, row: usize, column: usize, pieces: impl IntoIterator<Item = Styled<'t>>) -> usize {
        pieces.into_iter().fold(column, |column, (text, style)| self.put(row, column, &text, style))
    }

    /// Puts text at the right edge; gives the column at which it begins.
    pub fn put_right(&mut self, row: usize, text: &Safe<'_>, style: Style) -> usize {
        let column = self.columns().saturating_sub(width::width(text.as_str()));
        self.put(row, column, text, style);
        column
    }

    /// Lays a style over the whole of a row.
    pub fn tint(&mut self, row: usize, style: Style) {
        if let Some(at) = self.position(row, 0) {
            self.buffer.set_style(Rect { x: at.x, y: at.y, width: self.area.width, height: 1 }, style);
        }
    }

    /// Empties the whole area, down to the ground.
    pub fn clear(&mut self) {
        for position in self.area.positions() {
            self.buffer[position].reset();
            self.buffer[position].set_style(self.ground);
        }
    }

    /// The place on the screen of a row and column, if it is on the canvas.
    pub fn position(&self, row: usize, column: usize) -> Option<Position> {
        let (x, y) = (u16::try_from(column).ok()?, u16::try_from(row).ok()?);
        (x < self.area.width && y < self.area.height).then(|| Position::new(self.area.x + x, self.area.y + y))
    }

    /// A canvas on a part of this one, in the coordinates of the screen.
    pub fn part(&mut self, area: Rect) -> Canvas<'_> {
        let area = area.intersection(self.area);
        Canvas { buffer: self.buffer, area, ground: self.ground }
    }

    /// The cells, for widgets that draw borders.
    pub(super) fn buffer(&mut self) -> &mut Buffer {
        self.buffer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_drawn_outside() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 3));
        let mut canvas = Canvas::new(&mut buffer, Rect::new(2, 1, 5, 1), Style::new());
        assert_eq!(canvas.put(0, 3, &"abcdef".into(), Style::new()), 5);
        canvas.put(1, 0, &"x".into(), Style::new());
        canvas.put(0, 9, &"x".into(), Style::new());
        canvas.put_right(0, &"12".into(), Style::new());
        assert_eq!(buffer, Buffer::with_lines(["          ", "     12   ", "          "]));
    }

    #[test]
    fn an_area_beyond_the_screen_is_no_area() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 2));
        let mut canvas = Canvas::new(&mut buffer, Rect::new(3, 1, 50, 50), Style::new());
        assert_eq!((canvas.columns(), canvas.rows()), (1, 1));
        canvas.put(0, 0, &"汉".into(), Style::new());
        canvas.clear();
    }
}
