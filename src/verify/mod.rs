//! Quotations held against what they are quoted from.
//!
//! A [`SourceText`] says whether and where it holds a quotation, to the character. White space is compared as white
//! space; how marks, dashes and the like are printed may differ, and then the verdict says so; case, accents and
//! every letter count. Two texts differ by a [`Diff`] of words.

mod align;
mod collection;
mod diff;
mod fold;
mod source;
mod stream;
mod tokens;

pub use collection::{NoText, Texts, verify};
pub use diff::{Change, ChangeKind, Diff};
pub use fold::Fold;
pub use source::{Found, Passage, SourceText, Verdict};
