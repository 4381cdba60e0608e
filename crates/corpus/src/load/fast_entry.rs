//! Parses an entry of the plain form in one pass, directly into a block.
//!
//! Nearly all entries of nearly all collections take this path; it is why a million of them can be browsed within a
//! second. Like [`quick`](kzq_ron::fast) it reports nothing: it declines entries that are unusual or wrong.

use std::borrow::Cow;

use super::entries::{Keeper, Known, brings_marks, kind_called, retold};
use super::tables::is_slug;
use crate::block::{More, Rare, Written};
use crate::{Kind, Lead, SourceId, SpeakerId, TopicId, Wording, Words};
use kzq_ron::Cursor;
use kzq_text::Safe;

/// The fields parsed so far; a duplicate field makes the entry unusual.
#[derive(Default)]
struct Fields<'s> {
    id: Option<Safe<'s>>,
    speaker: Option<SpeakerId>,
    text: Option<Safe<'s>>,
    question: Option<Safe<'s>>,
    answer: Option<Safe<'s>>,
    verbatim: Option<bool>,
    lead: Option<Lead<'s>>,
    turn: Option<u32>,
    source: Option<Stands>,
    topics: bool,
}

/// The citation of an entry.
struct Stands {
    source: SourceId,
    section: Option<Safe<'static>>,
    item: Option<u32>,
}

/// Parses the entry at the cursor and adds it to `entries`; `topics` is scratch space.
pub(super) fn entry(
    cursor: &mut Cursor<'_>,
    known: &Known<'_>,
    topics: &mut Vec<TopicId>,
    kept: &mut Keeper,
) -> Option<()> {
    let kind = kind_called(cursor.name()?)?;
    topics.clear();
    let mut fields = Fields::default();
    let mut more = cursor.open(b'(', b')')?;
    while more {
        fields.read(cursor, kind, known, topics)?;
        more = cursor.another(b')')?;
    }
    kept.keep(fields.into_entry(kind, known)?, topics);
    Some(())
}

/// Sets a value, failing if it is already set.
fn fill<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.replace(value).is_none().then_some(())
}

impl<'s> Fields<'s> {
    fn read(
        &mut self,
        cursor: &mut Cursor<'s>,
        kind: Kind,
        known: &Known<'_>,
        topics: &mut Vec<TopicId>,
    ) -> Option<()> {
        let name = cursor.name()?;
        cursor.colon()?;
        match (name, kind) {
            ("id", _) => fill(&mut self.id, id(cursor)?),
            ("by", Kind::Quote) | ("of", Kind::Paraphrase) | ("answers_for", Kind::Qa) => {
                fill(&mut self.speaker, SpeakerId(known.speaker_names.place(&cursor.text()?)?))
            }
            ("text", Kind::Quote | Kind::Paraphrase) => {
                let text = words(cursor)?;
                (!brings_marks(text.as_str())).then_some(())?;
                fill(&mut self.text, text)
            }
            ("question", Kind::Qa) => fill(&mut self.question, words(cursor)?),
            ("answer", Kind::Qa) => fill(&mut self.answer, words(cursor)?),
            ("wording", Kind::Qa) => fill(&mut self.verbatim, wording(cursor)?),
            ("lead", _) => fill(&mut self.lead, lead(cursor)?),
            ("turn", _) => fill(&mut self.turn, cursor.number()?),
            ("source", _) => fill(&mut self.source, stands(cursor, known)?),
            ("topics", _) if !std::mem::replace(&mut self.topics, true) => read_topics(cursor, known, topics),
            _ => None,
        }
    }

    fn into_entry(self, kind: Kind, known: &Known<'_>) -> Option<Written<'s>> {
        let (source, section, item) = match self.source {
            Some(Stands { source, section, item }) => (Some(source), section, item),
            None => (None, None, None),
        };
        let is_verbatim = match kind {
            Kind::Quote => true,
            Kind::Paraphrase => false,
            Kind::Qa => self.verbatim?,
        };
        let retold = || retold(source.map(|source| &known.sources[source.index()]));
        let wording = if is_verbatim { Wording::Verbatim } else { retold() };
        let words = match kind {
            Kind::Quote => Words::Quote { text: self.text? },
            Kind::Paraphrase => Words::Paraphrase { text: self.text? },
            Kind::Qa => Words::Qa { question: self.question?, answer: self.answer? },
        };
        let more = More::new(section, item, self.turn, Rare::default());
        Some(Written { id: self.id?, words, wording, speaker: self.speaker?, source, lead: self.lead, more })
    }
}

fn id<'s>(cursor: &mut Cursor<'s>) -> Option<Safe<'s>> {
    let id = cursor.text()?;
    is_slug(&id).then(|| Safe::line(id))
}

/// Parses a text that is not blank.
fn words<'s>(cursor: &mut Cursor<'s>) -> Option<Safe<'s>> {
    let words = cursor.text()?;
    (!words.trim().is_empty()).then(|| Safe::text(words))
}

fn wording(cursor: &mut Cursor<'_>) -> Option<bool> {
    match cursor.name()? {
        "Verbatim" => Some(true),
        "Paraphrase" => Some(false),
        _ => None,
    }
}

fn lead<'s>(cursor: &mut Cursor<'s>) -> Option<Lead<'s>> {
    let kind: fn(Safe<'s>) -> Lead<'s> = match cursor.name()? {
        "Narrated" => Lead::Narrated,
        "Asked" => Lead::Asked,
        _ => return None,
    };
    cursor.open(b'(', b')')?.then_some(())?;
    let text: Cow<'s, str> = cursor.text()?;
    (!cursor.another(b')')?).then(|| kind(Safe::text(text)))
}

fn stands(cursor: &mut Cursor<'_>, known: &Known<'_>) -> Option<Stands> {
    let (mut source, mut section, mut item) = (None, None, None);
    let mut more = cursor.open(b'(', b')')?;
    while more {
        let name = cursor.name()?;
        cursor.colon()?;
        match name {
            "id" => fill(&mut source, SourceId(known.source_names.place(&cursor.text()?)?))?,
            "section" => fill(&mut section, Safe::line(cursor.text()?).into_owned())?,
            "item" => fill(&mut item, cursor.number()?)?,
            _ => return None,
        }
        more = cursor.another(b')')?;
    }
    Some(Stands { source: source?, section, item })
}

fn read_topics(cursor: &mut Cursor<'_>, known: &Known<'_>, topics: &mut Vec<TopicId>) -> Option<()> {
    let mut more = cursor.open(b'[', b']')?;
    while more {
        topics.push(TopicId(known.topic_names.place(&cursor.text()?)?));
        more = cursor.another(b']')?;
    }
    Some(())
}
