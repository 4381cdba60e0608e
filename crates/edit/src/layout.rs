//! How RON is laid out: one field a line, indented as in the file that it goes to.

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
    opening: String,
    /// The fields, `name: value`, each on one line.
    fields: Vec<String>,
    /// The items of the field `topics`, which comes last; none if it is empty.
    children: Vec<Row>,
    /// Whether a row without children is on one line even in a block.
    is_short: bool,
}

impl Row {
    /// Creates a row without fields; `opening` ends with the opening parenthesis.
    pub(crate) fn new(opening: impl Into<String>) -> Self {
        Self { opening: opening.into(), fields: Vec::new(), children: Vec::new(), is_short: false }
    }

    /// Creates a row that is printed on one line.
    pub(crate) fn short(opening: impl Into<String>) -> Self {
        Self { is_short: true, ..Self::new(opening) }
    }

    /// Adds a field whose value is RON on one line.
    pub(crate) fn push(&mut self, name: &str, value: &str) {
        self.fields.push(format!("{name}: {value}"));
    }

    /// Adds a text.
    pub(crate) fn push_text(&mut self, name: &str, text: &str) {
        self.push(name, &string_literal(text));
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
            self.push(name, &list_literal(texts));
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

    /// Prints the row with a line for each field. The first line has no indentation; the others have `indent` at least.
    pub fn block(&self, indent: &str, layout: &Layout) -> String {
        let Layout { indent: level, newline } = layout;
        if !self.children.is_empty() {
            let fields = self.fields.join(", ");
            let children: String = self.children.iter().map(|child| child.indented(indent, layout)).collect();
            return format!("{}{fields}, topics: [{children}{newline}{indent}])", self.opening);
        }
        if self.is_short {
            return self.one_line();
        }
        let fields = self.fields.iter().flat_map(|field| [newline, indent, level, field.as_str(), ","]);
        let fields: String = fields.collect();
        format!("{}{fields}{newline}{indent})", self.opening)
    }

    /// Prints the row as an item of a group with this indentation: on a line of its own, with a comma.
    fn indented(&self, indent: &str, layout: &Layout) -> String {
        let indent = format!("{indent}{}", layout.indent);
        format!("{}{indent}{},", layout.newline, self.block(&indent, layout))
    }

    /// Prints the row on one line.
    pub fn one_line(&self) -> String {
        let children: Vec<String> = self.children.iter().map(Self::one_line).collect();
        let children = (!children.is_empty()).then(|| format!("topics: [{}]", children.join(", ")));
        let fields: Vec<&str> = self.fields.iter().map(String::as_str).chain(children.as_deref()).collect();
        format!("{}{})", self.opening, fields.join(", "))
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

/// Formats a list of texts on one line.
pub(crate) fn list_literal(texts: &[String]) -> String {
    let items: Vec<String> = texts.iter().map(|text| string_literal(text)).collect();
    format!("[{}]", items.join(", "))
}

/// Formats a text as a literal on one line. RON reads it back exactly; characters that are not shown, or that change how
/// others are shown, are escaped.
pub fn string_literal(text: &str) -> String {
    // Whether a joiner or a mark is harmless depends on its neighbours.
    let is_safe = Safe::text(text).visible().as_str() == text;
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            _ if is_safe || is_visible(c) => out.push(c),
            _ => out.extend(c.escape_unicode()),
        }
    }
    out.push('"');
    out
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
    fn what_is_not_shown_is_escaped() {
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
    fn a_row_is_a_block_or_a_line() {
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
        fn a_literal_reads_back_exactly(text in "(\\PC|[\\x00-\\x1f\"\\\\\u{ad}\u{202e}\u{200b}\u{feff}\u{7f}\u{85}\u{e0001}]|[a-z]){0,20}") {
            let literal = string_literal(&text);
            prop_assert_eq!(ron::from_str::<String>(&literal).unwrap(), text);
            prop_assert!(!literal.contains('\n') && Safe::text(literal.as_str()).as_str() == literal);
        }
    }
}
