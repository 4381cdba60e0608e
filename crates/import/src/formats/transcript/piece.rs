//! [`Piece`]: the part of a transcript that one cue, segment or line has.

use std::borrow::Cow;

use super::direction::Direction;
use super::label::Label;

/// A part of a transcript.
#[derive(Clone, Debug)]
pub(super) struct Piece<'t> {
    /// The line where it begins, from 1.
    pub(super) line: usize,
    /// When it begins and ends in the recording, in milliseconds.
    pub(super) time: Option<(u64, u64)>,
    /// What shows who speaks.
    pub(super) mark: Mark,
    /// The text, with its label.
    pub(super) text: Cow<'t, str>,
    /// Where in the text the words begin behind the label.
    pub(super) words_at: usize,
    /// What joins it to the piece before.
    pub(super) joint: &'static str,
}

/// What shows who speaks.
#[derive(Clone, Debug)]
pub(super) enum Mark {
    /// Nothing.
    None,
    /// A sign that it is somebody else than before, such as `>>`.
    Change,
    /// A label in front of the words.
    Label(Label),
    /// The piece is no words of a speaker.
    Direction(Direction),
}

/// Reads a time such as `1:02:03`, `00:02`, `00:00:01,500` in milliseconds.
pub(super) fn parse_time(text: &str) -> Option<u64> {
    let (clock, fraction) = match text.split_once([',', '.']) {
        Some((clock, fraction)) => (clock, fraction),
        None => (text, "0"),
    };
    let number = |digits: &str| {
        let is_number = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.parse::<u64>().ok()).flatten()
    };
    let mut seconds = 0;
    let mut parts = 0;
    for part in clock.split(':') {
        let value = number(part).filter(|&value| parts == 0 || (value < 60 && part.len() == 2))?;
        seconds = seconds * 60 + value;
        parts += 1;
    }
    let milliseconds = number(&format!("{fraction:0<3}").chars().take(3).collect::<String>())?;
    ((2..=3).contains(&parts) && fraction.bytes().all(|byte| byte.is_ascii_digit()))
        .then_some(seconds * 1000 + milliseconds)
}

/// A time as entries have it: `0:02`, `12:34`, `1:02:03`.
pub(super) fn show_time(milliseconds: u64) -> String {
    let seconds = milliseconds / 1000;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hour > 0 { format!("{hour}:{minute:02}:{second:02}") } else { format!("{minute}:{second:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_with_and_without_hours() {
        for (text, expected) in [
            ("00:00:01,500", Some("0:01")),
            ("00:01.500", Some("0:01")),
            ("12:34", Some("12:34")),
            ("1:02:03", Some("1:02:03")),
            ("100:00:00.000", Some("100:00:00")),
            ("00:02", Some("0:02")),
            ("12", None),
            ("12:3", None),
            ("12:75", None),
            ("1:2:3:4", None),
            ("John 3:16", None),
            ("3:16,17a", None),
            ("", None),
        ] {
            assert_eq!(parse_time(text).map(show_time).as_deref(), expected, "{text}");
        }
        assert_eq!(parse_time("00:00:01,5"), Some(1500));
    }
}
