//! [`Reader`]: parses the values of a file one by one and collects diagnostics.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use ron::error::SpannedError;
use ron::extensions::Extensions;
use ron::options::Options;

use crate::diagnostics::{Code, Finding, Severity};
use crate::diagnostics::{Places, byte_at};
use crate::node::{Fields, Node, Readable};
use crate::spelling::{nearest, said};
use crate::syntax_error;
use crate::syntax_error::Fault;
use kzq_text::Safe;

/// The kind of a file: what it contains, and how messages describe it.
#[derive(Debug)]
pub struct FileKind {
    /// The name used in messages.
    pub name: &'static str,
    /// The smallest valid file.
    pub smallest: &'static str,
    /// How a file of this kind begins.
    pub beginning: &'static str,
    /// The severity of unknown fields.
    pub unknown: Severity,
}

/// A file being parsed, with the diagnostics so far.
pub struct Reader<'s> {
    file: Safe<'static>,
    kind: &'static FileKind,
    text: &'s str,
    /// Built when the first diagnostic needs it.
    places: OnceCell<Places<'s>>,
    options: Options,
    /// Whether common values are parsed without the `ron` crate.
    quick: bool,
    findings: Vec<Finding>,
}

/// A value with its byte range in the file.
#[derive(Clone, Debug)]
pub struct At<T> {
    pub value: T,
    pub span: Range<usize>,
}

impl<'s> Reader<'s> {
    /// Like [`new`](Self::new), for a file of any kind.
    pub fn of(kind: &'static FileKind, file: Safe<'static>, text: &'s str) -> Self {
        let options = Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        Self { file, kind, text, places: OnceCell::new(), options, quick: false, findings: Vec::new() }
    }

    /// Creates a parser that handles the common form without the `ron` crate. If it finds any problem, its diagnostics
    /// must be discarded and the file parsed again with the crate.
    pub fn quick(kind: &'static FileKind, file: Safe<'static>, text: &'s str) -> Self {
        Self { quick: true, ..Self::of(kind, file, text) }
    }

    pub fn text(&self) -> &'s str {
        self.text
    }

    fn places(&self) -> &Places<'s> {
        self.places.get_or_init(|| Places::of(self.text))
    }

    pub fn has_findings(&self) -> bool {
        !self.findings.is_empty()
    }

    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Returns the diagnostics in the order of the file.
    pub fn into_findings(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(|finding| (finding.place.line, finding.place.column));
        self.findings
    }

    /// Returns whether to suggest corrections: a suggestion compares against all candidates, for each diagnostic.
    pub fn guesses(&self) -> bool {
        const READ: usize = 20;
        self.findings.len() < READ
    }

    /// Parses the fields of the whole file; reports text that is not RON.
    pub fn read_file(&mut self) -> Option<Fields<'s>> {
        if let Some(fields) = Fields::quickly(self.text).filter(|_| self.quick) {
            return Some(fields);
        }
        self.options.from_str(self.text).map_err(|error| self.file_fault(&error)).ok()
    }

    /// Parses a value as a `T`; reports a value of another type.
    pub fn read<T: Readable<'s>>(&mut self, role: Role, node: Node<'s>) -> Option<T> {
        if let Some(value) = self.quick.then(|| T::quickly(node.ron())).flatten() {
            return Some(value);
        }
        let error = match self.options.from_str(node.ron()) {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        let stop = bytes_of(node.ron(), &error.span);
        let wanted = kzq_text::safe!(role.name(), " must be ", T::WANTED);
        let fault = syntax_error::in_value(node.ron(), &stop, &error.code, &wanted);
        self.syntax(Fault { help: T::CHOICES.map(Safe::from), ..fault }, node.start(self.text));
        None
    }

    /// Parses a value and returns it with its span.
    pub fn read_at<T: Readable<'s>>(&mut self, role: Role, node: Node<'s>) -> Option<At<T>> {
        let span = node.span(self.text);
        self.read(role, node).map(|value| At { value, span })
    }

    fn file_fault(&mut self, error: &SpannedError) {
        let stop = bytes_of(self.text, &error.span).end;
        self.syntax(syntax_error::in_file(self.kind, self.text, stop, &error.code), 0);
    }

    /// Reports a syntax error whose span is relative to the byte `base` of the file.
    fn syntax(&mut self, Fault { span, message, help }: Fault, base: usize) {
        self.error_with_help(Code::Syntax, base + span.start..base + span.end, message, help);
    }

    pub fn error(&mut self, code: Code, span: Range<usize>, message: impl Into<Safe<'static>>) {
        self.report(Severity::Error, code, span, message.into(), None);
    }

    pub fn error_with_help(
        &mut self,
        code: Code,
        span: Range<usize>,
        message: impl Into<Safe<'static>>,
        help: Option<Safe<'static>>,
    ) {
        self.report(Severity::Error, code, span, message.into(), help);
    }

    /// Reports that the item at `span` already appears at the byte `first`.
    pub fn twice(&mut self, code: Code, span: Range<usize>, first: usize, message: Safe<'static>) {
        let line = self.places().line(first);
        self.error_with_help(code, span, message, Some(kzq_text::safe!("it stands in line ", line, " already")));
    }

    pub fn warn(
        &mut self,
        code: Code,
        span: Range<usize>,
        message: impl Into<Safe<'static>>,
        help: Option<Safe<'static>>,
    ) {
        self.report(Severity::Warning, code, span, message.into(), help);
    }

    fn report(
        &mut self,
        severity: Severity,
        code: Code,
        span: Range<usize>,
        message: Safe<'static>,
        help: Option<Safe<'static>>,
    ) {
        let place = self.places().place(&span);
        self.findings.push(Finding { severity, code, message, file: self.file.clone(), place, help });
    }

    /// Creates a diagnostic without reporting it, for a rule that can be checked only once all collections are loaded.
    pub fn prepare(&self, code: Code, span: &Range<usize>, message: Safe<'static>) -> Finding {
        let place = self.places().place(span);
        Finding { severity: Severity::Error, code, message, file: self.file.clone(), place, help: None }
    }
}

/// Returns the bytes of `text` at which the `ron` crate stopped.
fn bytes_of(text: &str, span: &ron::error::Span) -> Range<usize> {
    byte_at(text, span.start.line, span.start.col)..byte_at(text, span.end.line, span.end.col)
}

/// The position of a value in its struct.
#[derive(Clone, Copy, Debug)]
pub enum Role {
    /// The value of a field.
    Field(&'static str),
    /// An item of a field.
    Item(&'static str),
    /// A map key of a field.
    Key(&'static str),
}

impl Role {
    fn name(self) -> Safe<'static> {
        match self {
            Self::Field(field) => kzq_text::safe!("`", field, "`"),
            Self::Item(field) => kzq_text::safe!("each of `", field, "`"),
            Self::Key(field) => kzq_text::safe!("each key of `", field, "`"),
        }
    }
}

/// The fields of a struct, read by name; the fields left at the end are unknown.
pub struct Taker<'s> {
    what: &'static str,
    span: Range<usize>,
    /// A linear search is faster than hashing for the few fields of a struct.
    fields: Vec<(String, Node<'s>)>,
    asked: Vec<&'static str>,
}

impl<'s> Taker<'s> {
    /// Reads the fields of the struct at `node`; reports duplicate fields.
    pub fn new(reader: &mut Reader<'s>, what: &'static str, node: Node<'s>, fields: Fields<'s>) -> Self {
        /// Structs with more fields are checked for duplicates by hash.
        const FEW: usize = 32;
        let whole = node.span(reader.text);
        let are_many = fields.0.len() > FEW;
        let mut kept: Vec<(String, Node<'s>)> = Vec::with_capacity(fields.0.len());
        let mut places: HashMap<String, usize> = HashMap::new();
        for (name, value) in fields.0 {
            let known =
                if are_many { places.get(&name).copied() } else { kept.iter().position(|(known, _)| *known == name) };
            let Some(at) = known else {
                if are_many {
                    places.insert(name.clone(), kept.len());
                }
                kept.push((name, value));
                continue;
            };
            let first = std::mem::replace(&mut kept[at].1, value);
            let message = kzq_text::safe!("the field `", said(&name), "` is given twice");
            let span = key_span(reader.text, &name, value);
            reader.twice(Code::DuplicateField, span, first.start(reader.text), message);
        }
        Self { what, span: whole.start..whole.start + 1, fields: kept, asked: Vec::new() }
    }

    /// Returns the position where the struct begins.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Takes a field's value without parsing it.
    pub fn node(&mut self, name: &'static str) -> Option<Node<'s>> {
        self.asked.push(name);
        let at = self.fields.iter().position(|(field, _)| field == name)?;
        Some(self.fields.swap_remove(at).1)
    }

    /// Parses an optional field.
    pub fn optional<T: Readable<'s>>(&mut self, reader: &mut Reader<'s>, name: &'static str) -> Option<At<T>> {
        let node = self.node(name)?;
        let At { value, span } = reader.read_at::<Option<T>>(Role::Field(name), node)?;
        value.map(|value| At { value, span })
    }

    /// Parses a required field.
    pub fn required<T: Readable<'s>>(&mut self, reader: &mut Reader<'s>, name: &'static str) -> Option<At<T>> {
        let node = self.required_node(reader, name)?;
        reader.read_at(Role::Field(name), node)
    }

    /// Takes the value of a required field without parsing it.
    pub fn required_node(&mut self, reader: &mut Reader<'s>, name: &'static str) -> Option<Node<'s>> {
        let node = self.node(name);
        if node.is_none() {
            let message = kzq_text::safe!("this ", self.what, " has no `", name, "`");
            reader.error(Code::MissingField, self.span(), message);
        }
        node
    }

    /// Reports the fields that were not read.
    pub fn finish(self, reader: &mut Reader<'s>) {
        let mut left = self.fields;
        left.sort_by_key(|(_, node)| node.span(reader.text).start);
        for (name, node) in left {
            let span = key_span(reader.text, &name, node);
            let help =
                nearest(&name, self.asked.iter().copied()).map(|near| kzq_text::safe!("did you mean `", near, "`?"));
            let message = kzq_text::safe!("a ", self.what, " has no field `", said(&name), "`");
            reader.report(reader.kind.unknown, Code::UnknownField, span, message, help);
        }
    }
}

/// Returns the span of a field's name, which comes before its value.
fn key_span(text: &str, name: &str, value: Node<'_>) -> Range<usize> {
    let value = value.span(text);
    match text[..value.start].rfind(name) {
        Some(at) => at..at + name.len(),
        None => value,
    }
}
