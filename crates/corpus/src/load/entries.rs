//! Parses the entries of a collection.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;

use super::id_table::IdTable;
use super::tables::{lines, optional_line, report_dangling, required_id, spanned_strings};
use crate::block::{Block, NewEntry, OptionalFields, RareFields, to_u32};
use crate::merge::{CrossReference, LinkKind};
use crate::topic_lists::TopicLists;
use crate::{Corpus, EntryId, EntryKind, EntryText, Lead, Source, SourceId, SourceKind, SpeakerId, TopicId, Wording};
use kzq_ron::Rule;
use kzq_ron::{FieldReader, FieldRole, Parser, Spanned, quote_for_message};
use kzq_ron::{Fields, FromRon, Node, Pairs, TaggedFields};
use kzq_text::Safe;

/// The ids that entries may refer to.
pub(super) struct SymbolTable<'k> {
    pub(super) sources: &'k [Source],
    pub(super) speaker_ids: IdTable<'k>,
    pub(super) source_ids: IdTable<'k>,
    pub(super) topic_ids: IdTable<'k>,
}

impl<'k> SymbolTable<'k> {
    /// Indexes the tables of a corpus.
    pub(super) fn new(tables: &'k Corpus) -> Self {
        let (speakers, sources, topics) = (tables.speakers(), tables.sources(), tables.topics());
        Self {
            sources,
            speaker_ids: IdTable::new("speaker", speakers.iter().map(|speaker| speaker.id.as_str())),
            source_ids: IdTable::new("source", sources.iter().map(|source| source.id.as_str())),
            topic_ids: IdTable::new("topic", topics.iter().map(|topic| topic.path.as_str())),
        }
    }
}

/// A parsed entry whose references to other entries are not resolved yet.
pub(super) struct ParsedEntry {
    pub(super) entry: NewEntry<'static>,
    pub(super) topics: Vec<TopicId>,
    /// The span of its id; `None` if it has none.
    id_span: Option<Range<usize>>,
    pub(super) references: Vec<UnresolvedReference>,
}

/// An unresolved reference to another entry.
pub(super) type UnresolvedReference = (LinkKind, Spanned<String>);

/// A wording as written in a file.
#[derive(Deserialize)]
enum RonWording {
    Verbatim,
    Paraphrase,
}

impl FromRon<'_> for RonWording {
    const EXPECTED: &'static str = "Verbatim or Paraphrase";
}

/// A citation as written in a file.
struct ParsedCitation {
    source: SourceId,
    section: Option<Safe<'static>>,
    item: Option<u32>,
}

/// A lead as written in a file.
#[derive(Deserialize)]
enum RonLead {
    Narrated(String),
    Asked(String),
}

impl FromRon<'_> for RonLead {
    const EXPECTED: &'static str = "Narrated(\"…\") or Asked(\"…\")";
}

/// Parses the entries into a corpus that contains the tables; returns the references into other collections.
pub(super) fn parse_entries<'s>(
    parser: &mut Parser<'s>,
    fields: &mut FieldReader<'s>,
    corpus: &mut Corpus,
) -> Vec<CrossReference> {
    let nodes: Vec<Node<'s>> = fields.required(parser, "entries").map(|at| at.value).unwrap_or_default();
    let mut ids_by_name: HashMap<String, EntryId> = HashMap::new();
    let mut id_spans: Vec<Option<Range<usize>>> = Vec::with_capacity(nodes.len());
    let mut references: Vec<(EntryId, UnresolvedReference)> = Vec::new();
    let mut builder = BlockBuilder::default();
    let tables = corpus.clone();
    let symbols = SymbolTable::new(&tables);
    for node in nodes {
        let Some(parsed) = parse_entry(parser, node, &symbols) else { continue };
        let entry_id = EntryId(to_u32(id_spans.len()));
        if let Some(span) = parsed.id_span.clone() {
            let id = parsed.entry.id.as_str();
            if let Some(first) = ids_by_name.insert(id.to_owned(), entry_id) {
                let first = id_spans[first.index()].as_ref().map_or(0, |first| first.start);
                let message = kzq_text::safe!("two entries have the id “", quote_for_message(id), "”");
                parser.duplicate(Rule::DuplicateId, span, first, message);
            }
        }
        id_spans.push(parsed.id_span);
        references.extend(parsed.references.into_iter().map(|reference| (entry_id, reference)));
        builder.push(parsed.entry, &parsed.topics);
    }
    builder.append_to(corpus);
    resolve_references(parser, corpus, references, &ids_by_name)
}

/// Collects entries into blocks.
#[derive(Default)]
pub(super) struct BlockBuilder {
    full_blocks: Vec<Block>,
    current: Block,
    topic_lists: TopicLists,
    count: usize,
}

impl BlockBuilder {
    /// Returns the number of entries.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    pub(super) fn push(&mut self, entry: NewEntry<'_>, topics: &[TopicId]) {
        if self.current.is_full() {
            self.full_blocks.push(std::mem::take(&mut self.current));
        }
        self.current.push(entry, self.topic_lists.intern(topics));
        self.count += 1;
    }

    /// Returns the id of the last entry.
    pub(super) fn last_id(&self) -> Safe<'_> {
        self.current.last_id()
    }

    /// Appends the entries to a corpus.
    pub(super) fn append_to(mut self, corpus: &mut Corpus) {
        self.full_blocks.push(self.current);
        let lists = Arc::make_mut(&mut corpus.topic_lists);
        let new_indices: Vec<u32> = self.topic_lists.iter().map(|list| lists.intern(list)).collect();
        for mut block in self.full_blocks {
            for list in &mut block.topic_lists {
                *list = new_indices[*list as usize];
            }
            block.shrink_to_fit();
            corpus.push_block(Arc::new(block));
        }
    }
}

/// Returns the kind of entry with a name in RON.
pub(super) fn kind_from_name(name: &str) -> Option<EntryKind> {
    match name {
        "Quote" => Some(EntryKind::Quote),
        "Paraphrase" => Some(EntryKind::Paraphrase),
        "Qa" => Some(EntryKind::Qa),
        _ => None,
    }
}

/// Parses an entry.
pub(super) fn parse_entry<'s>(
    parser: &mut Parser<'s>,
    node: Node<'s>,
    symbols: &SymbolTable<'_>,
) -> Option<ParsedEntry> {
    let TaggedFields { tag, fields } = parser.parse(FieldRole::Item("entries"), node)?;
    let Some(kind) = kind_from_name(&tag) else {
        let span = node.span(parser.text());
        let help = Some(Safe::from("an entry is a Quote(…), a Paraphrase(…) or a Qa(…)"));
        let message = kzq_text::safe!("there is no kind of entry called “", quote_for_message(&tag), "”");
        parser.error_with_help(Rule::UnknownKind, span.start..span.start + tag.len(), message, help);
        return None;
    };
    Some(EntryParser { parser, symbols, kind }.parse(node, fields))
}

/// Parses one entry.
struct EntryParser<'r, 's, 'k> {
    parser: &'r mut Parser<'s>,
    symbols: &'k SymbolTable<'k>,
    kind: EntryKind,
}

impl<'s> EntryParser<'_, 's, '_> {
    fn parse(mut self, node: Node<'s>, fields: Fields<'s>) -> ParsedEntry {
        let (type_name, speaker_field) = match self.kind {
            EntryKind::Quote => ("quotation", "by"),
            EntryKind::Paraphrase => ("paraphrase", "of"),
            EntryKind::Qa => ("question and answer", "answers_for"),
        };
        let mut field_reader = FieldReader::new(self.parser, type_name, node, fields);
        let citation = self.citation(&mut field_reader);
        let source = citation.as_ref().map(|citation| citation.source);
        let (id, id_span) = required_id(self.parser, &mut field_reader, "id").map(|id| (id.value, id.span)).unzip();
        let speaker = self.speaker(&mut field_reader, speaker_field).unwrap_or(SpeakerId(0));
        let wording = self.wording(&mut field_reader, source);
        let words = self.texts(&mut field_reader);
        let topics = self.topics(&mut field_reader);
        let turn = self.parse_number(&mut field_reader, "turn");
        let lead = self.lead(&mut field_reader);
        let mut rare = RareFields {
            differs: lines(self.parser, &mut field_reader, "differs").into_iter().map(|at| at.value).collect(),
            lang: optional_line(self.parser, &mut field_reader, "lang"),
            time: optional_line(self.parser, &mut field_reader, "time"),
            note: field_reader.optional::<String>(self.parser, "note").map(|at| Safe::text(at.value)),
            extra: self.extra(&mut field_reader),
            ..RareFields::default()
        };
        rare.sic = self.sic(&mut field_reader, main_text(&words));
        let (references, rests_on) = self.references(&mut field_reader);
        rare.rests_on = rests_on;
        field_reader.finish(self.parser);
        let (section, item) = citation.map_or((None, None), |citation| (citation.section, citation.item));
        let more = OptionalFields::new(section, item, turn, rare).reserve_links(!references.is_empty());
        let entry = NewEntry { id: id.unwrap_or_default(), words, wording, speaker, source, lead, optional: more };
        ParsedEntry { entry, topics, id_span, references }
    }

    fn speaker(&mut self, fields: &mut FieldReader<'s>, field: &'static str) -> Option<SpeakerId> {
        let name = fields.required::<String>(self.parser, field)?;
        self.symbols.speaker_ids.resolve(self.parser, &name).map(SpeakerId)
    }

    fn topics(&mut self, fields: &mut FieldReader<'s>) -> Vec<TopicId> {
        let names = spanned_strings(self.parser, fields, "topics");
        names.iter().filter_map(|name| self.symbols.topic_ids.resolve(self.parser, name)).map(TopicId).collect()
    }

    fn texts(&mut self, fields: &mut FieldReader<'s>) -> EntryText<'static> {
        match self.kind {
            EntryKind::Quote => EntryText::Quote { text: self.text(fields, "text") },
            EntryKind::Paraphrase => EntryText::Paraphrase { text: self.text(fields, "text") },
            EntryKind::Qa => {
                EntryText::Qa { question: self.text(fields, "question"), answer: self.text(fields, "answer") }
            }
        }
    }

    fn text(&mut self, fields: &mut FieldReader<'s>, field: &'static str) -> Safe<'static> {
        let Some(Spanned { value, span }) = fields.required::<String>(self.parser, field) else {
            return Safe::default();
        };
        if value.trim().is_empty() {
            self.parser.error(Rule::Empty, span, kzq_text::safe!("`", field, "` is empty"));
        } else if field == "text" && has_outer_quotes(&value) {
            let help = Some(Safe::from(
                "leave the outer marks out: kzq sets them around words that were spoken, and only there",
            ));
            self.parser.warn(Rule::OwnMarks, span, "the text stands in quotation marks of its own", help);
        }
        Safe::text(value)
    }

    fn wording(&mut self, fields: &mut FieldReader<'s>, source: Option<SourceId>) -> Wording {
        let given = match self.kind {
            EntryKind::Quote => RonWording::Verbatim,
            EntryKind::Paraphrase => RonWording::Paraphrase,
            EntryKind::Qa => fields.required(self.parser, "wording").map_or(RonWording::Paraphrase, |at| at.value),
        };
        match given {
            RonWording::Verbatim => Wording::Verbatim,
            RonWording::Paraphrase => paraphrase_wording(source.map(|source| &self.symbols.sources[source.index()])),
        }
    }

    fn citation(&mut self, fields: &mut FieldReader<'s>) -> Option<ParsedCitation> {
        let node = fields.take("source")?;
        let raw_fields = self.parser.parse::<Option<Fields<'s>>>(FieldRole::Field("source"), node)??;
        let mut source_fields = FieldReader::new(self.parser, "source of an entry", node, raw_fields);
        let reference = source_fields.required::<String>(self.parser, "id");
        let section = optional_line(self.parser, &mut source_fields, "section");
        let item = self.parse_number(&mut source_fields, "item");
        source_fields.finish(self.parser);
        let source = self.symbols.source_ids.resolve(self.parser, &reference?).map(SourceId)?;
        Some(ParsedCitation { source, section, item })
    }

    fn parse_number(&mut self, fields: &mut FieldReader<'s>, field: &'static str) -> Option<u32> {
        fields.optional::<u32>(self.parser, field).map(|at| at.value)
    }

    fn lead(&mut self, fields: &mut FieldReader<'s>) -> Option<Lead<'static>> {
        fields.optional(self.parser, "lead").map(|at| match at.value {
            RonLead::Narrated(text) => Lead::Narrated(Safe::text(text)),
            RonLead::Asked(text) => Lead::Asked(Safe::text(text)),
        })
    }

    fn sic(&mut self, fields: &mut FieldReader<'s>, text: &Safe<'static>) -> Vec<Safe<'static>> {
        let passages = lines(self.parser, fields, "sic");
        // A missing text has been reported already.
        for slip in passages.iter().filter(|_| !text.is_empty()) {
            let (message, help) = match text.as_str().matches(slip.value.as_str()).count() {
                1 => continue,
                0 => ("this is not in the text", "a slip is given as it stands in the text, to the character"),
                _ => ("this stands in the text more than once", "give a few words more, so that it is there once"),
            };
            self.parser.error_with_help(Rule::SicNotInText, slip.span.clone(), message, Some(help.into()));
        }
        passages.into_iter().map(|slip| slip.value).collect()
    }

    /// Returns the unresolved references to other entries, and an empty `rests_on` if the collection gives the field.
    fn references(&mut self, fields: &mut FieldReader<'s>) -> (Vec<UnresolvedReference>, Option<Vec<EntryId>>) {
        let mut references = Vec::new();
        let mut rests_on = None;
        if self.kind != EntryKind::Quote
            && let Some(nodes) = fields.optional::<Vec<Node<'s>>>(self.parser, "rests_on")
        {
            rests_on = Some(Vec::new());
            let role = FieldRole::Item("rests_on");
            let targets = nodes.value.into_iter().filter_map(|node| self.parser.parse_spanned(role, node));
            references.extend(targets.map(|target| (LinkKind::RestsOn, target)));
        }
        for (relation, field) in [(LinkKind::Variant, "variants"), (LinkKind::SaysSame, "says_same")] {
            references.extend(spanned_strings(self.parser, fields, field).into_iter().map(|name| (relation, name)));
        }
        references.extend(fields.optional(self.parser, "translation_of").map(|name| (LinkKind::TranslationOf, name)));
        (references, rests_on)
    }

    fn extra(&mut self, fields: &mut FieldReader<'s>) -> Vec<(Safe<'static>, Safe<'static>)> {
        let pairs = fields.optional::<Pairs<'s>>(self.parser, "extra").map_or_else(Vec::new, |at| at.value.0);
        let mut entries = Vec::with_capacity(pairs.len());
        let mut seen = HashMap::new();
        for (key, value) in pairs {
            let key = self.parser.parse_spanned::<String>(FieldRole::Key("extra"), key);
            let value = self.parser.parse::<String>(FieldRole::Item("extra"), value);
            let (Some(key), Some(value)) = (key, value) else { continue };
            let name = Safe::line(key.value);
            if let Some(first) = seen.insert(name.clone(), key.span.start) {
                let message = kzq_text::safe!("the key “", quote_for_message(name.as_str()), "” is given twice");
                self.parser.duplicate(Rule::DuplicateKey, key.span, first, message);
            }
            entries.push((name, Safe::text(value)));
        }
        entries
    }
}

/// Returns the wording of a paraphrase from a source.
pub(super) fn paraphrase_wording(source: Option<&Source>) -> Wording {
    let by_machine = source.is_some_and(|source| source.kind == SourceKind::Summary { machine: true });
    if by_machine { Wording::Summary } else { Wording::Reported }
}

fn main_text<'w>(words: &'w EntryText<'static>) -> &'w Safe<'static> {
    match words {
        EntryText::Quote { text } | EntryText::Paraphrase { text } => text,
        EntryText::Qa { answer, .. } => answer,
    }
}

/// Returns whether a text is enclosed in a single pair of quotation marks.
pub(super) fn has_outer_quotes(text: &str) -> bool {
    [('“', '”'), ('"', '"'), ('«', '»'), ('„', '“')].into_iter().any(|(open, close)| {
        let inner = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        inner.is_some_and(|inner| !inner.contains([open, close]))
    })
}

/// Resolves the references between entries, except those into other collections, which [`Corpus::join`] resolves.
fn resolve_references(
    parser: &mut Parser<'_>,
    corpus: &mut Corpus,
    references: Vec<(EntryId, UnresolvedReference)>,
    ids_by_name: &HashMap<String, EntryId>,
) -> Vec<CrossReference> {
    let mut cross_references = Vec::new();
    for (from, (relation, name)) in references {
        if name.value.contains('/') {
            let message = kzq_text::safe!("there is no entry “", quote_for_message(&name.value), "”");
            let dangling_diagnostic = parser.deferred(Rule::Dangling, &name.span, message);
            let not_verbatim = parser.deferred(Rule::NotAQuotation, &name.span, not_verbatim_message(&name));
            cross_references.push(CrossReference {
                entry_index: from.index(),
                kind: relation,
                target: name.value,
                dangling_diagnostic,
                not_verbatim,
            });
            continue;
        }
        match ids_by_name.get(&name.value) {
            None => report_dangling(parser, "entry", &name, ids_by_name.keys().map(String::as_str)),
            Some(&target) => {
                if relation == LinkKind::RestsOn && corpus.entry(target).wording() != Wording::Verbatim {
                    report_not_verbatim(parser, &name);
                }
                corpus.add_reference(from, relation, target);
            }
        }
    }
    cross_references
}

/// Reports an entry that rests on a paraphrase.
fn report_not_verbatim(parser: &mut Parser<'_>, name: &Spanned<String>) {
    let message = not_verbatim_message(name);
    let help = Some(Safe::from("a paraphrase rests on the words that were spoken: name their entries, or [] for none"));
    parser.error_with_help(Rule::NotAQuotation, name.span.clone(), message, help);
}

fn not_verbatim_message(name: &Spanned<String>) -> Safe<'static> {
    kzq_text::safe!("“", quote_for_message(&name.value), "” is a paraphrase itself")
}
