//! [`PrintDifference`]: ways in which two texts may be printed differently and still have the same words.

use std::collections::BTreeSet;

use serde::Serialize;

use super::normalized_text::{is_paragraph_break, is_plain_space, split_invisible};
use kzq_text::marks::{is_double_quote, is_single_quote};

/// A difference in print that does not change the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PrintDifference {
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

impl PrintDifference {
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
    pub(crate) fn collect(normalized: &str, one: &str, other: &str, differences: &mut BTreeSet<Self>) {
        if one == other {
            return;
        }
        if normalized == " " {
            let (one, other) = (WhiteSpace::new(one), WhiteSpace::new(other));
            differences.extend((one.is_paragraph_break != other.is_paragraph_break).then_some(Self::Paragraphs));
            differences.extend((one.special != other.special).then_some(Self::Spaces));
            differences.extend((one.marks != other.marks).then_some(Self::Marks));
            differences.extend((one.invisible != other.invisible).then_some(Self::Invisible));
            return;
        }
        let visible_part = |text: &str| split_invisible(text).0;
        differences.insert(match normalized {
            "\"" | "'" => Self::Marks,
            "-" | "—" => Self::Dashes,
            _ if normalized.starts_with('.') => Self::Ellipsis,
            _ if visible_part(one) == visible_part(other) => Self::Invisible,
            _ => Self::NormalForm,
        });
    }
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
