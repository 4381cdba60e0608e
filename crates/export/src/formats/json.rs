//! An entry as data: the output of `--json` and of "copy as JSON".

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::exported_entry::ExportedEntry;
use crate::differences::{DifferenceRecord, difference_sentence, sorted_differences};
use kzq_corpus::{
    Checked, Corpus, Entry, EntryId, EntryKind, Lead, LeadKind, LocatorField, Source, SourceField, SourceKind,
    SpeakerId, Status, Wording,
};
use kzq_text::Safe;
use kzq_text::print::escape_isolates;

/// An entry with everything it refers to resolved to names; missing values are null or empty lists.
#[derive(Debug, Serialize)]
pub struct EntryRecord<'c> {
    id: Safe<'c>,
    collection: Safe<'c>,
    kind: EntryKind,
    wording: Wording,
    text: Option<Safe<'c>>,
    question: Option<Safe<'c>>,
    answer: Option<Safe<'c>>,
    lead: Option<Safe<'c>>,
    speaker: Option<EntrySpeakerRecord<'c>>,
    topics: Vec<Safe<'c>>,
    tags: &'c [Safe<'static>],
    source: Option<EntrySourceRecord<'c>>,
    rests_on: Vec<Safe<'c>>,
    differs: Vec<Safe<'static>>,
    sic: &'c [Safe<'static>],
    turn: Option<u32>,
    variants: Vec<Safe<'c>>,
    says_same: Vec<Safe<'c>>,
    translation_of: Option<Safe<'c>>,
    lang: Option<Safe<'c>>,
    date: Option<String>,
    time: Option<Safe<'c>>,
    status: Option<&'c Status>,
    note: Option<Safe<'c>>,
    extra: BTreeMap<&'c str, &'c Safe<'static>>,
    lead_kind: Option<LeadKind>,
    differences: Vec<DifferenceRecord<'c>>,
    checked: Option<CheckedRecord<'c>>,
    sort_date: Option<String>,
    topic_labels: Vec<Safe<'c>>,
}

/// The speaker of an entry.
#[derive(Debug, Serialize)]
pub struct EntrySpeakerRecord<'c> {
    id: Safe<'c>,
    name: Safe<'c>,
    role: Option<Safe<'c>>,
    aliases: &'c [Safe<'static>],
    organisation: bool,
}

/// The source of an entry. Dates are as in collections.
#[derive(Debug, Serialize)]
pub struct EntrySourceRecord<'c> {
    #[serde(flatten)]
    head: SourceHeadRecord<'c>,
    section: Option<Safe<'c>>,
    item: Option<u32>,
    #[serde(flatten)]
    locators: TextRecord<'c>,
    #[serde(flatten)]
    rest: SourceRestRecord<'c>,
    reports: Vec<SourceRecord<'c>>,
}

/// A source by itself, under the names that collections give its fields; everything is null or empty if there is none.
#[derive(Debug, Default, Serialize)]
pub struct SourceRecord<'c> {
    #[serde(flatten)]
    head: SourceHeadRecord<'c>,
    #[serde(flatten)]
    rest: SourceRestRecord<'c>,
}

/// A source by itself, with the sources that it reports.
#[derive(Debug, Default, Serialize)]
pub struct ReportingSourceRecord<'c> {
    #[serde(flatten)]
    source: SourceRecord<'c>,
    /// The id of the source that it reports.
    reports: Option<Safe<'c>>,
    /// That source, the one which that one reports, and so on: for an entry these are its `reports`.
    reported_sources: Vec<SourceRecord<'c>>,
}

/// What comes before the place of an entry in the source.
#[derive(Debug, Default, Serialize)]
struct SourceHeadRecord<'c> {
    id: Option<Safe<'c>>,
    title: Option<Safe<'c>>,
    publisher: Option<Safe<'c>>,
    url: Option<Safe<'c>>,
    date: Option<String>,
}

/// What comes after the place of an entry in the source.
#[derive(Debug, Default, Serialize)]
struct SourceRestRecord<'c> {
    #[serde(flatten)]
    details: SourceDetailsRecord<'c>,
    note: Option<Safe<'c>>,
    archived: Option<Safe<'c>>,
    collection: Option<Safe<'c>>,
    kind: Option<SourceKind>,
    authors: &'c [Safe<'static>],
    container: Option<Safe<'c>>,
    accessed: Option<String>,
    text: Option<Safe<'c>>,
}

/// What few sources have.
#[derive(Debug, Serialize)]
struct SourceDetailsRecord<'c> {
    translator: &'c [Safe<'static>],
    editor: &'c [Safe<'static>],
    #[serde(flatten)]
    texts: TextRecord<'c>,
}

/// Texts by the names of their fields; those that are missing are null.
#[derive(Debug)]
struct TextRecord<'c>(Vec<(&'static str, Option<&'c Safe<'static>>)>);

impl Serialize for TextRecord<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, text)| (name, text)))
    }
}

/// Who compared an entry with its source, and when.
#[derive(Debug, Serialize)]
pub struct CheckedRecord<'c> {
    by: &'c Safe<'static>,
    date: String,
    fingerprint: Option<String>,
}

fn borrow_option<'c>(text: Option<&'c Safe<'static>>) -> Option<Safe<'c>> {
    text.map(Safe::to_borrowed)
}

pub(super) fn render_json(exported: &ExportedEntry<'_>) -> Safe<'static> {
    // A record consists of strings, numbers and lists, so serialising cannot fail.
    Safe::text(escape_isolates(serde_json::to_string_pretty(&truncated_record(exported)).unwrap_or_default()))
}

/// Renders the object on one line.
pub(super) fn render_json_line(exported: &ExportedEntry<'_>) -> Safe<'static> {
    Safe::line(escape_isolates(serde_json::to_string(&truncated_record(exported)).unwrap_or_default()))
}

fn truncated_record<'c>(exported: &ExportedEntry<'c>) -> EntryRecord<'c> {
    EntryRecord::new(exported.corpus, exported.id).truncate_texts(exported.max_bytes)
}

impl<'c> EntryRecord<'c> {
    /// Creates the record of an entry.
    pub fn new(corpus: &'c Corpus, id: EntryId) -> Self {
        let entry = corpus.entry(id);
        let is_pair = entry.kind() == EntryKind::Qa;
        let relative_ids =
            |ids: &[EntryId]| ids.iter().map(|&other| corpus.relative_id(other, entry.collection())).collect();
        let differences = sorted_differences(entry);
        Self {
            id: entry.id(),
            collection: corpus.collection(entry.collection()).id.to_borrowed(),
            kind: entry.kind(),
            wording: entry.wording(),
            text: (!is_pair).then(|| entry.text()),
            question: entry.question(),
            answer: is_pair.then(|| entry.text()),
            lead: entry.lead().map(Lead::into_text),
            speaker: entry.speaker().map(|speaker| EntrySpeakerRecord::new(corpus, speaker)),
            topics: entry.topics().iter().map(|&topic| corpus.topic(topic).path.to_borrowed()).collect(),
            tags: entry.tags(),
            source: EntrySourceRecord::new(corpus, entry),
            rests_on: relative_ids(entry.basis()),
            differs: differences.iter().map(|difference| difference_sentence(corpus, entry, difference)).collect(),
            sic: entry.sic(),
            turn: entry.turn(),
            variants: relative_ids(entry.variants()),
            says_same: relative_ids(entry.says_same()),
            translation_of: entry.translation_of().map(|other| corpus.relative_id(other, entry.collection())),
            lang: borrow_option(entry.lang()),
            date: entry.date().map(|date| date.to_string()),
            time: borrow_option(entry.time()),
            status: entry.status(),
            note: borrow_option(entry.note()),
            extra: entry.extra().iter().map(|(key, value)| (key.as_str(), value)).collect(),
            lead_kind: entry.lead().map(|lead| lead.kind()),
            differences: differences
                .into_iter()
                .map(|difference| DifferenceRecord::new(corpus, entry, difference))
                .collect(),
            checked: entry.checked().map(CheckedRecord::new),
            sort_date: corpus.date_of(entry).map(|date| date.to_string()),
            topic_labels: entry.topics().iter().map(|&topic| corpus.topic(topic).label.to_borrowed()).collect(),
        }
    }

    /// Truncates the texts of the record to `max_bytes` each.
    fn truncate_texts(self, max_bytes: usize) -> Self {
        let truncate = |text: Option<Safe<'c>>| text.map(|text| text.into_prefix(max_bytes));
        Self {
            text: truncate(self.text),
            question: truncate(self.question),
            answer: truncate(self.answer),
            lead: truncate(self.lead),
            note: truncate(self.note),
            ..self
        }
    }
}

impl<'c> CheckedRecord<'c> {
    /// Creates the record of a check.
    pub fn new(checked: &'c Checked) -> Self {
        Self {
            by: &checked.by,
            date: checked.date.to_string(),
            fingerprint: checked.fingerprint.map(|fingerprint| fingerprint.to_string()),
        }
    }
}

impl<'c> EntrySpeakerRecord<'c> {
    /// Creates the record of a speaker.
    pub fn new(corpus: &'c Corpus, id: SpeakerId) -> Self {
        let speaker = corpus.speaker(id);
        Self {
            id: speaker.id.to_borrowed(),
            name: speaker.name.to_borrowed(),
            role: borrow_option(speaker.role.as_ref()),
            aliases: &speaker.aliases,
            organisation: speaker.organisation,
        }
    }
}

impl Default for SourceDetailsRecord<'_> {
    fn default() -> Self {
        Self {
            translator: &[],
            editor: &[],
            texts: TextRecord(SourceField::ALL.map(|field| (field.name(), None)).into()),
        }
    }
}

impl<'c> SourceDetailsRecord<'c> {
    fn new(source: &'c Source) -> Self {
        let texts = SourceField::ALL.map(|field| (field.name(), source.text_of(field)));
        Self { translator: source.translators(), editor: source.editors(), texts: TextRecord(texts.into()) }
    }
}

impl<'c> EntrySourceRecord<'c> {
    fn new(corpus: &'c Corpus, entry: Entry<'c>) -> Option<Self> {
        let citation = entry.citation()?;
        let source = corpus.source(citation.source);
        let SourceRecord { head, rest } = SourceRecord::new(corpus, source);
        Some(Self {
            head,
            section: borrow_option(citation.section),
            item: citation.item,
            locators: TextRecord(LocatorField::ALL.map(|field| (field.name(), citation.locator(field))).into()),
            rest,
            reports: reported(corpus, source),
        })
    }
}

impl<'c> SourceRecord<'c> {
    fn new(corpus: &'c Corpus, source: &'c Source) -> Self {
        Self {
            head: SourceHeadRecord {
                id: Some(source.id.to_borrowed()),
                title: Some(source.title.to_borrowed()),
                publisher: borrow_option(source.publisher.as_ref()),
                url: borrow_option(source.url.as_ref()),
                date: source.date.map(|date| date.to_string()),
            },
            rest: SourceRestRecord {
                details: SourceDetailsRecord::new(source),
                note: borrow_option(source.note.as_ref()),
                archived: borrow_option(source.archived.as_ref()),
                collection: Some(corpus.collection(source.collection).id.to_borrowed()),
                kind: Some(source.kind),
                authors: &source.authors,
                container: borrow_option(source.container.as_ref()),
                accessed: source.accessed.map(|date| date.to_string()),
                text: borrow_option(source.text.as_ref()),
            },
        }
    }
}

impl<'c> ReportingSourceRecord<'c> {
    /// Creates the record of a source.
    pub fn new(corpus: &'c Corpus, source: &'c Source) -> Self {
        Self {
            source: SourceRecord::new(corpus, source),
            reports: source.reports.map(|id| corpus.source(id).id.to_borrowed()),
            reported_sources: reported(corpus, source),
        }
    }
}

/// The sources that a source reports: a list, because the chain may be long.
fn reported<'c>(corpus: &'c Corpus, source: &'c Source) -> Vec<SourceRecord<'c>> {
    corpus.sources_from(Some(source)).skip(1).map(|source| SourceRecord::new(corpus, source)).collect()
}
