//! The contents of an emulated screen, and whether they change, spinners and percentages aside.

use std::num::NonZeroU16;

use vt100::{Parser, Screen};

/// An emulated terminal with its previous contents.
pub struct Picture {
    parser: Parser,
    rows: Vec<Row>,
}

/// One row of a screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Row {
    /// With its colours.
    formatted: String,
    /// The text only, without spinners.
    letters: String,
    /// Whether it has a spinner.
    is_busy: bool,
}

impl Picture {
    /// An empty screen.
    pub fn new(rows: u16, columns: u16) -> Self {
        let [rows, columns] = [rows, columns].map(|size| NonZeroU16::new(size).unwrap_or(NonZeroU16::MIN));
        let parser = Parser::new(rows, columns, 0);
        Self { rows: rows_of(parser.screen()), parser }
    }

    /// Draws a program's output; returns whether anything but spinners and percentages changed.
    pub fn draw(&mut self, bytes: &[u8]) -> bool {
        self.parser.process(bytes);
        let rows = rows_of(self.parser.screen());
        let changed = rows.iter().zip(&self.rows).any(|(new, old)| new.differs_from(old));
        self.rows = rows;
        changed
    }

    /// Whether the screen is not empty.
    pub fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| row.letters.is_empty())
    }

    /// Whether a row contains these words.
    pub fn shows(&self, words: &str) -> bool {
        self.rows.iter().any(|row| row.letters.contains(words))
    }
}

impl Row {
    fn new(plain: &str, formatted: String) -> Self {
        let is_spinner = |c: char| ('\u{2800}'..='\u{28ff}').contains(&c);
        let percentage = plain.find("%)").and_then(|end| Some((plain[..end].rfind('(')?, end + 2)));
        let still = match percentage {
            Some((start, end)) => format!("{}{}", &plain[..start], &plain[end..]),
            None => plain.to_owned(),
        };
        let is_busy = percentage.is_some() || plain.contains(is_spinner);
        Self { formatted, letters: still.replace(is_spinner, " ").trim_end().to_owned(), is_busy }
    }

    fn differs_from(&self, other: &Self) -> bool {
        let only_turned = (self.is_busy || other.is_busy) && squeezed(&self.letters) == squeezed(&other.letters);
        self.formatted != other.formatted && !only_turned
    }
}

/// The words, separated by one space: spinners leave gaps of different widths.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn rows_of(screen: &Screen) -> Vec<Row> {
    let columns = screen.size().1.get();
    let both = screen.rows(0, columns).zip(screen.rows_formatted(0, columns));
    both.map(|(plain, formatted)| Row::new(&plain, formatted)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_turns_is_no_change() {
        let mut picture = Picture::new(3, 40);
        assert!(picture.draw("⠋ 10000/10000 (45%)\r\nan entry".as_bytes()));
        assert!(!picture.draw("\x1b[H⠙ 10000/10000 (90%)".as_bytes()));
        assert!(!picture.draw(b"\x1b[H  10000/10000      "));
        assert!(!picture.draw(b"\x1b[0m\x1b[2;3H"), "the cursor is no change");
        assert!(picture.draw(b"\x1b[H  4196/10000 "));
        assert!(picture.draw(b"\x1b[2;1H\x1b[1man"), "a highlight is one");
        assert!(picture.shows("an entry") && !picture.is_empty());
    }
}
