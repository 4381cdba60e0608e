//! `paths`: prints the files that kzq uses.

use clap::Args;

use crate::cli::context::{Console, Failure, Outcome, PlainCommand};
use crate::cli::text::pad_right;
use kzq_text::Safe;
use kzq_text::safe;

/// List the files that kzq reads and writes.
#[derive(Clone, Debug, Args)]
pub(crate) struct Paths {}

impl PlainCommand for Paths {
    fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        for (name, path) in console.system.paths()? {
            console.out.line(&safe!(pad_right(&name.into(), 12), Safe::line(path)))?;
        }
        Ok(Outcome::Found)
    }
}
