//! Finds the quotations in a text and who said them, by rules and tables of words, without a model.
//!
//! [`quotes::find_quotes`] finds what is quoted, in marks or set apart, with its context; [`attribution`] reads the
//! context for the person it names; [`speakers::SpeakerIndex`] knows the speakers of the loaded collections.
//!
//! Internal to kzq: the API is not stable.

#![forbid(unsafe_code)]

pub mod attribution;
mod clues;
pub mod languages;
pub mod names;
pub mod quote_marks;
pub mod quotes;
pub mod readings;
pub mod sentence_side;
pub mod speakers;
