//! The fields of the form, and what is suggested for them.

use std::cmp::Reverse;

use kzq_edit::DraftField;
use kzq_search::{NameMatcher, fuzzy_score};
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

    /// What to type into the field, shown while it is empty.
    pub fn placeholder(self) -> &'static str {
        match self {
            Self::Words => "the words, exactly as they were said or written",
            Self::Speaker => "a name; empty if unknown",
            Self::Source => "the title of the book, article or speech",
            Self::Page => "12, xvi, 107-108",
            Self::Topics => "topics, separated by commas",
            Self::Tags => "free words, separated by commas",
            Self::Date => "29 May 2025, 2025-05, 2025, c. 180",
            Self::Note => "your own remark",
        }
    }

    /// The field of the form that gives a field of a draft.
    pub(super) fn of_draft(field: DraftField) -> Self {
        match field {
            // The form has no fields for an address and a language: they come with what was pasted.
            DraftField::Text | DraftField::Lang => Self::Words,
            DraftField::Source | DraftField::Url => Self::Source,
            DraftField::Speaker => Self::Speaker,
            DraftField::Page => Self::Page,
            DraftField::Topics => Self::Topics,
            DraftField::Tags => Self::Tags,
            DraftField::Date => Self::Date,
            DraftField::Note => Self::Note,
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

/// The names that match best, first those of which it begins words; none if nothing is typed, or if it is a name already.
pub(super) fn best_matches<'c>(names: impl Iterator<Item = &'c Safe<'static>>, typed: &str) -> Vec<Safe<'static>> {
    if typed.is_empty() {
        return Vec::new();
    }
    let matcher = NameMatcher::new(typed);
    let mut best: Vec<(Reverse<(bool, i64)>, &Safe<'static>)> = Vec::new();
    for name in names {
        if name.as_str() == typed {
            return Vec::new();
        }
        let (begins, score) = (matcher.begins_words(name.as_str()), fuzzy_score(name.as_str(), typed));
        if begins || score.is_some() {
            let rank = Reverse((begins, score.unwrap_or_default()));
            let at = best.partition_point(|(other, _)| *other <= rank);
            if at < MAX_SUGGESTIONS && best.iter().all(|(_, other)| *other != name) {
                best.insert(at, (rank, name));
                best.truncate(MAX_SUGGESTIONS);
            }
        }
    }
    best.into_iter().map(|(_, name)| name.clone()).collect()
}
