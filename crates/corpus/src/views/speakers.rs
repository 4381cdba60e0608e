//! The speakers of entries, who may be unknown.

use crate::block::{EntryRefs, MaybeSpeaker};
use crate::corpus::Corpus;
use crate::entry::Entry;
use crate::tables::Speaker;
use kzq_text::Safe;

impl Corpus {
    /// Returns the speaker of an entry, if known.
    pub fn speaker_of(&self, entry: Entry<'_>) -> Option<&Speaker> {
        entry.speaker().map(|speaker| self.speaker(speaker))
    }

    /// Returns the name of a speaker as shown to the user: "unknown speaker" if unknown.
    pub fn speaker_name(&self, speaker: impl Into<MaybeSpeaker>) -> Safe<'_> {
        let speaker = speaker.into().get();
        speaker.map_or_else(|| "unknown speaker".into(), |speaker| self.speaker(speaker).name.to_borrowed())
    }

    /// Returns whether the speaker of any entry is unknown.
    pub fn has_unknown_speakers(&self) -> bool {
        let is_unknown = |refs: &EntryRefs| refs.speaker == MaybeSpeaker::UNKNOWN;
        let find = || self.blocks().iter().any(|block| block.refs.iter().any(is_unknown));
        *self.has_unknown_speakers.get_or_init(find)
    }
}
