//! Whom a draft names as the speaker of an entry's words.

use super::judge::Proofreader;
use kzq_corpus::{Entry, EntryId, SpeakerId};
use kzq_extract::attribution::{Attribution, has_all_words};
use kzq_text::Safe;

impl Proofreader<'_> {
    /// The speaker named in the draft, if it is not the speaker of the entry. Nobody is, if that is unknown.
    pub(super) fn other_speaker_named(&self, entry: Entry<'_>, attribution: &Attribution) -> Option<Safe<'static>> {
        let speaker = entry.speaker()?;
        let name = |id: SpeakerId| self.corpus().speaker(id).name.clone();
        let is_theirs = |&id: &SpeakerId| self.is_same_person(id, speaker);
        let known = &attribution.speakers;
        if let Some(&first) = known.first() {
            return (!known.iter().any(is_theirs)).then(|| name(first));
        }
        let said = attribution.name.as_ref()?;
        (!self.name_fits_entry(entry, said)).then(|| Safe::line(said.clone()))
    }

    /// Whether a name that is not a speaker's refers to the speaker of an entry or to where the words were printed:
    /// `the President of Kazakhstan`, `Al Jazeera`.
    fn name_fits_entry(&self, entry: Entry<'_>, name: &str) -> bool {
        let corpus = self.corpus();
        let speaker = corpus.speaker_of(entry);
        let printed = [corpus.source_of(entry), corpus.original_source_of(entry)].into_iter().flatten();
        let places =
            printed.flat_map(|source| [Some(&source.title), source.container.as_ref(), source.publisher.as_ref()]);
        let own = speaker.map(|speaker| speaker.role.as_ref());
        let mut texts = own.into_iter().chain(places).flatten();
        texts.any(|text| has_all_words(text.as_str(), name))
    }

    /// The name to report as the draft's attribution.
    pub(super) fn attributed_to(&self, entry: Option<EntryId>, attribution: &Attribution) -> Option<Safe<'static>> {
        let known = &attribution.speakers;
        let own = entry.and_then(|entry| self.corpus().entry(entry).speaker());
        let theirs = known.iter().find(|&&id| own.is_some_and(|own| self.is_same_person(id, own)));
        let first = known.first().filter(|&first| known.iter().all(|id| id == first));
        let speaker = theirs.or(first).map(|&id| self.corpus().speaker(id).name.clone());
        speaker.or_else(|| attribution.name.clone().map(Safe::line))
    }
}
