//! Character references of HTML, such as `&nbsp;` and `&#8212;`.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};

/// Length in bytes of the longest reference that HTML has.
const MAX_LENGTH: usize = 34;

/// Replaces the references in a text by their characters.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let (characters, length) = decode_first(rest).unwrap_or_else(|| ("&".to_owned(), 1));
        decoded.push_str(&characters);
        rest = &rest[length..];
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// Decodes the reference at the beginning of a text; returns its length, too.
fn decode_first(text: &str) -> Option<(String, usize)> {
    let end = 1 + text.bytes().take(MAX_LENGTH).position(|byte| byte == b';')?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '#';
    if !text[1..end - 1].chars().all(is_name) {
        return None;
    }
    // CommonMark has the references of HTML, and its parser has the table.
    let decoded = Parser::new(&text[..end]).find_map(|event| match event {
        Event::Text(text) => Some(text.into_string()),
        _ => None,
    })?;
    (decoded != text[..end]).then_some((decoded, end))
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
            assert_eq!(decode(text), expected, "{text}");
        }
    }
}
