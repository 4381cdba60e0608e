//! [`Reader`]: reads values of a file one by one and keeps what it finds wrong.

use std::collections::HashMap;
use std::ops::Range;

use ron::extensions::Extensions;
use ron::options::Options;
use serde::Deserialize;

use super::shape::{Fields, Node};
use crate::corpus::place::byte_at;
use crate::corpus::{Code, Finding, Place, Severity};
use crate::text::Safe;

/// A file being read, and what was found wrong with it so far.
pub(super) struct Reader<'s> {
    file: Safe<'static>,
    text: &'s str,
    options: Options,
    findings: Vec<Finding>,
}

/// A value with its place in the file.
#[derive(Clone, Debug)]
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) span: Range<usize>,
}

impl<'s> Reader<'s> {
    pub(super) fn new(file: Safe<'static>, text: &'s str) -> Self {
        let options = Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        Self { file, text, options, findings: Vec::new() }
    }

    pub(super) fn text(&self) -> &'s str {
        self.text
    }

    pub(super) fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// What was found, in the order of the file.
    pub(super) fn into_findings(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(|finding| (finding.place.line, finding.place.column));
        self.findings
    }

    /// Reads a value as a `T`; a value that is none is a finding.
    pub(super) fn read<T: Deserialize<'s>>(&mut self, node: Node<'s>) -> Option<T> {
        match self.options.from_str(node.ron()) {
            Ok(value) => Some(value),
            Err(error) => {
                let span = self.error_span(node, &error.span);
                let message = error.code.to_string();
                self.error(Code::Syntax, span, Safe::line(lower_first(&message)).into_owned());
                None
            }
        }
    }

    /// Reads a value with its place.
    pub(super) fn read_at<T: Deserialize<'s>>(&mut self, node: Node<'s>) -> Option<At<T>> {
        let span = node.span(self.text);
        self.read(node).map(|value| At { value, span })
    }

    /// The bytes of the file that an error of the `ron` crate, in the slice of `node`, is about.
    fn error_span(&self, node: Node<'s>, span: &ron::error::Span) -> Range<usize> {
        let slice = node.ron();
        let base = (slice.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let start = base + byte_at(slice, span.start.line, span.start.col);
        let end = base + byte_at(slice, span.end.line, span.end.col);
        // The cursor may have started before the blanks and comments that precede the offender.
        let blank = self.text[start..end].len() - self.text[start..end].trim_start().len();
        if start + blank < end { start + blank..end } else { start..end }
    }

    pub(super) fn error(&mut self, code: Code, span: Range<usize>, message: impl Into<Safe<'static>>) {
        self.report(Severity::Error, code, span, message.into(), None);
    }

    pub(super) fn error_with_help(
        &mut self,
        code: Code,
        span: Range<usize>,
        message: impl Into<Safe<'static>>,
        help: Option<Safe<'static>>,
    ) {
        self.report(Severity::Error, code, span, message.into(), help);
    }

    pub(super) fn warn(
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
        let place = Place::of(self.text, &span);
        self.findings.push(Finding { severity, code, message, file: self.file.clone(), place, help });
    }

    /// A finding not kept yet, for a rule that can be judged only when all collections are there.
    pub(super) fn prepare(&self, code: Code, span: &Range<usize>, message: Safe<'static>) -> Finding {
        let place = Place::of(self.text, span);
        Finding { severity: Severity::Error, code, message, file: self.file.clone(), place, help: None }
    }
}

/// The fields of one struct, taken by name; those left over at the end are unknown.
pub(super) struct Taker<'s> {
    what: &'static str,
    span: Range<usize>,
    fields: HashMap<String, Node<'s>>,
    asked: Vec<&'static str>,
}

impl<'s> Taker<'s> {
    /// Takes over the fields of a struct that begins at `node`; a field given twice is a finding.
    pub(super) fn new(reader: &mut Reader<'s>, what: &'static str, node: Node<'s>, fields: Fields<'s>) -> Self {
        let whole = node.span(reader.text);
        let mut taker = Self { what, span: whole.start..whole.start + 1, fields: HashMap::new(), asked: Vec::new() };
        for (name, value) in fields.0 {
            let span = key_span(reader.text, &name, value);
            if taker.fields.insert(name.clone(), value).is_some() {
                let message = crate::safe!("the field “", Safe::line(name), "” is given twice");
                reader.error(Code::DuplicateField, span, message);
            }
        }
        taker
    }

    /// Where the struct begins.
    pub(super) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// A field's value, unread.
    pub(super) fn node(&mut self, name: &'static str) -> Option<Node<'s>> {
        self.asked.push(name);
        self.fields.remove(name)
    }

    /// A field that need not be there.
    pub(super) fn optional<T: Deserialize<'s>>(
        &mut self,
        reader: &mut Reader<'s>,
        name: &'static str,
    ) -> Option<At<T>> {
        let node = self.node(name)?;
        let At { value, span } = reader.read_at::<Option<T>>(node)?;
        value.map(|value| At { value, span })
    }

    /// A field that must be there.
    pub(super) fn required<T: Deserialize<'s>>(
        &mut self,
        reader: &mut Reader<'s>,
        name: &'static str,
    ) -> Option<At<T>> {
        let node = self.required_node(reader, name)?;
        reader.read_at(node)
    }

    /// The value, unread, of a field that must be there.
    pub(super) fn required_node(&mut self, reader: &mut Reader<'s>, name: &'static str) -> Option<Node<'s>> {
        let node = self.node(name);
        if node.is_none() {
            let message = crate::safe!("this ", self.what, " has no `", name, "`");
            reader.error(Code::MissingField, self.span(), message);
        }
        node
    }

    /// Reports the fields that nobody asked for.
    pub(super) fn finish(self, reader: &mut Reader<'s>) {
        let mut left: Vec<_> = self.fields.into_iter().collect();
        left.sort_by_key(|(_, node)| node.span(reader.text).start);
        for (name, node) in left {
            let span = key_span(reader.text, &name, node);
            let help =
                nearest(&name, self.asked.iter().copied()).map(|near| crate::safe!("did you mean `", near, "`?"));
            let message = crate::safe!("a ", self.what, " has no field `", Safe::line(name), "`");
            reader.warn(Code::UnknownField, span, message, help);
        }
    }
}

/// The candidate most like `name`, if one is like it at all.
pub(super) fn nearest<'c>(name: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    const ALIKE: f64 = 0.7;
    candidates
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|&(likeness, _)| likeness >= ALIKE)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, candidate)| candidate)
}

/// Where the name of a field stands: before its value.
fn key_span(text: &str, name: &str, value: Node<'_>) -> Range<usize> {
    let value = value.span(text);
    match text[..value.start].rfind(name) {
        Some(at) => at..at + name.len(),
        None => value,
    }
}

/// `ron` begins its messages with a capital; ours are the tail of a line.
fn lower_first(message: &str) -> String {
    let mut chars = message.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
