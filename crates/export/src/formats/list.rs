//! [`ListDelimiters`]: how a format joins several entries.

use kzq_text::Safe;

/// The delimiters around and between several entries.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ListDelimiters {
    opening: &'static str,
    separator: &'static str,
    closing: &'static str,
    /// The output if there are no entries.
    empty: &'static str,
    /// The indentation of each line of an entry.
    indent: &'static str,
    /// Whether a single entry has them, too.
    pub(crate) even_for_one: bool,
}

impl ListDelimiters {
    /// An empty line between entries.
    pub(crate) const PARAGRAPHS: Self =
        Self { opening: "", separator: "\n\n", closing: "", empty: "", indent: "", even_for_one: false };
    /// Nothing between entries.
    pub(super) const NONE: Self = Self { separator: "", ..Self::PARAGRAPHS };
    /// Each entry on a line.
    pub(super) const LINES: Self = Self { separator: "\n", ..Self::PARAGRAPHS };
    /// A line with `%` after each entry.
    pub(super) const FORTUNE: Self =
        Self { separator: "\n%\n", closing: "\n%", even_for_one: true, ..Self::PARAGRAPHS };
    /// A JSON array.
    pub(super) const JSON: Self =
        Self { opening: "[\n", separator: ",\n", closing: "\n]", empty: "[]", indent: "  ", even_for_one: false };
    /// A JSON array, even of one.
    pub(super) const JSON_FILE: Self = Self { even_for_one: true, ..Self::JSON };
    /// A RON list.
    pub(super) const RON: Self = Self { closing: ",\n]", indent: "    ", ..Self::JSON };

    /// A heading, even of one entry, and each entry on a line.
    pub(super) const fn below(heading: &'static str) -> Self {
        Self { opening: heading, even_for_one: true, ..Self::LINES }
    }

    /// Whether nothing is written around the entries.
    pub(super) fn is_separator_only(self) -> bool {
        self.opening.is_empty() && self.closing.is_empty()
    }

    /// Puts the delimiters around and between the entries.
    pub(crate) fn wrap<'c>(
        self,
        items: impl Iterator<Item = Safe<'static>> + 'c,
    ) -> impl Iterator<Item = Safe<'static>> + 'c {
        let mut items = items.peekable();
        let closing = if items.peek().is_some() { self.closing } else { self.empty };
        let mut before = self.opening;
        let items = items.flat_map(move |item| {
            let item = if self.indent.is_empty() { item } else { indent_lines(&item, self.indent) };
            [Safe::from(std::mem::replace(&mut before, self.separator)), item]
        });
        items.chain(std::iter::once(Safe::from(closing)))
    }
}

/// Indents each line of a text.
pub(crate) fn indent_lines(text: &Safe<'_>, indent: &'static str) -> Safe<'static> {
    Safe::join(text.lines().map(|line| kzq_text::safe!(indent, line)).collect::<Vec<_>>(), "\n")
}
