//! The text of an article as tokens and sentences.

mod elision;
mod gap;
mod narration;
mod possessives;
mod ranks;
mod sentences;
mod token;

pub(crate) use gap::Gap;
pub(crate) use narration::Narration;
pub(crate) use token::{Token, stem, word_ranges};
