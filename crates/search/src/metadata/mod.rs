//! Searching metadata: what an entry has other than its texts, such as its speaker and its source.
//!
//! The names of speakers, sources and topics are few, compared with the entries that have them. They are indexed like a
//! small collection ([`MetadataIndex`]); the rows that a term matches become a set of the entries of each block
//! ([`MetadataMatches`]).

mod block_postings;
mod fields;
mod index;
mod matches;
mod postings;

pub(crate) use block_postings::{BlockPostings, with_subtopics};
pub use fields::{MetadataField, matched_metadata};
pub(crate) use index::MetadataIndex;
pub(crate) use matches::{MetadataMatches, MetadataResolver};
pub(crate) use postings::{ValuePostings, ValueSet};
