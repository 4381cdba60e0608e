//! [`Verdict`]: whether a text contains a quotation.

use std::collections::BTreeSet;

use crate::align::diff::Diff;
use kzq_text::print::PrintDifference;

/// Whether a text contains a quotation.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Yes, to the character; any white space between words counts as equal.
    Exact,
    /// Yes, with these differences in print.
    Folded(BTreeSet<PrintDifference>),
    /// No, but it contains similar words.
    Near {
        /// Similarity from 0 to below 1: the share of words in common. Punctuation and the case of a word count for a
        /// quarter of a word.
        similarity: f64,
        /// From the passage to the quotation.
        diff: Diff,
    },
    /// No, and nothing similar.
    Missing,
}

// `Eq` holds: a similarity is never NaN.
impl Eq for Verdict {}

impl Verdict {
    /// The identifier used in JSON and on screen.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Folded(_) => "folded",
            Self::Near { .. } => "near",
            Self::Missing => "missing",
        }
    }
}
