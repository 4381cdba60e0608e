//! What a transcriber notes between the words: `[laughter]`, `(Applause.)`, `[00:12:03]`.
//!
//! Notes of sounds, and times at the beginning of a line, are left out of what somebody says. All else in brackets stays,
//! such as `[inaudible]`: words are missing there.

use std::ops::Range;

use super::labels::time;
use crate::paragraphs::trim_range;

/// Words for what is heard or seen besides words, in lower case.
const SOUNDS: &[&str] = &[
    "applaudissements",
    "applaus",
    "applauds",
    "applauding",
    "applause",
    "beifall",
    "cheer",
    "cheering",
    "cheers",
    "chuckle",
    "chuckles",
    "chuckling",
    "clapping",
    "claps",
    "cough",
    "coughing",
    "coughs",
    "crosstalk",
    "gelächter",
    "heiterkeit",
    "lachen",
    "lachend",
    "lacht",
    "laugh",
    "laughing",
    "laughs",
    "laughter",
    "lächelnd",
    "lächelt",
    "music",
    "musik",
    "musique",
    "nickt",
    "nodding",
    "nods",
    "pause",
    "pauses",
    "rient",
    "rire",
    "rires",
    "rit",
    "schweigt",
    "sigh",
    "sighing",
    "sighs",
    "silence",
    "smiles",
    "smiling",
    "sourit",
    "zuruf",
    "zurufe",
    "аплодисменты",
    "молчит",
    "музыка",
    "пауза",
    "смеется",
    "смеются",
    "смеётся",
    "смех",
    "улыбается",
    "шум",
];
/// Words that may stand beside these, in lower case.
const BESIDE: &[&str] = &[
    "a",
    "again",
    "and",
    "audience",
    "bei",
    "brief",
    "crowd",
    "dans",
    "de",
    "der",
    "du",
    "et",
    "from",
    "general",
    "hall",
    "im",
    "in",
    "la",
    "le",
    "long",
    "loud",
    "of",
    "playing",
    "plays",
    "prolonged",
    "room",
    "saal",
    "salle",
    "short",
    "the",
    "und",
    "vom",
    "в",
    "зала",
    "зале",
    "и",
    "из",
    "общий",
    "продолжительные",
];
/// Length in bytes of the longest note.
const MAX_LEN: usize = 80;

/// The parts of a text between notes that say no words. Empty parts are left out.
pub fn without_notes(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (part.start, part.start);
    while let Some(open) = text[at..part.end].find(['[', '(']).map(|open| at + open) {
        at = open + 1;
        if let Some(length) = note(&text[open..part.end], &text[start..open]) {
            parts.push(trim_range(text, start..open));
            (start, at) = (open + length, open + length);
        }
    }
    parts.push(trim_range(text, start..part.end));
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether a paragraph, or a line, is nothing but a direction in brackets, whatever it says; a time is none.
pub(super) fn is_direction(paragraph: &str) -> bool {
    let paragraph = paragraph.trim();
    bracket(paragraph).is_some_and(|length| length == paragraph.len()) && time(paragraph) != Some(paragraph.len())
}

/// The length of the note that a text begins with; `before` is the text before it, from the last note on.
fn note(text: &str, before: &str) -> Option<usize> {
    let line = before.trim_end_matches([' ', '\t']);
    let begins_line = line.is_empty() || line.ends_with('\n');
    let is_apart = |length: &usize| {
        before.chars().next_back().is_none_or(char::is_whitespace)
            && text[*length..].chars().next().is_none_or(char::is_whitespace)
    };
    let noted_time = time(text).filter(|_| begins_line);
    noted_time.or_else(|| bracket(text).filter(|&length| is_sound(&text[1..length - 1]))).filter(is_apart)
}

/// The length of the brackets that a text begins with.
fn bracket(text: &str) -> Option<usize> {
    let close = match text.chars().next()? {
        '[' => ']',
        '(' => ')',
        _ => return None,
    };
    text[..text.floor_char_boundary(MAX_LEN.min(text.len()))].find(close).map(|at| at + 1)
}

/// Whether words in brackets say what is heard.
fn is_sound(inside: &str) -> bool {
    let inside = inside.to_lowercase();
    let words = || inside.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words().any(|word| SOUNDS.contains(&word)) && words().all(|word| SOUNDS.contains(&word) || BESIDE.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sounds_and_times_are_left_out_and_words_stay() {
        for (text, expected) in [
            ("One [laughter] two.", &["One", "two."][..]),
            ("(Applause.) One. (The audience laughs.)", &["One."]),
            ("[00:01] One\n[00:02] two.", &["One", "two."]),
            ("One [crosstalk] two\n(Смех в зале)\nthree.", &["One", "two", "three."]),
            // Words are missing, or the brackets are part of the sentence.
            ("One [inaudible] two.", &["One [inaudible] two."]),
            (
                "The train (10:30) and the film (a cheerful one) left.",
                &["The train (10:30) and the film (a cheerful one) left."],
            ),
            ("One (laughter), two.", &["One (laughter), two."]),
            ("(Music by Ada Moss) One.", &["(Music by Ada Moss) One."]),
            ("(((", &["((("]),
            ("", &[]),
        ] {
            let parts = without_notes(text, 0..text.len());
            assert_eq!(parts.into_iter().map(|part| &text[part]).collect::<Vec<_>>(), expected, "{text}");
        }
        for (text, expected) in
            [("(APPLAUSE)", true), (" [BEGIN VIDEO]\n", true), ("[10:02]", false), ("(One) two", false), ("One", false)]
        {
            assert_eq!(is_direction(text), expected, "{text}");
        }
    }
}
