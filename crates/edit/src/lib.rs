//! Adds entries to a collection by splicing changes into its file.
//!
//! An [`EntryDraft`] describes a new entry, with its speaker and its source by name or by id. A [`Resolver`] matches
//! drafts against a collection; [`CollectionText`] knows where its text must change. Nothing here rewrites a file: a
//! change inserts or replaces text at a position, so comments, order and layout stay.
//!
//! ```
//! use kzq_edit::{CollectionText, EntryDraft, Resolution, Resolver, SpeakerReference};
//!
//! let file = "(
//!     schema: 1, id: \"mine\", title: \"Mine\",
//!     speakers: {\"austen\": (name: \"Jane Austen\")}, // of Steventon
//!     entries: [], // more to come
//! )";
//! let collection = CollectionText::parse(file).unwrap();
//! let mut resolver = Resolver::of(&collection);
//! let mut entries = collection.entry_writer().unwrap();
//! let draft = EntryDraft {
//!     id: Some("horrid".into()),
//!     text: "Are they all horrid?".into(),
//!     speaker: Some(SpeakerReference::named("JANE AUSTEN")),
//!     ..EntryDraft::default()
//! };
//! if let Resolution::New(entry) = resolver.resolve(draft).unwrap() {
//!     entries.push(&entry.row());
//! }
//! let splice = collection.additions(resolver.rows(), entries).unwrap();
//! assert_eq!(
//!     splice.apply(file),
//!     "(
//!     schema: 1, id: \"mine\", title: \"Mine\",
//!     speakers: {\"austen\": (name: \"Jane Austen\")}, // of Steventon
//!     entries: [
//!         Quote(
//!             id: \"horrid\",
//!             by: \"austen\",
//!             text: \"Are they all horrid?\",
//!         ),
//!     ], // more to come
//! )"
//! );
//! ```
//!
//! Internal to kzq: the API is not stable.

#![forbid(unsafe_code)]

mod addition;
mod assign;
mod collection_text;
pub mod credit;
mod draft;
mod edition;
mod entry_ids;
mod field_check;
mod insert;
mod known;
mod layout;
mod new_collection;
mod new_rows;
mod pasted;
mod resolve;
mod rows;
mod slug;
mod splice;
mod structure;
#[cfg(test)]
mod tests;

pub use addition::{Added, AddedRow, Addition, AdditionError};
pub use assign::{Assigned, Assignment};
pub use collection_text::{CollectionText, EditError};
pub use draft::{
    DraftCheck, DraftDifference, DraftKind, DraftLead, DraftStatus, EntryDraft, Links, Locator, SourceDraft,
    SourceReference, SpeakerDraft, SpeakerReference,
};
pub use field_check::{DraftField, FieldError};
pub use layout::{ItemWriter, Layout, Row, string_literal};
pub use new_collection::NewCollection;
pub use new_rows::{NewRows, NewSource, NewSpeaker, NewTopic};
pub use pasted::{Credited, Recognised, left_in_text, recognise, split_credit, strip_outer_marks};
pub use resolve::{Counts, Resolution, ResolvedEntry, Resolver, UnknownId};
pub use splice::{Splice, TextEdit};
