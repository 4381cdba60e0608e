//! Collections: entries, speakers, sources, topics, and the links between them.
//!
//! [`read()`] parses the RON file of one collection into a [`Corpus`] and reports everything that is wrong with it;
//! [`Corpus::join`] merges several collections.

mod block;
pub(crate) mod columns;
mod coverage;
mod date;
mod entry;
mod finding;
mod ids;
mod join;
mod place;
mod read;
mod related;
mod snapshot;
mod store;
mod tables;
mod topic_lists;
mod transcript;

pub(crate) use block::{Block, Mark};
pub use coverage::Coverage;
pub use date::{Date, DateError};
pub use entry::{Citation, Entry, Kind, Lead, Wording, Words};
pub use finding::{Code, Finding, Severity};
pub use ids::{CollectionId, EntryId, SourceId, SpeakerId, TopicId};
pub use place::Place;
/// RON parsing with positions and diagnostics, for other files than collections.
pub(crate) mod ron {
    pub(crate) use super::read::{
        At, Fields, FileKind, Node, Pairs, Readable, Reader, Role, Taker, decoded, is_blank, nearest, said,
    };
}
pub use read::{Gathering, Head, Piece, Reading, SCHEMA, last_beginning, read};
pub use related::{Related, Tie};
pub(crate) use snapshot::Frame;
pub use store::{Corpus, Lookup};
pub use tables::{Collection, Source, SourceKind, Speaker, Topic};
pub use transcript::Transcript;
