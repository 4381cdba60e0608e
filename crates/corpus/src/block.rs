//! Column storage for entries: blocks of columns, with all texts of a block in one arena.
//!
//! An entry of two hundred characters costs its text plus about thirty bytes. Fields that few entries have (a note, a
//! link to another entry) are stored separately and cost the others nothing.

use std::ops::Range;
use std::sync::Arc;

use crate::ids::{SourceId, SpeakerId, to_u32};
use crate::optional_fields::{NO_OPTIONAL_FIELDS, OptionalFields};
use crate::wording::{EntryKind, EntryText, Lead, LeadKind, Wording};
use kzq_text::{Arena, Safe};

/// Maximum number of entries in a block: indices within a block fit in 16 bits.
pub(crate) const MAX_BLOCK_ENTRIES: usize = 1 << 16;

/// A block whose texts have this many bytes takes no more entries, and blocks are not merged beyond it: text offsets
/// are 32 bits.
const MAX_BLOCK_BYTES: u32 = 1 << 30;

/// A block of entries. Each column has one row per entry. A clone shares what takes much memory.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// Id, question, text and lead of each entry, back to back.
    pub(super) arena: Arc<Arena>,
    pub(super) offsets: Arc<Vec<TextOffsets>>,
    /// Kind, wording and lead of each entry.
    pub flags: Vec<EntryFlags>,
    /// What each entry refers to.
    pub refs: Arc<Vec<EntryRefs>>,
    /// Fields that only some entries have, sorted by the entry's index in the block.
    pub(super) optional: Arc<Vec<(u32, OptionalFields)>>,
}

/// What an entry refers to: one row, because counting entries by facet reads all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryRefs {
    /// Its speaker.
    pub speaker: MaybeSpeaker,
    /// The source that it cites.
    pub source: MaybeSource,
    /// The index of its topics in the corpus's topic lists.
    pub topic_list: u32,
}

/// Offsets of an entry's texts in the arena: each text ends where the next begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextOffsets {
    pub(super) id: u32,
    pub(super) question: u32,
    pub(super) text: u32,
    pub(super) lead: u32,
}

impl TextOffsets {
    pub(super) fn id_range(self) -> Range<u32> {
        self.id..self.question
    }

    pub(super) fn question_range(self) -> Range<u32> {
        self.question..self.text
    }

    pub(super) fn text_range(self) -> Range<u32> {
        self.text..self.lead
    }

    fn shifted_by(self, by: u32) -> Self {
        let Self { id, question, text, lead } = self;
        Self { id: id + by, question: question + by, text: text + by, lead: lead + by }
    }
}

/// Declares optional ids, packed into 32 bits.
macro_rules! packed_options {
    ($($(#[$doc:meta])* $name:ident of $id:ident)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name(pub(super) u32);

        impl $name {
            const NONE: u32 = u32::MAX;

            /// Returns the id, if there is one.
            #[inline]
            pub fn get(self) -> Option<$id> {
                (self.0 != Self::NONE).then_some($id(self.0))
            }
        }

        impl From<Option<$id>> for $name {
            fn from(id: Option<$id>) -> Self {
                Self(id.map_or(Self::NONE, |id| id.0))
            }
        }
    )+};
}

packed_options! {
    /// The source that an entry cites, if any.
    MaybeSource of SourceId
    /// The speaker of an entry, if known.
    MaybeSpeaker of SpeakerId
}

impl MaybeSpeaker {
    /// An unknown speaker.
    pub const UNKNOWN: Self = Self(Self::NONE);

    /// Returns the row of the speaker in a table with a row for each of `speakers` and a last one for the unknown.
    #[inline]
    pub fn row(self, speakers: usize) -> usize {
        self.get().map_or(speakers, SpeakerId::index)
    }
}

impl MaybeSource {
    /// Returns the row of the source in a table with a row for each of `sources` and a last one for none.
    #[inline]
    pub fn row(self, sources: usize) -> usize {
        self.get().map_or(sources, SourceId::index)
    }
}

/// Kind, wording and kind of lead of an entry, packed into one byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryFlags(pub(super) u8);

impl EntryFlags {
    const WORDING_SHIFT: u8 = 2;
    const HAS_LEAD: u8 = 1 << 4;
    const LEAD_IS_QUESTION: u8 = 1 << 5;
    const LEAD_IS_TOLD: u8 = 1 << 6;

    /// Packs the flags of an entry.
    pub(super) fn new(kind: EntryKind, wording: Wording, lead: Option<LeadKind>) -> Self {
        let lead = match lead {
            None => 0,
            Some(LeadKind::Narrated) => Self::HAS_LEAD,
            Some(LeadKind::Asked) => Self::HAS_LEAD | Self::LEAD_IS_QUESTION,
            Some(LeadKind::AskedAsTold) => Self::HAS_LEAD | Self::LEAD_IS_QUESTION | Self::LEAD_IS_TOLD,
        };
        Self(kind as u8 | (wording as u8) << Self::WORDING_SHIFT | lead)
    }

    /// Returns the kind of the entry.
    pub fn kind(self) -> EntryKind {
        match self.0 & 3 {
            0 => EntryKind::Quote,
            1 => EntryKind::Paraphrase,
            _ => EntryKind::Qa,
        }
    }

    /// Returns whether the entry's first text is a question.
    pub fn has_question(self) -> bool {
        self.kind() == EntryKind::Qa
    }

    /// Returns the wording of the entry.
    #[inline]
    pub fn wording(self) -> Wording {
        match self.0 >> Self::WORDING_SHIFT & 3 {
            0 => Wording::Verbatim,
            1 => Wording::Reported,
            _ => Wording::Summary,
        }
    }

    /// Returns the kind of its lead, if it has one.
    pub(crate) fn lead(self) -> Option<LeadKind> {
        let has = |flag| self.0 & flag != 0;
        has(Self::HAS_LEAD).then(|| match (has(Self::LEAD_IS_QUESTION), has(Self::LEAD_IS_TOLD)) {
            (false, _) => LeadKind::Narrated,
            (true, false) => LeadKind::Asked,
            (true, true) => LeadKind::AskedAsTold,
        })
    }

    /// Returns whether the entry answers a question: of its own, or one that leads in to it.
    pub fn answers_question(self) -> bool {
        self.has_question() || self.lead().is_some_and(LeadKind::is_question)
    }
}

/// A parsed entry that is not stored in a block yet.
#[derive(Debug)]
pub(super) struct NewEntry<'s> {
    pub(super) id: Safe<'s>,
    pub(super) words: EntryText<'s>,
    pub(super) wording: Wording,
    pub(super) speaker: Option<SpeakerId>,
    pub(super) source: Option<SourceId>,
    pub(super) lead: Option<Lead<'s>>,
    pub(super) optional: OptionalFields,
}

impl Block {
    /// Returns the number of entries.
    pub fn len(&self) -> usize {
        self.offsets.len()
    }

    /// Returns whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.offsets.is_empty()
    }

    /// Returns whether the next entry must go into another block.
    pub(super) fn is_full(&self) -> bool {
        self.len() == MAX_BLOCK_ENTRIES || self.arena.end() >= MAX_BLOCK_BYTES
    }

    /// Returns the number of entries and of text bytes.
    pub(super) fn size(&self) -> (usize, u32) {
        (self.len(), self.arena.end())
    }

    /// Appends an entry whose topics are the list `topic_list`.
    pub(super) fn push(&mut self, entry: NewEntry<'_>, topic_list: u32) {
        let empty = Safe::default();
        let (kind, question, text) = match &entry.words {
            EntryText::Quote { text } => (EntryKind::Quote, &empty, text),
            EntryText::Paraphrase { text } => (EntryKind::Paraphrase, &empty, text),
            EntryText::Qa { question, answer } => (EntryKind::Qa, question, answer),
        };
        let arena = Arc::make_mut(&mut self.arena);
        let id = arena.end();
        let offsets =
            TextOffsets { id, question: arena.push(&entry.id), text: arena.push(question), lead: arena.push(text) };
        if let Some(lead) = &entry.lead {
            arena.push(lead.text());
        }
        self.flags.push(EntryFlags::new(kind, entry.wording, entry.lead.as_ref().map(Lead::kind)));
        if entry.optional != NO_OPTIONAL_FIELDS {
            Arc::make_mut(&mut self.optional).push((to_u32(self.offsets.len()), entry.optional));
        }
        Arc::make_mut(&mut self.offsets).push(offsets);
        let refs = EntryRefs { speaker: entry.speaker.into(), source: entry.source.into(), topic_list };
        Arc::make_mut(&mut self.refs).push(refs);
    }

    /// Returns the id of an entry.
    pub fn id(&self, index: usize) -> Safe<'_> {
        self.arena.get(self.offsets[index].id_range())
    }

    /// Returns the length of an entry's id in bytes, without reading it.
    #[inline]
    pub fn id_len(&self, index: usize) -> usize {
        self.offsets[index].id_range().len()
    }

    /// Returns the id of the last entry, or an empty text if there is none.
    pub(super) fn last_id(&self) -> Safe<'_> {
        self.offsets.last().map_or_else(Safe::default, |span| self.arena.get(span.id_range()))
    }

    /// Appends the entries of another block.
    pub(super) fn append(&mut self, other: &Self) {
        let (entry_base, byte_base) = (to_u32(self.len()), self.arena.end());
        Arc::make_mut(&mut self.arena).append(&other.arena);
        Arc::make_mut(&mut self.offsets).extend(other.offsets.iter().map(|span| span.shifted_by(byte_base)));
        self.flags.extend_from_slice(&other.flags);
        Arc::make_mut(&mut self.refs).extend_from_slice(&other.refs);
        let optional = other.optional.iter().map(|(at, more)| (at + entry_base, more.clone()));
        Arc::make_mut(&mut self.optional).extend(optional);
    }

    /// Returns the texts a query searches: the question if there is one, the text, and the lead.
    pub fn searchable_texts(&self, index: usize) -> [Option<&str>; 3] {
        let (span, mark) = (self.offsets[index], self.flags[index]);
        let question = mark.has_question().then(|| self.arena.get_str(span.question_range()));
        let lead = mark.lead().map(|_| self.arena.get_str(self.lead_range(index)));
        [question, Some(self.arena.get_str(span.text_range())), lead]
    }

    /// Returns the arena offset where an entry's texts begin, which is where those of the previous entry end.
    pub fn text_start(&self, index: usize) -> usize {
        self.offsets.get(index).map_or_else(|| self.arena.end(), |span| span.id) as usize
    }

    /// Returns the texts of consecutive entries as one slice, ids included.
    pub fn text_bytes(&self, entries: Range<usize>) -> &[u8] {
        &self.arena.as_bytes()[self.text_start(entries.start)..self.text_start(entries.end)]
    }

    /// Returns whether a text of one of these entries begins at the arena offset `byte`.
    pub fn is_text_start(&self, entries: Range<usize>, byte: usize) -> bool {
        let starts_at_or_before = |span: &TextOffsets| span.id as usize <= byte;
        let last = self.offsets[entries.clone()].partition_point(starts_at_or_before).checked_sub(1);
        let span = last.map(|last| self.offsets[entries.start + last]);
        span.is_some_and(|TextOffsets { id, question, text, lead }| [id, question, text, lead].contains(&to_u32(byte)))
    }

    pub(super) fn lead_range(&self, index: usize) -> Range<u32> {
        let end = self.offsets.get(index + 1).map_or_else(|| self.arena.end(), |next| next.id);
        self.offsets[index].lead..end
    }

    /// Returns the indices of the entries that may have fields other than words, speaker, source and topics, in order.
    pub fn with_optional_fields(&self) -> impl Iterator<Item = usize> + '_ {
        self.optional.iter().map(|&(index, _)| index as usize)
    }

    /// Returns the sections, tags and collector's notes of the entries that have any, in order, each with the index of
    /// the entry.
    pub fn sections_tags_and_notes(&self) -> impl Iterator<Item = (usize, &Safe<'static>)> {
        self.optional.iter().flat_map(|(index, fields)| {
            let index = *index as usize;
            let section = fields.section.as_ref().filter(|_| self.refs[index].source.get().is_some());
            let rare = fields.rare();
            section.into_iter().chain(&rare.tags).chain(&rare.note).map(move |text| (index, text))
        })
    }

    pub(super) fn optional_fields(&self, entry_index: usize) -> &OptionalFields {
        let found = self.optional.binary_search_by_key(&entry_index, |(place, _)| *place as usize);
        found.map_or(&NO_OPTIONAL_FIELDS, |index| &self.optional[index].1)
    }

    pub(super) fn optional_fields_mut(&mut self, entry_index: usize) -> &mut OptionalFields {
        let optional = Arc::make_mut(&mut self.optional);
        let index = match optional.binary_search_by_key(&entry_index, |(place, _)| *place as usize) {
            Ok(index) => index,
            Err(index) => {
                optional.insert(index, (to_u32(entry_index), OptionalFields::default()));
                index
            }
        };
        &mut optional[index].1
    }

    /// Releases spare capacity.
    pub(super) fn shrink_to_fit(&mut self) {
        Arc::make_mut(&mut self.arena).shrink_to_fit();
        Arc::make_mut(&mut self.offsets).shrink_to_fit();
        self.flags.shrink_to_fit();
        Arc::make_mut(&mut self.refs).shrink_to_fit();
        Arc::make_mut(&mut self.optional).shrink_to_fit();
    }
}

/// Whether to merge two blocks, each given by entries and text bytes: every block adds a fixed cost to a search.
pub(super) fn should_merge((entries, bytes): (usize, u32), (other_entries, other_bytes): (usize, u32)) -> bool {
    /// Only blocks with fewer entries than this are merged.
    const MERGE_BELOW: usize = MAX_BLOCK_ENTRIES / 8;
    let fits = bytes.checked_add(other_bytes).is_some_and(|bytes| bytes <= MAX_BLOCK_BYTES);
    entries.max(other_entries) < MERGE_BELOW && entries + other_entries <= MAX_BLOCK_ENTRIES && fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_blocks_are_merged_unless_their_texts_are_long() {
        for (one, other, expected) in [
            ((10, 1000), (10, 1000), true),
            ((MAX_BLOCK_ENTRIES / 8, 1000), (10, 1000), false),
            ((10, 1000), (MAX_BLOCK_ENTRIES / 8, 1000), false),
            ((10, MAX_BLOCK_BYTES - 1000), (1, 1000), true),
            ((10, MAX_BLOCK_BYTES - 1000), (1, 1001), false),
            ((1, u32::MAX), (1, u32::MAX), false),
        ] {
            assert_eq!(should_merge(one, other), expected, "{one:?} and {other:?}");
        }
    }
}
