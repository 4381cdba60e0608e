//! [`ReviewItem`]: a candidate with what was decided about it.

use serde::{Deserialize, Serialize};

use crate::candidate::{Candidate, CandidateKind};

/// What was decided about a candidate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Decision {
    /// Nothing yet.
    #[default]
    Undecided,
    /// It is to be written.
    Accepted,
    /// It is not.
    Rejected,
}

/// What an importer read, where that is what is reviewed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadEntry {
    /// The words, if they are not a slice of the text; then they stay as they were read.
    pub words: Option<String>,
    /// What the user should look at, each as a short clause.
    pub doubts: Vec<String>,
}

/// A candidate under review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewItem {
    /// The candidate, as it was found or changed since.
    pub candidate: Candidate,
    /// Its number among the candidates at the beginning. Parts of one that was divided have the same.
    pub origin: usize,
    /// What an importer read; `None` if it was found in an article.
    pub read: Option<ReadEntry>,
    /// What was decided about it. That of a term means nothing.
    pub decision: Decision,
    /// Whether a person chose the speaker.
    pub has_chosen_speaker: bool,
    /// The topics that it is given.
    pub topics: Vec<String>,
    /// Whether it is written; then it no longer changes.
    pub is_written: bool,
}

impl ReviewItem {
    /// A candidate that nothing is decided about; `origin` is its number.
    pub fn new(origin: usize, candidate: Candidate) -> Self {
        Self {
            candidate,
            origin,
            read: None,
            decision: Decision::default(),
            has_chosen_speaker: false,
            topics: Vec::new(),
            is_written: false,
        }
    }

    /// Whether its words are a slice of the text, so that its ends can move.
    pub(super) fn is_slice(&self) -> bool {
        self.read.as_ref().is_none_or(|read| read.words.is_none())
    }

    /// Whether it is a term, and no quotation.
    pub fn is_term(&self) -> bool {
        self.candidate.kind == CandidateKind::Term
    }

    pub(super) fn is_undecided(&self) -> bool {
        !self.is_term() && self.decision == Decision::Undecided
    }

    /// Whether it is accepted and not yet written.
    pub fn is_to_be_written(&self) -> bool {
        !self.is_term() && self.decision == Decision::Accepted && !self.is_written
    }
}

/// Why a change was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There are no candidates.
    Empty,
    /// It is written already.
    Written,
    /// Its words are not a slice of the text.
    NoSlice,
    /// There is no word to take in, or only one is left.
    NoMoreWords,
    /// It cannot be divided: it is one sentence.
    OneSentence,
    /// There is nothing after it to join with.
    NothingToJoin,
    /// It has no speaker.
    NoSpeaker,
    /// There is nothing to undo.
    NothingToUndo,
}

impl Refusal {
    /// What the user reads.
    pub fn message(self) -> &'static str {
        match self {
            Self::Empty => "there is nothing to review",
            Self::Written => "it is written already; `kzq edit --undo` takes that back",
            Self::NoSlice => "its words are not in the file as they are read; they stay as they are",
            Self::NoMoreWords => "there is no other word",
            Self::OneSentence => "it is one sentence; move its end instead",
            Self::NothingToJoin => "nothing follows that it could be joined with",
            Self::NoSpeaker => "nobody is named; choose a speaker first",
            Self::NothingToUndo => "nothing to undo",
        }
    }
}
