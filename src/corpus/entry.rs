//! One entry of a collection: words that were said, or what somebody made of them.

use std::fmt;

use serde::{Serialize, Serializer};

use super::block::{Block, More, Rare};
use super::ids::{CollectionId, EntryId, SourceId, SpeakerId, TopicId};
use crate::text::Safe;

/// Which of the three forms an entry has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The speaker's words as a source prints them.
    Quote,
    /// Somebody's account of the speaker's words.
    Paraphrase,
    /// A question with an answer.
    Qa,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Quote, Self::Paraphrase, Self::Qa];

    /// The word by which queries and exports name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quote => "quote",
            Self::Paraphrase => "paraphrase",
            Self::Qa => "qa",
        }
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl Serialize for Wording {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// How near an entry is to the words that were spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Wording {
    /// The words themselves, as the source prints them.
    Verbatim,
    /// A person's paraphrase.
    Reported,
    /// A machine's summary.
    Summary,
}

impl Wording {
    /// All of them, nearest to the words first.
    pub const ALL: [Self; 3] = [Self::Verbatim, Self::Reported, Self::Summary];

    /// The word by which screens, queries and exports name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Reported => "reported",
            Self::Summary => "summary",
        }
    }

    /// The sign by which plain text tells it apart, beside its name.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Verbatim => "“",
            Self::Reported => "⟶",
            Self::Summary => "≈",
        }
    }

    /// The name as a heading has it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Verbatim => "Verbatim",
            Self::Reported => "Reported",
            Self::Summary => "Summary",
        }
    }
}

/// The words of an entry, by kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words<'c> {
    /// Verbatim words.
    Quote {
        /// What was said.
        text: Safe<'c>,
    },
    /// A paraphrase.
    Paraphrase {
        /// What somebody made of what was said.
        text: Safe<'c>,
    },
    /// A question and what was answered.
    Qa {
        /// The question.
        question: Safe<'c>,
        /// The answer, in the wording of the entry.
        answer: Safe<'c>,
    },
}

/// What a quotation answers, or is led in by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead<'c> {
    /// The source's own narration.
    Narrated(Safe<'c>),
    /// A question as it was put.
    Asked(Safe<'c>),
}

impl<'c> Lead<'c> {
    /// The words of the lead.
    pub fn text(&self) -> &Safe<'c> {
        match self {
            Self::Narrated(text) | Self::Asked(text) => text,
        }
    }

    /// The words of the lead, without their kind.
    pub fn into_text(self) -> Safe<'c> {
        match self {
            Self::Narrated(text) | Self::Asked(text) => text,
        }
    }
}

/// Where in a source an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citation<'c> {
    /// The source.
    pub source: SourceId,
    /// The heading under which it stands.
    pub section: Option<&'c Safe<'static>>,
    /// Its number under that heading, from 1.
    pub item: Option<u32>,
}

/// One entry of a collection, where it is kept: a view that costs nothing to copy.
#[derive(Clone, Copy)]
pub struct Entry<'c> {
    pub(super) block: &'c Block,
    /// Which entry of the block it is.
    pub(super) at: usize,
    pub(super) topics: &'c [TopicId],
    pub(super) collection: CollectionId,
}

impl<'c> Entry<'c> {
    /// The id its author gave it, unique in the collection.
    pub fn id(self) -> Safe<'c> {
        self.block.texts.get(self.block.spans[self.at].id())
    }

    /// The collection it belongs to.
    pub fn collection(self) -> CollectionId {
        self.collection
    }

    /// Which form it has.
    pub fn kind(self) -> Kind {
        self.block.marks[self.at].kind()
    }

    /// How near it is to what was spoken.
    pub fn wording(self) -> Wording {
        self.block.marks[self.at].wording()
    }

    /// The word by which screens call it: the name of its wording, or that it is a translation, of which the words are
    /// not those that were spoken.
    pub fn called(self) -> &'static str {
        match self.wording() {
            Wording::Verbatim if self.translation_of().is_some() => "translation",
            wording => wording.name(),
        }
    }

    /// What it says: the quotation, the paraphrase or the answer.
    pub fn text(self) -> Safe<'c> {
        self.block.texts.get(self.block.spans[self.at].text())
    }

    /// The question of a question-and-answer pair.
    pub fn question(self) -> Option<Safe<'c>> {
        (self.kind() == Kind::Qa).then(|| self.block.texts.get(self.block.spans[self.at].question()))
    }

    /// What it says, by kind.
    pub fn words(self) -> Words<'c> {
        let text = self.text();
        match self.kind() {
            Kind::Quote => Words::Quote { text },
            Kind::Paraphrase => Words::Paraphrase { text },
            Kind::Qa => Words::Qa { question: self.question().unwrap_or_default(), answer: text },
        }
    }

    /// What it answers.
    pub fn lead(self) -> Option<Lead<'c>> {
        let lead = self.block.marks[self.at].lead()?;
        let text = self.block.texts.get(self.block.lead_span(self.at));
        Some(if lead.is_question { Lead::Asked(text) } else { Lead::Narrated(text) })
    }

    /// Whose words they are, or whose words they are about.
    pub fn speaker(self) -> SpeakerId {
        self.block.speakers[self.at]
    }

    /// Its topics; the first is its home.
    pub fn topics(self) -> &'c [TopicId] {
        self.topics
    }

    /// The source in which it stands.
    pub fn source(self) -> Option<SourceId> {
        self.block.sources[self.at].get()
    }

    /// Where it stands.
    pub fn citation(self) -> Option<Citation<'c>> {
        let More { section, item, .. } = self.more();
        self.source().map(|source| Citation { source, section: section.as_ref(), item: *item })
    }

    /// The number of the speaker's answer it belongs to, from 1.
    pub fn turn(self) -> Option<u32> {
        self.more().turn
    }

    /// Passages that look like slips and stand so in the source.
    pub fn sic(self) -> &'c [Safe<'static>] {
        &self.rare().sic
    }

    /// The quotations it restates: `None` where the collection does not say, empty where it says there are none.
    pub fn rests_on(self) -> Option<&'c [EntryId]> {
        self.rare().rests_on.as_deref()
    }

    /// The quotations it restates, as far as the collection says.
    pub fn ground(self) -> &'c [EntryId] {
        self.rests_on().unwrap_or_default()
    }

    /// On which facts it goes beyond, or against, the words it rests on.
    pub fn differs(self) -> &'c [Safe<'static>] {
        &self.rare().differs
    }

    /// The same words as other sources print them.
    pub fn variants(self) -> &'c [EntryId] {
        &self.rare().variants
    }

    /// Other entries that say the same.
    pub fn says_same(self) -> &'c [EntryId] {
        &self.rare().says_same
    }

    /// The original of which it is a translation.
    pub fn translation_of(self) -> Option<EntryId> {
        self.rare().translation_of
    }

    /// Its language, as a BCP 47 tag.
    pub fn lang(self) -> Option<&'c Safe<'static>> {
        self.rare().lang.as_ref()
    }

    /// The time into a recording.
    pub fn time(self) -> Option<&'c Safe<'static>> {
        self.rare().time.as_ref()
    }

    /// The collector's remark.
    pub fn note(self) -> Option<&'c Safe<'static>> {
        self.rare().note.as_ref()
    }

    /// The collector's own fields.
    pub fn extra(self) -> &'c [(Safe<'static>, Safe<'static>)] {
        &self.rare().extra
    }

    fn more(self) -> &'c More {
        self.block.more(self.at)
    }

    fn rare(self) -> &'c Rare {
        self.more().rare()
    }
}

impl PartialEq for Entry<'_> {
    fn eq(&self, other: &Self) -> bool {
        let said = |entry: &Self| (entry.id(), entry.words(), entry.wording(), entry.lead());
        let filed = |entry: &Self| (entry.collection, entry.speaker(), entry.source());
        said(self) == said(other)
            && filed(self) == filed(other)
            && self.topics == other.topics
            && self.more() == other.more()
    }
}

impl Eq for Entry<'_> {}

impl fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("id", &self.id())
            .field("collection", &self.collection)
            .field("words", &self.words())
            .field("wording", &self.wording())
            .field("lead", &self.lead())
            .field("speaker", &self.speaker())
            .field("topics", &self.topics)
            .field("source", &self.source())
            .field("more", self.more())
            .finish()
    }
}
