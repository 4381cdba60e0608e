//! `topics`: the topics with entry counts, or as a map.

use std::sync::Arc;

use clap::Args;
use serde::Serialize;

use crate::cli::context::{Context, DataCommand, Failure, Outcome};
use crate::cli::count_table::{TableRow, print_table};
use crate::cli::formats::TopicFormat;
use kzq_corpus::Coverage;
use kzq_export::{TopicMapFormat, render_topic_map};
use kzq_text::Safe;
use kzq_text::safe;

const EXAMPLES: &str = "\
Examples:
  kzq topics
  kzq topics --json";

/// List the topics, and how much of each was said or reported.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Topics {
    /// Print a table, or the tree as a Mermaid mind map, Markdown list or Graphviz graph.
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    format: TopicFormat,
    /// Print a JSON array.
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

impl DataCommand for Topics {
    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        let corpus = Arc::clone(context.engine.corpus());
        let coverage = corpus.topic_coverage();
        let map_format = match self.format {
            TopicFormat::Text => None,
            TopicFormat::Mermaid => Some(TopicMapFormat::Mermaid),
            TopicFormat::Markdown => Some(TopicMapFormat::Markdown),
            TopicFormat::Dot => Some(TopicMapFormat::Dot),
        };
        if let Some(format) = map_format.filter(|_| !self.json) {
            context.out.line(&render_topic_map(&corpus, &coverage, format))?;
            return Ok(Outcome::from_found(!coverage.is_empty()));
        }
        let rows = corpus.topic_ids().zip(coverage).map(|(id, entries)| TopicRecord {
            id: corpus.topic_name(id),
            label: &corpus.topic(id).label,
            shown: corpus.topic_label(id),
            depth: corpus.topic(id).depth,
            entries,
        });
        Ok(print_table(context, self.json, &rows.collect::<Vec<_>>())?)
    }
}

#[derive(Serialize)]
struct TopicRecord<'c> {
    id: Safe<'c>,
    label: &'c Safe<'static>,
    #[serde(skip)]
    shown: Safe<'c>,
    #[serde(skip)]
    depth: usize,
    #[serde(flatten)]
    entries: Coverage,
}

impl TableRow for TopicRecord<'_> {
    const TITLES: [&'static str; 2] = ["topic", "id"];

    fn name(&self) -> Safe<'static> {
        safe!(Safe::line("  ".repeat(self.depth)), self.shown)
    }

    fn note(&self) -> Safe<'static> {
        self.id.clone().into_owned()
    }

    fn coverage(&self) -> Coverage {
        self.entries
    }
}
