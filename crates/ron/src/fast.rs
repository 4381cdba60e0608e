//! Parses the common form of a collection without the `ron` crate, in one pass per nesting level.
//!
//! It must agree with the crate on everything it accepts. Anything unusual (an escape, a raw string, a block comment,
//! a character, an attribute) is left to the crate, so this file reports no errors: it returns a value or declines.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

use crate::node::{Fields, Node, Pairs, TaggedFields};

/// Maximum nesting depth; deeper brackets are left to the crate, which has its own limit.
const MAX_DEPTH: usize = 64;

/// A position in a text being parsed.
pub struct RonCursor<'s> {
    text: &'s str,
    offset: usize,
}

impl<'s> RonCursor<'s> {
    /// Creates a cursor at the start of a text.
    pub fn new(text: &'s str) -> Self {
        Self { text, offset: 0 }
    }

    /// Returns the next byte without consuming it; `None` at the end of the text.
    pub fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.offset).copied()
    }

    /// Returns the byte offset.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// Moves to a byte offset.
    pub fn seek(&mut self, offset: usize) {
        self.offset = offset;
    }

    /// Returns whether the whole text is consumed.
    pub fn is_eof(&self) -> bool {
        self.offset == self.text.len()
    }

    /// Skips white space and line comments.
    pub fn skip_trivia(&mut self) -> Option<()> {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.offset += 1,
                Some(b'/') => self.skip_line_comment()?,
                _ => return Some(()),
            }
        }
    }

    fn skip_line_comment(&mut self) -> Option<()> {
        let rest = &self.text.as_bytes()[self.offset..];
        rest.starts_with(b"//").then_some(())?;
        // A comment without a line end is left to the crate.
        self.offset += memchr(b'\n', rest)?;
        Some(())
    }

    /// Consumes `expected` if it is the next byte.
    pub fn eat(&mut self, expected: u8) -> bool {
        let is_expected = self.peek() == Some(expected);
        self.offset += usize::from(is_expected);
        is_expected
    }

    /// Consumes a colon and the white space around it.
    pub fn eat_colon(&mut self) -> Option<()> {
        self.skip_trivia()?;
        self.eat(b':').then_some(())?;
        self.skip_trivia()
    }

    /// Parses the name of a field or variant.
    pub fn parse_name(&mut self) -> Option<&'s str> {
        let rest = &self.text.as_bytes()[self.offset..];
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        rest.first().filter(|first| first.is_ascii_alphabetic() || **first == b'_')?;
        let name = &self.text[self.offset..self.offset + length];
        self.offset += length;
        Some(name)
    }

    /// Parses a double-quoted string with simple escapes only.
    pub fn parse_string(&mut self) -> Option<Cow<'s, str>> {
        let start = self.offset + 1;
        self.skip_string()?;
        let inside = &self.text[start..self.offset - 1];
        unescape(inside)
    }

    /// Parses a decimal number.
    pub fn parse_number(&mut self) -> Option<u32> {
        let rest = &self.text[self.offset..];
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        self.offset += length;
        parse_number(&rest[..length])
    }

    /// Consumes the separator after an item, or the closing bracket; returns whether another item follows.
    pub fn next_item(&mut self, close: u8) -> Option<bool> {
        self.skip_trivia()?;
        let comma = self.eat(b',');
        self.skip_trivia()?;
        if self.eat(close) { Some(false) } else { comma.then_some(true) }
    }

    /// Consumes the opening bracket of a group, and the closing one if it is empty; returns whether an item follows.
    pub fn open_group(&mut self, open: u8, close: u8) -> Option<bool> {
        self.eat(open).then_some(())?;
        self.skip_trivia()?;
        Some(!self.eat(close))
    }

    /// Skips a double-quoted string with any escapes.
    fn skip_string(&mut self) -> Option<()> {
        self.eat(b'"').then_some(())?;
        loop {
            // The text may end after a backslash.
            let found = memchr2(b'"', b'\\', self.text.as_bytes().get(self.offset..)?)?;
            self.offset += found + 1;
            if self.text.as_bytes()[self.offset - 1] == b'"' {
                return Some(());
            }
            self.offset += 1;
        }
    }

    /// Skips a bracketed group; its contents are checked when they are parsed.
    fn skip_group(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'(' | b'[' | b'{' if depth == MAX_DEPTH => return None,
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth -= 1,
                b'"' => {
                    // The quote may belong to a raw string or a byte string.
                    let before = self.text.as_bytes()[self.offset - 1];
                    (!matches!(before, b'r' | b'b' | b'#')).then_some(())?;
                    self.skip_string()?;
                    continue;
                }
                b'/' => {
                    self.skip_line_comment()?;
                    continue;
                }
                b'\'' | b'#' => return None,
                _ => {}
            }
            self.offset += 1;
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Skips a value and returns it unparsed.
    pub fn take_value(&mut self) -> Option<Node<'s>> {
        let start = self.offset;
        match self.peek()? {
            b'"' => self.skip_string()?,
            b'(' | b'[' | b'{' => self.skip_group()?,
            b'0'..=b'9' | b'-' => {
                let rest = &self.text.as_bytes()[self.offset..];
                self.offset += rest.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'-').count();
            }
            _ => {
                self.parse_name()?;
                if self.peek() == Some(b'(') {
                    self.skip_group()?;
                }
            }
        }
        Some(Node::exact(&self.text[start..self.offset]))
    }

    /// Parses bracketed items separated by commas, with an optional trailing comma, up to the end of the text.
    fn parse_items<T>(mut self, open: u8, close: u8, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut items = Vec::new();
        self.skip_trivia()?;
        self.eat(open).then_some(())?;
        self.skip_trivia()?;
        while !self.eat(close) {
            items.push(item(&mut self)?);
            self.skip_trivia()?;
            if !self.eat(b',') {
                self.eat(close).then_some(())?;
                break;
            }
            self.skip_trivia()?;
        }
        self.skip_trivia()?;
        (self.offset == self.text.len()).then_some(items)
    }
}

/// Resolves simple escapes; declines others.
fn unescape(inside: &str) -> Option<Cow<'_, str>> {
    let Some(mut next) = memchr(b'\\', inside.as_bytes()) else { return Some(Cow::Borrowed(inside)) };
    let mut text = String::with_capacity(inside.len());
    let mut rest = inside;
    loop {
        text.push_str(&rest[..next]);
        text.push(match rest.as_bytes().get(next + 1)? {
            b'"' => '"',
            b'\\' => '\\',
            b'\'' => '\'',
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            _ => return None,
        });
        rest = &rest[next + 2..];
        let Some(found) = memchr(b'\\', rest.as_bytes()) else { break };
        next = found;
    }
    text.push_str(rest);
    Some(Cow::Owned(text))
}

/// Parses the fields of an unnamed struct.
pub fn parse_fields(ron: &str) -> Option<Fields<'_>> {
    let fields = RonCursor::new(ron).parse_items(b'(', b')', |cursor| {
        let name = cursor.parse_name()?.to_owned();
        cursor.eat_colon()?;
        Some((name, cursor.take_value()?))
    })?;
    Some(Fields(fields))
}

/// Parses an enum variant with its fields.
pub fn parse_tagged(ron: &str) -> Option<TaggedFields<'_>> {
    let mut cursor = RonCursor::new(ron);
    let tag = cursor.parse_name()?.to_owned();
    (cursor.peek() == Some(b'(')).then_some(())?;
    Some(TaggedFields { tag, fields: parse_fields(&ron[cursor.offset..])? })
}

/// Parses the items of a list.
pub fn parse_list(ron: &str) -> Option<Vec<Node<'_>>> {
    RonCursor::new(ron).parse_items(b'[', b']', RonCursor::take_value)
}

/// Parses the pairs of a map.
pub fn parse_pairs(ron: &str) -> Option<Pairs<'_>> {
    let pairs = RonCursor::new(ron).parse_items(b'{', b'}', |cursor| {
        let key = cursor.take_value()?;
        cursor.eat_colon()?;
        Some((key, cursor.take_value()?))
    })?;
    Some(Pairs(pairs))
}

/// Parses a string with simple escapes only.
pub fn parse_string(ron: &str) -> Option<String> {
    let mut cursor = RonCursor::new(ron);
    let text = cursor.parse_string()?;
    cursor.is_eof().then(|| text.into_owned())
}

/// Parses a decimal number without leading zeros.
pub fn parse_number(ron: &str) -> Option<u32> {
    let is_canonical = ron.bytes().all(|byte| byte.is_ascii_digit()) && (ron == "0" || !ron.starts_with('0'));
    is_canonical.then(|| ron.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_form_is_parsed() {
        let read = parse_fields(
            "( id: \"a\", // why\n n:12,\n of: (x: [1, 2,], y: {\"k\": \"v)\"}), kind: Summary(machine: true),)",
        )
        .unwrap();
        let read: Vec<(&str, &str)> = read.0.iter().map(|(name, node)| (name.as_str(), node.as_str())).collect();
        assert_eq!(
            read,
            [
                ("id", "\"a\""),
                ("n", "12"),
                ("of", "(x: [1, 2,], y: {\"k\": \"v)\"})"),
                ("kind", "Summary(machine: true)")
            ]
        );
        assert_eq!(parse_tagged("Quote(id: \"q\")").unwrap().tag, "Quote");
        assert_eq!(parse_list("[ ]").unwrap().len(), 0);
        assert_eq!(parse_string("\"“a”\"").as_deref(), Some("“a”"));
        assert_eq!((parse_number("0"), parse_number("73")), (Some(0), Some(73)));
    }

    #[test]
    fn unusual_forms_are_declined() {
        for ron in [
            "(a: 'x')",
            "(a: r\"x\")",
            "(a: [r#\"x\"#])",
            "(a: /* c */ 1)",
            "(a: 1",
            "(a: 1) x",
            "(a 1)",
            "(,)",
            "#![enable(implicit_some)] ()",
            "Name(a: 1)",
            "(a: b\"x\")",
            "(a: 1, // open",
            "(a: \"\\",
            "(a: (\"x\\",
        ] {
            assert!(parse_fields(ron).is_none(), "{ron}");
        }
        for ron in ["\"a\\u{41}\"", "\"a\\x41\"", "\"a\" \"b\"", "r\"a\"", "\"", "Some(\"a\")"] {
            assert_eq!(parse_string(ron), None, "{ron}");
        }
        for ron in ["01", "1_000", "+1", "-1", "0x1", "99999999999", ""] {
            assert_eq!(parse_number(ron), None, "{ron}");
        }
    }
}
