//! Matches speakers of drafts with those of a collection.

use super::{Resolver, given_id};
use crate::draft::{SpeakerDraft, SpeakerReference};
use crate::known::name_key;
use crate::new_rows::NewSpeaker;
use crate::slug::slug;

impl Resolver {
    pub(super) fn find_speaker(&self, speaker: &SpeakerReference, by_id: bool) -> Option<String> {
        let draft = match speaker {
            SpeakerReference::Id(id) => return Some(id.clone()),
            SpeakerReference::Described(draft) if self.speakers.contains(&draft.name) => {
                return Some(draft.name.clone());
            }
            SpeakerReference::Described(draft) => draft,
        };
        let own_key = own_key(draft).filter(|_| by_id);
        let same = own_key.as_deref().and_then(|key| self.speakers.find(key));
        let named = || self.speakers.find(&name_key(&draft.name));
        let like = || named().filter(|&id| own_key.is_none() || !self.given_speakers.contains(id));
        same.or_else(like).map(str::to_owned)
    }

    /// Returns the id of a speaker, who is added if the collection has none of this name.
    pub(crate) fn resolve_speaker(&mut self, speaker: SpeakerReference) -> String {
        self.resolve_speaker_by(speaker, false)
    }

    pub(super) fn resolve_speaker_by(&mut self, speaker: SpeakerReference, by_id: bool) -> String {
        match (self.find_speaker(&speaker, by_id), speaker) {
            (Some(id), _) | (None, SpeakerReference::Id(id)) => self.speakers.matched(id),
            (None, SpeakerReference::Described(draft)) => {
                let wanted = given_id(draft.id.as_deref()).unwrap_or_else(|| slug(&draft.name, usize::MAX));
                let names = std::iter::once(&draft.name).chain(&draft.aliases).map(|name| name_key(name));
                let own_key = own_key(&draft).filter(|_| by_id);
                let is_given = own_key.is_some();
                let id = self.speakers.insert_new(&wanted, "speaker", own_key.into_iter().chain(names));
                if is_given {
                    self.given_speakers.insert(id.clone());
                }
                self.speaker_names.insert(id.clone(), draft.name.clone());
                self.rows.speakers.push(NewSpeaker { id: id.clone(), draft });
                id
            }
        }
    }
}

/// The key of a speaker to whom an origin gives an id: of two that have one name, too.
fn own_key(speaker: &SpeakerDraft) -> Option<String> {
    Some(format!("{}\0{}", name_key(&speaker.name), given_id(speaker.id.as_deref())?))
}
