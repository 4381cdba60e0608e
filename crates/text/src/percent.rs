//! Percent-encoding (RFC 3986, section 2.1).

use std::fmt::Write as _;

/// Percent-encodes all bytes except those in `kept`, which must be ASCII.
pub fn percent_encode(bytes: &[u8], is_kept: impl Fn(u8) -> bool) -> String {
    let mut encoded = String::with_capacity(bytes.len());
    for &byte in bytes {
        if byte.is_ascii() && is_kept(byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// Percent-encodes a path, except its separators and the bytes in `kept`.
pub fn percent_encode_path(path: &[u8], kept: &[u8]) -> String {
    percent_encode(path, |byte| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) || kept.contains(&byte))
}

/// Decodes percent-encoding: `%20` and the like. A `%` that two hexadecimal digits do not follow stays as it is.
pub fn percent_decode(text: &str) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let encoded = match rest {
            [b'%', high, low, ..] => digit(*high).zip(digit(*low)).map(|(high, low)| (high << 4) | low),
            _ => None,
        };
        bytes.push(encoded.unwrap_or(*first));
        rest = if encoded.is_some() { &rest[3..] } else { after };
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_percent_sign_before_two_digits_is_decoded() {
        for (text, expected) in [
            ("a%20b.xhtml", "a b.xhtml"),
            ("%c3%A9%25", "é%"),
            ("100%", "100%"),
            ("50%+1", "50%+1"),
            ("%-1%zz%4%é", "%-1%zz%4%é"),
            ("%252B", "%2B"),
        ] {
            assert_eq!(percent_decode(text), expected.as_bytes(), "{text}");
        }
    }

    #[test]
    fn bytes_that_are_not_kept_are_percent_encoded() {
        assert_eq!(percent_encode("a é%".as_bytes(), |byte| byte != b' ' && byte != b'%'), "a%20%C3%A9%25");
        assert_eq!(percent_encode_path(b"/a b/c:~.md", b""), "/a%20b/c%3A~.md");
        assert_eq!(percent_encode_path(b"/c:/\xff", b":"), "/c:/%FF");
    }
}
