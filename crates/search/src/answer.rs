//! The result of a search.

use crate::completion::nearest_field;
use crate::facet_counts::FacetCounts;
use crate::field::FieldName;
use crate::relaxation::Relaxation;
use crate::term::MAX_WORDS;
use kzq_corpus::EntryId;
use kzq_text::Safe;

/// One result: an entry that matches the query, with the number of its duplicates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The best-ranked entry of a group of duplicates.
    pub entry: EntryId,
    /// Whether some word matches only fuzzily, that is, with a typo.
    pub is_fuzzy: bool,
    /// How many matching entries have the same text, to the character, and the same wording; includes this one, so at
    /// least 1.
    pub duplicates: u32,
}

/// The result of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The best hits in order, all exact ones before the fuzzy ones. There may be fewer than `groups`.
    pub hits: Vec<Hit>,
    /// The total number of hits.
    pub groups: usize,
    /// How many of the hits are exact, not fuzzy.
    pub exact: usize,
    /// How many entries match; more than `groups` if there are duplicates.
    pub found: usize,
    /// How many entries have not been searched yet; later answers will include them.
    pub pending: usize,
    /// The number of hits for each facet, if they were to be counted.
    pub counts: FacetCounts,
    /// Warnings about the query.
    pub warnings: Vec<QueryWarning>,
    /// If nothing matches, a query that finds something.
    pub relaxation: Option<Relaxation>,
}

impl Answer {
    /// Whether `hits` is complete and no entries are pending.
    pub fn is_complete(&self) -> bool {
        self.pending == 0 && self.hits.len() == self.groups
    }
}

/// How many hits to return, whether to group them, and what to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchOptions {
    /// Maximum number of hits to rank and return; all are counted.
    pub limit: usize,
    /// Whether duplicate entries form one hit.
    pub grouped: bool,
    /// Whether to count the hits of each value of a facet.
    pub counts_facets: bool,
}

impl SearchOptions {
    /// Every entry.
    pub const ALL: Self = Self { limit: usize::MAX, grouped: false, counts_facets: true };
    /// Every hit, with duplicates grouped.
    pub const GROUPED: Self = Self { grouped: true, ..Self::ALL };
    /// Only the numbers of entries.
    pub const COUNT: Self = Self { limit: 0, grouped: false, counts_facets: false };
}

/// A warning about a query, for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryWarning {
    /// A field that does not exist.
    UnknownField(Safe<'static>),
    /// A field without a value.
    EmptyField(FieldName),
    /// A field whose value matches nothing in the corpus, and the value that was meant, if there is one like it.
    NoMatch(FieldName, Safe<'static>, Option<Safe<'static>>),
    /// A value of `list:` that matches no list, with the names of the existing ones.
    NoList(Safe<'static>, Safe<'static>),
    /// The query has too many words; the rest are ignored.
    TooManyWords,
    /// A mistake in the query.
    Mistake(Safe<'static>),
    /// The query has no words, only punctuation.
    NoWords,
}

impl QueryWarning {
    /// The message for the user.
    pub fn message(&self) -> Safe<'static> {
        match self {
            Self::UnknownField(name) if let Some(meant) = nearest_field(name.as_str()) => {
                kzq_text::safe!("unknown field “", name, ":”; did you mean ", meant.name(), ":?")
            }
            Self::UnknownField(name) => {
                let names = alternatives(FieldName::ALL.map(|field| field.name().into()));
                kzq_text::safe!("unknown field “", name, ":”; try ", names)
            }
            Self::EmptyField(field) => match field.row().values.words() {
                words if words.is_empty() => kzq_text::safe!(field.name(), ": needs a value"),
                words => {
                    kzq_text::safe!(field.name(), ": needs a value: ", alternatives(words.into_iter().map(Safe::from)))
                }
            },
            Self::NoMatch(field, value, Some(meant)) => {
                kzq_text::safe!("no ", field.name(), " “", value, "”; did you mean “", meant, "”?")
            }
            Self::NoMatch(field, value, None) => match field.row().values.words() {
                words if words.is_empty() => kzq_text::safe!("no ", field.name(), " like “", value, "”"),
                words => {
                    let words = alternatives(words.into_iter().map(Safe::from));
                    if field.row().is_shelf_field {
                        kzq_text::safe!("unknown value “", field.name(), ":", value, "”; try ", words)
                    } else {
                        kzq_text::safe!("unknown ", field.name(), " “", value, "”; try ", words)
                    }
                }
            },
            Self::Mistake(message) => message.clone(),
            Self::NoList(name, lists) if lists.is_empty() => {
                kzq_text::safe!("no list like “", name, "”; there are no lists yet")
            }
            Self::NoList(name, lists) => kzq_text::safe!("no list like “", name, "”; try ", lists),
            Self::NoWords => "nothing to look for".into(),
            Self::TooManyWords => kzq_text::safe!("only the first ", MAX_WORDS, " words are searched for"),
        }
    }
}

/// Joins names for the end of a sentence: `one, two or three`.
pub(crate) fn alternatives<'n>(names: impl IntoIterator<Item = Safe<'n>>) -> Safe<'static> {
    let mut names: Vec<Safe<'n>> = names.into_iter().collect();
    match names.pop() {
        Some(last) if names.is_empty() => last.into_owned(),
        Some(last) => kzq_text::safe!(Safe::join(names, ", "), " or ", last),
        None => Safe::default(),
    }
}
