//! Padding, plurals and rounding in what commands print.

use std::path::Path;

use kzq_text::safe;
use kzq_text::{Safe, width};

/// A file as it is typed in a command that is suggested.
pub(crate) fn shell_word(file: &Path) -> Safe<'static> {
    let name = file.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '+' | ',' | ':' | '@' | '%');
    let name = if name.chars().all(is_plain) { name } else { format!("'{}'", name.replace('\'', "'\\''")) };
    Safe::line(name).into_owned()
}

/// The widest of some texts, in columns.
pub(super) fn widest<'t>(texts: impl IntoIterator<Item = &'t Safe<'t>>) -> usize {
    texts.into_iter().map(|text| width::width(text.as_str())).max().unwrap_or_default()
}

/// Pads a text with blanks on its right, to a width in columns.
pub(super) fn pad_right(text: &Safe<'_>, columns: usize) -> Safe<'static> {
    safe!(text, padding(text, columns))
}

/// Pads a text with blanks on its left, to a width in columns.
pub(super) fn pad_left(text: &Safe<'_>, columns: usize) -> Safe<'static> {
    safe!(padding(text, columns), text)
}

fn padding(text: &Safe<'_>, columns: usize) -> Safe<'static> {
    Safe::line(" ".repeat(columns.saturating_sub(width::width(text.as_str()))))
}

/// A number with its noun: `1 entry`, `2 entries`.
pub(super) fn count(number: usize, one: &'static str, many: &'static str) -> Safe<'static> {
    safe!(number, " ", if number == 1 { one } else { many })
}

/// `1 quotation`, `2 quotations`.
pub(crate) fn quotations(number: usize) -> Safe<'static> {
    count(number, "quotation", "quotations")
}

/// Rounds down to thousandths, so that only identical texts reach 1.
pub(super) fn floor_to_thousandths(number: f64) -> f64 {
    (number * 1e3).floor() / 1e3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pads_by_columns() {
        let text: Safe<'_> = "各i".into();
        assert_eq!(pad_right(&text, 5).as_str(), "各i  ");
        assert_eq!(pad_left(&text, 5).as_str(), "  各i");
        assert_eq!(pad_left(&text, 2).as_str(), "各i");
    }

    #[test]
    fn counts_in_the_plural() {
        let entries = [0, 1, 2].map(|number| count(number, "entry", "entries"));
        assert_eq!(entries.each_ref().map(Safe::as_str), ["0 entries", "1 entry", "2 entries"]);
    }

    #[test]
    fn rounds_down() {
        let shown = [0.9999, 1.0, 0.5].map(|share| format!("{:.3}", floor_to_thousandths(share)));
        assert_eq!(shown, ["0.999", "1.000", "0.500"]);
    }
}
