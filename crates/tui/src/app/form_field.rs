//! The fields of the form, and what is suggested for them.

use std::cmp::Reverse;

use kzq_search::fuzzy_score;
use kzq_text::Safe;

/// The most suggestions that are shown for a field.
const MAX_SUGGESTIONS: usize = 5;

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormField {
    /// The words of the quotation, over several lines.
    Words,
    /// Who said them.
    Speaker,
    /// The title of the source.
    Source,
    /// The page in the source.
    Page,
    /// Topics, separated by commas.
    Topics,
    /// Tags, separated by commas.
    Tags,
    /// When they were said.
    Date,
    /// A note.
    Note,
}

impl FormField {
    /// The fields of a new quotation.
    pub(super) const NEW: [Self; 8] =
        [Self::Words, Self::Speaker, Self::Source, Self::Page, Self::Topics, Self::Tags, Self::Date, Self::Note];

    /// The fields that several entries can be given at once.
    pub(super) const ASSIGNED: [Self; 3] = [Self::Speaker, Self::Topics, Self::Tags];

    /// The label shown before the field.
    pub fn label(self) -> &'static str {
        match self {
            Self::Words => "Words",
            Self::Speaker => "Speaker",
            Self::Source => "Source",
            Self::Page => "Page",
            Self::Topics => "Topics",
            Self::Tags => "Tags",
            Self::Date => "Date",
            Self::Note => "Note",
        }
    }

    /// What the field takes, shown while it is empty.
    pub fn placeholder(self) -> &'static str {
        match self {
            Self::Words => "the words, exactly as they were said or written",
            Self::Speaker => "a name; empty if unknown",
            Self::Source => "the title of the book, article or speech",
            Self::Page => "12, xvi, 107-108",
            Self::Topics => "topics, separated by commas",
            Self::Tags => "free words, separated by commas",
            Self::Date => "2025-05-29, 2025, c. 180",
            Self::Note => "your own remark",
        }
    }

    pub(super) fn is_list(self) -> bool {
        matches!(self, Self::Topics | Self::Tags)
    }
}

/// The part of a list that comes before the item being typed, with its comma and blank.
pub(super) fn list_head(text: &str) -> &str {
    let after_comma = text.rfind(',').map_or(0, |at| at + 1);
    let blanks = text[after_comma..].len() - text[after_comma..].trim_start().len();
    &text[..after_comma + blanks]
}

/// The names that match best; none if nothing is typed, or if it is a name already.
pub(super) fn best_matches<'c>(names: impl Iterator<Item = &'c Safe<'static>>, typed: &str) -> Vec<Safe<'static>> {
    if typed.is_empty() {
        return Vec::new();
    }
    let mut best: Vec<(Reverse<i64>, &Safe<'static>)> = Vec::new();
    for name in names {
        if name.as_str() == typed {
            return Vec::new();
        }
        if let Some(score) = fuzzy_score(name.as_str(), typed) {
            let at = best.partition_point(|(other, _)| *other <= Reverse(score));
            if at < MAX_SUGGESTIONS && best.iter().all(|(_, other)| *other != name) {
                best.insert(at, (Reverse(score), name));
                best.truncate(MAX_SUGGESTIONS);
            }
        }
    }
    best.into_iter().map(|(_, name)| name.clone()).collect()
}
