//! Coreference: whom a name, a noun or a pronoun means.

mod antecedents;
mod before;
mod definite;
mod discourse;
mod doubts;
mod focus;
mod hero;
mod named;
mod newcomers;
mod portrait;
mod referents;
mod rivals;
mod unnamed;
mod variation;

pub(crate) use discourse::{Discourse, Number, Speaker};
