//! Finds the quotations in a text and their speakers, with rules and word tables, without a language model.
//!
//! [`quotes::find_quotes`] finds quotations, in quotation marks or set off as blocks, with their context;
//! [`attribution`] finds the person whom the context names; [`speakers::SpeakerIndex`] looks up the speakers of the
//! loaded collections.
//!
//! Internal to kzq: the API is not stable.

#![forbid(unsafe_code)]

pub mod article;
pub mod attribution;
pub mod candidate;
mod clues;
mod cues;
mod dialogue;
mod extraction;
mod find;
mod found;
mod interruption;
pub mod languages;
mod mark;
pub mod names;
mod paragraphs;
pub mod quote_marks;
mod quote_pair;
pub mod quotes;
pub mod readings;
pub mod review;
pub mod sentence_side;
pub mod sieve;
pub mod speakers;
mod terms;

pub use extraction::extract;
pub use find::{find_candidates, unclosed_marks};
