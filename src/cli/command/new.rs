//! `new`: creates a collection to begin with.

use std::path::PathBuf;

use clap::Args;

use crate::cli::context::{Console, Failure, Outcome, PlainCommand};
use crate::cli::text::shell_word;
use kzq_edit::NewCollection;
use kzq_text::{Safe, safe};

const EXAMPLES: &str = "\
Examples:
  kzq new quotations.ron";

/// Create a collection to fill, with comments that explain it.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct New {
    /// The file to create; it must not exist. Its name gives the id and the title.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl PlainCommand for New {
    fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let name = self.file.file_stem().unwrap_or_default().to_string_lossy();
        console.system.create_file(&self.file, &NewCollection::named(&name).commented())?;
        let file = Safe::line(self.file.display().to_string());
        console.out.line(&safe!("created ", file))?;
        let typed = shell_word(&self.file);
        console.messages.line(&safe!(
            "`kzq add --into ",
            typed,
            " TEXT` adds a quotation, `kzq --data ",
            typed,
            "` opens it"
        ))?;
        Ok(Outcome::Found)
    }
}
