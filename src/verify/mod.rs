//! Quotations held against what they are quoted from, and paraphrases against what they rest on.
//!
//! A [`SourceText`] says whether and where it holds a quotation, to the character. White space is compared as white
//! space; how marks, dashes and the like are printed may differ, and then the verdict says so; case, accents and
//! every letter count. Two texts differ by a [`Diff`] of words. A [`Comparison`] sets an entry beside those that it
//! must be read with, and says which of a paraphrase's words have no ground in the words that were said.
//! A [`Proofreader`] judges the quotations of drafts.

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
