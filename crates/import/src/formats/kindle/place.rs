//! The words and numbers with which a Kindle says what a clipping is and where it is, in any of its languages.

use std::ops::Range;

/// Words for a page, in lower case. Every other single number is a location.
const PAGE_WORDS: &[&str] = &["page", "seite", "página", "pagina", "страниц", "页", "頁", "ページ", "페이지"];

/// What a clipping is called, in lower case.
const KIND_WORDS: &[(Kind, &[&str])] = &[
    (
        Kind::Highlight,
        &[
            "highlight",
            "markierung",
            "surlignement",
            "subrayado",
            "evidenziazione",
            "destaque",
            "markering",
            "выделен",
            "标注",
            "標註",
            "ハイライト",
            "clip this article",
        ],
    ),
    (Kind::Note, &["note", "notiz", "nota", "notitie", "заметк", "笔记", "筆記", "メモ", "메모"]),
    (
        Kind::Bookmark,
        &[
            "bookmark",
            "lesezeichen",
            "signet",
            "marcador",
            "segnalibro",
            "bladwijzer",
            "закладк",
            "书签",
            "書籤",
            "ブックマーク",
        ],
    ),
];

/// What a clipping is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words of the book.
    Highlight,
    /// Words of the user.
    Note,
    /// A place without words.
    Bookmark,
}

/// A number or a range of numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// As a locator: `12`, `xvi`, `145-146`.
    pub(super) text: String,
    /// Whether it was written as a range, even of one number: `60-60`.
    pub(super) is_range: bool,
    /// The first and the last number. Roman ones are negative, since they are other pages than arabic ones.
    pub(super) numbers: (i64, i64),
}

impl Span {
    /// Whether two spans have a number in common.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let ((first, last), (other_first, other_last)) = (self.ordered(), other.ordered());
        first <= other_last && other_first <= last
    }

    /// The lower and the higher number: those of a range in Roman figures descend.
    pub(super) fn ordered(&self) -> (i64, i64) {
        let (first, last) = self.numbers;
        (first.min(last), first.max(last))
    }

    /// Reads a range: `145-46` is short for `145-146`.
    fn new(first: &str, last: Option<&str>) -> Option<Self> {
        let (first, last) = (first.replace(',', ""), last.map(|last| last.replace(',', "")));
        let (first, last_text) = (first.as_str(), last.as_deref().unwrap_or(&first));
        let mut numbers = (number(first)?, number(last_text)?);
        let mut text = first.to_owned();
        if numbers.0 > numbers.1 && numbers.1 >= 0 && last_text.len() < first.len() {
            numbers.1 = number(&format!("{}{last_text}", &first[..first.len() - last_text.len()]))?;
        }
        if numbers.0 != numbers.1 {
            let last = if numbers.1 < 0 { last_text.to_owned() } else { numbers.1.to_string() };
            text = format!("{first}-{last}");
        }
        Some(Self { text, is_range: last.is_some(), numbers })
    }
}

/// Where a clipping is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The page or pages.
    pub(super) page: Option<Span>,
    /// The location or locations.
    pub(super) location: Option<Span>,
}

impl Place {
    /// Finds the page and the location in parts of a line. Two numbers are a page and a location in every language.
    pub(super) fn find<'t>(parts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut found = parts.into_iter().flat_map(|part| spans(part).into_iter().map(move |(span, _)| (span, part)));
        match (found.next(), found.next()) {
            (None, _) => Self::default(),
            (Some((page, _)), Some((location, _))) => Self { page: Some(page), location: Some(location) },
            (Some((span, part)), None) if has_page_word(part) => Self { page: Some(span), location: None },
            (Some((span, _)), None) => Self { page: None, location: Some(span) },
        }
    }

    /// The most precise span.
    pub(super) fn span(&self) -> Option<&Span> {
        self.location.as_ref().or(self.page.as_ref())
    }

    /// Whether two places have a location in common, or a page where locations are not given.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let both = match (&self.location, &other.location) {
            (Some(a), Some(b)) => Some((a, b)),
            _ => self.page.as_ref().zip(other.page.as_ref()),
        };
        both.is_some_and(|(a, b)| a.overlaps(b))
    }
}

/// Whether a text names a page.
pub(super) fn has_page_word(text: &str) -> bool {
    let text = text.to_lowercase();
    PAGE_WORDS.iter().any(|word| text.contains(word))
}

/// What a text calls a clipping; `None` if it is in another language.
pub(super) fn kind(text: &str) -> Option<Kind> {
    let text = text.to_lowercase();
    KIND_WORDS.iter().find(|(_, words)| words.iter().any(|word| text.contains(word))).map(|&(kind, _)| kind)
}

/// All numbers and ranges of a text, each with its place in bytes.
pub(super) fn spans(text: &str) -> Vec<(Span, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = next_number(text, at) {
        let rest = &text[first.end..];
        let separator = ["-", "–", "—", " t/m "].iter().find(|separator| rest.starts_with(**separator));
        let last_at = separator.map(|separator| first.end + separator.len());
        let last = last_at.and_then(|at| next_number(text, at).filter(|next| next.start == at));
        let end = last.as_ref().map_or(first.end, |last| last.end);
        let span = Span::new(&text[first.clone()], last.map(|last| &text[last]));
        at = end;
        found.extend(span.map(|span| (span, first.start..end)));
    }
    found
}

/// The next run of digits, or of roman digits where a page number can be.
fn next_number(text: &str, from: usize) -> Option<Range<usize>> {
    let mut at = from;
    while let Some(offset) = text[at..].find(|c: char| c.is_ascii_alphanumeric()) {
        let start = at + offset;
        let run = &text[start..];
        let is_number = run.starts_with(|c: char| c.is_ascii_digit());
        let run = &run
            [..run.find(|c: char| c.is_ascii_digit() != is_number || !c.is_ascii_alphanumeric()).unwrap_or(run.len())];
        let mut end = start + run.len();
        if is_number {
            end += thousands(&text[end..]);
        }
        let is_word = text[..start].ends_with(char::is_alphabetic) && text[..start].ends_with(|c: char| c < '\u{2e80}');
        if is_number || (!is_word && roman(run).is_some() && is_place_of_roman(&text[end..])) {
            return Some(start..end);
        }
        at = end;
    }
    None
}

/// The length of groups of three digits after commas: `,234` of `1,234`.
fn thousands(text: &str) -> usize {
    let is_group =
        |group: &str| group.len() == 4 && group.starts_with(',') && group[1..].bytes().all(|b| b.is_ascii_digit());
    let mut length = 0;
    while text.get(length..length + 4).is_some_and(is_group) {
        length += 4;
    }
    length
}

/// Whether a roman number may be followed by this: the end, another number, or a word without a blank before it.
fn is_place_of_roman(after: &str) -> bool {
    let range =
        after.strip_prefix(['-', '–', '—']).map(|last| last.trim_start_matches(|c: char| c.is_ascii_alphabetic()));
    let after = range.unwrap_or(after).trim_start();
    after.is_empty() || after.starts_with(['页', '頁', 'ペ', '|', '·', ')', '）'])
}

/// The value of a number; roman ones are negative.
fn number(text: &str) -> Option<i64> {
    if text.starts_with(|c: char| c.is_ascii_digit()) { text.parse().ok() } else { roman(text).map(|value| -value) }
}

/// The value of a roman number, in letters of one case.
fn roman(text: &str) -> Option<i64> {
    const NUMERALS: [(&str, i64); 13] = [
        ("m", 1000),
        ("cm", 900),
        ("d", 500),
        ("cd", 400),
        ("c", 100),
        ("xc", 90),
        ("l", 50),
        ("xl", 40),
        ("x", 10),
        ("ix", 9),
        ("v", 5),
        ("iv", 4),
        ("i", 1),
    ];
    let lower = text.to_ascii_lowercase();
    if lower != text && text.to_ascii_uppercase() != text {
        return None;
    }
    let (mut rest, mut value) = (lower.as_str(), 0);
    for (numeral, worth) in NUMERALS {
        let most = if numeral.len() == 1 && !matches!(worth, 5 | 50 | 500) { 3 } else { 1 };
        for _ in 0..most {
            if let Some(after) = rest.strip_prefix(numeral) {
                (rest, value) = (after, value + worth);
            }
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_found_in_every_notation() {
        for (text, expected) in [
            ("on page 12", vec![("12", false, (12, 12))]),
            ("Location 55-56", vec![("55-56", true, (55, 56))]),
            ("Местоположение 1234–1236", vec![("1234-1236", true, (1234, 1236))]),
            ("locatie 36 t/m 40", vec![("36-40", true, (36, 40))]),
            ("位置 #114-116", vec![("114-116", true, (114, 116))]),
            // Abbreviated, or a single number.
            ("Loc. 145-46", vec![("145-146", true, (145, 146))]),
            ("Loc. 999-1001", vec![("999-1001", true, (999, 1001))]),
            ("Location 1,234-1,236", vec![("1234-1236", true, (1234, 1236))]),
            ("page 107-107", vec![("107", true, (107, 107))]),
            // Roman page numbers, but no words that look like them.
            ("on page ix", vec![("ix", false, (-9, -9))]),
            ("page XVI-XVI ", vec![("XVI", true, (-16, -16))]),
            ("xiiページ", vec![("xii", false, (-12, -12))]),
            ("di mi civil vi 3", vec![("3", false, (3, 3))]),
            ("Your Highlight on the mixed", vec![]),
        ] {
            let found: Vec<_> =
                spans(text).into_iter().map(|(span, _)| (span.text, span.is_range, span.numbers)).collect();
            let found: Vec<_> = found.iter().map(|(text, range, numbers)| (text.as_str(), *range, *numbers)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn overlap_compares_locations_before_pages() {
        let place = |text: &str| Place::find(text.split('|'));
        for (first, second, expected) in [
            ("page 3 | loc 10-12", "page 3 | loc 12", true),
            ("page 3 | loc 10-12", "page 3 | loc 13", false),
            ("page 3-4", "page 4", true),
            ("page iii", "page 3", false),
            ("page iii-v", "page iv", true),
            ("loc 3", "page 3", false),
        ] {
            assert_eq!(place(first).overlaps(&place(second)), expected, "{first}; {second}");
        }
    }
}
