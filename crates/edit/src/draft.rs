//! What a new entry will contain, before its speaker, source and topics are matched with those of a collection.
//!
//! The fields are those of a collection (`docs/collections.md`). Texts are as their origin gives them: control characters
//! are escaped when the entry is written, and made safe when it is read.

use kzq_corpus::SourceKind;

/// A new entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryDraft {
    /// Its id; `None` to derive one from the words, so that importing the same words again yields the same id.
    pub id: Option<String>,
    /// Whether it is a quotation, a paraphrase, or a question with its answer.
    pub kind: DraftKind,
    /// The quotation, the paraphrase, or the answer.
    pub text: String,
    /// Who said it; `None` if unknown.
    pub speaker: Option<SpeakerReference>,
    /// The source it appears in.
    pub source: Option<SourceReference>,
    /// Where in the source.
    pub locator: Locator,
    /// Paths of topics: ids, or labels from which ids are derived, joined by `/`.
    pub topics: Vec<String>,
    /// The labels of some of these topics, each with the path as it is there. A topic that is new gets its label.
    pub topic_labels: Vec<(String, String)>,
    /// Free words.
    pub tags: Vec<String>,
    /// What the words answer, or the narration that leads in to them.
    pub lead: Option<DraftLead>,
    /// The number, from 1, of the speaker's answer that it is part of.
    pub turn: Option<u32>,
    /// When it was said, as a collection writes dates: `2025-05-29`, `2025-05`, `2025`, `c. 180`, `-380`, `1843?`.
    pub date: Option<String>,
    /// Its language as a BCP 47 tag.
    pub lang: Option<String>,
    /// The collector's note.
    pub note: Option<String>,
    /// Whether the attribution is known to be wrong or doubtful.
    pub status: Option<DraftStatus>,
    /// Passages that look like mistakes but appear this way in the source.
    pub sic: Vec<String>,
    /// Links to other entries.
    pub links: Box<Links>,
    /// Who compared it with its source.
    pub checked: Option<Box<DraftCheck>>,
    /// Custom fields: where an imported entry comes from, and anything the collection has no field for.
    pub extra: Vec<(String, String)>,
}

/// The kind of a new entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DraftKind {
    /// Words as they were said or written.
    #[default]
    Quote,
    /// The words of somebody else about what was said.
    Paraphrase,
    /// A question and its answer.
    Qa {
        /// The question.
        question: String,
        /// Whether the answer is in the words that were spoken.
        verbatim: bool,
    },
}

/// The speaker of a new entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SpeakerReference {
    /// The id of a speaker that the collection defines.
    Id(String),
    /// A speaker by name; defined in the collection if it has no speaker of this name or alias.
    Described(SpeakerDraft),
}

/// A speaker as described where the entry comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SpeakerDraft {
    /// An id that the origin gives.
    pub id: Option<String>,
    /// The name in its natural order: `Jane Austen`.
    pub name: String,
    /// An office or a role.
    pub role: Option<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Whether it is an organisation, not a person.
    pub organisation: bool,
}

/// The source of a new entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SourceReference {
    /// The id of a source that the collection defines.
    Id(String),
    /// A source by its description; defined in the collection unless it has one of the same title and authors that
    /// nothing in the description contradicts.
    Described(Box<SourceDraft>),
}

/// A source as described where the entry comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SourceDraft {
    /// An id that the origin gives, such as a `BibTeX` key.
    pub id: Option<String>,
    /// The kind of source.
    pub kind: SourceKind,
    /// The names of the authors in natural order.
    pub authors: Vec<String>,
    /// The title of the work itself.
    pub title: String,
    /// The larger work it appeared in.
    pub container: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it was published.
    pub place: Option<String>,
    /// When, as a collection writes dates.
    pub date: Option<String>,
    /// The address where it can be read.
    pub url: Option<String>,
    /// When it was read there.
    pub accessed: Option<String>,
    /// The names of the translators.
    pub translators: Vec<String>,
    /// The names of the editors.
    pub editors: Vec<String>,
    /// The edition.
    pub edition: Option<String>,
    /// The volume.
    pub volume: Option<String>,
    /// The issue of a periodical.
    pub issue: Option<String>,
    /// The pages it takes up in its container.
    pub pages: Option<String>,
    /// The ISBN.
    pub isbn: Option<String>,
    /// The DOI.
    pub doi: Option<String>,
    /// The collector's note.
    pub note: Option<String>,
    /// The address of a copy in an archive.
    pub archived: Option<String>,
    /// The file with its text, relative to the collection and below it.
    pub text: Option<String>,
    /// The source that it reports, the source that this one reports, and so on. Their own `reports` lists are ignored.
    pub reports: Vec<SourceDraft>,
}

/// Where in its source an entry appears.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Locator {
    /// The heading of the section.
    pub section: Option<String>,
    /// Its number in that section, from 1.
    pub item: Option<u32>,
    /// The chapter.
    pub chapter: Option<String>,
    /// The page or pages: `12`, `xvi`, `107-108`.
    pub page: Option<String>,
    /// The line or lines.
    pub line: Option<String>,
    /// The location in an electronic book.
    pub location: Option<String>,
    /// The time into a recording: `12:34`.
    pub time: Option<String>,
}

/// Links of a new entry to others, by their ids, and what a paraphrase adds to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// The quotations that a paraphrase restates; an empty list says that there are none.
    pub rests_on: Option<Vec<String>>,
    /// Where a paraphrase goes beyond those words or contradicts them.
    pub differs: Vec<DraftDifference>,
    /// The same words as other sources print them.
    pub variants: Vec<String>,
    /// Entries that say the same.
    pub says_same: Vec<String>,
    /// The original of a translation.
    pub translation_of: Option<String>,
}

/// What a paraphrase says that the words it rests on do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftDifference {
    /// A phrase of it contradicts the words of a quotation.
    Against {
        /// The phrase of the paraphrase.
        phrase: String,
        /// The words of the quotation.
        words: String,
        /// The id of the quotation; `None` for the only one on which the paraphrase rests.
        quotation: Option<String>,
    },
    /// A phrase of it that has no ground in any quotation.
    Beyond(String),
    /// Anything else, in the collector's own words.
    Other(String),
}

/// A comparison of an entry with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftCheck {
    /// Who made it.
    pub by: String,
    /// When, as a collection writes dates.
    pub date: String,
    /// The fingerprint of the text of the source at that time.
    pub fingerprint: Option<String>,
}

/// The text that leads in to a new entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftLead {
    /// A question as it was put.
    Asked(String),
    /// A question that the source only tells.
    AskedAsTold(String),
    /// Narration from the source.
    Narrated(String),
}

/// Why an attribution must not be trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftStatus {
    /// The named speaker did not say it; with the reason.
    Misattributed(String),
    /// It is disputed that they said it; with the reason.
    Disputed(String),
}

impl SpeakerReference {
    /// A person by name.
    pub fn named(name: impl Into<String>) -> Self {
        Self::Described(SpeakerDraft { name: name.into(), ..SpeakerDraft::default() })
    }
}
