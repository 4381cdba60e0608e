//! Decodes a file: by its byte-order mark, as UTF-8, by the encoding that the user names, or by an assumption.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A decoded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'b> {
    /// The text without a byte-order mark; empty if the file is binary.
    pub text: Cow<'b, str>,
    /// What was assumed, if nothing says how the text is encoded.
    pub assumed: Option<AssumedEncoding>,
}

/// An encoding that was assumed, and a line of the text to judge by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssumedEncoding {
    /// The name of the encoding.
    pub name: &'static str,
    /// The number, from 1, of the first line that is not plain ASCII.
    pub line: usize,
    /// The beginning of that line, decoded.
    pub sample: String,
}

/// The user named an unknown encoding.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no encoding “{0}”; try windows-1252, iso-8859-2, windows-1251, shift_jis, gb18030 or utf-16le")]
pub struct UnknownEncoding(pub String);

/// Length in characters of the line to judge by.
const SAMPLE_CHARS: usize = 80;

/// Bytes by which UTF-16 without a byte-order mark is recognised.
const SNIFFED_BYTES: usize = 4096;

/// Decodes a file. `label` is the name of the encoding to use if neither a byte-order mark nor the bytes show it.
///
/// # Errors
///
/// If there is no encoding of this name.
pub fn decode<'b>(bytes: &'b [u8], label: Option<&str>) -> Result<Decoded<'b>, UnknownEncoding> {
    let named = label.map(|label| {
        Encoding::for_label(label.trim().as_bytes()).ok_or_else(|| UnknownEncoding(label.trim().to_owned()))
    });
    let named = named.transpose()?;
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(known(encoding, &bytes[mark..]));
    }
    let has_zeros = memchr::memchr(0, bytes).is_some();
    match (std::str::from_utf8(bytes), named) {
        // Plain ASCII says nothing about the encoding: ISO-2022-JP and UTF-16 look like it.
        (Ok(text), Some(encoding)) if text.is_ascii() => Ok(known(encoding, bytes)),
        (Ok(text), _) if !has_zeros => Ok(Decoded { text: with_plain_breaks(Cow::Borrowed(text)), assumed: None }),
        (_, Some(encoding)) => Ok(known(encoding, bytes)),
        _ if has_zeros => {
            let text = unmarked_utf16(bytes).unwrap_or_default();
            Ok(Decoded { text: with_plain_breaks(Cow::Owned(text)), assumed: None })
        }
        _ => {
            let decoded = known(WINDOWS_1252, bytes);
            let assumed = assumption(&decoded.text);
            Ok(Decoded { assumed: Some(assumed), ..decoded })
        }
    }
}

fn known<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Decoded<'b> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    // Not UTF-16 after all, or a program: what has NULs is read by its bytes only.
    let text = if encoding != UTF_8 && text.contains('\0') { Cow::Borrowed("") } else { text };
    Decoded { text: with_plain_breaks(text), assumed: None }
}

/// Decodes UTF-16 without a byte-order mark where there is no mistaking it: most characters are ASCII, so that every
/// other byte is zero, and no byte in between is.
fn unmarked_utf16(bytes: &[u8]) -> Option<String> {
    let sniffed = &bytes[..bytes.len().min(SNIFFED_BYTES) & !1];
    let zeros = |offset: usize| sniffed.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let units = sniffed.len() / 2;
    let encoding = match (zeros(0), zeros(1)) {
        (0, high) if high * 4 >= units * 3 => UTF_16LE,
        (high, 0) if high * 4 >= units * 3 => UTF_16BE,
        _ => return None,
    };
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    (units >= 2 && !malformed && !text.contains('\0')).then(|| text.into_owned())
}

fn assumption(text: &str) -> AssumedEncoding {
    let found = (1..).zip(text.lines()).find(|(_, line)| !line.is_ascii());
    let (line, sample) = found.unwrap_or((1, ""));
    AssumedEncoding { name: "windows-1252", line, sample: sample.trim().chars().take(SAMPLE_CHARS).collect() }
}

/// Replaces line breaks that no reader should have to know: a carriage return too many (CR CR LF), and the lone carriage
/// returns of old Macs.
fn with_plain_breaks(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memmem::find(text.as_bytes(), b"\r\r\n").is_some() {
        Cow::Owned(text.replace("\r\r\n", "\n"))
    } else if text.contains('\r') && !text.contains('\n') {
        Cow::Owned(text.replace('\r', "\n"))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    fn text(bytes: &[u8], label: Option<&str>) -> String {
        decode(bytes, label).unwrap().text.into_owned()
    }

    #[test]
    fn byte_order_marks_determine_the_encoding() {
        let expected = "naïve “words”\n";
        let marked = format!("\u{feff}{expected}");
        assert_eq!(text(marked.as_bytes(), None), expected);
        assert_eq!(text(&utf16(&marked, u16::to_le_bytes), None), expected);
        assert_eq!(text(&utf16(&marked, u16::to_be_bytes), Some("latin1")), expected);
    }

    #[test]
    fn utf16_without_bom_is_recognised_only_if_unambiguous() {
        let english = "One may smile, and smile — and be a villain.\n";
        assert_eq!(text(&utf16(english, u16::to_le_bytes), None), english);
        assert_eq!(text(&utf16(english, u16::to_be_bytes), None), english);
        for binary in [b"\0\0\0\0".as_slice(), b"SQLite format 3\0\x10\0", b"a\0", b"PK\x03\x04\0\0"] {
            assert_eq!(text(binary, None), "", "{}", binary.escape_ascii());
        }
    }

    #[test]
    fn valid_utf8_takes_precedence_over_a_named_encoding() {
        assert_eq!(text("naïve".as_bytes(), Some("windows-1252")), "naïve");
        assert_eq!(text(b"na\xefve", Some("windows-1252")), "naïve");
        assert_eq!(text(b"\xcc\xe0\xeb\xe0", Some("windows-1251")), "Мала");
        assert_eq!(text(b"\x1b$B8@MU\x1b(B", Some("iso-2022-jp")), "言葉");
        assert_eq!(text(&utf16("plain", u16::to_le_bytes), Some("utf-16le")), "plain");
        let error = decode(b"", Some("klingon")).unwrap_err();
        assert!(error.to_string().starts_with("there is no encoding “klingon”; try "), "{error}");
    }

    #[test]
    fn assumed_encoding_is_reported_with_a_sample_line() {
        let decoded = decode(b"plain\n  caf\xe9 \x93x\x94\nr\xe9sum\xe9\n", None).unwrap();
        assert_eq!(decoded.text, "plain\n  café “x”\nrésumé\n");
        let assumed = AssumedEncoding { name: "windows-1252", line: 2, sample: "café “x”".to_owned() };
        assert_eq!(decoded.assumed, Some(assumed));
        assert_eq!(decode(b"plain\n", None).unwrap().assumed, None);
    }

    #[test]
    fn legacy_line_breaks_are_normalised() {
        for (bytes, expected) in
            [("a\r\r\nb\r\r\n", "a\nb\n"), ("a\rb\r", "a\nb\n"), ("a\r\nb", "a\r\nb"), ("a\rb\nc", "a\rb\nc")]
        {
            assert_eq!(text(bytes.as_bytes(), None), expected, "{bytes:?}");
        }
    }

    proptest! {
        /// Any bytes can be decoded, and UTF-8 text is not changed.
        #[test]
        fn any_bytes_are_decoded_and_utf8_is_unchanged(bytes in proptest::collection::vec(any::<u8>(), 0..40), words in "[a-zé\n]{0,20}") {
            for label in [None, Some("utf-16le"), Some("gb18030")] {
                prop_assert!(decode(&bytes, label).is_ok());
            }
            prop_assert_eq!(text(words.as_bytes(), None), words);
        }
    }
}
