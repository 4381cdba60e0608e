//! The syntax of `BibTeX`: entries, strings, comments.

use std::collections::HashMap;

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
    let mut records = Vec::new();
    let (mut at, mut line, mut counted) = (0, 1, 0);
    // What is between entries is a comment.
    while let Some(offset) = memchr::memchr(b'@', &text.as_bytes()[at..]) {
        let start = at + offset;
        line += text[counted..start].matches('\n').count();
        counted = start;
        at = start + 1;
        if !text[..start].rsplit('\n').next().is_some_and(|before| before.trim().is_empty()) {
            continue;
        }
        let mut parser = Parser { text, at };
        let kind = parser.name().to_lowercase();
        match kind.as_str() {
            "" | "comment" | "preamble" => {}
            "string" => {
                if let Some((name, value)) = parser.string(&macros) {
                    macros.insert(name, value);
                    at = parser.at;
                }
            }
            _ => match parser.record(line, kind, &macros) {
                Some(record) => {
                    records.push(Ok(record));
                    at = parser.at;
                }
                None => records.push(Err(line)),
            },
        }
        if matches!(text.as_bytes().get(parser.at), Some(b'{')) && at == start + 1 {
            // What a comment has in braces is no record.
            at = parser.braced().map_or(at, |_| parser.at);
        }
    }
    records
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
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
        let start = self.at;
        let record = self.fields(line, kind, macros);
        if record.is_none() {
            self.at = start;
        }
        record
    }

    fn fields(&mut self, line: usize, kind: String, macros: &HashMap<String, String>) -> Option<Record> {
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
        let inner = self.rest().strip_prefix('{')?;
        let end = end(inner, b'}')?;
        self.at += end + 2;
        Some(&inner[..end])
    }

    /// What is before a mark outside braces.
    fn quoted(&mut self) -> Option<&'t str> {
        let inner = self.rest();
        let end = end(inner, b'"')?;
        self.at += end + 1;
        Some(&inner[..end])
    }
}

/// Where a text has a byte outside braces. A backslash escapes the byte behind it.
fn end(text: &str, close: u8) -> Option<usize> {
    let mut depth = 0;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            _ if byte == close && depth == 0 => return Some(at),
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b'\\' => drop(bytes.next()),
            _ => {}
        }
        if depth < 0 {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Vec<(String, String)> {
        let records = records(text);
        let mut fields: Vec<_> = records[0].clone().unwrap().fields.into_iter().collect();
        fields.sort();
        fields
    }

    #[test]
    fn values_are_written_in_many_ways() {
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
    fn entries_strings_and_comments_are_told_apart() {
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
}
