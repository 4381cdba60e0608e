//! A frame as an SVG picture (SVG 1.1), drawn from its cells.

#![expect(clippy::cast_precision_loss, reason = "columns of a screen are small numbers")]

use std::fmt::Write as _;

use kzq_text::width::width;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

const CELL: (f64, f64) = (8.4, 18.0);
const GROUND: &str = "#16181d";
const INK: &str = "#d5d8d6";

/// Draws a frame.
pub fn svg(buffer: &Buffer) -> String {
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let (width, height) = (f64::from(columns) * CELL.0 + 24.0, f64::from(rows) * CELL.1 + 24.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"'JetBrains Mono', 'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{GROUND}\"/>\n"
    );
    for y in 0..rows {
        for run in runs(buffer, y) {
            draw(&mut out, &run, y);
        }
    }
    out + "</svg>\n"
}

/// Neighbouring cells of one look.
struct Run<'b> {
    column: u16,
    columns: u16,
    text: String,
    cell: &'b Cell,
}

fn runs(buffer: &Buffer, y: u16) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    for x in 0..buffer.area.width {
        let cell = &buffer[(x, y)];
        match runs.last_mut() {
            Some(run) if run.cell.style() == cell.style() => {
                run.text += cell.symbol();
                run.columns += 1;
            }
            _ => runs.push(Run { column: x, columns: 1, text: cell.symbol().to_owned(), cell }),
        }
    }
    runs
}

fn draw(out: &mut String, run: &Run<'_>, y: u16) {
    let (x, top) = (12.0 + f64::from(run.column) * CELL.0, 12.0 + f64::from(y) * CELL.1);
    let wide = f64::from(run.columns) * CELL.0;
    if let Some(ground) = colour(run.cell.bg) {
        let _ = writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{}\" fill=\"{ground}\"/>",
            CELL.1
        );
    }
    let mut attributes = format!("fill=\"{}\"", colour(run.cell.fg).as_deref().unwrap_or(INK));
    for (modifier, attribute) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
    ] {
        if run.cell.modifier.contains(modifier) {
            attributes += attribute;
        }
    }
    for (column, words) in words(&run.text) {
        let x = x + column as f64 * CELL.0;
        let wide = width(words) as f64 * CELL.0;
        let words = words.replace('&', "&amp;").replace('<', "&lt;");
        // The length holds the words to their cells whatever font there is.
        let _ = writeln!(
            out,
            "<text x=\"{x:.1}\" y=\"{:.1}\" textLength=\"{wide:.1}\" {attributes}>{words}</text>",
            top + 13.5
        );
    }
}

/// The stretches of a text with no more than one blank in a row, each with the column at which it begins.
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
