//! Detects whether the terminal's background is light or dark.
//!
//! The query is xterm's OSC 11 sequence; the reply is `ESC ] 11 ; rgb:RRRR/GGGG/BBBB` and a terminator. Nothing waits
//! for it: a terminal that does not know the query stays silent. The reply arrives among the keys, as crossterm decodes
//! it: Alt-], its characters, and Ctrl-g (BEL) or Alt-\ (ST). [`Sieve`] filters it out.

use kzq_tui::keys::chord::{Chord, Key};

/// The OSC 11 query for the background colour.
pub(crate) const QUESTION: &[u8] = b"\x1b]11;?\x1b\\";

/// Start of a reply, after its Alt-].
const START: &str = "11;";

/// Maximum length of a reply, in characters.
const LONGEST: usize = 40;

/// The result of filtering a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sifted {
    /// Ordinary keys.
    Keys(Vec<Chord>),
    /// A reply: whether the background is light; `None` if it can't be parsed.
    Ground(Option<bool>),
}

/// Filters the terminal's OSC 11 reply out of the key stream.
#[derive(Debug, Default)]
pub(crate) struct Sieve {
    /// Keys that may be the beginning of a reply, Alt-] included.
    held: Vec<Chord>,
}

impl Sieve {
    /// Takes a key; returns the keys that are not part of a reply, or the parsed reply once it is complete.
    pub(crate) fn sift(&mut self, chord: Chord) -> Sifted {
        if self.held.is_empty() {
            if chord != alt(']') {
                return Sifted::Keys(vec![chord]);
            }
            self.held.push(chord);
            return Sifted::Keys(Vec::new());
        }
        let answer = self.answer();
        if answer.len() >= START.len() && [alt('\\'), ctrl('g')].contains(&chord) {
            self.held.clear();
            return Sifted::Ground(is_light(&answer));
        }
        self.held.push(chord);
        let goes_on = chord.typed().is_some_and(|c| match START.chars().nth(answer.len()) {
            Some(wanted) => c == wanted,
            None => c.is_ascii_hexdigit() || matches!(c, 'r' | 'g' | ':' | '/' | '#'),
        });
        if goes_on && self.held.len() <= LONGEST { Sifted::Keys(Vec::new()) } else { Sifted::Keys(self.give_up()) }
    }

    /// Whether keys are buffered that may still turn out to be typed.
    pub(crate) fn is_in_doubt(&self) -> bool {
        !self.held.is_empty() && self.answer().len() < START.len()
    }

    /// Returns the buffered keys: they were not a reply.
    pub(crate) fn give_up(&mut self) -> Vec<Chord> {
        std::mem::take(&mut self.held)
    }

    /// The buffered characters after Alt-].
    fn answer(&self) -> String {
        self.held.iter().skip(1).filter_map(|chord| chord.typed()).collect()
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
fn is_light(answer: &str) -> Option<bool> {
    let colour = answer.strip_prefix(START)?;
    let parts = colour.strip_prefix("rgb:").or_else(|| colour.strip_prefix("rgba:"))?;
    let part = |digits: &str| {
        let most = 16_u32.checked_pow(u32::try_from(digits.len()).ok()?)?.checked_sub(1).filter(|most| *most > 0)?;
        Some(f64::from(u32::from_str_radix(digits, 16).ok()?) / f64::from(most))
    };
    let mut parts = parts.split('/').map(part);
    let (red, green, blue) = (parts.next()??, parts.next()??, parts.next()??);
    // Luminance (ITU-R BT.709) of the gamma-encoded values, not linearised: that puts the threshold at the perceived
    // middle.
    Some(0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The keys that pass the filter, in config notation, and the parsed replies.
    fn sifted(chords: &[Chord]) -> (String, Vec<Option<bool>>) {
        let mut sieve = Sieve::default();
        let (mut keys, mut grounds) = (Vec::new(), Vec::new());
        for &chord in chords {
            match sieve.sift(chord) {
                Sifted::Keys(given) => keys.extend(given),
                Sifted::Ground(ground) => grounds.push(ground),
            }
        }
        keys.extend(sieve.give_up());
        (keys.iter().map(Chord::to_string).collect::<Vec<_>>().join(" "), grounds)
    }

    fn typed(text: &str) -> Vec<Chord> {
        text.chars().map(|c| Chord::plain(Key::Char(c))).collect()
    }

    fn answer(text: &str, end: Chord) -> Vec<Chord> {
        [vec![alt(']')], typed(text), vec![end]].concat()
    }

    #[test]
    fn an_answer_is_taken_out_of_the_keys() {
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
                let chords = [typed("jk"), answer(&format!("11;{colour}"), end), typed("q")].concat();
                assert_eq!(sifted(&chords), ("j k q".to_owned(), vec![light]), "{colour}");
            }
        }
    }

    #[test]
    fn keys_that_only_begin_like_an_answer_are_keys() {
        for (text, keys) in [
            ("", "Alt-]"),
            ("1", "Alt-] 1"),
            ("11;x", "Alt-] 1 1 ; x"),
            ("j", "Alt-] j"),
            ("11;rgb:zz", "Alt-] 1 1 ; r g b : z z"),
        ] {
            assert_eq!(sifted(&[vec![alt(']')], typed(text)].concat()), (keys.to_owned(), vec![]), "{text}");
        }
        let long = format!("11;{}", "f".repeat(200));
        assert_eq!(sifted(&[vec![alt(']')], typed(&long)].concat()).0.len(), "Alt-]".len() + 2 * long.len());
    }

    proptest::proptest! {
        #[test]
        fn no_key_is_lost_or_changes_its_place(text in "[]1;rgbf:/x]{0,30}", alts in proptest::collection::vec(proptest::bool::ANY, 30)) {
            let chords: Vec<Chord> =
                typed(&text).into_iter().zip(alts).map(|(chord, alt)| Chord { alt, ..chord }).collect();
            let (keys, grounds) = sifted(&chords);
            let all = chords.iter().map(Chord::to_string).collect::<Vec<_>>().join(" ");
            // None of these keys terminates a reply.
            proptest::prop_assert_eq!((keys, grounds), (all, vec![]));
        }
    }
}
