//! Nothing gets in: texts that would drive the terminal, reorder a line, hide in a paste or break out of one, put into
//! all input from outside, and the output bytes are checked against the rule.
//!
//! The texts are made here and are the same in every run: [`payload`] has them, [`collection`] puts them into five
//! hundred entries.

mod collection;
mod commands;
pub mod payload;
mod refused;
pub mod rule;
mod screens;
pub mod terminal;
mod texts;
