//! Full-text search over a corpus.
//!
//! [`Query::parse`] parses what was typed, an [`Engine`] answers it over a corpus, restricted by a [`Selection`] of
//! facets, and [`highlights`] returns the ranges of a text that the query matches. Matching is by whole words, folded
//! (see [`crate::text::fold`]), never by a subsequence of the whole text.

mod answer;
mod asker;
mod asking;
mod block;
mod engine;
mod fields;
mod find;
#[cfg(test)]
mod generated;
mod highlight;
mod index;
mod keywords;
#[cfg(test)]
mod many_words;
mod near;
mod needle;
mod parallel;
mod query;
mod rank;
#[cfg(test)]
mod reference;
mod repeats;
mod rows;
mod scan;
mod sharing;
mod short;
mod skim;
pub mod snapshot;
mod tally;
mod terms;
mod words;

pub use answer::{Answer, Hit, Note, Wanted};
pub use asker::Asker;
pub use engine::Engine;
pub use highlight::highlights;
pub use index::Index;
pub use keywords::{Keyword, KeywordKind, Keywords};
pub use parallel::{Parallel, Serial, map};
pub use query::{FieldName, Query, Remark, Term};
pub use sharing::Sharing;
pub use short::{short_match, short_score};
pub use tally::{Counts, Selection};
