//! The text of an article as tokens and sentences.

mod elision;
mod possessives;
mod ranks;
mod tokens;

pub(crate) use tokens::{Gap, Narration, Token, stem, word_ranges};
