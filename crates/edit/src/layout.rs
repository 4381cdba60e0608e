//! How RON is laid out: one field a line, indented as in the file that it goes to.

use std::borrow::Cow;

use kzq_text::Safe;

/// The indentation and the line ends of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The indentation of one level.
    pub indent: String,
    /// The line end: `\n` or `\r\n`.
    pub newline: &'static str,
}

impl Default for Layout {
    fn default() -> Self {
        Self { indent: "    ".to_owned(), newline: "\n" }
    }
}

/// An item of a list or a map, with its fields; printed as a block or on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What comes before the fields: `Quote(`, `"id": (`.
    opening: Cow<'static, str>,
    /// The fields, `name: value`, each on one line, one directly after the other.
    fields: String,
    /// Where each field ends.
    ends: Vec<usize>,
    /// The items of the field `topics`, which comes last; none if it is empty.
    children: Vec<Row>,
    /// Whether a row without children is on one line even in a block.
    is_short: bool,
}

impl Row {
    /// Creates a row without fields; `opening` ends with the opening parenthesis.
    pub(crate) fn new(opening: impl Into<Cow<'static, str>>) -> Self {
        let opening = opening.into();
        Self { opening, fields: String::new(), ends: Vec::new(), children: Vec::new(), is_short: false }
    }

    /// Creates a row with room for fields of `bytes` bytes.
    pub(crate) fn with_capacity(opening: &'static str, bytes: usize) -> Self {
        Self { fields: String::with_capacity(bytes), ..Self::new(opening) }
    }

    /// Creates a row that is printed on one line.
    pub(crate) fn short(opening: impl Into<Cow<'static, str>>) -> Self {
        Self { is_short: true, ..Self::new(opening) }
    }

    /// Adds a field whose value is RON on one line.
    pub(crate) fn push(&mut self, name: &str, value: &str) {
        self.push_with(name, |out| out.push_str(value));
    }

    /// Adds a field whose value, RON on one line, is written by a function.
    pub(crate) fn push_with(&mut self, name: &str, write_value: impl FnOnce(&mut String)) {
        push_all(&mut self.fields, &[name, ": "]);
        write_value(&mut self.fields);
        self.ends.push(self.fields.len());
    }

    /// Adds a text.
    pub(crate) fn push_text(&mut self, name: &str, text: &str) {
        self.push_with(name, |out| push_literal(out, text));
    }

    /// Adds a text, if there is one.
    pub(crate) fn push_optional(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.push_text(name, text);
        }
    }

    /// Adds a list of texts, unless it is empty.
    pub(crate) fn push_list(&mut self, name: &str, texts: &[String]) {
        if !texts.is_empty() {
            self.push_with(name, |out| push_list_literal(out, texts));
        }
    }

    /// Adds an item to the field `topics`.
    pub(crate) fn push_child(&mut self, child: Self) {
        self.children.push(child);
    }

    /// Puts the items of the field `topics` into the opposite order.
    pub(crate) fn reverse_children(&mut self) {
        self.children.reverse();
    }

    fn fields(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |&end| &self.fields[std::mem::replace(&mut start, end)..end])
    }

    /// Prints the row with a line for each field. The first line has no indentation; the others have `indent` at least.
    pub fn block(&self, indent: &str, layout: &Layout) -> String {
        let Layout { indent: level, newline } = layout;
        if !self.children.is_empty() {
            let fields = self.fields().collect::<Vec<_>>().join(", ");
            let children: String = self.children.iter().map(|child| child.indented(indent, layout)).collect();
            return format!("{}{fields}, topics: [{children}{newline}{indent}])", self.opening);
        }
        if self.is_short {
            return self.one_line();
        }
        let around = newline.len() + indent.len() + level.len() + 1;
        let length = self.opening.len() + self.fields.len() + around * (self.ends.len() + 1);
        let mut out = String::with_capacity(length);
        out.push_str(&self.opening);
        for field in self.fields() {
            push_all(&mut out, &[newline, indent, level, field, ","]);
        }
        push_all(&mut out, &[newline, indent, ")"]);
        out
    }

    /// Prints the row as an item of a group with this indentation: on a line of its own, with a comma.
    fn indented(&self, indent: &str, layout: &Layout) -> String {
        let indent = format!("{indent}{}", layout.indent);
        format!("{}{indent}{},", layout.newline, self.block(&indent, layout))
    }

    /// Prints the row on one line.
    pub fn one_line(&self) -> String {
        let mut out = String::new();
        self.push_line(&mut out);
        out
    }

    /// Writes the row on one line.
    pub(crate) fn push_line(&self, out: &mut String) {
        out.push_str(&self.opening);
        push_joined(out, self.fields(), String::push_str);
        if !self.children.is_empty() {
            out.push_str(if self.ends.is_empty() { "topics: [" } else { ", topics: [" });
            push_joined(out, &self.children, |out, child| child.push_line(out));
            out.push(']');
        }
        out.push(')');
    }
}

/// How the items of a group are separated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Placing {
    /// On the line of the brackets.
    Inline,
    /// Each on lines of its own, with this indentation.
    Lines(String),
}

/// The text of new items, laid out as in the file that they go to.
#[derive(Clone, Debug)]
pub struct ItemWriter {
    layout: Layout,
    placing: Placing,
    text: String,
}

impl Default for ItemWriter {
    fn default() -> Self {
        Self::new()
    }
}

impl ItemWriter {
    /// Creates a writer for the entries of a [new file](crate::NewCollection).
    pub fn new() -> Self {
        let layout = Layout::default();
        let indent = layout.indent.repeat(2);
        Self::for_group(layout, Placing::Lines(indent))
    }

    /// Creates a writer for items of a group.
    pub(crate) fn for_group(layout: Layout, placing: Placing) -> Self {
        Self { layout, placing, text: String::new() }
    }

    /// Adds an item.
    pub fn push(&mut self, row: &Row) {
        let item = match &self.placing {
            Placing::Inline => row.one_line(),
            Placing::Lines(indent) => row.block(indent, &self.layout),
        };
        self.push_rendered(&item);
    }

    /// Adds items.
    pub(crate) fn push_all(&mut self, rows: &[Row]) {
        for row in rows {
            self.push(row);
        }
    }

    /// Adds an item that is RON already.
    pub(crate) fn push_rendered(&mut self, item: &str) {
        match &self.placing {
            Placing::Inline => self.text.push(' '),
            Placing::Lines(indent) => {
                self.text.push_str(self.layout.newline);
                self.text.push_str(indent);
            }
        }
        self.text.push_str(item);
        self.text.push(',');
    }

    /// Takes the text of the items since the last call: each begins with its line end or blank, and ends with a comma.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.text)
    }
}

fn push_all(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}

/// Writes a list of texts on one line.
pub(crate) fn push_list_literal(out: &mut String, texts: &[String]) {
    out.push('[');
    push_joined(out, texts, |out, text| push_literal(out, text));
    out.push(']');
}

/// Writes items with commas between them.
pub(crate) fn push_joined<T>(out: &mut String, items: impl IntoIterator<Item = T>, push_item: impl Fn(&mut String, T)) {
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        push_item(out, item);
    }
}

/// Formats a text as a literal on one line. RON reads it back exactly; characters that are not shown, or that change how
/// others are shown, are escaped.
pub fn string_literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_literal(&mut out, text);
    out
}

/// Writes a text as [`string_literal`] does.
pub(crate) fn push_literal(out: &mut String, text: &str) {
    // Whether a joiner or a mark is harmless depends on its neighbours.
    let is_safe = Safe::text(text).into_visible().as_str() == text;
    let next_escaped = |text: &str| {
        if is_safe {
            // Its only control characters are line feeds.
            memchr::memchr3(b'"', b'\\', b'\n', text.as_bytes())
        } else {
            text.find(|c: char| matches!(c, '"' | '\\') || !is_visible(c))
        }
    };
    out.reserve(text.len() + 2);
    out.push('"');
    let mut rest = text;
    while let Some((before, from)) = next_escaped(rest).map(|at| rest.split_at(at)) {
        out.push_str(before);
        let c = from.chars().next().unwrap_or_default();
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            _ => out.extend(c.escape_unicode()),
        }
        rest = &from[c.len_utf8()..];
    }
    out.push_str(rest);
    out.push('"');
}

/// Returns whether a character is shown as it is, whatever its neighbours.
fn is_visible(c: char) -> bool {
    let mut bytes = [0; 4];
    let text = &*c.encode_utf8(&mut bytes);
    c.is_ascii_graphic()
        || c == ' '
        || (c.is_alphanumeric() && Safe::text(text).visible().as_str() == text)
        || is_mark(c)
}

/// Returns whether a character is punctuation of ordinary texts, or an accent.
fn is_mark(c: char) -> bool {
    kzq_text::marks::is_quotation_mark(c) || matches!(c, '–' | '—' | '―' | '…' | '\u{a0}' | '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn control_and_bidi_characters_are_escaped() {
        for (text, literal) in [
            ("“Yes”, he said", r#""“Yes”, he said""#),
            ("a \"b\" \\ c\nd\te", r#""a \"b\" \\ c\nd\te""#),
            ("red \u{1b}[31m", r#""red \u{1b}[31m""#),
            ("turned \u{202e} round", r#""turned \u{202e} round""#),
            ("\u{feff}Ünder – “é”", r#""\u{feff}Ünder – “é”""#),
            ("👩\u{200d}🚀", "\"👩\u{200d}🚀\""),
        ] {
            assert_eq!(string_literal(text), literal);
        }
    }

    #[test]
    fn rows_are_formatted_as_block_or_single_line() {
        let mut row = Row::new("Quote(");
        row.push_text("id", "a");
        row.push("item", "3");
        assert_eq!(row.block("  ", &Layout::default()), "Quote(\n      id: \"a\",\n      item: 3,\n  )");
        assert_eq!(row.one_line(), "Quote(id: \"a\", item: 3)");
        let windows = Layout { indent: "\t".to_owned(), newline: "\r\n" };
        assert_eq!(row.block("", &windows), "Quote(\r\n\tid: \"a\",\r\n\titem: 3,\r\n)");
    }

    proptest! {
        #[test]
        fn string_literals_round_trip(text in "(\\PC|[\\x00-\\x1f\"\\\\\u{ad}\u{202e}\u{200b}\u{feff}\u{7f}\u{85}\u{e0001}]|[a-z]){0,20}") {
            let literal = string_literal(&text);
            prop_assert_eq!(ron::from_str::<String>(&literal).unwrap(), text);
            prop_assert!(!literal.contains('\n') && Safe::text(literal.as_str()).as_str() == literal);
        }
    }
}
