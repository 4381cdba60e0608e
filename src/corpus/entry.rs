//! One entry of a collection: words that were said, or what somebody made of them.

use serde::{Serialize, Serializer};

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
pub enum Words {
    /// Verbatim words.
    Quote {
        /// What was said.
        text: Safe<'static>,
    },
    /// A paraphrase.
    Paraphrase {
        /// What somebody made of what was said.
        text: Safe<'static>,
    },
    /// A question and what was answered.
    Qa {
        /// The question.
        question: Safe<'static>,
        /// The answer, in the wording of the entry.
        answer: Safe<'static>,
    },
}

/// What a quotation answers, or is led in by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead {
    /// The source's own narration.
    Narrated(Safe<'static>),
    /// A question as it was put.
    Asked(Safe<'static>),
}

impl Lead {
    /// The words of the lead.
    pub fn text(&self) -> &Safe<'static> {
        match self {
            Self::Narrated(text) | Self::Asked(text) => text,
        }
    }
}

/// Where in a source an entry stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The source.
    pub source: SourceId,
    /// The heading under which it stands.
    pub section: Option<Safe<'static>>,
    /// Its number under that heading, from 1.
    pub item: Option<u32>,
}

/// One entry of a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The id its author gave it, unique in the collection.
    pub id: Safe<'static>,
    /// The collection it belongs to.
    pub collection: CollectionId,
    /// What it says.
    pub words: Words,
    /// How near that is to what was spoken.
    pub wording: Wording,
    /// Whose words they are, or whose words they are about.
    pub speaker: SpeakerId,
    /// Its topics; the first is its home.
    pub topics: Vec<TopicId>,
    /// Where it stands.
    pub citation: Option<Citation>,
    /// The number of the speaker's answer it belongs to, from 1.
    pub turn: Option<u32>,
    /// What it answers.
    pub lead: Option<Lead>,
    /// Passages that look like slips and stand so in the source.
    pub sic: Vec<Safe<'static>>,
    /// The quotations it restates: `None` where the collection does not say, empty where it says there are none.
    pub rests_on: Option<Vec<EntryId>>,
    /// On which facts it goes beyond, or against, the words it rests on.
    pub differs: Vec<Safe<'static>>,
    /// The same words as other sources print them.
    pub variants: Vec<EntryId>,
    /// Other entries that say the same.
    pub says_same: Vec<EntryId>,
    /// The original of which it is a translation.
    pub translation_of: Option<EntryId>,
    /// Its language, as a BCP 47 tag.
    pub lang: Option<Safe<'static>>,
    /// The time into a recording.
    pub time: Option<Safe<'static>>,
    /// The collector's remark.
    pub note: Option<Safe<'static>>,
    /// The collector's own fields.
    pub extra: Vec<(Safe<'static>, Safe<'static>)>,
}

impl Entry {
    /// Which form it has.
    pub fn kind(&self) -> Kind {
        match self.words {
            Words::Quote { .. } => Kind::Quote,
            Words::Paraphrase { .. } => Kind::Paraphrase,
            Words::Qa { .. } => Kind::Qa,
        }
    }

    /// What it says: the quotation, the paraphrase or the answer.
    pub fn text(&self) -> &Safe<'static> {
        match &self.words {
            Words::Quote { text } | Words::Paraphrase { text } => text,
            Words::Qa { answer, .. } => answer,
        }
    }

    /// The question of a question-and-answer pair.
    pub fn question(&self) -> Option<&Safe<'static>> {
        match &self.words {
            Words::Qa { question, .. } => Some(question),
            Words::Quote { .. } | Words::Paraphrase { .. } => None,
        }
    }

    /// The quotations it restates, as far as the collection says.
    pub fn ground(&self) -> &[EntryId] {
        self.rests_on.as_deref().unwrap_or_default()
    }
}
