//! Headings and the title of a plain text.

use std::ops::Range;

use super::labels::{Label, LabelKind, label, time};
use super::lines::{Paragraph, paragraphs};
use super::metadata::{ArticleMetadata, byline, has_role, iso_date};

/// Length in characters of the longest heading, and of the longest title.
const MAX_HEADING: usize = 90;
const MAX_TITLE: usize = 200;
/// Words of the longest heading.
const MAX_HEADING_WORDS: usize = 14;
/// What a line says that announces the kind of a text and is not its title, in lower case.
const KINDS: &[&str] = &[
    "press release",
    "for immediate release",
    "pressemitteilung",
    "presseinformation",
    "communiqué de presse",
    "пресс-релиз",
    "transcript",
    "transkript",
    "transcription",
    "стенограмма",
    "interview",
    "editorial",
    "opinion",
];
const QUOTATION_MARKS: &[char] = &['“', '”', '„', '«', '»', '"', '‘', '‚', '›', '‹', '\u{201f}'];

/// The headings of a plain text but for its title, in order, and what its first lines say about it.
///
/// A heading is a short line between empty ones, without a full stop at the end, with text after it; captions, credits,
/// names, dates, quotations and labels are none.
pub(super) fn plain_headings(text: &str) -> (Vec<Range<usize>>, ArticleMetadata) {
    let paragraphs = paragraphs(text);
    let mut metadata = ArticleMetadata::default();
    let title = paragraphs.first().and_then(|first| title(text, first));
    let first = title.as_ref().map_or(0, |title| title.end);
    metadata.title = title.map(|title| text[title].to_owned());
    for line in paragraphs.iter().flatten().take(6).map(|line| &text[line.clone()]) {
        if metadata.authors.is_empty() {
            metadata.authors = byline(line).unwrap_or_default();
        }
        if metadata.date.is_none() && line.chars().count() <= 40 && line.contains(|c: char| c.is_ascii_digit()) {
            metadata.date = only_date(line);
        }
    }
    let body = &paragraphs[..paragraphs.len().saturating_sub(1)];
    let mut headings: Vec<Range<usize>> = Vec::new();
    let mut after_title = 0;
    for paragraph in body {
        let [line] = &paragraph[..] else {
            after_title += usize::from(paragraph.iter().all(|line| line.start >= first));
            continue;
        };
        if line.start < first {
            continue;
        }
        // The line below the title is a standfirst or a byline.
        if !(after_title == 0 && metadata.title.is_some()) && is_heading(&text[line.clone()], text, line) {
            headings.push(line.clone());
        }
        after_title += 1;
    }
    // A title below the kind of the text: `PRESS RELEASE`.
    let above = |heading: &Range<usize>| paragraphs.iter().take_while(|it| it[0].start < heading.start).all(is_short);
    if metadata.title.is_none() && headings.first().is_some_and(above) {
        metadata.title = Some(text[headings.remove(0)].to_owned());
    }
    (headings, metadata)
}

fn is_short(paragraph: &Paragraph) -> bool {
    paragraph.iter().map(ExactSizeIterator::len).sum::<usize>() <= 2 * MAX_HEADING
}

/// Whether a line ends as a sentence of the text does, also in quotation marks.
fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(QUOTATION_MARKS).ends_with(['.', ',', ';', ':', '…'])
}

/// The title: a first line that looks like one, alone or above a byline.
fn title(text: &str, first: &Paragraph) -> Option<Range<usize>> {
    let line = first.first()?;
    let words = &text[line.clone()];
    let is_alone =
        first[1..].iter().all(|next| byline(&text[next.clone()]).is_some() || only_date(&text[next.clone()]).is_some());
    let is_title = is_alone
        && !is_kind(words)
        && words.chars().count() <= MAX_TITLE
        && words.contains(char::is_alphabetic)
        && (!ends_sentence(words) || words.ends_with("..."))
        && !words.starts_with(['-', '–', '—', '•', '*', '>', '['])
        && time(words).is_none()
        && byline(words).is_none()
        && label(text, line).is_none_or(|label| is_topic(text, &label))
        && only_date(words).is_none();
    is_title.then(|| line.clone())
}

/// Whether a label is that of a single line, as in `Wrestling: Mill beats Ochsenau`.
fn is_topic(text: &str, label: &Label) -> bool {
    let with_colon = &text[label.range.start..label.end];
    label.kind == LabelKind::Name && text.matches(with_colon).nth(1).is_none()
}

/// Whether a line only says what kind of text follows.
fn is_kind(words: &str) -> bool {
    const MAX_NUMBER: usize = 12;
    let lower = words.to_lowercase();
    let rest = KINDS.iter().find_map(|kind| lower.strip_prefix(kind));
    rest.is_some_and(|rest| rest.chars().count() < MAX_NUMBER)
}

fn is_heading(words: &str, text: &str, line: &Range<usize>) -> bool {
    let count = words.split_whitespace().count();
    let first = words.chars().next().unwrap_or(' ');
    let ends_sentence =
        words.ends_with(['.', ',', ';', ':', '!', '?', '…', '”', '»', '«', '"', '“', '’', '‹', ')', ']']);
    let begins = first.is_uppercase() || first.is_numeric();
    // A word and a colon: `Photo: Akorda`, `Sperrfrist: keine`.
    let is_field = words
        .split_once(':')
        .is_some_and(|(before, after)| before.split_whitespace().count() <= 2 && after.split_whitespace().count() <= 4)
        || label(text, line).is_some();
    words.chars().count() <= MAX_HEADING
        && count <= MAX_HEADING_WORDS
        && begins
        && !ends_sentence
        && !words.starts_with(QUOTATION_MARKS)
        && words.chars().filter(|c| c.is_alphabetic()).count() * 2 > words.chars().count()
        && !is_field
        && !words.contains('©')
        && !is_kind(words)
        && byline(words).is_none()
        && !has_role(words)
        && only_date(words).is_none()
}

/// The date that a line is, with a weekday, a time or a place at most.
fn only_date(line: &str) -> Option<String> {
    const MAX_WORDS: usize = 6;
    let count = line.split_whitespace().count();
    iso_date(line).filter(|date| count <= MAX_WORDS && date.len() == 10 && line.chars().count() <= 40)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_short_lines_between_paragraphs() {
        let text = "Bridge falls: “We heard it sing”\nBy Jane Novak\n6 February 2024\n\nThe span moved. Nobody was hurt.\n\nWhat happens now\n\n\
            “Nothing”\n\nPhoto credit: Akorda\n\nIt fell into the river.\n\nWho said it?\n\n— Nobody\n\nMiddle powers and UN reform\n\n\
            14:26\n\nTom Roe, staff writer\n\nA list:\n\nAll is well.\n\nTom Roe";
        let (headings, metadata) = plain_headings(text);
        let found: Vec<&str> = headings.into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["What happens now", "Middle powers and UN reform"]);
        assert_eq!(metadata.title.as_deref(), Some("Bridge falls: “We heard it sing”"));
        assert_eq!(metadata.authors, ["Jane Novak"]);
        assert_eq!(metadata.date.as_deref(), Some("2024-02-06"));
    }

    #[test]
    fn first_line_is_the_title_if_it_looks_like_one() {
        for (text, expected) in [
            ("Bridge falls\n\nText.", Some("Bridge falls")),
            ("„Ich verliere gern“\n\nText.", Some("„Ich verliere gern“")),
            ("The span moved.\n\nText.", None),
            ("PRESSEMITTEILUNG 17/2024\n\nText.", None),
            ("PRESSEMITTEILUNG 17/2024\n\nSperrfrist: keine\n\nNeues Rad fährt\n\nText.", Some("Neues Rad fährt")),
            ("Q: Why did you go?\n\nA: So.\n\nQ: When?", None),
            ("Ringen: Mühlbruck siegt\n\nText.", Some("Ringen: Mühlbruck siegt")),
            ("Gesundheit/Kliniken\n(Zusammenfassung)\n\nText.", None),
            ("By Rowan Pell\n\nText.", None),
            ("[10:02] x", None),
            ("", None),
        ] {
            assert_eq!(plain_headings(text).1.title.as_deref(), expected, "{text}");
        }
    }
}
