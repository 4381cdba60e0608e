//! `sources`: the sources with entry counts.

use std::sync::Arc;

use clap::Args;
use serde::Serialize;

use crate::cli::context::{Context, DataCommand, Failure, Outcome};
use crate::cli::count_table::{TableRow, print_table};
use crate::cli::options::JsonArg;
use kzq_corpus::{Coverage, NotLoaded, SourceKind};
use kzq_export::SourceDetailsRecord;
use kzq_text::Safe;
use kzq_text::safe;

/// List the sources.
#[derive(Clone, Debug, Args)]
pub(crate) struct Sources {
    /// How to print.
    #[command(flatten)]
    output: JsonArg,
}

impl DataCommand for Sources {
    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        let corpus = Arc::clone(context.engine.corpus());
        let not_loaded = std::mem::take(&mut context.not_loaded);
        let rows = corpus.sources().iter().zip(corpus.source_coverage());
        let rows = rows.map(|(source, entries)| SourceRecord {
            id: Some(&source.id),
            collection: Some(&corpus.collection(source.collection).id),
            kind: Some(source.kind),
            title: Some(&source.title),
            container: source.container.as_ref(),
            publisher: source.publisher.as_ref(),
            url: source.url.as_ref(),
            date: source.date.map(|date| date.to_string()),
            reports: source.reports.map(|id| &corpus.source(id).id),
            details: SourceDetailsRecord::new(source),
            entries,
            not_loaded: None,
        });
        let mut rows: Vec<SourceRecord<'_>> = rows.collect();
        if self.output.json {
            rows.extend(not_loaded.iter().map(SourceRecord::not_loaded));
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

/// A source, or a file of which no sources are known because it was not loaded.
#[derive(Default, Serialize)]
struct SourceRecord<'c> {
    id: Option<&'c Safe<'static>>,
    collection: Option<&'c Safe<'static>>,
    kind: Option<SourceKind>,
    title: Option<&'c Safe<'static>>,
    container: Option<&'c Safe<'static>>,
    publisher: Option<&'c Safe<'static>>,
    url: Option<&'c Safe<'static>>,
    date: Option<String>,
    reports: Option<&'c Safe<'static>>,
    #[serde(flatten)]
    details: SourceDetailsRecord<'c>,
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

impl<'c> SourceRecord<'c> {
    fn not_loaded(file: &'c NotLoaded) -> Self {
        let (line, column) = file.place.unzip();
        let record = NotLoadedRecord { file: &file.file, line, column, message: &file.message };
        Self { not_loaded: Some(record), ..Self::default() }
    }
}

impl TableRow for SourceRecord<'_> {
    const TITLES: [&'static str; 2] = ["source", "title, date"];

    fn name(&self) -> Safe<'static> {
        self.id.cloned().unwrap_or_default()
    }

    fn note(&self) -> Safe<'static> {
        safe!(
            self.title.cloned().unwrap_or_default(),
            ", ",
            self.date.clone().map_or_else(|| "n.d.".into(), Safe::line)
        )
    }

    fn coverage(&self) -> Coverage {
        self.entries
    }
}
