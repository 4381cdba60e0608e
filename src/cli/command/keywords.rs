//! `keywords`: topics, acronyms and names in the collections.

use clap::Args;
use serde::Serialize;

use crate::cli::context::{Context, DataCommand, Failure, Outcome};
use crate::cli::text::{pad_left, pad_right, widest};
use kzq_search::{Keyword, KeywordKind};
use kzq_text::Safe;
use kzq_text::safe;

/// List what the collections speak of: topics, acronyms and names, with how many entries do, most first.
#[derive(Clone, Debug, Args)]
pub(crate) struct Keywords {
    /// The most keywords to print.
    #[arg(long, value_name = "N", default_value = "100")]
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
                safe!("names were learnt from ", found.sampled_entries, " entries, spread over all; all are counted");
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
                KeywordKind::Topic(topic) => safe!("topic ", corpus.topic(topic).path),
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
