//! [`KzqEntry`]: an entry as kzq itself writes it, in JSON or in a table.

use std::collections::BTreeMap;
use std::mem;

use kzq_corpus::{Date, Fingerprint, LeadKind, SourceKind, StatusKind};
use kzq_edit::{
    DraftCheck, DraftDifference, DraftKind, DraftLead, DraftStatus, EntryDraft, Links, Locator, SourceDraft,
    SourceReference, SpeakerDraft, SpeakerReference,
};
use serde::{Deserialize, Deserializer};

use super::kzq_ids::KzqIds;
use super::record::NO_WORDS;
use crate::item::{Imported, Item, Skipped};

/// An entry with the names of `docs/json.md`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct KzqEntry {
    pub(super) id: String,
    pub(super) collection: String,
    pub(super) kind: String,
    pub(super) wording: String,
    pub(super) text: Option<String>,
    pub(super) question: Option<String>,
    pub(super) answer: Option<String>,
    pub(super) lead: Option<String>,
    pub(super) speaker: Option<KzqSpeaker>,
    pub(super) topics: Vec<String>,
    pub(super) tags: Vec<String>,
    pub(super) source: Option<KzqSource>,
    pub(super) rests_on: Vec<String>,
    pub(super) differs: Vec<String>,
    pub(super) sic: Vec<String>,
    pub(super) turn: Option<u32>,
    pub(super) variants: Vec<String>,
    pub(super) says_same: Vec<String>,
    pub(super) translation_of: Option<String>,
    pub(super) lang: Option<String>,
    pub(super) date: Option<String>,
    pub(super) time: Option<String>,
    pub(super) status: Option<KzqStatus>,
    pub(super) note: Option<String>,
    pub(super) extra: BTreeMap<String, String>,
    pub(super) lead_kind: Option<String>,
    /// The parts of `differs`, in the same order.
    pub(super) differences: Vec<KzqDifference>,
    pub(super) checked: Option<KzqCheck>,
    /// The label of each topic.
    pub(super) topic_labels: Vec<String>,
    /// Links that were removed.
    #[serde(skip)]
    pub(super) removed_links: Vec<String>,
}

/// A part of `differs`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct KzqDifference {
    kind: String,
    phrase: Option<String>,
    words: Option<String>,
    entry: Option<String>,
}

/// Who compared it with its source.
#[derive(Debug, Deserialize)]
pub(super) struct KzqCheck {
    by: String,
    date: String,
    fingerprint: Option<String>,
}

/// Why its attribution must not be trusted.
#[derive(Debug, Deserialize)]
pub(super) struct KzqStatus {
    pub(super) kind: StatusKind,
    pub(super) reason: String,
}

/// The speaker of an entry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct KzqSpeaker {
    pub(super) id: Option<String>,
    pub(super) name: String,
    pub(super) role: Option<String>,
    pub(super) aliases: Vec<String>,
    pub(super) organisation: bool,
}

/// The source of an entry, and where in it the entry is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct KzqSource {
    pub(super) id: Option<String>,
    /// `book`, or `Book` as a collection writes it.
    #[serde(deserialize_with = "parse_kind")]
    pub(super) kind: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) title: String,
    pub(super) container: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
    pub(super) date: Option<String>,
    pub(super) accessed: Option<String>,
    pub(super) section: Option<String>,
    pub(super) item: Option<u32>,
    pub(super) chapter: Option<String>,
    pub(super) page: Option<String>,
    pub(super) line: Option<String>,
    pub(super) location: Option<String>,
    pub(super) translator: Vec<String>,
    pub(super) editor: Vec<String>,
    pub(super) place: Option<String>,
    pub(super) edition: Option<String>,
    pub(super) volume: Option<String>,
    pub(super) issue: Option<String>,
    pub(super) pages: Option<String>,
    pub(super) isbn: Option<String>,
    pub(super) doi: Option<String>,
    pub(super) note: Option<String>,
    pub(super) archived: Option<String>,
    pub(super) text: Option<String>,
    /// The sources that it reports, nearest first.
    pub(super) reports: Vec<KzqSource>,
}

impl KzqEntry {
    /// Gives it the id that it has among the entries of the file, and lets its links lead to theirs. Links to entries that
    /// are not in the file are removed: no collection takes links that lead nowhere.
    pub(super) fn place(&mut self, ids: &KzqIds) {
        let (collection, removed) = (&self.collection, &mut self.removed_links);
        let mut lead = |link: String| {
            let linked = ids.linked(collection, &link);
            if linked.is_none() {
                removed.push(link);
            }
            linked
        };
        for links in [&mut self.rests_on, &mut self.variants, &mut self.says_same] {
            *links = mem::take(links).into_iter().filter_map(&mut lead).collect();
        }
        self.translation_of = self.translation_of.take().and_then(&mut lead);
        for difference in &mut self.differences {
            difference.entry = difference.entry.take().and_then(&mut lead);
        }
        removed.sort_unstable();
        removed.dedup();
        self.id = ids.own(&self.collection, &self.id);
    }

    /// Returns the entry as it was in its collection.
    pub(super) fn into_item(self, line: usize) -> Item {
        let Some(text) = self.answer.or(self.text).filter(|text| !text.trim().is_empty()) else {
            return Item::Skipped(Skipped { line, reason: NO_WORDS });
        };
        let kind = match (self.kind.as_str(), self.question) {
            ("qa", Some(question)) => DraftKind::Qa { question, verbatim: self.wording == "verbatim" },
            ("paraphrase", _) => DraftKind::Paraphrase,
            _ => DraftKind::Quote,
        };
        let rests_on = (kind != DraftKind::Quote && !self.rests_on.is_empty()).then_some(self.rests_on);
        let left_out =
            self.removed_links.iter().map(|id| format!("a link to “{id}” is left out: it is not in the file"));
        let mut doubts: Vec<String> = left_out.collect();
        let lead_kind = LeadKind::ALL.into_iter().find(|kind| Some(kind.name()) == self.lead_kind.as_deref());
        let lead = self.lead.map(|lead| match lead_kind {
            Some(LeadKind::Asked) => DraftLead::Asked(lead),
            Some(LeadKind::AskedAsTold) => DraftLead::AskedAsTold(lead),
            Some(LeadKind::Narrated) => DraftLead::Narrated(lead),
            // Exports of old versions do not tell a question from narration.
            _ if lead.trim_end().ends_with(['?', '？', ';', '؟']) => DraftLead::Asked(lead),
            _ => {
                doubts.push("what leads in to it is taken for narration, not for a question".to_owned());
                DraftLead::Narrated(lead)
            }
        });
        let mut parts = self.differences.into_iter();
        let differs = self.differs.into_iter().map(|text| parts.next().unwrap_or_default().into_draft(text)).collect();
        let checked = self.checked.and_then(|check| {
            let draft = check.into_draft();
            if draft.is_none() {
                doubts.push("who checked it is left out: the name, the date or the fingerprint is invalid".to_owned());
            }
            draft
        });
        let by_machine = self.wording == "summary";
        let locator = Locator { time: self.time, ..self.source.as_ref().map(KzqSource::locator).unwrap_or_default() };
        let draft = EntryDraft {
            id: Some(self.id).filter(|id| !id.is_empty()),
            kind,
            text,
            speaker: self.speaker.map(KzqSpeaker::into_reference),
            source: self.source.map(|source| source.into_reference(by_machine)),
            locator,
            topic_labels: self.topics.iter().cloned().zip(self.topic_labels).collect(),
            topics: self.topics,
            tags: self.tags,
            lead,
            turn: self.turn,
            date: self.date,
            lang: self.lang,
            note: self.note,
            sic: self.sic,
            links: Box::new(Links {
                rests_on,
                differs,
                variants: self.variants,
                says_same: self.says_same,
                translation_of: self.translation_of,
            }),
            extra: self.extra.into_iter().collect(),
            checked,
            status: self.status.map(|KzqStatus { kind, reason }| match kind {
                StatusKind::Misattributed => DraftStatus::Misattributed(reason),
                StatusKind::Disputed => DraftStatus::Disputed(reason),
            }),
        };
        Item::Entry(Imported { line, draft, doubts })
    }
}

impl KzqDifference {
    /// `text`: what `differs` has in its place.
    fn into_draft(self, text: String) -> DraftDifference {
        match (self.kind.as_str(), self.phrase, self.words, self.entry) {
            ("against", Some(phrase), Some(words), Some(id)) => {
                DraftDifference::Against { phrase, words, quotation: Some(id) }
            }
            ("beyond", Some(phrase), ..) => DraftDifference::Beyond(phrase),
            _ => DraftDifference::Other(text),
        }
    }
}

impl KzqCheck {
    fn into_draft(self) -> Option<Box<DraftCheck>> {
        let Self { by, date, fingerprint } = self;
        let is_known = fingerprint.as_deref().is_none_or(|digits| digits.parse::<Fingerprint>().is_ok());
        let is_complete = !by.trim().is_empty() && date.parse::<Date>().is_ok() && is_known;
        is_complete.then(|| Box::new(DraftCheck { by, date, fingerprint }))
    }
}

impl KzqSpeaker {
    fn into_reference(self) -> SpeakerReference {
        let Self { id, name, role, aliases, organisation } = self;
        SpeakerReference::Described(SpeakerDraft { id, name, role, aliases, organisation })
    }
}

impl KzqSource {
    fn locator(&self) -> Locator {
        Locator {
            section: self.section.clone(),
            item: self.item,
            chapter: self.chapter.clone(),
            page: self.page.clone(),
            line: self.line.clone(),
            location: self.location.clone(),
            time: None,
        }
    }

    /// `by_machine`: the wording of the entry is `summary`, which only a machine's summary has for a source.
    fn into_reference(self, by_machine: bool) -> SourceReference {
        let draft = self.into_draft();
        let kind = if by_machine { SourceKind::Summary { machine: true } } else { draft.kind };
        SourceReference::Described(Box::new(SourceDraft { kind, ..draft }))
    }

    fn into_draft(self) -> SourceDraft {
        SourceDraft {
            id: self.id,
            kind: self.kind.as_deref().and_then(source_kind).unwrap_or_default(),
            authors: self.authors,
            title: self.title,
            container: self.container,
            publisher: self.publisher,
            url: self.url,
            date: self.date,
            accessed: self.accessed,
            translators: self.translator,
            editors: self.editor,
            place: self.place,
            edition: self.edition,
            volume: self.volume,
            issue: self.issue,
            pages: self.pages,
            isbn: self.isbn,
            doi: self.doi,
            note: self.note,
            archived: self.archived,
            text: self.text,
            reports: self.reports.into_iter().map(Self::into_draft).collect(),
        }
    }
}

/// Parses a kind: a name, or the object that JSON has for a summary.
fn parse_kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Kind {
        Name(String),
        Summary { summary: Summary },
    }
    #[derive(Deserialize)]
    struct Summary {
        machine: bool,
    }
    Ok(Option::deserialize(deserializer)?.map(|kind| match kind {
        Kind::Name(name) => name,
        Kind::Summary { summary } => format!("summary(machine: {})", summary.machine),
    }))
}

fn source_kind(name: &str) -> Option<SourceKind> {
    let has_name = |kind: &SourceKind| kind.ron_name().is_some_and(|own| own.eq_ignore_ascii_case(name));
    let is_summary = name.eq_ignore_ascii_case("summary");
    SourceKind::ALL.into_iter().find(has_name).or(is_summary.then_some(SourceKind::Summary { machine: false }))
}
