//! What a collection says: entries, speakers, sources, topics, and how they hang together.
//!
//! [`read()`] makes a [`Corpus`] of one collection from the text of a RON file and reports everything
//! it finds wrong with it; [`Corpus::join`] puts several collections together.

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
/// Reading any file of RON as collections are read: all that is wrong, with its places.
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
