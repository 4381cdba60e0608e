//! [`CitedSource`]: a source with the passages cited from it. All citation styles and bibliography formats are written from
//! this one view, so that they agree on what they say about a source.
//!
//! - The authors are those named by the collection, the speaker of a speech, or the person interviewed in a broadcast
//!   (who answers: the entry has a `turn`, a question as its lead, or is a question and answer). Nobody else.
//! - A person quoted in someone else's work is named as quoted there; the work cited is the one that was read, not the
//!   one it reports on.
//! - Titles keep the capitalisation of the collection in every style.

use std::collections::HashMap;

use crate::name::PersonName;
use kzq_corpus::{Corpus, Date, Entry, EntryId, EntryKind, Source, SourceId, SourceKind, Speaker, Wording};
use kzq_text::Safe;

/// A source with the passages cited from it.
#[derive(Debug)]
pub(super) struct CitedSource<'c> {
    pub(super) source: &'c Source,
    /// The id of its collection.
    pub(super) collection: &'c Safe<'static>,
    /// The source in which the words were spoken, if this one reports on it.
    pub(super) original_source: Option<&'c Source>,
    /// Whether it is an interview: a broadcast in which a speaker answers questions.
    pub(super) is_interview: bool,
    /// The authors; empty if unknown.
    pub(super) authors: Vec<PersonName>,
    /// The cited passages, in the order given; never empty.
    pub(super) passages: Vec<CitedPassage<'c>>,
}

/// A passage of a source.
#[derive(Clone, Debug)]
pub(super) struct CitedPassage<'c> {
    pub(super) speaker: &'c Speaker,
    pub(super) name: PersonName,
    pub(super) wording: Wording,
    /// Whether it answers a question.
    pub(super) is_answer: bool,
    pub(super) section: Option<&'c Safe<'static>>,
    pub(super) item: Option<u32>,
    pub(super) time: Option<&'c Safe<'static>>,
    /// The note that the words are a translation, with the original language if known.
    translation_note: Option<Safe<'static>>,
}

/// The relation of a passage to the authors of its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PassageRole {
    /// By the source's own author.
    ByAuthor,
    /// Spoken by someone else and heard in the source.
    HeardFrom,
    /// Someone else's words, quoted.
    Quoted,
    /// Someone else's words, paraphrased.
    Reported,
    /// Someone else's words, summarised by a machine.
    Summarised,
}

impl<'c> CitedSource<'c> {
    /// Groups entries by their source, in the order in which the sources first appear. Skips entries without a source.
    pub(super) fn group_by_source(corpus: &'c Corpus, ids: &[EntryId]) -> Vec<Self> {
        let mut works: Vec<Self> = Vec::new();
        let mut indices: HashMap<SourceId, usize> = HashMap::new();
        for entry in ids.iter().map(|&id| corpus.entry(id)) {
            let Some(id) = entry.source() else { continue };
            let index = *indices.entry(id).or_insert(works.len());
            if index == works.len() {
                works.push(Self::new(corpus, entry, corpus.source(id)));
            }
            works[index].passages.push(CitedPassage::new(corpus, entry));
        }
        for work in &mut works {
            work.infer_authors();
        }
        works
    }

    fn new(corpus: &'c Corpus, entry: Entry<'c>, source: &'c Source) -> Self {
        Self {
            source,
            collection: &corpus.collection(entry.collection()).id,
            original_source: source.reports.and_then(|_| corpus.original_source_of(entry)),
            is_interview: false,
            authors: Vec::new(),
            passages: Vec::new(),
        }
    }

    fn infer_authors(&mut self) {
        let verbatim: Vec<&CitedPassage<'_>> =
            self.passages.iter().filter(|passage| passage.wording == Wording::Verbatim).collect();
        self.is_interview =
            self.source.kind == SourceKind::Broadcast && verbatim.iter().any(|passage| passage.is_answer);
        if !self.source.authors.is_empty() {
            self.authors = self.source.authors.iter().map(|author| self.resolve_author(author)).collect();
        } else if self.is_interview || self.source.kind == SourceKind::Speech {
            let mut names: Vec<PersonName> = Vec::new();
            for passage in verbatim {
                if !names.contains(&passage.name) {
                    names.push(passage.name.clone());
                }
            }
            self.authors = names;
        }
    }

    /// Returns the name of an author given by the collection; an author who is also quoted has the speaker's name.
    fn resolve_author(&self, author: &Safe<'static>) -> PersonName {
        let quoted_passage = self
            .passages
            .iter()
            .find(|passage| passage.speaker.name == *author || passage.speaker.aliases.contains(author));
        quoted_passage.map_or_else(|| PersonName::from_author(author), |passage| passage.name.clone())
    }

    /// Returns a stable citation key, unique among all loaded collections: `collection:source`. A non-ASCII character
    /// is written as its code point in hexadecimal between plus signs, which no id contains.
    pub(super) fn citation_key(&self) -> Safe<'static> {
        let encode_char = |c: char| {
            if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') {
                c.to_string()
            } else {
                format!("+{:x}+", u32::from(c))
            }
        };
        let [collection, source] =
            [self.collection, &self.source.id].map(|id| id.as_str().chars().map(encode_char).collect::<String>());
        Safe::line(format!("{collection}:{source}"))
    }

    /// Returns the genre, for the sources whose genre the manuals give in brackets or after the title.
    pub(super) fn genre(&self) -> Option<&'static str> {
        match self.source.kind {
            SourceKind::Broadcast if self.is_interview => Some("Interview"),
            SourceKind::Broadcast => Some("Broadcast"),
            SourceKind::Speech => Some("Speech"),
            SourceKind::Summary { machine: true } => Some("Machine-generated summary"),
            SourceKind::Summary { machine: false } => Some("Summary"),
            SourceKind::Article | SourceKind::Book | SourceKind::Document | SourceKind::Web | SourceKind::Other => None,
        }
    }

    /// Returns what it appeared in and its publisher, without duplicates and without anybody named as its author.
    pub(super) fn containers(&self) -> Vec<&'c Safe<'static>> {
        let publisher = self.source.publisher.as_ref();
        let publisher = publisher.filter(|&publisher| self.authors.iter().all(|author| author.whole != *publisher));
        container_and_publisher(self.source.container.as_ref(), publisher)
    }

    /// Returns the role of a passage in the source.
    pub(super) fn role_of(&self, passage: &CitedPassage<'_>) -> PassageRole {
        let is_recording = matches!(self.source.kind, SourceKind::Broadcast | SourceKind::Speech);
        match passage.wording {
            _ if self.authors.contains(&passage.name) => PassageRole::ByAuthor,
            Wording::Verbatim if is_recording && self.original_source.is_none() => PassageRole::HeardFrom,
            Wording::Verbatim => PassageRole::Quoted,
            Wording::Reported => PassageRole::Reported,
            Wording::Summary => PassageRole::Summarised,
        }
    }

    /// Returns when the words were spoken, if the source reports on another.
    pub(super) fn original_date(&self) -> Option<Date> {
        self.original_source.and_then(|occasion| occasion.date)
    }

    /// Returns the access date, which is given only if the source has no date.
    pub(super) fn access_date(&self) -> Option<Date> {
        self.source.accessed.filter(|_| self.source.date.is_none())
    }

    /// Returns what a bibliography record cannot say in its fields: whose words the source has, which words are not the
    /// speaker's own, and where in the source they are.
    pub(super) fn note(&self) -> Option<Safe<'static>> {
        let phrases = [
            (PassageRole::HeardFrom, "Words of ", ""),
            (PassageRole::Quoted, "Quotes ", ""),
            (PassageRole::Reported, "Reports ", ", not the speaker's words"),
            (PassageRole::Summarised, "Machine-generated summary of ", ", not the speaker's words"),
        ];
        let sentences = phrases.into_iter().filter_map(|(standing, verb, caveat)| {
            let passages = self.passages.iter().filter(|passage| self.role_of(passage) == standing);
            let names = distinct(passages.map(|passage| passage.name.whole.clone()));
            (!names.is_empty()).then(|| kzq_text::safe!(verb, join_names(&names), self.original_source_note(), caveat))
        });
        let locators = distinct(self.passages.iter().filter_map(CitedPassage::locator));
        let places = (!locators.is_empty()).then(|| Safe::join(locators, "; "));
        let cited: Vec<Safe<'static>> = places.into_iter().chain(self.translation_notes()).collect();
        let cited = (!cited.is_empty()).then(|| kzq_text::safe!("Cited: ", Safe::join(cited, "; ")));
        let parts: Vec<Safe<'static>> = sentences.chain(cited).collect();
        (!parts.is_empty()).then(|| Safe::join(parts, ". "))
    }

    /// Returns the translation notes of the cited passages, if any are translations.
    pub(super) fn translation_notes(&self) -> Option<Safe<'static>> {
        let remarks = distinct(self.passages.iter().filter_map(CitedPassage::translation_note));
        (!remarks.is_empty()).then(|| Safe::join(remarks, "; "))
    }

    fn original_source_note(&self) -> Safe<'static> {
        let Some(occasion) = self.original_source else { return Safe::default() };
        let names = original_source_names(occasion).into_iter().cloned();
        let date = crate::long_date_or_nd(occasion.date);
        kzq_text::safe!(" (", Safe::join(names.chain([date]).collect::<Vec<_>>(), ", "), ")")
    }
}

impl<'c> CitedPassage<'c> {
    fn new(corpus: &'c Corpus, entry: Entry<'c>) -> Self {
        let speaker = corpus.speaker(entry.speaker());
        let citation = entry.citation();
        let is_answer = entry.turn().is_some()
            || entry.kind() == EntryKind::Qa
            || entry.lead().is_some_and(|lead| lead.kind().is_question());
        Self {
            speaker,
            name: PersonName::from_speaker(speaker),
            wording: entry.wording(),
            is_answer,
            section: citation.and_then(|citation| citation.section),
            item: citation.and_then(|citation| citation.item),
            time: entry.time(),
            translation_note: translation_note(corpus, entry),
        }
    }

    /// Returns the note that it is a translation: `translation, original in ru`. The translator is unknown.
    pub(super) fn translation_note(&self) -> Option<Safe<'static>> {
        self.translation_note.clone()
    }

    /// Returns the translation note after `before`, or an empty text.
    pub(super) fn translation_note_after(&self, before: &'static str) -> Safe<'static> {
        self.translation_note.as_ref().map(|remark| kzq_text::safe!(before, remark)).unwrap_or_default()
    }

    /// Returns the locator within the source: the time in a recording, otherwise the section and item number.
    pub(super) fn locator(&self) -> Option<Safe<'static>> {
        let item = self.item.map(|item| kzq_text::safe!("no. ", item as usize));
        match (self.time, self.section, item) {
            (Some(time), _, _) => Some(time.clone()),
            (None, Some(section), Some(item)) => Some(kzq_text::safe!(section, ", ", item)),
            (None, Some(section), None) => Some(section.clone()),
            (None, None, item) => item,
        }
    }
}

fn translation_note(corpus: &Corpus, entry: Entry<'_>) -> Option<Safe<'static>> {
    let original = corpus.entry(entry.translation_of()?);
    Some(match original.lang() {
        Some(lang) => kzq_text::safe!("translation, original in ", lang),
        None => "translation".into(),
    })
}

/// Returns the names of the source where words were spoken: the programme or title, and the publisher.
pub(super) fn original_source_names(original_source: &Source) -> Vec<&Safe<'static>> {
    container_and_publisher(Some(original_source.occasion_name()), original_source.publisher.as_ref())
}

/// Returns the container and publisher, omitting duplicates.
fn container_and_publisher<'c>(
    container: Option<&'c Safe<'static>>,
    publisher: Option<&'c Safe<'static>>,
) -> Vec<&'c Safe<'static>> {
    let is_container = |name: &&Safe<'static>| container.is_some_and(|container| container == *name);
    container.into_iter().chain(publisher.filter(|name| !is_container(name))).collect()
}

/// Removes duplicates, keeping the first of each.
pub(super) fn distinct(texts: impl Iterator<Item = Safe<'static>>) -> Vec<Safe<'static>> {
    let mut seen = std::collections::HashSet::new();
    texts.filter(|text| seen.insert(text.clone())).collect()
}

/// Joins names: `A`, `A and B`, `A, B and C`.
fn join_names(names: &[Safe<'static>]) -> Safe<'static> {
    match names {
        [] => Safe::default(),
        [only] => only.clone(),
        [first @ .., last] => kzq_text::safe!(Safe::join(first.iter().map(Safe::to_borrowed), ", "), " and ", last),
    }
}
