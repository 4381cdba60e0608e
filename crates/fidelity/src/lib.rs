//! Checks quotations against their sources, drafts against collections, and paraphrases against the original words.
//!
//! A [`SourceText`] finds out whether and where it contains a quotation, to the character. White space is compared as
//! white space; marks, dashes and the like may be printed differently, which the verdict then reports; case, accents
//! and every letter count. A [`Diff`] compares two texts word by word. A [`Comparison`] sets an entry beside those it
//! should be read with and finds words of a paraphrase that the original does not support. A [`Proofreader`] judges
//! the quotations in drafts.
//!
//! Internal to kzq: the API is not stable.

#![forbid(unsafe_code)]

mod align;
mod comparison;
mod evidence;
mod proofread;
mod source;
mod suggest;

pub use align::diff::{ChangeKind, Diff, DiffPart};
pub use align::print_difference::PrintDifference;
pub use comparison::{Claims, Comparison, Counterpart, CounterpartRelation};
pub use evidence::{Evidence, Fact, SpeakerWords, Unsupported};
pub use proofread::{DraftFormat, DraftVerdict, Judgement, ProofreadReport, Proofreader, proofread};
pub use source::collection::{TextUnavailable, VerificationTexts, verify_corpus};
pub use source::verification::{PassageContext, Verification};
pub use source::{QuoteMatch, SourceSpan, SourceText, Verdict};
pub use suggest::{Suggestion, suggestions};
