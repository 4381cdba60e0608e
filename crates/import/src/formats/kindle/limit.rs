//! The message that takes the place of words when a publisher's limit is reached.

/// Splits the message about the limit from the end of a clipping: `<You have reached the clipping limit for this item>`,
/// in any language. `None` if there is no such message.
pub(super) fn split(body: &str) -> Option<&str> {
    let open = body.strip_suffix('>')?.rfind('<')?;
    let (words, message) = (body[..open].trim_end(), &body[open + 1..body.len() - 1]);
    let is_set_off = words.len() < open || words.is_empty();
    let is_prose = message.split_whitespace().count() > 3 || message.chars().filter(|c| *c >= '\u{2e80}').count() > 5;
    let is_code = message.contains(['=', '/', '>', '"', '{']);
    (is_set_off && is_prose && !is_code).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clipping_limit_messages_are_removed() {
        for (body, expected) in [
            ("<You have reached the clipping limit for this item>", Some("")),
            (" <You have reached the clipping limit set by the publisher>", Some("")),
            ("Call me <You have reached the clipping limit for this item>", Some("Call me")),
            ("<您已达到本内容的剪贴上限>", Some("")),
            ("<Ha alcanzado el límite de recortes de este elemento>", Some("")),
            ("Call me Ishmael.", None),
            ("a map is a HashMap<Key, Value>", None),
            ("use <a href=\"x\" of the page>", None),
            ("x < y and y > z", None),
        ] {
            assert_eq!(split(body), expected, "{body}");
        }
    }
}
