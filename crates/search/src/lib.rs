//! Full-text search over a corpus.
//!
//! [`Query::parse`] parses what was typed, an [`Engine`] answers it over a corpus, restricted by a [`Selection`] of
//! facets, and [`highlights`] returns the ranges of a text that the query matches. Matching is by whole words, folded
//! (see [`kzq_text::fold`]), never by a subsequence of the whole text.

mod answer;
mod block_hits;
mod duplicates;
mod engine;
mod execution;
mod executor;
mod facets;
mod field;
mod fuzzy;
mod highlight;
mod index;
mod keywords;
mod match_tier;
mod observer;
mod overlap;
mod query;
mod rank;
mod resolved_term;
mod rows;
mod scan;
mod segment_search;
pub mod snapshot;
mod tests;
mod typo;

pub use answer::{Answer, Hit, QueryWarning, SearchOptions};
pub use engine::Engine;
pub use executor::{Executor, Serial, map};
pub use facets::{FacetCounts, FacetFilter};
pub use field::{FieldName, FieldRow, FieldValues};
pub use fuzzy::{fuzzy_match, fuzzy_score};
pub use highlight::match_ranges;
pub use index::Index;
pub use keywords::{Keyword, KeywordKind, Keywords};
pub use observer::SearchObserver;
pub use overlap::OverlapIndex;
pub use query::{ParseWarning, Query, Term};
