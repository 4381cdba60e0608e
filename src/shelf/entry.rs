//! One entry on the shelf: what it is called, what it said, and what the reader made of it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use twox_hash::XxHash3_64;

use crate::corpus::{Corpus, Entry, EntryId, Lookup, Wording};
use crate::safe;
use crate::text::Safe;

/// The name of an entry across collections: `collection/id`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryName(Safe<'static>);

impl EntryName {
    /// The name of an entry.
    pub fn of(corpus: &Corpus, id: EntryId) -> Self {
        Self(corpus.full_name(id))
    }

    /// A name as a file of state has it.
    pub fn from_text(text: &str) -> Self {
        Self(Safe::line(text.to_owned()))
    }

    /// The entries of a corpus that have these names, where it has them.
    pub fn find_all<'n>(names: impl IntoIterator<Item = &'n Self>, corpus: &Corpus) -> Vec<Option<EntryId>> {
        let names: Vec<&str> = names.into_iter().map(|name| name.text().as_str()).collect();
        corpus.look_up_all(&names).into_iter().map(Lookup::entry).collect()
    }

    /// The name as text.
    pub fn text(&self) -> &Safe<'static> {
        &self.0
    }

    /// The collection that it names, and the id there.
    pub fn parts(&self) -> (&str, &str) {
        self.0.as_str().split_once('/').unwrap_or(("", self.0.as_str()))
    }
}

impl fmt::Display for EntryName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A hash of what an entry says, by which the shelf knows it again: XXH3 (64 bits, no seed) of the bytes of its text;
/// of a question and its answer, of both with a line feed between them.
///
/// It tells a text that was changed from one that was not. It is no proof against somebody who wants two texts to
/// have one fingerprint.
pub fn fingerprint(entry: Entry<'_>) -> u64 {
    match entry.question() {
        None => XxHash3_64::oneshot(entry.text().as_str().as_bytes()),
        Some(question) => XxHash3_64::oneshot(safe!(question, "\n", entry.text()).as_str().as_bytes()),
    }
}

/// What an entry was when it was put on the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imprint {
    /// The [`fingerprint`] of what it said.
    pub fingerprint: u64,
    /// How near it was to what was spoken.
    pub wording: Wording,
    /// What it said; of a very long text the beginning.
    pub text: Safe<'static>,
    /// The speaker's name.
    pub speaker: Safe<'static>,
    /// Where it stood, and of when that was.
    pub source: Safe<'static>,
}

/// So much of a text is kept, in bytes: the shelf is written whole at each change, and stays small by it.
const LONGEST_TEXT: usize = 64 * 1024;

impl Imprint {
    /// What an entry is now.
    pub fn of(corpus: &Corpus, id: EntryId) -> Self {
        let entry = corpus.entry(id);
        let source = corpus.source_of(entry).map(|source| {
            let date = source.date.map_or_else(|| "n.d.".into(), |date| Safe::line(date.in_words()));
            safe!(source.short_name(), ", ", date)
        });
        Self {
            fingerprint: fingerprint(entry),
            wording: entry.wording(),
            text: entry.text().cut(LONGEST_TEXT).into_owned(),
            speaker: corpus.speaker(entry.speaker()).name.clone(),
            source: source.unwrap_or_else(|| "no source given".into()),
        }
    }
}

/// A passage that the reader highlighted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Highlight {
    /// Where it stands in the text of the entry, in bytes.
    pub start: usize,
    /// Where it ends there.
    pub end: usize,
    /// The words that stood there.
    pub words: Safe<'static>,
}

impl Highlight {
    /// The passage of a text, if the range is one of it and holds something.
    pub fn of(text: &Safe<'_>, range: Range<usize>) -> Option<Self> {
        let words = text.slice(range.clone()).into_owned();
        (!words.is_empty()).then_some(Self { start: range.start, end: range.end, words })
    }

    /// Where the passage stands in a text: where it stood, or else in the only place that has its words.
    pub fn within(&self, text: &str) -> Option<Range<usize>> {
        if text.get(self.start..self.end) == Some(self.words.as_str()) {
            return Some(self.start..self.end);
        }
        let mut places = text.match_indices(self.words.as_str());
        match (places.next(), places.next()) {
            (Some((at, words)), None) => Some(at..at + words.len()),
            _ => None,
        }
    }
}

/// An entry on the shelf.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// What it was; `None` where a damaged file of state has lost it.
    pub imprint: Option<Arc<Imprint>>,
    /// Whether it has a star.
    pub starred: bool,
    /// The reader's note.
    pub note: Option<Safe<'static>>,
    /// Its highlighted passages, in order.
    pub highlights: Vec<Highlight>,
}

/// What became of an entry since it was put on the shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It says what it said.
    Same(EntryId),
    /// It says something else now.
    Changed(EntryId),
    /// Its collection is open and does not have it any more.
    Gone,
    /// Its collection is not open.
    Elsewhere,
}

impl Standing {
    /// The entry, if it is there.
    pub fn entry(self) -> Option<EntryId> {
        match self {
            Self::Same(id) | Self::Changed(id) => Some(id),
            Self::Gone | Self::Elsewhere => None,
        }
    }

    /// What is to be said of it, if anything is.
    pub fn remark(self) -> Option<&'static str> {
        match self {
            Self::Same(_) => None,
            Self::Changed(_) => Some("changed since"),
            Self::Gone => Some("gone from its collection"),
            Self::Elsewhere => Some("its collection is not open"),
        }
    }
}

impl Held {
    /// Whether nothing holds the entry but perhaps a list.
    pub fn is_bare(&self) -> bool {
        !self.starred && self.note.is_none() && self.highlights.is_empty()
    }

    /// Whether an entry says something else now than when it was put on the shelf.
    pub fn is_changed(&self, entry: Entry<'_>) -> bool {
        self.imprint.as_ref().is_some_and(|imprint| imprint.fingerprint != fingerprint(entry))
    }

    /// What became of the entry of this name in a corpus, in which it was `found` or was not.
    pub fn standing(&self, name: &EntryName, found: Option<EntryId>, corpus: &Corpus) -> Standing {
        let (collection, _) = name.parts();
        match found {
            Some(id) if self.is_changed(corpus.entry(id)) => Standing::Changed(id),
            Some(id) => Standing::Same(id),
            None if corpus.collections().iter().any(|it| it.id.as_str() == collection) => Standing::Gone,
            None => Standing::Elsewhere,
        }
    }
}
