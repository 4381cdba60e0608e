//! What an entry says and how close that is to the words that were spoken.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use kzq_text::Safe;

/// The kind of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// A verbatim quotation: the speaker's words as a source prints them.
    Quote,
    /// A paraphrase of the speaker's words.
    Paraphrase,
    /// A question and its answer.
    Qa,
}

impl EntryKind {
    /// All kinds, verbatim ones first.
    pub const ALL: [Self; 3] = [Self::Quote, Self::Paraphrase, Self::Qa];

    /// Returns the name used in queries and exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quote => "quote",
            Self::Paraphrase => "paraphrase",
            Self::Qa => "qa",
        }
    }
}

impl Serialize for EntryKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl Serialize for Wording {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Wording {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::from_name(&name).ok_or_else(|| de::Error::custom("no wording has this name"))
    }
}

/// How close an entry's text is to the words that were spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Wording {
    /// The speaker's own words, as the source prints them.
    Verbatim,
    /// A person's paraphrase.
    Reported,
    /// A machine-generated summary.
    Summary,
}

impl Wording {
    /// All wordings, the closest to the spoken words first.
    pub const ALL: [Self; 3] = [Self::Verbatim, Self::Reported, Self::Summary];

    /// The wording with a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wording| wording.name() == name)
    }

    /// Returns the name shown on screen and used in queries and exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Reported => "reported",
            Self::Summary => "summary",
        }
    }

    /// Returns the symbol that marks the wording in plain text, next to its name.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Verbatim => "“",
            Self::Reported => "⟶",
            Self::Summary => "≈",
        }
    }

    /// Returns the capitalised name, for headings.
    pub fn title(self) -> &'static str {
        match self {
            Self::Verbatim => "Verbatim",
            Self::Reported => "Reported",
            Self::Summary => "Summary",
        }
    }
}

/// The text of an entry, by kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryText<'c> {
    /// A verbatim quotation.
    Quote {
        /// The words that were said.
        text: Safe<'c>,
    },
    /// A retelling of the speaker's words.
    Paraphrase {
        /// What the speaker said, in the words of the source.
        text: Safe<'c>,
    },
    /// A question and its answer.
    Qa {
        /// The question as the source gives it.
        question: Safe<'c>,
        /// The answer, in the entry's wording.
        answer: Safe<'c>,
    },
}

/// The text that leads in to a quotation: a question or the source's narration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead<'c> {
    /// Narration from the source.
    Narrated(Safe<'c>),
    /// A question as it was put.
    Asked(Safe<'c>),
    /// A question that the source only tells, in its own words.
    AskedAsTold(Safe<'c>),
}

/// The kind of a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeadKind {
    /// Narration from the source.
    Narrated,
    /// A question as it was put.
    Asked,
    /// A question that the source only tells.
    AskedAsTold,
}

impl<'c> Lead<'c> {
    /// Returns the text of the lead.
    pub fn text(&self) -> &Safe<'c> {
        match self {
            Self::Narrated(text) | Self::Asked(text) | Self::AskedAsTold(text) => text,
        }
    }

    /// Returns the kind of the lead.
    pub fn kind(&self) -> LeadKind {
        match self {
            Self::Narrated(_) => LeadKind::Narrated,
            Self::Asked(_) => LeadKind::Asked,
            Self::AskedAsTold(_) => LeadKind::AskedAsTold,
        }
    }

    /// Converts the lead into its text.
    pub fn into_text(self) -> Safe<'c> {
        match self {
            Self::Narrated(text) | Self::Asked(text) | Self::AskedAsTold(text) => text,
        }
    }
}

impl LeadKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Narrated, Self::Asked, Self::AskedAsTold];

    /// Returns the name in exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Narrated => "narrated",
            Self::Asked => "asked",
            Self::AskedAsTold => "asked-as-told",
        }
    }

    /// Returns the name of the variant in a collection.
    pub fn ron_name(self) -> &'static str {
        match self {
            Self::Narrated => "Narrated",
            Self::Asked => "Asked",
            Self::AskedAsTold => "AskedAsTold",
        }
    }

    /// Returns how a lead is labelled on screen and in copies.
    pub fn label(self) -> &'static str {
        match self {
            Self::Narrated => "Lead-in",
            Self::Asked => "Asked",
            Self::AskedAsTold => "Asked (as told)",
        }
    }

    /// Returns whether a lead is a question, as it was put or as the source tells it.
    pub fn is_question(self) -> bool {
        self != Self::Narrated
    }

    /// Returns the lead with this text.
    pub(crate) fn with_text(self, text: Safe<'_>) -> Lead<'_> {
        match self {
            Self::Narrated => Lead::Narrated(text),
            Self::Asked => Lead::Asked(text),
            Self::AskedAsTold => Lead::AskedAsTold(text),
        }
    }
}
