//! RON tokens, used to locate mistakes, and where to edit a file.
//!
//! Only the `ron` crate decides what is valid RON; this file inspects the text afterwards. Every text can be tokenised, so
//! this never fails.

use std::ops::Range;

use memchr::memchr2;

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RonTokenKind {
    /// A string or character literal; extends to the end of the file if unclosed.
    Quoted {
        /// Whether it has its closing quote.
        is_closed: bool,
    },
    /// A number or an identifier.
    Word,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// Any other character.
    Punctuation,
}

/// A token and its byte offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RonToken<'s> {
    /// The kind of token.
    pub kind: RonTokenKind,
    /// The token as it is in the text.
    pub text: &'s str,
    /// The byte offset in the text.
    pub start: usize,
}

impl RonToken<'_> {
    /// Returns the byte offset of its end.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Returns the bytes of the text that it takes up.
    pub fn span(&self) -> Range<usize> {
        self.start..self.end()
    }
}

/// Iterates over the tokens of `text`, skipping white space and comments.
pub fn tokens(text: &str) -> impl Iterator<Item = RonToken<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = skip_trivia(&text[at..]);
        let start = text.len() - rest.len();
        let (kind, length) = scan_token(rest)?;
        at = start + length;
        Some(RonToken { kind, text: &rest[..length], start })
    })
}

/// Returns the first token that ends after the byte `at`, otherwise the last one.
pub fn token_at(text: &str, at: usize) -> Option<RonToken<'_>> {
    let mut last = None;
    for token in tokens(text) {
        last = Some(token);
        if token.end() > at {
            break;
        }
    }
    last
}

/// Returns `text` without leading white space and comments.
pub fn skip_trivia(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some(after) = skip_comment(rest) {
        rest = after.trim_start();
    }
    rest
}

/// Returns `text` without the comment with which it begins, if it does; the line end of a line comment stays.
pub fn skip_comment(text: &str) -> Option<&str> {
    if text.starts_with("//") {
        Some(text.find('\n').map_or("", |end| &text[end..]))
    } else {
        text.starts_with("/*").then(|| skip_block_comment(text))
    }
}

/// Skips a block comment; block comments nest.
fn skip_block_comment(text: &str) -> &str {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(two) = text.as_bytes().get(at..at + 2) {
        match two {
            b"/*" => depth += 1,
            b"*/" if depth == 1 => return &text[at + 2..],
            b"*/" => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
    }
    ""
}

/// Returns the kind and length of the first token of `rest`.
fn scan_token(rest: &str) -> Option<(RonTokenKind, usize)> {
    let first = rest.chars().next()?;
    let quoted = if matches!(first, '"' | '\'' | 'b' | 'r') { scan_quoted(rest) } else { None };
    Some(match first {
        _ if quoted.is_some() => quoted?,
        '(' | '[' | '{' => (RonTokenKind::Open, 1),
        ')' | ']' | '}' => (RonTokenKind::Close, 1),
        _ if is_word_char(first) => (RonTokenKind::Word, rest.find(|c| !is_word_char(c)).unwrap_or(rest.len())),
        _ => (RonTokenKind::Punctuation, first.len_utf8()),
    })
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '+' | '.' | '#')
}

fn scan_quoted(rest: &str) -> Option<(RonTokenKind, usize)> {
    let body = rest.strip_prefix('b').unwrap_or(rest);
    if let Some(inside) = body.strip_prefix('"') {
        return Some(quoted_token(rest, inside, closing_quote_end(inside)));
    }
    if let Some(inside) = body.strip_prefix('\'') {
        let line = inside.split('\n').next()?;
        return Some(quoted_token(rest, inside, Some(line.find('\'')? + 1)));
    }
    let raw = body.strip_prefix('r')?;
    let inside = raw.trim_start_matches('#').strip_prefix('"')?;
    let closing = format!("\"{}", "#".repeat(raw.len() - inside.len() - 1));
    Some(quoted_token(rest, inside, inside.find(&closing).map(|at| at + closing.len())))
}

/// Returns a literal that has `length` bytes of `inside` up to its closing quote, or all of them if unclosed.
fn quoted_token(rest: &str, inside: &str, length: Option<usize>) -> (RonTokenKind, usize) {
    let before = rest.len() - inside.len();
    (RonTokenKind::Quoted { is_closed: length.is_some() }, before + length.unwrap_or(inside.len()))
}

fn closing_quote_end(inside: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr2(b'"', b'\\', inside.as_bytes().get(at..)?)?;
        if inside.as_bytes()[at] == b'"' {
            return Some(at + 1);
        }
        // The backslash and what it escapes.
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token_texts(ron: &str) -> Vec<&str> {
        tokens(ron).map(|token| token.text).collect()
    }

    #[test]
    fn ron_is_tokenised() {
        let ron = "(a: \"b\\\"c\", // d\n /* e /* f */ \" */ g: [-1.5, r#\"h\"i\"#], 'j k')";
        let parts =
            ["(", "a", ":", "\"b\\\"c\"", ",", "g", ":", "[", "-1.5", ",", "r#\"h\"i\"#", "]", ",", "'j k'", ")"];
        assert_eq!(token_texts(ron), parts);
        assert!(tokens(ron).all(|token| &ron[token.span()] == token.text));
    }

    #[test]
    fn unclosed_tokens_extend_to_the_end() {
        for open in ["\"a\\\"", "r#\"a\"", "b\"a", "\""] {
            let token = tokens(open).next().unwrap();
            assert_eq!((token.kind, token.text), (RonTokenKind::Quoted { is_closed: false }, open));
        }
        assert_eq!(token_texts("a /* b */ c /* d /* e */"), ["a", "c"]);
        assert_eq!(token_texts("a // b"), ["a"]);
        assert_eq!(token_texts("it's"), ["it", "'", "s"]);
    }

    #[test]
    fn token_at_returns_the_token_at_or_after_an_offset() {
        let at = |place| token_at("ab  cd ", place).map(|token| token.text);
        assert_eq!([at(1), at(2), at(4), at(6)], [Some("ab"), Some("cd"), Some("cd"), Some("cd")]);
        assert_eq!(token_at(" // ", 0), None);
    }
}
