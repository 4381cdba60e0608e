//! A query finds entries.
//!
//! [`Query::parse`] reads what was typed; an [`Engine`] answers it over a corpus, narrowed by a [`Selection`]
//! of facets; [`highlights`] says which parts of a shown text the query matched. Words are matched as words,
//! folded (see [`crate::text::fold`]), never as a subsequence of a whole text.

mod answer;
mod engine;
mod fields;
mod highlight;
mod near;
mod query;
mod rank;
mod tally;
mod words;

pub use answer::{Answer, Hit, Note};
pub use engine::Engine;
pub use fields::short_score;
pub use highlight::highlights;
pub use query::{FieldName, Query, Term};
pub use tally::{Counts, Selection};
