//! `sources`: the sources with entry counts.

use std::sync::Arc;

use clap::Args;
use serde::Serialize;

use crate::cli::context::{Context, DataCommand, Failure, Outcome};
use crate::cli::count_table::{TableRow, print_table};
use crate::cli::lookup::source_name;
use crate::cli::options::JsonArg;
use crate::cli::text::{pad_right, widest};
use kzq_corpus::{Corpus, Coverage, NotLoaded, SourceId};
use kzq_export::ReportingSourceRecord;
use kzq_fidelity::{TextUnavailable, VerificationTexts};
use kzq_text::Safe;
use kzq_text::safe;

const EXAMPLES: &str = "\
Examples:
  kzq sources
  kzq sources --json";

/// List the sources.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Sources {
    /// Print the fingerprint of each source text, for `checked` in a collection.
    #[arg(long)]
    fingerprint: bool,
    /// How to print.
    #[command(flatten)]
    output: JsonArg,
}

impl DataCommand for Sources {
    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        let corpus = Arc::clone(context.engine.corpus());
        let not_loaded = std::mem::take(&mut context.not_loaded);
        let texts = if self.fingerprint { context.system.source_texts(&corpus)? } else { VerificationTexts::default() };
        let fingerprint = |source| texts.get(Some(source)).map(|text| text.fingerprint().to_string());
        if self.fingerprint && !self.output.json {
            return print_fingerprints(context, &corpus, fingerprint);
        }
        let rows = corpus.source_ids().zip(corpus.sources()).zip(corpus.source_coverage());
        let rows = rows.map(|((id, source), entries)| SourceRow {
            name: source.id.clone(),
            note: safe!(
                source.title,
                ", ",
                source.date.map_or_else(|| "n.d.".into(), |date| Safe::line(date.to_string()))
            ),
            source: ReportingSourceRecord::new(&corpus, source),
            fingerprint: fingerprint(id).ok(),
            entries,
            not_loaded: None,
        });
        let mut rows: Vec<SourceRow<'_>> = rows.collect();
        if self.output.json {
            rows.extend(not_loaded.iter().map(SourceRow::not_loaded));
            return Ok(print_table(context, true, &rows)?);
        }
        let outcome = print_table(context, false, &rows)?;
        if !not_loaded.is_empty() {
            context.out.line(&Safe::default())?;
            context.out.line(&"not loaded".into())?;
        }
        for file in &not_loaded {
            context.out.line(&file.full())?;
        }
        Ok(outcome)
    }
}

/// Prints the fingerprint of each source that has a text.
fn print_fingerprints(
    context: &mut Context<'_>,
    corpus: &Corpus,
    fingerprint: impl Fn(SourceId) -> Result<String, TextUnavailable>,
) -> Result<Outcome, Failure> {
    let named: Vec<(SourceId, Safe<'static>)> = corpus
        .source_ids()
        .filter(|&id| corpus.source(id).text.is_some())
        .map(|id| (id, source_name(corpus, id).into_owned()))
        .collect();
    let columns = widest(named.iter().map(|(_, name)| name));
    let mut are_all_read = true;
    for (id, name) in &named {
        match fingerprint(*id) {
            Ok(digits) => context.out.line(&safe!(pad_right(name, columns), "  ", Safe::line(digits)))?,
            Err(why) => {
                are_all_read = false;
                context.messages.error(&safe!(name, ": ", why.message()))?;
            }
        }
    }
    if named.is_empty() {
        context.messages.line(&Safe::from("no source names the file that holds its text"))?;
    }
    Ok(Outcome::from_found(are_all_read && !named.is_empty()))
}

/// A source, or a file of which no sources are known because it was not loaded.
#[derive(Default, Serialize)]
struct SourceRow<'c> {
    #[serde(skip)]
    name: Safe<'static>,
    #[serde(skip)]
    note: Safe<'static>,
    #[serde(flatten)]
    source: ReportingSourceRecord<'c>,
    /// The fingerprint of the source text; null unless asked for.
    fingerprint: Option<String>,
    #[serde(flatten)]
    entries: Coverage,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_loaded: Option<NotLoadedRecord<'c>>,
}

/// A file that was not loaded, with its first mistake.
#[derive(Serialize)]
struct NotLoadedRecord<'c> {
    file: &'c Safe<'static>,
    line: Option<usize>,
    column: Option<usize>,
    message: &'c Safe<'static>,
}

impl<'c> SourceRow<'c> {
    fn not_loaded(file: &'c NotLoaded) -> Self {
        let (line, column) = file.place.unzip();
        let record = NotLoadedRecord { file: &file.file, line, column, message: &file.message };
        Self { not_loaded: Some(record), ..Self::default() }
    }
}

impl TableRow for SourceRow<'_> {
    const TITLES: [&'static str; 2] = ["source", "title, date"];

    fn name(&self) -> Safe<'static> {
        self.name.clone()
    }

    fn note(&self) -> Safe<'static> {
        self.note.clone()
    }

    fn coverage(&self) -> Coverage {
        self.entries
    }
}
