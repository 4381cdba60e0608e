//! `unstar`: removes stars.

use clap::Args;

use crate::cli::context::{Context, DataCommand, Failure, Outcome};
use kzq_shelf::Change;

const EXAMPLES: &str = "\
Examples:
  kzq unstar security-council-deadlock";

/// Remove stars.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Unstar {
    /// Ids of entries, or collection/id.
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
}

impl DataCommand for Unstar {
    fn needs_shelf(&self) -> bool {
        true
    }

    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        let names = context.look_up_names(&self.ids)?;
        context.save_changes(&names.iter().cloned().map(Change::Unstar).collect::<Vec<_>>())?;
        Ok(Outcome::from_found(names.len() == self.ids.len()))
    }
}
