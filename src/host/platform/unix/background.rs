//! Detects whether the terminal's background is light or dark.
//!
//! The query is xterm's OSC 11 sequence; the reply is `ESC ] 11 ; rgb:RRRR/GGGG/BBBB` and a terminator. Nothing waits
//! for it: a terminal that does not know the query stays silent. The reply arrives among the keys.

/// The OSC 11 query for the background colour.
pub(super) const QUERY: &[u8] = b"\x1b]11;?\x1b\\";

/// Start of a reply.
pub(super) const REPLY_PREFIX: &str = "11;";

/// Whether a reply (`11;rgb:ffff/ffff/ffff`) reports a light background (`XParseColor`: one to four digits per
/// channel).
pub(super) fn is_light(reply: &str) -> Option<bool> {
    let colour = reply.strip_prefix(REPLY_PREFIX)?;
    let parts = colour.strip_prefix("rgb:").or_else(|| colour.strip_prefix("rgba:"))?;
    let channel = |digits: &str| {
        let max = 16_u32.checked_pow(u32::try_from(digits.len()).ok()?)?.checked_sub(1).filter(|most| *most > 0)?;
        Some(f64::from(u32::from_str_radix(digits, 16).ok()?) / f64::from(max))
    };
    let mut parts = parts.split('/').map(channel);
    let (red, green, blue) = (parts.next()??, parts.next()??, parts.next()??);
    // Luminance (ITU-R BT.709) of the gamma-encoded values, not linearised: that puts the threshold at the perceived
    // middle.
    Some(0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_distinguish_light_from_dark() {
        for (colour, light) in [
            ("rgb:ffff/ffff/ffff", Some(true)),
            ("rgb:0000/0000/0000", Some(false)),
            ("rgb:fd/f6/e3", Some(true)),
            ("rgb:1e1e/1e1e/1e1e", Some(false)),
            ("rgba:ffff/ffff/ffff/ffff", Some(true)),
            ("rgb:f/f/f", Some(true)),
            ("rgb:/f/f", None),
            ("rgb:ffffffffff/f/f", None),
            ("#ffffff", None),
        ] {
            assert_eq!(is_light(&format!("{REPLY_PREFIX}{colour}")), light, "{colour}");
        }
    }
}
