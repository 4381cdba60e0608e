//! URLs that can be pasted anywhere.

use kzq_text::Safe;

/// Converts a URL to ASCII. Percent-encodes non-ASCII bytes (RFC 3987, 3.1) and the characters that are not allowed in
/// a URL and would end it in running text (RFC 3986, appendix C).
pub fn ascii_url(url: &Safe<'_>) -> Safe<'static> {
    let encode = |byte: u8| match byte {
        b' ' | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | 0x80.. => format!("%{byte:02X}"),
        _ => char::from(byte).to_string(),
    };
    Safe::line(url.as_str().bytes().map(encode).collect::<String>())
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
}
