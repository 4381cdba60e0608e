//! Reads the entries of a collection.

use std::collections::HashMap;
use std::ops::Range;

use serde::Deserialize;

use super::names::Names;
use super::reader::{At, Reader, Role, Taker, said};
use super::shape::{Fields, Node, Pairs, Readable, Tagged};
use super::tables::{dangling, id_at, lines, located, optional_line};
use crate::corpus::join::{Foreign, Relation};
use crate::corpus::{
    Citation, Code, CollectionId, Entry, EntryId, Kind, Lead, Source, SourceId, SourceKind, Speaker, SpeakerId, Topic,
    TopicId, Wording, Words,
};
use crate::text::Safe;

/// What entries may refer to.
pub(super) struct Known<'k> {
    sources: &'k [Source],
    speaker_names: Names<'k>,
    source_names: Names<'k>,
    topic_names: Names<'k>,
}

impl<'k> Known<'k> {
    pub(super) fn of(speakers: &'k [Speaker], sources: &'k [Source], topics: &'k [Topic]) -> Self {
        Self {
            sources,
            speaker_names: Names::of("speaker", speakers.iter().map(|speaker| speaker.id.as_str())),
            source_names: Names::of("source", sources.iter().map(|source| source.id.as_str())),
            topic_names: Names::of("topic", topics.iter().map(|topic| topic.path.as_str())),
        }
    }
}

/// The entries of a file.
#[derive(Default)]
pub(super) struct Entries {
    pub(super) list: Vec<Entry>,
    pub(super) foreign: Vec<Foreign>,
}

/// An entry whose references to other entries are still names.
struct Draft {
    entry: Entry,
    /// Where its id stands; `None` where it has none.
    id: Option<Range<usize>>,
    named: Vec<Named>,
}

/// A reference to another entry, by name.
type Named = (Relation, At<String>);

/// A wording as a file gives it.
#[derive(Deserialize)]
enum GivenWording {
    Verbatim,
    Paraphrase,
}

impl Readable<'_> for GivenWording {
    const WANTED: &'static str = "Verbatim or Paraphrase";
}

/// A lead as a file gives it.
#[derive(Deserialize)]
enum GivenLead {
    Narrated(String),
    Asked(String),
}

impl Readable<'_> for GivenLead {
    const WANTED: &'static str = "Narrated(\"…\") or Asked(\"…\")";
}

pub(super) fn entries<'s>(reader: &mut Reader<'s>, taker: &mut Taker<'s>, known: &Known<'_>) -> Entries {
    let nodes: Vec<Node<'s>> = taker.required(reader, "entries").map(|at| at.value).unwrap_or_default();
    let mut drafts: Vec<Draft> = Vec::with_capacity(nodes.len());
    let mut places: HashMap<String, EntryId> = HashMap::new();
    for node in nodes {
        let Some(draft) = draft(reader, node, known) else { continue };
        if let Some(span) = draft.id.clone() {
            let place = u32::try_from(drafts.len()).map_or(EntryId(u32::MAX), EntryId);
            if let Some(first) = places.insert(draft.entry.id.as_str().to_owned(), place) {
                let first = drafts[first.index()].id.as_ref().map_or(0, |first| first.start);
                let message = crate::safe!("two entries have the id “", said(draft.entry.id.as_str()), "”");
                reader.twice(Code::DuplicateId, span, first, message);
            }
        }
        drafts.push(draft);
    }
    resolve(reader, drafts, &places)
}

fn draft<'s>(reader: &mut Reader<'s>, node: Node<'s>, known: &Known<'_>) -> Option<Draft> {
    let Tagged { tag, fields } = reader.read(Role::Item("entries"), node)?;
    let kind = match tag.as_str() {
        "Quote" => Kind::Quote,
        "Paraphrase" => Kind::Paraphrase,
        "Qa" => Kind::Qa,
        _ => {
            let span = node.span(reader.text());
            let help = Some(Safe::from("an entry is a Quote(…), a Paraphrase(…) or a Qa(…)"));
            let message = crate::safe!("there is no kind of entry called “", said(&tag), "”");
            reader.error_with_help(Code::UnknownKind, span.start..span.start + tag.len(), message, help);
            return None;
        }
    };
    Some(Drafting { reader, known, kind }.draft(node, fields))
}

/// Reading one entry.
struct Drafting<'r, 's, 'k> {
    reader: &'r mut Reader<'s>,
    known: &'k Known<'k>,
    kind: Kind,
}

impl<'s> Drafting<'_, 's, '_> {
    fn draft(mut self, node: Node<'s>, fields: Fields<'s>) -> Draft {
        let (what, speaker) = match self.kind {
            Kind::Quote => ("quotation", "by"),
            Kind::Paraphrase => ("paraphrase", "of"),
            Kind::Qa => ("question and answer", "answers_for"),
        };
        let mut taker = Taker::new(self.reader, what, node, fields);
        let citation = self.citation(&mut taker);
        let (id, id_span) = id_at(self.reader, &mut taker, "id").map(|id| (id.value, id.span)).unzip();
        let entry = Entry {
            id: id.unwrap_or_default(),
            collection: CollectionId(0),
            speaker: self.speaker(&mut taker, speaker).unwrap_or(SpeakerId(0)),
            wording: self.wording(&mut taker, citation.as_ref()),
            words: self.words(&mut taker),
            topics: self.topics(&mut taker),
            citation,
            turn: self.number(&mut taker, "turn"),
            lead: self.lead(&mut taker),
            sic: Vec::new(),
            rests_on: None,
            differs: lines(self.reader, &mut taker, "differs").into_iter().map(|at| at.value).collect(),
            variants: Vec::new(),
            says_same: Vec::new(),
            translation_of: None,
            lang: optional_line(self.reader, &mut taker, "lang"),
            time: optional_line(self.reader, &mut taker, "time"),
            note: taker.optional::<String>(self.reader, "note").map(|at| Safe::text(at.value)),
            extra: self.extra(&mut taker),
        };
        let sic = self.sic(&mut taker, entry.text());
        let (named, rests_on) = self.named(&mut taker);
        taker.finish(self.reader);
        Draft { entry: Entry { sic, rests_on, ..entry }, id: id_span, named }
    }

    fn speaker(&mut self, taker: &mut Taker<'s>, field: &'static str) -> Option<SpeakerId> {
        let name = taker.required::<String>(self.reader, field)?;
        self.known.speaker_names.find(self.reader, &name).map(SpeakerId)
    }

    fn topics(&mut self, taker: &mut Taker<'s>) -> Vec<TopicId> {
        let names = located(self.reader, taker, "topics");
        names.iter().filter_map(|name| self.known.topic_names.find(self.reader, name)).map(TopicId).collect()
    }

    fn words(&mut self, taker: &mut Taker<'s>) -> Words {
        match self.kind {
            Kind::Quote => Words::Quote { text: self.text(taker, "text") },
            Kind::Paraphrase => Words::Paraphrase { text: self.text(taker, "text") },
            Kind::Qa => Words::Qa { question: self.text(taker, "question"), answer: self.text(taker, "answer") },
        }
    }

    fn text(&mut self, taker: &mut Taker<'s>, field: &'static str) -> Safe<'static> {
        let Some(At { value, span }) = taker.required::<String>(self.reader, field) else { return Safe::default() };
        if value.trim().is_empty() {
            self.reader.error(Code::Empty, span, crate::safe!("`", field, "` is empty"));
        } else if field == "text" && brings_marks(&value) {
            let help = Some(Safe::from(
                "leave the outer marks out: kzq sets them around words that were spoken, and only there",
            ));
            self.reader.warn(Code::OwnMarks, span, "the text stands in quotation marks of its own", help);
        }
        Safe::text(value)
    }

    fn wording(&mut self, taker: &mut Taker<'s>, citation: Option<&Citation>) -> Wording {
        let given = match self.kind {
            Kind::Quote => GivenWording::Verbatim,
            Kind::Paraphrase => GivenWording::Paraphrase,
            Kind::Qa => taker.required(self.reader, "wording").map_or(GivenWording::Paraphrase, |at| at.value),
        };
        let source = citation.map(|citation| &self.known.sources[citation.source.index()]);
        match given {
            GivenWording::Verbatim => Wording::Verbatim,
            GivenWording::Paraphrase
                if source.is_some_and(|source| source.kind == SourceKind::Summary { machine: true }) =>
            {
                Wording::Summary
            }
            GivenWording::Paraphrase => Wording::Reported,
        }
    }

    fn citation(&mut self, taker: &mut Taker<'s>) -> Option<Citation> {
        let node = taker.node("source")?;
        let fields = self.reader.read::<Option<Fields<'s>>>(Role::Field("source"), node)??;
        let mut row = Taker::new(self.reader, "source of an entry", node, fields);
        let reference = row.required::<String>(self.reader, "id");
        let section = optional_line(self.reader, &mut row, "section");
        let item = self.number(&mut row, "item");
        row.finish(self.reader);
        let source = self.known.source_names.find(self.reader, &reference?).map(SourceId)?;
        Some(Citation { source, section, item })
    }

    fn number(&mut self, taker: &mut Taker<'s>, field: &'static str) -> Option<u32> {
        taker.optional::<u32>(self.reader, field).map(|at| at.value)
    }

    fn lead(&mut self, taker: &mut Taker<'s>) -> Option<Lead> {
        taker.optional(self.reader, "lead").map(|at| match at.value {
            GivenLead::Narrated(text) => Lead::Narrated(Safe::text(text)),
            GivenLead::Asked(text) => Lead::Asked(Safe::text(text)),
        })
    }

    fn sic(&mut self, taker: &mut Taker<'s>, text: &Safe<'static>) -> Vec<Safe<'static>> {
        let slips = lines(self.reader, taker, "sic");
        // Without a text there is a finding already.
        for slip in slips.iter().filter(|_| !text.is_empty()) {
            let (message, help) = match text.as_str().matches(slip.value.as_str()).count() {
                1 => continue,
                0 => ("this is not in the text", "a slip is given as it stands in the text, to the character"),
                _ => ("this stands in the text more than once", "give a few words more, so that it is there once"),
            };
            self.reader.error_with_help(Code::SicNotInText, slip.span.clone(), message, Some(help.into()));
        }
        slips.into_iter().map(|slip| slip.value).collect()
    }

    /// The references to other entries, by name; and `rests_on`, empty, where the collection has a word on it.
    fn named(&mut self, taker: &mut Taker<'s>) -> (Vec<Named>, Option<Vec<EntryId>>) {
        let mut named = Vec::new();
        let mut rests_on = None;
        if self.kind != Kind::Quote
            && let Some(nodes) = taker.optional::<Vec<Node<'s>>>(self.reader, "rests_on")
        {
            rests_on = Some(Vec::new());
            let role = Role::Item("rests_on");
            let grounds = nodes.value.into_iter().filter_map(|node| self.reader.read_at(role, node));
            named.extend(grounds.map(|ground| (Relation::RestsOn, ground)));
        }
        for (relation, field) in [(Relation::Variant, "variants"), (Relation::SaysSame, "says_same")] {
            named.extend(located(self.reader, taker, field).into_iter().map(|name| (relation, name)));
        }
        named.extend(taker.optional(self.reader, "translation_of").map(|name| (Relation::TranslationOf, name)));
        (named, rests_on)
    }

    fn extra(&mut self, taker: &mut Taker<'s>) -> Vec<(Safe<'static>, Safe<'static>)> {
        let pairs = taker.optional::<Pairs<'s>>(self.reader, "extra").map_or_else(Vec::new, |at| at.value.0);
        let mut read = Vec::with_capacity(pairs.len());
        let mut seen = HashMap::new();
        for (key, value) in pairs {
            let key = self.reader.read_at::<String>(Role::Key("extra"), key);
            let value = self.reader.read::<String>(Role::Item("extra"), value);
            let (Some(key), Some(value)) = (key, value) else { continue };
            let name = Safe::line(key.value);
            if let Some(first) = seen.insert(name.clone(), key.span.start) {
                let message = crate::safe!("the key “", said(name.as_str()), "” is given twice");
                self.reader.twice(Code::DuplicateKey, key.span, first, message);
            }
            read.push((name, Safe::text(value)));
        }
        read
    }
}

/// Whether a text is wholly in one pair of quotation marks.
fn brings_marks(text: &str) -> bool {
    [('“', '”'), ('"', '"'), ('«', '»'), ('„', '“')].into_iter().any(|(open, close)| {
        let inner = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        inner.is_some_and(|inner| !inner.contains([open, close]))
    })
}

/// Resolves the references between entries; those into other collections are left for [`crate::corpus::Corpus::join`].
fn resolve(reader: &mut Reader<'_>, drafts: Vec<Draft>, places: &HashMap<String, EntryId>) -> Entries {
    let wordings: Vec<Wording> = drafts.iter().map(|draft| draft.entry.wording).collect();
    let mut entries = Entries::default();
    for (index, Draft { mut entry, named, .. }) in drafts.into_iter().enumerate() {
        for (relation, name) in named {
            if name.value.contains('/') {
                let message = crate::safe!("there is no entry “", said(&name.value), "”");
                let finding = reader.prepare(Code::Dangling, &name.span, message);
                let no_ground = reader.prepare(Code::NotAQuotation, &name.span, not_said(&name));
                entries.foreign.push(Foreign { from: index, relation, name: name.value, finding, no_ground });
                continue;
            }
            match places.get(&name.value) {
                None => dangling(reader, "entry", &name, places.keys().map(String::as_str)),
                Some(&target) => {
                    if relation == Relation::RestsOn && wordings[target.index()] != Wording::Verbatim {
                        no_ground(reader, &name);
                    }
                    relation.add(&mut entry, target);
                }
            }
        }
        entries.list.push(entry);
    }
    entries
}

/// Reports an entry that is to rest on something that was not said.
fn no_ground(reader: &mut Reader<'_>, name: &At<String>) {
    let message = not_said(name);
    let help = Some(Safe::from("a paraphrase rests on the words that were spoken: name their entries, or [] for none"));
    reader.error_with_help(Code::NotAQuotation, name.span.clone(), message, help);
}

fn not_said(name: &At<String>) -> Safe<'static> {
    crate::safe!("“", said(&name.value), "” is a paraphrase itself")
}
