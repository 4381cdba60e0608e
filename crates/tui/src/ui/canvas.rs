//! [`Canvas`]: the only way to put text on the screen. It takes [`Safe`] text and never draws outside its area.

use std::num::NonZero;

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use kzq_text::graphemes::{Cluster, clusters};
use kzq_text::{Safe, width};

/// A part of the screen to draw on. Rows and columns count from its top left corner; what does not fit is clipped.
pub struct Canvas<'b> {
    buffer: &'b mut Buffer,
    area: Rect,
    background: Style,
}

/// A text with its style, like ratatui's `Span`.
pub type StyledText<'t> = (Safe<'t>, Style);

/// The width of texts in columns.
pub fn columns_of(pieces: &[StyledText<'_>]) -> usize {
    pieces.iter().map(|(text, _)| width::width(text.as_str())).sum()
}

impl<'b> Canvas<'b> {
    /// Creates a canvas on the part of `buffer` within `area`, and gives that part the background style.
    pub fn new(buffer: &'b mut Buffer, area: Rect, background: Style) -> Self {
        let area = area.intersection(buffer.area);
        if background != Style::default() {
            buffer.set_style(area, background);
        }
        Self { buffer, area, background }
    }

    /// The area in screen coordinates.
    pub fn area(&self) -> Rect {
        self.area
    }

    /// The width in columns.
    pub fn columns(&self) -> usize {
        usize::from(self.area.width)
    }

    /// The height in rows.
    pub fn rows(&self) -> usize {
        usize::from(self.area.height)
    }

    /// Writes text at a row and column; returns the column after it.
    pub fn write(&mut self, row: usize, column: usize, text: &Safe<'_>, style: Style) -> usize {
        let mut end = column;
        for cluster in clusters(text.visible().as_str()) {
            let Some(at) = self.position(row, end) else { break };
            if end + cluster.columns > self.columns() {
                break;
            }
            if cluster.columns > 0 && !cluster.text.contains(char::is_control) {
                if end == column {
                    self.blank_wide_before(at);
                }
                self.write_cluster(at, cluster, style);
                end += cluster.columns;
            }
        }
        end
    }

    fn write_cluster(&mut self, at: Position, cluster: Cluster<'_>, style: Style) {
        let cell = &mut self.buffer[at];
        cell.set_symbol(cluster.text).set_style(style).set_diff_option(CellDiffOption::None);
        let Ok(columns) = u16::try_from(cluster.columns) else { return };
        // For a few clusters, ratatui computes another width.
        if cell.cell_width() != columns
            && let Some(columns) = NonZero::new(columns)
        {
            cell.set_diff_option(CellDiffOption::ForcedWidth(columns));
        }
        for x in at.x + 1..at.x + columns {
            let hidden = &mut self.buffer[(x, at.y)];
            hidden.reset();
            hidden.set_style(self.background).set_style(style);
        }
    }

    /// Blanks the wide character that begins before a position and extends over it, also outside the area: the terminal
    /// would draw it over what is written at the position.
    fn blank_wide_before(&mut self, at: Position) {
        for x in (self.buffer.area.x..at.x).rev() {
            let cell = &mut self.buffer[(x, at.y)];
            // The cells after the first one of a wide character are blank.
            if cell.symbol() == " " {
                continue;
            }
            if cell.cell_width() > at.x - x {
                cell.set_symbol(" ").set_diff_option(CellDiffOption::None);
            }
            return;
        }
    }

    /// Writes pieces one after the other; returns the column after the last.
    pub fn write_all<'t>(
        &mut self,
        row: usize,
        column: usize,
        pieces: impl IntoIterator<Item = StyledText<'t>>,
    ) -> usize {
        pieces.into_iter().fold(column, |column, (text, style)| self.write(row, column, &text, style))
    }

    /// Writes text at the right edge; returns the column where it starts.
    pub fn write_right(&mut self, row: usize, text: &Safe<'_>, style: Style) -> usize {
        let column = self.columns().saturating_sub(width::width(text.as_str()));
        self.write(row, column, text, style);
        column
    }

    /// Gives a row that is drawn the style of the row of the cursor: its background where the row has none of its own,
    /// and its text colour where that is the ordinary one. A reversed row is reversed as a whole, whatever the colours
    /// of its parts; what was reversed in it is not.
    pub fn select_row(&mut self, row: usize, style: Style) {
        let (text, ground) = (self.background.fg.unwrap_or_default(), self.background.bg.unwrap_or_default());
        let is_reversed = style.add_modifier.contains(Modifier::REVERSED);
        let rest = style.remove_modifier(Modifier::REVERSED);
        for column in 0..self.columns() {
            let Some(at) = self.position(row, column) else { return };
            let cell = &mut self.buffer[at];
            if cell.bg != ground {
                continue;
            }
            cell.fg = if is_reversed || cell.fg == text { style.fg.unwrap_or(text) } else { cell.fg };
            cell.bg = style.bg.unwrap_or(ground);
            if is_reversed {
                cell.modifier.remove(Modifier::DIM);
                cell.modifier.toggle(Modifier::REVERSED);
            }
            cell.modifier.insert(rest.add_modifier);
        }
    }

    /// Clears the whole area to the background.
    pub fn clear(&mut self) {
        for y in self.area.rows().map(|row| row.y) {
            self.blank_wide_before(Position::new(self.area.x, y));
        }
        for position in self.area.positions() {
            self.buffer[position].reset();
            self.buffer[position].set_style(self.background);
        }
    }

    /// The screen position of a row and column, or `None` outside the canvas.
    pub fn position(&self, row: usize, column: usize) -> Option<Position> {
        let (x, y) = (u16::try_from(column).ok()?, u16::try_from(row).ok()?);
        (x < self.area.width && y < self.area.height).then(|| Position::new(self.area.x + x, self.area.y + y))
    }

    /// A canvas on a part of this one; `area` is in screen coordinates.
    pub fn sub_canvas(&mut self, area: Rect) -> Canvas<'_> {
        let area = area.intersection(self.area);
        Canvas { buffer: self.buffer, area, background: self.background }
    }

    /// The buffer, for ratatui widgets such as borders.
    pub(super) fn buffer(&mut self) -> &mut Buffer {
        self.buffer
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Color;

    use super::*;

    #[test]
    fn text_is_clipped_to_the_area() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 3));
        let mut canvas = Canvas::new(&mut buffer, Rect::new(2, 1, 5, 1), Style::new());
        assert_eq!(canvas.write(0, 3, &"abcdef".into(), Style::new()), 5);
        canvas.write(1, 0, &"x".into(), Style::new());
        canvas.write(0, 9, &"x".into(), Style::new());
        canvas.write_right(0, &"12".into(), Style::new());
        assert_eq!(buffer, Buffer::with_lines(["          ", "     12   ", "          "]));
    }

    #[test]
    fn written_columns_match_measured_width() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 1));
        let area = buffer.area;
        for text in [
            "ｶﾞｷﾞ.",
            "⌚\u{fe0e}.",
            "👨‍👩‍👧‍👦🏴‍☠️.",
            "한글-कि-กำ.",
            "لا.",
            "\u{1100}\u{1100}\u{1100}\u{1100}\u{1100}\u{1100}\u{1100}\u{1100}\u{1100}.",
        ] {
            let end = Canvas::new(&mut buffer, area, Style::new()).write(0, 0, &text.into(), Style::new());
            assert_eq!(end, width::width(text), "{text}");
            assert_eq!(buffer[(u16::try_from(end).unwrap() - 1, 0)].symbol(), ".");
            // The diff against an empty screen, which is what gets written, contains all of the text.
            let written: String = Buffer::empty(area).diff(&buffer).iter().map(|(_, _, cell)| cell.symbol()).collect();
            assert_eq!(written.trim_end(), text);
            buffer.reset();
        }
    }

    #[test]
    fn long_clusters_do_not_hide_following_text() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 30, 1));
        let area = buffer.area;
        let text: &'static str = "\u{1100}\u{1100}\u{1100}\u{1100}\u{1100}\u{1100}\u{1100}\u{1100}\u{1100}\u{1100}end";
        assert_eq!(Canvas::new(&mut buffer, area, Style::new()).write(0, 0, &text.into(), Style::new()), 23);
        assert_eq!(buffer[(22, 0)].symbol(), "d");
    }

    #[test]
    fn selected_row_keeps_the_colours_of_its_parts() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        let area = buffer.area;
        let mut canvas = Canvas::new(&mut buffer, area, Style::new());
        canvas.write(0, 0, &"a".into(), Style::new());
        canvas.write(0, 1, &"b".into(), Style::new().fg(Color::Red));
        canvas.write(0, 2, &"c".into(), Style::new().fg(Color::Black).bg(Color::Yellow));
        canvas.select_row(0, Style::new().fg(Color::White).bg(Color::Blue));
        let colours: Vec<_> = buffer.content.iter().map(|cell| (cell.symbol(), cell.fg, cell.bg)).collect();
        assert_eq!(
            colours,
            [
                ("a", Color::White, Color::Blue),
                ("b", Color::Red, Color::Blue),
                ("c", Color::Black, Color::Yellow),
                (" ", Color::White, Color::Blue),
            ]
        );
    }

    #[test]
    fn reversed_row_has_two_colours_except_for_matches() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        let area = buffer.area;
        let mut canvas = Canvas::new(&mut buffer, area, Style::new());
        canvas.write(0, 0, &"a".into(), Style::new().fg(Color::DarkGray).add_modifier(Modifier::DIM));
        canvas.write(0, 1, &"b".into(), Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD));
        canvas.write(0, 2, &"c".into(), Style::new().fg(Color::Black).bg(Color::Yellow));
        canvas.select_row(0, Style::new().add_modifier(Modifier::REVERSED));
        let drawn: Vec<_> = buffer.content.iter().map(|cell| (cell.fg, cell.bg, cell.modifier)).collect();
        assert_eq!(
            drawn,
            [
                (Color::Reset, Color::Reset, Modifier::REVERSED),
                (Color::Reset, Color::Reset, Modifier::BOLD),
                (Color::Black, Color::Yellow, Modifier::empty()),
                (Color::Reset, Color::Reset, Modifier::REVERSED),
            ]
        );
    }

    #[test]
    fn a_wide_character_is_blanked_when_its_right_half_is_overwritten() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 2));
        let area = buffer.area;
        let mut canvas = Canvas::new(&mut buffer, area, Style::new());
        for row in 0..2 {
            canvas.write(row, 0, &"汉汉汉汉".into(), Style::new());
        }
        canvas.write(0, 3, &"|".into(), Style::new());
        canvas.sub_canvas(Rect::new(3, 1, 2, 1)).clear();
        assert_eq!(buffer, Buffer::with_lines(["汉 |汉汉", "汉    汉"]));
        // What the terminal gets has no wide character over the bar, either.
        let full = Buffer::with_lines(["汉汉汉汉", "汉汉汉汉"]);
        let written: String = full.diff(&buffer).iter().map(|(_, _, cell)| cell.symbol()).collect();
        assert!(written.contains('|'), "{written:?}");
    }

    #[test]
    fn a_wide_cluster_of_many_columns_is_blanked_as_well() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 24, 1));
        let area = buffer.area;
        let mut canvas = Canvas::new(&mut buffer, area, Style::new());
        let wide: &'static str = "\u{1100}\u{1100}\u{1100}";
        let end = canvas.write(0, 0, &wide.into(), Style::new());
        assert_eq!(end, 6, "one cluster of three wide characters");
        canvas.write(0, end - 1, &"|".into(), Style::new());
        assert_eq!(buffer[(0, 0)].symbol(), " ");
    }

    #[test]
    fn area_is_clipped_to_the_screen() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 2));
        let mut canvas = Canvas::new(&mut buffer, Rect::new(3, 1, 50, 50), Style::new());
        assert_eq!((canvas.columns(), canvas.rows()), (1, 1));
        canvas.write(0, 0, &"汉".into(), Style::new());
        canvas.clear();
    }
}
