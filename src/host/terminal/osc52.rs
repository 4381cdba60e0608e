//! The escape sequence that puts a text on the terminal's clipboard (OSC 52).

/// The alphabet of base64 (RFC 4648).
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Returns the sequence for a text. GNU screen passes it on only if it is wrapped.
pub(super) fn sequence(text: &str, is_in_gnu_screen: bool) -> Vec<u8> {
    let sequence = format!("\x1b]52;c;{}\x1b\\", base64(text.as_bytes()));
    if is_in_gnu_screen { wrap_for_gnu_screen(&sequence) } else { sequence.into_bytes() }
}

fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let symbol = BASE64[(bits >> (18 - 6 * at) & 0x3f) as usize];
            text.push(if at <= group.len() { char::from(symbol) } else { '=' });
        }
    }
    text
}

/// Wraps a sequence so that GNU screen passes it to the outer terminal: in device control strings (DCS), which must be
/// short and must not contain their own terminator.
fn wrap_for_gnu_screen(sequence: &str) -> Vec<u8> {
    /// Maximum length in bytes; conservative.
    const MAX_PART_LEN: usize = 240;
    let sequence = sequence.replace("\x1b\\", "\x07");
    sequence.as_bytes().chunks(MAX_PART_LEN).flat_map(|part| [b"\x1bP", part, b"\x1b\\"].concat()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_encoded_in_base64() {
        // The examples of RFC 4648, and a text whose base64 contains `+` and `/`.
        for (text, expected) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
            ("~~>~~?", "fn4+fn4/"),
        ] {
            assert_eq!(sequence(text, false), format!("\x1b]52;c;{expected}\x1b\\").as_bytes(), "{text}");
        }
    }

    #[test]
    fn long_sequences_are_split_for_gnu_screen() {
        assert_eq!(sequence("x", true), b"\x1bP\x1b]52;c;eA==\x07\x1b\\");
        let parts = String::from_utf8(sequence(&"x".repeat(999), true)).unwrap();
        let parts: Vec<&str> =
            parts.split_terminator("\x1b\\").map(|part| part.strip_prefix("\x1bP").unwrap()).collect();
        assert!(parts.len() > 3 && parts.iter().all(|part| part.len() <= 240));
        assert_eq!(parts.concat(), format!("\x1b]52;c;{}\x07", "eHh4".repeat(333)));
    }
}
