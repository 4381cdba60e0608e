//! Parses an entry of the plain form in one pass, directly into a block.
//!
//! Nearly all entries of nearly all collections take this path; it is why a million of them can be browsed within a
//! second. Like [`RonCursor`] it reports nothing: it declines entries that are unusual or wrong.

use std::borrow::Cow;

use super::block_builder::BlockBuilder;
use super::entries::{ParsedCitation, has_outer_quotes, kind_from_name, paraphrase_wording};
use super::symbols::SymbolTable;
use super::tables::{is_blank, is_slug};
use crate::block::NewEntry;
use crate::optional_fields::{OptionalFields, RareFields};
use crate::{Date, EntryKind, EntryText, Lead, LeadKind, LocatorField, SpeakerId, TopicId, Wording};
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
    date: Option<Date>,
    tags: Option<Vec<Safe<'static>>>,
    lang: Option<Safe<'static>>,
    note: Option<Safe<'static>>,
    extra: Option<Vec<(Safe<'static>, Safe<'static>)>>,
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
                set_once(&mut self.speaker, symbols.find_speaker(&cursor.parse_string()?)?)
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
            ("date", _) => set_once(&mut self.date, cursor.parse_string()?.parse().ok()?),
            ("tags", _) => set_once(&mut self.tags, parse_tags(cursor)?),
            ("lang", _) => set_once(&mut self.lang, Safe::line(cursor.parse_string()?).into_owned()),
            ("note", _) => set_once(&mut self.note, Safe::text(cursor.parse_string()?).into_owned()),
            ("extra", _) => set_once(&mut self.extra, parse_extra(cursor)?),
            ("source", _) => set_once(&mut self.citation, parse_citation(cursor, symbols)?),
            ("topics", _) if !std::mem::replace(&mut self.has_topics, true) => parse_topics(cursor, symbols, topics),
            _ => None,
        }
    }

    fn into_entry(self, kind: EntryKind, symbols: &SymbolTable<'_>) -> Option<NewEntry<'s>> {
        let mut rare = RareFields {
            date: self.date,
            tags: self.tags.unwrap_or_default(),
            lang: self.lang,
            note: self.note,
            extra: self.extra.unwrap_or_default(),
            ..RareFields::default()
        };
        let (source, section, item) = match self.citation {
            Some(ParsedCitation { source, section, item, locators }) => {
                rare.locators = locators;
                (Some(source), section, item)
            }
            None => (None, None, None),
        };
        let is_verbatim = match kind {
            EntryKind::Quote => true,
            EntryKind::Paraphrase => false,
            EntryKind::Qa => self.is_verbatim?,
        };
        let paraphrase = || paraphrase_wording(source.map(|source| symbols.source(source)));
        let wording = if is_verbatim { Wording::Verbatim } else { paraphrase() };
        let words = match kind {
            EntryKind::Quote => EntryText::Quote { text: self.text? },
            EntryKind::Paraphrase => EntryText::Paraphrase { text: self.text? },
            EntryKind::Qa => EntryText::Qa { question: self.question?, answer: self.answer? },
        };
        let more = OptionalFields::new(section, item, self.turn, rare);
        Some(NewEntry { id: self.id?, words, wording, speaker: self.speaker, source, lead: self.lead, optional: more })
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
    let mut locators: Vec<(LocatorField, Safe<'static>)> = Vec::new();
    let mut has_next = cursor.open_group(b'(', b')')?;
    while has_next {
        let name = cursor.parse_name()?;
        cursor.eat_colon()?;
        match name {
            "id" => set_once(&mut source, symbols.find_source(&cursor.parse_string()?)?)?,
            "section" => set_once(&mut section, Safe::line(cursor.parse_string()?).into_owned())?,
            "item" => set_once(&mut item, cursor.parse_number()?)?,
            _ => {
                let field = LocatorField::from_name(name)?;
                let text = Safe::line(cursor.parse_string()?).into_owned();
                (!is_blank(&text) && locators.iter().all(|(other, _)| *other != field)).then_some(())?;
                locators.push((field, text));
            }
        }
        has_next = cursor.next_item(b')')?;
    }
    locators.sort_unstable_by_key(|&(field, _)| field);
    Some(ParsedCitation { source: source?, section, item, locators })
}

fn parse_tags(cursor: &mut RonCursor<'_>) -> Option<Vec<Safe<'static>>> {
    let mut tags = Vec::new();
    let mut has_next = cursor.open_group(b'[', b']')?;
    while has_next {
        let tag = Safe::line(cursor.parse_string()?).into_owned();
        (!is_blank(&tag)).then_some(())?;
        tags.push(tag);
        has_next = cursor.next_item(b']')?;
    }
    Some(tags)
}

fn parse_extra(cursor: &mut RonCursor<'_>) -> Option<Vec<(Safe<'static>, Safe<'static>)>> {
    // An imported entry has one: the name of the file that it comes from.
    let mut pairs: Vec<(Safe<'static>, Safe<'static>)> = Vec::with_capacity(1);
    let mut has_next = cursor.open_group(b'{', b'}')?;
    while has_next {
        let key = Safe::line(cursor.parse_string()?).into_owned();
        pairs.iter().all(|(other, _)| *other != key).then_some(())?;
        cursor.eat_colon()?;
        pairs.push((key, Safe::text(cursor.parse_string()?).into_owned()));
        has_next = cursor.next_item(b'}')?;
    }
    Some(pairs)
}

fn parse_topics(cursor: &mut RonCursor<'_>, symbols: &SymbolTable<'_>, topics: &mut Vec<TopicId>) -> Option<()> {
    let mut has_next = cursor.open_group(b'[', b']')?;
    while has_next {
        topics.push(symbols.find_topic(&cursor.parse_string()?)?);
        has_next = cursor.next_item(b']')?;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    const TABLES: &str = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada")},
        sources: {"s": (title: "S"), "m": (title: "M", kind: Summary(machine: true))},
        topics: [(id: "t", topics: [(id: "u")])], entries: ["#;

    /// The usual fields of entries in large collections must take this path.
    #[test]
    fn fast_path_parses_common_entries_like_the_ron_crate() {
        let tables = read("c.ron", format!("{TABLES}])").as_bytes()).corpus.unwrap();
        let symbols = SymbolTable::new(&tables, false);
        for entry in [
            r#"Quote(id: "q", by: "a", text: "x", topics: ["t/u"], lead: Asked("y?"), turn: 2)"#,
            r#"Quote(id: "q", text: "x")"#,
            r#"Paraphrase(id: "q", text: "x", source: (id: "m", section: "One", item: 3))"#,
            r#"Qa(id: "q", question: "x?", answer: "y", wording: Verbatim)"#,
            r#"Quote(id: "q", text: "x", source: (id: "s", line: "3", page: "12", chapter: "II", location: "233-235"))"#,
            r#"Quote(id: "q", text: "x", tags: ["one", "two words"], date: "c. 180")"#,
            r#"Quote(id: "q", text: "x", lang: "en", note: "y\nz", extra: {"imported": "a.csv", "b": " c\n"})"#,
        ] {
            let mut entries = BlockBuilder::default();
            let taken = parse_entry(&mut RonCursor::new(entry), &symbols, &mut Vec::new(), &mut entries);
            assert!(taken.is_some(), "{entry}");
            let mut corpus = tables.clone();
            entries.append_to(&mut corpus, &[]);
            let exact = read("c.ron", format!("{TABLES} /* not plain */ {entry}])").as_bytes());
            assert_eq!(exact.diagnostics, [], "{entry}");
            assert_eq!(Some(corpus), exact.corpus, "{entry}");
        }
    }
}
