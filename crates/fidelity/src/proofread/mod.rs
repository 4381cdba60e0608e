//! Checks the quotations in a draft against the loaded collections.
//!
//! A draft is read as displayed, whatever its markup; every quotation in it, in marks or set apart, is found and
//! checked for whether anyone said it, and whether that was the person the draft names. The draft is never modified.
//!
//! One or two words in quotation marks are more often a term, a title or scare quotes than a quotation. A single word
//! is judged only if the draft attributes it to someone; two words, and titles of sources, only then or if a quotation
//! contains them. Those not judged are counted.

mod alone;
mod cache;
mod ignored_words;
mod joined;
mod judge;
mod matches;
mod named;
mod report;
mod source_texts;

pub use cache::JudgementCache;
pub use ignored_words::IgnoredWords;
pub use judge::Proofreader;
use kzq_text::markup::PlainText;
pub use report::{DraftVerdict, Judgement, ProofreadReport, SourcePlace};

/// Finds and judges the quotations in a draft.
pub fn proofread(proofreader: &Proofreader<'_>, plain: &PlainText<'_>) -> ProofreadReport {
    JudgementCache::default().proofread(proofreader, plain, None)
}
