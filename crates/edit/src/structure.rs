//! The structure of a RON text by positions: groups in brackets, and their items with names and commas.
//!
//! It is read from tokens, so it is right for every text that the `ron` crate accepts; for others it is a guess.

use std::ops::Range;

use kzq_ron::{RonTokenKind, skip_comment, tokens};

/// Brackets and what is between them.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// The offset of the opening bracket.
    pub(crate) open: usize,
    /// The offset of the closing bracket.
    pub(crate) close: usize,
    /// The items in their order.
    pub(crate) items: Vec<Item>,
}

/// An item of a group.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// The name of a field, or the key of a map; lists have none.
    pub(crate) name: Option<Range<usize>>,
    /// The value, without comments around it.
    pub(crate) value: Range<usize>,
    /// The offset of the comma after it.
    pub(crate) comma: Option<usize>,
}

impl Item {
    /// Returns where the item begins: at its name, if it has one.
    pub(crate) fn start(&self) -> usize {
        self.name.as_ref().unwrap_or(&self.value).start
    }
}

impl Group {
    /// Reads the group that opens at the offset `open`; `None` if it is not closed, or a part of it is missing.
    pub(crate) fn parse(text: &str, open: usize) -> Option<Self> {
        let mut tokens = tokens(text.get(open..)?);
        tokens.next().filter(|token| token.kind == RonTokenKind::Open && token.start == 0)?;
        let mut items = Vec::new();
        let mut depth = 0_usize;
        let (mut name, mut value): (Option<Range<usize>>, Option<Range<usize>>) = (None, None);
        for token in tokens {
            let span = open + token.start..open + token.end();
            match (token.kind, token.text) {
                (RonTokenKind::Close, _) if depth == 0 => {
                    if value.is_some() || name.is_some() {
                        items.push(Item { name, value: value?, comma: None });
                    }
                    return Some(Self { open, close: span.start, items });
                }
                (RonTokenKind::Punctuation, ",") if depth == 0 => {
                    items.push(Item { name: name.take(), value: value.take()?, comma: Some(span.start) });
                    continue;
                }
                (RonTokenKind::Punctuation, ":") if depth == 0 && name.is_none() => {
                    name = Some(value.take()?);
                    continue;
                }
                (RonTokenKind::Open, _) => depth += 1,
                (RonTokenKind::Close, _) => depth -= 1,
                _ => {}
            }
            value = Some(value.map_or(span.start, |value| value.start)..span.end);
        }
        None
    }

    /// Reads the group of a value: `[…]`, `(…)`, `Quote(…)`, or one of these in `Some(…)`.
    pub(crate) fn of_value(text: &str, value: &Range<usize>) -> Option<Self> {
        let mut tokens = tokens(text.get(value.clone())?);
        let first = tokens.next()?;
        if first.kind == RonTokenKind::Open {
            return Self::parse(text, value.start + first.start);
        }
        let open = tokens.next().filter(|token| token.kind == RonTokenKind::Open)?;
        let group = Self::parse(text, value.start + open.start)?;
        match (first.text, group.items.as_slice()) {
            ("Some", [only]) if only.name.is_none() => Self::of_value(text, &only.value),
            _ => Some(group),
        }
    }

    /// Returns the item of a name.
    pub(crate) fn field(&self, text: &str, name: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.name.clone().is_some_and(|span| &text[span] == name))
    }

    /// Returns whether its brackets are round, as those of a struct.
    pub(crate) fn is_struct(&self, text: &str) -> bool {
        text[self.open..].starts_with('(')
    }
}

/// Reads the outermost group of a file, which may begin with a byte-order mark and extensions.
pub(crate) fn parse_file(text: &str) -> Option<Group> {
    let mut start = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
    loop {
        let mut tokens = tokens(&text[start..]);
        let first = tokens.next()?;
        if first.text != "#" {
            let group = Group::parse(text, start + first.start)?;
            let is_whole = tokens_are_empty(&text[group.close + 1..]);
            return is_whole.then_some(group);
        }
        let open = tokens.find(|token| token.kind == RonTokenKind::Open)?;
        start = Group::parse(text, start + open.start)?.close + 1;
    }
}

fn tokens_are_empty(text: &str) -> bool {
    tokens(text).next().is_none()
}

/// Returns the indentation of the line of an offset.
pub(crate) fn line_indent(text: &str, offset: usize) -> &str {
    let line = &text[line_start(text, offset)..offset];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// Returns the offset at which the line of an offset begins; a byte-order mark is not part of the first line.
pub(crate) fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind(['\n', '\u{feff}']).map_or(0, |end| end + text[end..].chars().next().map_or(0, char::len_utf8))
}

/// Returns the end of the comments that follow an offset on its line.
pub(crate) fn comments_end(text: &str, offset: usize) -> usize {
    let mut end = offset;
    let mut rest = &text[offset..];
    while let Some(after) = skip_comment(rest.trim_start_matches([' ', '\t'])) {
        end = text.len() - after.len();
        rest = after;
    }
    // The line end of a line comment may be two characters.
    if text[offset..end].ends_with('\r') { end - 1 } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<(Option<&str>, &str, bool)> {
        let group = parse_file(text).unwrap();
        let item =
            |item: &Item| (item.name.clone().map(|name| &text[name]), &text[item.value.clone()], item.comma.is_some());
        group.items.iter().map(item).collect()
    }

    #[test]
    fn items_have_exact_ranges() {
        assert_eq!(
            items(
                "\u{feff}#![enable(implicit_some)]\n// a (\n( a : 1 /* , */ , // b\n b: Some(Quote(x: [1, 2])) /* ) */ , c:r#\"\",\"#)"
            ),
            [(Some("a"), "1", true), (Some("b"), "Some(Quote(x: [1, 2]))", true), (Some("c"), "r#\"\",\"#", false)]
        );
        assert_eq!(items("()"), []);
        assert_eq!(items("[(a: 1), Q(), /* c */ ]"), [(None, "(a: 1)", true), (None, "Q()", true)]);
        assert_eq!(items("{\"k:\": \"v\",}"), [(Some("\"k:\""), "\"v\"", true)]);
    }

    #[test]
    fn malformed_files_are_rejected() {
        for text in ["", "(", "(a: 1", "(,)", "(a:)", "(a: 1) b", "a", "\"a\"", "#![enable(x)", "(a: \"b)"] {
            assert!(parse_file(text).is_none(), "{text}");
        }
    }

    #[test]
    fn groups_are_found_in_values() {
        for (text, expected) in [
            ("[1]", Some(1)),
            ("Quote(a: 1, b: 2)", Some(2)),
            ("Some([1, 2, 3])", Some(3)),
            ("12", None),
            ("\"[\"", None),
        ] {
            let group = Group::of_value(text, &(0..text.len()));
            assert_eq!(group.map(|group| group.items.len()), expected, "{text}");
        }
    }

    #[test]
    fn comments_after_a_comma_end_with_their_line() {
        for (text, expected) in [
            (", // a\n b", ", // a"),
            (", // a\r\n b", ", // a"),
            (", /* a\n */ // b\nc", ", /* a\n */ // b"),
            (",  b", ","),
            (", // a", ", // a"),
        ] {
            assert_eq!(&text[..comments_end(text, 1)], expected);
        }
    }
}
