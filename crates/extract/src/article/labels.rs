//! Labels of turns at the beginning of lines: `NAME: words`, `[00:12:03] NAME (ROLE): words`, `NAME, ROLE: words`,
//! `Q. words`.

use std::ops::Range;

use crate::cues::{CueWord, cue_words};

/// Words before a colon that say what a line is about, and not who speaks; in lower case.
const FIELDS: &[&str] = &[
    "abstract",
    "address",
    "agenda",
    "anmerkung",
    "anzeige",
    "attention",
    "author",
    "background",
    "bcc",
    "betreff",
    "beginn",
    "bild",
    "by",
    "caption",
    "cast",
    "cc",
    "contact",
    "copyright",
    "correction",
    "credit",
    "credits",
    "crédit",
    "date",
    "datum",
    "dauer",
    "deadline",
    "definition",
    "disclaimer",
    "duration",
    "e-mail",
    "email",
    "embargo",
    "ende",
    "end",
    "example",
    "fax",
    "fazit",
    "figure",
    "fig",
    "foto",
    "fotos",
    "from",
    "hinweis",
    "http",
    "https",
    "image",
    "info",
    "isbn",
    "keywords",
    "kontakt",
    "language",
    "lesezeit",
    "lieu",
    "link",
    "location",
    "material",
    "method",
    "methods",
    "note",
    "notes",
    "objet",
    "ort",
    "participants",
    "photo",
    "photo credit",
    "photos",
    "place",
    "preis",
    "present",
    "price",
    "protokoll",
    "ps",
    "p.s",
    "quelle",
    "re",
    "reason",
    "remarque",
    "result",
    "résultat",
    "results",
    "section",
    "source",
    "sources",
    "sperrfrist",
    "start",
    "sujet",
    "subject",
    "summary",
    "tags",
    "teilnehmer",
    "tel",
    "telefon",
    "temps de lecture",
    "text",
    "time",
    "tip",
    "tipp",
    "title",
    "titel",
    "to",
    "topic",
    "topics",
    "uhrzeit",
    "update",
    "url",
    "via",
    "video",
    "von",
    "warning",
    "week",
    "where",
    "when",
    "zeit",
    "автор",
    "адрес",
    "время",
    "дата",
    "источник",
    "место",
    "примечание",
    "текст",
    "телефон",
    "тема",
    "фото",
];
/// Letters that label questions and answers, with those that answer them.
const LETTERS: &[&str] = &["Q", "A", "F", "R", "В", "О", "П"];
/// Particles in names, which begin with a small letter.
const PARTICLES: &[&str] = &[
    "al", "bin", "da", "de", "del", "della", "den", "der", "di", "du", "el", "la", "le", "of", "the", "van", "von",
    "y", "zu",
];
/// Length in characters of the longest label.
const MAX_LABEL: usize = 48;

/// How a label is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LabelKind {
    /// A letter for question or answer.
    Letter,
    /// In capitals.
    Capitals,
    /// As a name is.
    Name,
}

/// A label at the beginning of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) kind: LabelKind,
    /// Its byte range, without the role.
    pub(super) range: Range<usize>,
    /// Whether a comma separates the name from a role.
    pub(super) has_role: bool,
    /// Where what follows it begins.
    pub(super) end: usize,
}

/// The label that a line of a text begins with.
pub(super) fn label(text: &str, line: &Range<usize>) -> Option<Label> {
    let start = line.start + preamble(&text[line.clone()]);
    let rest = &text[start..line.end];
    let mut letters = rest.chars();
    let first = letters.next()?;
    let length = first.len_utf8();
    if LETTERS.contains(&&rest[..length])
        && letters.next() == Some('.')
        && rest[length + 1..].starts_with([' ', '\u{a0}'])
    {
        let range = start..start + length;
        return Some(Label { kind: LabelKind::Letter, end: range.end + 1, range, has_role: false });
    }
    let within = rest.char_indices().nth(MAX_LABEL + 40).map_or(rest.len(), |(at, _)| at);
    let colon = rest[..within].find([':', '：'])?;
    let after = rest[colon..].chars().next().map_or(colon, |c| colon + c.len_utf8());
    if rest[after..].starts_with(|c: char| !c.is_whitespace()) {
        return None;
    }
    let named = rest[..colon].trim_end();
    let name = without_brackets(named);
    let (name, kind, has_role) = match kind_of(name) {
        Some(kind) => (name, kind, false),
        None => name_with_role(name).map(|(name, kind)| (name, kind, true))?,
    };
    Some(Label { kind, range: start..start + name.len(), has_role, end: start + after })
}

/// Leaves out what is in brackets at the end: `NAME (ROLE)`.
fn without_brackets(named: &str) -> &str {
    let open = named.strip_suffix([')', ']']).and_then(|inside| inside.rfind(['(', '[']));
    open.map_or(named, |at| &named[..at]).trim_end()
}

/// The name in `NAME, ROLE`.
fn name_with_role(label: &str) -> Option<(&str, LabelKind)> {
    const MAX_ROLE_WORDS: usize = 8;
    let (name, role) = label.split_once(',')?;
    let name = without_brackets(name);
    let kind = kind_of(name).filter(|kind| *kind == LabelKind::Capitals || name.contains(' '))?;
    let is_role = role.contains(char::is_alphabetic)
        && role.split_whitespace().nth(MAX_ROLE_WORDS).is_none()
        && role.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | ',' | '-' | '\'' | '’' | '&' | '/'))
        && !cue_words(role, 0..role.len()).iter().any(CueWord::is_saying);
    (is_role && kind != LabelKind::Letter).then_some((name, kind))
}

fn kind_of(name: &str) -> Option<LabelKind> {
    if LETTERS.contains(&name) {
        return Some(LabelKind::Letter);
    }
    let is_label = name.chars().all(|c| {
        c.is_alphanumeric()
            || matches!(c, ' ' | '\u{a0}' | '.' | '-' | '\'' | '’' | '/' | '&' | '_' | '#' | '„' | '“' | '"')
    });
    let words: Vec<&str> = name.split([' ', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let is_field = FIELDS.contains(&name.to_lowercase().trim_end_matches('.'));
    let has_letter = name.chars().filter(|c| c.is_alphabetic()).nth(1).is_some();
    if !is_label
        || !has_letter
        || is_field
        || words.len() > 6
        || name.chars().count() > MAX_LABEL
        || name.starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    if !name.contains(char::is_lowercase) {
        return Some(LabelKind::Capitals);
    }
    let is_name_word = |word: &&str| {
        let bare = word.trim_start_matches(['\'', '’', '"', '“', '„']);
        bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || PARTICLES.contains(&bare)
            || bare.contains(['\'', '’'])
            || bare == "&"
    };
    (name.starts_with(char::is_uppercase) && words.iter().all(is_name_word)).then_some(LabelKind::Name)
}

/// The length of what comes before a label: a time, a sign of another voice.
fn preamble(line: &str) -> usize {
    let mut rest = line;
    loop {
        let less = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '>' || c == '*' || c == '\u{feff}');
        let less = &less[time(less).unwrap_or(0)..];
        if less.len() == rest.len() {
            return line.len() - rest.len();
        }
        rest = less;
    }
}

/// The length of the time that a text begins with, in brackets or not: `[00:12:03]`, `(12:03)`, `00:12:03`, `00:12:03.500`.
pub(super) fn time(text: &str) -> Option<usize> {
    let (open, close) = match text.chars().next()? {
        '[' => (1, "]"),
        '(' => (1, ")"),
        '<' => (1, ">"),
        _ => (0, ""),
    };
    let inside = &text[open..];
    let length = inside.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b',')).count();
    let time = inside[..length].trim_end_matches(['.', ',', ':']);
    let is_time = time.contains(':') && time.len() >= 4 && time.split(':').all(|part| !part.is_empty());
    let end = open + time.len();
    (is_time && text[end..].starts_with(close)).then_some(end + close.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speaker_labels_are_recognised_at_line_starts() {
        for (line, expected) in [
            ("NOVAK: Yes.", Some((LabelKind::Capitals, "NOVAK", "Yes."))),
            ("JANE DOE, FINANCE MINISTER: Yes.", Some((LabelKind::Capitals, "JANE DOE", "Yes."))),
            ("JOHN ROE (D-TX), U.S. SENATOR: Yes.", Some((LabelKind::Capitals, "JOHN ROE", "Yes."))),
            ("Jane Doe, finance minister: Yes.", Some((LabelKind::Name, "Jane Doe", "Yes."))),
            ("Jane Doe, 60, a nurse, said: no", None),
            ("Yesterday, at the port: no", None),
            ("[00:12:03] THE CHAIR (Labour): Order.", Some((LabelKind::Capitals, "THE CHAIR", "Order."))),
            ("00:12 Jane Novak: Yes.", Some((LabelKind::Name, "Jane Novak", "Yes."))),
            (">> ADA: No.", Some((LabelKind::Capitals, "ADA", "No."))),
            ("Ursula von der Leyen:", Some((LabelKind::Name, "Ursula von der Leyen", ""))),
            ("DR HAMID BENYAHIA : Bonjour.", Some((LabelKind::Capitals, "DR HAMID BENYAHIA", "Bonjour."))),
            ("Speaker 1: Yes.", Some((LabelKind::Name, "Speaker 1", "Yes."))),
            ("Q: Why?", Some((LabelKind::Letter, "Q", "Why?"))),
            ("Q. Why?", Some((LabelKind::Letter, "Q", "Why?"))),
            ("В. Почему?", Some((LabelKind::Letter, "В", "Почему?"))),
            ("Time: 10:00", None),
            ("Photo credit: Akorda", None),
            ("He said: no", None),
            ("10:30 opening", None),
            ("https://a.example", None),
            ("A. Kowalska said no", Some((LabelKind::Letter, "A", "Kowalska said no"))),
            ("“Yes”: no", None),
            ("", None),
        ] {
            let found = label(line, &(0..line.len()));
            let found = found.as_ref().map(|it| (it.kind, &line[it.range.clone()], line[it.end..].trim()));
            assert_eq!(found, expected, "{line}");
        }
        for (text, expected) in
            [("[10:02:11]", Some(10)), ("(12:03) x", Some(7)), ("10:02.500 x", Some(9)), ("10.5", None), ("[x]", None)]
        {
            assert_eq!(time(text), expected, "{text}");
        }
    }
}
