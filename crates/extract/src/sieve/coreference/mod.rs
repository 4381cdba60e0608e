//! Coreference: whom a name, a noun or a pronoun means.

mod antecedents;
mod before;
mod definite;
mod discourse;
mod doubts;
mod focus;
mod french;
mod hero;
mod named;
mod newcomers;
mod organisations;
mod others;
mod portrait;
mod referents;
mod rivals;
mod unnamed;
mod variation;

pub(crate) use discourse::{Discourse, Speaker, SpeakerKind};
