//! [`Work`]: a source with the passages cited from it. All citation styles and bibliography formats are written from
//! this one view, so that they agree on what they say about a source.
//!
//! - The authors are those named by the collection, the speaker of a speech, or the person interviewed in a broadcast
//!   (who answers: the entry has a `turn`, a question as its lead, or is a question and answer). Nobody else.
//! - A person quoted in someone else's work is named as quoted there; the work cited is the one that was read, not the
//!   one it reports on.
//! - Titles keep the capitalisation of the collection in every style.

use std::collections::HashMap;

use crate::name::Name;
use kzq_corpus::{Corpus, Date, Entry, EntryId, Kind, Lead, Source, SourceId, SourceKind, Speaker, Wording};
use kzq_text::Safe;

/// A source with the passages cited from it.
#[derive(Debug)]
pub(super) struct Work<'c> {
    pub(super) source: &'c Source,
    /// The id of its collection.
    pub(super) collection: &'c Safe<'static>,
    /// The source in which the words were spoken, if this one reports on it.
    pub(super) occasion: Option<&'c Source>,
    /// Whether it is an interview: a broadcast in which a speaker answers questions.
    pub(super) is_interview: bool,
    /// The authors; empty if unknown.
    pub(super) authors: Vec<Name>,
    /// The cited passages, in the order given; never empty.
    pub(super) passages: Vec<Passage<'c>>,
}

/// A passage of a source.
#[derive(Clone, Debug)]
pub(super) struct Passage<'c> {
    pub(super) speaker: &'c Speaker,
    pub(super) name: Name,
    pub(super) wording: Wording,
    /// Whether it answers a question.
    pub(super) is_answer: bool,
    pub(super) section: Option<&'c Safe<'static>>,
    pub(super) item: Option<u32>,
    pub(super) time: Option<&'c Safe<'static>>,
    /// The note that the words are a translation, with the original language if known.
    translation: Option<Safe<'static>>,
}

/// The relation of a passage to the authors of its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// By the source's own author.
    Own,
    /// Spoken by someone else and heard in the source.
    Heard,
    /// Someone else's words, quoted.
    Quoted,
    /// Someone else's words, paraphrased.
    Reported,
    /// Someone else's words, summarised by a machine.
    Summarised,
}

impl<'c> Work<'c> {
    /// Groups entries by their source, in the order in which the sources first appear. Skips entries without a source.
    pub(super) fn all(corpus: &'c Corpus, ids: &[EntryId]) -> Vec<Self> {
        let mut works: Vec<Self> = Vec::new();
        let mut places: HashMap<SourceId, usize> = HashMap::new();
        for entry in ids.iter().map(|&id| corpus.entry(id)) {
            let Some(id) = entry.source() else { continue };
            let place = *places.entry(id).or_insert(works.len());
            if place == works.len() {
                works.push(Self::of(corpus, entry, corpus.source(id)));
            }
            works[place].passages.push(Passage::of(corpus, entry));
        }
        for work in &mut works {
            work.find_authors();
        }
        works
    }

    fn of(corpus: &'c Corpus, entry: Entry<'c>, source: &'c Source) -> Self {
        Self {
            source,
            collection: &corpus.collection(entry.collection()).id,
            occasion: source.reports.and_then(|_| corpus.occasion_of(entry)),
            is_interview: false,
            authors: Vec::new(),
            passages: Vec::new(),
        }
    }

    fn find_authors(&mut self) {
        let said: Vec<&Passage<'_>> =
            self.passages.iter().filter(|passage| passage.wording == Wording::Verbatim).collect();
        self.is_interview = self.source.kind == SourceKind::Broadcast && said.iter().any(|passage| passage.is_answer);
        if !self.source.authors.is_empty() {
            self.authors = self.source.authors.iter().map(|author| self.author(author)).collect();
        } else if self.is_interview || self.source.kind == SourceKind::Speech {
            let mut names: Vec<Name> = Vec::new();
            for passage in said {
                if !names.contains(&passage.name) {
                    names.push(passage.name.clone());
                }
            }
            self.authors = names;
        }
    }

    /// Returns the name of an author given by the collection; an author who is also quoted has the speaker's name.
    fn author(&self, author: &Safe<'static>) -> Name {
        let known = self
            .passages
            .iter()
            .find(|passage| passage.speaker.name == *author || passage.speaker.aliases.contains(author));
        known.map_or_else(|| Name::of_author(author), |passage| passage.name.clone())
    }

    /// Returns a stable citation key, unique among all loaded collections: `collection:source`. A non-ASCII character
    /// is written as its code point in hexadecimal between plus signs, which no id contains.
    pub(super) fn key(&self) -> Safe<'static> {
        let ascii = |c: char| {
            if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') {
                c.to_string()
            } else {
                format!("+{:x}+", u32::from(c))
            }
        };
        let [collection, source] =
            [self.collection, &self.source.id].map(|id| id.as_str().chars().map(ascii).collect::<String>());
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
    pub(super) fn venues(&self) -> Vec<&'c Safe<'static>> {
        let publisher = self.source.publisher.as_ref();
        let publisher = publisher.filter(|&publisher| self.authors.iter().all(|author| author.whole != *publisher));
        joined(self.source.container.as_ref(), publisher)
    }

    /// Returns the role of a passage in the source.
    pub(super) fn standing(&self, passage: &Passage<'_>) -> Standing {
        let is_to_be_heard = matches!(self.source.kind, SourceKind::Broadcast | SourceKind::Speech);
        match passage.wording {
            _ if self.authors.contains(&passage.name) => Standing::Own,
            Wording::Verbatim if is_to_be_heard && self.occasion.is_none() => Standing::Heard,
            Wording::Verbatim => Standing::Quoted,
            Wording::Reported => Standing::Reported,
            Wording::Summary => Standing::Summarised,
        }
    }

    /// Returns when the words were spoken, if the source reports on another.
    pub(super) fn spoken(&self) -> Option<Date> {
        self.occasion.and_then(|occasion| occasion.date)
    }

    /// Returns the access date, which is given only if the source has no date.
    pub(super) fn accessed(&self) -> Option<Date> {
        self.source.accessed.filter(|_| self.source.date.is_none())
    }

    /// Returns what a bibliography record cannot say in its fields: whose words the source has, which words are not the
    /// speaker's own, and where in the source they are.
    pub(super) fn note(&self) -> Option<Safe<'static>> {
        let verbs = [
            (Standing::Heard, "Words of ", ""),
            (Standing::Quoted, "Quotes ", ""),
            (Standing::Reported, "Reports ", ", not the speaker's words"),
            (Standing::Summarised, "Machine-generated summary of ", ", not the speaker's words"),
        ];
        let told = verbs.into_iter().filter_map(|(standing, verb, caveat)| {
            let here = self.passages.iter().filter(|passage| self.standing(passage) == standing);
            let names = distinct(here.map(|passage| passage.name.whole.clone()));
            (!names.is_empty()).then(|| kzq_text::safe!(verb, listed(&names), self.occasion_note(), caveat))
        });
        let places = distinct(self.passages.iter().filter_map(Passage::place));
        let places = (!places.is_empty()).then(|| Safe::join(places, "; "));
        let cited: Vec<Safe<'static>> = places.into_iter().chain(self.translations()).collect();
        let cited = (!cited.is_empty()).then(|| kzq_text::safe!("Cited: ", Safe::join(cited, "; ")));
        let parts: Vec<Safe<'static>> = told.chain(cited).collect();
        (!parts.is_empty()).then(|| Safe::join(parts, ". "))
    }

    /// Returns the translation notes of the cited passages, if any are translations.
    pub(super) fn translations(&self) -> Option<Safe<'static>> {
        let remarks = distinct(self.passages.iter().filter_map(Passage::translation));
        (!remarks.is_empty()).then(|| Safe::join(remarks, "; "))
    }

    fn occasion_note(&self) -> Safe<'static> {
        let Some(occasion) = self.occasion else { return Safe::default() };
        let names = occasion_names(occasion).into_iter().cloned();
        let date = crate::date_or_nd(occasion.date);
        kzq_text::safe!(" (", Safe::join(names.chain([date]).collect::<Vec<_>>(), ", "), ")")
    }
}

impl<'c> Passage<'c> {
    fn of(corpus: &'c Corpus, entry: Entry<'c>) -> Self {
        let speaker = corpus.speaker(entry.speaker());
        let citation = entry.citation();
        let is_answer =
            entry.turn().is_some() || entry.kind() == Kind::Qa || matches!(entry.lead(), Some(Lead::Asked(_)));
        Self {
            speaker,
            name: Name::of(speaker),
            wording: entry.wording(),
            is_answer,
            section: citation.and_then(|citation| citation.section),
            item: citation.and_then(|citation| citation.item),
            time: entry.time(),
            translation: translated(corpus, entry),
        }
    }

    /// Returns the note that it is a translation: `translation, original in ru`. The translator is unknown.
    pub(super) fn translation(&self) -> Option<Safe<'static>> {
        self.translation.clone()
    }

    /// Returns the translation note after `before`, or an empty text.
    pub(super) fn translation_remark(&self, before: &'static str) -> Safe<'static> {
        self.translation.as_ref().map(|remark| kzq_text::safe!(before, remark)).unwrap_or_default()
    }

    /// Returns the locator within the source: the time in a recording, otherwise the section and item number.
    pub(super) fn place(&self) -> Option<Safe<'static>> {
        let item = self.item.map(|item| kzq_text::safe!("no. ", item as usize));
        match (self.time, self.section, item) {
            (Some(time), _, _) => Some(time.clone()),
            (None, Some(section), Some(item)) => Some(kzq_text::safe!(section, ", ", item)),
            (None, Some(section), None) => Some(section.clone()),
            (None, None, item) => item,
        }
    }
}

fn translated(corpus: &Corpus, entry: Entry<'_>) -> Option<Safe<'static>> {
    let original = corpus.entry(entry.translation_of()?);
    Some(match original.lang() {
        Some(lang) => kzq_text::safe!("translation, original in ", lang),
        None => "translation".into(),
    })
}

/// Returns the names of the source where words were spoken: the programme or title, and the publisher.
pub(super) fn occasion_names(occasion: &Source) -> Vec<&Safe<'static>> {
    joined(Some(occasion.programme()), occasion.publisher.as_ref())
}

/// Returns the container and publisher, omitting duplicates.
fn joined<'c>(container: Option<&'c Safe<'static>>, publisher: Option<&'c Safe<'static>>) -> Vec<&'c Safe<'static>> {
    let is_told = |name: &&Safe<'static>| container.is_some_and(|container| container == *name);
    container.into_iter().chain(publisher.filter(|name| !is_told(name))).collect()
}

/// Removes duplicates, keeping the first of each.
pub(super) fn distinct(texts: impl Iterator<Item = Safe<'static>>) -> Vec<Safe<'static>> {
    let mut seen = std::collections::HashSet::new();
    texts.filter(|text| seen.insert(text.clone())).collect()
}

/// Joins names: `A`, `A and B`, `A, B and C`.
fn listed(names: &[Safe<'static>]) -> Safe<'static> {
    match names {
        [] => Safe::default(),
        [only] => only.clone(),
        [first @ .., last] => kzq_text::safe!(Safe::join(first.iter().map(Safe::borrowed), ", "), " and ", last),
    }
}
