//! Full-text search over a corpus.
//!
//! [`Query::parse`] parses a query, an [`Engine`] runs it over a corpus, restricted by a [`FacetFilter`], and
//! [`match_ranges`] returns the ranges of a text that the query matches. Matching is by folded words (see
//! [`kzq_text::fold`]), never by a subsequence of the whole text.
//!
//! ```
//! use std::sync::Arc;
//!
//! use kzq_search::{Engine, FacetFilter, Query, SearchOptions, match_ranges};
//!
//! let file = r#"(
//!     schema: 1, id: "mine", title: "Mine",
//!     speakers: { "ada": (name: "Ada") },
//!     entries: [
//!         Quote(id: "bridge", by: "ada", text: "The bridge opens in May."),
//!         Quote(id: "ferry", by: "ada", text: "The ferry stays."),
//!     ],
//! )"#;
//! let corpus = kzq_corpus::read("mine.ron", file.as_bytes()).corpus.unwrap();
//! let engine = Engine::new(Arc::new(corpus));
//! let query = Query::parse("bridge !ferry");
//! let answer = engine.answer(&query, &FacetFilter::default(), SearchOptions::ALL);
//! assert_eq!(answer.hits.len(), 1);
//!
//! let entry = engine.corpus().entry(answer.hits[0].entry);
//! assert_eq!(match_ranges(&query, entry.text().as_str(), false), [4..10]);
//! ```
//!
//! Internal to kzq: the API is not stable.

#![forbid(unsafe_code)]

mod answer;
mod best_ranks;
mod block_hits;
mod block_range;
mod chance;
mod clauses;
mod completion;
mod completion_table;
mod condition;
mod dates;
mod division;
mod duplicates;
mod engine;
mod entry_filter;
mod execution;
mod executor;
mod facet;
mod facet_counts;
mod facets;
mod field;
mod field_names;
mod fuzzy;
mod gallop;
mod highlight;
mod index;
mod indexed_corpus;
mod keywords;
mod lexer;
mod literal;
mod match_tier;
mod metadata;
mod name_match;
mod name_table;
mod observer;
mod order;
mod overlap;
mod pattern;
mod query;
mod query_text;
mod rank;
mod relaxation;
mod resolved_term;
mod rows;
mod scan;
mod segment_search;
pub mod snapshot;
mod suggestions;
mod syntax;
mod term;
mod term_words;
mod tests;
mod typo;

pub use answer::{Answer, Hit, QueryWarning, SearchOptions};
pub use chance::splitmix64;
pub use completion::Completion;
pub use completion_table::CompletionTable;
pub use engine::Engine;
pub use executor::{Executor, Serial, map};
pub use facet::{Choice, Facet, FacetFilter, FacetRow, FacetValue};
pub use facet_counts::FacetCounts;
pub use field::{FieldName, FieldRow, FieldValues};
pub use fuzzy::{fuzzy_match, fuzzy_score};
pub use highlight::match_ranges;
pub use index::{Index, IndexBuilder};
pub use keywords::{Keyword, KeywordKind, Keywords};
pub use literal::Literal;
pub use metadata::{MetadataField, matched_metadata};
pub use name_match::NameMatcher;
pub use observer::SearchObserver;
pub use order::Order;
pub use overlap::OverlapIndex;
pub use pattern::Pattern;
pub use query::Query;
pub use query_text::{query_text, with_more};
pub use relaxation::Relaxation;
pub use suggestions::{Candidate, KnownValues, RareValues};
pub use syntax::{ParseWarning, QueryError};
pub use term::Term;
