//! A key with its modifiers, as users write it: `j`, `Ctrl-d`, `Shift-Tab`, `F1`.

use std::fmt;
use std::str::FromStr;

/// A key of the keyboard, without Control and Alt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character as it was typed: `N` is `N`, whichever modifiers produced it.
    Char(char),
    /// `Enter`
    Enter,
    /// `Esc`
    Esc,
    /// `Tab`
    Tab,
    /// `Shift-Tab`
    BackTab,
    /// `Backspace`
    Backspace,
    /// `Delete`
    Delete,
    /// `Up`
    Up,
    /// `Down`
    Down,
    /// `Left`
    Left,
    /// `Right`
    Right,
    /// `Home`
    Home,
    /// `End`
    End,
    /// `PgUp`
    PageUp,
    /// `PgDn`
    PageDown,
    /// `F1` to `F12`
    F(u8),
}

/// A key with its modifiers. Shift is part of the key (`N`, `Shift-Tab`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    /// The key that is pressed together with the modifiers.
    pub key: Key,
    /// Whether Control is held.
    pub ctrl: bool,
    /// Whether Alt is held.
    pub alt: bool,
}

/// The error of parsing a text that is not a key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a key")]
pub struct ParseChordError(pub(crate) String);

const KEY_NAMES: [(&str, Key); 15] = [
    ("Enter", Key::Enter),
    ("Esc", Key::Esc),
    ("Tab", Key::Tab),
    ("Shift-Tab", Key::BackTab),
    ("Backspace", Key::Backspace),
    ("Delete", Key::Delete),
    ("Up", Key::Up),
    ("Down", Key::Down),
    ("Left", Key::Left),
    ("Right", Key::Right),
    ("Home", Key::Home),
    ("End", Key::End),
    ("PgUp", Key::PageUp),
    ("PgDn", Key::PageDown),
    ("Space", Key::Char(' ')),
];

/// The QWERTY characters at the positions of the letters of the Russian layout, and of the Kazakh layout where a letter
/// is on a key that is bound here.
const CYRILLIC_TO_QWERTY: [(char, char); 37] = [
    ('й', 'q'),
    ('ц', 'w'),
    ('у', 'e'),
    ('к', 'r'),
    ('е', 't'),
    ('н', 'y'),
    ('г', 'u'),
    ('ш', 'i'),
    ('щ', 'o'),
    ('з', 'p'),
    ('х', '['),
    ('ъ', ']'),
    ('ф', 'a'),
    ('ы', 's'),
    ('в', 'd'),
    ('а', 'f'),
    ('п', 'g'),
    ('р', 'h'),
    ('о', 'j'),
    ('л', 'k'),
    ('д', 'l'),
    ('ж', ';'),
    ('э', '\''),
    ('я', 'z'),
    ('ч', 'x'),
    ('с', 'c'),
    ('м', 'v'),
    ('и', 'b'),
    ('т', 'n'),
    ('ь', 'm'),
    ('б', ','),
    ('ю', '.'),
    // The slash and the question mark of QWERTY, as the same key types them on a Cyrillic layout.
    ('.', '/'),
    (',', '?'),
    ('ё', '`'),
    ('ә', '2'),
    ('і', '3'),
];

impl Chord {
    /// Creates a chord without modifiers.
    pub fn plain(key: Key) -> Self {
        Self { key, ctrl: false, alt: false }
    }

    /// Whether a terminal can send the chord: with Control, upper and lower case are the same byte.
    pub fn is_sendable(self) -> bool {
        !matches!(self.key, Key::Char(c) if self.ctrl && c.is_uppercase())
    }

    /// Whether every terminal reports the chord unambiguously: with Control, some keys send another's byte, or none.
    pub fn is_unambiguous(self) -> bool {
        match self.key {
            _ if !self.ctrl => true,
            Key::Char(c) => matches!(c, 'a'..='z' | ' ' | '4'..='7') && !matches!(c, 'i' | 'm'),
            Key::Enter | Key::Tab | Key::BackTab | Key::Esc | Key::Backspace => false,
            _ => true,
        }
    }

    /// Suggests the chord meant by a text that does not parse, or that no terminal can send.
    pub fn suggest(text: &str) -> Option<Self> {
        const ALIASES: [(&str, &str); 14] = [
            ("escape", "Esc"),
            ("return", "Enter"),
            ("cr", "Enter"),
            ("ret", "Enter"),
            ("spc", "Space"),
            ("bs", "Backspace"),
            ("del", "Delete"),
            ("pageup", "PgUp"),
            ("pgup", "PgUp"),
            ("pagedown", "PgDn"),
            ("pgdown", "PgDn"),
            ("backtab", "Shift-Tab"),
            ("s-tab", "Shift-Tab"),
            ("shift+tab", "Shift-Tab"),
        ];
        let mut rest = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(text);
        let (mut ctrl, mut alt) = (false, false);
        let stripped = |rest: &str, prefixes: &[&str]| {
            let found = prefixes.iter().find(|prefix| {
                rest.len() > prefix.len()
                    && rest.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
            })?;
            Some(found.len())
        };
        loop {
            if let Some(length) = stripped(rest, &["ctrl-", "ctrl+", "control-", "control+", "c-", "^"]) {
                (ctrl, rest) = (true, &rest[length..]);
            } else if let Some(length) = stripped(rest, &["alt-", "alt+", "meta-", "m-", "a-"]) {
                (alt, rest) = (true, &rest[length..]);
            } else {
                break;
            }
        }
        let lower = rest.to_lowercase();
        let named = KEY_NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(rest)).map(|&(name, _)| name);
        let other = ALIASES.iter().find(|(name, _)| *name == lower).map(|&(_, name)| name);
        let shifted_char = lower.strip_prefix("shift-").filter(|key| key.chars().count() == 1).map(str::to_uppercase);
        let single = (ctrl && rest.chars().count() == 1).then_some(lower.as_str());
        let name = named.or(other).or(shifted_char.as_deref()).or(single).unwrap_or(rest);
        let function = name.to_uppercase();
        let key = name.parse().or_else(|_| function.parse::<Self>()).ok()?.key;
        Some(Self { key, ctrl, alt })
    }

    /// The character that the chord inserts into a text field, if any.
    pub fn typed_char(self) -> Option<char> {
        match self.key {
            Key::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// Whether it types a letter of a Cyrillic layout.
    pub fn is_cyrillic_letter(self) -> bool {
        matches!(self.key, Key::Char('\u{400}'..='\u{52f}'))
    }

    /// The key at the same position on a QWERTY layout, if this one looks like a key of a Cyrillic layout.
    pub fn to_qwerty(self) -> Option<Self> {
        let Key::Char(c) = self.key else { return None };
        let lower = c.to_lowercase().next()?;
        let (_, key) = CYRILLIC_TO_QWERTY.iter().find(|(cyrillic, _)| *cyrillic == lower)?;
        let key = match *key {
            key if c == lower => key,
            // Letters whose keys have signs on a QWERTY layout.
            '[' => '{',
            ']' => '}',
            ';' => ':',
            '\'' => '"',
            ',' => '<',
            '.' => '>',
            '`' => '~',
            key => key.to_ascii_uppercase(),
        };
        Some(Self { key: Key::Char(key), ..self })
    }
}

impl FromStr for Chord {
    type Err = ParseChordError;

    fn from_str(text: &str) -> Result<Self, ParseChordError> {
        let (ctrl, rest) = text.strip_prefix("Ctrl-").map_or((false, text), |rest| (true, rest));
        let (alt, rest) = rest.strip_prefix("Alt-").map_or((false, rest), |rest| (true, rest));
        let named = KEY_NAMES.iter().find(|(name, _)| *name == rest).map(|&(_, key)| key);
        let function = || rest.strip_prefix('F')?.parse().ok().filter(|number| (1..=12).contains(number)).map(Key::F);
        let single = || {
            let mut chars = rest.chars();
            chars.next().filter(|_| chars.next().is_none()).map(Key::Char)
        };
        let key = named.or_else(function).or_else(single).ok_or_else(|| ParseChordError(text.to_owned()))?;
        Ok(Self { key, ctrl, alt })
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.ctrl { "Ctrl-" } else { "" })?;
        f.write_str(if self.alt { "Alt-" } else { "" })?;
        match (KEY_NAMES.iter().find(|(_, key)| *key == self.key), self.key) {
            (Some((name, _)), _) => f.write_str(name),
            (None, Key::F(number)) => write!(f, "F{number}"),
            (None, Key::Char(c)) => write!(f, "{c}"),
            (None, _) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_round_trip() {
        for text in
            ["j", "G", "?", "[", "Ctrl-d", "Alt-x", "Enter", "Shift-Tab", "PgDn", "Space", "F1", "F12", "й", "F"]
        {
            assert_eq!(text.parse::<Chord>().unwrap().to_string(), text);
        }
        for text in ["", "jj", "F13", "Ctrl-", "Control-d"] {
            assert!(text.parse::<Chord>().is_err(), "{text}");
        }
    }

    #[test]
    fn common_spellings_are_suggested() {
        for (text, meant) in [
            ("ctrl-d", "Ctrl-d"),
            ("<C-d>", "Ctrl-d"),
            ("^D", "Ctrl-d"),
            ("Ctrl-S", "Ctrl-s"),
            ("ctrl+alt+x", "Ctrl-Alt-x"),
            ("<M-x>", "Alt-x"),
            ("escape", "Esc"),
            ("RETURN", "Enter"),
            ("PageDown", "PgDn"),
            ("space", "Space"),
            ("f5", "F5"),
            ("shift-j", "J"),
            ("<s-tab>", "Shift-Tab"),
        ] {
            assert_eq!(Chord::suggest(text).map(|chord| chord.to_string()).as_deref(), Some(meant), "{text}");
        }
        for text in ["", "jj", "F13", "hyper-x", "ctrl-"] {
            assert_eq!(Chord::suggest(text), None, "{text}");
        }
    }

    #[test]
    fn cyrillic_keys_map_to_qwerty() {
        for (typed, key) in [("й", "q"), ("Н", "Y"), ("х", "["), ("о", "j"), (".", "/"), ("Ctrl-в", "Ctrl-d")] {
            assert_eq!(typed.parse::<Chord>().unwrap().to_qwerty(), Some(key.parse().unwrap()), "{typed}");
        }
        // A letter on the key of a symbol, with Shift.
        for (typed, key) in "ХЪЖЭБЮЁ".chars().zip("{}:\"<>~".chars()) {
            assert_eq!(Chord::plain(Key::Char(typed)).to_qwerty(), Some(Chord::plain(Key::Char(key))), "{typed}");
        }
        assert_eq!("j".parse::<Chord>().unwrap().to_qwerty(), None);
    }
}
