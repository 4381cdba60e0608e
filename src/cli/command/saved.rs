//! `saved`: shows and changes the user's saved searches.

use std::io;

use clap::{Args, Subcommand};
use serde::Serialize;

use crate::cli::context::{Context, DataCommand, Failure, Outcome};
use crate::cli::print::refuse_mistakes;
use crate::cli::shelf::save_new_name;
use kzq_search::Query;
use kzq_shelf::{Change, InsertPosition, SavedSearch, Shelf};
use kzq_text::Safe;
use kzq_text::safe;

const EXAMPLES: &str = "\
Examples:
  kzq saved add monday topic:reform
  kzq saved
  kzq search --saved monday";

/// Manage your saved searches (without a subcommand: show them).
///
/// `kzq search --saved NAME` runs one; in the browser, `:save NAME` saves the filter.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Saved {
    /// What to do.
    #[command(subcommand)]
    what: Option<SavedCommand>,
    /// Print a JSON array.
    #[arg(long)]
    json: bool,
}

/// What can be done with saved searches.
#[derive(Clone, Debug, Subcommand)]
enum SavedCommand {
    /// Save a query under a name; a search of that name is replaced.
    Add {
        /// The name.
        name: String,
        /// The query.
        #[arg(required = true, value_name = "QUERY")]
        query: Vec<String>,
    },
    /// Rename a saved search.
    Rename {
        /// The saved search.
        name: String,
        /// The new name.
        #[arg(value_name = "NEW NAME")]
        to: String,
    },
    /// Delete a saved search.
    Delete {
        /// The saved search.
        name: String,
    },
}

impl DataCommand for Saved {
    fn needs_shelf(&self) -> bool {
        true
    }

    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        Ok(match &self.what {
            None => print_searches(context, self.json)?,
            Some(SavedCommand::Add { name, query }) => add(context, name, &query.join(" "))?,
            Some(SavedCommand::Rename { name, to }) => rename(context, name, to)?,
            Some(SavedCommand::Delete { name }) => {
                let Some(search) = context.look_up_search(name)? else { return Ok(Outcome::Nothing) };
                context.save_changes(&[Change::DeleteSearch(search)])?;
                Outcome::Found
            }
        })
    }
}

fn add(context: &mut Context<'_>, name: &str, query: &str) -> Result<Outcome, Failure> {
    refuse_mistakes(&Query::parse_complete(query))?;
    let Some(name) = Shelf::normalize_list_name(name) else {
        context.messages.error(&"a search needs a name".into())?;
        return Ok(Outcome::Nothing);
    };
    let search = SavedSearch { name, query: Safe::line(query.trim().to_owned()) };
    context.save_changes(&[Change::SaveSearch(search, InsertPosition::Last)])?;
    Ok(Outcome::Found)
}

fn rename(context: &mut Context<'_>, name: &str, to: &str) -> io::Result<Outcome> {
    let Some(search) = context.look_up_search(name)? else { return Ok(Outcome::Nothing) };
    let is_taken = |shelf: &Shelf, to: &str| shelf.search(to).is_some();
    save_new_name(context, "search", to, is_taken, |to| Change::RenameSearch { from: search.name, to })
}

#[derive(Serialize)]
struct SearchRecord<'s> {
    name: &'s Safe<'static>,
    query: &'s Safe<'static>,
}

fn print_searches(context: &mut Context<'_>, json: bool) -> io::Result<Outcome> {
    let searches = context.shelf_handle.shelf.searches();
    if json {
        let records = searches.iter().map(|search| SearchRecord { name: &search.name, query: &search.query });
        context.out.json(&records.collect::<Vec<_>>())?;
    } else {
        for search in searches {
            context.out.line(&safe!(search.name, ": ", search.query))?;
        }
        if searches.is_empty() {
            context.messages.line(&"no saved searches; `kzq saved add NAME QUERY` saves one".into())?;
        }
    }
    Ok(Outcome::Found)
}
