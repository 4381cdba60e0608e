//! Checks quotations against their sources, drafts against collections, and paraphrases against the original words.
//!
//! A [`SourceText`] finds out whether and where it contains a quotation, to the character. White space is compared as
//! white space; marks, dashes and the like may be printed differently, which the verdict then reports; case, accents
//! and every letter count. A [`Diff`] compares two texts word by word. A [`Comparison`] sets an entry beside those it
//! should be read with and finds words of a paraphrase that the original does not support. A [`Proofreader`] judges
//! the quotations in drafts.

mod align;
mod comparison;
mod evidence;
mod proofread;
mod source;
mod suggest;

pub use align::diff::{Change, ChangeKind, Diff};
pub use align::print_difference::Fold;
pub use comparison::{Claims, Comparison, Relation, Side};
pub use evidence::{Fact, Ground, Known, Unfounded};
pub use proofread::{DraftFormat, DraftVerdict, Judged, Proof, Proofreader, proofread};
pub use source::collection::{NoText, Texts, verify};
pub use source::verification::{Surroundings, Verification};
pub use source::{Found, Passage, SourceText, Verdict};
pub use suggest::{Suggestion, suggestions};
