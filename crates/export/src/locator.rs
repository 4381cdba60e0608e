//! Where in a source: chapters, pages, lines and locations as citations give them.

use kzq_corpus::LocatorField;
use kzq_text::Safe;

/// Formats a locator with its abbreviation: `p. 12`, `pp. 12–13`, `chap. 3`, `line 14`, `loc. 233`.
pub fn locator_text(field: LocatorField, text: &Safe<'_>) -> Safe<'static> {
    let (one, several) = match field {
        LocatorField::Chapter => ("chap. ", "chaps. "),
        LocatorField::Page => ("p. ", "pp. "),
        LocatorField::Line => ("line ", "lines "),
        LocatorField::Location => ("loc. ", "locs. "),
    };
    let is_range = text.as_str().contains(',') || number_range(text.as_str()).is_some();
    kzq_text::safe!(if is_range { several } else { one }, locator_number(text))
}

/// Words with which people begin a section that is a locator, and what they count.
const WORDS: [(&[&str], LocatorField); 4] = [
    (&["p", "pp", "pg", "page", "pages"], LocatorField::Page),
    (&["chap", "chaps", "ch", "chapter", "chapters"], LocatorField::Chapter),
    (&["line", "lines", "ll"], LocatorField::Line),
    (&["loc", "locs", "location"], LocatorField::Location),
];

/// Words of locators that have no field.
const OTHER_WORDS: [&str; 31] = [
    "§",
    "§§",
    "act",
    "app",
    "art",
    "arts",
    "article",
    "bk",
    "book",
    "canto",
    "cl",
    "clause",
    "col",
    "fig",
    "fol",
    "folio",
    "no",
    "note",
    "par",
    "para",
    "paras",
    "paragraph",
    "part",
    "pt",
    "scene",
    "sec",
    "section",
    "slide",
    "table",
    "verse",
    "vol",
];

/// Reads a section that is a locator with a field of its own: `p. 102`, `Chapter 3`.
pub(crate) fn locator_in_section(section: &Safe<'_>) -> Option<(LocatorField, Safe<'static>)> {
    let (word, number) = word_and_number(section.as_str())?;
    let (_, field) = WORDS.iter().find(|(words, _)| words.contains(&word.as_str()))?;
    let start = section.as_str().len() - number.len();
    Some((*field, section.slice(start..section.as_str().len()).into_owned()))
}

/// Whether a section is a number, or a word and a number, rather than a heading: `para. 4`, `§ 12`, `12:34`.
pub(crate) fn is_locator(section: &Safe<'_>) -> bool {
    let text = section.as_str();
    let is_number = text.starts_with(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic);
    is_number || word_and_number(text).is_some_and(|(word, _)| OTHER_WORDS.contains(&word.as_str()))
}

/// Splits `p. 102` into its word in lower case and its number, which may be Roman or a range.
fn word_and_number(text: &str) -> Option<(String, &str)> {
    let end = text.find(|c: char| !c.is_alphabetic() && c != '§')?;
    let number = text[end..].trim_start_matches(['.', ' ', '\u{a0}']);
    let first = number.split([' ', ',', '-', '–', '.', ':']).next().unwrap_or_default();
    let is_roman = !first.is_empty() && first.chars().all(|c| "ivxlcdmIVXLCDM".contains(c));
    (is_roman || first.starts_with(|c: char| c.is_ascii_digit())).then(|| (text[..end].to_lowercase(), number))
}

/// Formats the number of a locator, a range with an en dash: `12`, `12–13`.
pub(crate) fn locator_number(text: &Safe<'_>) -> Safe<'static> {
    match number_range(text.as_str()) {
        Some((from, to)) => kzq_text::safe!(text.slice(0..from), "–", text.slice(to..text.as_str().len())),
        None => text.clone().into_owned(),
    }
}

/// Returns where the first number of a range such as `12-13` or `xi–xv` ends, and where the second begins.
fn number_range(text: &str) -> Option<(usize, usize)> {
    let (first, second) = text.split_once(['-', '–'])?;
    let (first, second) = (first.trim_end(), second.trim_start());
    let is_number = |part: &str| {
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        !part.is_empty() && (digits || part.chars().all(|c| "ivxlcdm".contains(c)))
    };
    (is_number(first) && is_number(second)).then(|| (first.len(), text.len() - second.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locators_are_abbreviated_and_ranges_have_a_dash() {
        for (field, text, expected) in [
            (LocatorField::Page, "12", "p. 12"),
            (LocatorField::Page, "107-108", "pp. 107–108"),
            (LocatorField::Page, "107 – 108", "pp. 107–108"),
            (LocatorField::Page, "xi-xv", "pp. xi–xv"),
            (LocatorField::Page, "12, 15", "pp. 12, 15"),
            (LocatorField::Page, "A-12", "p. A-12"),
            (LocatorField::Chapter, "3", "chap. 3"),
            (LocatorField::Line, "14-16", "lines 14–16"),
            (LocatorField::Location, "233", "loc. 233"),
        ] {
            assert_eq!(locator_text(field, &text.into()).as_str(), expected);
        }
    }

    #[test]
    fn sections_may_be_locators() {
        for (section, expected) in [
            ("p. 102", Some((LocatorField::Page, "102"))),
            ("pp. 12-13", Some((LocatorField::Page, "12-13"))),
            ("Page xii", Some((LocatorField::Page, "xii"))),
            ("Chapter 3", Some((LocatorField::Chapter, "3"))),
            ("lines 4–6", Some((LocatorField::Line, "4–6"))),
            ("p.", None),
            ("Pages of history", None),
            ("para. 4", None),
        ] {
            let expected = expected.map(|(field, number)| (field, Safe::from(number)));
            assert_eq!(locator_in_section(&section.into()), expected, "{section}");
        }
        for (section, expected) in [
            ("para. 4", true),
            ("§ 12", true),
            ("Article 1", true),
            ("Part IV", true),
            ("12:34", true),
            ("1.3.36–37", true),
            ("Part of the whole", false),
            ("2020 and after", false),
            ("Trade routes", false),
        ] {
            assert_eq!(is_locator(&section.into()), expected, "{section}");
        }
    }
}
