//! Checks quotations against their sources, drafts against collections, and paraphrases against the original words.
//!
//! A [`SourceText`] finds out whether and where it contains a quotation, to the character. White space is compared as
//! white space; marks, dashes and the like may be printed differently, which the verdict then reports; case, accents
//! and every letter count. A [`Diff`] compares two texts word by word. A [`Comparison`] sets an entry beside those it
//! should be read with and finds words of a paraphrase that the original does not support. A [`Proofreader`] judges
//! the quotations in drafts.

mod align;
mod changes;
mod clip;
mod collection;
mod compare;
mod comparison;
mod diff;
mod fold;
mod negation;
mod proofread;
mod source;
mod stream;
mod suggest;
mod tokens;
mod verification;

pub use collection::{NoText, Texts, verify};
pub use compare::{Fact, Ground, Known, Unfounded};
pub use comparison::{Claims, Comparison, Relation, Side};
pub use diff::{Change, ChangeKind, Diff};
pub use fold::Fold;
pub use proofread::{DraftFormat, DraftVerdict, Judged, Proof, Proofreader, proofread};
pub use source::{Found, Passage, SourceText, Verdict};
pub use suggest::{Suggestion, suggestions};
pub use verification::{Surroundings, Verification};
