//! Finds the quotations in a text and who said them, by rules and tables of words, without a model.
//!
//! [`quotes::find_quotes`] finds what is quoted, in marks or set apart, with its context; [`attribution`] reads the
//! context for the person it names; [`speakers::SpeakerIndex`] knows the speakers of the loaded collections.
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
pub use find::find_candidates;
