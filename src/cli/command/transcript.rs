//! `show --source`: a source in reading order.

use std::io;
use std::sync::Arc;

use super::entries::{ListForm, ambiguous, missing, print_entries};
use super::{Context, Outcome};
use crate::cli::formats::EntryFormat;
use kzq_corpus::{Lookup, Source, SourceId, Transcript};
use kzq_export::{TranscriptRecord, export_transcript};
use kzq_text::Safe;
use kzq_text::safe;

pub(super) fn show(context: &mut Context<'_>, name: &str, format: EntryFormat) -> io::Result<Outcome> {
    let corpus = Arc::clone(context.engine.corpus());
    let message = match corpus.look_up_source(name) {
        Lookup::Found(source) => return print_source(context, source, format),
        Lookup::Ambiguous => ambiguous("a source", name),
        Lookup::Missing => missing("source", name, corpus.sources().iter().map(|source| source.id.to_borrowed())),
    };
    context.messages.line(&message)?;
    Ok(Outcome::Nothing)
}

fn print_source(context: &mut Context<'_>, source: SourceId, format: EntryFormat) -> io::Result<Outcome> {
    let corpus = Arc::clone(context.engine.corpus());
    let transcript = Transcript::of_source(&corpus, source);
    if transcript.entries().is_empty() {
        let reporting = |other: &&Source| other.reports == Some(source);
        let reporting: Vec<Safe<'_>> =
            corpus.sources().iter().filter(reporting).map(|other| other.id.to_borrowed()).collect();
        let message = safe!("no entry stands in “", corpus.source(source).id, "” itself");
        let sources = Safe::join(reporting.iter().map(Safe::to_borrowed), ", ");
        let message = if reporting.is_empty() { message } else { safe!(message, "; these report on it: ", sources) };
        context.messages.line(&message)?;
        return Ok(Outcome::Nothing);
    }
    match format {
        EntryFormat::Attributed => {
            for (index, piece) in export_transcript(&corpus, &transcript).enumerate() {
                if index > 0 {
                    context.out.line(&Safe::default())?;
                }
                context.out.line(&piece)?;
            }
        }
        EntryFormat::Json => context.out.json(&TranscriptRecord::new(&corpus, &transcript))?,
        _ => return Ok(Outcome::from_found(print_entries(context, transcript.entries(), format, ListForm::List)?)),
    }
    Ok(Outcome::Found)
}
