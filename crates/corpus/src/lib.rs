//! Collections: entries, speakers, sources, topics, and the links between them.
//!
//! [`read()`] parses the RON file of one collection into a [`Corpus`] and reports every mistake in it;
//! [`Corpus::merge`] merges several collections.
//!
//! ```
//! let file = r#"(
//!     schema: 1, id: "mine", title: "Mine",
//!     speakers: { "ada": (name: "Ada") },
//!     entries: [ Quote(id: "bridge", by: "ada", text: "The bridge opens in May.") ],
//! )"#;
//! let parsed = kzq_corpus::read("mine.ron", file.as_bytes());
//! assert!(parsed.diagnostics.is_empty());
//! let corpus = parsed.corpus.unwrap();
//!
//! let entry = corpus.entry(corpus.look_up("mine/bridge").found().unwrap());
//! assert_eq!(entry.text().as_str(), "The bridge opens in May.");
//! assert_eq!(corpus.speaker_of(entry).unwrap().name.as_str(), "Ada");
//! ```
//!
//! Internal to kzq: the API is not stable.

#![forbid(unsafe_code)]

mod back_links;
mod block;
mod changes;
mod checked;
pub mod columns;
mod corpus;
mod date;
mod date_words;
mod difference;
mod entry;
mod facet_columns;
mod fingerprint;
mod ids;
mod links;
mod load;
mod merge;
mod named_texts;
mod not_loaded;
mod optional_fields;
mod snapshot;
mod status;
mod tables;
mod topic_lists;
mod topics;
mod views;
mod wording;

pub use crate::views::counts::{CountBy, CountGrid, CountRow, CountValue};
pub use crate::views::coverage::Coverage;
pub use crate::views::related::{Related, Relation};
pub use crate::views::transcript::Transcript;
pub use block::{Block, EntryFlags, EntryRefs, MaybeSource, MaybeSpeaker};
pub use changes::Changes;
pub use checked::Checked;
pub use corpus::{Corpus, Lookup};
pub use date::{Certainty, Date, DateError, DateUnit};
pub use difference::Difference;
pub use entry::{Citation, Entry};
pub use facet_columns::{BlockColumns, FacetColumns};
pub use fingerprint::{Fingerprint, FingerprintError};
pub use ids::{CollectionId, EntryId, SourceId, SpeakerId, TagId, TopicId};
pub use load::{
    Assembler, Chunk, Header, ParsedCollection, SCHEMA, is_slug, last_entry_start, path_error, read, url_error,
};
pub use merge::{Merged, UnresolvedReference};
pub use named_texts::{LocatorField, NamedTexts, SourceField};
pub use not_loaded::NotLoaded;
pub use optional_fields::FIELDS_HASH;
pub use snapshot::SnapshotHeader;
pub use status::{Status, StatusKind};
pub use tables::{Collection, Source, SourceKind, Speaker, Topic};
pub use wording::{EntryKind, EntryText, Lead, LeadKind, Wording};
