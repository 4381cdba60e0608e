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
}
