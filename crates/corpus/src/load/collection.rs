//! Parses the fields of a whole collection.

use std::sync::Arc;

use super::near_misses::help_for_field;
use super::{entries, names, tables};
use crate::links::CrossReference;
use crate::{Collection, Corpus};
use kzq_ron::{Diagnostic, FieldReader, Fields, FileKind, Node, Parser, Rule, Severity, quote_for_message};
use kzq_text::Safe;

/// A collection. Unknown fields are only warnings, so that files written for a newer kzq can still be browsed.
pub(super) const COLLECTION: FileKind = FileKind {
    name: "collection",
    minimal_example: "(schema: 1, id: \"mine\", title: \"Mine\", entries: [])",
    opening_example: "(schema: 1, id: \"mine\", …)",
    unknown_field_severity: Severity::Warning,
    help_for_field,
};

/// The newest schema this kzq reads; collections with a newer one are rejected.
pub const SCHEMA: u32 = 1;

/// The result of reading one file.
#[derive(Debug)]
pub struct ParsedCollection {
    /// The collection; `None` if any diagnostic is an error.
    pub corpus: Option<Corpus>,
    /// The diagnostics, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
    /// References into other collections, resolved by [`Corpus::merge`].
    pub(crate) cross_references: Vec<CrossReference>,
    /// The diagnostic to report if another collection has the same id.
    pub(crate) duplicate_id: Option<Diagnostic>,
}

/// Parses the collection into a corpus of its own; the rest of what is found goes into `parsed`.
pub(super) fn parse_collection(parser: &mut Parser<'_>, parsed: &mut ParsedCollection) -> Option<Corpus> {
    let whole = Node::new(parser.text());
    let fields: Fields<'_> = parser.parse_file()?;
    let mut field_reader = FieldReader::new(parser, "collection", whole, fields);

    if let Some(schema) = field_reader.required::<u32>("schema").filter(|schema| schema.value > SCHEMA) {
        let message = kzq_text::safe!(
            "this collection is written in schema ",
            schema.value as usize,
            "; this kzq reads schemas up to ",
            SCHEMA as usize
        );
        let help = Some(Safe::from("a newer kzq is needed to read it"));
        field_reader.parser().error_with_help(Rule::NewerSchema, schema.span, message, help);
        return None;
    }
    let id = tables::required_id(&mut field_reader, "id");
    parsed.duplicate_id = id.as_ref().map(|id| {
        let message = kzq_text::safe!("two collections have the id “", quote_for_message(id.value.as_str()), "”");
        field_reader.parser().deferred(Rule::DuplicateId, &id.span, message)
    });
    let title = names::required_line(&mut field_reader, "title");
    let speakers = Arc::new(tables::parse_speakers(&mut field_reader));
    let sources = Arc::new(tables::parse_sources(&mut field_reader));
    let topics = Arc::new(tables::parse_topics(&mut field_reader));
    let open_topics = field_reader.optional::<bool>("open_topics").is_some_and(|at| at.value);
    let mut corpus = Corpus { first_of_collection: vec![0], speakers, sources, topics, ..Corpus::default() };
    parsed.cross_references = entries::parse_entries(&mut field_reader, &mut corpus, open_topics);
    field_reader.finish();
    corpus.collections.push(Collection { id: id?.value, title: title?, open_topics });
    corpus.build_back_links();
    Some(corpus)
}

impl ParsedCollection {
    /// Returns whether any diagnostic is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}
