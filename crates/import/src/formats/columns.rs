//! What the columns of a table are: from `--map`, from their headings, and where there are none from their contents.

use std::fmt::Write;

use kzq_edit::credit;

use super::delimited::Row;
use super::fields::{Field, plain};
use crate::format::ReadError;

/// The columns of a table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Columns {
    /// The role of each column.
    pub(super) roles: Vec<Role>,
    /// Whether there are headings.
    pub(super) has_headings: bool,
    /// How many rows come before the headings, such as a title of the table.
    pub(super) rows_above: usize,
    /// Whether the names of the authors have the family name first.
    pub(super) is_inverted: bool,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A field; with the heading, if there is one.
    Field(Field, Option<String>),
    /// Something else, kept under this name.
    Other(String),
    /// The numbers of the rows.
    RowNumber,
}

/// A heading is not longer than this, in characters.
const MAX_HEADING: usize = 40;
/// The longest that a name may be, in characters and in words.
const MAX_NAME: (usize, usize) = (50, 6);
/// Why a row above the headings is skipped.
pub(super) const ABOVE: &str = "it is above the headings of the table";
/// The headings are among this many rows at the beginning.
const MAX_ROWS_ABOVE: usize = 6;
/// Quotations have at least this many characters on average.
const MIN_QUOTE: usize = 12;

impl Columns {
    /// Finds out what the columns are, by the first rows of the table.
    ///
    /// # Errors
    ///
    /// If `map` names a field or a column that there is not, or if no column is known to have the words.
    pub(super) fn find(rows: &[Row<'_>], map: &[(String, String)]) -> Result<Self, ReadError> {
        let rows_above = rows_above(rows, map);
        let rows = &rows[rows_above..];
        let first = rows.first().ok_or_else(|| ReadError::of_file("the table is empty"))?;
        let has_headings = is_heading_row(first) || has_mapped_headings(first, map);
        // A comma that is not in marks makes a row wider than the others.
        let width = if has_headings { first.cells.len() } else { common_width(rows) };
        let heading = |column: usize| if has_headings { first.cells.get(column).map(AsRef::as_ref) } else { None };
        let mapped = mapped_columns(map, width, heading)?;
        let mut roles: Vec<Role> = (0..width)
            .map(|column| match heading(column).filter(|heading| !heading.is_empty()) {
                Some(heading) => Role::Other(heading.to_owned()),
                None => Role::Other(format!("column {}", column + 1)),
            })
            .collect();
        let body = if has_headings { &rows[1..] } else { rows };
        for (column, role) in roles.iter_mut().enumerate() {
            if is_row_number(body, column, heading(column)) {
                *role = Role::RowNumber;
            }
        }
        for &(field, column) in &mapped {
            roles[column] = Role::Field(field, heading(column).map(str::to_owned));
        }
        let is_free = |roles: &[Role], column: usize| matches!(roles[column], Role::Other(_));
        let is_mapped = |field: Field| mapped.iter().any(|(other, _)| *other == field);
        if has_headings {
            // If two columns fit one field, the one with the more telling name is taken.
            let mut named: Vec<(usize, Field, usize)> = (0..width)
                .filter(|&column| is_free(&roles, column))
                .filter_map(|column| {
                    let (field, rank) = Field::from_heading(heading(column)?)?;
                    Some((rank, field, column))
                })
                .collect();
            named.sort_by_key(|&(rank, _, column)| (rank, column));
            let mut taken: Vec<Field> = Vec::new();
            for (_, field, column) in named {
                if !taken.contains(&field) && !is_mapped(field) {
                    taken.push(field);
                    roles[column] = Role::Field(field, heading(column).map(str::to_owned));
                }
            }
        } else {
            let free: Vec<usize> = (0..width).filter(|&column| is_free(&roles, column)).collect();
            for (field, column) in guess(body, &free, &is_mapped) {
                roles[column] = Role::Field(field, None);
            }
        }
        let names = |field: Field| {
            let column = roles.iter().position(|role| matches!(role, Role::Field(other, _) if *other == field));
            column.into_iter().flat_map(|column| cells(body, column))
        };
        let is_inverted = is_inverted(names(Field::Author).chain(names(Field::Speaker)));
        let columns = Self { roles, has_headings, rows_above, is_inverted };
        if columns.column_of(Field::Quote).is_none() {
            return Err(columns.without_words());
        }
        Ok(columns)
    }

    fn column_of(&self, field: Field) -> Option<usize> {
        self.roles.iter().position(|role| matches!(role, Role::Field(other, _) if *other == field))
    }

    /// Says what each column is taken for: “quote: column 2 (“Quote”); kept in `extra`: column 3 (“likes”)”.
    pub(super) fn describe(&self) -> String {
        let (mut fields, mut others, mut numbers) = (Vec::new(), Vec::new(), String::new());
        for (column, role) in (1..).zip(&self.roles) {
            match role {
                Role::Field(field, None) => fields.push(format!("{}: column {column}", field.name())),
                Role::Field(field, Some(heading)) => {
                    fields.push(format!("{}: column {column} (“{heading}”)", field.name()));
                }
                Role::Other(name) if self.has_headings => others.push(format!("“{name}”")),
                Role::Other(name) => others.push(name.clone()),
                Role::RowNumber => {
                    // Writing to a string cannot fail.
                    let _ = write!(numbers, "; column {column} has the numbers of the rows");
                }
            }
        }
        let kept = if others.is_empty() { String::new() } else { format!("; kept in `extra`: {}", others.join(", ")) };
        format!("{}{kept}{numbers}", fields.join(", "))
    }

    fn without_words(&self) -> ReadError {
        let name = |(column, role): (usize, &Role)| match role {
            Role::Field(_, Some(heading)) | Role::Other(heading) if self.has_headings => {
                format!("{column} “{heading}”")
            }
            _ => column.to_string(),
        };
        let names: Vec<String> = (1..).zip(&self.roles).map(name).collect();
        ReadError::of_file(format!(
            "no column is known to have the words; say which with `--map quote=N` (columns: {})",
            names.join(", ")
        ))
    }
}

/// Whether the names of a column have the family name first, by those that show it.
fn is_inverted<'c>(names: impl Iterator<Item = &'c str>) -> bool {
    let (turned, with_comma) = names
        .filter(|name| name.contains(','))
        .fold((0, 0), |(turned, total), name| (turned + usize::from(credit::is_turned_round(name)), total + 1));
    turned > 1 && turned * 2 > with_comma
}

/// How many rows there are above the headings: each has one cell, or far fewer than they have.
pub(super) fn rows_above(rows: &[Row<'_>], map: &[(String, String)]) -> usize {
    let filled = |row: &Row<'_>| row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let is_headings = |row: &&Row<'_>| filled(row) > 1 && (is_heading_row(row) || has_mapped_headings(row, map));
    let found = rows.iter().take(MAX_ROWS_ABOVE).position(|row| is_headings(&row));
    let is_narrow = |row: &Row<'_>, at: usize| filled(row) < 2 || filled(row) * 2 < filled(&rows[at]);
    found.filter(|&at| rows[..at].iter().all(|row| is_narrow(row, at))).unwrap_or_default()
}

/// Whether a row has all the headings that `--map` names.
fn has_mapped_headings(row: &Row<'_>, map: &[(String, String)]) -> bool {
    let mut named = map.iter().map(|(_, column)| column).filter(|column| column.parse::<usize>().is_err()).peekable();
    let has = |column: &String| row.cells.iter().any(|cell| plain(cell) == plain(column));
    named.peek().is_some() && named.all(has)
}

/// Returns how many cells most rows have; of several such numbers, the greatest.
fn common_width(rows: &[Row<'_>]) -> usize {
    let count = |width: usize| rows.iter().filter(|row| row.cells.len() == width).count();
    rows.iter().map(|row| row.cells.len()).max_by_key(|&width| (count(width), width)).unwrap_or_default()
}

/// Returns the columns of `--map`.
fn mapped_columns<'h>(
    map: &[(String, String)],
    width: usize,
    heading: impl Fn(usize) -> Option<&'h str>,
) -> Result<Vec<(Field, usize)>, ReadError> {
    let mut mapped = Vec::new();
    for (name, column) in map {
        let field = Field::of_option(name)?;
        let number = column.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let by_heading = || (0..width).find(|&at| heading(at).is_some_and(|heading| plain(heading) == plain(column)));
        let found = number.filter(|&number| number < width).or_else(by_heading);
        let found = found.ok_or_else(|| {
            ReadError::of_option(format!("`--map`: there is no column “{column}”; there are {width} columns"))
        })?;
        mapped.push((field, found));
    }
    Ok(mapped)
}

/// Whether a row has headings: one is known, and all are short.
fn is_heading_row(row: &Row<'_>) -> bool {
    row.cells.iter().any(|cell| Field::from_heading(cell).is_some())
        && row.cells.iter().all(|cell| cell.chars().count() <= MAX_HEADING)
}

/// Whether a column without a heading counts the rows, as pandas writes it.
fn is_row_number(body: &[Row<'_>], column: usize, heading: Option<&str>) -> bool {
    let is_unnamed = heading.is_none_or(|heading| heading.is_empty() || heading.starts_with("Unnamed: "));
    let mut numbers = body.iter().map(|row| row.cells.get(column)?.parse::<u64>().ok());
    let Some(Some(first)) = numbers.next() else { return false };
    is_unnamed && first < 2 && (first + 1..).zip(numbers).all(|(expected, number)| number == Some(expected))
}

/// Guesses columns by their contents: the quotation is the longest text, the author the first column of names, and tags
/// are lists in brackets.
fn guess(body: &[Row<'_>], free: &[usize], is_mapped: &dyn Fn(Field) -> bool) -> Vec<(Field, usize)> {
    let mut guessed = Vec::new();
    let mut free = free.to_vec();
    let quote = free.iter().copied().max_by_key(|&column| (mean_length(body, column), std::cmp::Reverse(column)));
    if let Some(column) = quote.filter(|&column| !is_mapped(Field::Quote) && mean_length(body, column) >= MIN_QUOTE) {
        guessed.push((Field::Quote, column));
        free.retain(|other| *other != column);
    }
    for (field, fits) in [(Field::Author, is_name as fn(&str) -> bool), (Field::Tags, is_bracketed)] {
        let found = free.iter().copied().find(|&column| !is_mapped(field) && mostly(body, column, fits));
        if let Some(column) = found {
            guessed.push((field, column));
            free.retain(|other| *other != column);
        }
    }
    guessed
}

fn cells<'b>(body: &'b [Row<'_>], column: usize) -> impl Iterator<Item = &'b str> {
    body.iter().filter_map(move |row| row.cells.get(column)).map(AsRef::as_ref).filter(|cell: &&str| !cell.is_empty())
}

fn mean_length(body: &[Row<'_>], column: usize) -> usize {
    let (count, total) = cells(body, column).fold((0, 0), |(count, sum), cell| (count + 1, sum + cell.chars().count()));
    total.checked_div(count).unwrap_or_default()
}

/// Whether four of five cells are as they should be.
fn mostly(body: &[Row<'_>], column: usize, fits: fn(&str) -> bool) -> bool {
    let (fitting, total) =
        cells(body, column).fold((0, 0), |(fitting, total), cell| (fitting + usize::from(fits(cell)), total + 1));
    total > 0 && fitting * 5 >= total * 4
}

/// Whether a text looks like a name: a few words, the first not in lower case, without digits.
fn is_name(text: &str) -> bool {
    let is_short = text.chars().count() <= MAX_NAME.0 && text.split_whitespace().count() <= MAX_NAME.1;
    let starts = text.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    is_short && starts && !text.contains(|c: char| c.is_numeric() || "?!:;/[]{}".contains(c))
}

fn is_bracketed(text: &str) -> bool {
    text.starts_with('[') && text.ends_with(']')
}

#[cfg(test)]
mod tests {
    use super::super::delimited::{Dialect, Rows};
    use super::*;

    fn find(text: &str, map: &[(&str, &str)]) -> Result<String, String> {
        let rows: Vec<Row<'_>> = Rows::new(text, Dialect::new(text, b',')).collect();
        let map: Vec<(String, String)> = map.iter().map(|&(a, b)| (a.to_owned(), b.to_owned())).collect();
        Columns::find(&rows, &map).map(|columns| columns.describe()).map_err(|error| error.to_string())
    }

    #[test]
    fn columns_are_found_by_headings_contents_and_map() {
        let bare = "Jane Austen,It is a truth universally acknowledged.,\"['love', 'wit']\",12\n\
                    Anne Brontë,He who dares not grasp the thorn should never crave the rose.,[],7\n";
        for (text, map, expected) in [
            ("Author,Quote\nAda,x\n", &[] as &[_], "author: column 1 (“Author”), quote: column 2 (“Quote”)"),
            (
                ",text,likes\n0,x,5\n1,y,5\n",
                &[],
                "quote: column 2 (“text”); kept in `extra`: “likes”; column 1 has the numbers of the rows",
            ),
            ("text,quote\na,b\n", &[], "quote: column 2 (“quote”); kept in `extra`: “text”"),
            ("speaker,text\nADA,Hello.\n", &[], "speaker: column 1 (“speaker”), quote: column 2 (“text”)"),
            (
                "Wer,Was,Fundort\nAda,x,y\n",
                &[("quote", "was"), ("by", "wer")],
                "speaker: column 1 (“Wer”), quote: column 2 (“Was”), source: column 3 (“Fundort”)",
            ),
            (bare, &[], "author: column 1, quote: column 2, tags: column 3; kept in `extra`: column 4"),
            (bare, &[("page", "4")], "author: column 1, quote: column 2, tags: column 3, page: column 4"),
            ("a,b\nc,d\n", &[("quote", "2"), ("author", "1")], "author: column 1, quote: column 2"),
            ("Who,Saying\nAda,x\n", &[("by", "who")], "speaker: column 1 (“Who”), quote: column 2 (“Saying”)"),
        ] {
            assert_eq!(find(text, map).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn title_line_above_the_headings_is_no_row() {
        for (text, map, expected) in [
            ("My quotes\nQuote,Author,Page\nx,Ada,3\n", &[] as &[_], 1),
            ("Quotes,,\n,,\nQuote,Author,Page\nx,Ada,3\n", &[], 2),
            ("Mine\nWas,Wer\nx,Ada\n", &[("quote", "Was"), ("author", "Wer")], 1),
            ("Quote,Author\nx,Ada\n", &[], 0),
            ("quote\nBe kind.\n", &[], 0),
            ("Be kind.,\nBe quick.,Ada\n", &[], 0),
        ] {
            let rows: Vec<Row<'_>> = Rows::new(text, Dialect::new(text, b',')).collect();
            let map: Vec<(String, String)> =
                map.iter().map(|&(a, b): &(&str, &str)| (a.to_owned(), b.to_owned())).collect();
            assert_eq!(
                rows_above(&rows, &map),
                rows.iter().position(|row| row.line == expected + 1).unwrap_or(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn tables_without_a_known_quote_column_are_rejected() {
        for (text, map, expected) in [
            ("Title,Author\nA long title of a book,Ada\n", &[] as &[_], "(columns: 1 “Title”, 2 “Author”)"),
            ("a,b\nc,d\n", &[], "with `--map quote=N` (columns: 1, 2)"),
            ("a,b\n", &[("quote", "3")], "there is no column “3”; there are 2 columns"),
            ("a,b\n", &[("mood", "1")], "there is no field “mood”; there are quote, question, speaker, author, "),
            ("", &[], "the table is empty"),
        ] {
            let error = find(text, map).unwrap_err();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }
}
