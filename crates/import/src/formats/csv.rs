//! CSV and TSV: a row for each quotation.

use super::columns::{ABOVE, Columns, Role, rows_above};
use super::delimited::{Dialect, Row, Rows, SAMPLE_ROWS};
use super::fields::Field;
use super::record::Record;
use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::item::{Item, Sink, Skipped};
use kzq_edit::credit::CreditReader;

/// Cells between commas or semicolons.
pub(super) const COMMAS: Format = Format {
    name: "csv",
    about: "a table with commas or semicolons: columns by headings, contents or `--map`",
    sniff: |input| sniff(input, COMMA_DELIMITERS),
    read: |input, options, sink| read(input, COMMA_DELIMITERS, options, sink),
};

/// Cells between tabs.
pub(super) const TABS: Format = Format {
    name: "tsv",
    about: "a table with tabs: columns by headings, contents or `--map`",
    sniff: |input| sniff(input, b"\t"),
    read: |input, options, sink| read(input, b"\t", options, sink),
};

/// What is doubtful in a row with a mark that is never closed.
const UNCLOSED: &str = "a quotation mark that opens a cell is not closed; the cell is read to its end on this line";

const COMMA_DELIMITERS: &[u8] = b",;";

/// Headings that only the export of a library from Goodreads has.
const GOODREADS: [&str; 2] = ["Book Id", "My Review"];

fn sniff(input: &Input<'_>, delimiters: &[u8]) -> Option<String> {
    let named = input
        .name
        .rsplit_once('.')
        .is_some_and(|(_, extension)| ["csv", "tsv", "tab"].iter().any(|known| extension.eq_ignore_ascii_case(known)));
    let dialect = dialect(input.text, delimiters);
    let sample: Vec<Row<'_>> = Rows::new(input.text, dialect).take(SAMPLE_ROWS).collect();
    let first = sample.get(rows_above(&sample, &[]))?;
    let known: Vec<String> =
        first.cells.iter().filter(|cell| Field::from_heading(cell).is_some()).map(|cell| format!("“{cell}”")).collect();
    let width = first.cells.len();
    let is_table = width > 1 && dialect.is_regular(input.text);
    // A word such as “Who” may begin a text.
    let is_clear = named || known.len() > 1 || first.cells.iter().any(|cell| is_quote(cell));
    if !known.is_empty() && is_clear && (width > 1 || named) && first.cells.iter().all(|cell| cell.len() < 80) {
        Some(format!("the first row has {}", known.join(", ")))
    } else if is_table
        && (named || dialect.delimiter == b'\t' || is_quoted(input.text))
        && !is_lone(input.text, dialect)
    {
        Some(format!("each row has {width} cells"))
    } else {
        None
    }
}

/// Whether the first line is a row of cells in marks, which no plain text is.
fn is_quoted(text: &str) -> bool {
    let line = text.trim_start().lines().next().unwrap_or_default();
    line.starts_with('"') && (line.contains("\",") || line.contains("\";"))
}

/// Whether there is only one row, which is too little to recognise a table.
fn is_lone(text: &str, dialect: Dialect) -> bool {
    Rows::new(text, dialect).nth(1).is_none()
}

fn dialect(text: &str, delimiters: &[u8]) -> Dialect {
    Dialect::guess(text, delimiters).unwrap_or_else(|| Dialect::new(text, delimiters[0]))
}

fn read(input: &Input<'_>, delimiters: &[u8], options: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let dialect = dialect(input.text, delimiters);
    let sample: Vec<Row<'_>> = Rows::new(input.text, dialect).take(SAMPLE_ROWS).collect();
    if sample.first().is_some_and(|row| GOODREADS.iter().all(|name| row.cells.iter().any(|cell| cell == name))) {
        return Err(ReadError::of_file("this is a library exported from Goodreads, which has books but no quotations"));
    }
    let columns = Columns::find(&sample, &options.columns)?;
    sink.remark(columns.describe());
    let first = columns.rows_above + usize::from(columns.has_headings);
    let mut credits = CreditReader::default();
    for (at, row) in Rows::new(input.text, dialect).enumerate() {
        let item = match at {
            _ if at < columns.rows_above => Item::Skipped(Skipped { line: row.line, reason: ABOVE }),
            _ if at < first => continue,
            _ => item(row, &columns, &mut credits),
        };
        if !sink.accept(item) {
            break;
        }
    }
    Ok(())
}

/// Whether a heading is one of the words.
fn is_quote(heading: &str) -> bool {
    Field::from_heading(heading).is_some_and(|(field, _)| field == Field::Quote)
}

fn item(row: Row<'_>, columns: &Columns, credits: &mut CreditReader) -> Item {
    let roles = &columns.roles;
    let (line, is_unclosed) = (row.line, row.is_unclosed);
    // Whose comma is it? The words would be cut, or have another column's text.
    if row.cells.iter().skip(roles.len()).any(|cell| !cell.is_empty()) {
        return Item::Skipped(Skipped {
            line,
            reason: "the row has more cells than the first ones; is a comma not in marks?",
        });
    }
    let fields = Vec::with_capacity(roles.len());
    let mut record = Record { line, fields, is_inverted: columns.is_inverted, ..Record::default() };
    for (cell, role) in row.cells.into_iter().zip(roles) {
        match role {
            Role::Field(field, _) => record.push(*field, cell),
            Role::Other(name) if !cell.is_empty() => record.others.push((name.clone().into(), cell)),
            Role::Other(_) | Role::RowNumber => {}
        }
    }
    let mut item = record.into_item(credits);
    if let Item::Entry(entry) = &mut item
        && is_unclosed
    {
        entry.doubts.push(UNCLOSED.to_owned());
    }
    item
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Found, input, read, sniff};
    use super::*;

    fn found(text: &str) -> Found {
        read(if text.contains('\t') { &TABS } else { &COMMAS }, text)
    }

    #[test]
    fn rows_become_entries_with_line_numbers() {
        let found = found("quote,author,likes\n\"One,\n\ntwo.\",Ada,5\n,Bo,1\n\"Three.\",,\n");
        assert_eq!(found.remarks, ["quote: column 1 (“quote”), author: column 2 (“author”); kept in `extra`: “likes”"]);
        assert_eq!(found.brief(), ["2: One,\n\ntwo. — Ada", "6: Three."]);
        assert_eq!(found.entries[0].draft.extra, [("likes".to_owned(), "5".to_owned())]);
        assert_eq!(found.skipped, [(5, "it has no words")]);
    }

    #[test]
    fn dialects_found_in_real_files_are_read() {
        for (what, text, expected) in [
            (
                "a blank before the mark",
                "\"Be, always, yourself.\", \"Ada Byron\"\n\"Be, above all, kind.\", \"Bo Diddley\"\n",
                ["1: Be, always, yourself. — Ada Byron", "2: Be, above all, kind. — Bo Diddley"],
            ),
            (
                "semicolons, CRLF",
                "author;quote\r\nAda;One, two.\r\nBo;\"Three; four.\"\r\n",
                ["2: One, two. — Ada", "3: Three; four. — Bo"],
            ),
            (
                "tabs, no heading",
                "Ada\tOne is enough for now.\nBo\t\"Two\" is better than one.\n",
                ["1: One is enough for now. — Ada", "2: \"Two\" is better than one. — Bo"],
            ),
            ("an unnamed index", ",quote,author\n0,One.,Ada\n1,Two.,NaN\n", ["2: One. — Ada", "3: Two."]),
            (
                "a transcript",
                "speaker,text\nADA,Hello.\nBO,Hello to you.\n",
                ["2: Hello. — ADA", "3: Hello to you. — BO"],
            ),
        ] {
            assert_eq!(found(text).brief(), expected, "{what}");
        }
    }

    #[test]
    fn title_line_is_skipped_and_inverted_names_are_turned() {
        let text = "My quotes,,\nQuotation text,Who,Where I found it\nOne.,\"Austen, Jane\",Emma\n\
                    Two.,\"Faulkner, William\",\nThree.,\"Achebe, Zsuzsa\",\n";
        let found = found(text);
        assert_eq!(found.brief(), ["3: One. — Jane Austen", "4: Two. — William Faulkner", "5: Three. — Zsuzsa Achebe"]);
        assert_eq!(found.skipped, [(1, "it is above the headings of the table")]);
    }

    #[test]
    fn unclosed_quotation_mark_is_reported() {
        for text in ["quote,author\nOne.,Ada\n\"Two.,Bo\n", "author,quote\nAda,One.\nBo,\"Two.\n"] {
            let found = found(text);
            assert_eq!(found.brief(), ["2: One. — Ada", "3: Two. — Bo"]);
            assert_eq!(found.entries[1].doubts, [UNCLOSED]);
        }
    }

    #[test]
    fn tags_may_be_a_python_list_or_comma_separated() {
        let found = found("quote,tags\nx,\"['be-yourself', 'disputed']\"\ny,\"a, b\"\n");
        assert_eq!(found.entries[0].draft.tags, ["be-yourself", "disputed"]);
        assert!(found.entries[0].draft.status.is_some());
        assert_eq!(found.entries[1].draft.tags, ["a", "b"]);
    }

    #[test]
    fn rows_with_too_many_cells_are_skipped() {
        let found = found("quote,author\nBe yourself, always,Ada\nBe kind.,Bo,,\n");
        assert_eq!(found.brief(), ["3: Be kind. — Bo"]);
        assert_eq!(found.skipped, [(2, "the row has more cells than the first ones; is a comma not in marks?")]);
    }

    #[test]
    fn library_exports_without_quotations_are_rejected() {
        let text = "Book Id,Title,Author,My Review\n1,Emma,Jane Austen,I liked it very much indeed.\n";
        assert!(found(text).error.unwrap().contains("no quotations"));
    }

    #[test]
    fn tables_are_recognised_but_plain_text_is_not() {
        for (format, name, text, expected) in [
            (&COMMAS, "a", "Quote,Author\nx,y\n", Some("the first row has “Quote”, “Author”")),
            (&COMMAS, "a.CSV", "a,b\nc,d\n", Some("each row has 2 cells")),
            (&COMMAS, "a", "\"a\", \"b\"\n\"c\", \"d\"\n", Some("each row has 2 cells")),
            (&COMMAS, "a.csv", "quote\nBe yourself.\n", Some("the first row has “quote”")),
            (&TABS, "a", "a\tb\nc\td\n", Some("each row has 2 cells")),
            (&COMMAS, "a.txt", "Be yourself, always. - Ada\nBe kind, please. - Bo\n", None),
            (&COMMAS, "a.txt", "\"Be yourself, always.\" - Ada\n", None),
            (&TABS, "a", "One.\n\t\t-- Ada\n%\nTwo.\n", None),
            (&COMMAS, "a", "", None),
        ] {
            assert_eq!(sniff(format, input(name, text)).as_deref(), expected, "{name}: {text}");
        }
    }
}
