//! Parses the entries of a collection.

use std::collections::HashMap;
use std::ops::Range;

use serde::Deserialize;

use super::block_builder::BlockBuilder;
use super::checked::parse_checked;
use super::differences::parse_differences;
use super::id_table::{IdTable, report_dangling};
use super::tables::{lines, optional_line, required_id, spanned_strings};
use crate::block::NewEntry;
use crate::links::{CrossReference, LinkKind};
use crate::optional_fields::{OptionalFields, RareFields};
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
pub(super) struct ParsedCitation {
    pub(super) source: SourceId,
    pub(super) section: Option<Safe<'static>>,
    pub(super) item: Option<u32>,
}

/// A lead as written in a file.
#[derive(Deserialize)]
enum RonLead {
    Narrated(String),
    Asked(String),
    AskedAsTold(String),
}

impl FromRon<'_> for RonLead {
    const EXPECTED: &'static str = "Narrated(\"…\"), Asked(\"…\") or AskedAsTold(\"…\")";
}

/// Parses the entries into a corpus that contains the tables; returns the references into other collections.
pub(super) fn parse_entries(fields: &mut FieldReader<'_, '_>, corpus: &mut Corpus) -> Vec<CrossReference> {
    let nodes: Vec<Node<'_>> = fields.required("entries").map(|at| at.value).unwrap_or_default();
    let parser = fields.parser();
    let mut ids_by_name: HashMap<String, EntryId> = HashMap::new();
    let mut id_spans: Vec<Option<Range<usize>>> = Vec::with_capacity(nodes.len());
    let mut references: Vec<(EntryId, UnresolvedReference)> = Vec::new();
    let mut builder = BlockBuilder::default();
    let tables = corpus.clone();
    let symbols = SymbolTable::new(&tables);
    for node in nodes {
        let Some(parsed) = parse_entry(parser, node, &symbols) else { continue };
        let entry_id = EntryId::new(id_spans.len());
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

/// Returns the kind of entry with a name in RON.
pub(super) fn kind_from_name(name: &str) -> Option<EntryKind> {
    match name {
        "Quote" => Some(EntryKind::Quote),
        "Paraphrase" => Some(EntryKind::Paraphrase),
        "Qa" => Some(EntryKind::Qa),
        _ => None,
    }
}

/// Parses an entry; reports what is wrong with it, and returns `None` only if its kind is unknown.
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
    let type_name = match kind {
        EntryKind::Quote => "quotation",
        EntryKind::Paraphrase => "paraphrase",
        EntryKind::Qa => "question and answer",
    };
    Some(EntryParser { fields: FieldReader::new(parser, type_name, node, fields), symbols, kind }.parse())
}

/// An entry being parsed, and the tables that it may refer to.
struct EntryParser<'r, 's, 'k> {
    fields: FieldReader<'r, 's>,
    symbols: &'k SymbolTable<'k>,
    kind: EntryKind,
}

impl<'s> EntryParser<'_, 's, '_> {
    fn parse(mut self) -> ParsedEntry {
        let citation = self.citation();
        let source = citation.as_ref().map(|citation| citation.source);
        let (id, id_span) = required_id(&mut self.fields, "id").map(|id| (id.value, id.span)).unzip();
        let speaker = self.speaker().unwrap_or(SpeakerId(0));
        let wording = self.wording(source);
        let words = self.texts();
        let topics = self.topics();
        let turn = self.fields.optional::<u32>("turn").map(|at| at.value);
        let lead = self.lead();
        let mut rare = RareFields {
            lang: optional_line(&mut self.fields, "lang"),
            time: optional_line(&mut self.fields, "time"),
            note: self.fields.optional::<String>("note").map(|at| Safe::text(at.value)),
            extra: self.extra(),
            ..RareFields::default()
        };
        rare.sic = self.sic(main_text(&words));
        let (mut references, rests_on) = self.references();
        rare.rests_on = rests_on;
        let basis: Vec<&Spanned<String>> =
            references.iter().filter(|(kind, _)| *kind == LinkKind::RestsOn).map(|(_, name)| name).collect();
        let (differs, contradicted) = parse_differences(&mut self.fields, &words, &basis);
        rare.differs = differs;
        references.extend(contradicted);
        rare.checked = parse_checked(&mut self.fields);
        self.fields.finish();
        let (section, item) = citation.map_or((None, None), |citation| (citation.section, citation.item));
        let more = OptionalFields::new(section, item, turn, rare).reserve_links(!references.is_empty());
        let entry = NewEntry { id: id.unwrap_or_default(), words, wording, speaker, source, lead, optional: more };
        ParsedEntry { entry, topics, id_span, references }
    }

    fn speaker(&mut self) -> Option<SpeakerId> {
        let field = match self.kind {
            EntryKind::Quote => "by",
            EntryKind::Paraphrase => "of",
            EntryKind::Qa => "answers_for",
        };
        let name = self.fields.required::<String>(field)?;
        self.symbols.speaker_ids.resolve(self.fields.parser(), &name).map(SpeakerId)
    }

    fn topics(&mut self) -> Vec<TopicId> {
        let names = spanned_strings(&mut self.fields, "topics");
        names
            .iter()
            .filter_map(|name| self.symbols.topic_ids.resolve(self.fields.parser(), name))
            .map(TopicId)
            .collect()
    }

    fn texts(&mut self) -> EntryText<'static> {
        match self.kind {
            EntryKind::Quote => EntryText::Quote { text: self.text("text") },
            EntryKind::Paraphrase => EntryText::Paraphrase { text: self.text("text") },
            EntryKind::Qa => EntryText::Qa { question: self.text("question"), answer: self.text("answer") },
        }
    }

    fn text(&mut self, field: &'static str) -> Safe<'static> {
        let Some(Spanned { value, span }) = self.fields.required::<String>(field) else {
            return Safe::default();
        };
        if value.trim().is_empty() {
            self.fields.parser().error(Rule::Empty, span, kzq_text::safe!("`", field, "` is empty"));
        } else if field == "text" && has_outer_quotes(&value) {
            let help = Some(Safe::from(
                "leave the outer marks out: kzq sets them around words that were spoken, and only there",
            ));
            self.fields.parser().warn(Rule::OwnMarks, span, "the text has its own quotation marks", help);
        }
        Safe::text(value)
    }

    fn wording(&mut self, source: Option<SourceId>) -> Wording {
        let given = match self.kind {
            EntryKind::Quote => RonWording::Verbatim,
            EntryKind::Paraphrase => RonWording::Paraphrase,
            EntryKind::Qa => self.fields.required("wording").map_or(RonWording::Paraphrase, |at| at.value),
        };
        match given {
            RonWording::Verbatim => Wording::Verbatim,
            RonWording::Paraphrase => paraphrase_wording(source.map(|source| &self.symbols.sources[source.index()])),
        }
    }

    fn citation(&mut self) -> Option<ParsedCitation> {
        let node = self.fields.take("source")?;
        let parser = self.fields.parser();
        let raw_fields = parser.parse::<Option<Fields<'_>>>(FieldRole::Field("source"), node)??;
        let mut source_fields = FieldReader::new(parser, "source of an entry", node, raw_fields);
        let reference = source_fields.required::<String>("id");
        let section = optional_line(&mut source_fields, "section");
        let item = source_fields.optional::<u32>("item").map(|at| at.value);
        source_fields.finish();
        let source = self.symbols.source_ids.resolve(self.fields.parser(), &reference?).map(SourceId)?;
        Some(ParsedCitation { source, section, item })
    }

    fn lead(&mut self) -> Option<Lead<'static>> {
        self.fields.optional("lead").map(|at| match at.value {
            RonLead::Narrated(text) => Lead::Narrated(Safe::text(text)),
            RonLead::Asked(text) => Lead::Asked(Safe::text(text)),
            RonLead::AskedAsTold(text) => Lead::AskedAsTold(Safe::text(text)),
        })
    }

    fn sic(&mut self, text: &Safe<'static>) -> Vec<Safe<'static>> {
        let passages = lines(&mut self.fields, "sic");
        // A missing text has been reported already.
        for slip in passages.iter().filter(|_| !text.is_empty()) {
            if slip.value.as_str().trim().is_empty() {
                self.fields.parser().error(Rule::Empty, slip.span.clone(), "a passage of `sic` is empty");
                continue;
            }
            let (message, help) = match text.as_str().matches(slip.value.as_str()).count() {
                1 => continue,
                0 => ("this is not in the text", "write the slip exactly as in the text"),
                _ => ("this appears in the text more than once", "add a few words, so that it appears only once"),
            };
            self.fields.parser().error_with_help(Rule::SicNotInText, slip.span.clone(), message, Some(help.into()));
        }
        passages.into_iter().map(|slip| slip.value).collect()
    }

    /// Returns the unresolved references to other entries, and an empty `rests_on` if the collection gives the field.
    fn references(&mut self) -> (Vec<UnresolvedReference>, Option<Vec<EntryId>>) {
        let mut references = Vec::new();
        let mut rests_on = None;
        if self.kind != EntryKind::Quote
            && let Some(nodes) = self.fields.optional::<Vec<Node<'s>>>("rests_on")
        {
            rests_on = Some(Vec::new());
            let role = FieldRole::Item("rests_on");
            let targets = nodes.value.into_iter().filter_map(|node| self.fields.parser().parse_spanned(role, node));
            references.extend(targets.map(|target| (LinkKind::RestsOn, target)));
        }
        for (relation, field) in [(LinkKind::Variant, "variants"), (LinkKind::SaysSame, "says_same")] {
            references.extend(spanned_strings(&mut self.fields, field).into_iter().map(|name| (relation, name)));
        }
        references.extend(self.fields.optional("translation_of").map(|name| (LinkKind::TranslationOf, name)));
        (references, rests_on)
    }

    fn extra(&mut self) -> Vec<(Safe<'static>, Safe<'static>)> {
        let pairs = self.fields.optional::<Pairs<'s>>("extra").map_or_else(Vec::new, |at| at.value.0);
        let mut entries = Vec::with_capacity(pairs.len());
        let mut seen = HashMap::new();
        for (key, value) in pairs {
            let key = self.fields.parser().parse_spanned::<String>(FieldRole::Key("extra"), key);
            let value = self.fields.parser().parse::<String>(FieldRole::Item("extra"), value);
            let (Some(key), Some(value)) = (key, value) else { continue };
            let name = Safe::line(key.value);
            if let Some(first) = seen.insert(name.clone(), key.span.start) {
                let message = kzq_text::safe!("the key “", quote_for_message(name.as_str()), "” is given twice");
                self.fields.parser().duplicate(Rule::DuplicateKey, key.span, first, message);
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

/// Resolves the references between entries, except those into other collections, which [`Corpus::merge`] resolves.
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
            let (rule, message) = unfit_message(relation, &name);
            let unfit = parser.deferred(rule, &name.span, message);
            cross_references.push(CrossReference {
                entry_index: from.index(),
                kind: relation,
                target: name.value,
                dangling_diagnostic,
                unfit,
            });
            continue;
        }
        match ids_by_name.get(&name.value) {
            // The reference by which the quotation is named is reported.
            None if matches!(relation, LinkKind::HasWords(_)) => {}
            None => report_dangling(parser, "entry", &name, ids_by_name.keys().map(String::as_str)),
            Some(&target) => {
                if !corpus.is_fit(from, relation, target) {
                    report_unfit(parser, relation, &name);
                }
                corpus.add_reference(from, relation, target);
            }
        }
    }
    cross_references
}

/// Reports a reference to an entry that is not what the reference needs.
fn report_unfit(parser: &mut Parser<'_>, relation: LinkKind, name: &Spanned<String>) {
    let (rule, message) = unfit_message(relation, name);
    let help = match relation {
        LinkKind::HasWords(_) => {
            "write the words exactly as in the quotation, or name the quotation that has them: `in`"
        }
        _ => "a paraphrase rests on the words that were spoken: name their entries, or [] for none",
    };
    parser.error_with_help(rule, name.span.clone(), message, Some(help.into()));
}

fn unfit_message(relation: LinkKind, name: &Spanned<String>) -> (Rule, Safe<'static>) {
    let name = quote_for_message(&name.value);
    match relation {
        LinkKind::HasWords(_) => (Rule::NotInText, kzq_text::safe!("“", name, "” does not have these words")),
        _ => (Rule::NotAQuotation, kzq_text::safe!("“", name, "” is a paraphrase itself")),
    }
}
