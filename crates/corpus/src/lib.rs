//! Collections: entries, speakers, sources, topics, and the links between them.
//!
//! [`read()`] parses the RON file of one collection into a [`Corpus`] and reports everything that is wrong with it;
//! [`Corpus::join`] merges several collections.

mod block;
pub mod columns;
mod corpus;
mod date;
mod entry;
mod ids;
mod load;
mod merge;
mod snapshot;
mod tables;
mod topic_lists;
mod views;

pub use crate::views::coverage::Coverage;
pub use crate::views::related::{Related, Relation};
pub use crate::views::transcript::Transcript;
pub use block::{Block, EntryFlags};
pub use corpus::{Corpus, Lookup};
pub use date::{Date, DateError};
pub use entry::{Citation, Entry, EntryKind, EntryText, Lead, Wording};
pub use ids::{CollectionId, EntryId, SourceId, SpeakerId, TopicId};
pub use load::{Assembler, Chunk, Header, ParsedCollection, SCHEMA, last_entry_start, read};
pub use snapshot::SnapshotHeader;
pub use tables::{Collection, Source, SourceKind, Speaker, Topic};
