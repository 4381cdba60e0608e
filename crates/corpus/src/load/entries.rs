//! Parses the entries of a collection.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;

use super::id_table::Names;
use super::tables::{dangling, id_at, lines, located, optional_line};
use crate::block::{Block, More, Rare, Written, place};
use crate::merge::{Foreign, Relation};
use crate::topic_lists::TopicLists;
use crate::{Corpus, EntryId, Kind, Lead, Source, SourceId, SourceKind, SpeakerId, TopicId, Wording, Words};
use kzq_ron::Code;
use kzq_ron::{At, Reader, Role, Taker, said};
use kzq_ron::{Fields, Node, Pairs, Readable, Tagged};
use kzq_text::Safe;

/// The ids that entries may refer to.
pub(super) struct Known<'k> {
    pub(super) sources: &'k [Source],
    pub(super) speaker_names: Names<'k>,
    pub(super) source_names: Names<'k>,
    pub(super) topic_names: Names<'k>,
}

impl<'k> Known<'k> {
    /// Indexes the tables of a corpus.
    pub(super) fn of(tables: &'k Corpus) -> Self {
        let (speakers, sources, topics) = (tables.speakers(), tables.sources(), tables.topics());
        Self {
            sources,
            speaker_names: Names::of("speaker", speakers.iter().map(|speaker| speaker.id.as_str())),
            source_names: Names::of("source", sources.iter().map(|source| source.id.as_str())),
            topic_names: Names::of("topic", topics.iter().map(|topic| topic.path.as_str())),
        }
    }
}

/// A parsed entry whose references to other entries are not resolved yet.
pub(super) struct Draft {
    pub(super) entry: Written<'static>,
    pub(super) topics: Vec<TopicId>,
    /// The span of its id; `None` if it has none.
    id: Option<Range<usize>>,
    pub(super) named: Vec<Named>,
}

/// An unresolved reference to another entry.
pub(super) type Named = (Relation, At<String>);

/// A wording as written in a file.
#[derive(Deserialize)]
enum GivenWording {
    Verbatim,
    Paraphrase,
}

impl Readable<'_> for GivenWording {
    const WANTED: &'static str = "Verbatim or Paraphrase";
}

/// A citation as written in a file.
struct GivenCitation {
    source: SourceId,
    section: Option<Safe<'static>>,
    item: Option<u32>,
}

/// A lead as written in a file.
#[derive(Deserialize)]
enum GivenLead {
    Narrated(String),
    Asked(String),
}

impl Readable<'_> for GivenLead {
    const WANTED: &'static str = "Narrated(\"…\") or Asked(\"…\")";
}

/// Parses the entries into a corpus that contains the tables; returns the references into other collections.
pub(super) fn entries<'s>(reader: &mut Reader<'s>, taker: &mut Taker<'s>, corpus: &mut Corpus) -> Vec<Foreign> {
    let nodes: Vec<Node<'s>> = taker.required(reader, "entries").map(|at| at.value).unwrap_or_default();
    let mut places: HashMap<String, EntryId> = HashMap::new();
    let mut ids: Vec<Option<Range<usize>>> = Vec::with_capacity(nodes.len());
    let mut named: Vec<(EntryId, Named)> = Vec::new();
    let mut kept = Keeper::default();
    let tables = corpus.clone();
    let known = Known::of(&tables);
    for node in nodes {
        let Some(draft) = draft(reader, node, &known) else { continue };
        let new = EntryId(place(ids.len()));
        if let Some(span) = draft.id.clone() {
            let id = draft.entry.id.as_str();
            if let Some(first) = places.insert(id.to_owned(), new) {
                let first = ids[first.index()].as_ref().map_or(0, |first| first.start);
                let message = kzq_text::safe!("two entries have the id “", said(id), "”");
                reader.twice(Code::DuplicateId, span, first, message);
            }
        }
        ids.push(draft.id);
        named.extend(draft.named.into_iter().map(|reference| (new, reference)));
        kept.keep(draft.entry, &draft.topics);
    }
    kept.hand_over(corpus);
    resolve(reader, corpus, named, &places)
}

/// Collects entries into blocks.
#[derive(Default)]
pub(super) struct Keeper {
    full: Vec<Block>,
    last: Block,
    lists: TopicLists,
    count: usize,
}

impl Keeper {
    /// Returns the number of entries.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    pub(super) fn keep(&mut self, entry: Written<'_>, topics: &[TopicId]) {
        if self.last.is_full() {
            self.full.push(std::mem::take(&mut self.last));
        }
        self.last.push(entry, self.lists.place_of(topics));
        self.count += 1;
    }

    /// Returns the id of the last entry.
    pub(super) fn last_id(&self) -> Safe<'_> {
        self.last.last_id()
    }

    /// Appends the entries to a corpus.
    pub(super) fn hand_over(mut self, corpus: &mut Corpus) {
        self.full.push(self.last);
        let lists = Arc::make_mut(&mut corpus.topic_lists);
        let moved: Vec<u32> = self.lists.iter().map(|list| lists.place_of(list)).collect();
        for mut block in self.full {
            for list in &mut block.topics {
                *list = moved[*list as usize];
            }
            block.shrink();
            corpus.push_block(Arc::new(block));
        }
    }
}

/// Returns the kind of entry with a name in RON.
pub(super) fn kind_called(name: &str) -> Option<Kind> {
    match name {
        "Quote" => Some(Kind::Quote),
        "Paraphrase" => Some(Kind::Paraphrase),
        "Qa" => Some(Kind::Qa),
        _ => None,
    }
}

/// Parses an entry.
pub(super) fn draft<'s>(reader: &mut Reader<'s>, node: Node<'s>, known: &Known<'_>) -> Option<Draft> {
    let Tagged { tag, fields } = reader.read(Role::Item("entries"), node)?;
    let Some(kind) = kind_called(&tag) else {
        let span = node.span(reader.text());
        let help = Some(Safe::from("an entry is a Quote(…), a Paraphrase(…) or a Qa(…)"));
        let message = kzq_text::safe!("there is no kind of entry called “", said(&tag), "”");
        reader.error_with_help(Code::UnknownKind, span.start..span.start + tag.len(), message, help);
        return None;
    };
    Some(Drafting { reader, known, kind }.draft(node, fields))
}

/// Parses one entry.
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
        let source = citation.as_ref().map(|citation| citation.source);
        let (id, id_span) = id_at(self.reader, &mut taker, "id").map(|id| (id.value, id.span)).unzip();
        let speaker = self.speaker(&mut taker, speaker).unwrap_or(SpeakerId(0));
        let wording = self.wording(&mut taker, source);
        let words = self.words(&mut taker);
        let topics = self.topics(&mut taker);
        let turn = self.number(&mut taker, "turn");
        let lead = self.lead(&mut taker);
        let mut rare = Rare {
            differs: lines(self.reader, &mut taker, "differs").into_iter().map(|at| at.value).collect(),
            lang: optional_line(self.reader, &mut taker, "lang"),
            time: optional_line(self.reader, &mut taker, "time"),
            note: taker.optional::<String>(self.reader, "note").map(|at| Safe::text(at.value)),
            extra: self.extra(&mut taker),
            ..Rare::default()
        };
        rare.sic = self.sic(&mut taker, said_text(&words));
        let (named, rests_on) = self.named(&mut taker);
        rare.rests_on = rests_on;
        taker.finish(self.reader);
        let (section, item) = citation.map_or((None, None), |citation| (citation.section, citation.item));
        let more = More::new(section, item, turn, rare).with_room(!named.is_empty());
        let entry = Written { id: id.unwrap_or_default(), words, wording, speaker, source, lead, more };
        Draft { entry, topics, id: id_span, named }
    }

    fn speaker(&mut self, taker: &mut Taker<'s>, field: &'static str) -> Option<SpeakerId> {
        let name = taker.required::<String>(self.reader, field)?;
        self.known.speaker_names.find(self.reader, &name).map(SpeakerId)
    }

    fn topics(&mut self, taker: &mut Taker<'s>) -> Vec<TopicId> {
        let names = located(self.reader, taker, "topics");
        names.iter().filter_map(|name| self.known.topic_names.find(self.reader, name)).map(TopicId).collect()
    }

    fn words(&mut self, taker: &mut Taker<'s>) -> Words<'static> {
        match self.kind {
            Kind::Quote => Words::Quote { text: self.text(taker, "text") },
            Kind::Paraphrase => Words::Paraphrase { text: self.text(taker, "text") },
            Kind::Qa => Words::Qa { question: self.text(taker, "question"), answer: self.text(taker, "answer") },
        }
    }

    fn text(&mut self, taker: &mut Taker<'s>, field: &'static str) -> Safe<'static> {
        let Some(At { value, span }) = taker.required::<String>(self.reader, field) else { return Safe::default() };
        if value.trim().is_empty() {
            self.reader.error(Code::Empty, span, kzq_text::safe!("`", field, "` is empty"));
        } else if field == "text" && brings_marks(&value) {
            let help = Some(Safe::from(
                "leave the outer marks out: kzq sets them around words that were spoken, and only there",
            ));
            self.reader.warn(Code::OwnMarks, span, "the text stands in quotation marks of its own", help);
        }
        Safe::text(value)
    }

    fn wording(&mut self, taker: &mut Taker<'s>, source: Option<SourceId>) -> Wording {
        let given = match self.kind {
            Kind::Quote => GivenWording::Verbatim,
            Kind::Paraphrase => GivenWording::Paraphrase,
            Kind::Qa => taker.required(self.reader, "wording").map_or(GivenWording::Paraphrase, |at| at.value),
        };
        match given {
            GivenWording::Verbatim => Wording::Verbatim,
            GivenWording::Paraphrase => retold(source.map(|source| &self.known.sources[source.index()])),
        }
    }

    fn citation(&mut self, taker: &mut Taker<'s>) -> Option<GivenCitation> {
        let node = taker.node("source")?;
        let fields = self.reader.read::<Option<Fields<'s>>>(Role::Field("source"), node)??;
        let mut row = Taker::new(self.reader, "source of an entry", node, fields);
        let reference = row.required::<String>(self.reader, "id");
        let section = optional_line(self.reader, &mut row, "section");
        let item = self.number(&mut row, "item");
        row.finish(self.reader);
        let source = self.known.source_names.find(self.reader, &reference?).map(SourceId)?;
        Some(GivenCitation { source, section, item })
    }

    fn number(&mut self, taker: &mut Taker<'s>, field: &'static str) -> Option<u32> {
        taker.optional::<u32>(self.reader, field).map(|at| at.value)
    }

    fn lead(&mut self, taker: &mut Taker<'s>) -> Option<Lead<'static>> {
        taker.optional(self.reader, "lead").map(|at| match at.value {
            GivenLead::Narrated(text) => Lead::Narrated(Safe::text(text)),
            GivenLead::Asked(text) => Lead::Asked(Safe::text(text)),
        })
    }

    fn sic(&mut self, taker: &mut Taker<'s>, text: &Safe<'static>) -> Vec<Safe<'static>> {
        let slips = lines(self.reader, taker, "sic");
        // A missing text has been reported already.
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

    /// Returns the unresolved references to other entries, and an empty `rests_on` if the collection gives the field.
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
                let message = kzq_text::safe!("the key “", said(name.as_str()), "” is given twice");
                self.reader.twice(Code::DuplicateKey, key.span, first, message);
            }
            read.push((name, Safe::text(value)));
        }
        read
    }
}

/// Returns the wording of a paraphrase from a source.
pub(super) fn retold(source: Option<&Source>) -> Wording {
    let by_machine = source.is_some_and(|source| source.kind == SourceKind::Summary { machine: true });
    if by_machine { Wording::Summary } else { Wording::Reported }
}

fn said_text<'w>(words: &'w Words<'static>) -> &'w Safe<'static> {
    match words {
        Words::Quote { text } | Words::Paraphrase { text } => text,
        Words::Qa { answer, .. } => answer,
    }
}

/// Returns whether a text is enclosed in a single pair of quotation marks.
pub(super) fn brings_marks(text: &str) -> bool {
    [('“', '”'), ('"', '"'), ('«', '»'), ('„', '“')].into_iter().any(|(open, close)| {
        let inner = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        inner.is_some_and(|inner| !inner.contains([open, close]))
    })
}

/// Resolves the references between entries, except those into other collections, which [`Corpus::join`] resolves.
fn resolve(
    reader: &mut Reader<'_>,
    corpus: &mut Corpus,
    named: Vec<(EntryId, Named)>,
    places: &HashMap<String, EntryId>,
) -> Vec<Foreign> {
    let mut foreign = Vec::new();
    for (from, (relation, name)) in named {
        if name.value.contains('/') {
            let message = kzq_text::safe!("there is no entry “", said(&name.value), "”");
            let finding = reader.prepare(Code::Dangling, &name.span, message);
            let no_ground = reader.prepare(Code::NotAQuotation, &name.span, not_said(&name));
            foreign.push(Foreign { from: from.index(), relation, name: name.value, finding, no_ground });
            continue;
        }
        match places.get(&name.value) {
            None => dangling(reader, "entry", &name, places.keys().map(String::as_str)),
            Some(&target) => {
                if relation == Relation::RestsOn && corpus.entry(target).wording() != Wording::Verbatim {
                    no_ground(reader, &name);
                }
                corpus.add_link(from, relation, target);
            }
        }
    }
    foreign
}

/// Reports an entry that rests on a paraphrase.
fn no_ground(reader: &mut Reader<'_>, name: &At<String>) {
    let message = not_said(name);
    let help = Some(Safe::from("a paraphrase rests on the words that were spoken: name their entries, or [] for none"));
    reader.error_with_help(Code::NotAQuotation, name.span.clone(), message, help);
}

fn not_said(name: &At<String>) -> Safe<'static> {
    kzq_text::safe!("“", said(&name.value), "” is a paraphrase itself")
}
