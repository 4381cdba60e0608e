//! `star`: stars entries, or prints the starred ones.

use clap::Args;

use crate::cli::context::{Context, DataCommand, Failure, Outcome};
use crate::cli::options::OutputArgs;
use crate::cli::shelf::print_saved;
use kzq_export::Format;
use kzq_shelf::{Change, EntryName};

const EXAMPLES: &str = "\
Examples:
  kzq star security-council-deadlock
  kzq star";

/// Star entries, or print the starred ones.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Star {
    /// Ids of entries, or collection/id.
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// How to print.
    #[command(flatten)]
    output: OutputArgs,
}

impl DataCommand for Star {
    fn entry_format(&self) -> Option<Format> {
        Some(self.output.format())
    }

    fn needs_shelf(&self) -> bool {
        true
    }

    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        if self.ids.is_empty() {
            let starred = context.shelf_handle.shelf.entries().filter(|(_, saved)| saved.starred);
            let starred: Vec<EntryName> = starred.map(|(name, _)| name.clone()).collect();
            return print_saved(context, &starred, self.output, "no starred entries");
        }
        let found = context.look_up_all(&self.ids)?;
        let name = |context: &Context<'_>, id| EntryName::new(context.engine.corpus(), id);
        let changes = found.iter().map(|&id| Change::Star(name(context, id), Some(context.entry_snapshot(id))));
        context.save_changes(&changes.collect::<Vec<_>>())?;
        Ok(Outcome::from_found(found.len() == self.ids.len()))
    }
}
