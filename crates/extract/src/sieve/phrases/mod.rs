//! Names and noun phrases: where they begin and end, and whether they are those of persons.

pub(crate) mod adjectives;
pub(crate) mod bearers;
mod complements;
mod english;
mod french;
mod german;
mod newcomers;
mod nouns;
pub(crate) mod openings;
mod particles;
mod phrase;
mod places;
mod roles;
mod surnames;

pub(crate) use phrase::Phrase;
