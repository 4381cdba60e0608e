//! `man`: prints the manual pages, or writes them into a directory.

use std::path::PathBuf;

use clap::Args;

use crate::cli::context::{Console, Failure, Outcome, PlainCommand, UsageError};
use crate::cli::manual::{file_name, names, page};
use kzq_text::{Safe, safe};

const EXAMPLES: &str = "\
Examples:
  kzq man | man -l -
  kzq man search | man -l -
  kzq man --dir man1    # all of them";

/// Print a manual page (roff), or write all of them.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Man {
    /// The page of this command. Default: that of kzq.
    #[arg(value_name = "COMMAND", conflicts_with = "dir")]
    command: Option<String>,
    /// Write all pages into this directory, creating it if necessary.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

impl PlainCommand for Man {
    fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let (root, settings) = (console.system.clap_command(), console.system.setting_variables());
        let Some(directory) = &self.dir else {
            let Some(page) = page(&root, self.command.as_deref(), &settings)? else {
                let name = Safe::line(self.command.clone().unwrap_or_default());
                return Err(UsageError(safe!("there is no command “", name, "”").to_string()).into());
            };
            console.out.rendered(&page)?;
            return Ok(Outcome::Found);
        };
        console.system.create_directory(directory)?;
        let names = names(&root);
        for name in &names {
            let page = page(&root, *name, &settings)?.unwrap_or_default();
            console.system.write_file(&directory.join(file_name(*name)), true, &mut |out| out.rendered(&page))?;
        }
        let directory = Safe::line(directory.display().to_string());
        console.messages.line(&safe!(names.len(), " pages written to ", directory))?;
        Ok(Outcome::Found)
    }
}
