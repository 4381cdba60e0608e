//! `check`: validates collection files.

use std::io::{self, Write};

use super::Outcome;
use kzq_corpus::{Corpus, Reading, read};
use kzq_ron::Severity;
use kzq_ron::diagnostics::render;

/// A file to check.
pub struct Checked {
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
    files: &[Checked],
    json: bool,
    colour: bool,
    out: &mut dyn Write,
    messages: &mut dyn Write,
) -> io::Result<Outcome> {
    let readings: Vec<Reading> = files.iter().map(|file| read(&file.name, &file.bytes)).collect();
    let (corpus, findings) = Corpus::join(readings);
    if json {
        writeln!(out, "{}", render::json(&findings)?)?;
    } else if !findings.is_empty() {
        write!(out, "{}", render::human(&findings, colour))?;
    }
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let summary = if findings.is_empty() {
        format!("{}: {} in good order", counted(files.len(), "file"), counted_entries(corpus.len()))
    } else {
        let warnings = findings.len() - errors;
        format!("{}: {}, {}", counted(files.len(), "file"), counted(errors, "error"), counted(warnings, "warning"))
    };
    writeln!(messages, "{summary}")?;
    Ok(Outcome::of(findings.is_empty()))
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn counted_entries(count: usize) -> String {
    format!("{count} {}", if count == 1 { "entry" } else { "entries" })
}
