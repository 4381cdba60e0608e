//! [`Parser`]: parses the values of a file one by one and collects diagnostics.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use ron::error::SpannedError;
use ron::extensions::Extensions;
use ron::options::Options;

use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::diagnostics::{LocationIndex, byte_offset};
use crate::file_kind::FileKind;
use crate::from_ron::FromRon;
use crate::node::{Fields, Node};
use crate::spelling::{find_similar, quote_for_message};
use crate::syntax_error;
use crate::syntax_error::SyntaxError;
use crate::tokens::{RonTokenKind, tokens};
use kzq_text::Safe;

/// A file being parsed, with the diagnostics so far.
pub struct Parser<'s> {
    file: Safe<'static>,
    kind: &'static FileKind,
    text: &'s str,
    /// Built when the first diagnostic needs it.
    locations: OnceCell<LocationIndex<'s>>,
    options: Options,
    /// Whether common values are parsed without the `ron` crate.
    is_fast: bool,
    diagnostics: Vec<Diagnostic>,
}

/// A value with its byte range in the file.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The bytes of the file that contain it.
    pub span: Range<usize>,
}

impl<'s> Parser<'s> {
    /// Creates a parser that handles all values with the `ron` crate.
    pub fn with_kind(kind: &'static FileKind, file: Safe<'static>, text: &'s str) -> Self {
        let options = Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        Self { file, kind, text, locations: OnceCell::new(), options, is_fast: false, diagnostics: Vec::new() }
    }

    /// Creates a parser that handles the common form without the `ron` crate. If it finds any problem, its diagnostics
    /// must be discarded and the file parsed again with the crate.
    pub fn new_fast(kind: &'static FileKind, file: Safe<'static>, text: &'s str) -> Self {
        Self { is_fast: true, ..Self::with_kind(kind, file, text) }
    }

    /// Returns the text of the file.
    pub fn text(&self) -> &'s str {
        self.text
    }

    fn locations(&self) -> &LocationIndex<'s> {
        self.locations.get_or_init(|| LocationIndex::new(self.text))
    }

    /// Returns whether any problem was reported.
    pub fn has_diagnostics(&self) -> bool {
        !self.diagnostics.is_empty()
    }

    /// Returns whether an error was reported, as opposed to warnings only.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Returns the diagnostics in the order of the file.
    pub fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by_key(|diagnostic| (diagnostic.location.line, diagnostic.location.column));
        self.diagnostics
    }

    /// Returns whether to suggest corrections: a suggestion compares against all candidates, for each diagnostic.
    pub fn should_suggest(&self) -> bool {
        const MAX_SUGGESTIONS: usize = 20;
        self.diagnostics.len() < MAX_SUGGESTIONS
    }

    /// Parses the fields of the whole file; reports text that is not RON.
    pub fn parse_file(&mut self) -> Option<Fields<'s>> {
        if let Some(fields) = Fields::parse_fast(self.text).filter(|_| self.is_fast) {
            return Some(fields);
        }
        self.options.from_str(self.text).map_err(|error| self.report_file_error(&error)).ok()
    }

    /// Parses a value as a `T`; reports a value of another type.
    pub fn parse<T: FromRon<'s>>(&mut self, role: FieldRole, node: Node<'s>) -> Option<T> {
        if let Some(value) = self.is_fast.then(|| T::parse_fast(node.as_str())).flatten() {
            return Some(value);
        }
        let error = match self.options.from_str(node.as_str()) {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        let stopped_at = byte_range(node.as_str(), &error.span);
        let expectation = kzq_text::safe!(role.name(), " must be ", T::EXPECTED);
        let fault = syntax_error::explain_value_error(node.as_str(), &stopped_at, &error.code, &expectation);
        let help = T::CHOICES_HELP.map(Safe::from).or_else(|| help_to_quote(role, node).filter(|_| T::IS_TEXT));
        self.report_syntax_error(SyntaxError { help, ..fault }, node.start(self.text));
        None
    }

    /// Parses a value and returns it with its span.
    pub fn parse_spanned<T: FromRon<'s>>(&mut self, role: FieldRole, node: Node<'s>) -> Option<Spanned<T>> {
        let span = node.span(self.text);
        self.parse(role, node).map(|value| Spanned { value, span })
    }

    fn report_file_error(&mut self, error: &SpannedError) {
        let stopped_at = byte_range(self.text, &error.span).end;
        self.report_syntax_error(syntax_error::explain_file_error(self.kind, self.text, stopped_at, &error.code), 0);
    }

    /// Reports a syntax error whose span is relative to the byte `base` of the file.
    fn report_syntax_error(&mut self, SyntaxError { span, message, help }: SyntaxError, base: usize) {
        self.error_with_help(Rule::Syntax, base + span.start..base + span.end, message, help);
    }

    /// Reports an error at the bytes `span`.
    pub fn error(&mut self, rule: Rule, span: Range<usize>, message: impl Into<Safe<'static>>) {
        self.report(Severity::Error, rule, span, message.into(), None);
    }

    /// Reports an error at the bytes `span`, with advice on how to correct it.
    pub fn error_with_help(
        &mut self,
        rule: Rule,
        span: Range<usize>,
        message: impl Into<Safe<'static>>,
        help: Option<Safe<'static>>,
    ) {
        self.report(Severity::Error, rule, span, message.into(), help);
    }

    /// Reports that the item at `span` already appears at the byte `first`.
    pub fn duplicate(&mut self, rule: Rule, span: Range<usize>, first: usize, message: Safe<'static>) {
        let line = self.locations().line_of(first);
        self.error_with_help(rule, span, message, Some(kzq_text::safe!("first defined in line ", line)));
    }

    /// Reports a warning at the bytes `span`.
    pub fn warn(
        &mut self,
        rule: Rule,
        span: Range<usize>,
        message: impl Into<Safe<'static>>,
        help: Option<Safe<'static>>,
    ) {
        self.report(Severity::Warning, rule, span, message.into(), help);
    }

    fn report(
        &mut self,
        severity: Severity,
        rule: Rule,
        span: Range<usize>,
        message: Safe<'static>,
        help: Option<Safe<'static>>,
    ) {
        let place = self.locations().locate(&span);
        self.diagnostics.push(Diagnostic { severity, rule, message, file: self.file.clone(), location: place, help });
    }

    /// Creates a diagnostic without reporting it, for a rule that can be checked only once all collections are loaded.
    pub fn deferred(&self, rule: Rule, span: &Range<usize>, message: Safe<'static>) -> Diagnostic {
        let place = self.locations().locate(span);
        Diagnostic { severity: Severity::Error, rule, message, file: self.file.clone(), location: place, help: None }
    }
}

/// Returns how to write a text that is a bare word or number: `write page: "12"`.
fn help_to_quote(role: FieldRole, node: Node<'_>) -> Option<Safe<'static>> {
    let mut tokens = tokens(node.as_str());
    let word = tokens.next().filter(|token| token.kind == RonTokenKind::Word)?;
    let field = match role {
        FieldRole::Field(field) => kzq_text::safe!(field, ": "),
        FieldRole::Item(_) | FieldRole::Key(_) => Safe::default(),
    };
    tokens.next().is_none().then(|| kzq_text::safe!("write ", field, "\"", quote_for_message(word.text), "\""))
}

/// Returns the bytes of `text` at which the `ron` crate stopped.
fn byte_range(text: &str, span: &ron::error::Span) -> Range<usize> {
    byte_offset(text, span.start.line, span.start.col)..byte_offset(text, span.end.line, span.end.col)
}

/// The position of a value in its struct.
#[derive(Clone, Copy, Debug)]
pub enum FieldRole {
    /// The value of a field.
    Field(&'static str),
    /// An item of a field.
    Item(&'static str),
    /// A map key of a field.
    Key(&'static str),
}

impl FieldRole {
    fn name(self) -> Safe<'static> {
        match self {
            Self::Field(field) => kzq_text::safe!("`", field, "`"),
            Self::Item(field) => kzq_text::safe!("each of `", field, "`"),
            Self::Key(field) => kzq_text::safe!("each key of `", field, "`"),
        }
    }
}

/// The fields of a struct, read by name; the fields left at the end are unknown.
pub struct FieldReader<'r, 's> {
    parser: &'r mut Parser<'s>,
    type_name: &'static str,
    span: Range<usize>,
    /// A linear search is faster than hashing for the few fields of a struct.
    fields: Vec<(String, Node<'s>)>,
    requested: Vec<&'static str>,
}

impl<'r, 's> FieldReader<'r, 's> {
    /// Reads the fields of the struct at `node`; reports duplicate fields.
    pub fn new(parser: &'r mut Parser<'s>, type_name: &'static str, node: Node<'s>, fields: Fields<'s>) -> Self {
        /// Structs with more fields are checked for duplicates by hash.
        const MAX_LINEAR_SEARCH: usize = 32;
        let struct_span = node.span(parser.text);
        let are_many = fields.0.len() > MAX_LINEAR_SEARCH;
        let mut unique: Vec<(String, Node<'s>)> = Vec::with_capacity(fields.0.len());
        let mut indices: HashMap<String, usize> = HashMap::new();
        for (name, value) in fields.0 {
            let known = if are_many {
                indices.get(&name).copied()
            } else {
                unique.iter().position(|(known, _)| *known == name)
            };
            let Some(index) = known else {
                if are_many {
                    indices.insert(name.clone(), unique.len());
                }
                unique.push((name, value));
                continue;
            };
            let first = std::mem::replace(&mut unique[index].1, value);
            let message = kzq_text::safe!("the field `", quote_for_message(&name), "` is given twice");
            let span = field_name_span(parser.text, &name, value);
            parser.duplicate(Rule::DuplicateField, span, first.start(parser.text), message);
        }
        let span = struct_span.start..struct_span.start + 1;
        Self { parser, type_name, span, fields: unique, requested: Vec::new() }
    }

    /// Returns the parser of the file, which parses nested values and collects diagnostics.
    pub fn parser(&mut self) -> &mut Parser<'s> {
        self.parser
    }

    /// Takes a field's value without parsing it.
    pub fn take(&mut self, name: &'static str) -> Option<Node<'s>> {
        self.requested.push(name);
        let at = self.fields.iter().position(|(field, _)| field == name)?;
        Some(self.fields.swap_remove(at).1)
    }

    /// Parses an optional field.
    pub fn optional<T: FromRon<'s>>(&mut self, name: &'static str) -> Option<Spanned<T>> {
        let node = self.take(name)?;
        let Spanned { value, span } = self.parser.parse_spanned::<Option<T>>(FieldRole::Field(name), node)?;
        value.map(|value| Spanned { value, span })
    }

    /// Parses a required field.
    pub fn required<T: FromRon<'s>>(&mut self, name: &'static str) -> Option<Spanned<T>> {
        let node = self.take_required(name)?;
        self.parser.parse_spanned(FieldRole::Field(name), node)
    }

    /// Takes the value of a required field without parsing it.
    fn take_required(&mut self, name: &'static str) -> Option<Node<'s>> {
        let node = self.take(name);
        if node.is_none() {
            let message = kzq_text::safe!("this ", self.type_name, " has no `", name, "`");
            self.parser.error(Rule::MissingField, self.span.clone(), message);
        }
        node
    }

    /// Reports the fields that were not read.
    pub fn finish(self) {
        let parser = self.parser;
        let mut unknown = self.fields;
        unknown.sort_by_key(|(_, node)| node.span(parser.text).start);
        for (name, node) in unknown {
            let span = field_name_span(parser.text, &name, node);
            let help = (parser.kind.help_for_field)(self.type_name, &name).map(Safe::from).or_else(|| {
                let near = find_similar(&name, self.requested.iter().copied());
                near.map(|near| kzq_text::safe!("did you mean `", near, "`?"))
            });
            let message = kzq_text::safe!("a ", self.type_name, " has no field `", quote_for_message(&name), "`");
            parser.report(parser.kind.unknown_field_severity, Rule::UnknownField, span, message, help);
        }
    }
}

/// Returns the span of a field's name, which comes before its value.
fn field_name_span(text: &str, name: &str, value: Node<'_>) -> Range<usize> {
    let value = value.span(text);
    match text[..value.start].rfind(name) {
        Some(at) => at..at + name.len(),
        None => value,
    }
}
