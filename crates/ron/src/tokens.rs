//! RON tokens, used to locate mistakes.
//!
//! Only the `ron` crate decides what is valid RON; this file inspects the text around the place where it stopped.
//! Every text can be tokenised, so this never fails.

use std::ops::Range;

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A string or character literal; extends to the end of the file if unclosed.
    Text { closed: bool },
    /// A number or an identifier.
    Word,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// Any other character.
    Mark,
}

/// A token and its byte offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'s> {
    pub kind: TokenKind,
    pub text: &'s str,
    pub start: usize,
}

impl Token<'_> {
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub fn span(&self) -> Range<usize> {
        self.start..self.end()
    }
}

/// Iterates over the tokens of `text`, skipping white space and comments.
pub fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = past_blanks(&text[at..]);
        let start = text.len() - rest.len();
        let (kind, length) = measure(rest)?;
        at = start + length;
        Some(Token { kind, text: &rest[..length], start })
    })
}

/// Returns the first token that ends after the byte `at`, otherwise the last one.
pub fn token_at(text: &str, at: usize) -> Option<Token<'_>> {
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
pub fn past_blanks(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let after = if rest.starts_with("//") {
            rest.find('\n').map_or("", |end| &rest[end..])
        } else if rest.starts_with("/*") {
            past_block_comment(rest)
        } else {
            return rest;
        };
        rest = after.trim_start();
    }
}

/// Skips a block comment; block comments nest.
fn past_block_comment(text: &str) -> &str {
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
fn measure(rest: &str) -> Option<(TokenKind, usize)> {
    let first = rest.chars().next()?;
    let quoted = quoted(rest);
    Some(match first {
        _ if quoted.is_some() => quoted?,
        '(' | '[' | '{' => (TokenKind::Open, 1),
        ')' | ']' | '}' => (TokenKind::Close, 1),
        _ if in_word(first) => (TokenKind::Word, rest.find(|c| !in_word(c)).unwrap_or(rest.len())),
        _ => (TokenKind::Mark, first.len_utf8()),
    })
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '+' | '.' | '#')
}

fn quoted(rest: &str) -> Option<(TokenKind, usize)> {
    let body = rest.strip_prefix('b').unwrap_or(rest);
    if let Some(inside) = body.strip_prefix('"') {
        return Some(until(rest, inside, end_of_escaped(inside)));
    }
    if let Some(inside) = body.strip_prefix('\'') {
        let line = inside.split('\n').next()?;
        return Some(until(rest, inside, Some(line.find('\'')? + 1)));
    }
    let raw = body.strip_prefix('r')?;
    let inside = raw.trim_start_matches('#').strip_prefix('"')?;
    let closing = format!("\"{}", "#".repeat(raw.len() - inside.len() - 1));
    Some(until(rest, inside, inside.find(&closing).map(|at| at + closing.len())))
}

/// Returns a literal that has `length` bytes of `inside` up to its closing quote, or all of them if unclosed.
fn until(rest: &str, inside: &str, length: Option<usize>) -> (TokenKind, usize) {
    let before = rest.len() - inside.len();
    (TokenKind::Text { closed: length.is_some() }, before + length.unwrap_or(inside.len()))
}

fn end_of_escaped(inside: &str) -> Option<usize> {
    let mut escaped = false;
    inside
        .bytes()
        .position(|byte| {
            let closes = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            closes
        })
        .map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(ron: &str) -> Vec<&str> {
        tokens(ron).map(|token| token.text).collect()
    }

    #[test]
    fn ron_falls_into_tokens() {
        let ron = "(a: \"b\\\"c\", // d\n /* e /* f */ \" */ g: [-1.5, r#\"h\"i\"#], 'j k')";
        let parts =
            ["(", "a", ":", "\"b\\\"c\"", ",", "g", ":", "[", "-1.5", ",", "r#\"h\"i\"#", "]", ",", "'j k'", ")"];
        assert_eq!(texts(ron), parts);
        assert!(tokens(ron).all(|token| &ron[token.span()] == token.text));
    }

    #[test]
    fn what_is_never_closed_ends_with_the_file() {
        for open in ["\"a\\\"", "r#\"a\"", "b\"a", "\""] {
            let token = tokens(open).next().unwrap();
            assert_eq!((token.kind, token.text), (TokenKind::Text { closed: false }, open));
        }
        assert_eq!(texts("a /* b */ c /* d /* e */"), ["a", "c"]);
        assert_eq!(texts("a // b"), ["a"]);
        assert_eq!(texts("it's"), ["it", "'", "s"]);
    }

    #[test]
    fn a_place_is_in_a_token_or_before_one_or_behind_the_last() {
        let at = |place| token_at("ab  cd ", place).map(|token| token.text);
        assert_eq!([at(1), at(2), at(4), at(6)], [Some("ab"), Some("cd"), Some("cd"), Some("cd")]);
        assert_eq!(token_at(" // ", 0), None);
    }
}
