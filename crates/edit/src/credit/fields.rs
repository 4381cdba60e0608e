//! What a credit says.

use kzq_corpus::{SourceKind, Wording};

use super::name::{Likeness, is_organisation};
use crate::draft::{DraftKind, DraftStatus, EntryDraft, SourceDraft, SourceReference, SpeakerDraft, SpeakerReference};

/// A credit that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credit {
    /// How much it looks like a credit: its speaker like a name, or “Anonymous” and the like.
    pub likeness: Likeness,
    /// Who said it; `None` if the credit names nobody, or is not clear.
    pub speaker: Option<SpeakerDraft>,
    /// The names, if it names several persons: then none of them is the speaker.
    pub several: Vec<String>,
    /// The work that it names.
    pub source: Option<SourceDraft>,
    /// When it was said, as a collection writes dates.
    pub date: Option<String>,
    /// The page or pages in the work.
    pub page: Option<String>,
    /// The chapter of the work.
    pub chapter: Option<String>,
    /// The section of the work, such as `3.1` for the first scene of the third act.
    pub section: Option<String>,
    /// Whether the attribution is doubtful.
    pub status: Option<DraftStatus>,
    /// How close the words are to the speaker's, unless they are the speaker's own.
    pub wording: Option<Wording>,
    /// What else it says.
    pub note: Option<String>,
    /// Custom fields: the whole of a credit that is not understood.
    pub extra: Vec<(String, String)>,
    /// What the user should check, each as a short clause in lower case.
    pub doubts: Vec<String>,
}

impl Credit {
    /// Fills in an entry from the credit, and adds to the doubts about it.
    pub fn apply(self, draft: &mut EntryDraft, doubts: &mut Vec<String>) {
        if self.wording.is_some() {
            draft.kind = DraftKind::Paraphrase;
        }
        draft.speaker = self.speaker.map(SpeakerReference::Described);
        if let Some(mut source) = self.source {
            if self.wording == Some(Wording::Summary) {
                source.kind = SourceKind::Summary { machine: true };
            }
            draft.source = Some(SourceReference::Described(Box::new(source)));
        }
        draft.date = self.date.or(draft.date.take());
        draft.locator.page = self.page.or(draft.locator.page.take());
        draft.locator.chapter = self.chapter.or(draft.locator.chapter.take());
        draft.locator.section = self.section.or(draft.locator.section.take());
        draft.status = self.status.or(draft.status.take());
        draft.note = join(draft.note.take(), self.note);
        draft.extra.extend(self.extra);
        doubts.extend(self.doubts);
    }

    /// Whether the credit is that of kzq's exports for an unknown speaker.
    pub fn is_nobody(&self) -> bool {
        self.likeness == Likeness::Certain && self.speaker.is_none() && self.extra.is_empty()
    }

    /// Whether the words are a credit, judging by the words alone: at the end of a line, in a heading.
    pub fn is_plausible(&self) -> bool {
        self.likeness == Likeness::Certain
            || self.likeness == Likeness::Possible
                && self.speaker.as_ref().is_some_and(|speaker| speaker.name.contains(' '))
    }

    pub(super) fn add_note(&mut self, note: &str) {
        self.note = join(self.note.take(), Some(note.to_owned()));
    }

    pub(super) fn add_section(&mut self, section: &str) {
        let whole = self.section.take().map_or_else(|| section.to_owned(), |before| format!("{before}, {section}"));
        self.section = Some(whole);
    }

    pub(super) fn set_speaker(&mut self, name: String) {
        let organisation = is_organisation(&name);
        self.speaker = Some(SpeakerDraft { name, organisation, ..SpeakerDraft::default() });
    }

    /// Leaves the speaker unknown because there are several; `raw` is the whole credit.
    pub(super) fn set_several(&mut self, names: Vec<String>, raw: &str) {
        self.several = names;
        self.extra.push(("credit".to_owned(), raw.to_owned()));
        self.doubts.push(format!("the credit “{raw}” names several people; the speaker is left unknown"));
    }
}

/// Joins two notes.
pub fn join(first: Option<String>, second: Option<String>) -> Option<String> {
    match (first, second) {
        (Some(first), Some(second)) => Some(format!("{first}; {second}")),
        (first, second) => first.or(second),
    }
}
