//! The common form of a collection, read without the `ron` crate, in one pass over each level of brackets.
//!
//! What is read here is what the crate would read, and in the same way; whatever looks unusual (an escape, a raw
//! text, a block comment, a character, an attribute) is not read here at all, and the crate reads it. So this file
//! never judges: it answers, or it declines.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

use super::shape::{Fields, Node, Pairs, Tagged};

/// Brackets that stand deeper in one another than this are for the crate to judge, which has a limit of its own.
const DEEP: usize = 64;

/// A place in a value that is being read.
pub(super) struct Cursor<'s> {
    text: &'s str,
    at: usize,
}

impl<'s> Cursor<'s> {
    pub(super) fn new(text: &'s str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// How far it has come, in bytes.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Goes back to where it was.
    pub(super) fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    /// Whether nothing is left.
    pub(super) fn is_at_end(&self) -> bool {
        self.at == self.text.len()
    }

    /// Passes over blanks and line comments.
    pub(super) fn skip_blanks(&mut self) -> Option<()> {
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
        // A comment that no line ends is for the crate to judge.
        self.at += memchr(b'\n', rest)?;
        Some(())
    }

    /// Passes over one byte if it is the one that is due.
    pub(super) fn take(&mut self, due: u8) -> bool {
        let there = self.peek() == Some(due);
        self.at += usize::from(there);
        there
    }

    /// Passes over a colon and the blanks around it.
    pub(super) fn colon(&mut self) -> Option<()> {
        self.skip_blanks()?;
        self.take(b':').then_some(())?;
        self.skip_blanks()
    }

    /// A name of a field or a variant.
    pub(super) fn name(&mut self) -> Option<&'s str> {
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        rest.first().filter(|first| first.is_ascii_alphabetic() || **first == b'_')?;
        let name = &self.text[self.at..self.at + length];
        self.at += length;
        Some(name)
    }

    /// A text in double quotes. Of the escapes only the plain ones are read.
    pub(super) fn text(&mut self) -> Option<Cow<'s, str>> {
        let start = self.at + 1;
        self.skip_text()?;
        let inside = &self.text[start..self.at - 1];
        unescaped(inside)
    }

    /// A number in plain digits.
    pub(super) fn number(&mut self) -> Option<u32> {
        let rest = &self.text[self.at..];
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        self.at += length;
        number(&rest[..length])
    }

    /// Passes over what separates the items of a list or struct that `close` ends; whether another item follows.
    pub(super) fn another(&mut self, close: u8) -> Option<bool> {
        self.skip_blanks()?;
        let comma = self.take(b',');
        self.skip_blanks()?;
        if self.take(close) { Some(false) } else { comma.then_some(true) }
    }

    /// Passes over the opening bracket of a list or struct; whether it has an item.
    pub(super) fn open(&mut self, open: u8, close: u8) -> Option<bool> {
        self.take(open).then_some(())?;
        self.skip_blanks()?;
        Some(!self.take(close))
    }

    /// Passes over a text in double quotes, escapes and all.
    fn skip_text(&mut self) -> Option<()> {
        self.take(b'"').then_some(())?;
        loop {
            // Behind a backslash the file may end.
            let found = memchr2(b'"', b'\\', self.text.as_bytes().get(self.at..)?)?;
            self.at += found + 1;
            if self.text.as_bytes()[self.at - 1] == b'"' {
                return Some(());
            }
            self.at += 1;
        }
    }

    /// Passes over a group in brackets, whatever it holds; its inside is looked at when it is read.
    fn skip_group(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'(' | b'[' | b'{' if depth == DEEP => return None,
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth -= 1,
                b'"' => {
                    // The mark may belong to a raw text or to bytes.
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

    /// A value, unread.
    pub(super) fn value(&mut self) -> Option<Node<'s>> {
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

    /// Items between brackets, each with a comma behind it but for the last, which may have one; then nothing more.
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

/// A text without its plain escapes.
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

/// The fields of a struct without a name.
pub(super) fn fields(ron: &str) -> Option<Fields<'_>> {
    let fields = Cursor::new(ron).items(b'(', b')', |cursor| {
        let name = cursor.name()?.to_owned();
        cursor.colon()?;
        Some((name, cursor.value()?))
    })?;
    Some(Fields(fields))
}

/// A variant with its fields.
pub(super) fn tagged(ron: &str) -> Option<Tagged<'_>> {
    let mut cursor = Cursor::new(ron);
    let tag = cursor.name()?.to_owned();
    (cursor.peek() == Some(b'(')).then_some(())?;
    Some(Tagged { tag, fields: fields(&ron[cursor.at..])? })
}

/// The items of a list.
pub(super) fn list(ron: &str) -> Option<Vec<Node<'_>>> {
    Cursor::new(ron).items(b'[', b']', Cursor::value)
}

/// The pairs of a map.
pub(super) fn pairs(ron: &str) -> Option<Pairs<'_>> {
    let pairs = Cursor::new(ron).items(b'{', b'}', |cursor| {
        let key = cursor.value()?;
        cursor.colon()?;
        Some((key, cursor.value()?))
    })?;
    Some(Pairs(pairs))
}

/// A text with plain escapes at the most.
pub(super) fn text(ron: &str) -> Option<String> {
    let mut cursor = Cursor::new(ron);
    let text = cursor.text()?;
    cursor.is_at_end().then(|| text.into_owned())
}

/// A number in plain digits.
pub(super) fn number(ron: &str) -> Option<u32> {
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
