//! Entries to be added to a collection, and changes spliced into its file.
//!
//! An [`EntryDraft`] says what an entry will contain, with its speaker and its source by name or by id. Nothing here
//! rewrites a file: a change is text inserted at, or replaced by, its position, so comments, order and layout stay.
//!
//! Internal to kzq: the API is not stable.

#![forbid(unsafe_code)]

mod draft;

pub use draft::{
    DraftKind, DraftLead, DraftStatus, EntryDraft, Locator, SourceDraft, SourceReference, SpeakerDraft,
    SpeakerReference,
};
