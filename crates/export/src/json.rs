//! An entry as data: the output of `--json` and of "copy as JSON".

use std::collections::BTreeMap;

use serde::Serialize;

use kzq_corpus::{Corpus, Entry, EntryId, Kind, Lead, SpeakerId, Wording};
use kzq_text::Safe;

/// An entry with everything it refers to resolved to names; missing values are null or empty lists.
#[derive(Debug, Serialize)]
pub struct Record<'c> {
    id: Safe<'c>,
    collection: Safe<'c>,
    kind: Kind,
    wording: Wording,
    text: Option<Safe<'c>>,
    question: Option<Safe<'c>>,
    answer: Option<Safe<'c>>,
    lead: Option<Safe<'c>>,
    speaker: SpeakerRecord<'c>,
    topics: Vec<Safe<'c>>,
    source: Option<SourceRecord<'c>>,
    rests_on: Vec<Safe<'c>>,
    differs: &'c [Safe<'static>],
    sic: &'c [Safe<'static>],
    turn: Option<u32>,
    variants: Vec<Safe<'c>>,
    says_same: Vec<Safe<'c>>,
    translation_of: Option<Safe<'c>>,
    lang: Option<Safe<'c>>,
    time: Option<Safe<'c>>,
    note: Option<Safe<'c>>,
    extra: BTreeMap<&'c str, &'c Safe<'static>>,
}

/// The speaker of an entry.
#[derive(Debug, Serialize)]
pub struct SpeakerRecord<'c> {
    id: Safe<'c>,
    name: Safe<'c>,
    role: Option<Safe<'c>>,
}

/// The source of an entry. Dates are in ISO 8601.
#[derive(Debug, Serialize)]
pub struct SourceRecord<'c> {
    id: Safe<'c>,
    title: Safe<'c>,
    publisher: Option<Safe<'c>>,
    url: Option<Safe<'c>>,
    date: Option<String>,
    section: Option<Safe<'c>>,
    item: Option<u32>,
}

fn borrowed<'c>(text: Option<&'c Safe<'static>>) -> Option<Safe<'c>> {
    text.map(Safe::borrowed)
}

impl<'c> Record<'c> {
    /// Creates the record of an entry.
    pub fn of(corpus: &'c Corpus, id: EntryId) -> Self {
        let entry = corpus.entry(id);
        let pair = entry.kind() == Kind::Qa;
        let names = |ids: &[EntryId]| ids.iter().map(|&other| corpus.name_from(other, entry.collection())).collect();
        Self {
            id: entry.id(),
            collection: corpus.collection(entry.collection()).id.borrowed(),
            kind: entry.kind(),
            wording: entry.wording(),
            text: (!pair).then(|| entry.text()),
            question: entry.question(),
            answer: pair.then(|| entry.text()),
            lead: entry.lead().map(Lead::into_text),
            speaker: SpeakerRecord::of(corpus, entry.speaker()),
            topics: entry.topics().iter().map(|&topic| corpus.topic(topic).path.borrowed()).collect(),
            source: SourceRecord::of(corpus, entry),
            rests_on: names(entry.ground()),
            differs: entry.differs(),
            sic: entry.sic(),
            turn: entry.turn(),
            variants: names(entry.variants()),
            says_same: names(entry.says_same()),
            translation_of: entry.translation_of().map(|other| corpus.name_from(other, entry.collection())),
            lang: borrowed(entry.lang()),
            time: borrowed(entry.time()),
            note: borrowed(entry.note()),
            extra: entry.extra().iter().map(|(key, value)| (key.as_str(), value)).collect(),
        }
    }

    /// Truncates the texts of the record to `max_bytes` each.
    pub(super) fn cut(self, bytes: usize) -> Self {
        let cut = |text: Option<Safe<'c>>| text.map(|text| text.cut(bytes));
        Self {
            text: cut(self.text),
            question: cut(self.question),
            answer: cut(self.answer),
            lead: cut(self.lead),
            note: cut(self.note),
            ..self
        }
    }
}

impl<'c> SpeakerRecord<'c> {
    /// Creates the record of a speaker.
    pub fn of(corpus: &'c Corpus, id: SpeakerId) -> Self {
        let speaker = corpus.speaker(id);
        Self { id: speaker.id.borrowed(), name: speaker.name.borrowed(), role: borrowed(speaker.role.as_ref()) }
    }
}

impl<'c> SourceRecord<'c> {
    fn of(corpus: &'c Corpus, entry: Entry<'c>) -> Option<Self> {
        let citation = entry.citation()?;
        let source = corpus.source(citation.source);
        Some(Self {
            id: source.id.borrowed(),
            title: source.title.borrowed(),
            publisher: borrowed(source.publisher.as_ref()),
            url: borrowed(source.url.as_ref()),
            date: source.date.map(|date| date.to_string()),
            section: borrowed(citation.section),
            item: citation.item,
        })
    }
}
