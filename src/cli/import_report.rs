//! The report of an import, in words and as JSON.

use std::io;
use std::path::Path;

use serde::Serialize;

use super::out::Out;
use super::text::shell_word;
use kzq_import::{Doubt, FileReport, Outcome, SkippedItems};
use kzq_text::{Safe, safe};

/// How many new speakers are named, and how many doubts of a file are shown.
const SHOWN: usize = 10;

/// What an import did.
#[derive(Debug, Serialize)]
pub(crate) struct ImportRecord<'o> {
    /// The collection that was written; `None` for stdout and a dry run.
    collection: Option<Safe<'static>>,
    imported: usize,
    duplicates: usize,
    new_speakers: Vec<Safe<'o>>,
    matched_speakers: usize,
    new_sources: Vec<Safe<'o>>,
    matched_sources: usize,
    new_topics: Vec<Safe<'o>>,
    matched_topics: usize,
    files: &'o [FileReport],
}

impl<'o> ImportRecord<'o> {
    /// Creates the record; `written` is the file of the collection.
    pub(crate) fn new(outcome: &'o Outcome, written: Option<&Path>) -> Self {
        let Outcome { counts, rows, files } = outcome;
        Self {
            collection: written.map(|path| Safe::line(path.display().to_string())),
            imported: counts.entries,
            duplicates: counts.duplicates,
            new_speakers: rows.speakers.iter().map(|speaker| Safe::line(speaker.draft.name.as_str())).collect(),
            matched_speakers: counts.matched_speakers,
            new_sources: rows.sources.iter().map(|source| Safe::line(source.draft.title.as_str())).collect(),
            matched_sources: counts.matched_sources,
            new_topics: rows.topics.iter().map(|topic| Safe::line(topic.path.as_str())).collect(),
            matched_topics: counts.matched_topics,
            files,
        }
    }
}

/// Prints the report in words.
///
/// # Errors
///
/// If writing fails.
pub(crate) fn print_report(record: &ImportRecord<'_>, out: &mut Out<'_>) -> io::Result<()> {
    for file in record.files {
        print_file(file, out)?;
    }
    for (what, names, matched) in [
        ("speaker", &record.new_speakers, record.matched_speakers),
        ("source", &record.new_sources, record.matched_sources),
        ("topic", &record.new_topics, record.matched_topics),
    ] {
        if !names.is_empty() {
            out.line(&safe!("new ", plural(what, names.len()), ": ", list(names)))?;
        }
        if matched > 0 {
            out.line(&safe!("matched ", counted(what, matched), " in the collection"))?;
        }
    }
    match &record.collection {
        Some(_) if record.imported == 0 && record.new_sources.is_empty() => {
            out.line(&"nothing new: the collection is unchanged".into())
        }
        Some(file) => {
            let word = shell_word(Path::new(file.as_str()));
            out.line(&safe!("written to ", file, "; `kzq --data ", word, "` opens it"))
        }
        None => Ok(()),
    }
}

fn print_file(report: &FileReport, out: &mut Out<'_>) -> io::Result<()> {
    let why = match &report.recognised_by {
        Some(why) => safe!(" (", why, ")"),
        None => Safe::default(),
    };
    out.line(&safe!(report.file, ": read as ", report.format, why))?;
    for remark in &report.remarks {
        out.line(&safe!("  ", remark))?;
    }
    if let Some(assumed) = &report.assumed_encoding {
        out.line(&safe!(
            "  the encoding is assumed to be ",
            assumed.name,
            "; is line ",
            assumed.line,
            " right? ",
            assumed.sample
        ))?;
        out.line(&"  if not, name the encoding with `--encoding`".into())?;
    }
    let mut counts = vec![safe!("imported ", report.imported)];
    if report.sources > 0 {
        counts.push(counted("source", report.sources));
    }
    if report.duplicates > 0 {
        counts.push(counted("duplicate", report.duplicates));
    }
    out.line(&safe!("  ", Safe::join(counts, ", ")))?;
    for SkippedItems { reason, count, lines } in &report.skipped {
        let numbers: Vec<String> = lines.iter().map(ToString::to_string).collect();
        let more = if *count > lines.len() { ", …" } else { "" };
        let place = match numbers.len() {
            0 => String::new(),
            1 => format!(" (line {}{more})", numbers[0]),
            _ => format!(" (lines {}{more})", numbers.join(", ")),
        };
        out.line(&safe!("  skipped ", *count, ": ", *reason, Safe::line(place)))?;
    }
    for Doubt { line, id, doubt } in report.doubts.iter().take(SHOWN) {
        let place = if *line == 0 { String::new() } else { format!("line {line}, ") };
        out.line(&safe!("  check ", Safe::line(place), "“", Safe::line(id.as_str()), "”: ", doubt))?;
    }
    if report.doubt_count > SHOWN {
        out.line(&safe!("  and ", report.doubt_count - SHOWN, " more; `--json` lists them"))?;
    }
    Ok(())
}

/// Lists the first few names, which may have commas.
fn list(names: &[Safe<'_>]) -> Safe<'static> {
    let shown: Vec<&str> = names.iter().take(SHOWN).map(Safe::as_str).collect();
    let first = Safe::line(shown.join("; "));
    if names.len() > SHOWN { safe!(first, " and ", names.len() - SHOWN, " more") } else { first }
}

fn plural(noun: &'static str, count: usize) -> Safe<'static> {
    if count == 1 { noun.into() } else { Safe::line(format!("{noun}s")) }
}

fn counted(noun: &'static str, count: usize) -> Safe<'static> {
    safe!(count, " ", plural(noun, count))
}
