//! Parses the entries of a collection.

use std::collections::HashMap;
use std::ops::Range;

use serde::Deserialize;

use super::block_builder::BlockBuilder;
use super::checked::parse_checked;
use super::differences::parse_differences;
use super::references::{UnresolvedReference, resolve_references};
use super::symbols::SymbolTable;
use super::tables::{is_blank, lines, named_texts, optional_date, optional_line, required_id, spanned_strings};
use crate::block::NewEntry;
use crate::links::{CrossReference, LinkKind};
use crate::optional_fields::{OptionalFields, RareFields};
use crate::{Corpus, EntryId, EntryKind, EntryText, Lead, LocatorField, Source, SourceId, SourceKind, SpeakerId};
use crate::{Status, StatusKind, TopicId, Wording};
use kzq_ron::Rule;
use kzq_ron::{FieldReader, FieldRole, Parser, Spanned, quote_for_message};
use kzq_ron::{Fields, FromRon, Node, Pairs, TaggedFields};
use kzq_text::Safe;

/// A parsed entry whose references to other entries are not resolved yet.
pub(super) struct ParsedEntry {
    pub(super) entry: NewEntry<'static>,
    pub(super) topics: Vec<TopicId>,
    /// The span of its id; `None` if it has none.
    id_span: Option<Range<usize>>,
    pub(super) references: Vec<UnresolvedReference>,
}

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
    pub(super) locators: Vec<(LocatorField, Safe<'static>)>,
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

/// A status as written in a file.
#[derive(Deserialize)]
enum RonStatus {
    Misattributed(String),
    Disputed(String),
}

impl FromRon<'_> for RonStatus {
    const EXPECTED: &'static str = "Misattributed(\"reason\") or Disputed(\"reason\")";
}

/// Parses the entries into a corpus that contains the tables; returns the references into other collections.
pub(super) fn parse_entries(
    fields: &mut FieldReader<'_, '_>,
    corpus: &mut Corpus,
    has_open_topics: bool,
) -> Vec<CrossReference> {
    let nodes: Vec<Node<'_>> = fields.required("entries").map(|at| at.value).unwrap_or_default();
    let parser = fields.parser();
    let mut ids_by_name: HashMap<String, EntryId> = HashMap::new();
    let mut id_spans: Vec<Option<Range<usize>>> = Vec::with_capacity(nodes.len());
    let mut references: Vec<(EntryId, UnresolvedReference)> = Vec::new();
    let mut builder = BlockBuilder::default();
    let tables = corpus.clone();
    let symbols = SymbolTable::new(&tables, has_open_topics);
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
    let topics = corpus.add_open_topics(tables.topics(), &symbols.into_open_topics());
    builder.append_to(corpus, &topics);
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
        let speaker = self.speaker();
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
            date: optional_date(&mut self.fields, "date"),
            status: self.status(),
            tags: self.tags(),
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
        let (section, item) = match citation {
            Some(citation) => {
                rare.locators = citation.locators;
                (citation.section, citation.item)
            }
            None => (None, None),
        };
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
        let name = self.fields.optional::<String>(field)?;
        self.symbols.speaker(self.fields.parser(), &name)
    }

    fn topics(&mut self) -> Vec<TopicId> {
        let names = spanned_strings(&mut self.fields, "topics");
        names.iter().filter_map(|name| self.symbols.topic(self.fields.parser(), name)).collect()
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
            RonWording::Paraphrase => paraphrase_wording(source.map(|source| self.symbols.source(source))),
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
        let locators = named_texts(&mut source_fields, &LocatorField::ALL, LocatorField::name);
        source_fields.finish();
        let source = self.symbols.source_id(self.fields.parser(), &reference?)?;
        Some(ParsedCitation { source, section, item, locators })
    }

    fn lead(&mut self) -> Option<Lead<'static>> {
        self.fields.optional("lead").map(|at| match at.value {
            RonLead::Narrated(text) => Lead::Narrated(Safe::text(text)),
            RonLead::Asked(text) => Lead::Asked(Safe::text(text)),
            RonLead::AskedAsTold(text) => Lead::AskedAsTold(Safe::text(text)),
        })
    }

    fn status(&mut self) -> Option<Status> {
        let Spanned { value, span } = self.fields.optional::<RonStatus>("status")?;
        let (kind, reason) = match value {
            RonStatus::Misattributed(reason) => (StatusKind::Misattributed, reason),
            RonStatus::Disputed(reason) => (StatusKind::Disputed, reason),
        };
        let reason = Safe::line(reason);
        if is_blank(&reason) {
            let help = kzq_text::safe!("say why in a few words: ", kind.ron_name(), "(\"first printed in 1990\")");
            self.fields.parser().error_with_help(Rule::Empty, span, "`status` gives no reason", Some(help));
        }
        Some(Status { kind, reason })
    }

    fn tags(&mut self) -> Vec<Safe<'static>> {
        let mut tags = Vec::new();
        for Spanned { value, span } in spanned_strings(&mut self.fields, "tags") {
            let tag = Safe::line(value);
            if is_blank(&tag) {
                self.fields.parser().error(Rule::Empty, span, "a tag is empty");
            }
            tags.push(tag);
        }
        tags
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
