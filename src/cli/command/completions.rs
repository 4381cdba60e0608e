//! `completions`: prints completions for a shell.

use clap::Args;

use crate::cli::context::{Console, Failure, Outcome, PlainCommand};

/// Print completions for a shell.
#[derive(Clone, Debug, Args)]
pub(crate) struct Completions {
    /// The shell.
    shell: clap_complete::Shell,
}

impl PlainCommand for Completions {
    fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        // The generator panics on a write error, so it writes to memory.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut console.system.clap_command(), "kzq", &mut script);
        console.out.rendered(&String::from_utf8(script)?)?;
        Ok(Outcome::Found)
    }
}
