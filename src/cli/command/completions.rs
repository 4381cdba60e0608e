//! `completions`: prints completions for a shell.

use clap::Args;

use crate::cli::complete::Shell;
use crate::cli::context::{Console, Failure, Outcome, PlainCommand};

const EXAMPLES: &str = "\
Examples:
  kzq completions bash > kzq.bash
  kzq completions zsh > _kzq
  kzq completions fish > kzq.fish";

/// Print the script that completes kzq in a shell.
///
/// In bash, zsh and fish, it completes commands, options, ids, topics, speakers, sources, lists, saved searches, themes, and
/// the fields of queries with their values; in elvish and PowerShell, commands and options.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Completions {
    /// The shell.
    shell: clap_complete::Shell,
}

impl PlainCommand for Completions {
    fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let own = match self.shell {
            clap_complete::Shell::Bash => Some(Shell::Bash),
            clap_complete::Shell::Zsh => Some(Shell::Zsh),
            clap_complete::Shell::Fish => Some(Shell::Fish),
            _ => None,
        };
        if let Some(shell) = own {
            console.out.rendered(shell.script())?;
            return Ok(Outcome::Found);
        }
        // The generator panics on a write error, so it writes to memory.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut console.system.clap_command(), "kzq", &mut script);
        console.out.rendered(&String::from_utf8(script)?)?;
        Ok(Outcome::Found)
    }
}
