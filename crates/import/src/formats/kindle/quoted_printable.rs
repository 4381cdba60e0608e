//! Mails that carry a notebook as quoted-printable text.

/// Whether a text is a page of HTML in quoted-printable: its attributes are written `class=3D"…"`.
pub(super) fn is_encoded(text: &str) -> bool {
    (text.contains("class=3D\"") || text.contains("class=3D'"))
        && !text.contains("class=\"")
        && !text.contains("class='")
}

/// The page of a mail, without the headers before it and the parts after it, which are not encoded.
fn page(text: &str) -> &str {
    let start = ["<!DOCTYPE", "<!doctype", "<?xml", "<html"].iter().filter_map(|tag| text.find(tag)).min().unwrap_or(0);
    let page = &text[start..];
    page.rfind("</html>").map_or(page, |end| &page[..end])
}

/// Decodes the page of a text; `None` if that is damaged or not in UTF-8.
pub(super) fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = page(text).as_bytes();
    while let Some(at) = memchr::memchr(b'=', rest) {
        bytes.extend_from_slice(&rest[..at]);
        let after = &rest[at + 1..];
        rest = match after {
            [b'\r', b'\n', rest @ ..] | [b'\n', rest @ ..] => rest,
            [high, low, rest @ ..] => {
                bytes.push(digit(*high)? << 4 | digit(*low)?);
                rest
            }
            // The mark of a line that continues, where the file ends.
            [] => after,
            [_] => return None,
        };
    }
    bytes.extend_from_slice(rest);
    String::from_utf8(bytes).ok()
}

/// The value of a hexadecimal digit.
fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valid_quoted_printable_is_decoded_and_invalid_rejected() {
        for (text, expected) in [
            ("a =3D b", Some("a = b")),
            ("na=C3=AFve", Some("naïve")),
            ("one lo=\r\nng li=\nne\n", Some("one long line\n")),
            ("charset=utf-8\n\n<html>a=3D</html>\n--=_x", Some("<html>a=")),
            ("no escapes", Some("no escapes")),
            ("x = y", None),
            ("na=EFve", None),
            ("a =3", None),
        ] {
            assert_eq!(decode(text).as_deref(), expected, "{text}");
        }
    }
}
