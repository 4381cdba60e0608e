//! `check`: validates collection files.

use std::path::PathBuf;

use clap::Args;

use crate::cli::context::{Console, Failure, Outcome, PlainCommand};
use crate::cli::text::count;
use kzq_corpus::{Corpus, ParsedCollection, read};
use kzq_ron::diagnostics::render;
use kzq_ron::{Severity, invisible_characters};
use kzq_text::safe;

/// List every mistake in collections, with file, line and column.
#[derive(Clone, Debug, Args)]
pub(crate) struct Check {
    /// Files or directories; `-` is standard input. Default: the collections that kzq would open.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print a JSON array.
    #[arg(long)]
    json: bool,
    /// Print findings only, without a summary.
    #[arg(long)]
    quiet: bool,
}

impl PlainCommand for Check {
    /// Checks files as one set of collections, each by itself and against the others. Diagnostics go to stdout, a summary
    /// to stderr.
    fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let files = console.system.collection_files(&self.files)?;
        let readings: Vec<ParsedCollection> = files.iter().map(|file| read(&file.name, &file.bytes)).collect();
        let (corpus, mut findings) = Corpus::merge(readings);
        let texts = files.iter().filter_map(|file| Some((&file.name, std::str::from_utf8(&file.bytes).ok()?)));
        findings.extend(texts.flat_map(|(name, text)| invisible_characters(name, text)));
        if self.json {
            console.out.rendered(&format!("{}\n", render::json(&findings)?))?;
        } else if !findings.is_empty() {
            let colour = console.out.is_coloured();
            console.out.rendered(&render::render(&findings, colour))?;
        }
        let files = count(files.len(), "file", "files");
        let summary = if findings.is_empty() {
            safe!("OK: ", count(corpus.len(), "entry", "entries"), " in ", files)
        } else {
            let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
            let warnings = count(findings.len() - errors, "warning", "warnings");
            safe!(count(errors, "error", "errors"), " and ", warnings, " in ", files)
        };
        if !self.quiet {
            console.messages.line(&summary)?;
        }
        Ok(Outcome::from_found(findings.is_empty()))
    }
}
