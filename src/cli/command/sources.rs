//! `sources`: the sources with entry counts.

use std::sync::Arc;

use clap::Args;
use serde::Serialize;

use crate::cli::context::{Context, DataCommand, Failure, Outcome};
use crate::cli::count_table::{TableRow, print_table};
use crate::cli::options::JsonArg;
use kzq_corpus::{Coverage, SourceKind};
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
        let rows = corpus.sources().iter().zip(corpus.source_coverage());
        let rows = rows.map(|(source, entries)| SourceRecord {
            id: &source.id,
            collection: &corpus.collection(source.collection).id,
            kind: source.kind,
            title: &source.title,
            container: source.container.as_ref(),
            publisher: source.publisher.as_ref(),
            url: source.url.as_ref(),
            date: source.date.map(|date| date.to_string()),
            reports: source.reports.map(|id| &corpus.source(id).id),
            details: SourceDetailsRecord::new(source),
            entries,
        });
        Ok(print_table(context, self.output.json, &rows.collect::<Vec<_>>())?)
    }
}

#[derive(Serialize)]
struct SourceRecord<'c> {
    id: &'c Safe<'static>,
    collection: &'c Safe<'static>,
    kind: SourceKind,
    title: &'c Safe<'static>,
    container: Option<&'c Safe<'static>>,
    publisher: Option<&'c Safe<'static>>,
    url: Option<&'c Safe<'static>>,
    date: Option<String>,
    reports: Option<&'c Safe<'static>>,
    #[serde(flatten)]
    details: SourceDetailsRecord<'c>,
    #[serde(flatten)]
    entries: Coverage,
}

impl TableRow for SourceRecord<'_> {
    const TITLES: [&'static str; 2] = ["source", "title, date"];

    fn name(&self) -> Safe<'static> {
        self.id.clone()
    }

    fn note(&self) -> Safe<'static> {
        safe!(self.title, ", ", self.date.clone().map_or_else(|| "n.d.".into(), Safe::line))
    }

    fn coverage(&self) -> Coverage {
        self.entries
    }
}
