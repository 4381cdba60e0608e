//! Lines that no speaker says: `(APPLAUSE)`, `[Music]`, `(BEGIN VIDEO CLIP)`.

/// A line that no speaker says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// A recording begins, in which others speak.
    ClipBegins,
    /// The recording ends.
    ClipEnds,
    /// Anything else.
    Other,
}

/// Words of directions, in lower case.
const WORDS: &[&str] = &[
    "applause",
    "beep",
    "begin",
    "bleep",
    "booing",
    "boos",
    "break",
    "cheering",
    "cheers",
    "chuckles",
    "clapping",
    "commercial",
    "coughs",
    "crosstalk",
    "crying",
    "end",
    "gasps",
    "inaudible",
    "indiscernible",
    "laughing",
    "laughs",
    "laughter",
    "music",
    "noise",
    "off-mike",
    "pause",
    "recess",
    "ringing",
    "sighs",
    "silence",
    "singing",
    "unintelligible",
    "video",
    "whispering",
];

/// Returns what kind of direction a whole line is; `None` if it is words.
pub(super) fn read(line: &str) -> Option<Direction> {
    if !line.chars().any(char::is_alphanumeric) || line == "END" {
        return Some(Direction::Other);
    }
    let is_square = line.starts_with('[');
    let inside = inside(line)?;
    let lower = inside.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty());
    let is_short = lower.split_whitespace().count() <= 6;
    let is_capital = inside.chars().any(char::is_alphabetic) && !inside.chars().any(char::is_lowercase);
    if !(is_square || is_capital || is_short && words.any(|word| WORDS.contains(&word))) {
        return None;
    }
    Some(match lower.split_whitespace().next() {
        Some("begin") => Direction::ClipBegins,
        Some("end") => Direction::ClipEnds,
        _ => Direction::Other,
    })
}

/// What a line has inside its brackets, if they are around the whole of it.
pub(super) fn inside(line: &str) -> Option<&str> {
    let inside = match line.strip_prefix('(') {
        Some(rest) => rest.strip_suffix(')').or_else(|| rest.strip_suffix(").")),
        None => line.strip_prefix('[')?.strip_suffix(']'),
    };
    inside.filter(|inside| !inside.contains(['(', ')', '[', ']']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_are_distinguished_from_words() {
        for (line, expected) in [
            ("(APPLAUSE)", Some(Direction::Other)),
            ("(CROSSTALK)", Some(Direction::Other)),
            ("(Laughter.)", Some(Direction::Other)),
            ("[Music]", Some(Direction::Other)),
            ("[door slams]", Some(Direction::Other)),
            ("(BEGIN VIDEO CLIP)", Some(Direction::ClipBegins)),
            ("(END VIDEOTAPE)", Some(Direction::ClipEnds)),
            ("* * *", Some(Direction::Other)),
            ("END", Some(Direction::Other)),
            ("♪", Some(Direction::Other)),
            ("(I mean that.)", None),
            ("(Jane Doe)", None),
            ("(one) and (two)", None),
            ("Thank you. (Applause.)", None),
            ("Music was in the air", None),
        ] {
            assert_eq!(read(line), expected, "{line}");
        }
    }
}
