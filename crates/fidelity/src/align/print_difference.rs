//! How two texts with the same words differ in print.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::normalized_text::{LINE_END_HYPHEN, is_paragraph_break, split_invisible};
use super::note_marks::without_note_marks;
use kzq_text::marks::{is_double_quote, is_single_quote};
use kzq_text::print::{PrintDifference, is_dash, is_plain_space, is_unspaced_script};

/// Adds to `differences` how `one` and `other`, which are both normalised to `normalized`, differ in print.
pub(crate) fn collect_differences(
    normalized: &str,
    one: &str,
    other: &str,
    differences: &mut BTreeSet<PrintDifference>,
) {
    if one == other {
        return;
    }
    let (one, other) = &without_marks(one, other, differences);
    if one == other {
        return;
    }
    match normalized {
        " " => collect_white_space_differences(one, other, differences),
        "\"" | "'" => collect_mark_differences(one, other, differences),
        "-" | "—" => _ = differences.insert(PrintDifference::Dashes),
        _ if normalized.starts_with('.') => _ = differences.insert(PrintDifference::Ellipsis),
        _ => collect_word_differences(one, other, differences),
    }
}

/// Two texts without the marks of notes; adds that they differ in these.
fn without_marks<'t>(
    one: &'t str,
    other: &'t str,
    differences: &mut BTreeSet<PrintDifference>,
) -> (Cow<'t, str>, Cow<'t, str>) {
    let plain = [one, other].map(|text| without_note_marks(text).map_or(Cow::Borrowed(text), Cow::Owned));
    if plain.iter().any(|text| matches!(text, Cow::Owned(_))) {
        differences.insert(PrintDifference::NoteMarks);
    }
    plain.into()
}

/// Adds how two marks differ, each with the French space that belongs to it.
fn collect_mark_differences(one: &str, other: &str, differences: &mut BTreeSet<PrintDifference>) {
    let [(one, hidden), (other, other_hidden)] = [one, other].map(split_invisible);
    let [(blank, mark), (other_blank, other_mark)] =
        [&one, &other].map(|text| text.chars().partition::<String, _>(|c| c.is_whitespace()));
    let differs = [
        (mark != other_mark, PrintDifference::Marks),
        (blank != other_blank, PrintDifference::Spaces),
        (hidden != other_hidden, PrintDifference::Invisible),
    ];
    differences.extend(differs.into_iter().filter(|(differs, _)| *differs).map(|(_, class)| class));
}

/// Adds how two spellings of a word, or of a punctuation mark, differ in print.
pub(crate) fn collect_word_differences(one: &str, other: &str, differences: &mut BTreeSet<PrintDifference>) {
    if one == other {
        return;
    }
    let (one, other) = &without_marks(one, other, differences);
    if one == other {
        return;
    }
    let is_broken = one.contains('\n') != other.contains('\n');
    let mut counts: BTreeMap<char, isize> = BTreeMap::new();
    one.chars().for_each(|c| *counts.entry(c).or_default() += 1);
    other.chars().for_each(|c| *counts.entry(c).or_default() -= 1);
    let differing = counts.into_iter().filter(|&(_, count)| count != 0).map(|(c, _)| c);
    // The hyphen, the line break and the indentation after it are one difference.
    let is_of_line_end = |c: char| is_broken && (is_dash(c) || c.is_whitespace() || matches!(c, LINE_END_HYPHEN | '¬'));
    let mut classes: BTreeSet<PrintDifference> =
        differing.filter(|&c| !is_of_line_end(c)).filter_map(PrintDifference::of_char).collect();
    if is_broken {
        classes.insert(PrintDifference::Hyphenation);
    }
    if split_invisible(one).0 == split_invisible(other).0 {
        classes = BTreeSet::from([PrintDifference::Invisible]);
    }
    if classes.is_empty() {
        classes.insert(PrintDifference::NormalForm);
    }
    differences.extend(classes);
}

/// Adds how the white space between two words, which may be none, differs; `before` and `after` are the letters on both
/// sides.
pub(crate) fn collect_gap_differences(
    one: &str,
    other: &str,
    (before, after): (Option<char>, Option<char>),
    differences: &mut BTreeSet<PrintDifference>,
) {
    if one.is_empty() == other.is_empty() {
        return collect_white_space_differences(one, other, differences);
    }
    let blank = if one.is_empty() { other } else { one };
    let is_unspaced = [before, after].into_iter().flatten().any(is_unspaced_script);
    let (seen, _) = split_invisible(blank);
    differences.insert(match () {
        () if is_paragraph_break(&seen) => PrintDifference::Paragraphs,
        () if is_unspaced && seen.contains('\n') => PrintDifference::LineBreaks,
        () if seen.is_empty() => PrintDifference::Invisible,
        () => PrintDifference::Spaces,
    });
}

fn collect_white_space_differences(one: &str, other: &str, differences: &mut BTreeSet<PrintDifference>) {
    let (one, other) = (WhiteSpace::new(one), WhiteSpace::new(other));
    let differs = [
        (one.is_paragraph_break != other.is_paragraph_break, PrintDifference::Paragraphs),
        (one.special != other.special, PrintDifference::Spaces),
        (one.marks != other.marks, PrintDifference::Marks),
        (one.invisible != other.invisible, PrintDifference::Invisible),
    ];
    differences.extend(differs.into_iter().filter(|(differs, _)| *differs).map(|(_, class)| class));
}

/// The relevant properties of white space between words.
#[derive(Debug, Default)]
struct WhiteSpace {
    is_paragraph_break: bool,
    /// Characters other than plain blanks and line breaks.
    special: String,
    marks: String,
    invisible: String,
}

impl WhiteSpace {
    fn new(text: &str) -> Self {
        let (seen, invisible) = split_invisible(text);
        let mut blank = Self { is_paragraph_break: is_paragraph_break(&seen), invisible, ..Self::default() };
        for c in seen.chars().filter(|&c| !is_plain_space(c)) {
            let to = match c {
                _ if is_single_quote(c) || is_double_quote(c) => &mut blank.marks,
                _ => &mut blank.special,
            };
            to.push(c);
        }
        blank
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_between_words_are_classified() {
        use PrintDifference::{Dashes, Hyphenation, Invisible, Ligatures, Marks, NormalForm};
        for (one, other, expected) in [
            ("ofﬁce", "office", vec![Ligatures]),
            ("it’s", "it's", vec![Marks]),
            ("nai\u{308}ve", "naïve", vec![NormalForm]),
            ("co\u{ad}op", "coop", vec![Invisible]),
            ("co⟨U+00AD⟩op", "coop", vec![Invisible]),
            ("multi-\nlateral", "multilateral", vec![Hyphenation]),
            ("well‐\nknown", "well-known", vec![Hyphenation]),
            ("non‐oil", "non-oil", vec![Dashes]),
            ("ofﬁ-\nce’s", "office's", vec![Marks, Ligatures, Hyphenation]),
            ("same", "same", vec![]),
        ] {
            let mut found = BTreeSet::new();
            collect_word_differences(one, other, &mut found);
            assert_eq!(found.into_iter().collect::<Vec<_>>(), expected, "{one} {other}");
        }
    }

    #[test]
    fn differences_between_gaps_are_classified() {
        use PrintDifference::{Invisible, LineBreaks, Paragraphs, Spaces};
        for (one, other, beside, expected) in [
            ("\n", "", ('て', 'い'), vec![LineBreaks]),
            (" ", "", ('t', '!'), vec![Spaces]),
            ("\u{202f}", " ", ('t', '!'), vec![Spaces]),
            ("\n\n", "", ('。', '国'), vec![Paragraphs]),
            ("\n", " ", ('a', 'b'), vec![]),
            ("\u{200b} ", " ", ('a', 'b'), vec![Invisible]),
            ("\u{200b}", "", ('ก', 'ข'), vec![Invisible]),
        ] {
            let mut found = BTreeSet::new();
            collect_gap_differences(one, other, (Some(beside.0), Some(beside.1)), &mut found);
            assert_eq!(found.into_iter().collect::<Vec<_>>(), expected, "{one:?} {other:?}");
        }
    }
}
