//! Findings as a person reads them, with the line and a caret, and as JSON.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use crate::corpus::{Code, Finding, Severity};
use crate::text::Safe;

/// The findings as text: each with its file, line and column, the line itself and a caret under the part
/// that is meant. With `colour`, the terminal's own colours set them off.
pub fn human(findings: &[Finding], colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    findings.iter().map(|finding| renderer.render(&[group(finding)]) + "\n").collect::<Vec<_>>().join("\n")
}

fn group(finding: &Finding) -> Group<'_> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let place = &finding.place;
    let file = finding.file.as_str();
    let snippet = Snippet::source(place.excerpt.as_str())
        .line_start(place.line)
        .annotation(AnnotationKind::Primary.span(place.mark.clone()));
    let group = level.primary_title(finding.message.as_str()).id(finding.code.name());
    // Where the excerpt is not the whole line as it stands, the renderer can't tell the column from it.
    let group = if place.excerpt.as_str()[..place.mark.start].chars().count() + 1 == place.column {
        group.element(snippet.path(file))
    } else {
        group.element(Origin::path(file).line(place.line).char_column(place.column)).element(snippet)
    };
    match &finding.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

/// One finding in JSON.
#[derive(Serialize)]
struct Record<'f> {
    severity: Severity,
    code: Code,
    message: &'f Safe<'static>,
    file: &'f Safe<'static>,
    line: usize,
    column: usize,
    text: &'f Safe<'static>,
    help: Option<&'f Safe<'static>>,
}

/// The findings as a JSON array.
///
/// # Errors
///
/// Only what `serde_json` gives for values that JSON can't hold, of which there are none here.
pub fn json(findings: &[Finding]) -> serde_json::Result<String> {
    let records: Vec<Record<'_>> = findings
        .iter()
        .map(|finding| Record {
            severity: finding.severity,
            code: finding.code,
            message: &finding.message,
            file: &finding.file,
            line: finding.place.line,
            column: finding.place.column,
            text: &finding.place.excerpt,
            help: finding.help.as_ref(),
        })
        .collect();
    serde_json::to_string_pretty(&records)
}
