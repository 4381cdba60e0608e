//! `keywords`: topics, acronyms and names in the collections.

use clap::Args;
use serde::Serialize;

use crate::cli::context::{Context, DataCommand, Failure, Outcome};
use crate::cli::options::parse_number;
use crate::cli::text::{pad_left, pad_right, widest};
use kzq_search::{Keyword, KeywordKind};
use kzq_text::Safe;
use kzq_text::safe;

const EXAMPLES: &str = "\
Examples:
  kzq keywords --limit 10
  kzq keywords --json";

/// List topics, acronyms and names by how often they occur.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Keywords {
    /// Print at most N keywords.
    #[arg(long, value_name = "N", default_value = "100", value_parser = parse_number::<usize>, allow_negative_numbers = true)]
    limit: usize,
    /// Print a JSON array.
    #[arg(long)]
    json: bool,
}

impl DataCommand for Keywords {
    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        let found = context.engine.keywords();
        let corpus = context.engine.corpus();
        if found.sampled_entries < corpus.len() {
            let sampled =
                safe!("names are from a sample of ", found.sampled_entries, " entries; the counts are of all entries");
            context.messages.line(&sampled)?;
        }
        let words: Vec<&Keyword> = found.keywords.iter().take(self.limit).collect();
        if self.json {
            let records = words.iter().map(|&word| KeywordRecord {
                keyword: &word.text,
                kind: word.kind.name(),
                entries: word.entries,
                query: word.query(corpus),
            });
            let records: Vec<_> = records.collect();
            context.out.json(&records)?;
            return Ok(Outcome::from_found(!records.is_empty()));
        }
        let columns = widest(words.iter().map(|word| &word.text));
        let counts: Vec<Safe<'_>> = words.iter().map(|word| safe!(word.entries)).collect();
        let count_columns = widest(&counts);
        for (word, count) in words.iter().zip(&counts) {
            let note = match word.kind {
                KeywordKind::Topic(topic) => safe!("topic ", corpus.topic_name(topic)),
                kind => kind.name().into(),
            };
            context.out.line(&safe!(
                pad_left(count, count_columns),
                "  ",
                pad_right(&word.text, columns),
                "  ",
                note
            ))?;
        }
        Ok(Outcome::from_found(!words.is_empty()))
    }
}

#[derive(Serialize)]
struct KeywordRecord<'k> {
    keyword: &'k Safe<'static>,
    kind: &'static str,
    entries: usize,
    /// The query that finds its entries.
    query: Safe<'static>,
}
