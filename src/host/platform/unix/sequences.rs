//! The sequences that terminals send: what the first of some bytes mean.

use super::background;
use crate::host::terminal::batch::Input;
use kzq_tui::app::{MouseInput, MouseKind};
use kzq_tui::keys::chord::{Chord, Key};

/// The kind of a sequence, by which its rest is recognised if that comes late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// A report of the mouse: `ESC [ <`.
    Mouse,
    /// Another control sequence: `ESC [`.
    Control,
    /// A control string, such as the reply to a query: `ESC ]` or `ESC P`.
    Text,
}

/// What bytes begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Something whole, with its length in bytes; `None` if it means nothing to kzq.
    Whole(usize, Option<Input>),
    /// [`PASTE_START`].
    PasteStart,
    /// The beginning of something.
    Partial,
    /// A sequence that is longer than any with a meaning, and still has no end.
    Overlong(Family),
}

pub(super) const ESC: u8 = 0x1b;
pub(super) const CTRL_C: u8 = 0x03;
pub(super) const PASTE_START: &[u8] = b"\x1b[200~";
pub(super) const PASTE_END: &[u8] = b"\x1b[201~";
const BEL: u8 = 0x07;
const DEL: u8 = 0x7f;

/// Maximum length of a control sequence in bytes.
const MAX_CONTROL: usize = 64;
/// Maximum length of a control string in bytes.
const MAX_TEXT: usize = 256;

/// Keys by the last letter of their sequence, `ESC [ A` or `ESC O A`.
const LETTERS: &[(u8, Key)] = &[
    (b'A', Key::Up),
    (b'B', Key::Down),
    (b'C', Key::Right),
    (b'D', Key::Left),
    (b'F', Key::End),
    (b'H', Key::Home),
    (b'P', Key::F(1)),
    (b'Q', Key::F(2)),
    (b'R', Key::F(3)),
    (b'S', Key::F(4)),
    (b'Z', Key::BackTab),
];

/// Keys by the number in their sequence, `ESC [ 3 ~`.
const NUMBERS: &[(u32, Key)] = &[
    (1, Key::Home),
    (3, Key::Delete),
    (4, Key::End),
    (5, Key::PageUp),
    (6, Key::PageDown),
    (7, Key::Home),
    (8, Key::End),
    (11, Key::F(1)),
    (12, Key::F(2)),
    (13, Key::F(3)),
    (14, Key::F(4)),
    (15, Key::F(5)),
    (17, Key::F(6)),
    (18, Key::F(7)),
    (19, Key::F(8)),
    (20, Key::F(9)),
    (21, Key::F(10)),
    (23, Key::F(11)),
    (24, Key::F(12)),
];

impl Family {
    /// Whether a byte may be inside a sequence that was begun long ago. What nobody types is taken rather than lost.
    pub(super) fn continues_with(self, byte: u8) -> bool {
        match self {
            Self::Mouse => byte.is_ascii_digit() || byte == b';',
            Self::Control => matches!(byte, b'0'..=b'?'),
            Self::Text => byte.is_ascii_hexdigit() || matches!(byte, b'r' | b'g' | b':' | b'/' | b';' | b'#'),
        }
    }

    /// Whether a byte ends a sequence that was begun long ago.
    pub(super) fn ends_with(self, byte: u8) -> bool {
        match self {
            Self::Mouse => matches!(byte, b'M' | b'm'),
            Self::Control => matches!(byte, b'A'..=b'Z' | b'~'),
            Self::Text => byte == BEL,
        }
    }
}

/// Returns what bytes begin with.
pub(super) fn first_piece(bytes: &[u8]) -> Piece {
    match *bytes {
        [] | [ESC] => Piece::Partial,
        // A user who leaves something with Esc and Ctrl-C does not mean Alt.
        [ESC, ESC | CTRL_C, ..] => Piece::Whole(1, Some(key(Key::Esc))),
        [ESC, b'[', ..] => control_sequence(bytes),
        [ESC, b'O'] => Piece::Partial,
        [ESC, b'O', letter, ..] => match by_letter(letter) {
            Some(found) => Piece::Whole(3, Some(key(found))),
            None => Piece::Whole(2, Some(alt('O'))),
        },
        [ESC, introducer @ (b']' | b'P'), ..] => control_string(bytes, introducer),
        [ESC, ref rest @ ..] => match first_piece(rest) {
            Piece::Whole(len, Some(Input::Key(chord))) => {
                Piece::Whole(len + 1, Some(Input::Key(Chord { alt: true, ..chord })))
            }
            Piece::Whole(len, other) => Piece::Whole(len + 1, other),
            other => other,
        },
        [byte, ..] if byte < b' ' || byte == DEL => Piece::Whole(1, Some(Input::Key(control_key(byte)))),
        _ => character(bytes),
    }
}

/// The key Alt with a character.
pub(super) fn alt(c: char) -> Input {
    Input::Key(Chord { key: Key::Char(c), ctrl: false, alt: true })
}

pub(super) fn key(key: Key) -> Input {
    Input::Key(Chord::plain(key))
}

fn control_key(byte: u8) -> Chord {
    let ctrl = |c: u8| Chord { key: Key::Char(char::from(c)), ctrl: true, alt: false };
    match byte {
        b'\r' => Chord::plain(Key::Enter),
        b'\t' => Chord::plain(Key::Tab),
        DEL => Chord::plain(Key::Backspace),
        ESC => Chord::plain(Key::Esc),
        0 => ctrl(b' '),
        1..=26 => ctrl(byte - 1 + b'a'),
        _ => ctrl(byte - 28 + b'4'),
    }
}

fn character(bytes: &[u8]) -> Piece {
    let start = &bytes[..bytes.len().min(char::MAX.len_utf8())];
    let (valid, error) = match std::str::from_utf8(start) {
        Ok(text) => (text, None),
        Err(error) => (std::str::from_utf8(&start[..error.valid_up_to()]).unwrap_or_default(), error.error_len()),
    };
    match (valid.chars().next(), error) {
        (Some(c), _) => Piece::Whole(c.len_utf8(), Some(key(Key::Char(c)))),
        (None, Some(invalid)) => Piece::Whole(invalid, None),
        (None, None) => Piece::Partial,
    }
}

/// Reads `ESC [`, its parameters, and the byte that ends it.
fn control_sequence(bytes: &[u8]) -> Piece {
    match *bytes {
        [_, _] => return Piece::Partial,
        // The Linux console: F1 to F5.
        [_, _, b'['] => return Piece::Partial,
        [_, _, b'[', letter @ b'A'..=b'E', ..] => return Piece::Whole(4, Some(key(Key::F(letter - b'A' + 1)))),
        // The oldest reports of the mouse: three bytes, each with 32 added.
        [_, _, b'M', button, column, row, ..] => {
            let [button, column, row] = [button, column, row].map(|byte| u32::from(byte).saturating_sub(32));
            return Piece::Whole(6, mouse(button, column, row));
        }
        [_, _, b'M', ..] => return Piece::Partial,
        _ => {}
    }
    let len = 2 + bytes[2..].iter().take_while(|byte| matches!(byte, b' '..=b'?')).count();
    match bytes.get(len) {
        Some(b'~') if bytes[..=len] == *PASTE_START => Piece::PasteStart,
        Some(&end @ b'@'..=b'~') => Piece::Whole(len + 1, control_meaning(&bytes[2..len], end)),
        // Another key.
        Some(_) if len == 2 => Piece::Whole(2, Some(alt('['))),
        Some(_) => Piece::Whole(len, None),
        None if len > MAX_CONTROL => Piece::Overlong(Family::Control),
        None => Piece::Partial,
    }
}

fn control_meaning(parameters: &[u8], end: u8) -> Option<Input> {
    let text = std::str::from_utf8(parameters).ok()?;
    let number = |part: &str| part.split(':').next().and_then(|number| number.parse().ok());
    let numbers = |text: &str| text.split(';').map(number).collect::<Option<Vec<u32>>>();
    if let Some(report) = text.strip_prefix('<') {
        return match (numbers(report)?.as_slice(), end) {
            (&[button, column, row], b'M') => mouse(button, column, row),
            _ => None,
        };
    }
    if text.starts_with(['?', '>', '=']) {
        return None;
    }
    let numbers = if text.is_empty() { Vec::new() } else { numbers(text)? };
    let first = numbers.first().copied();
    let found = match end {
        b'~' => NUMBERS.iter().find(|(number, _)| Some(*number) == first).map(|&(_, key)| key)?,
        b'u' => key_of_code(first?)?,
        b'M' => {
            let &[button, column, row] = numbers.as_slice() else { return None };
            return mouse(button.checked_sub(32)?, column, row);
        }
        // A report of the cursor's position.
        b'R' => return None,
        letter => by_letter(letter)?,
    };
    // `ESC [ 1 ; 5 : 3 A`: with modifiers, and the kind of the event; 3 is a release.
    let is_release = text.split(';').nth(1).and_then(|part| part.split(':').nth(1)) == Some("3");
    let modifiers = numbers.get(1).map_or(0, |modifiers| modifiers.saturating_sub(1));
    let has_shift = modifiers & 1 != 0;
    let found = if has_shift && found == Key::Tab { Key::BackTab } else { found };
    (!is_release).then_some(Input::Key(Chord { key: found, ctrl: modifiers & 4 != 0, alt: modifiers & 2 != 0 }))
}

/// The key of a code point in `ESC [ 97 ; 5 u`.
fn key_of_code(code: u32) -> Option<Key> {
    let c = char::from_u32(code)?;
    match u8::try_from(code) {
        Ok(byte) if byte < b' ' || byte == DEL => Some(control_key(byte)).filter(|chord| !chord.ctrl).map(|it| it.key),
        _ => Some(Key::Char(c)),
    }
}

fn by_letter(letter: u8) -> Option<Key> {
    LETTERS.iter().find(|(other, _)| *other == letter).map(|&(_, key)| key)
}

/// Reads a report of the mouse; columns and rows count from 1. Of the buttons, the lowest two bits and the highest two are
/// the number, 32 is a motion, and the rest are modifiers.
fn mouse(button: u32, column: u32, row: u32) -> Option<Input> {
    let kind = match ((button & 0b11) | ((button & 0b1100_0000) >> 4), button & 0b10_0000) {
        (0, 0) => MouseKind::Click,
        (4, 0) => MouseKind::WheelUp,
        (5, 0) => MouseKind::WheelDown,
        _ => return None,
    };
    let from_zero = |place: u32| u16::try_from(place.saturating_sub(1)).ok();
    Some(Input::Mouse(MouseInput { kind, column: from_zero(column)?, row: from_zero(row)? }))
}

/// Reads `ESC ]` or `ESC P` and what follows, up to BEL or `ESC \`.
fn control_string(bytes: &[u8], introducer: u8) -> Piece {
    let begins_reply = |byte: u8| match introducer {
        b']' => byte.is_ascii_digit(),
        _ => byte.is_ascii_digit() || matches!(byte, b'>' | b'!' | b'$' | b'+' | b'|'),
    };
    match bytes.get(2) {
        None => return Piece::Partial,
        Some(&byte) if !begins_reply(byte) => return Piece::Whole(2, Some(alt(char::from(introducer)))),
        Some(_) => {}
    }
    let len = 2 + bytes[2..].iter().take_while(|byte| **byte >= b' ').count();
    let meaning = || {
        let reply = std::str::from_utf8(&bytes[2..len]).ok().filter(|_| introducer == b']')?;
        reply.starts_with(background::REPLY_PREFIX).then(|| Input::Background(background::is_light(reply)))
    };
    match bytes[len..] {
        [BEL, ..] => Piece::Whole(len + 1, meaning()),
        [ESC, b'\\', ..] => Piece::Whole(len + 2, meaning()),
        [] | [ESC] if len > MAX_TEXT => Piece::Overlong(Family::Text),
        [] | [ESC] => Piece::Partial,
        // Another key.
        _ => Piece::Whole(len, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Describes the meaning of the first piece, with its length.
    fn described(bytes: &str) -> String {
        match first_piece(bytes.as_bytes()) {
            Piece::Whole(len, Some(Input::Key(chord))) => format!("{len} {chord}"),
            Piece::Whole(len, Some(Input::Mouse(MouseInput { kind, column, row }))) => {
                format!("{len} {kind:?} {column},{row}")
            }
            Piece::Whole(len, Some(other)) => format!("{len} {other:?}"),
            Piece::Whole(len, None) => format!("{len} nothing"),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn sequences_are_decoded() {
        for (bytes, expected) in [
            ("", "Partial"),
            ("jk", "1 j"),
            ("é", "2 é"),
            (" ", "1 Space"),
            ("\r", "1 Enter"),
            ("\n", "1 Ctrl-j"),
            ("\t", "1 Tab"),
            ("\x7f", "1 Backspace"),
            ("\x03", "1 Ctrl-c"),
            ("\0", "1 Ctrl-Space"),
            ("\x1f", "1 Ctrl-7"),
            // Escape, and keys with Alt.
            ("\x1b", "Partial"),
            ("\x1b\x1b[A", "1 Esc"),
            ("\x1b\x03", "1 Esc"),
            ("\x1bq", "2 Alt-q"),
            ("\x1bé", "3 Alt-é"),
            ("\x1b\x7f", "2 Alt-Backspace"),
            ("\x1b[\x03", "2 Alt-["),
            ("\x1b]x", "2 Alt-]"),
            ("\x1bPx", "2 Alt-P"),
            ("\x1bOx", "2 Alt-O"),
            // Keys that have no character.
            ("\x1b[", "Partial"),
            ("\x1b[A", "3 Up"),
            ("\x1bOA", "3 Up"),
            ("\x1bOP", "3 F1"),
            ("\x1b[[B", "4 F2"),
            ("\x1b[1;5D", "6 Ctrl-Left"),
            ("\x1b[1;3C", "6 Alt-Right"),
            ("\x1b[1;2A", "6 Up"),
            ("\x1b[1;1:3A", "8 nothing"),
            ("\x1b[Z", "3 Shift-Tab"),
            ("\x1b[3~", "4 Delete"),
            ("\x1b[6;5~", "6 Ctrl-PgDn"),
            ("\x1b[24~", "5 F12"),
            ("\x1b[97;5u", "7 Ctrl-a"),
            ("\x1b[13u", "5 Enter"),
            ("\x1b[9;2u", "6 Shift-Tab"),
            ("\x1b[2~", "4 nothing"),
            // The mouse.
            ("\x1b[<0;3;4M", "9 Click 2,3"),
            ("\x1b[<0;3;4m", "9 nothing"),
            ("\x1b[<64;1;1M", "10 WheelUp 0,0"),
            ("\x1b[<65;0;0M", "10 WheelDown 0,0"),
            ("\x1b[<32;3;4M", "10 nothing"),
            ("\x1b[<0;3;99999M", "13 nothing"),
            ("\x1b[M #$", "6 Click 2,3"),
            ("\x1b[M #", "Partial"),
            ("\x1b[32;3;4M", "9 Click 2,3"),
            // Pastes.
            ("\x1b[200~x", "PasteStart"),
            ("\x1b[201~x", "6 nothing"),
            // Replies.
            ("\x1b]11;rgb:ffff/ffff/ffff\x07", "24 Background(Some(true))"),
            ("\x1b]11;rgb:0000/0000/0000\x1b\\x", "25 Background(Some(false))"),
            ("\x1b]11;#ffffff\x07", "13 Background(None)"),
            ("\x1b]10;rgb:ffff/ffff/ffff\x07", "24 nothing"),
            ("\x1b]11;rgb:ff\x1b", "Partial"),
            ("\x1bP1+r524742=38\x1b\\", "16 nothing"),
            ("\x1b[?62;c", "7 nothing"),
            ("\x1b[24;80R", "8 nothing"),
            // A sequence that is interrupted by another key.
            ("\x1b[<0;\x03", "5 nothing"),
            ("\x1b[1;\x1b[A", "4 nothing"),
            ("\x1b]11;rgb:\x03", "9 nothing"),
            ("\x1b]11;rgb:\x1b[A", "9 nothing"),
        ] {
            assert_eq!(described(bytes), expected, "{bytes:?}");
        }
        assert_eq!(described(&format!("\x1b[{}", "1;".repeat(50))), "Overlong(Control)");
        assert_eq!(described(&format!("\x1b]11;{}", "f".repeat(300))), "Overlong(Text)");
    }

    #[test]
    fn invalid_utf8_is_skipped() {
        for (bytes, expected) in [
            (&b"\xc3"[..], Piece::Partial),
            (b"\xf0\x9f\x98", Piece::Partial),
            (b"\xc3(", Piece::Whole(1, None)),
            (b"\xff", Piece::Whole(1, None)),
            (b"\xf0\x9f(", Piece::Whole(2, None)),
            (b"a\xff", Piece::Whole(1, Some(key(Key::Char('a'))))),
        ] {
            assert_eq!(first_piece(bytes), expected, "{bytes:?}");
        }
    }
}
