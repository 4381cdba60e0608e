//! URLs that can be pasted anywhere, and those in texts.

use std::ops::Range;

use kzq_text::{Safe, percent_encode};

/// Converts a URL to ASCII. Percent-encodes non-ASCII bytes (RFC 3987, 3.1) and the characters that are not allowed in
/// a URL and would end it in running text (RFC 3986, appendix C).
pub fn ascii_url(url: &Safe<'_>) -> Safe<'static> {
    let is_allowed = |byte| !b" \"<>\\^`{|}".contains(&byte);
    Safe::line(percent_encode(url.as_str().as_bytes(), is_allowed))
}

/// Finds the web addresses in a text, as byte ranges in order; the punctuation that follows one is not part of it.
pub fn addresses(text: &str) -> impl Iterator<Item = Range<usize>> {
    const SCHEMES: [&str; 2] = ["https://", "http://"];
    let ends_address = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»');
    let is_punctuation = |c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '\'' | '’');
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find("http")?;
            let rest = &text[start..];
            at = start + "http".len();
            let Some(scheme) = SCHEMES.into_iter().find(|scheme| rest.starts_with(scheme)) else { continue };
            let address = &rest[..rest.find(ends_address).unwrap_or(rest.len())];
            let mut address = address.trim_end_matches(is_punctuation);
            // Parentheses that are opened in an address belong to it.
            let parentheses = |parenthesis: char| address.matches(parenthesis).count();
            let open = parentheses('(').saturating_sub(parentheses(')'));
            let closed = rest[address.len()..].bytes().take(open).take_while(|&byte| byte == b')').count();
            address = &rest[..address.len() + closed];
            if address.len() > scheme.len() {
                at = start + address.len();
                return Some(start..at);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unsafe_characters_are_encoded() {
        for (url, expected) in [
            (
                "https://a.example/Kazakhstan’s_x%20y?q=1&r='2'#z",
                "https://a.example/Kazakhstan%E2%80%99s_x%20y?q=1&r='2'#z",
            ),
            ("https://a.example/{x} <y>\\", "https://a.example/%7Bx%7D%20%3Cy%3E%5C"),
        ] {
            assert_eq!(ascii_url(&Safe::from(url)).as_str(), expected);
        }
    }

    #[test]
    fn addresses_end_before_trailing_punctuation() {
        for (text, expected) in [
            ("no address: http, https://", &[][..]),
            ("(see https://a.example/b, or http://c.example).", &["https://a.example/b", "http://c.example"]),
            ("https://a.example/b_(c)", &["https://a.example/b_(c)"]),
            ("(https://a.example/b_(c)_(d)).", &["https://a.example/b_(c)_(d)"]),
            ("https://a.example/b_((c)), d)", &["https://a.example/b_((c))"]),
            ("“https://a.example”", &["https://a.example"]),
            ("https://web.example/2020/https://a.example/", &["https://web.example/2020/https://a.example/"]),
        ] {
            let found: Vec<&str> = addresses(text).map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
