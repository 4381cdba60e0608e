//! [`NewRows`]: what is added to the tables of a collection.

use crate::draft::{SourceDraft, SpeakerDraft};

/// A speaker to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSpeaker {
    /// Its id.
    pub id: String,
    /// Its fields.
    pub draft: SpeakerDraft,
}

/// A source to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSource {
    /// Its id.
    pub id: String,
    /// Its fields.
    pub draft: SourceDraft,
    /// The id of the source that it reports.
    pub reports: Option<String>,
}

/// A topic to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTopic {
    /// The ids from the root to it, joined by `/`.
    pub path: String,
    /// Its label, if it differs from its id.
    pub label: Option<String>,
}

/// Rows to be added to the tables of a collection; a topic comes after those above it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewRows {
    /// New speakers.
    pub speakers: Vec<NewSpeaker>,
    /// New sources.
    pub sources: Vec<NewSource>,
    /// New topics.
    pub topics: Vec<NewTopic>,
}
