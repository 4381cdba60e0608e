//! Column storage for entries: blocks of columns, with all texts of a block in one arena.
//!
//! An entry of two hundred characters costs its text plus about thirty bytes. Fields that few entries have (a note, a
//! link to another entry) are stored separately and cost the others nothing.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::entry::{Kind, Lead, Wording, Words};
use crate::ids::{EntryId, SourceId, SpeakerId};
use kzq_text::{Arena, Safe};

/// Maximum number of entries in a block: indices within a block fit in 16 bits.
pub(crate) const BLOCK: usize = 1 << 16;

/// A block whose texts have this many bytes takes no more entries, and blocks are not merged beyond it: text offsets
/// are 32 bits.
const BYTES: u32 = 1 << 30;

/// A block of entries. Each column has one row per entry.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// Id, question, text and lead of each entry, back to back.
    pub(super) texts: Arc<Arena>,
    pub(super) spans: Vec<Span>,
    pub marks: Vec<Mark>,
    pub speakers: Vec<SpeakerId>,
    pub sources: Vec<MaybeSource>,
    /// Indices into the corpus's [`TopicLists`](crate::topic_lists::TopicLists).
    pub topics: Vec<u32>,
    /// Fields that only some entries have, sorted by the entry's index in the block.
    pub(super) more: Vec<(u32, More)>,
}

/// Offsets of an entry's texts in the arena: each text ends where the next begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) id: u32,
    pub(super) question: u32,
    pub(super) text: u32,
    pub(super) lead: u32,
}

impl Span {
    pub(super) fn id(self) -> Range<u32> {
        self.id..self.question
    }

    pub(super) fn question(self) -> Range<u32> {
        self.question..self.text
    }

    pub(super) fn text(self) -> Range<u32> {
        self.text..self.lead
    }

    fn shifted(self, by: u32) -> Self {
        let Self { id, question, text, lead } = self;
        Self { id: id + by, question: question + by, text: text + by, lead: lead + by }
    }
}

/// An optional source id, packed into 32 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaybeSource(pub(super) u32);

impl MaybeSource {
    const NONE: u32 = u32::MAX;

    pub(super) fn of(source: Option<SourceId>) -> Self {
        Self(source.map_or(Self::NONE, |source| source.0))
    }

    pub fn get(self) -> Option<SourceId> {
        (self.0 != Self::NONE).then_some(SourceId(self.0))
    }
}

/// Kind, wording and kind of lead of an entry, packed into one byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark(pub(super) u8);

/// The kind of a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LeadKind {
    /// Whether the lead is a question as it was put.
    pub(super) is_question: bool,
}

impl Mark {
    pub(super) const WORDING: u8 = 2;
    pub(super) const HAS_LEAD: u8 = 1 << 4;
    pub(super) const ASKED: u8 = 1 << 5;

    fn of(kind: Kind, wording: Wording, lead: Option<&Lead<'_>>) -> Self {
        let lead = match lead {
            None => 0,
            Some(Lead::Narrated(_)) => Self::HAS_LEAD,
            Some(Lead::Asked(_)) => Self::HAS_LEAD | Self::ASKED,
        };
        Self(kind as u8 | (wording as u8) << Self::WORDING | lead)
    }

    pub fn kind(self) -> Kind {
        match self.0 & 3 {
            0 => Kind::Quote,
            1 => Kind::Paraphrase,
            _ => Kind::Qa,
        }
    }

    /// Returns whether the entry's first text is a question.
    pub fn has_question(self) -> bool {
        self.kind() == Kind::Qa
    }

    pub fn wording(self) -> Wording {
        match self.0 >> Self::WORDING & 3 {
            0 => Wording::Verbatim,
            1 => Wording::Reported,
            _ => Wording::Summary,
        }
    }

    pub(crate) fn lead(self) -> Option<LeadKind> {
        (self.0 & Self::HAS_LEAD != 0).then_some(LeadKind { is_question: self.0 & Self::ASKED != 0 })
    }
}

/// Fields that some entries have besides their words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct More {
    pub(super) section: Option<Safe<'static>>,
    pub(super) item: Option<u32>,
    pub(super) turn: Option<u32>,
    rare: Option<Box<Rare>>,
}

/// Fields that few entries have; see [`Entry`](crate::Entry) for their meaning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rare {
    pub(super) sic: Vec<Safe<'static>>,
    pub(super) rests_on: Option<Vec<EntryId>>,
    pub(super) differs: Vec<Safe<'static>>,
    pub(super) variants: Vec<EntryId>,
    pub(super) says_same: Vec<EntryId>,
    pub(super) translation_of: Option<EntryId>,
    pub(super) lang: Option<Safe<'static>>,
    pub(super) time: Option<Safe<'static>>,
    pub(super) note: Option<Safe<'static>>,
    pub(super) extra: Vec<(Safe<'static>, Safe<'static>)>,
}

static NO_MORE: More = More { section: None, item: None, turn: None, rare: None };
static NOTHING_RARE: Rare = Rare {
    sic: Vec::new(),
    rests_on: None,
    differs: Vec::new(),
    variants: Vec::new(),
    says_same: Vec::new(),
    translation_of: None,
    lang: None,
    time: None,
    note: None,
    extra: Vec::new(),
};

impl More {
    pub(super) fn new(section: Option<Safe<'static>>, item: Option<u32>, turn: Option<u32>, rare: Rare) -> Self {
        Self { section, item, turn, rare: (rare != NOTHING_RARE).then(|| Box::new(rare)) }
    }

    /// Allocates the rare fields if links to other entries will be added later: adding them to an existing row is
    /// cheap, inserting a row moves all rows after it.
    pub(super) fn with_room(mut self, for_links: bool) -> Self {
        if for_links {
            self.rare_mut();
        }
        self
    }

    pub(super) fn rare(&self) -> &Rare {
        self.rare.as_deref().unwrap_or(&NOTHING_RARE)
    }

    /// Returns whether it has rare fields, which include the links to other entries.
    pub(super) fn has_links(&self) -> bool {
        self.rare.is_some()
    }

    pub(super) fn rare_mut(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }
}

/// A parsed entry that is not stored in a block yet.
#[derive(Debug)]
pub(super) struct Written<'s> {
    pub(super) id: Safe<'s>,
    pub(super) words: Words<'s>,
    pub(super) wording: Wording,
    pub(super) speaker: SpeakerId,
    pub(super) source: Option<SourceId>,
    pub(super) lead: Option<Lead<'s>>,
    pub(super) more: More,
}

impl Block {
    /// Returns the number of entries.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Returns whether the next entry must go into another block.
    pub(super) fn is_full(&self) -> bool {
        self.len() == BLOCK || self.texts.end() >= BYTES
    }

    /// Returns the number of entries and of text bytes.
    pub(super) fn size(&self) -> (usize, u32) {
        (self.len(), self.texts.end())
    }

    /// Appends an entry whose topics are the list `topic_list`.
    pub(super) fn push(&mut self, entry: Written<'_>, topics: u32) {
        let empty = Safe::default();
        let (kind, question, text) = match &entry.words {
            Words::Quote { text } => (Kind::Quote, &empty, text),
            Words::Paraphrase { text } => (Kind::Paraphrase, &empty, text),
            Words::Qa { question, answer } => (Kind::Qa, question, answer),
        };
        let texts = Arc::make_mut(&mut self.texts);
        let id = texts.end();
        let span = Span { id, question: texts.push(&entry.id), text: texts.push(question), lead: texts.push(text) };
        if let Some(lead) = &entry.lead {
            texts.push(lead.text());
        }
        self.marks.push(Mark::of(kind, entry.wording, entry.lead.as_ref()));
        if entry.more != NO_MORE {
            self.more.push((place(self.spans.len()), entry.more));
        }
        self.spans.push(span);
        self.speakers.push(entry.speaker);
        self.sources.push(MaybeSource::of(entry.source));
        self.topics.push(topics);
    }

    /// Returns the id of an entry.
    pub fn id(&self, at: usize) -> Safe<'_> {
        self.texts.get(self.spans[at].id())
    }

    /// Returns the id of the last entry, or an empty text if there is none.
    pub(super) fn last_id(&self) -> Safe<'_> {
        self.spans.last().map_or_else(Safe::default, |span| self.texts.get(span.id()))
    }

    /// Appends the entries of another block.
    pub(super) fn append(&mut self, other: &Self) {
        let (before, shift) = (place(self.len()), self.texts.end());
        Arc::make_mut(&mut self.texts).append(&other.texts);
        self.spans.extend(other.spans.iter().map(|span| span.shifted(shift)));
        self.marks.extend_from_slice(&other.marks);
        self.speakers.extend_from_slice(&other.speakers);
        self.sources.extend_from_slice(&other.sources);
        self.topics.extend_from_slice(&other.topics);
        self.more.extend(other.more.iter().map(|(at, more)| (at + before, more.clone())));
    }

    /// Returns the texts a query searches: the question if there is one, the text, and the lead.
    pub fn searched(&self, at: usize) -> [Option<&str>; 3] {
        let (span, mark) = (self.spans[at], self.marks[at]);
        let question = mark.has_question().then(|| self.texts.get_str(span.question()));
        let lead = mark.lead().map(|_| self.texts.get_str(self.lead_span(at)));
        [question, Some(self.texts.get_str(span.text())), lead]
    }

    /// Returns the arena offset where an entry's texts begin, which is where those of the previous entry end.
    pub fn start(&self, at: usize) -> usize {
        self.spans.get(at).map_or_else(|| self.texts.end(), |span| span.id) as usize
    }

    /// Returns the texts of consecutive entries as one slice, ids included.
    pub fn bytes(&self, entries: Range<usize>) -> &[u8] {
        &self.texts.bytes()[self.start(entries.start)..self.start(entries.end)]
    }

    /// Returns whether a text of one of these entries begins at the arena offset `byte`.
    pub fn begins_text(&self, entries: Range<usize>, byte: usize) -> bool {
        let begins_before = |span: &Span| span.id as usize <= byte;
        let last = self.spans[entries.clone()].partition_point(begins_before).checked_sub(1);
        let span = last.map(|last| self.spans[entries.start + last]);
        span.is_some_and(|Span { id, question, text, lead }| [id, question, text, lead].contains(&place(byte)))
    }

    pub(super) fn lead_span(&self, at: usize) -> Range<u32> {
        let end = self.spans.get(at + 1).map_or_else(|| self.texts.end(), |next| next.id);
        self.spans[at].lead..end
    }

    pub(super) fn more(&self, at: usize) -> &More {
        let found = self.more.binary_search_by_key(&at, |(place, _)| *place as usize);
        found.map_or(&NO_MORE, |index| &self.more[index].1)
    }

    pub(super) fn more_mut(&mut self, at: usize) -> &mut More {
        let index = match self.more.binary_search_by_key(&at, |(place, _)| *place as usize) {
            Ok(index) => index,
            Err(index) => {
                self.more.insert(index, (place(at), More::default()));
                index
            }
        };
        &mut self.more[index].1
    }

    /// Releases spare capacity.
    pub(super) fn shrink(&mut self) {
        Arc::make_mut(&mut self.texts).shrink();
        self.spans.shrink_to_fit();
        self.marks.shrink_to_fit();
        self.speakers.shrink_to_fit();
        self.sources.shrink_to_fit();
        self.topics.shrink_to_fit();
        self.more.shrink_to_fit();
    }
}

/// Whether to merge two blocks, each given by entries and text bytes: every block adds a fixed cost to a search.
pub(super) fn are_better_one((entries, bytes): (usize, u32), (more, more_bytes): (usize, u32)) -> bool {
    /// Only blocks with fewer entries than this are merged.
    const SMALL: usize = BLOCK / 8;
    let fits = bytes.checked_add(more_bytes).is_some_and(|bytes| bytes <= BYTES);
    entries.max(more) < SMALL && entries + more <= BLOCK && fits
}

/// Converts an index to `u32`; a corpus has fewer than 2³² of anything.
pub(super) fn place(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_blocks_are_put_together_unless_their_texts_are_long() {
        for (one, other, expected) in [
            ((10, 1000), (10, 1000), true),
            ((BLOCK / 8, 1000), (10, 1000), false),
            ((10, 1000), (BLOCK / 8, 1000), false),
            ((10, BYTES - 1000), (1, 1000), true),
            ((10, BYTES - 1000), (1, 1001), false),
            ((1, u32::MAX), (1, u32::MAX), false),
        ] {
            assert_eq!(are_better_one(one, other), expected, "{one:?} and {other:?}");
        }
    }
}
