//! `related`: entries related to one, with the reasons.

use std::sync::Arc;

use clap::Args;
use serde::Serialize;

use crate::cli::context::{Context, DataCommand, Failure, Outcome};
use crate::cli::options::parse_number;
use crate::cli::paragraph::{Look, Paragraph};
use crate::cli::print::write_words;
use kzq_corpus::{Corpus, EntryId, Related as RelatedEntry, Relation};
use kzq_export::EntryRecord;
use kzq_search::{Hit, Query};
use kzq_text::Safe;
use kzq_text::safe;

const EXAMPLES: &str = "\
Examples:
  kzq related security-council-deadlock
  kzq related security-council-deadlock --limit 3 --json";

/// List related entries, closest first, with the reason.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Related {
    /// Id of an entry, or collection/id.
    #[arg(value_name = "ID")]
    id: String,
    /// Print at most N entries.
    #[arg(long, value_name = "N", default_value = "20", value_parser = parse_number::<usize>, allow_negative_numbers = true)]
    limit: usize,
    /// Print a JSON array.
    #[arg(long)]
    json: bool,
}

impl DataCommand for Related {
    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        let Some(id) = context.look_up(&self.id)? else { return Ok(Outcome::Nothing) };
        let corpus = Arc::clone(context.engine.corpus());
        let found = corpus.related(id, usize::MAX, self.limit);
        if found.is_empty() {
            context.messages.line(&"no related entries".into())?;
        }
        if self.json {
            let record = |related: &RelatedEntry| RelatedRecord {
                record: EntryRecord::new(&corpus, related.entry),
                reasons: related.relations.iter().map(|&tie| reason_record(&corpus, id, related.entry, tie)).collect(),
            };
            context.out.json(&found.iter().map(record).collect::<Vec<_>>())?;
            return Ok(Outcome::from_found(!found.is_empty()));
        }
        for (index, related) in found.iter().enumerate() {
            if index > 0 {
                context.out.line(&Safe::default())?;
            }
            let name = corpus.relative_id(related.entry, corpus.entry(id).collection());
            let reasons = related.relations.iter().map(|&tie| reason_text(&corpus, id, related.entry, tie));
            let reasons = Safe::join(reasons.collect::<Vec<_>>(), "; ");
            let label = corpus.entry(related.entry).label();
            let name = safe!(name, " (", label, "): ");
            let mut heading = Paragraph::new(&safe!(name, reasons));
            let reasons = name.visible().as_str().len()..heading.text().as_str().len();
            heading.add_look(reasons, Look::Dim);
            heading.write(&mut context.out, &Safe::default())?;
            let hit = Hit { entry: related.entry, is_fuzzy: false, duplicates: 1 };
            write_words(&mut context.out, &corpus, hit, &Query::default())?;
        }
        Ok(Outcome::from_found(!found.is_empty()))
    }
}

/// A related entry as JSON, with the reasons.
#[derive(Serialize)]
struct RelatedRecord<'c> {
    #[serde(flatten)]
    record: EntryRecord<'c>,
    reasons: Vec<ReasonRecord<'c>>,
}

#[derive(Serialize)]
struct ReasonRecord<'c> {
    reason: &'static str,
    /// The shared topics, if they are the reason.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    topics: Vec<Safe<'c>>,
}

/// A reason as text, with the shared topics if they are the reason.
fn reason_text(corpus: &Corpus, id: EntryId, other: EntryId, tie: Relation) -> Safe<'static> {
    let shared = reason_record(corpus, id, other, tie).topics;
    if shared.is_empty() {
        return tie.reason().into();
    }
    safe!(tie.reason(), ": ", Safe::join(shared, ", "))
}

fn reason_record(corpus: &Corpus, id: EntryId, other: EntryId, tie: Relation) -> ReasonRecord<'_> {
    let topics = match tie {
        Relation::SharedTopics(_) => corpus.shared_topics(id, other).map(|topic| corpus.topic_name(topic)).collect(),
        _ => Vec::new(),
    };
    ReasonRecord { reason: tie.reason(), topics }
}
