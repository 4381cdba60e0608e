//! What an entry has beside its words: the words of a query are looked for there, too.
//!
//! The names of speakers, sources and topics are few, compared with the entries that have them. They are indexed like a
//! small collection ([`MetadataIndex`]); the rows that a term matches become a set of the entries of each block
//! ([`MetadataMatches`]).

mod fields;
mod index;
mod matches;

pub use fields::{MetadataField, matched_metadata};
pub(crate) use index::MetadataIndex;
pub(crate) use matches::{MetadataMatches, MetadataResolver};
