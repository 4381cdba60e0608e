//! Terminal frames as an SVG picture: a still one, or an animation.

#![expect(clippy::cast_precision_loss, reason = "columns of a screen are small numbers")]

use std::fmt::Write as _;

use kzq_text::width::width;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

/// The width and height of a cell, in pixels of the picture.
const CELL: (f64, f64) = (8.4, 17.0);
/// The position of the first cell, below the title bar of the window.
const ORIGIN: (f64, f64) = (12.0, 34.0);
const GROUND: &str = "#16181d";
const INK: &str = "#d5d8d6";
const FONTS: &str = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace";

/// A screen and how long it is shown.
pub struct Frame {
    pub cells: Buffer,
    pub cursor: Option<Position>,
    pub milliseconds: u32,
}

/// Draws a window with one frame.
pub fn still(cells: Buffer) -> String {
    animated(&[Frame { cells, cursor: None, milliseconds: 0 }], 0)
}

/// Draws a window in which frames are shown one after the other, endlessly. Users who prefer reduced motion see only
/// the frame `still`.
pub fn animated(frames: &[Frame], still: usize) -> String {
    let size = frames[still].cells.area;
    let wide = f64::from(size.width) * CELL.0 + 2.0 * ORIGIN.0;
    let high = f64::from(size.height) * CELL.1 + ORIGIN.1 + ORIGIN.0;
    let mut parts = Parts::default();
    let shown: Vec<String> = frames.iter().map(|frame| parts.show(frame)).collect();
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide:.0} {high:.0}\" font-family=\"{FONTS}\" \
         font-size=\"14\">\n<style>\n"
    );
    for (number, look) in parts.looks.iter().enumerate() {
        let _ = writeln!(out, ".c{number}{{{look}}}");
    }
    if frames.len() > 1 {
        out += &animation(frames);
    }
    out += "</style>\n<defs>\n";
    for (number, row) in parts.rows.iter().enumerate() {
        let _ = writeln!(out, "<g id=\"r{number}\">{row}</g>");
    }
    let _ = writeln!(
        out,
        "</defs>\n<rect x=\".5\" y=\".5\" width=\"{:.0}\" height=\"{:.0}\" rx=\"9\" fill=\"{GROUND}\" \
         stroke=\"#3a3f4a\"/>",
        wide - 1.0,
        high - 1.0
    );
    for (x, fill) in [(20, "#ff5f57"), (40, "#febc2e"), (60, "#28c840")] {
        let _ = writeln!(out, "<circle cx=\"{x}\" cy=\"17\" r=\"6\" fill=\"{fill}\"/>");
    }
    for (number, frame) in shown.iter().enumerate() {
        let class = match (frames.len(), number == still) {
            (1, _) => "",
            (_, true) => " class=\"f s\"",
            (_, false) => " class=\"f\"",
        };
        let _ = writeln!(out, "<g id=\"f{number}\"{class}>{frame}</g>");
    }
    out + "</svg>\n"
}

/// The styles that show one frame after another, without fading.
fn animation(frames: &[Frame]) -> String {
    let whole: u32 = frames.iter().map(|frame| frame.milliseconds).sum();
    let percent = |milliseconds: u32| number(f64::from(milliseconds) * 100.0 / f64::from(whole), 2);
    let mut out = format!(
        ".f{{visibility:hidden;animation:{whole}ms step-end infinite}}\n.s{{visibility:visible}}\n\
         @media (prefers-reduced-motion:reduce){{.f{{animation:none!important}}}}\n"
    );
    let mut begin = 0;
    for (index, frame) in frames.iter().enumerate() {
        let end = begin + frame.milliseconds;
        let hidden = if begin > 0 { "0%{visibility:hidden}" } else { "" };
        let _ = write!(
            out,
            "#f{index}{{animation-name:k{index}}}@keyframes k{index}{{{hidden}{}%{{visibility:visible}}",
            percent(begin)
        );
        if end < whole {
            let _ = write!(out, "{}%{{visibility:hidden}}", percent(end));
        }
        out += "}\n";
        begin = end;
    }
    out
}

/// Shared parts of the frames: each row and each style is defined once.
#[derive(Default)]
struct Parts {
    rows: Vec<String>,
    looks: Vec<String>,
}

impl Parts {
    /// Draws a frame as references to its rows.
    fn show(&mut self, frame: &Frame) -> String {
        let mut out = String::new();
        for y in 0..frame.cells.area.height {
            let row = self.row(&frame.cells, y);
            if !row.is_empty() {
                let row = intern(&mut self.rows, row);
                let _ =
                    write!(out, "<use href=\"#r{row}\" x=\"{}\" y=\"{}\"/>", number(ORIGIN.0, 1), number(top(y), 1));
            }
        }
        if let Some(cursor) = frame.cursor {
            let x = ORIGIN.0 + f64::from(cursor.x) * CELL.0;
            let _ = write!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"2\" height=\"{}\" fill=\"{INK}\"/>",
                number(x, 1),
                number(top(cursor.y), 1),
                CELL.1
            );
        }
        out
    }

    fn row(&mut self, cells: &Buffer, y: u16) -> String {
        let mut out = String::new();
        for run in runs(cells, y) {
            self.draw(&mut out, &run);
        }
        out
    }

    fn draw(&mut self, out: &mut String, run: &Run<'_>) {
        let x = |column: usize| number(column as f64 * CELL.0, 1);
        if let Some(ground) = colour(run.cell.bg) {
            let look = intern(&mut self.looks, format!("fill:{ground}"));
            let _ = write!(
                out,
                "<rect class=\"c{look}\" x=\"{}\" width=\"{}\" height=\"{}\"/>",
                x(run.column),
                x(run.columns),
                CELL.1
            );
        }
        let mut look = format!("fill:{}", colour(run.cell.fg).as_deref().unwrap_or(INK));
        for (modifier, style) in [
            (Modifier::BOLD, ";font-weight:bold"),
            (Modifier::ITALIC, ";font-style:italic"),
            (Modifier::UNDERLINED, ";text-decoration:underline"),
        ] {
            if run.cell.modifier.contains(modifier) {
                look += style;
            }
        }
        for (column, words) in words(&run.text) {
            let look = intern(&mut self.looks, look.clone());
            // The length aligns the words with their cells in any font.
            let _ = write!(
                out,
                "<text class=\"c{look}\" x=\"{}\" y=\"13\" textLength=\"{}\">{}</text>",
                x(run.column + column),
                x(width(words)),
                words.replace('&', "&amp;").replace('<', "&lt;")
            );
        }
    }
}

/// Returns the index of an item and adds it if it is new.
fn intern(items: &mut Vec<String>, item: String) -> usize {
    items.iter().position(|known| *known == item).unwrap_or_else(|| {
        items.push(item);
        items.len() - 1
    })
}

/// The top edge of a row, in pixels.
fn top(y: u16) -> f64 {
    ORIGIN.1 + f64::from(y) * CELL.1
}

/// Formats a number without trailing zeros.
fn number(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Adjacent cells with the same style.
struct Run<'b> {
    column: usize,
    columns: usize,
    text: String,
    cell: &'b Cell,
}

fn runs(cells: &Buffer, y: u16) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    for x in 0..cells.area.width {
        let cell = &cells[(x, y)];
        match runs.last_mut() {
            Some(run) if run.cell.style() == cell.style() => {
                run.text += cell.symbol();
                run.columns += 1;
            }
            _ => runs.push(Run { column: x.into(), columns: 1, text: cell.symbol().to_owned(), cell }),
        }
    }
    runs
}

/// The parts of a text between two or more spaces, each with its first column.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut column = 0;
    for part in text.split("  ") {
        let words = part.trim();
        if !words.is_empty() {
            found.push((column + width(part) - width(part.trim_start()), words));
        }
        column += width(part) + 2;
    }
    found
}

fn colour(colour: Color) -> Option<String> {
    match colour {
        Color::Rgb(r, g, b) => Some(format!("#{r:02x}{g:02x}{b:02x}")),
        _ => None,
    }
}
