//! `paths`: prints the files that kzq uses.

use clap::Args;

use crate::cli::context::{Console, Failure, Outcome, PlainCommand};
use crate::cli::text::pad_right;
use kzq_text::Safe;
use kzq_text::safe;

const EXAMPLES: &str = "\
Examples:
  kzq paths
  kzq --data clippings.ron paths";

/// List the files that kzq reads and writes.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Paths {}

impl PlainCommand for Paths {
    fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        for (name, path) in console.system.paths()? {
            console.out.line(&safe!(pad_right(&name.into(), 12), Safe::line(path)))?;
        }
        Ok(Outcome::Found)
    }
}
