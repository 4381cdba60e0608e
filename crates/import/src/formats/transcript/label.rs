//! Labels: what precedes the words and says who speaks.

use kzq_text::{names_nobody, persons};

use super::clock::parse_time;
use super::direction;
use super::label_words::{LISTS, NO_SPEAKERS};
use crate::reading::squeeze;
use kzq_edit::credit::{Likeness, likeness};

/// What looks like a label, though it may not be one: `Note: …`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Label {
    /// The name as it is written.
    pub(super) name: String,
    /// The office or role after the name.
    pub(super) role: Option<String>,
    /// How it is said: `through translator`.
    pub(super) manner: Option<String>,
    /// Whether the format itself says that it is the speaker.
    pub(super) is_given: bool,
}

/// A label at the beginning of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Labelled {
    pub(super) label: Label,
    /// A time in the label, in milliseconds.
    pub(super) time: Option<u64>,
    /// Where in the text the words begin.
    pub(super) words_at: usize,
}

/// The longest label that is looked for, in bytes.
const MAX_LENGTH: usize = 160;
/// The most words of a name.
const MAX_NAME_WORDS: usize = 6;
/// The most words of a role.
const MAX_ROLE_WORDS: usize = 14;

/// Reads the label at the beginning of a text: `NAME, TITLE: `, `**Name:** `, `Name (00:02): `.
pub(super) fn split(text: &str) -> Option<Labelled> {
    let start = &text[..text.floor_char_boundary(MAX_LENGTH.min(text.len()))];
    let mut depth = 0_usize;
    let (colon, mark) = start.char_indices().find(|&(_, c)| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, ':' | '：')
    })?;
    let after = &text[colon + mark.len_utf8()..];
    let head = &text[..colon];
    let is_bold = head.starts_with(['*', '_']);
    let words = if is_bold { after.trim_start_matches(['*', '_']) } else { after };
    if mark == ':' && !(words.is_empty() || words.starts_with(char::is_whitespace)) {
        return None;
    }
    let (label, time) = read(head.trim_matches(['*', '_', ' ']))?;
    Some(Labelled { label, time, words_at: text.len() - words.trim_start().len() })
}

/// Reads a label that is the whole of a line: `(Jane Doe)`, `Jane Doe  0:02`.
pub(super) fn alone(line: &str) -> Option<Labelled> {
    let (name, time) = if let Some(name) = direction::inside(line).filter(|_| line.starts_with('(')) {
        (name, None)
    } else {
        let (name, time) = line.rsplit_once([' ', '\t'])?;
        (name.trim_end(), Some(parse_time(time.trim_matches(['(', ')', '[', ']']))?))
    };
    let (label, _) = read(name.trim_matches(['*', '_', ' ']))?;
    (label.role.is_none() && likeness(name) != Likeness::No).then_some(Labelled { label, time, words_at: line.len() })
}

/// Reads `Q.` or `A.` before words, as records of courts have it.
pub(super) fn question_or_answer(text: &str) -> Option<Labelled> {
    let (name, words) = text.split_at_checked(1)?;
    let words = words.strip_prefix('.')?;
    let is_label = matches!(name, "Q" | "A") && words.starts_with(char::is_whitespace);
    let label = Label { name: name.to_owned(), ..Label::default() };
    is_label.then(|| Labelled { label, time: None, words_at: text.len() - words.trim_start().len() })
}

/// The speaker as the format itself gives them.
pub(super) fn given(name: &str) -> Label {
    let name = squeeze(name);
    Label { name, is_given: true, ..Label::default() }
}

/// The names of a list of the speakers: `Speakers: Jane Doe, John Roe`.
pub(super) fn listed(line: &str) -> Vec<&str> {
    let Some((heading, names)) = line.split_once(':') else { return Vec::new() };
    if !LISTS.contains(&heading.trim_matches(['*', '_', ' ', '#']).to_lowercase().as_str()) {
        return Vec::new();
    }
    let names = names.trim_start_matches(['*', '_']).split([',', ';']);
    // Without the role: “Tom Reed (chair)”.
    let names = names.map(|name| name.split('(').next().unwrap_or_default().trim().trim_end_matches('.'));
    names.filter(|name| likeness(name) != Likeness::No).collect()
}

/// Reads what is before a colon, and a time in it.
fn read(head: &str) -> Option<(Label, Option<u64>)> {
    let (mut head, mut time, mut manner) = (head.trim(), None, None);
    while let Some((before, inside)) = trailing_bracket(head) {
        match parse_time(inside) {
            Some(found) => time = Some(found),
            None if manner.is_none() => manner = Some(inside.to_owned()),
            None => break,
        }
        head = before.trim_end_matches(['*', '_', ' ']);
    }
    let (name, role) = match head.split_once(',') {
        Some((name, rest)) => {
            let (suffix, role) = rest.split_once(',').unwrap_or((rest, ""));
            if is_suffix(suffix) {
                (format!("{}, {}", name.trim(), suffix.trim()), role.trim())
            } else {
                (name.trim().to_owned(), rest.trim())
            }
        }
        None => (head.trim().to_owned(), ""),
    };
    let (name, role) = match trailing_bracket(&name) {
        Some((bare, inside)) if role.is_empty() => (bare.to_owned(), inside.to_owned()),
        Some((bare, inside)) => (bare.to_owned(), format!("{role} ({inside})")),
        None => (name, role.to_owned()),
    };
    let is_role = role.split_whitespace().count() <= MAX_ROLE_WORDS && !role.contains(['?', '!', '"', '“', '”', ';']);
    let role = Some(role).filter(|role| !role.is_empty());
    (is_role && may_be_name(&name)).then_some((Label { name, role, manner, is_given: false }, time))
}

/// A text before brackets at its end, and what they have inside.
fn trailing_bracket(text: &str) -> Option<(&str, &str)> {
    let (opening, inside) =
        if text.ends_with(')') { ('(', text.strip_suffix(')')?) } else { ('[', text.strip_suffix(']')?) };
    let open = inside.rfind(opening)?;
    Some((text[..open].trim_end(), inside[open + 1..].trim()))
}

/// Whether a part after a comma belongs to the name: `JR.`
pub(super) fn is_suffix(part: &str) -> bool {
    let part = part.trim().trim_end_matches('.');
    ["Jr", "Sr", "II", "III", "IV"].iter().any(|suffix| suffix.eq_ignore_ascii_case(part))
}

/// Whether a text has the form of a name, or of a placeholder for one.
fn may_be_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    let first = lower.split(' ').next().unwrap_or_default();
    // “Date of Interview”, “Time and Place”.
    let is_heading = NO_SPEAKERS.contains(&first) && lower.split(' ').any(|word| matches!(word, "of" | "and" | "&"));
    if is_heading || NO_SPEAKERS.contains(&lower.trim_end_matches('.')) {
        return false;
    }
    if names_nobody(name) {
        return true;
    }
    let is_character =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '\'' | '’' | '&' | ',' | '·' | '/');
    let is_word = |word: &str| {
        let first = word.chars().find(|c| c.is_alphanumeric());
        let is_small = persons::is_particle_of_name(word) || matches!(word, "the" | "of" | "and" | "&");
        first.is_none_or(|c| !c.is_lowercase()) || is_small
    };
    name.chars().any(char::is_alphabetic)
        && name.chars().all(is_character)
        && !name.starts_with(|c: char| c.is_lowercase())
        && name.split_whitespace().count() <= MAX_NAME_WORDS
        && name.split_whitespace().all(is_word)
}

/// Whether a label names several speakers: `JANE DOE AND JOHN ROE`.
pub(super) fn is_several(name: &str) -> bool {
    let lower = name.to_lowercase();
    [" and ", " & ", "/"].iter().any(|and| lower.contains(and))
}

/// Whether a label means a question.
pub(super) fn is_question(name: &str) -> bool {
    ["q", "question", "frage"].iter().any(|word| name.eq_ignore_ascii_case(word))
}

/// Whether a label means an answer.
pub(super) fn is_answer(name: &str) -> bool {
    ["a", "answer", "antwort"].iter().any(|word| name.eq_ignore_ascii_case(word))
}

/// Whether a label is in capitals.
pub(super) fn is_capital(name: &str) -> bool {
    name.chars().filter(|c| c.is_uppercase()).count() > 1 && !name.chars().any(char::is_lowercase)
}

/// A name without the titles before it: `SEN. JANE DOE` → `JANE DOE`.
pub(super) fn without_titles(name: &str) -> &str {
    let mut rest = name;
    while let Some((word, after)) = rest.split_once(' ') {
        let is_title = persons::title(&word.trim_end_matches('.').to_lowercase()).is_some();
        if !(is_title || word.eq_ignore_ascii_case("hon.")) {
            break;
        }
        rest = after.trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(found: Option<Labelled>, text: &str) -> Option<String> {
        let Labelled { label, time, words_at } = found?;
        let parts = [Some(label.name), label.role, label.manner, time.map(|time| time.to_string())];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        Some(format!("{} > {}", parts.join("|"), &text[words_at..]))
    }

    #[test]
    fn labels_before_the_words_are_split_off() {
        for (text, expected) in [
            ("Jane Doe: Hi.", Some("Jane Doe > Hi.")),
            ("JANE DOE, CNN ANCHOR: Hi.", Some("JANE DOE|CNN ANCHOR > Hi.")),
            ("JOHN ROE, JR., SENATOR: Hi.", Some("JOHN ROE, JR.|SENATOR > Hi.")),
            ("JOHN ROE (D-TX), SENATOR: Hi.", Some("JOHN ROE|SENATOR (D-TX) > Hi.")),
            ("ROE (through translator): Hi.", Some("ROE|through translator > Hi.")),
            ("**Jane Doe:** Hi.", Some("Jane Doe > Hi.")),
            ("**Jane Doe**: Hi.", Some("Jane Doe > Hi.")),
            ("Jane Doe (00:02): Hi.", Some("Jane Doe|2000 > Hi.")),
            ("**Jane Doe** [1:02]: Hi.", Some("Jane Doe|62000 > Hi.")),
            ("Ursula von der Leyen: Hi.", Some("Ursula von der Leyen > Hi.")),
            ("田中：はい", Some("田中 > はい")),
            ("SPEAKER_00: Hi.", Some("SPEAKER_00 > Hi.")),
            ("speaker 1: hi", Some("speaker 1 > hi")),
            ("DOE:", Some("DOE > ")),
            ("Note: this is no speaker", None),
            ("Editor's note: neither", None),
            ("https://example.org: no", None),
            ("At 10:30 we left", None),
            ("He said: no.", None),
            ("I said, wait: no.", None),
            ("nothing", None),
        ] {
            assert_eq!(shown(split(text), text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn labels_on_their_own_line_are_recognised() {
        for (text, expected) in [
            ("(Jane Doe)", Some("Jane Doe > ")),
            ("Jane Doe  0:02", Some("Jane Doe|2000 > ")),
            ("Jane Doe (00:02)", Some("Jane Doe|2000 > ")),
            ("(I mean that.)", None),
            ("at 0:02", None),
        ] {
            assert_eq!(shown(alone(text), text).as_deref(), expected, "{text}");
        }
        assert_eq!(shown(question_or_answer("Q.  Why?"), "Q.  Why?").as_deref(), Some("Q > Why?"));
        assert_eq!(question_or_answer("A.B. said so"), None);
        assert_eq!(listed("Participants: Jane Doe, John Roe; 3 others"), ["Jane Doe", "John Roe"]);
    }

    #[test]
    fn titles_are_removed_from_names() {
        for (name, expected) in
            [("SEN. JANE DOE", "JANE DOE"), ("MR. DOE", "DOE"), ("Prof. Dr. Doe", "Doe"), ("Doe", "Doe")]
        {
            assert_eq!(without_titles(name), expected);
        }
    }
}
