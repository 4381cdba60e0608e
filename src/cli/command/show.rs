//! `show`: prints entries by id, or a source in reading order.

use std::io;
use std::sync::Arc;

use clap::Args;

use crate::cli::context::{Context, DataCommand, Failure, Outcome};
use crate::cli::lookup::look_up_source;
use crate::cli::options::OutputArgs;
use crate::cli::paragraph::Paragraph;
use crate::cli::print::{ListForm, print_entries};
use kzq_corpus::{Source, SourceId, Transcript};
use kzq_export::{Format, TranscriptRecord, export_transcript};
use kzq_text::Safe;
use kzq_text::safe;

const EXAMPLES: &str = "\
Examples:
  kzq show security-council-deadlock
  kzq show digital-within-five-years --json
  kzq show --source article    # all of it, in order";

/// Print entries by id, or everything from one source.
///
/// With `--json`, one entry is an object, several are an array.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Show {
    /// Ids of entries, or collection/id.
    #[arg(required_unless_present = "source", value_name = "ID")]
    ids: Vec<String>,
    /// Print the whole source in reading order, with headings and turns.
    #[arg(long, value_name = "ID", conflicts_with = "ids")]
    source: Option<String>,
    /// How to print.
    #[command(flatten)]
    output: OutputArgs,
}

impl DataCommand for Show {
    fn entry_format(&self) -> Option<Format> {
        Some(self.output.format())
    }

    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        let format = self.output.format();
        if let Some(source) = &self.source {
            return match look_up_source(context.engine.corpus(), source) {
                Ok(source) => Ok(print_source(context, source, format, self.output.form(ListForm::List)?)?),
                Err(message) => {
                    context.messages.error(&message)?;
                    Ok(Outcome::Nothing)
                }
            };
        }
        let found = context.look_up_all(&self.ids)?;
        let form = if self.ids.len() == 1 { ListForm::Single } else { ListForm::List };
        let is_any = print_entries(context, &found, format, self.output.form(form)?)?;
        Ok(Outcome::from_found(is_any && found.len() == self.ids.len()))
    }
}

fn print_source(context: &mut Context<'_>, source: SourceId, format: Format, form: ListForm) -> io::Result<Outcome> {
    let corpus = Arc::clone(context.engine.corpus());
    let transcript = Transcript::of_source(&corpus, source);
    if transcript.entries().is_empty() {
        let reporting = |other: &&Source| other.reports == Some(source);
        let reporting: Vec<Safe<'_>> =
            corpus.sources().iter().filter(reporting).map(|other| other.id.to_borrowed()).collect();
        let message = safe!("no entries from “", corpus.source(source).id, "” itself");
        let sources = Safe::join(reporting.iter().map(Safe::to_borrowed), ", ");
        let message =
            if reporting.is_empty() { message } else { safe!(message, "; sources that report on it: ", sources) };
        context.messages.line(&message)?;
        return Ok(Outcome::Nothing);
    }
    match (format, form) {
        (Format::Attributed, ListForm::List) => {
            for (index, piece) in export_transcript(&corpus, &transcript).enumerate() {
                if index > 0 {
                    context.out.line(&Safe::default())?;
                }
                Paragraph::new(&piece).write(&mut context.out, &Safe::default())?;
            }
        }
        (Format::Json, _) => context.out.json(&TranscriptRecord::new(&corpus, &transcript))?,
        _ => return Ok(Outcome::from_found(print_entries(context, transcript.entries(), format, form)?)),
    }
    Ok(Outcome::Found)
}
