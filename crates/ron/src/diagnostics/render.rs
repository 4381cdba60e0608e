//! Renders diagnostics as text, with the line and a caret, and as JSON.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use super::diagnostic::{Code, Finding, Severity};
use kzq_text::Safe;

/// Renders diagnostics as text: file, line and column, and the line itself with the range underlined. `colour` turns on
/// ANSI colours.
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
    // If the excerpt is not the whole source line, the renderer can't derive the column from it.
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

/// A diagnostic in JSON.
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

/// Renders diagnostics as a JSON array.
///
/// # Errors
///
/// If serialisation fails, which it can't for these values.
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
