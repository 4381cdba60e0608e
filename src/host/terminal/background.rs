//! Detects whether the terminal's background is light or dark.
//!
//! The query is xterm's OSC 11 sequence; the reply is `ESC ] 11 ; rgb:RRRR/GGGG/BBBB` and a terminator. Nothing waits
//! for it: a terminal that does not know the query stays silent. The reply arrives among the keys, as crossterm decodes
//! it: Alt-], its characters, and Ctrl-g (BEL) or Alt-\ (ST). [`Sieve`] filters it out.

use kzq_tui::keys::chord::{Chord, Key};

/// The OSC 11 query for the background colour.
pub(crate) const BACKGROUND_QUERY: &[u8] = b"\x1b]11;?\x1b\\";

/// Start of a reply, after its Alt-].
const REPLY_PREFIX: &str = "11;";

/// Maximum length of a reply, in characters.
const MAX_REPLY_LEN: usize = 40;

/// The result of filtering a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Filtered {
    /// Ordinary keys.
    Keys(Vec<Chord>),
    /// A reply: whether the background is light; `None` if it can't be parsed.
    Background(Option<bool>),
}

/// Filters the terminal's OSC 11 reply out of the key stream.
#[derive(Debug, Default)]
pub(crate) struct OscFilter {
    /// Keys that may be the beginning of a reply, Alt-] included.
    buffered: Vec<Chord>,
}

impl OscFilter {
    /// Takes a key; returns the keys that are not part of a reply, or the parsed reply once it is complete.
    pub(crate) fn filter(&mut self, chord: Chord) -> Filtered {
        if self.buffered.is_empty() {
            if chord != alt(']') {
                return Filtered::Keys(vec![chord]);
            }
            self.buffered.push(chord);
            return Filtered::Keys(Vec::new());
        }
        let reply = self.reply();
        if reply.len() >= REPLY_PREFIX.len() && [alt('\\'), ctrl('g')].contains(&chord) {
            self.buffered.clear();
            return Filtered::Background(is_light(&reply));
        }
        self.buffered.push(chord);
        let continues = chord.typed_char().is_some_and(|c| match REPLY_PREFIX.chars().nth(reply.len()) {
            Some(wanted) => c == wanted,
            None => c.is_ascii_hexdigit() || matches!(c, 'r' | 'g' | ':' | '/' | '#'),
        });
        if continues && self.buffered.len() <= MAX_REPLY_LEN {
            Filtered::Keys(Vec::new())
        } else {
            Filtered::Keys(self.flush())
        }
    }

    /// Whether keys are buffered that may still turn out to be typed.
    pub(crate) fn is_pending(&self) -> bool {
        !self.buffered.is_empty() && self.reply().len() < REPLY_PREFIX.len()
    }

    /// Returns the buffered keys: they were not a reply.
    pub(crate) fn flush(&mut self) -> Vec<Chord> {
        std::mem::take(&mut self.buffered)
    }

    /// The buffered characters after Alt-].
    fn reply(&self) -> String {
        self.buffered.iter().skip(1).filter_map(|chord| chord.typed_char()).collect()
    }
}

fn alt(c: char) -> Chord {
    Chord { key: Key::Char(c), ctrl: false, alt: true }
}

fn ctrl(c: char) -> Chord {
    Chord { key: Key::Char(c), ctrl: true, alt: false }
}

/// Whether a reply (`11;rgb:ffff/ffff/ffff`) reports a light background (`XParseColor`: one to four digits per
/// channel).
fn is_light(reply: &str) -> Option<bool> {
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

    /// The keys that pass the filter, in config notation, and the parsed replies.
    fn filtered(chords: &[Chord]) -> (String, Vec<Option<bool>>) {
        let mut filter = OscFilter::default();
        let (mut keys, mut replies) = (Vec::new(), Vec::new());
        for &chord in chords {
            match filter.filter(chord) {
                Filtered::Keys(given) => keys.extend(given),
                Filtered::Background(ground) => replies.push(ground),
            }
        }
        keys.extend(filter.flush());
        (keys.iter().map(Chord::to_string).collect::<Vec<_>>().join(" "), replies)
    }

    fn typed(text: &str) -> Vec<Chord> {
        text.chars().map(|c| Chord::plain(Key::Char(c))).collect()
    }

    fn reply(text: &str, end: Chord) -> Vec<Chord> {
        [vec![alt(']')], typed(text), vec![end]].concat()
    }

    #[test]
    fn extracts_replies_from_keys() {
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
            for end in [alt('\\'), ctrl('g')] {
                let chords = [typed("jk"), reply(&format!("11;{colour}"), end), typed("q")].concat();
                assert_eq!(filtered(&chords), ("j k q".to_owned(), vec![light]), "{colour}");
            }
        }
    }

    #[test]
    fn passes_on_keys_that_resemble_a_reply() {
        for (text, keys) in [
            ("", "Alt-]"),
            ("1", "Alt-] 1"),
            ("11;x", "Alt-] 1 1 ; x"),
            ("j", "Alt-] j"),
            ("11;rgb:zz", "Alt-] 1 1 ; r g b : z z"),
        ] {
            assert_eq!(filtered(&[vec![alt(']')], typed(text)].concat()), (keys.to_owned(), vec![]), "{text}");
        }
        let long = format!("11;{}", "f".repeat(200));
        assert_eq!(filtered(&[vec![alt(']')], typed(&long)].concat()).0.len(), "Alt-]".len() + 2 * long.len());
    }

    proptest::proptest! {
        #[test]
        fn preserves_keys_and_their_order(text in "[]1;rgbf:/x]{0,30}", alts in proptest::collection::vec(proptest::bool::ANY, 30)) {
            let chords: Vec<Chord> =
                typed(&text).into_iter().zip(alts).map(|(chord, alt)| Chord { alt, ..chord }).collect();
            let (keys, grounds) = filtered(&chords);
            let all = chords.iter().map(Chord::to_string).collect::<Vec<_>>().join(" ");
            // None of these keys terminates a reply.
            proptest::prop_assert_eq!((keys, grounds), (all, vec![]));
        }
    }
}
