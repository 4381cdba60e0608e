//! [`Work`]: a source as it is cited, with the passages that are cited from it. Every style and every file of references
//! is written from this one view, so that what is said of a source is the same everywhere.
//!
//! - An author is who the collection says, the speaker of a speech, or who was interviewed on a broadcast (whoever
//!   answers: the entry has a `turn`, a question as its lead, or is a question and answer). Nobody else ever.
//! - Whoever is quoted in somebody else's work is named as quoted there; the work that is cited is the one that was
//!   read, not the one on which it reports.
//! - Titles stand as the collection has them: no style changes their capitals.

use std::collections::HashMap;

use super::name::Name;
use crate::corpus::{Corpus, Date, Entry, EntryId, Kind, Lead, Source, SourceId, SourceKind, Speaker, Wording};
use crate::text::Safe;

/// A source, and what of it is cited.
#[derive(Debug)]
pub(super) struct Work<'c> {
    pub(super) source: &'c Source,
    /// The id of its collection.
    pub(super) collection: &'c Safe<'static>,
    /// The source in which the words were spoken, where this one reports on it.
    pub(super) occasion: Option<&'c Source>,
    /// Whether it is an interview: a broadcast in which somebody answers.
    pub(super) is_interview: bool,
    /// Who stands as its author; nobody where that is not known.
    pub(super) authors: Vec<Name>,
    /// At least one, in the order given.
    pub(super) passages: Vec<Passage<'c>>,
}

/// A place in a work, with what stands there.
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
    /// That the words are a translation, and of which language the words are that were spoken.
    translation: Option<Safe<'static>>,
}

/// How a passage stands in its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is the author's own.
    Own,
    /// Somebody else says it there, to be heard.
    Heard,
    /// Somebody else's words are quoted there.
    Quoted,
    /// Somebody else's words are retold there.
    Reported,
    /// A machine sums somebody else's words up there.
    Summarised,
}

impl<'c> Work<'c> {
    /// The works in which entries stand, in the order in which they come first. Entries without a source have none.
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

    /// An author that the collection names; one who is quoted, too, has the name of the speaker.
    fn author(&self, author: &Safe<'static>) -> Name {
        let known = self
            .passages
            .iter()
            .find(|passage| passage.speaker.name == *author || passage.speaker.aliases.contains(author));
        known.map_or_else(|| Name::of_author(author), |passage| passage.name.clone())
    }

    /// A key for files of references, stable and unique among all loaded collections: `collection:source`. What is not
    /// ASCII stands as its number between plus signs, which no id holds.
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

    /// Its genre, where the manuals name one in brackets or behind the title.
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

    /// What it appeared in, and who published it: neither twice, and nobody who is named as its author.
    pub(super) fn venues(&self) -> Vec<&'c Safe<'static>> {
        let publisher = self.source.publisher.as_ref();
        let publisher = publisher.filter(|&publisher| self.authors.iter().all(|author| author.whole != *publisher));
        joined(self.source.container.as_ref(), publisher)
    }

    /// How a passage stands in it.
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

    /// When the words were spoken, where the work reports on another.
    pub(super) fn spoken(&self) -> Option<Date> {
        self.occasion.and_then(|occasion| occasion.date)
    }

    /// When the collector looked at it: told only where the work itself has no date.
    pub(super) fn accessed(&self) -> Option<Date> {
        self.source.accessed.filter(|_| self.source.date.is_none())
    }

    /// What a file of references can't say in its fields: whose words the work holds, whose they are not, and where in
    /// it they stand.
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
            (!names.is_empty()).then(|| crate::safe!(verb, listed(&names), self.occasion_note(), caveat))
        });
        let places = distinct(self.passages.iter().filter_map(Passage::place));
        let places = (!places.is_empty()).then(|| Safe::join(places, "; "));
        let cited: Vec<Safe<'static>> = places.into_iter().chain(self.translations()).collect();
        let cited = (!cited.is_empty()).then(|| crate::safe!("Cited: ", Safe::join(cited, "; ")));
        let parts: Vec<Safe<'static>> = told.chain(cited).collect();
        (!parts.is_empty()).then(|| Safe::join(parts, ". "))
    }

    /// Which of the words that are cited are translations, if some are.
    pub(super) fn translations(&self) -> Option<Safe<'static>> {
        let remarks = distinct(self.passages.iter().filter_map(Passage::translation));
        (!remarks.is_empty()).then(|| Safe::join(remarks, "; "))
    }

    fn occasion_note(&self) -> Safe<'static> {
        let Some(occasion) = self.occasion else { return Safe::default() };
        let names = occasion_names(occasion).into_iter().cloned();
        let date = super::date_or_nd(occasion.date);
        crate::safe!(" (", Safe::join(names.chain([date]).collect::<Vec<_>>(), ", "), ")")
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

    /// That it is a translation: `translation, original in ru`. By whom is not known.
    pub(super) fn translation(&self) -> Option<Safe<'static>> {
        self.translation.clone()
    }

    /// The same with something before it; empty where it is none.
    pub(super) fn translation_remark(&self, before: &'static str) -> Safe<'static> {
        self.translation.as_ref().map(|remark| crate::safe!(before, remark)).unwrap_or_default()
    }

    /// Where in the work it stands: the time into a recording, else the heading and the number under it.
    pub(super) fn place(&self) -> Option<Safe<'static>> {
        let item = self.item.map(|item| crate::safe!("no. ", item as usize));
        match (self.time, self.section, item) {
            (Some(time), _, _) => Some(time.clone()),
            (None, Some(section), Some(item)) => Some(crate::safe!(section, ", ", item)),
            (None, Some(section), None) => Some(section.clone()),
            (None, None, item) => item,
        }
    }
}

fn translated(corpus: &Corpus, entry: Entry<'_>) -> Option<Safe<'static>> {
    let original = corpus.entry(entry.translation_of()?);
    Some(match original.lang() {
        Some(lang) => crate::safe!("translation, original in ", lang),
        None => "translation".into(),
    })
}

/// The programme, else the title, and the publisher of where words were spoken.
pub(super) fn occasion_names(occasion: &Source) -> Vec<&Safe<'static>> {
    joined(Some(occasion.programme()), occasion.publisher.as_ref())
}

/// What a work appeared in and its publisher, or one of them where one says it all.
fn joined<'c>(container: Option<&'c Safe<'static>>, publisher: Option<&'c Safe<'static>>) -> Vec<&'c Safe<'static>> {
    let is_told = |name: &&Safe<'static>| container.is_some_and(|container| container == *name);
    container.into_iter().chain(publisher.filter(|name| !is_told(name))).collect()
}

/// Every text once, in the order of its first.
pub(super) fn distinct(texts: impl Iterator<Item = Safe<'static>>) -> Vec<Safe<'static>> {
    let mut seen = std::collections::HashSet::new();
    texts.filter(|text| seen.insert(text.clone())).collect()
}

/// Names in a row: `A`, `A and B`, `A, B and C`.
fn listed(names: &[Safe<'static>]) -> Safe<'static> {
    match names {
        [] => Safe::default(),
        [only] => only.clone(),
        [first @ .., last] => crate::safe!(Safe::join(first.iter().map(Safe::borrowed), ", "), " and ", last),
    }
}
