//! `sources`: the sources with entry counts.

use std::sync::Arc;

use clap::Args;
use serde::Serialize;

use crate::cli::context::{Context, DataCommand, Failure, Outcome};
use crate::cli::count_table::{TableRow, print_table};
use crate::cli::lookup::source_name;
use crate::cli::options::JsonArg;
use crate::cli::text::{pad_right, widest};
use kzq_corpus::{Corpus, Coverage, SourceId, SourceKind};
use kzq_fidelity::{TextUnavailable, VerificationTexts};
use kzq_text::Safe;
use kzq_text::safe;

/// List the sources.
#[derive(Clone, Debug, Args)]
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
        let texts = if self.fingerprint { context.system.source_texts(&corpus)? } else { VerificationTexts::default() };
        let fingerprint = |source| texts.get(Some(source)).map(|text| text.fingerprint().to_string());
        if self.fingerprint && !self.output.json {
            return print_fingerprints(context, &corpus, fingerprint);
        }
        let rows = corpus.source_ids().zip(corpus.sources()).zip(corpus.source_coverage());
        let rows = rows.map(|((source_id, source), entries)| SourceRecord {
            id: &source.id,
            collection: &corpus.collection(source.collection).id,
            kind: source.kind,
            title: &source.title,
            container: source.container.as_ref(),
            publisher: source.publisher.as_ref(),
            url: source.url.as_ref(),
            date: source.date.map(|date| date.to_string()),
            reports: source.reports.map(|id| &corpus.source(id).id),
            note: source.note.as_ref(),
            archived: source.archived.as_ref(),
            fingerprint: fingerprint(source_id).ok(),
            entries,
        });
        Ok(print_table(context, self.output.json, &rows.collect::<Vec<_>>())?)
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
    note: Option<&'c Safe<'static>>,
    archived: Option<&'c Safe<'static>>,
    /// Of the source text; null unless asked for.
    fingerprint: Option<String>,
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
