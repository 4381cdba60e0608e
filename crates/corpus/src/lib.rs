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
pub use crate::views::related::{Related, Tie};
pub use crate::views::transcript::Transcript;
pub use block::{Block, Mark};
pub use corpus::{Corpus, Lookup};
pub use date::{Date, DateError};
pub use entry::{Citation, Entry, Kind, Lead, Wording, Words};
pub use ids::{CollectionId, EntryId, SourceId, SpeakerId, TopicId};
pub use load::{Gathering, Head, Piece, Reading, SCHEMA, last_beginning, read};
pub use snapshot::Frame;
pub use tables::{Collection, Source, SourceKind, Speaker, Topic};
