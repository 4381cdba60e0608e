//! `check`: validates collection files.

use std::io::{self, Write};

use super::Outcome;
use kzq_corpus::{Corpus, ParsedCollection, read};
use kzq_ron::Severity;
use kzq_ron::diagnostics::render;

/// A file to check.
pub struct CheckInput {
    /// Its name in diagnostics.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Checks files as one set of collections, each by itself and against the others. Diagnostics are written to `out`, a
/// summary to `messages`.
///
/// # Errors
///
/// If writing fails.
pub fn check(
    files: &[CheckInput],
    json: bool,
    colour: bool,
    out: &mut dyn Write,
    messages: &mut dyn Write,
) -> io::Result<Outcome> {
    let readings: Vec<ParsedCollection> = files.iter().map(|file| read(&file.name, &file.bytes)).collect();
    let (corpus, findings) = Corpus::merge(readings);
    if json {
        writeln!(out, "{}", render::json(&findings)?)?;
    } else if !findings.is_empty() {
        write!(out, "{}", render::render(&findings, colour))?;
    }
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let summary = if findings.is_empty() {
        format!("{}: {} in good order", pluralize(files.len(), "file"), pluralize_entries(corpus.len()))
    } else {
        let warnings = findings.len() - errors;
        format!(
            "{}: {}, {}",
            pluralize(files.len(), "file"),
            pluralize(errors, "error"),
            pluralize(warnings, "warning")
        )
    };
    writeln!(messages, "{summary}")?;
    Ok(Outcome::from_found(findings.is_empty()))
}

fn pluralize(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn pluralize_entries(count: usize) -> String {
    format!("{count} {}", if count == 1 { "entry" } else { "entries" })
}
