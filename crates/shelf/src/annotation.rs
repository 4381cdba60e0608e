//! One entry on the shelf: its name, its text when it was added, and the user's annotations.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_64;

use kzq_corpus::{Corpus, Date, Entry, EntryId, Lookup, Wording};
use kzq_text::Safe;
use kzq_text::safe;

/// The full name of an entry, unique across collections: `collection/id`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntryName(Safe<'static>);

impl EntryName {
    /// The full name of an entry of `corpus`.
    pub fn new(corpus: &Corpus, id: EntryId) -> Self {
        Self(corpus.qualified_id(id))
    }

    /// Reads a name from a shelf file.
    pub fn from_text(text: &str) -> Self {
        Self(Safe::line(text.to_owned()))
    }

    /// Resolves names to the entries of a corpus, in the given order; `None` for each name that is missing.
    pub fn resolve_all<'n>(names: impl IntoIterator<Item = &'n Self>, corpus: &Corpus) -> Vec<Option<EntryId>> {
        let names: Vec<&str> = names.into_iter().map(|name| name.text().as_str()).collect();
        corpus.look_up_all(&names).into_iter().map(Lookup::found).collect()
    }

    /// The name as text.
    pub fn text(&self) -> &Safe<'static> {
        &self.0
    }

    /// The name split into collection and id.
    pub fn parts(&self) -> (&str, &str) {
        self.0.as_str().split_once('/').unwrap_or(("", self.0.as_str()))
    }
}

impl fmt::Display for EntryName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A hash of an entry's text, to detect changes: XXH3 (64 bits, no seed) of the bytes of the text; for a question and
/// its answer, of both with a line feed between them.
///
/// It detects accidental changes only. It is not cryptographic: collisions can be constructed.
pub fn fingerprint(entry: Entry<'_>) -> u64 {
    match entry.question() {
        None => XxHash3_64::oneshot(entry.text().as_str().as_bytes()),
        Some(question) => XxHash3_64::oneshot(safe!(question, "\n", entry.text()).as_str().as_bytes()),
    }
}

/// A copy of an entry's text and attribution at the time it was put on the shelf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntrySnapshot {
    /// The [`fingerprint`] of the text.
    pub fingerprint: u64,
    /// How closely the text followed the spoken words.
    pub wording: Wording,
    /// The text; a very long one is truncated.
    pub text: Safe<'static>,
    /// The speaker's name.
    pub speaker: Safe<'static>,
    /// The source's short name and date.
    pub source: Safe<'static>,
}

/// Stored texts are truncated to this many bytes: the whole shelf is rewritten at each change, so it must stay small.
pub(crate) const MAX_TEXT_BYTES: usize = 64 * 1024;

impl EntrySnapshot {
    /// Takes a snapshot of an entry.
    pub fn new(corpus: &Corpus, id: EntryId) -> Self {
        let entry = corpus.entry(id);
        let source = corpus.source_of(entry).map(|source| {
            let date = source.date.map_or_else(|| "n.d.".into(), |date| Safe::line(date.long_form()));
            safe!(source.short_name(), ", ", date)
        });
        Self {
            fingerprint: fingerprint(entry),
            wording: entry.wording(),
            text: entry.text().into_prefix(MAX_TEXT_BYTES).into_owned(),
            speaker: corpus.speaker_name(entry.speaker()).into_owned(),
            source: source.unwrap_or_else(|| "no source given".into()),
        }
    }
}

/// A passage highlighted by the user.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Highlight {
    /// Start of the passage in the entry's text, in bytes.
    pub start: usize,
    /// End of the passage (exclusive), in bytes.
    pub end: usize,
    /// The text of the passage, to find it again after the entry has changed.
    pub words: Safe<'static>,
}

impl Highlight {
    /// Creates a highlight of a range of `text`; `None` if the range is empty.
    pub fn new(text: &Safe<'_>, range: Range<usize>) -> Option<Self> {
        let words = text.slice(range.clone()).into_owned();
        (!words.is_empty()).then_some(Self { start: range.start, end: range.end, words })
    }

    /// Finds the passage in a text: at its old position, or else at the only occurrence of its words.
    pub fn locate(&self, text: &str) -> Option<Range<usize>> {
        if text.get(self.start..self.end) == Some(self.words.as_str()) {
            return Some(self.start..self.end);
        }
        let mut matches = text.match_indices(self.words.as_str());
        match (matches.next(), matches.next()) {
            (Some((at, words)), None) => Some(at..at + words.len()),
            _ => None,
        }
    }
}

/// A record that an entry was used: copied, to be quoted somewhere. Copies on one day in one format are one use.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Use {
    /// The day.
    pub date: Date,
    /// The name of the format.
    pub format: Safe<'static>,
}

/// What the user has attached to an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    /// The entry as it was when the user last acted on it; `None` if a damaged shelf file lost it.
    pub snapshot: Option<Arc<EntrySnapshot>>,
    /// Whether the entry is starred.
    pub starred: bool,
    /// The user's note.
    pub note: Option<Safe<'static>>,
    /// The highlighted passages, sorted by position.
    pub highlights: Vec<Highlight>,
    /// When it was used, if that is recorded, the earliest first.
    pub uses: Vec<Use>,
}

/// What has happened to an entry since it was put on the shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryStatus {
    /// Its text is unchanged.
    Unchanged(EntryId),
    /// Its text has changed.
    Changed(EntryId),
    /// Its collection is loaded but no longer contains it.
    Removed,
    /// Its collection is not loaded.
    NotLoaded,
}

impl EntryStatus {
    /// The entry, if it still exists.
    pub fn entry(self) -> Option<EntryId> {
        match self {
            Self::Unchanged(id) | Self::Changed(id) => Some(id),
            Self::Removed | Self::NotLoaded => None,
        }
    }

    /// A message for the user; `None` if the entry is unchanged.
    pub fn message(self) -> Option<&'static str> {
        match self {
            Self::Unchanged(_) => None,
            Self::Changed(_) => Some("changed since"),
            Self::Removed => Some("gone from its collection"),
            Self::NotLoaded => Some("its collection is not open"),
        }
    }
}

impl Annotation {
    /// Whether there is no star, note, highlight or use; the entry may still be in a list.
    pub fn is_empty(&self) -> bool {
        !self.starred && self.note.is_none() && self.highlights.is_empty() && self.uses.is_empty()
    }

    /// Whether the entry's text differs from the stored snapshot.
    pub fn has_changed(&self, entry: Entry<'_>) -> bool {
        self.snapshot.as_ref().is_some_and(|snapshot| snapshot.fingerprint != fingerprint(entry))
    }

    /// The status of an entry in a corpus, given the result of looking up its name.
    pub fn status(&self, name: &EntryName, found: Option<EntryId>, corpus: &Corpus) -> EntryStatus {
        let (collection, _) = name.parts();
        match found {
            Some(id) if self.has_changed(corpus.entry(id)) => EntryStatus::Changed(id),
            Some(id) => EntryStatus::Unchanged(id),
            None if corpus.collections().iter().any(|it| it.id.as_str() == collection) => EntryStatus::Removed,
            None => EntryStatus::NotLoaded,
        }
    }
}
