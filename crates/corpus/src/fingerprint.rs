//! [`Fingerprint`]: tells whether the text of a source has changed.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use twox_hash::xxhash3_128;

/// The fingerprint of a text, whatever its line endings and whether it begins with a byte-order mark: written as 32
/// lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint(u128);

/// Why a text is not a fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint has 32 digits, each 0 to 9 or a to f; `kzq sources --fingerprint` prints it")]
pub struct FingerprintError;

impl Fingerprint {
    /// Computes the fingerprint of a text: the 128-bit XXH3 of its UTF-8 with every line ending written as a line feed,
    /// and without a byte-order mark.
    pub fn of(text: &str) -> Self {
        let mut hasher = xxhash3_128::Hasher::new();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (index, line) in text.split('\r').enumerate() {
            let after_line_ending = if index == 0 { line } else { line.strip_prefix('\n').unwrap_or(line) };
            if index > 0 {
                hasher.write(b"\n");
            }
            hasher.write(after_line_ending.as_bytes());
        }
        Self(hasher.finish_128())
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl FromStr for Fingerprint {
    type Err = FingerprintError;

    fn from_str(digits: &str) -> Result<Self, FingerprintError> {
        let are_valid = digits.len() == 32 && digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
        let value = are_valid.then(|| u128::from_str_radix(digits, 16).ok()).flatten();
        value.map(Self).ok_or(FingerprintError)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use twox_hash::XxHash3_128;

    use super::*;

    #[test]
    fn fingerprint_is_the_xxh3_128_hash_of_the_text() {
        // The output of `xxhsum -H2` for an empty file.
        assert_eq!(Fingerprint::of("").to_string(), "99aa06d3014798d86001c324468d497f");
        assert_eq!(Fingerprint::of("a\nb\n").0, XxHash3_128::oneshot(b"a\nb\n"));
    }

    #[test]
    fn line_endings_and_byte_order_mark_are_ignored() {
        let text = "one\n\ntwo\n";
        for other in ["one\r\n\r\ntwo\r\n", "one\r\rtwo\r", "one\n\r\ntwo\r", "\u{feff}one\n\ntwo\n"] {
            assert_eq!(Fingerprint::of(other), Fingerprint::of(text), "{other:?}");
        }
        for other in ["one\ntwo\n", "one\n\ntwo", "one\n\ntwo \n", "One\n\ntwo\n"] {
            assert_ne!(Fingerprint::of(other), Fingerprint::of(text), "{other:?}");
        }
    }

    #[test]
    fn only_32_lower_case_hex_digits_are_parsed() {
        let written = "99aa06d3014798d86001c324468d497f";
        assert_eq!(written.parse::<Fingerprint>().unwrap().to_string(), written);
        for wrong in
            ["", "99", "99AA06D3014798D86001C324468D497F", "+9aa06d3014798d86001c324468d497f", "é".repeat(16).as_str()]
        {
            assert_eq!(wrong.parse::<Fingerprint>(), Err(FingerprintError), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn fingerprint_matches_that_of_normalised_text(text in "[ab\r\n]{0,20}") {
            let normalised = text.replace("\r\n", "\n").replace('\r', "\n");
            prop_assert_eq!(Fingerprint::of(&text).0, XxHash3_128::oneshot(normalised.as_bytes()));
        }

        #[test]
        fn fingerprint_round_trips(value: u128) {
            prop_assert_eq!(Fingerprint(value).to_string().parse(), Ok(Fingerprint(value)));
        }
    }
}
