//! Tables in text: rows of cells between delimiters, as RFC 4180 has them and as files in the wild do.
//!
//! The `csv` crate reads `"a", "b"` with the marks of the second cell, and a cell such as `"Go" she said` without its
//! marks, which changes the words; so the cells are found here, and a test compares them with those of the crate.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    /// The byte between two cells.
    pub(super) delimiter: u8,
    /// Whether a mark within a quoted cell is written `\"`, not `""`.
    pub(super) backslash: bool,
    /// Whether blanks within the marks of a cell are a part of it.
    pub(super) keeps_blanks: bool,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row<'t> {
    /// The line on which it begins, from 1.
    pub(super) line: usize,
    /// Its cells, without blanks around them unless its dialect keeps them.
    pub(super) cells: Vec<Cow<'t, str>>,
    /// Whether a mark opens a cell and is never closed.
    pub(super) is_unclosed: bool,
}

/// The rows of a table; blank lines are not rows.
pub(super) struct Rows<'t> {
    rest: &'t str,
    line: usize,
    dialect: Dialect,
}

/// A quoted cell that is longer than this, in bytes, has lost its closing mark.
const MAX_QUOTED: usize = 1 << 20;

/// The number of rows from which a table is recognised.
pub(super) const SAMPLE_ROWS: usize = 50;

impl Dialect {
    pub(super) fn new(text: &str, delimiter: u8) -> Self {
        let has = |needle: &str| memchr::memmem::find(text.as_bytes(), needle.as_bytes()).is_some();
        Self { delimiter, backslash: has("\\\"") && !has("\"\""), keeps_blanks: false }
    }

    /// Returns the dialect of a text that has a table with one of the delimiters: the one with which most rows have the
    /// same number of cells, and more than one.
    pub(super) fn guess(text: &str, delimiters: &[u8]) -> Option<Self> {
        let dialects = delimiters.iter().map(|&delimiter| Self::new(text, delimiter));
        let judged = dialects.filter_map(|dialect| Some((dialect.regularity(text)?, dialect)));
        judged.max_by(|(a, _), (b, _)| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal)).map(|(_, found)| found)
    }

    /// Returns the share of rows that have the most common number of cells, and that number; `None` if that is one.
    fn regularity(self, text: &str) -> Option<(f64, usize)> {
        let widths: Vec<usize> = Rows::new(text, self).take(SAMPLE_ROWS).map(|row| row.cells.len()).collect();
        let count = |width: usize| widths.iter().filter(|other| **other == width).count();
        let width = widths.iter().copied().max_by_key(|&width| (count(width), width))?;
        #[expect(clippy::cast_precision_loss, reason = "at most `SAMPLE_ROWS`")]
        let share = count(width) as f64 / widths.len() as f64;
        (width > 1).then_some((share, width))
    }

    /// Whether all rows of a sample have the same number of cells.
    pub(super) fn is_regular(self, text: &str) -> bool {
        self.regularity(text).is_some_and(|(share, _)| share >= 1.0)
    }
}

impl<'t> Rows<'t> {
    pub(super) fn new(text: &'t str, dialect: Dialect) -> Self {
        Self { rest: text, line: 1, dialect }
    }

    /// Takes a cell; returns it and whether it is the last one of its row.
    fn cell(&mut self) -> (Cow<'t, str>, bool) {
        self.quoted_cell().unwrap_or_else(|| {
            let end = memchr2(self.dialect.delimiter, b'\n', self.rest.as_bytes()).unwrap_or(self.rest.len());
            let cell = self.rest[..end].trim();
            (Cow::Borrowed(cell), self.end_cell(end))
        })
    }

    /// Takes a cell in marks; `None` if there is none, or if something follows the closing mark.
    fn quoted_cell(&mut self) -> Option<(Cow<'t, str>, bool)> {
        let is_blank = |c: char| c == ' ' || c == '\t' && self.dialect.delimiter != b'\t';
        let opened = self.rest.trim_start_matches(is_blank).strip_prefix('"')?;
        let start = self.rest.len() - opened.len();
        let searched = &opened.as_bytes()[..opened.len().min(MAX_QUOTED)];
        let (mut end, mut has_escapes) = (0, false);
        loop {
            end += memchr(b'"', &searched[end..])?;
            if self.dialect.backslash && end > 0 && searched[end - 1] == b'\\' {
                (end, has_escapes) = (end + 1, true);
            } else if !self.dialect.backslash && searched.get(end + 1) == Some(&b'"') {
                (end, has_escapes) = (end + 2, true);
            } else {
                break;
            }
        }
        let inner = &opened[..end];
        let after = &opened[end + 1..];
        let gap = after.len() - after.trim_start_matches(|c| is_blank(c) || c == '\r').len();
        let next = after.as_bytes().get(gap);
        if next.is_some_and(|&byte| byte != self.dialect.delimiter && byte != b'\n') {
            return None;
        }
        self.line += memchr::memchr_iter(b'\n', inner.as_bytes()).count();
        let escape = if self.dialect.backslash { "\\\"" } else { "\"\"" };
        let cell = if has_escapes { Cow::Owned(inner.replace(escape, "\"")) } else { Cow::Borrowed(inner) };
        let cell = if self.dialect.keeps_blanks { cell } else { trimmed(cell) };
        Some((cell, self.end_cell(start + end + 1 + gap)))
    }

    /// Moves past a cell that ends before `end`; returns whether its row ends there.
    fn end_cell(&mut self, end: usize) -> bool {
        let is_last = self.rest.as_bytes().get(end) != Some(&self.dialect.delimiter);
        self.line += usize::from(is_last);
        self.rest = self.rest.get(end + 1..).unwrap_or_default();
        is_last
    }
}

fn trimmed(cell: Cow<'_, str>) -> Cow<'_, str> {
    match cell {
        Cow::Borrowed(cell) => Cow::Borrowed(cell.trim()),
        Cow::Owned(cell) => Cow::Owned(cell.trim().to_owned()),
    }
}

impl<'t> Iterator for Rows<'t> {
    type Item = Row<'t>;

    fn next(&mut self) -> Option<Row<'t>> {
        while !self.rest.is_empty() {
            let mut row = Row { line: self.line, ..Row::default() };
            loop {
                // A delimiter at the very end is followed by an empty cell.
                let (mut cell, is_last) = self.cell();
                if let Cow::Borrowed(text) = cell
                    && let Some(rest) = text.strip_prefix('"').filter(|rest| !rest.contains('"'))
                {
                    (cell, row.is_unclosed) = (Cow::Borrowed(rest), true);
                }
                row.cells.push(cell);
                if is_last {
                    break;
                }
            }
            if row.cells.len() > 1 || !row.cells[0].is_empty() {
                return Some(row);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const COMMAS: Dialect = Dialect { delimiter: b',', backslash: false, keeps_blanks: false };

    fn cells(text: &str, dialect: Dialect) -> Vec<(usize, Vec<String>)> {
        let strings = |row: Row<'_>| (row.line, row.cells.into_iter().map(Cow::into_owned).collect());
        Rows::new(text, dialect).map(strings).collect()
    }

    #[test]
    fn cells_of_real_dialects_are_parsed() {
        let tabs = Dialect { delimiter: b'\t', ..COMMAS };
        let escaped = Dialect { backslash: true, ..COMMAS };
        for (text, dialect, expected) in [
            ("a,b\nc,d", COMMAS, vec![(1, vec!["a", "b"]), (2, vec!["c", "d"])]),
            ("\"a, b\", \"c, d\"\r\n", COMMAS, vec![(1, vec!["a, b", "c, d"])]),
            ("\"one\n\ntwo\" ,x\r\nb,y\r\n", COMMAS, vec![(1, vec!["one\n\ntwo", "x"]), (4, vec!["b", "y"])]),
            ("\"a \"\"b\"\"\",c", COMMAS, vec![(1, vec!["a \"b\"", "c"])]),
            ("\"a \\\"b\\\"\",c", escaped, vec![(1, vec!["a \"b\"", "c"])]),
            ("\"Go\" she said\tAda", tabs, vec![(1, vec!["\"Go\" she said", "Ada"])]),
            ("\"Go, she said\nb,c", COMMAS, vec![(1, vec!["Go", "she said"]), (2, vec!["b", "c"])]),
            ("\n\n a , \n\n", COMMAS, vec![(3, vec!["a", ""])]),
            ("a,", COMMAS, vec![(1, vec!["a", ""])]),
            ("\"\",\"x\"", COMMAS, vec![(1, vec!["", "x"])]),
            ("", COMMAS, vec![]),
        ] {
            let expected: Vec<(usize, Vec<String>)> = expected
                .into_iter()
                .map(|(line, cells)| (line, cells.into_iter().map(str::to_owned).collect()))
                .collect();
            assert_eq!(cells(text, dialect), expected, "{text:?}");
        }
    }

    #[test]
    fn delimiter_that_gives_rows_of_equal_width_is_guessed() {
        let guess = |text| Dialect::guess(text, b",;\t").map(|dialect| char::from(dialect.delimiter));
        assert_eq!(guess("quote;author\nOne, two, three;Ada\nFour, five;Bo\n"), Some(';'));
        assert_eq!(guess("quote\tauthor\nOne, two\tAda\nOne\tBo\n"), Some('\t'));
        assert_eq!(guess("\"a; b\",c\n\"d\",e\n"), Some(','));
        assert_eq!(guess("No table\nat all\n"), None);
        assert!(Dialect::new("a \\\"", b',').backslash && !Dialect::new("a \\\" \"\"", b',').backslash);
    }

    proptest! {
        /// Output of the `csv` crate is read back unchanged, with the line on which each row starts.
        #[test]
        fn output_of_the_csv_crate_round_trips(
            rows in proptest::collection::vec(proptest::collection::vec("([a-z\"',;\n] ?){0,6}x", 2..4), 1..5),
            delimiter in proptest::sample::select(b",;\t".to_vec()),
        ) {
            let mut writer = ::csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let mut line = 1;
            let expected: Vec<(usize, Vec<String>)> = rows
                .iter()
                .map(|row| {
                    let begins = line;
                    line += 1 + row.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
                    (begins, row.iter().map(|cell| cell.trim().to_owned()).collect())
                })
                .collect();
            prop_assert_eq!(cells(&text, Dialect { delimiter, ..COMMAS }), expected);
        }

        /// Any text gives rows in line order, and no cell is longer than the text.
        #[test]
        fn any_text_gives_ordered_rows(text in "([\",\n\\\\ a]|\\PC){0,40}", backslash: bool) {
            let rows = cells(&text, Dialect { backslash, ..COMMAS });
            prop_assert!(rows.is_sorted_by_key(|(line, _)| *line));
            prop_assert!(rows.iter().flat_map(|(_, cells)| cells).all(|cell| cell.len() <= text.len()));
        }
    }
}
