//! Where in a work: pages, chapters, acts and scenes; and the title before them.

use super::fields::Credit;
use super::name::{Likeness, likeness};
use super::words::strip_ignoring_case;
use crate::draft::SourceDraft;

/// Words before the number of a page.
const PAGES: &[&str] = &[
    "pages ",
    "page ",
    "pp. ",
    "pp.",
    "pp ",
    "pgs. ",
    "pg. ",
    "p. ",
    "p.",
    "p ",
    "seiten ",
    "seite ",
    "s. ",
    "páginas ",
    "página ",
    "paginas ",
    "pagina ",
    "págs. ",
    "pág. ",
    "blz. ",
    "стр. ",
    "с. ",
];

/// Words before the number of a chapter.
const CHAPTERS: &[&str] =
    &["chapter ", "chap. ", "ch. ", "kapitel ", "kap. ", "chapitre ", "capítulo ", "cap. ", "глава "];

/// Words before the number of another part of a work, in lower case, without full stops.
const SECTIONS: &[&str] = &[
    "act",
    "acte",
    "acto",
    "akt",
    "aphorism",
    "atto",
    "aufzug",
    "bk",
    "book",
    "buch",
    "canto",
    "escena",
    "fragment",
    "line",
    "lines",
    "livre",
    "para",
    "paragraph",
    "part",
    "partie",
    "pt",
    "sc",
    "scena",
    "scene",
    "scène",
    "sec",
    "sect",
    "section",
    "stanza",
    "szene",
    "teil",
    "vers",
    "verse",
    "verses",
    "vol",
    "volume",
    "zeile",
    "¶",
    "§",
    "§§",
];

/// The page or pages that a text names: `p. 12` → `12`, `pp. 3–4` → `3-4`; `None` unless it says that it is a page.
pub fn page(text: &str) -> Option<String> {
    numbered(text, PAGES)
}

/// The chapter that a text names: `ch. 3` → `3`.
pub fn chapter(text: &str) -> Option<String> {
    numbered(text, CHAPTERS)
}

/// What follows one of the words, if that is a number.
fn numbered(text: &str, words: &[&str]) -> Option<String> {
    let text = text.trim();
    let rest = words.iter().find_map(|word| strip_ignoring_case(text, word))?.trim().trim_end_matches('.');
    // “12 ff.” and “12, 15” are pages, too.
    let is_number = |part: &str| {
        let figures = part.trim().trim_end_matches('f').trim_end();
        !figures.is_empty() && figures.split(['-', '–', '—']).map(str::trim).all(is_numeral)
    };
    let is_numbers = rest.split([',', '&']).all(is_number);
    is_numbers.then(|| rest.replace(['–', '—'], "-"))
}

/// A number in Arabic or Roman figures.
fn is_numeral(text: &str) -> bool {
    let is_roman = |c: char| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x' | 'l' | 'c' | 'd' | 'm');
    !text.is_empty()
        && (text.bytes().all(|byte| byte.is_ascii_digit()) || text.len() <= 8 && text.chars().all(is_roman))
}

/// Another place in a work: `3.1`, `III.i.56`, `Act 3 Scene 1`, `§ 12`, or a mere number; never the name of a work.
pub(super) fn section(text: &str) -> Option<&str> {
    let text = text.trim();
    let is_number = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number || is_scene(text) || is_named_section(text)).then_some(text)
}

/// Whether a text names a place in a work without doubt: not a mere number.
pub(super) fn is_place(text: &str) -> bool {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    !is_number && section(text).is_some() || page(text).is_some() || chapter(text).is_some()
}

/// Whether a text is act and scene: `3.1`, `III.i`, `3.1.56-60`.
fn is_scene(text: &str) -> bool {
    let text = text.split_once(['-', '–']).filter(|(_, end)| is_numeral(end)).map_or(text, |(start, _)| start);
    let mut parts = text.split(['.', ':']);
    text.contains(['.', ':']) && parts.clone().count() <= 4 && parts.all(is_numeral)
}

/// Whether a text is `Act 3`, `Act III Scene i`, `lines 5-6`.
fn is_named_section(text: &str) -> bool {
    let spaced = text.replace('§', "§ ").replace("§ § ", "§§ ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    !words.is_empty()
        && words.len().is_multiple_of(2)
        && words.chunks(2).all(|pair| {
            let number = pair[1].trim_end_matches([',', '.']);
            SECTIONS.contains(&pair[0].trim_end_matches('.').to_lowercase().as_str())
                && number.split(['-', '–']).all(is_numeral)
        })
}

/// A work by its title. Act and scene after it, `Hamlet 3.1`, go to the credit.
pub(super) fn work(title: &str, credit: &mut Credit) -> SourceDraft {
    let title = title.trim().trim_end_matches(',');
    let (title, scene) = match title.rsplit_once(' ') {
        Some((title, scene)) if is_scene(scene) => (title, Some(scene)),
        _ => (title, None),
    };
    if let Some(scene) = scene {
        credit.add_section(scene);
    }
    SourceDraft { title: title.to_owned(), ..SourceDraft::default() }
}

/// The work that words such as `in Shakespeare's Hamlet` name, or `in Hamlet` where a place in it follows.
pub(super) fn work_in(words: &str, has_place: bool, credit: &mut Credit) -> Option<SourceDraft> {
    let rest = after_in(words)?;
    let possessive = ["'s ", "’s ", "s' ", "s’ "].iter().find_map(|mark| {
        let (author, title) = rest.split_once(mark)?;
        let author = if mark.starts_with('s') { &rest[..=author.len()] } else { author };
        (likeness(author) != Likeness::No && is_work(title)).then_some((author, title))
    });
    if let Some((author, title)) = possessive {
        Some(SourceDraft { authors: vec![author.to_owned()], ..work(title, credit) })
    } else {
        let has_scene = rest.rsplit_once(' ').is_some_and(|(_, scene)| is_scene(scene));
        ((has_place || has_scene) && is_work(rest)).then(|| work(rest, credit))
    }
}

/// The author that the words before a title name: `in Shakespeare's`.
pub(super) fn author_in(words: &str) -> Option<&str> {
    let name = after_in(words)?;
    let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s"))?;
    (likeness(name) != Likeness::No).then_some(name)
}

fn after_in(words: &str) -> Option<&str> {
    words.strip_prefix("in ").or_else(|| words.strip_prefix("from "))
}

/// Whether a part can be the name of a work: it begins with a capital or a figure, and is neither a remark nor a number.
pub(super) fn is_work(text: &str) -> bool {
    let begins = text.starts_with(|c: char| (c.is_alphabetic() && !c.is_lowercase()) || c.is_ascii_digit());
    begins && section(text).is_none() && text.split_whitespace().count() <= 12 && !text.contains(['<', '>', '@'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_read_without_their_label() {
        for (text, expected) in [
            ("p. 12", Some("12")),
            ("p.12", Some("12")),
            ("pp. 3-4", Some("3-4")),
            ("pp. 3–4", Some("3-4")),
            ("page 9", Some("9")),
            ("Page ix", Some("ix")),
            ("S. 24", Some("24")),
            ("Seite 24", Some("24")),
            ("pág. 7", Some("7")),
            ("стр. 7", Some("7")),
            ("p. 12 ff.", Some("12 ff")),
            ("pp. 12, 15", Some("12, 15")),
            ("12", None),
            ("p. as in Peter", None),
            ("S. Beckett", None),
            ("", None),
        ] {
            assert_eq!(page(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn acts_and_scenes_are_sections_and_not_works() {
        for (text, expected) in [
            ("3.1", true),
            ("3.1.56-60", true),
            ("III.i", true),
            ("Act 3", true),
            ("Act III, Scene i", true),
            ("§ 12", true),
            ("§12", true),
            ("lines 5-6", true),
            ("42", true),
            ("Hamlet", false),
            ("Sonnet 18", false),
            ("Act of God", false),
            ("Book", false),
            ("", false),
        ] {
            assert_eq!(section(text).is_some(), expected, "{text}");
            assert!(!expected || !is_work(text), "{text}");
        }
    }
}
