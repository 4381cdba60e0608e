//! Parses an entry of the plain form in one pass, directly into a block.
//!
//! Nearly all entries of nearly all collections take this path; it is why a million of them can be browsed within a
//! second. Like [`RonCursor`] it reports nothing: it declines entries that are unusual or wrong.

use std::borrow::Cow;

use super::block_builder::BlockBuilder;
use super::entries::{ParsedCitation, SymbolTable, has_outer_quotes, kind_from_name, paraphrase_wording};
use super::tables::is_slug;
use crate::block::NewEntry;
use crate::optional_fields::{OptionalFields, RareFields};
use crate::{EntryKind, EntryText, Lead, LeadKind, SourceId, SpeakerId, TopicId, Wording};
use kzq_ron::RonCursor;
use kzq_text::Safe;

/// The fields parsed so far; a duplicate field makes the entry unusual.
#[derive(Default)]
struct FastFields<'s> {
    id: Option<Safe<'s>>,
    speaker: Option<SpeakerId>,
    text: Option<Safe<'s>>,
    question: Option<Safe<'s>>,
    answer: Option<Safe<'s>>,
    is_verbatim: Option<bool>,
    lead: Option<Lead<'s>>,
    turn: Option<u32>,
    citation: Option<ParsedCitation>,
    has_topics: bool,
}

/// Parses the entry at the cursor and adds it to `entries`; `topics` is scratch space.
pub(super) fn parse_entry(
    cursor: &mut RonCursor<'_>,
    symbols: &SymbolTable<'_>,
    topics: &mut Vec<TopicId>,
    entries: &mut BlockBuilder,
) -> Option<()> {
    let kind = kind_from_name(cursor.parse_name()?)?;
    topics.clear();
    let mut fields = FastFields::default();
    let mut has_next = cursor.open_group(b'(', b')')?;
    while has_next {
        fields.parse_field(cursor, kind, symbols, topics)?;
        has_next = cursor.next_item(b')')?;
    }
    entries.push(fields.into_entry(kind, symbols)?, topics);
    Some(())
}

/// Sets a value, failing if it is already set.
fn set_once<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.replace(value).is_none().then_some(())
}

impl<'s> FastFields<'s> {
    fn parse_field(
        &mut self,
        cursor: &mut RonCursor<'s>,
        kind: EntryKind,
        symbols: &SymbolTable<'_>,
        topics: &mut Vec<TopicId>,
    ) -> Option<()> {
        let name = cursor.parse_name()?;
        cursor.eat_colon()?;
        match (name, kind) {
            ("id", _) => set_once(&mut self.id, parse_id(cursor)?),
            ("by", EntryKind::Quote) | ("of", EntryKind::Paraphrase) | ("answers_for", EntryKind::Qa) => {
                set_once(&mut self.speaker, SpeakerId(symbols.speaker_ids.get(&cursor.parse_string()?)?))
            }
            ("text", EntryKind::Quote | EntryKind::Paraphrase) => {
                let text = parse_text(cursor)?;
                (!has_outer_quotes(text.as_str())).then_some(())?;
                set_once(&mut self.text, text)
            }
            ("question", EntryKind::Qa) => set_once(&mut self.question, parse_text(cursor)?),
            ("answer", EntryKind::Qa) => set_once(&mut self.answer, parse_text(cursor)?),
            ("wording", EntryKind::Qa) => set_once(&mut self.is_verbatim, parse_is_verbatim(cursor)?),
            ("lead", _) => set_once(&mut self.lead, parse_lead(cursor)?),
            ("turn", _) => set_once(&mut self.turn, cursor.parse_number()?),
            ("source", _) => set_once(&mut self.citation, parse_citation(cursor, symbols)?),
            ("topics", _) if !std::mem::replace(&mut self.has_topics, true) => parse_topics(cursor, symbols, topics),
            _ => None,
        }
    }

    fn into_entry(self, kind: EntryKind, symbols: &SymbolTable<'_>) -> Option<NewEntry<'s>> {
        let (source, section, item) = match self.citation {
            Some(ParsedCitation { source, section, item }) => (Some(source), section, item),
            None => (None, None, None),
        };
        let is_verbatim = match kind {
            EntryKind::Quote => true,
            EntryKind::Paraphrase => false,
            EntryKind::Qa => self.is_verbatim?,
        };
        let paraphrase = || paraphrase_wording(source.map(|source| &symbols.sources[source.index()]));
        let wording = if is_verbatim { Wording::Verbatim } else { paraphrase() };
        let words = match kind {
            EntryKind::Quote => EntryText::Quote { text: self.text? },
            EntryKind::Paraphrase => EntryText::Paraphrase { text: self.text? },
            EntryKind::Qa => EntryText::Qa { question: self.question?, answer: self.answer? },
        };
        let more = OptionalFields::new(section, item, self.turn, RareFields::default());
        Some(NewEntry { id: self.id?, words, wording, speaker: self.speaker?, source, lead: self.lead, optional: more })
    }
}

fn parse_id<'s>(cursor: &mut RonCursor<'s>) -> Option<Safe<'s>> {
    let id = cursor.parse_string()?;
    is_slug(&id).then(|| Safe::line(id))
}

/// Parses a text that is not blank.
fn parse_text<'s>(cursor: &mut RonCursor<'s>) -> Option<Safe<'s>> {
    let words = cursor.parse_string()?;
    (!words.trim().is_empty()).then(|| Safe::text(words))
}

fn parse_is_verbatim(cursor: &mut RonCursor<'_>) -> Option<bool> {
    match cursor.parse_name()? {
        "Verbatim" => Some(true),
        "Paraphrase" => Some(false),
        _ => None,
    }
}

fn parse_lead<'s>(cursor: &mut RonCursor<'s>) -> Option<Lead<'s>> {
    let name = cursor.parse_name()?;
    let kind = LeadKind::ALL.into_iter().find(|kind| kind.ron_name() == name)?;
    cursor.open_group(b'(', b')')?.then_some(())?;
    let text: Cow<'s, str> = cursor.parse_string()?;
    (!cursor.next_item(b')')?).then(|| kind.with_text(Safe::text(text)))
}

fn parse_citation(cursor: &mut RonCursor<'_>, symbols: &SymbolTable<'_>) -> Option<ParsedCitation> {
    let (mut source, mut section, mut item) = (None, None, None);
    let mut has_next = cursor.open_group(b'(', b')')?;
    while has_next {
        let name = cursor.parse_name()?;
        cursor.eat_colon()?;
        match name {
            "id" => set_once(&mut source, SourceId(symbols.source_ids.get(&cursor.parse_string()?)?))?,
            "section" => set_once(&mut section, Safe::line(cursor.parse_string()?).into_owned())?,
            "item" => set_once(&mut item, cursor.parse_number()?)?,
            _ => return None,
        }
        has_next = cursor.next_item(b')')?;
    }
    Some(ParsedCitation { source: source?, section, item })
}

fn parse_topics(cursor: &mut RonCursor<'_>, symbols: &SymbolTable<'_>, topics: &mut Vec<TopicId>) -> Option<()> {
    let mut has_next = cursor.open_group(b'[', b']')?;
    while has_next {
        topics.push(TopicId(symbols.topic_ids.get(&cursor.parse_string()?)?));
        has_next = cursor.next_item(b']')?;
    }
    Some(())
}
