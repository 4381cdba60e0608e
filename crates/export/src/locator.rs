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
const OTHER_WORDS: [&str; 32] = [
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
    "paragraphs",
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

/// Formats the number of a locator, ranges with an en dash: `12`, `12–13`, `12, 15–16`.
pub(crate) fn locator_number(text: &Safe<'_>) -> Safe<'static> {
    let (mut parts, mut start) = (Vec::new(), 0);
    for number in text.as_str().split_inclusive(',') {
        let end = start + number.len();
        let body = number.strip_suffix(',').unwrap_or(number);
        let indent = body.len() - body.trim_start().len();
        match number_range(&body[indent..]) {
            Some((from, to)) => {
                parts.push(text.slice(start..start + indent + from));
                parts.push("–".into());
                parts.push(text.slice(start + indent + to..end));
            }
            None => parts.push(text.slice(start..end)),
        }
        start = end;
    }
    Safe::join(parts, "")
}

/// How much of the second number of a range is given, where both have three digits or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RangeStyle {
    /// Two digits, or more if those before them differ (MLA 9 on number ranges): `101–08`.
    Mla,
    /// Only the digits that differ after `101` to `109` and the like, all of them after hundreds, otherwise two or more
    /// (Chicago 9.61): `101–8`.
    Chicago,
}

impl RangeStyle {
    /// Shortens the ranges in a locator, which have an en dash: `pp. 101–110` → `pp. 101–10`.
    pub(crate) fn shorten(self, locator: &Safe<'_>) -> Safe<'static> {
        let text = locator.as_str();
        let is_digit = |c: char| c.is_ascii_digit();
        let (mut parts, mut start) = (Vec::new(), 0);
        for (dash, mark) in text.match_indices('–') {
            let first = &text[text[..dash].trim_end_matches(is_digit).len()..dash];
            let rest = &text[dash + mark.len()..];
            let last = &rest[..rest.len() - rest.trim_start_matches(is_digit).len()];
            parts.push(locator.slice(start..dash + mark.len()));
            start = dash + mark.len() + last.len() - self.digits_given(first, last);
        }
        parts.push(locator.slice(start..text.len()));
        Safe::join(parts, "")
    }

    fn digits_given(self, first: &str, last: &str) -> usize {
        if first.len() != last.len() || first.len() < 3 {
            return last.len();
        }
        let differing = first.len() - first.bytes().zip(last.bytes()).take_while(|(one, other)| one == other).count();
        match self {
            Self::Chicago if first.ends_with("00") => last.len(),
            Self::Chicago if first[..first.len() - 1].ends_with('0') => differing.max(1),
            Self::Mla | Self::Chicago => differing.max(2),
        }
    }
}

/// A section that is a locator, with the abbreviation of MLA style for paragraphs: `para. 4` → `par. 4`.
pub(crate) fn mla_section(section: &Safe<'_>) -> Safe<'static> {
    let abbreviation = match word_and_number(section.as_str()) {
        Some((word, number)) if matches!(word.as_str(), "para" | "paragraph") => Some(("par. ", number)),
        Some((word, number)) if matches!(word.as_str(), "paras" | "paragraphs") => Some(("pars. ", number)),
        _ => None,
    };
    match abbreviation {
        Some((word, number)) => {
            let end = section.as_str().len();
            kzq_text::safe!(word, locator_number(&section.slice(end - number.len()..end)))
        }
        None => section.clone().into_owned(),
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
            (LocatorField::Page, "12, 15-16", "pp. 12, 15–16"),
            (LocatorField::Page, "12-13,15 - 16", "pp. 12–13,15–16"),
            (LocatorField::Page, "A-12", "p. A-12"),
            (LocatorField::Chapter, "3", "chap. 3"),
            (LocatorField::Line, "14-16", "lines 14–16"),
            (LocatorField::Location, "233", "loc. 233"),
        ] {
            assert_eq!(locator_text(field, &text.into()).as_str(), expected);
        }
    }

    #[test]
    fn ranges_are_shortened() {
        for (range, mla, chicago) in [
            ("p. 12", "p. 12", "p. 12"),
            ("pp. 45–67", "pp. 45–67", "pp. 45–67"),
            ("pp. 95–103", "pp. 95–103", "pp. 95–103"),
            ("pp. 100–104", "pp. 100–04", "pp. 100–104"),
            ("pp. 101–103", "pp. 101–03", "pp. 101–3"),
            ("pp. 101–110, 112–115", "pp. 101–10, 112–15", "pp. 101–10, 112–15"),
            ("pp. 198–203", "pp. 198–203", "pp. 198–203"),
            ("pp. 1103–1104", "pp. 1103–04", "pp. 1103–4"),
            ("pp. 1496–1500", "pp. 1496–500", "pp. 1496–500"),
            ("pp. 120–120", "pp. 120–20", "pp. 120–20"),
            ("pp. xi–xv", "pp. xi–xv", "pp. xi–xv"),
            ("1.3.136–137", "1.3.136–37", "1.3.136–37"),
            ("–", "–", "–"),
        ] {
            let got = [RangeStyle::Mla, RangeStyle::Chicago].map(|style| style.shorten(&range.into()));
            assert_eq!(got, [mla, chicago].map(Safe::from), "{range}");
        }
    }

    #[test]
    fn locators_are_recognised_in_sections() {
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
