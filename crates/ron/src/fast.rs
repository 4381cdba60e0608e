//! Parses the common form of a collection without the `ron` crate, in one pass per nesting level.
//!
//! It must agree with the crate on everything it accepts. Anything unusual (an escape, a raw string, a block comment,
//! a character, an attribute) is left to the crate, so this file reports no errors: it returns a value or declines.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

use crate::node::{Fields, Node, Pairs, Tagged};

/// Maximum nesting depth; deeper brackets are left to the crate, which has its own limit.
const DEEP: usize = 64;

/// A position in a text being parsed.
pub struct Cursor<'s> {
    text: &'s str,
    at: usize,
}

impl<'s> Cursor<'s> {
    pub fn new(text: &'s str) -> Self {
        Self { text, at: 0 }
    }

    pub fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Returns the byte offset.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Moves to a byte offset.
    pub fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    /// Returns whether the whole text is consumed.
    pub fn is_at_end(&self) -> bool {
        self.at == self.text.len()
    }

    /// Skips white space and line comments.
    pub fn skip_blanks(&mut self) -> Option<()> {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                Some(b'/') => self.skip_line_comment()?,
                _ => return Some(()),
            }
        }
    }

    fn skip_line_comment(&mut self) -> Option<()> {
        let rest = &self.text.as_bytes()[self.at..];
        rest.starts_with(b"//").then_some(())?;
        // A comment without a line end is left to the crate.
        self.at += memchr(b'\n', rest)?;
        Some(())
    }

    /// Consumes `expected` if it is the next byte.
    pub fn take(&mut self, due: u8) -> bool {
        let there = self.peek() == Some(due);
        self.at += usize::from(there);
        there
    }

    /// Consumes a colon and the white space around it.
    pub fn colon(&mut self) -> Option<()> {
        self.skip_blanks()?;
        self.take(b':').then_some(())?;
        self.skip_blanks()
    }

    /// Parses the name of a field or variant.
    pub fn name(&mut self) -> Option<&'s str> {
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        rest.first().filter(|first| first.is_ascii_alphabetic() || **first == b'_')?;
        let name = &self.text[self.at..self.at + length];
        self.at += length;
        Some(name)
    }

    /// Parses a double-quoted string with simple escapes only.
    pub fn text(&mut self) -> Option<Cow<'s, str>> {
        let start = self.at + 1;
        self.skip_text()?;
        let inside = &self.text[start..self.at - 1];
        unescaped(inside)
    }

    /// Parses a decimal number.
    pub fn number(&mut self) -> Option<u32> {
        let rest = &self.text[self.at..];
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        self.at += length;
        number(&rest[..length])
    }

    /// Consumes the separator after an item, or the closing bracket; returns whether another item follows.
    pub fn another(&mut self, close: u8) -> Option<bool> {
        self.skip_blanks()?;
        let comma = self.take(b',');
        self.skip_blanks()?;
        if self.take(close) { Some(false) } else { comma.then_some(true) }
    }

    /// Consumes the opening bracket of a group, and the closing one if it is empty; returns whether an item follows.
    pub fn open(&mut self, open: u8, close: u8) -> Option<bool> {
        self.take(open).then_some(())?;
        self.skip_blanks()?;
        Some(!self.take(close))
    }

    /// Skips a double-quoted string with any escapes.
    fn skip_text(&mut self) -> Option<()> {
        self.take(b'"').then_some(())?;
        loop {
            // The text may end after a backslash.
            let found = memchr2(b'"', b'\\', self.text.as_bytes().get(self.at..)?)?;
            self.at += found + 1;
            if self.text.as_bytes()[self.at - 1] == b'"' {
                return Some(());
            }
            self.at += 1;
        }
    }

    /// Skips a bracketed group; its contents are checked when they are parsed.
    fn skip_group(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'(' | b'[' | b'{' if depth == DEEP => return None,
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth -= 1,
                b'"' => {
                    // The quote may belong to a raw string or a byte string.
                    let before = self.text.as_bytes()[self.at - 1];
                    (!matches!(before, b'r' | b'b' | b'#')).then_some(())?;
                    self.skip_text()?;
                    continue;
                }
                b'/' => {
                    self.skip_line_comment()?;
                    continue;
                }
                b'\'' | b'#' => return None,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Skips a value and returns it unparsed.
    pub fn value(&mut self) -> Option<Node<'s>> {
        let start = self.at;
        match self.peek()? {
            b'"' => self.skip_text()?,
            b'(' | b'[' | b'{' => self.skip_group()?,
            b'0'..=b'9' | b'-' => {
                let rest = &self.text.as_bytes()[self.at..];
                self.at += rest.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'-').count();
            }
            _ => {
                self.name()?;
                if self.peek() == Some(b'(') {
                    self.skip_group()?;
                }
            }
        }
        Some(Node::alone(&self.text[start..self.at]))
    }

    /// Parses bracketed items separated by commas, with an optional trailing comma, up to the end of the text.
    fn items<T>(mut self, open: u8, close: u8, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut items = Vec::new();
        self.skip_blanks()?;
        self.take(open).then_some(())?;
        self.skip_blanks()?;
        while !self.take(close) {
            items.push(item(&mut self)?);
            self.skip_blanks()?;
            if !self.take(b',') {
                self.take(close).then_some(())?;
                break;
            }
            self.skip_blanks()?;
        }
        self.skip_blanks()?;
        (self.at == self.text.len()).then_some(items)
    }
}

/// Resolves simple escapes; declines others.
fn unescaped(inside: &str) -> Option<Cow<'_, str>> {
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
pub fn fields(ron: &str) -> Option<Fields<'_>> {
    let fields = Cursor::new(ron).items(b'(', b')', |cursor| {
        let name = cursor.name()?.to_owned();
        cursor.colon()?;
        Some((name, cursor.value()?))
    })?;
    Some(Fields(fields))
}

/// Parses an enum variant with its fields.
pub fn tagged(ron: &str) -> Option<Tagged<'_>> {
    let mut cursor = Cursor::new(ron);
    let tag = cursor.name()?.to_owned();
    (cursor.peek() == Some(b'(')).then_some(())?;
    Some(Tagged { tag, fields: fields(&ron[cursor.at..])? })
}

/// Parses the items of a list.
pub fn list(ron: &str) -> Option<Vec<Node<'_>>> {
    Cursor::new(ron).items(b'[', b']', Cursor::value)
}

/// Parses the pairs of a map.
pub fn pairs(ron: &str) -> Option<Pairs<'_>> {
    let pairs = Cursor::new(ron).items(b'{', b'}', |cursor| {
        let key = cursor.value()?;
        cursor.colon()?;
        Some((key, cursor.value()?))
    })?;
    Some(Pairs(pairs))
}

/// Parses a string with simple escapes only.
pub fn text(ron: &str) -> Option<String> {
    let mut cursor = Cursor::new(ron);
    let text = cursor.text()?;
    cursor.is_at_end().then(|| text.into_owned())
}

/// Parses a decimal number without leading zeros.
pub fn number(ron: &str) -> Option<u32> {
    let plain = ron.bytes().all(|byte| byte.is_ascii_digit()) && (ron == "0" || !ron.starts_with('0'));
    plain.then(|| ron.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_form_is_read() {
        let read = fields(
            "( id: \"a\", // why\n n:12,\n of: (x: [1, 2,], y: {\"k\": \"v)\"}), kind: Summary(machine: true),)",
        )
        .unwrap();
        let read: Vec<(&str, &str)> = read.0.iter().map(|(name, node)| (name.as_str(), node.ron())).collect();
        assert_eq!(
            read,
            [
                ("id", "\"a\""),
                ("n", "12"),
                ("of", "(x: [1, 2,], y: {\"k\": \"v)\"})"),
                ("kind", "Summary(machine: true)")
            ]
        );
        assert_eq!(tagged("Quote(id: \"q\")").unwrap().tag, "Quote");
        assert_eq!(list("[ ]").unwrap().len(), 0);
        assert_eq!(text("\"“a”\"").as_deref(), Some("“a”"));
        assert_eq!((number("0"), number("73")), (Some(0), Some(73)));
    }

    #[test]
    fn the_unusual_is_declined() {
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
            assert!(fields(ron).is_none(), "{ron}");
        }
        for ron in ["\"a\\u{41}\"", "\"a\\x41\"", "\"a\" \"b\"", "r\"a\"", "\"", "Some(\"a\")"] {
            assert_eq!(text(ron), None, "{ron}");
        }
        for ron in ["01", "1_000", "+1", "-1", "0x1", "99999999999", ""] {
            assert_eq!(number(ron), None, "{ron}");
        }
    }
}
