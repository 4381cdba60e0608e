//! A frame as an SVG picture (SVG 1.1), drawn from its cells.

use std::fmt::Write as _;

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
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"ui-monospace, 'JetBrains Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n\
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
    if run.text.trim().is_empty() {
        return;
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
    let baseline = top + 13.5;
    let text = run.text.replace('&', "&amp;").replace('<', "&lt;");
    let _ = writeln!(
        out,
        "<text x=\"{x:.1}\" y=\"{baseline:.1}\" textLength=\"{wide:.1}\" xml:space=\"preserve\" {attributes}>{text}</text>"
    );
}

fn colour(colour: Color) -> Option<String> {
    match colour {
        Color::Rgb(r, g, b) => Some(format!("#{r:02x}{g:02x}{b:02x}")),
        _ => None,
    }
}
