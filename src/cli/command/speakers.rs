//! `speakers`: the speakers with entry counts.

use std::sync::Arc;

use clap::Args;
use serde::Serialize;

use crate::cli::context::{Context, DataCommand, Failure, Outcome};
use crate::cli::count_table::{TableRow, print_table};
use crate::cli::options::JsonArg;
use kzq_corpus::Coverage;
use kzq_text::Safe;

const EXAMPLES: &str = "\
Examples:
  kzq speakers
  kzq speakers --json";

/// List the speakers.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Speakers {
    /// How to print.
    #[command(flatten)]
    output: JsonArg,
}

impl DataCommand for Speakers {
    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        let corpus = Arc::clone(context.engine.corpus());
        let coverage = corpus.speaker_coverage();
        let rows = corpus.speakers().iter().zip(&coverage);
        let rows = rows.map(|(speaker, &entries)| SpeakerRecord {
            id: Some(&speaker.id),
            name: speaker.name.to_borrowed(),
            role: speaker.role.as_ref(),
            aliases: &speaker.aliases,
            organisation: speaker.organisation,
            entries,
        });
        let unknown = coverage.last().filter(|_| corpus.has_unknown_speakers()).map(|&entries| SpeakerRecord {
            id: None,
            name: corpus.speaker_name(None),
            role: None,
            aliases: &[],
            organisation: false,
            entries,
        });
        Ok(print_table(context, self.output.json, &rows.chain(unknown).collect::<Vec<_>>())?)
    }
}

#[derive(Serialize)]
struct SpeakerRecord<'c> {
    id: Option<&'c Safe<'static>>,
    name: Safe<'c>,
    role: Option<&'c Safe<'static>>,
    aliases: &'c [Safe<'static>],
    organisation: bool,
    #[serde(flatten)]
    entries: Coverage,
}

impl TableRow for SpeakerRecord<'_> {
    const TITLES: [&'static str; 2] = ["speaker", "role"];

    fn name(&self) -> Safe<'static> {
        self.name.clone().into_owned()
    }

    fn note(&self) -> Safe<'static> {
        self.role.cloned().unwrap_or_default()
    }

    fn coverage(&self) -> Coverage {
        self.entries
    }
}
