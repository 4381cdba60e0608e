//! `pick`: lets the user pick entries on the terminal, and prints them.

use clap::Args;

use crate::cli::context::{Context, Failure, Outcome};
use crate::cli::options::OutputArgs;
use crate::cli::print::{ListForm, print_entries};
use kzq_corpus::EntryId;
use kzq_export::Format;
use kzq_tui::app::PickCount;

const EXAMPLES: &str = "\
Examples:
  kzq pick --format markdown
  kzq list add speech $(kzq pick --multi --format ids)";

/// Pick a quotation on the terminal, and print it.
///
/// The list appears on the terminal even if the output goes elsewhere. Enter prints the quotation; Esc prints nothing
/// and exits with 1.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Pick {
    /// Start with this query.
    #[arg(long, value_name = "QUERY")]
    query: Option<String>,
    /// Pick several: Tab marks one.
    #[arg(long)]
    multi: bool,
    /// How to print.
    #[command(flatten)]
    output: OutputArgs,
}

impl Pick {
    /// The query to start with.
    pub(crate) fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }

    /// How many entries the user is to pick.
    pub(crate) fn count(&self) -> PickCount {
        if self.multi { PickCount::Several } else { PickCount::One }
    }

    /// The format in which they are printed.
    pub(crate) fn format(&self) -> Format {
        self.output.format()
    }

    /// Checks the options before anything is picked.
    ///
    /// # Errors
    ///
    /// If they contradict each other.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        self.form().map(drop)
    }

    fn form(&self) -> Result<ListForm, Failure> {
        Ok(self.output.form(if self.multi { ListForm::List } else { ListForm::Single })?)
    }

    /// Prints the entries that were picked.
    ///
    /// # Errors
    ///
    /// If writing fails.
    pub(crate) fn print(&self, context: &mut Context<'_>, entries: &[EntryId]) -> Result<Outcome, Failure> {
        Ok(Outcome::from_found(print_entries(context, entries, self.format(), self.form()?)?))
    }
}
