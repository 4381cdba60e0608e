//! Names and noun phrases: where they begin and end, and whether they are those of persons.

pub(crate) mod adjectives;
pub(crate) mod bearers;
mod french;
pub(crate) mod openings;
mod particles;
mod phrase;
mod roles;
mod surnames;

pub(crate) use phrase::Phrase;
