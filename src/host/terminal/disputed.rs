//! [`DisputedRows`]: the rows of the screen with clusters whose width terminals dispute.
//!
//! tmux and some terminals count more or fewer columns than kzq for a letter with combining marks, or for joined emoji.
//! What is written after it is then shifted, or covers half of it, and what was there before shows in the gap. When such
//! a row changes, it is erased and rewritten from the first of these clusters on, and the cursor is moved after each.

use std::io::{self, Write};
use std::mem;

use crossterm::cursor::{MoveTo, RestorePosition, SavePosition};
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell, CellWidth};

/// The rows with disputed clusters as they were written last.
#[derive(Debug, Default)]
pub(super) struct DisputedRows {
    /// By the number of the row; empty for a row without disputed clusters.
    rows: Vec<Vec<Cell>>,
}

impl DisputedRows {
    /// Forgets what was written: the screen is going to be drawn in full.
    pub(super) fn clear(&mut self) {
        self.rows.clear();
    }

    /// Whether anything may have to be written for a frame.
    pub(super) fn concern(&self, frame: &Buffer) -> bool {
        self.rows.iter().any(|row| !row.is_empty()) || frame.content.iter().any(is_disputed)
    }

    /// Rewrites the rows that have changed, after the rest of a frame was written.
    pub(super) fn write<W: Write>(&mut self, frame: &Buffer, backend: &mut CrosstermBackend<W>) -> io::Result<()> {
        let columns = usize::from(frame.area.width).max(1);
        self.rows.resize_with(usize::from(frame.area.height), Vec::new);
        for ((y, row), written) in (0..).zip(frame.content.chunks(columns)).zip(&mut self.rows) {
            let first = row.iter().position(is_disputed);
            if (first.is_none() && written.is_empty()) || row == written.as_slice() {
                continue;
            }
            let now = if first.is_some() { row.to_vec() } else { Vec::new() };
            let before = mem::replace(written, now).iter().position(is_disputed);
            if let Some(start) = first.into_iter().chain(before).min() {
                queue!(backend, SavePosition)?;
                write_row(y, row, start, backend)?;
                queue!(backend, RestorePosition)?;
            }
        }
        Ok(())
    }
}

/// Erases a row from a column on, and writes it.
fn write_row<W: Write>(y: u16, row: &[Cell], start: usize, backend: &mut CrosstermBackend<W>) -> io::Result<()> {
    let column = |x: usize| u16::try_from(x).unwrap_or(u16::MAX);
    queue!(backend, MoveTo(column(start), y), Clear(ClearType::UntilNewLine))?;
    let (mut x, mut pieces) = (start, Vec::new());
    while let Some(cell) = row.get(x) {
        pieces.push((column(x), y, cell));
        // Each call moves the cursor first.
        if is_disputed(cell) {
            backend.draw(pieces.drain(..))?;
        }
        x += usize::from(cell.cell_width()).max(1);
    }
    backend.draw(pieces.into_iter())
}

/// Whether terminals may dispute the width of a cell: it has several characters.
fn is_disputed(cell: &Cell) -> bool {
    let symbol = cell.symbol();
    symbol.len() > 1 && symbol.chars().nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;

    /// Returns the output for one row after another on the same line of the screen.
    fn written(rows: &[&str]) -> Vec<String> {
        let mut disputed = DisputedRows::default();
        let write = |row: &&str| {
            let mut frame = Buffer::empty(Rect::new(0, 0, 6, 1));
            frame.set_string(0, 0, row, ratatui::style::Style::default());
            let mut bytes = Vec::new();
            disputed.write(&frame, &mut CrosstermBackend::new(&mut bytes)).unwrap();
            // Styles are reset after each piece.
            let resets = ["\x1b[39m", "\x1b[49m", "\x1b[59m", "\x1b[0m"];
            resets.iter().fold(String::from_utf8(bytes).unwrap(), |text, reset| text.replace(reset, ""))
        };
        rows.iter().map(write).collect()
    }

    #[test]
    fn rows_with_disputed_clusters_are_erased_and_rewritten() {
        const BEGIN: &str = "\x1b7";
        const END: &str = "\x1b8";
        let none = String::new();
        assert_eq!(written(&["plain", "words"]), [none.clone(), none.clone()]);
        let from_second = |rest: &str| format!("{BEGIN}\x1b[1;2H\x1b[K\x1b[1;2H{rest}{END}");
        let marked = from_second("e\u{301}\x1b[1;3Hcd  ");
        assert_eq!(
            written(&["ae\u{301}cd", "ae\u{301}cd", "abcd", "words"]),
            // Remains of the previous content are erased, too.
            [marked, none.clone(), from_second("bcd  "), none]
        );
    }
}
