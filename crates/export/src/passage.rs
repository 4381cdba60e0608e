//! [`CitedPassage`]: a passage of a source as citations give it.

use crate::locator::{locator_in_section, locator_text};
use crate::name::PersonName;
use kzq_corpus::{Corpus, Date, Entry, EntryKind, LocatorField, Speaker, Status, Wording};
use kzq_text::Safe;

/// A passage of a source.
#[derive(Clone, Debug)]
pub(super) struct CitedPassage<'c> {
    /// Who said it, if known.
    pub(super) speaker: Option<&'c Speaker>,
    pub(super) name: Option<PersonName>,
    pub(super) wording: Wording,
    /// Whether it answers a question.
    pub(super) is_answer: bool,
    pub(super) section: Option<&'c Safe<'static>>,
    pub(super) item: Option<u32>,
    pub(super) time: Option<&'c Safe<'static>>,
    /// The chapter, page, line or location.
    pub(super) locators: Vec<(LocatorField, Safe<'static>)>,
    /// When the words were said or written, if that is not when the source was published.
    pub(super) date: Option<Date>,
    /// That the words are a translation, with the original language if known, or misattributed.
    remark: Option<Safe<'static>>,
}

impl<'c> CitedPassage<'c> {
    pub(super) fn new(corpus: &'c Corpus, entry: Entry<'c>) -> Self {
        let speaker = corpus.speaker_of(entry);
        let citation = entry.citation();
        let mut locators = citation.map_or(&[][..], |citation| citation.locators).to_vec();
        let mut section = citation.and_then(|citation| citation.section);
        // “p. 102” is the page, unless the entry gives another.
        let in_section = section.and_then(locator_in_section);
        if let Some(locator) = in_section.filter(|(field, _)| locators.iter().all(|(other, _)| other != field)) {
            locators.push(locator);
            section = None;
        }
        let is_answer = entry.turn().is_some()
            || entry.kind() == EntryKind::Qa
            || entry.lead().is_some_and(|lead| lead.kind().is_question());
        Self {
            speaker,
            name: speaker.map(PersonName::from_speaker),
            wording: entry.wording(),
            is_answer,
            section,
            item: citation.and_then(|citation| citation.item),
            time: entry.time(),
            locators,
            date: entry.date().filter(|&date| corpus.source_of(entry).is_some_and(|source| source.date != Some(date))),
            remark: remark(corpus, entry),
        }
    }

    pub(super) fn whole_name(&self) -> Safe<'static> {
        self.name.as_ref().map_or_else(|| "an unknown speaker".into(), |name| name.whole.clone())
    }

    /// Returns the remark that it is a translation or misattributed: `translation, original in ru`. The translator is
    /// unknown.
    pub(super) fn remark(&self) -> Option<Safe<'static>> {
        self.remark.clone()
    }

    /// Returns the remark after `before`, or an empty text.
    pub(super) fn remark_after(&self, before: &'static str) -> Safe<'static> {
        self.remark.as_ref().map(|remark| kzq_text::safe!(before, remark)).unwrap_or_default()
    }

    /// Returns the section and item number, which citations give where there is neither a time nor a page.
    pub(super) fn section_and_item(&self) -> (Option<&'c Safe<'static>>, Option<Safe<'static>>) {
        let is_needed = self.time.is_none() && self.page().is_none();
        let item = self.item.map(|item| kzq_text::safe!("no. ", item as usize));
        (self.section.filter(|_| is_needed), item.filter(|_| is_needed))
    }

    /// Returns the page.
    pub(super) fn page(&self) -> Option<&Safe<'static>> {
        self.locators.iter().find(|(field, _)| *field == LocatorField::Page).map(|(_, text)| text)
    }

    /// Returns when it was said and everything that says where it is in the source: the time in a recording, the section and
    /// item number, and the chapter, page, line or location.
    pub(super) fn date_and_locator(&self) -> Option<Safe<'static>> {
        let date = self.date.map(|date| Safe::line(date.long_form()));
        let item = self.item.map(|item| kzq_text::safe!("no. ", item as usize));
        let locators = self.locators.iter().map(|(field, text)| locator_text(*field, text));
        let parts: Vec<_> =
            [date, self.time.cloned(), self.section.cloned(), item].into_iter().flatten().chain(locators).collect();
        (!parts.is_empty()).then(|| Safe::join(parts, ", "))
    }
}

fn remark(corpus: &Corpus, entry: Entry<'_>) -> Option<Safe<'static>> {
    let original = entry.translation_of().map(|original| corpus.entry(original));
    let translation = original.map(|original| match original.lang() {
        Some(lang) => kzq_text::safe!("translation, original in ", lang),
        None => "translation".into(),
    });
    let remarks: Vec<_> = translation.into_iter().chain(entry.status().map(Status::to_line)).collect();
    (!remarks.is_empty()).then(|| Safe::join(remarks, "; "))
}
