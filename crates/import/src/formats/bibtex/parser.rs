//! The syntax of `BibTeX`: entries, strings, comments.

use std::collections::HashMap;

use kzq_text::steps::count;

/// A record with its fields as they are written, macros put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// Its line, from 1.
    pub(super) line: usize,
    /// The type in lower case.
    pub(super) kind: String,
    pub(super) key: String,
    /// Names in lower case, with their values.
    pub(super) fields: HashMap<String, String>,
}

/// The months have macros of their own.
pub(super) const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Reads all records; the line of one that is malformed comes in its place.
pub(super) fn records(text: &str) -> Vec<Result<Record, usize>> {
    let mut macros: HashMap<String, String> = MONTHS.iter().map(|&name| (name.to_owned(), name.to_owned())).collect();
    let braces = braces(text);
    let mut records = Vec::new();
    let (mut at, mut line, mut counted) = (0, 1, 0);
    // What is between entries is a comment.
    while let Some(offset) = memchr::memchr(b'@', &text.as_bytes()[at..]) {
        let start = at + offset;
        let passed = &text[counted..start];
        count(passed.len() + 1);
        line += passed.matches('\n').count();
        counted = start;
        at = start + 1;
        if !passed.rsplit('\n').next().is_some_and(|before| before.trim().is_empty()) {
            continue;
        }
        let mut parser = Parser { text, at, braces: &braces, closed: 0 };
        let kind = parser.name().to_lowercase();
        let opening = parser.at;
        let is_read = match kind.as_str() {
            "" | "comment" | "preamble" => false,
            "string" => parser.string(&macros).map(|(name, value)| macros.insert(name, value)).is_some(),
            _ => {
                let record = parser.record(line, kind, &macros).ok_or(line);
                let is_read = record.is_ok();
                records.push(record);
                is_read
            }
        };
        // What a comment has in braces is not a record, and neither is what a malformed record has in them.
        at = if is_read { parser.at } else { braces.get(&opening).map_or(at.max(parser.closed), |end| end + 1) };
    }
    records
}

/// Where braces are closed, by where they are opened. A backslash escapes the byte after it.
fn braces(text: &str) -> HashMap<usize, usize> {
    let (mut open, mut pairs) = (Vec::new(), HashMap::new());
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'{' => open.push(at),
            b'}' => pairs.extend(open.pop().map(|start| (start, at))),
            b'\\' => drop(bytes.next()),
            _ => {}
        }
    }
    count(text.len());
    pairs
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    /// Where braces are closed, by where they are opened.
    braces: &'t HashMap<usize, usize>,
    /// The end of the last value in braces.
    closed: usize,
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip_blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// Takes a character if it is next.
    fn take(&mut self, c: char) -> bool {
        self.skip_blanks();
        let is_next = self.rest().starts_with(c);
        self.at += if is_next { c.len_utf8() } else { 0 };
        is_next
    }

    /// A name of a type, a field or a macro.
    fn name(&mut self) -> &'t str {
        self.skip_blanks();
        let is_end = |c: char| c.is_whitespace() || matches!(c, '{' | '}' | '(' | ')' | ',' | '=' | '#' | '"' | '@');
        let name = &self.rest()[..self.rest().find(is_end).unwrap_or(self.rest().len())];
        self.at += name.len();
        self.skip_blanks();
        name
    }

    /// The bracket that closes what is opened here.
    fn open(&mut self) -> Option<char> {
        if self.take('{') { Some('}') } else { self.take('(').then_some(')') }
    }

    fn string(&mut self, macros: &HashMap<String, String>) -> Option<(String, String)> {
        let close = self.open()?;
        let name = self.name().to_lowercase();
        let value = if self.take('=') { self.value(macros)? } else { return None };
        self.take(close).then_some((name, value))
    }

    fn record(&mut self, line: usize, kind: String, macros: &HashMap<String, String>) -> Option<Record> {
        let close = self.open()?;
        self.skip_blanks();
        let key_length = self.rest().find([',', '}', ')', '=', '\n'])?;
        let key = self.rest()[..key_length].trim().to_owned();
        self.at += key_length;
        let mut fields = HashMap::new();
        loop {
            let comma = self.take(',');
            if self.take(close) {
                return Some(Record { line, kind, key, fields });
            }
            let name = self.name().to_lowercase();
            if !comma || name.is_empty() || !self.take('=') {
                return None;
            }
            let value = self.value(macros)?;
            fields.entry(name).or_insert(value);
        }
    }

    /// A value: parts in braces or marks, numbers and macros, joined by `#`.
    fn value(&mut self, macros: &HashMap<String, String>) -> Option<String> {
        let mut value = String::new();
        loop {
            self.skip_blanks();
            if self.rest().starts_with('{') {
                value.push_str(self.braced()?);
            } else if self.take('"') {
                value.push_str(self.quoted()?);
            } else {
                let name = self.name();
                if name.is_empty() {
                    return None;
                }
                value.push_str(macros.get(&name.to_lowercase()).map_or(name, String::as_str));
            }
            if !self.take('#') {
                return Some(value);
            }
        }
    }

    /// What is in braces, which may be nested.
    fn braced(&mut self) -> Option<&'t str> {
        let end = *self.braces.get(&self.at)?;
        let inner = &self.text[self.at + 1..end];
        count(inner.len());
        (self.at, self.closed) = (end + 1, end + 1);
        Some(inner)
    }

    /// What is before a mark outside braces.
    fn quoted(&mut self) -> Option<&'t str> {
        let (start, bytes) = (self.at, self.text.as_bytes());
        let mut at = start;
        loop {
            count(1);
            match *bytes.get(at)? {
                b'"' => break,
                b'{' => at = self.braces.get(&at)? + 1,
                b'}' => return None,
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
        self.at = at + 1;
        Some(&self.text[start..at])
    }
}

#[cfg(test)]
mod tests {
    use kzq_text::steps::more_than_linear;

    use super::*;

    fn fields(text: &str) -> Vec<(String, String)> {
        let records = records(text);
        let mut fields: Vec<_> = records[0].clone().unwrap().fields.into_iter().collect();
        fields.sort();
        fields
    }

    #[test]
    fn braced_quoted_and_concatenated_values_are_parsed() {
        for (value, expected) in [
            ("{Emma}", "Emma"),
            ("\"Emma\"", "Emma"),
            ("{The {NASA} {\\\"U}bung}", "The {NASA} {\\\"U}bung"),
            ("\"a {\"}quoted{\"} word\"", "a {\"}quoted{\"} word"),
            ("{a \\{ brace}", "a \\{ brace"),
            ("1815", "1815"),
            ("jan", "jan"),
            ("pub # { and sons}", "Murray and sons"),
            ("\"a\" # \"b\" # pub", "abMurray"),
        ] {
            let text = format!("@string{{pub = \"Murray\"}}\n@book{{k, title = {value}}}\n");
            assert_eq!(fields(&text), [("title".to_owned(), expected.to_owned())], "{value}");
        }
    }

    #[test]
    fn entries_strings_and_comments_are_distinguished() {
        let text = "% a comment, a@mail\n@comment{@book{not, title={A}}}\n@preamble{\"x\"}\nfree text\n\n\
                    @Book(k1,\n  TITLE = {One},\n)\n@misc{k2}\n@article{k3, title = {Broken\n\n@book{k4,title={Four},title={5}}\n";
        let read: Vec<_> = records(text)
            .into_iter()
            .map(|record| {
                record.map(|record| (record.line, record.kind, record.key, record.fields.get("title").cloned()))
            })
            .collect();
        let row = |line, kind: &str, key: &str, title: Option<&str>| {
            Ok((line, kind.to_owned(), key.to_owned(), title.map(str::to_owned)))
        };
        assert_eq!(
            read,
            [
                row(6, "book", "k1", Some("One")),
                row(9, "misc", "k2", None),
                Err(10),
                row(12, "book", "k4", Some("Four"))
            ]
        );
    }

    #[test]
    fn unclosed_records_take_linear_time() {
        for (repeated, after) in [
            ("@book{a, title={T\n", ""),
            ("@book{a, title=\"T\n", ""),
            ("@book(a, title=\"T\n", ""),
            ("@book(a, title={T\n", "}"),
            ("@book(a, title=\"{\n", "}"),
            ("@string(a={\n", "}"),
            ("@comment{\n", ""),
            ("@", ""),
            ("\n @", ""),
            ("@book{", ""),
        ] {
            let text = |size: usize| repeated.repeat(size) + &after.repeat(size);
            assert_eq!(more_than_linear(8, 10, text, |text| drop(records(text))), [], "{repeated:?}");
        }
    }
}
