//! [`CitedSource`]: a source with the passages cited from it. All citation styles and bibliography formats are written from
//! this one view, so that they agree on what they say about a source.
//!
//! - The authors are those named by the collection, the speaker of a speech, or the person interviewed in a broadcast
//!   (who answers: the entry has a `turn`, a question as its lead, or is a question and answer). Nobody else.
//! - A person quoted in someone else's work is named as quoted there; the work cited is the one that was read, not the
//!   one it reports on.
//! - Titles keep the capitalisation of the collection in every style.

use std::collections::HashMap;

use crate::address::ascii_url;
use crate::name::PersonName;
use crate::passage::CitedPassage;
use kzq_corpus::{
    Certainty, Corpus, Date, DateUnit, Entry, EntryId, Source, SourceField, SourceId, SourceKind, Speaker, Wording,
};
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
    /// Under whose names it is listed: the authors, or the editors of a book that has none.
    pub(super) heads: Vec<PersonName>,
    /// What tells it apart from the others that are cited with it.
    pub(super) distinction: Distinction,
    /// The cited passages, in the order given; never empty.
    pub(super) passages: Vec<CitedPassage<'c>>,
}

/// What tells a source apart from the others that are cited with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Distinction {
    /// The place of its letter in the alphabet, which APA style adds to the year: `2024a`.
    pub(super) letter: Option<usize>,
    /// How many authors APA style names in the text, if it is more than for a source alone.
    pub(super) named_authors: usize,
    /// Whether another first author has the same family name and other initials.
    pub(super) needs_initials: bool,
    /// Whether another first author has the same family name and the same initials.
    pub(super) needs_given_name: bool,
    /// The title that MLA style adds to the authors, or gives instead of them.
    pub(super) title: TitleInText,
}

/// The title in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum TitleInText {
    /// A short title where there is no author.
    #[default]
    WithoutAuthor,
    /// A short title beside the authors.
    Short,
    /// The whole title, since the short one is also that of another source.
    Whole,
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
            heads: Vec::new(),
            distinction: Distinction::default(),
            passages: Vec::new(),
        }
    }

    /// Whether it is listed under its editors.
    pub(super) fn is_edited(&self) -> bool {
        self.authors.is_empty() && !self.heads.is_empty()
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
            for name in verbatim.into_iter().filter_map(|passage| passage.name.as_ref()) {
                if !names.contains(name) {
                    names.push(name.clone());
                }
            }
            self.authors = names;
        }
        self.heads = self.authors.clone();
        let is_whole =
            matches!(self.source.kind, SourceKind::Book | SourceKind::Document) && self.source.container.is_none();
        if self.heads.is_empty() && is_whole {
            self.heads = self.editors();
        }
    }

    /// Returns the name of an author given by the collection; an author who is also quoted has the speaker's name.
    fn resolve_author(&self, author: &Safe<'static>) -> PersonName {
        let is_author = |speaker: &Speaker| speaker.name == *author || speaker.aliases.contains(author);
        let quoted_passage = self.passages.iter().find(|passage| passage.speaker.is_some_and(is_author));
        quoted_passage
            .and_then(|passage| passage.name.clone())
            .unwrap_or_else(|| PersonName::in_source(self.source, author))
    }

    /// Returns the translators.
    pub(super) fn translators(&self) -> Vec<PersonName> {
        self.source.translators().iter().map(|name| PersonName::in_source(self.source, name)).collect()
    }

    /// Returns the editors.
    pub(super) fn editors(&self) -> Vec<PersonName> {
        self.source.editors().iter().map(|name| PersonName::in_source(self.source, name)).collect()
    }

    /// Returns the address to cite: that of the DOI, which does not change, otherwise the URL.
    pub(super) fn address(&self) -> Option<Safe<'static>> {
        self.source.doi_address().or_else(|| self.source.url.clone()).map(|address| ascii_url(&address))
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

    /// Whether it is an article in a journal, which has volumes or issues.
    pub(super) fn is_in_journal(&self) -> bool {
        let has = |field| self.source.text_of(field).is_some();
        self.source.kind == SourceKind::Article && (has(SourceField::Volume) || has(SourceField::Issue))
    }

    /// Returns what it appeared in and its publisher, without duplicates and without anybody named as its author.
    pub(super) fn containers(&self) -> Vec<&'c Safe<'static>> {
        let (container, publisher) = self.container_and_publisher();
        container.into_iter().chain(publisher).collect()
    }

    /// Like [`containers`](Self::containers), each by itself.
    pub(super) fn container_and_publisher(&self) -> (Option<&'c Safe<'static>>, Option<&'c Safe<'static>>) {
        let container = self.source.container.as_ref();
        let is_named = |name: &&Safe<'static>| {
            container == Some(*name) || self.authors.iter().any(|author| author.whole == **name)
        };
        (container, self.source.publisher.as_ref().filter(|name| !is_named(name)))
    }

    /// Returns the container and the publisher as records give them: the container of a newspaper article is the
    /// newspaper, which collections give as the publisher.
    pub(super) fn record_venues(&self) -> (Option<&'c Safe<'static>>, Option<&'c Safe<'static>>) {
        match (&self.source.container, &self.source.publisher) {
            (None, paper) if self.source.kind == SourceKind::Article => (paper.as_ref(), None),
            (container, publisher) => (container.as_ref(), publisher.as_ref()),
        }
    }

    /// Returns the periodical of an article: its container, otherwise the publisher, as which collections give it.
    pub(super) fn periodical(&self) -> Option<&'c Safe<'static>> {
        let (container, publisher) = self.container_and_publisher();
        container.or(publisher).filter(|_| self.source.kind == SourceKind::Article)
    }

    /// Whether its only author is the organisation that published it, which MLA style then names as that alone.
    pub(super) fn is_by_its_publisher(&self) -> bool {
        let [author] = self.authors.as_slice() else { return false };
        let venues = [&self.source.container, &self.source.publisher].into_iter().flatten();
        author.parts.is_none() && venues.into_iter().any(|venue| *venue == author.whole)
    }

    /// Returns the publisher, also if it is the author (Chicago 14.84).
    pub(super) fn publisher(&self) -> Option<&'c Safe<'static>> {
        self.source.publisher.as_ref().filter(|name| self.source.container.as_ref() != Some(*name))
    }

    /// Returns the publisher, after the place where it published the source: `London: Taylor`.
    pub(super) fn place_and_publisher(&self) -> Option<Safe<'static>> {
        let place = self.source.text_of(SourceField::Place);
        match (place, self.publisher()) {
            (Some(place), Some(publisher)) => Some(kzq_text::safe!(place, ": ", publisher)),
            (place, publisher) => place.or(publisher).cloned(),
        }
    }

    /// Returns the role of a passage in the source.
    pub(super) fn role_of(&self, passage: &CitedPassage<'_>) -> PassageRole {
        let is_recording = self.source.kind.is_spoken();
        match passage.wording {
            _ if passage.name.as_ref().is_some_and(|name| self.authors.contains(name)) => PassageRole::ByAuthor,
            Wording::Verbatim if is_recording && self.original_source.is_none() && passage.name.is_some() => {
                PassageRole::HeardFrom
            }
            Wording::Verbatim => PassageRole::Quoted,
            Wording::Reported => PassageRole::Reported,
            Wording::Summary => PassageRole::Summarised,
        }
    }

    /// Returns whether the reference alone tells who said a passage: its only author, or nobody if neither the speaker
    /// nor an author or editor is known. Then no name comes before it.
    pub(super) fn needs_no_name(&self, passage: &CitedPassage<'_>) -> bool {
        match (&passage.name, self.heads.len()) {
            (Some(_), 1) => self.role_of(passage) == PassageRole::ByAuthor,
            (None, 0) => passage.wording == Wording::Verbatim,
            _ => false,
        }
    }

    /// Returns when the words of a passage were spoken, if that is not the date of the source.
    pub(super) fn original_date(&self, passage: &CitedPassage<'_>) -> Option<Date> {
        passage.date.or_else(|| self.original_source?.date).filter(|&date| self.date() != Some(date))
    }

    /// Returns the date of the source; that of the cited words if it has none and is what was said.
    pub(super) fn date(&self) -> Option<Date> {
        let is_saying = self.source.kind.is_spoken();
        let said = self.passages.first().and_then(|passage| passage.date);
        let is_common = self.original_source.is_none() && self.passages.iter().all(|passage| passage.date == said);
        self.source.date.or(said.filter(|_| is_saying && is_common))
    }

    /// Returns the date as citations give it: the year of a book (APA 9.14), of which records have the month and the day, too.
    pub(super) fn cited_date(&self) -> Option<Date> {
        let is_year_enough = |date: &Date| self.source.kind == SourceKind::Book && date.certainty() == Certainty::Sure;
        self.date().map(|date| if is_year_enough(&date) { date.period(DateUnit::Year) } else { date })
    }

    /// Returns the access date, which is given only if the source has no date.
    pub(super) fn access_date(&self) -> Option<Date> {
        self.source.accessed.filter(|_| self.date().is_none())
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
        let sentences = phrases.into_iter().filter_map(|(role, verb, caveat)| {
            let passages = self.passages.iter().filter(|passage| self.role_of(passage) == role);
            let names = distinct(passages.map(CitedPassage::whole_name));
            (!names.is_empty()).then(|| kzq_text::safe!(verb, join_names(&names), self.original_source_note(), caveat))
        });
        let locators = distinct(self.passages.iter().filter_map(CitedPassage::date_and_locator));
        let places = (!locators.is_empty()).then(|| Safe::join(locators, "; "));
        let cited: Vec<Safe<'static>> = places.into_iter().chain(self.remarks()).collect();
        let cited = (!cited.is_empty()).then(|| kzq_text::safe!("Cited: ", Safe::join(cited, "; ")));
        let parts: Vec<Safe<'static>> = sentences.chain(cited).collect();
        (!parts.is_empty()).then(|| Safe::join(parts, ". "))
    }

    /// Returns what must be said of the cited passages: that they are translations or misattributed.
    pub(super) fn remarks(&self) -> Option<Safe<'static>> {
        let remarks = distinct(self.passages.iter().filter_map(CitedPassage::remark));
        (!remarks.is_empty()).then(|| Safe::join(remarks, "; "))
    }

    fn original_source_note(&self) -> Safe<'static> {
        let Some(occasion) = self.original_source else { return Safe::default() };
        let names = original_source_names(occasion).into_iter().cloned();
        let date = crate::long_date_or_nd(occasion.date);
        kzq_text::safe!(" (", Safe::join(names.chain([date]).collect::<Vec<_>>(), ", "), ")")
    }
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

/// Joins names as MLA and Chicago do, with a serial comma: `A`, `A and B`, `A, B, and C`.
pub(super) fn join_names(names: &[Safe<'static>]) -> Safe<'static> {
    match names {
        [] => Safe::default(),
        [only] => only.clone(),
        [first, last] => kzq_text::safe!(first, " and ", last),
        [first @ .., last] => kzq_text::safe!(Safe::join(first.iter().map(Safe::to_borrowed), ", "), ", and ", last),
    }
}
