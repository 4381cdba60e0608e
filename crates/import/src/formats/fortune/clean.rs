//! What fortune files have besides words: overstruck letters, colours, tabs and rot13.

use std::borrow::Cow;

/// Accents that are struck over letters, and the letters that come of it.
const ACCENTS: &[(char, &str, &str)] = &[
    ('\'', "aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ"),
    ('`', "aeiouAEIOU", "àèìòùÀÈÌÒÙ"),
    ('^', "aeiouAEIOU", "âêîôûÂÊÎÔÛ"),
    ('"', "aeiouAEIOU", "äëïöüÄËÏÖÜ"),
    ('~', "anoANO", "ãñõÃÑÕ"),
    (',', "cC", "çÇ"),
];

/// The distance of tab stops.
const TAB: usize = 8;

/// A text as a terminal shows it: without colours, letters struck over each other as one, tabs as blanks.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    let has_control = |text: &str| text.bytes().any(|byte| matches!(byte, 0x08 | 0x1b | b'\t' | b'\r'));
    if !has_control(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 2 * TAB);
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        if has_control(line) {
            out.extend(shown_line(line));
        } else {
            out.push_str(line);
        }
    }
    Cow::Owned(out)
}

fn shown_line(line: &str) -> Vec<char> {
    let mut cells: Vec<char> = Vec::with_capacity(line.len());
    let mut cursor = 0_usize;
    let mut chars = line.trim_end_matches('\r').chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{8}' => cursor = cursor.saturating_sub(1),
            '\u{1b}' if chars.next_if_eq(&'[').is_some() => while chars.next().is_some_and(|c| !c.is_alphabetic()) {},
            '\u{1b}' => {}
            '\t' => {
                let stop = (cursor / TAB + 1) * TAB;
                cells.resize(cells.len().max(stop), ' ');
                cursor = stop;
            }
            _ => {
                match cells.get_mut(cursor) {
                    Some(cell) => *cell = overstruck(*cell, c),
                    None => cells.push(c),
                }
                cursor += 1;
            }
        }
    }
    cells
}

/// What a character struck over another looks like.
fn overstruck(first: char, second: char) -> char {
    let accented = |accent: char, letter: char| {
        let (_, from, to) = ACCENTS.iter().find(|row| row.0 == accent)?;
        from.chars().zip(to.chars()).find(|(plain, _)| *plain == letter).map(|(_, accented)| accented)
    };
    match (first, second) {
        (c, '_' | ' ') => c,
        _ => accented(first, second).or_else(|| accented(second, first)).unwrap_or(second),
    }
}

/// Moves letters by thirteen places.
pub(super) fn rot13(text: &str) -> String {
    let turn = |c: char, first: u8| char::from((c as u8 - first + 13) % 26 + first);
    text.chars()
        .map(|c| match c {
            'a'..='z' => turn(c, b'a'),
            'A'..='Z' => turn(c, b'A'),
            _ => c,
        })
        .collect()
}

/// Whether the frequencies of letters say that a text is obscured with rot13.
pub(super) fn looks_rotated(text: &str) -> bool {
    const ENOUGH: usize = 200;
    let (mut letters, mut vowels, mut rotated) = (0, 0, 0);
    for byte in text.bytes().take(1 << 16).map(|byte| byte.to_ascii_lowercase()) {
        letters += usize::from(byte.is_ascii_lowercase());
        vowels += usize::from(b"aeiou".contains(&byte));
        rotated += usize::from(b"nrvbh".contains(&byte));
    }
    letters >= ENOUGH && rotated * 10 > vowels * 13
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overstrikes_and_escapes_are_rendered_as_on_a_terminal() {
        for (text, expected) in [
            ("plain", "plain"),
            ("_\u{8}a_\u{8}b", "ab"),
            ("a\u{8}_b", "ab"),
            ("a\u{8}ab\u{8}b", "ab"),
            ("____\u{8}\u{8}\u{8}\u{8}BODY", "BODY"),
            ("caf'\u{8}e", "café"),
            ("u\u{8}\"ber", "über"),
            ("fa,\u{8}cade", "façade"),
            ("\u{8}a", "a"),
            ("\u{1b}[1;33mred\u{1b}[0m", "red"),
            ("\u{1b}[", ""),
            ("a\tb\r", "a       b"),
            ("_\u{8}é", "é"),
        ] {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }

    #[test]
    fn rot13_is_its_own_inverse() {
        assert_eq!(rot13("Yn Ovoyvn, é 1"), "La Biblia, é 1");
        let text = "It is a truth universally acknowledged, that a single man in possession of a good fortune, must be \
            in want of a wife. However little known the feelings or views of such a man may be on his first entering \
            a neighbourhood, this truth is so well fixed in the minds of the surrounding families.";
        assert!(!looks_rotated(text) && looks_rotated(&rot13(text)) && !looks_rotated("nrvbh"));
    }
}
