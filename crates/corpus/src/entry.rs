//! An entry of a collection: a quotation, a paraphrase, or a question with its answer.

use std::fmt;

use crate::block::Block;
use crate::checked::Checked;
use crate::difference::Difference;
use crate::ids::{CollectionId, EntryId, SourceId, SpeakerId, TopicId};
use crate::named_texts::text_of;
use crate::optional_fields::{OptionalFields, RareFields};
use crate::wording::{EntryKind, EntryText, Lead, Wording};
use crate::{Date, LocatorField, NamedTexts, Status};
use kzq_text::Safe;

/// Where in a source an entry appears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citation<'c> {
    /// The source that contains the words.
    pub source: SourceId,
    /// The heading of the section it appears in.
    pub section: Option<&'c Safe<'static>>,
    /// Its number in that section, from 1.
    pub item: Option<u32>,
    /// The chapter, page, line or location.
    pub locators: &'c NamedTexts<LocatorField>,
}

impl<'c> Citation<'c> {
    /// Returns the chapter, page, line or location.
    pub fn locator(self, field: LocatorField) -> Option<&'c Safe<'static>> {
        text_of(self.locators, field)
    }
}

/// A borrowed entry of a corpus; cheap to copy.
#[derive(Clone, Copy)]
pub struct Entry<'c> {
    pub(super) block: &'c Block,
    /// The index of the entry in its block.
    pub(super) index: usize,
    pub(super) topics: &'c [TopicId],
    pub(super) collection: CollectionId,
}

impl<'c> Entry<'c> {
    /// Returns the id given by the author, unique within the collection.
    pub fn id(self) -> Safe<'c> {
        self.block.arena.get(self.block.offsets[self.index].id_range())
    }

    /// Returns the collection it belongs to.
    pub fn collection(self) -> CollectionId {
        self.collection
    }

    /// Returns whether it is a quotation, a paraphrase, or a question with its answer.
    pub fn kind(self) -> EntryKind {
        self.block.flags[self.index].kind()
    }

    /// Returns how close its text is to the words that were spoken.
    pub fn wording(self) -> Wording {
        self.block.flags[self.index].wording()
    }

    /// Returns the label shown on screen: the name of its wording, or "translation", since the words of a translation
    /// are not those that were spoken; and before it that the attribution is misattributed or disputed.
    pub fn label(self) -> Safe<'static> {
        let wording = match self.wording() {
            Wording::Verbatim if self.translation_of().is_some() => "translation",
            wording => wording.name(),
        };
        match self.status() {
            Some(status) => kzq_text::safe!(status.kind.name(), ", ", wording),
            None => wording.into(),
        }
    }

    /// Returns the main text: the quotation, the paraphrase or the answer.
    pub fn text(self) -> Safe<'c> {
        self.block.arena.get(self.block.offsets[self.index].text_range())
    }

    /// Returns the question of a question-and-answer pair.
    pub fn question(self) -> Option<Safe<'c>> {
        (self.kind() == EntryKind::Qa).then(|| self.block.arena.get(self.block.offsets[self.index].question_range()))
    }

    /// Returns its texts, by kind.
    pub fn texts(self) -> EntryText<'c> {
        let text = self.text();
        match self.kind() {
            EntryKind::Quote => EntryText::Quote { text },
            EntryKind::Paraphrase => EntryText::Paraphrase { text },
            EntryKind::Qa => EntryText::Qa { question: self.question().unwrap_or_default(), answer: text },
        }
    }

    /// Returns the question or narration that leads in to it.
    pub fn lead(self) -> Option<Lead<'c>> {
        let lead = self.block.flags[self.index].lead()?;
        let text = self.block.arena.get(self.block.lead_range(self.index));
        Some(lead.with_text(text))
    }

    /// Returns who said the words, or whom a paraphrase is about, if known.
    pub fn speaker(self) -> Option<SpeakerId> {
        self.block.refs[self.index].speaker.get()
    }

    /// Returns its topics; the first is its main topic.
    pub fn topics(self) -> &'c [TopicId] {
        self.topics
    }

    /// Returns the index of the list of its topics among those of the corpus.
    pub(crate) fn topic_list(self) -> usize {
        self.block.refs[self.index].topic_list as usize
    }

    /// Returns the source it appears in.
    pub fn source(self) -> Option<SourceId> {
        self.block.refs[self.index].source.get()
    }

    /// Returns where in its source it appears.
    pub fn citation(self) -> Option<Citation<'c>> {
        let OptionalFields { section, item, .. } = self.optional_fields();
        let locators = &self.rare_fields().locators;
        self.source().map(|source| Citation { source, section: section.as_ref(), item: *item, locators })
    }

    /// Returns the number, from 1, of the speaker's answer that it is part of.
    pub fn turn(self) -> Option<u32> {
        self.optional_fields().turn
    }

    /// Returns the passages that look like mistakes but appear this way in the source.
    pub fn sic(self) -> &'c [Safe<'static>] {
        &self.rare_fields().sic
    }

    /// Returns the quotations it restates: `None` if the collection does not say, empty if it says there are none.
    pub fn rests_on(self) -> Option<&'c [EntryId]> {
        self.rare_fields().rests_on.as_deref()
    }

    /// Returns the quotations it restates, as far as the collection says.
    pub fn basis(self) -> &'c [EntryId] {
        self.rests_on().unwrap_or_default()
    }

    /// Returns the facts in which it goes beyond, or contradicts, the words it rests on.
    pub fn differs(self) -> &'c [Difference] {
        &self.rare_fields().differs
    }

    /// Returns the same words as printed by other sources.
    pub fn variants(self) -> &'c [EntryId] {
        &self.rare_fields().variants
    }

    /// Returns other entries that say the same.
    pub fn says_same(self) -> &'c [EntryId] {
        &self.rare_fields().says_same
    }

    /// Returns the original that it translates.
    pub fn translation_of(self) -> Option<EntryId> {
        self.rare_fields().translation_of
    }

    /// Returns its language as a BCP 47 tag.
    pub fn lang(self) -> Option<&'c Safe<'static>> {
        self.rare_fields().lang.as_ref()
    }

    /// Returns when the words were said or written, if the collection says so of the entry itself.
    pub fn date(self) -> Option<Date> {
        self.rare_fields().date
    }

    /// Returns why its attribution must not be trusted, if so.
    pub fn status(self) -> Option<&'c Status> {
        self.rare_fields().status.as_ref()
    }

    /// Returns its tags: labels of the author, besides its topics.
    pub fn tags(self) -> &'c [Safe<'static>] {
        &self.rare_fields().tags
    }

    /// Returns its time offset in a recording.
    pub fn time(self) -> Option<&'c Safe<'static>> {
        self.rare_fields().time.as_ref()
    }

    /// Returns the collector's note.
    pub fn note(self) -> Option<&'c Safe<'static>> {
        self.rare_fields().note.as_ref()
    }

    /// Returns the collector's custom fields.
    pub fn extra(self) -> &'c [(Safe<'static>, Safe<'static>)] {
        &self.rare_fields().extra
    }

    /// Returns the quotation that one of its differences contradicts: the one that it names, otherwise the only one on
    /// which the entry rests.
    pub fn contradicted(self, difference: &Difference) -> Option<EntryId> {
        match difference {
            Difference::Against { quotation, .. } => quotation.or_else(|| self.basis().first().copied()),
            Difference::Beyond(_) | Difference::Other(_) => None,
        }
    }

    /// Returns who compared its words with the text of its source, and when.
    pub fn checked(self) -> Option<&'c Checked> {
        self.rare_fields().checked.as_ref()
    }

    pub(crate) fn optional_fields(self) -> &'c OptionalFields {
        self.block.optional_fields(self.index)
    }

    fn rare_fields(self) -> &'c RareFields {
        self.optional_fields().rare()
    }
}

impl PartialEq for Entry<'_> {
    fn eq(&self, other: &Self) -> bool {
        let texts = |entry: &Self| (entry.id(), entry.texts(), entry.wording(), entry.lead());
        let references = |entry: &Self| (entry.collection, entry.speaker(), entry.source());
        texts(self) == texts(other)
            && references(self) == references(other)
            && self.topics == other.topics
            && self.optional_fields() == other.optional_fields()
    }
}

impl Eq for Entry<'_> {}

impl fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("id", &self.id())
            .field("collection", &self.collection)
            .field("words", &self.texts())
            .field("wording", &self.wording())
            .field("lead", &self.lead())
            .field("speaker", &self.speaker())
            .field("topics", &self.topics)
            .field("source", &self.source())
            .field("more", self.optional_fields())
            .finish()
    }
}
