//! Renders diagnostics as text, with the line and a caret, and as JSON.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use super::diagnostic::{Diagnostic, Rule, Severity};
use kzq_text::Safe;
use kzq_text::print::escape_isolates;

/// Renders diagnostics as text: file, line and column, and the line itself with the range underlined. Hidden characters
/// are shown as symbols. `colour` turns on ANSI colours.
pub fn render(diagnostics: &[Diagnostic], colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    diagnostics.iter().map(|finding| renderer.render(&[to_group(finding)]) + "\n").collect::<Vec<_>>().join("\n")
}

fn to_group(diagnostic: &Diagnostic) -> Group<'_> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let place = &diagnostic.location;
    let shown = |text: &Safe<'_>| text.with_symbols().as_str().to_owned();
    let file = shown(&diagnostic.file);
    let snippet = Snippet::source(place.excerpt.as_str())
        .line_start(place.line)
        .annotation(AnnotationKind::Primary.span(place.underline.clone()));
    let group = level.primary_title(shown(&diagnostic.message)).id(diagnostic.rule.name());
    // If the excerpt is not the whole source line, the renderer can't derive the column from it.
    let group = if place.excerpt.as_str()[..place.underline.start].chars().count() + 1 == place.column {
        group.element(snippet.path(file))
    } else {
        group.element(Origin::path(file).line(place.line).char_column(place.column)).element(snippet)
    };
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(shown(help))),
        None => group,
    }
}

/// A diagnostic in JSON.
#[derive(Serialize)]
struct DiagnosticRecord<'f> {
    severity: Severity,
    code: Rule,
    message: Safe<'static>,
    file: &'f Safe<'static>,
    line: usize,
    column: usize,
    text: &'f Safe<'static>,
    help: Option<Safe<'static>>,
}

/// Renders diagnostics as a JSON array. Only the name of a file has hidden characters.
///
/// # Errors
///
/// If serialisation fails, which it can't for these values.
pub fn json(diagnostics: &[Diagnostic]) -> serde_json::Result<String> {
    let records: Vec<DiagnosticRecord<'_>> = diagnostics
        .iter()
        .map(|finding| DiagnosticRecord {
            severity: finding.severity,
            code: finding.rule,
            message: finding.message.with_symbols(),
            file: &finding.file,
            line: finding.location.line,
            column: finding.location.column,
            text: &finding.location.excerpt,
            help: finding.help.as_ref().map(Safe::with_symbols),
        })
        .collect();
    serde_json::to_string_pretty(&records).map(escape_isolates)
}
