//! `search`: finds entries.

use std::time::Duration;

use clap::Args;
use serde::Serialize;

use crate::cli::context::{Context, DataCommand, Failure, Outcome};
use crate::cli::options::{OutputArgs, parse_number};
use crate::cli::print::{
    ListForm, matched_beside, print_entries, print_for_reading, run_parsed, searches_notes, uses_shelf,
};
use crate::cli::text::count;
use kzq_corpus::{Corpus, EntryId};
use kzq_export::{EntryRecord, Format};
use kzq_search::{Answer, FieldName, Hit, MetadataField, Query, with_more};
use kzq_shelf::Shelf;
use kzq_text::{Safe, safe};

const EXAMPLES: &str = "\
Examples:
  kzq search security council
  kzq search 'kind:quote topic:ai'           # exact words on a topic
  kzq search '\"someday later\"' --json        # a phrase, as JSON
  kzq search speaker:tokayev '!oil' --limit 3 --format markdown
  kzq search --saved monday reform           # a saved search, narrowed";

/// Search quotations (same query syntax as the `/` filter).
///
/// Prints the best matches first. Also looks for words in speakers, sources, topics, tags, notes and ids, and tolerates
/// typos: “secrity” finds “security”, marked as near.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Search {
    #[arg(required_unless_present = "saved", value_name = "QUERY", help = query_help())]
    query: Vec<String>,
    /// Run a saved search; a QUERY narrows it.
    #[arg(long, value_name = "NAME")]
    saved: Option<String>,
    /// Print at most N entries.
    #[arg(long, value_name = "N", value_parser = parse_number::<usize>, allow_negative_numbers = true)]
    limit: Option<usize>,
    /// Print statistics on stderr as a line of JSON: sizes, times and memory.
    #[arg(long)]
    stats: bool,
    /// How to print.
    #[command(flatten)]
    output: OutputArgs,
}

fn query_help() -> String {
    format!("Words, \"phrases\", !negations, OR, ( ), /patterns/, and {}", FieldName::prefixes())
}

impl DataCommand for Search {
    fn entry_format(&self) -> Option<Format> {
        Some(self.output.format())
    }

    fn needs_shelf(&self) -> bool {
        self.saved.is_some() || uses_shelf(&self.query)
    }

    fn searches_notes(&self) -> bool {
        searches_notes(&self.query)
    }

    fn wants_stats(&self) -> bool {
        self.stats
    }

    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        let form = self.output.form(ListForm::List)?;
        let mut typed = self.query.join(" ");
        if let Some(name) = &self.saved {
            let Some(saved) = context.look_up_search(name)? else { return Ok(Outcome::Nothing) };
            typed = with_more(saved.query.as_str(), &typed);
        }
        let query = Query::parse_complete(&typed);
        let answer = timed_query(context, &query, self.limit.unwrap_or(usize::MAX))?;
        let near = answer.groups - answer.exact;
        if answer.groups == 0 {
            context.messages.line(&"nothing found".into())?;
            if let Some(found) = &answer.relaxation
                && let Some(typed) = &found.typed
            {
                let message = safe!("try ", Safe::line(typed.as_str()), " (", found.message(), ")");
                context.messages.line(&message)?;
            }
        } else if near > 0 {
            let message = safe!(
                count(answer.exact, "exact match", "exact matches"),
                "; ",
                count(near, "close match", "close matches"),
                ", marked as near"
            );
            context.messages.line(&message)?;
        }
        let found = answer.hits;
        match (self.output.format(), form) {
            (Format::Json, _) => {
                let (corpus, shelf) = (context.engine.corpus(), &context.shelf_handle.shelf);
                let record = |hit: &Hit| HitRecord::new(corpus, hit, &query, shelf);
                context.out.json(&found.iter().map(record).collect::<Vec<_>>())?;
            }
            (Format::Attributed, ListForm::List) => print_for_reading(context, &found, &query)?,
            (format, form) => {
                let found: Vec<EntryId> = found.iter().map(|hit| hit.entry).collect();
                if !print_entries(context, &found, format, form)? && !found.is_empty() {
                    return Ok(Outcome::Nothing);
                }
            }
        }
        Ok(Outcome::from_found(answer.groups > 0))
    }
}

/// Runs a query for the `limit` best entries, and prints statistics if they are requested.
fn timed_query(context: &mut Context<'_>, query: &Query, limit: usize) -> Result<Answer, Failure> {
    let now = |context: &Context<'_>| context.timings.as_ref().map(|measured| (measured.clock)());
    let started = now(context);
    let answer = run_parsed(context, query, limit)?;
    let finished = now(context);
    if let (Some(measured), Some((asked, answered))) = (&context.timings, started.zip(finished)) {
        let stats = Stats {
            entries: context.engine.corpus().len(),
            bytes: measured.bytes,
            source: measured.source,
            load_ms: millis(measured.load),
            index_ms: millis(measured.index),
            query_ms: millis(answered.saturating_sub(asked)),
            hits: answer.found,
            peak_rss_bytes: (measured.peak_rss)(),
        };
        context.messages.json_line(&stats)?;
    }
    Ok(answer)
}

/// Search statistics; durations in milliseconds.
#[derive(Serialize)]
struct Stats {
    entries: usize,
    bytes: u64,
    source: &'static str,
    load_ms: f64,
    index_ms: f64,
    query_ms: f64,
    hits: usize,
    peak_rss_bytes: Option<u64>,
}

/// Converts to milliseconds, rounded to microseconds.
fn millis(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

/// A search result as JSON.
#[derive(Serialize)]
pub(super) struct HitRecord<'c> {
    #[serde(flatten)]
    record: EntryRecord<'c>,
    /// Whether some word of the query matched only approximately.
    near: bool,
    /// The places outside its texts where it matches words of the query.
    matched_in: Vec<&'static str>,
}

impl<'c> HitRecord<'c> {
    pub(super) fn new(corpus: &'c Corpus, hit: &Hit, query: &Query, shelf: &Shelf) -> Self {
        let matched_in = matched_beside(corpus, hit.entry, query, shelf).into_iter().map(MetadataField::name).collect();
        Self { record: EntryRecord::new(corpus, hit.entry), near: hit.is_fuzzy, matched_in }
    }
}
