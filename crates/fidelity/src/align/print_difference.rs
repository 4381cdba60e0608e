//! [`Fold`]: ways in which two texts may be printed differently and still have the same words.

use std::collections::BTreeSet;

use serde::Serialize;

use super::normalized_text::{is_double_mark, is_plain_blank, is_single_mark, visible};

/// A difference in print that does not change the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fold {
    /// The shape of quotation marks and apostrophes, including double for single marks; and marks that are repeated at
    /// the beginning of a paragraph.
    Marks,
    /// The length of dashes, and the white space around them.
    Dashes,
    /// An ellipsis as a single character or as dots.
    Ellipsis,
    /// No-break spaces and other special white space.
    Spaces,
    /// A paragraph break in one of the texts only.
    Paragraphs,
    /// Soft hyphens and other invisible characters.
    Invisible,
    /// The Unicode normal form: composed letters, or letters with combining marks.
    NormalForm,
}

impl Fold {
    /// A description for the user.
    pub fn name(self) -> &'static str {
        match self {
            Self::Marks => "quotation marks or apostrophes",
            Self::Dashes => "dashes",
            Self::Ellipsis => "ellipsis",
            Self::Spaces => "kind of space",
            Self::Paragraphs => "paragraphs",
            Self::Invisible => "soft hyphens or other invisible characters",
            Self::NormalForm => "Unicode normal form",
        }
    }

    /// Adds to `differences` how `one` and `other`, which are both normalised to `normalized`, differ in print.
    pub(crate) fn collect(folded: &str, one: &str, other: &str, folds: &mut BTreeSet<Self>) {
        if one == other {
            return;
        }
        if folded == " " {
            let (one, other) = (Blank::of(one), Blank::of(other));
            folds.extend((one.paragraph != other.paragraph).then_some(Self::Paragraphs));
            folds.extend((one.odd != other.odd).then_some(Self::Spaces));
            folds.extend((one.marks != other.marks).then_some(Self::Marks));
            folds.extend((one.invisible != other.invisible).then_some(Self::Invisible));
            return;
        }
        let seen = |text: &str| visible(text).0;
        folds.insert(match folded {
            "\"" | "'" => Self::Marks,
            "-" | "—" => Self::Dashes,
            _ if folded.starts_with('.') => Self::Ellipsis,
            _ if seen(one) == seen(other) => Self::Invisible,
            _ => Self::NormalForm,
        });
    }
}

/// The relevant properties of white space between words.
#[derive(Debug, Default)]
struct Blank {
    paragraph: bool,
    /// Characters other than plain blanks and line breaks.
    odd: String,
    marks: String,
    invisible: String,
}

impl Blank {
    fn of(text: &str) -> Self {
        let (seen, invisible) = visible(text);
        let mut blank = Self { paragraph: is_paragraph(&seen), invisible, ..Self::default() };
        for c in seen.chars().filter(|&c| !is_plain_blank(c)) {
            let to = match c {
                _ if is_single_mark(c) || is_double_mark(c) => &mut blank.marks,
                _ => &mut blank.odd,
            };
            to.push(c);
        }
        blank
    }
}

/// Whether white space separates paragraphs: it contains an empty line.
pub(crate) fn is_paragraph(blank: &str) -> bool {
    blank.matches(['\n', '\u{2029}']).count() > 1 || blank.contains('\u{2029}')
}
