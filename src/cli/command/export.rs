//! `export`: prints all entries, those a query finds, or those of a list.

use clap::Args;

use crate::cli::context::{Context, DataCommand, Failure, Outcome};
use crate::cli::formats::format_parser;
use crate::cli::print::{ListForm, print_entries, run_query, uses_shelf};
use crate::cli::shelf::print_list;
use kzq_corpus::EntryId;
use kzq_export::Format;

const EXAMPLES: &str = "\
Examples:
  kzq export > quotations.json
  kzq export topic:ai --format markdown
  kzq export --list speech --format bibtex";

/// Print all entries, those a query finds, or one of your lists.
///
/// Entries are printed in the order of the files, those of a list in its order.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Export {
    /// Print this list.
    #[arg(long, value_name = "NAME", conflicts_with = "query")]
    list: Option<String>,
    /// Print what this query finds.
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Print in this format.
    #[arg(long, value_parser = format_parser(), value_name = "FORMAT", default_value = "json")]
    format: Format,
    /// Same as `--format json`.
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

impl DataCommand for Export {
    fn entry_format(&self) -> Option<Format> {
        Some(if self.json { Format::Json } else { self.format })
    }

    fn needs_shelf(&self) -> bool {
        self.list.is_some() || uses_shelf(&self.query)
    }

    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        let format = if self.json { Format::Json } else { self.format };
        if let Some(list) = &self.list {
            return Ok(print_list(context, list, format)?);
        }
        let hits = run_query(context, &self.query, usize::MAX)?.hits;
        let mut found: Vec<EntryId> = hits.iter().map(|hit| hit.entry).collect();
        found.sort_unstable();
        if found.is_empty() {
            context.messages.line(&"nothing found".into())?;
        }
        Ok(Outcome::from_found(print_entries(context, &found, format, ListForm::List)?))
    }
}
