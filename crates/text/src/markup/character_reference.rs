//! Character references of HTML, such as `&nbsp;` and `&#8212;`.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};

/// Length in bytes of the longest reference that HTML has.
const MAX_REFERENCE_LEN: usize = 34;

/// Replaces the character references in a text by their characters. Everything else stays as it is.
pub fn decode_references(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let (characters, length) = decode_reference(rest).unwrap_or_else(|| ("&".to_owned(), 1));
        decoded.push_str(&characters);
        rest = &rest[length..];
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// Decodes the character reference at the start of a text; returns the characters and the length of the reference.
pub(super) fn decode_reference(text: &str) -> Option<(String, usize)> {
    let length = 1 + text.bytes().take(MAX_REFERENCE_LEN).position(|byte| byte == b';')?;
    let name = text[..length - 1].strip_prefix('&')?;
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#') {
        return None;
    }
    // CommonMark uses the character references of HTML, and its parser has the table.
    let decoded = Parser::new(&text[..length]).find_map(|event| match event {
        Event::Text(text) => Some(text.into_string()),
        _ => None,
    })?;
    (decoded != text[..length]).then_some((decoded, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_characters() {
        for (text, expected) in [
            ("plain", "plain"),
            ("Bell &amp; Co.&nbsp;&mdash; &#8220;x&#x201d;", "Bell & Co.\u{a0}— “x”"),
            ("&amp;lt;", "&lt;"),
            ("AT&T; &nosuch; & é;", "AT&T; &nosuch; & é;"),
            ("&", "&"),
        ] {
            assert_eq!(decode_references(text), expected, "{text}");
        }
    }
}
