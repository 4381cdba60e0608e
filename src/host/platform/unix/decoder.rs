//! [`Decoder`]: turns the bytes of a terminal into [`Input`], whichever way they are cut into reads.
//!
//! A sequence may stop in the middle: the connection is slow, or its end was lost. The caller asks how long
//! to wait for more ([`Decoder::patience`]), and says when nothing has come ([`Decoder::give_up`]).
//!
//! | what has stopped | what it becomes | what comes later |
//! |---|---|---|
//! | `ESC`, or `ESC` and what may begin a sequence | a key | is read again |
//! | a control sequence, a report of the mouse, a reply | nothing | what can only be its rest is nothing, too |
//! | a paste | the text so far is pasted | is pasted, up to the end of the paste or a lone Ctrl-C |

use std::mem;
use std::time::Duration;

use super::sequences::{CTRL_C, ESC, Family, PASTE_END, PASTE_START, Piece, alt, first_piece, key};
use crate::host::terminal::batch::Input;
use kzq_tui::keys::chord::Key;

/// How long to wait for the rest of what may be the key `Esc`, or one with Alt. Programs usually wait 25 to 50 ms.
const ESCAPE_TIMEOUT: Duration = Duration::from_millis(50);
/// How long to wait for the rest of anything else.
const STALL_TIMEOUT: Duration = Duration::from_millis(100);
/// How long after that the rest of a sequence is still recognised.
const REST_TIMEOUT: Duration = Duration::from_secs(1);
/// Up to this length, the beginning of a reply may have been typed: Alt-], 1, 1.
const MAX_TYPED_REPLY: usize = 4;

/// A state machine that is fed with bytes.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    state: State,
    /// The beginning of a sequence or a character.
    pending: Vec<u8>,
}

#[derive(Debug, Default)]
enum State {
    /// Between sequences, or in one that is short.
    #[default]
    Keys,
    /// In a paste.
    Paste(Paste),
    /// In the rest of a sequence that was given up.
    Rest(Family),
}

/// A paste whose end has not come.
#[derive(Debug, Default)]
struct Paste {
    /// What is not pasted yet.
    text: Vec<u8>,
    /// Up to where the end has been looked for.
    searched: usize,
    /// Whether nothing has come for a while.
    is_stalled: bool,
}

impl Decoder {
    /// Takes bytes that were read; returns what they mean, as far as that is certain.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Vec<Input> {
        let mut found = Vec::new();
        if let State::Paste(paste) = &mut self.state
            && paste.is_stalled
            && bytes.first() == Some(&CTRL_C)
        {
            found.extend(paste.take(paste.text.len()));
            self.state = State::Keys;
        }
        self.pending.extend_from_slice(bytes);
        let pending = mem::take(&mut self.pending);
        let mut rest = pending.as_slice();
        while !rest.is_empty() {
            let len = match &mut self.state {
                State::Keys => self.read_piece(rest, &mut found),
                State::Paste(paste) => {
                    let (len, end) = paste.read(rest);
                    if end {
                        found.extend(paste.take(paste.text.len()));
                        self.state = State::Keys;
                    }
                    len
                }
                State::Rest(family) => {
                    let family = *family;
                    let len = rest.iter().take_while(|byte| family.continues_with(**byte)).count();
                    match rest.get(len) {
                        None => len,
                        Some(&byte) => {
                            self.state = State::Keys;
                            len + usize::from(family.ends_with(byte))
                        }
                    }
                }
            };
            if len == 0 && matches!(self.state, State::Keys) && first_piece(rest) == Piece::Partial {
                break;
            }
            rest = &rest[len..];
        }
        self.pending = rest.to_vec();
        found
    }

    /// Reads one piece between sequences; returns its length, 0 if it is not whole.
    fn read_piece(&mut self, bytes: &[u8], found: &mut Vec<Input>) -> usize {
        match first_piece(bytes) {
            Piece::Whole(len, input) => {
                found.extend(input);
                len
            }
            Piece::PasteStart => {
                self.state = State::Paste(Paste::default());
                PASTE_START.len()
            }
            Piece::Overlong(family) => {
                self.state = State::Rest(family);
                bytes.len()
            }
            Piece::Partial => 0,
        }
    }

    /// How long to wait for more bytes before [`give_up`](Self::give_up); `None` if nothing depends on it.
    pub(super) fn patience(&self) -> Option<Duration> {
        match &self.state {
            State::Keys => match self.pending[..] {
                [] => None,
                [ESC] | [ESC, _] => Some(ESCAPE_TIMEOUT),
                _ => Some(STALL_TIMEOUT),
            },
            State::Paste(paste) => (!paste.is_stalled).then_some(STALL_TIMEOUT),
            State::Rest(_) => Some(REST_TIMEOUT),
        }
    }

    /// Takes what has come for what it is, since nothing more has.
    pub(super) fn give_up(&mut self) -> Vec<Input> {
        match &mut self.state {
            State::Keys => {
                let pending = mem::take(&mut self.pending);
                self.give_up_sequence(&pending)
            }
            State::Paste(paste) => {
                paste.is_stalled = true;
                paste.take(paste.certain_len()).into_iter().collect()
            }
            State::Rest(_) => {
                self.state = State::Keys;
                Vec::new()
            }
        }
    }

    fn give_up_sequence(&mut self, pending: &[u8]) -> Vec<Input> {
        match *pending {
            [ESC] => vec![key(Key::Esc)],
            [ESC, introducer @ (b'[' | b'O' | b']' | b'P')] => vec![alt(char::from(introducer))],
            [ESC, introducer @ (b']' | b'P'), ref typed @ ..] if pending.len() <= MAX_TYPED_REPLY => {
                let typed = typed.iter().map(|&byte| key(Key::Char(char::from(byte))));
                [alt(char::from(introducer))].into_iter().chain(typed).collect()
            }
            [ESC, introducer, ref parameters @ ..] => {
                let family = match (introducer, parameters.first()) {
                    (b'[', Some(b'<')) => Some(Family::Mouse),
                    // Any three bytes may follow.
                    (b'[', Some(b'M')) => None,
                    (b'[', _) => Some(Family::Control),
                    (b']' | b'P', _) => Some(Family::Text),
                    _ => None,
                };
                self.state = family.map_or(State::Keys, State::Rest);
                Vec::new()
            }
            // A character that has not come as a whole.
            _ => Vec::new(),
        }
    }
}

impl Paste {
    /// Takes in bytes up to the end of the paste; returns how many those were, and whether it was there.
    fn read(&mut self, bytes: &[u8]) -> (usize, bool) {
        self.is_stalled = false;
        let before = self.text.len();
        self.text.extend_from_slice(bytes);
        let from = self.searched.saturating_sub(PASTE_END.len() - 1);
        let Some(end) = memchr::memmem::find(&self.text[from..], PASTE_END).map(|at| from + at) else {
            self.searched = self.text.len();
            return (bytes.len(), false);
        };
        self.text.truncate(end);
        (end + PASTE_END.len() - before.min(end + PASTE_END.len()), true)
    }

    /// The length of what may be pasted before more has come. The beginning of the end is not a text, and neither is
    /// half a character; spaces are left for what follows them, since around a whole paste they would be left out.
    fn certain_len(&self) -> usize {
        let mut text = self.text.as_slice();
        if let Some(begun) = (1..PASTE_END.len()).rev().find(|&len| text.ends_with(&PASTE_END[..len])) {
            text = &text[..text.len() - begun];
        }
        if let Some(error) = std::str::from_utf8(text).err().filter(|error| error.error_len().is_none()) {
            text = &text[..error.valid_up_to()];
        }
        text.trim_ascii_end().len()
    }

    /// Takes the first bytes out of the text; `None` if there are none.
    fn take(&mut self, len: usize) -> Option<Input> {
        let text: Vec<u8> = self.text.drain(..len).collect();
        self.searched = self.searched.saturating_sub(len);
        (!text.is_empty()).then(|| Input::Paste(String::from_utf8_lossy(&text).into_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A timeout of the decoder without further bytes.
    const WAIT: &str = "…";

    fn described(input: &Input) -> String {
        match input {
            Input::Key(chord) => chord.to_string(),
            Input::Paste(text) => format!("“{text}”"),
            Input::Mouse(mouse) => format!("{:?}", mouse.kind),
            Input::Background(light) => format!("light: {light:?}"),
        }
    }

    /// Decodes reads one after the other; `|` separates the inputs of each.
    fn decoded(reads: &[&str]) -> String {
        let mut decoder = Decoder::default();
        let step = |read: &&str| {
            let found = match *read {
                WAIT if decoder.patience().is_some() => decoder.give_up(),
                WAIT => Vec::new(),
                bytes => decoder.feed(bytes.as_bytes()),
            };
            found.iter().map(described).collect::<Vec<_>>().join(" ")
        };
        reads.iter().map(step).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn reads_are_decoded_to_input() {
        for (reads, expected) in [
            (&["jé\x03"][..], "j é Ctrl-c"),
            // A key split over two reads is one key.
            (&["\x1b", "[D"], "|Left"),
            (&["\x1b[", "1;5", "D"], "||Ctrl-Left"),
            (&["\x1b", "OP"], "|F1"),
            (&["x\u{1b}", "q"], "x|Alt-q"),
            // A key that may start a sequence.
            (&["\x1b", WAIT, "[D"], "|Esc|[ D"),
            (&["\x1b[", WAIT, "j"], "|Alt-[|j"),
            (&["\x1b]", WAIT, "1"], "|Alt-]|1"),
            (&["\x1b]11", WAIT, "j"], "|Alt-] 1 1|j"),
            (&["\x1b\x1b", WAIT], "Esc|Esc"),
            // An unterminated sequence does not block later keys, and its remainder is not a key.
            (&["\x1b[<0;", WAIT, "jq"], "||j q"),
            (&["\x1b[<0;", WAIT, "12;7Mj"], "||j"),
            (&["\x1b[<0;", WAIT, WAIT, "12"], "|||1 2"),
            (&["\x1b[<0;", "\x03q"], "|Ctrl-c q"),
            (&["\x1b[<0;", WAIT, "\x03"], "||Ctrl-c"),
            (&["\x1b[1;", WAIT, "5Dj"], "||j"),
            (&["\x1b[1;", WAIT, "j"], "||j"),
            (&["\x1b[M ", WAIT, "q"], "||q"),
            (&["\x1b]11;rgb:ff", WAIT, "jk"], "||j k"),
            (&["\x1b]11;rgb:ff", WAIT, "ff/0/0\x07k"], "||k"),
            (&["\x1bP1+r52", WAIT, "\x1b[A"], "||Up"),
            // A paste, however it is split.
            (&["j\x1b[200~a b\x1b[201~k"], "j “a b” k"),
            (&["\x1b[20", "0~a ", "b\x1b[2", "01~k"], "|||“a b” k"),
            (&["\x1b[200~\x1b[201~k"], "k"),
            (&["\x1b[200~a\x03q\x1b[201~"], "“a\x03q”"),
            (&["\x1b[200~a\x1b[200~b\x1b[201~"], "“a\x1b[200~b”"),
            // An unterminated paste stays text.
            (&["\x1b[200~abc", WAIT, "q", WAIT, "\x1b[201~q"], "|“abc”||“q”|q"),
            (&["\x1b[200~one ", WAIT, WAIT, "two", WAIT], "|“one”|||“ two”"),
            (&["\x1b[200~a\x1b[20", WAIT, "1~q"], "|“a”|q"),
            (&["\x1b[200~a\x1b[20", WAIT, "x\x1b[201~"], "|“a”|“\x1b[20x”"),
            // A lone Ctrl-C ends it.
            (&["\x1b[200~abc", WAIT, "\x03q"], "|“abc”|Ctrl-c q"),
            (&["\x1b[200~abc", WAIT, "de", "\x03", WAIT], "|“abc”|||“de\x03”"),
            (&["\x1b[200~abc ", WAIT, "\x03"], "|“abc”|“ ” Ctrl-c"),
        ] {
            assert_eq!(decoded(reads), expected, "{reads:?}");
        }
    }

    #[test]
    fn partial_characters_are_awaited_and_then_dropped() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(b"\xc3"), []);
        assert_eq!(decoder.feed(b"\xa9"), [key(Key::Char('é'))]);
        assert_eq!(decoder.feed(b"\xc3"), []);
        assert_eq!(decoder.give_up(), []);
        assert_eq!(decoder.feed(b"a"), [key(Key::Char('a'))]);
        // In a paste, it comes with its other half.
        assert_eq!(decoder.feed(b"\x1b[200~a\xc3"), []);
        assert_eq!(decoder.give_up(), [Input::Paste("a".to_owned())]);
        assert_eq!(decoder.feed(b"\xa9\x1b[201~"), [Input::Paste("é".to_owned())]);
    }

    #[test]
    fn endless_sequences_are_discarded() {
        let mut decoder = Decoder::default();
        for _ in 0..1000 {
            assert_eq!(decoder.feed(if matches!(decoder.state, State::Keys) { b"\x1b[1;1;1;1;" } else { b"1;1;" }), []);
            assert!(decoder.pending.len() < 100);
        }
        assert_eq!(decoder.feed(b"Mj"), [key(Key::Char('j'))]);
    }

    proptest::proptest! {
        #[test]
        fn splitting_reads_does_not_change_the_input(
            pieces in proptest::collection::vec("(\x1b\\[|\x1b|\x1b\\[200~|\x1b\\[201~|\x1b\\]11;rgb:f/f/f\x07|\x1b\\[<0;1;1M|[a-z;0-9é\x03<]{1,3})", 0..8),
            size in 1_usize..9,
        ) {
            let bytes = pieces.concat().into_bytes();
            let (mut whole, mut cut) = (Decoder::default(), Decoder::default());
            let mut expected = whole.feed(&bytes);
            let mut found: Vec<Input> = bytes.chunks(size).flat_map(|chunk| cut.feed(chunk)).collect();
            expected.extend(whole.give_up());
            found.extend(cut.give_up());
            proptest::prop_assert_eq!(found, expected);
        }
    }
}
