//! Nothing gets in: texts that would drive the terminal, reorder a line, hide in a paste or break out of one, put into
//! everything that comes from outside, and the bytes held against the rule that come out at the other end.
//!
//! The texts are made here and are the same in every run: [`payload`] has them, [`collection`] puts them into five
//! hundred entries.

mod collection;
mod commands;
mod payload;
mod refused;
mod rule;
mod screens;
mod terminal;
mod texts;
