//! `man`: prints the manual page.

use clap::Args;

use crate::cli::context::{Console, Failure, Outcome, PlainCommand};

/// Print the manual page (roff).
#[derive(Clone, Debug, Args)]
pub(crate) struct Man {}

impl PlainCommand for Man {
    fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let mut page = Vec::new();
        clap_mangen::Man::new(console.system.clap_command()).render(&mut page)?;
        console.out.rendered(&String::from_utf8(page)?)?;
        Ok(Outcome::Found)
    }
}
