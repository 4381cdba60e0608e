//! `keywords`: topics, acronyms and names in the collections.

use std::io;

use serde::Serialize;

use super::{Context, Outcome};
use kzq_search::{Keyword, KeywordKind};
use kzq_text::safe;
use kzq_text::{Safe, width};

#[derive(Serialize)]
struct KeywordRecord<'k> {
    keyword: &'k Safe<'static>,
    kind: &'static str,
    entries: usize,
    /// The query that finds its entries.
    query: Safe<'static>,
}

pub(super) fn keywords(context: &mut Context<'_>, limit: usize, json: bool) -> io::Result<Outcome> {
    let found = context.engine.keywords();
    let corpus = context.engine.corpus();
    if found.sampled_entries < corpus.len() {
        let sampled =
            safe!("names were learnt from ", found.sampled_entries, " entries, spread over all; all are counted");
        context.messages.line(&sampled)?;
    }
    let words: Vec<&Keyword> = found.keywords.iter().take(limit).collect();
    if json {
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
    let columns = words.iter().map(|word| width::width(word.text.as_str())).max().unwrap_or(0);
    let counts = words.iter().map(|word| word.entries.to_string().len()).max().unwrap_or(0);
    let blanks = |count: usize| Safe::line(" ".repeat(count));
    for word in &words {
        let count = safe!(word.entries);
        let before = blanks(counts.saturating_sub(count.as_str().len()));
        let after = blanks(columns.saturating_sub(width::width(word.text.as_str())));
        let note = match word.kind {
            KeywordKind::Topic(topic) => safe!("topic ", corpus.topic(topic).path),
            kind => kind.name().into(),
        };
        context.out.line(&safe!(before, count, "  ", word.text, after, "  ", note))?;
    }
    Ok(Outcome::from_found(!words.is_empty()))
}
