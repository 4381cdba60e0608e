//! Hostile texts, which would control the terminal, reorder a line, hide in a paste or break out of one, are put into
//! all external input, and the output bytes are checked against the rule.
//!
//! The texts are the same in every run: [`payload`] defines them, and [`collection`] puts them into five hundred
//! entries.

mod collection;
mod commands;
pub mod payload;
mod refused;
pub mod rule;
mod screens;
pub mod terminal;
mod texts;
