//! Reads the entries of a collection.

use std::collections::HashMap;
use std::ops::Range;

use serde::Deserialize;

use super::reader::{At, Reader, Taker};
use super::shape::{Fields, Node, Pairs, Tagged};
use super::tables::{dangling, id, lines, located, optional_line, source};
use crate::corpus::join::{Foreign, Relation};
use crate::corpus::{
    Citation, Code, CollectionId, Entry, EntryId, Kind, Lead, Source, SourceKind, Speaker, SpeakerId, Topic, TopicId,
    Wording, Words,
};
use crate::text::Safe;

/// What entries may refer to.
pub(super) struct Known<'k> {
    pub(super) speakers: &'k [Speaker],
    pub(super) sources: &'k [Source],
    pub(super) topics: &'k [Topic],
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
    named: Vec<Named>,
}

/// A reference to another entry, by name.
type Named = (Relation, At<String>);

pub(super) fn entries<'s>(reader: &mut Reader<'s>, taker: &mut Taker<'s>, known: &Known<'_>) -> Entries {
    let nodes: Vec<Node<'s>> = taker.required(reader, "entries").map(|at| at.value).unwrap_or_default();
    let mut drafts: Vec<Draft> = Vec::with_capacity(nodes.len());
    let mut places: HashMap<String, EntryId> = HashMap::new();
    for node in nodes {
        let Some(draft) = draft(reader, node, known) else { continue };
        let place = u32::try_from(drafts.len()).map_or(EntryId(u32::MAX), EntryId);
        if places.insert(draft.entry.id.as_str().to_owned(), place).is_some() {
            let message = crate::safe!("two entries have the id “", draft.entry.id, "”");
            reader.error(Code::DuplicateId, node.span(reader.text()), message);
        }
        drafts.push(draft);
    }
    resolve(reader, drafts, &places)
}

fn draft<'s>(reader: &mut Reader<'s>, node: Node<'s>, known: &Known<'_>) -> Option<Draft> {
    let Tagged { tag, fields } = reader.read(node)?;
    let kind = match tag.as_str() {
        "Quote" => Kind::Quote,
        "Paraphrase" => Kind::Paraphrase,
        "Qa" => Kind::Qa,
        _ => {
            let span = node.span(reader.text());
            let help = Some(Safe::from("an entry is a Quote(…), a Paraphrase(…) or a Qa(…)"));
            let message = crate::safe!("there is no kind of entry called “", Safe::line(tag.as_str()), "”");
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
        let entry = Entry {
            id: id(self.reader, &mut taker, "id").unwrap_or_default(),
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
        Draft { entry: Entry { sic, rests_on, ..entry }, named }
    }

    fn speaker(&mut self, taker: &mut Taker<'s>, field: &'static str) -> Option<SpeakerId> {
        let name = taker.required::<String>(self.reader, field)?;
        let speakers = self.known.speakers;
        let found = speakers.iter().position(|speaker| speaker.id.as_str() == name.value);
        if found.is_none() {
            dangling(self.reader, "speaker", &name, speakers.iter().map(|speaker| speaker.id.as_str()));
        }
        found.and_then(|index| u32::try_from(index).ok()).map(SpeakerId)
    }

    fn topics(&mut self, taker: &mut Taker<'s>) -> Vec<TopicId> {
        let topics = self.known.topics;
        let mut found = Vec::new();
        for name in located(self.reader, taker, "topics") {
            match topics.iter().position(|topic| topic.path.as_str() == name.value) {
                Some(index) => found.extend(u32::try_from(index).ok().map(TopicId)),
                None => dangling(self.reader, "topic", &name, topics.iter().map(|topic| topic.path.as_str())),
            }
        }
        found
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
        #[derive(Deserialize)]
        enum Given {
            Verbatim,
            Paraphrase,
        }
        let given = match self.kind {
            Kind::Quote => Given::Verbatim,
            Kind::Paraphrase => Given::Paraphrase,
            Kind::Qa => taker.required(self.reader, "wording").map_or(Given::Paraphrase, |at| at.value),
        };
        let source = citation.map(|citation| &self.known.sources[citation.source.index()]);
        match given {
            Given::Verbatim => Wording::Verbatim,
            Given::Paraphrase if source.is_some_and(|source| source.kind == SourceKind::Summary { machine: true }) => {
                Wording::Summary
            }
            Given::Paraphrase => Wording::Reported,
        }
    }

    fn citation(&mut self, taker: &mut Taker<'s>) -> Option<Citation> {
        let node = taker.node("source")?;
        let fields = self.reader.read::<Option<Fields<'s>>>(node)??;
        let mut row = Taker::new(self.reader, "source of an entry", node, fields);
        let reference = row.required::<String>(self.reader, "id");
        let section = optional_line(self.reader, &mut row, "section");
        let item = self.number(&mut row, "item");
        row.finish(self.reader);
        let source = source(self.reader, self.known.sources, &reference?)?;
        Some(Citation { source, section, item })
    }

    fn number(&mut self, taker: &mut Taker<'s>, field: &'static str) -> Option<u32> {
        taker.optional::<u32>(self.reader, field).map(|at| at.value)
    }

    fn lead(&mut self, taker: &mut Taker<'s>) -> Option<Lead> {
        #[derive(Deserialize)]
        enum Given {
            Narrated(String),
            Asked(String),
        }
        taker.optional(self.reader, "lead").map(|at| match at.value {
            Given::Narrated(text) => Lead::Narrated(Safe::text(text)),
            Given::Asked(text) => Lead::Asked(Safe::text(text)),
        })
    }

    fn sic(&mut self, taker: &mut Taker<'s>, text: &Safe<'static>) -> Vec<Safe<'static>> {
        let slips = lines(self.reader, taker, "sic");
        for slip in &slips {
            let message = match text.as_str().matches(slip.value.as_str()).count() {
                1 => continue,
                0 => "this is not in the text",
                _ => "this stands in the text more than once; give a few words more",
            };
            self.reader.error(Code::SicNotInText, slip.span.clone(), message);
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
            let grounds = nodes.value.into_iter().filter_map(|node| self.reader.read_at::<String>(node));
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
        let mut read: Vec<(Safe<'static>, Safe<'static>)> = Vec::with_capacity(pairs.len());
        for (key, value) in pairs {
            let (Some(key), Some(value)) = (self.reader.read_at::<String>(key), self.reader.read::<String>(value))
            else {
                continue;
            };
            let name = Safe::line(key.value);
            if read.iter().any(|(known, _)| *known == name) {
                self.reader.error(Code::DuplicateKey, key.span, crate::safe!("the key “", name, "” is given twice"));
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
    let kinds: Vec<Kind> = drafts.iter().map(|draft| draft.entry.kind()).collect();
    let mut entries = Entries::default();
    for (index, Draft { mut entry, named }) in drafts.into_iter().enumerate() {
        for (relation, name) in named {
            if name.value.contains('/') {
                let message = crate::safe!("there is no entry “", Safe::line(name.value.as_str()), "”");
                let finding = reader.prepare(Code::Dangling, &name.span, message);
                entries.foreign.push(Foreign { from: index, relation, name: name.value, finding });
                continue;
            }
            match places.get(&name.value) {
                None => dangling(reader, "entry", &name, places.keys().map(String::as_str)),
                Some(&target) => {
                    check_ground(reader, relation, kinds[target.index()], &name.span);
                    relation.add(&mut entry, target);
                }
            }
        }
        entries.list.push(entry);
    }
    entries
}

fn check_ground(reader: &mut Reader<'_>, relation: Relation, kind: Kind, span: &Range<usize>) {
    if relation == Relation::RestsOn && kind == Kind::Paraphrase {
        reader.error(
            Code::NotAQuotation,
            span.clone(),
            "a paraphrase rests on quotations; this is a paraphrase itself",
        );
    }
}
