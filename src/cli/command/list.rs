//! `list`: shows and changes the user's lists.

use std::io;

use clap::{Args, Subcommand};
use serde::Serialize;

use crate::cli::context::{Context, DataCommand, Failure, Outcome};
use crate::cli::options::OutputArgs;
use crate::cli::shelf::{print_saved, save_new_name};
use kzq_export::Format;
use kzq_shelf::{Change, EntryName, InsertPosition, Shelf};
use kzq_text::Safe;
use kzq_text::safe;

const EXAMPLES: &str = "\
Examples:
  kzq list
  kzq list add monday security-council-deadlock cautious-on-brics
  kzq list show monday --format markdown";

/// Manage your lists (without a subcommand: show them).
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct List {
    /// What to do.
    #[command(subcommand)]
    what: Option<ListCommand>,
    /// Print a JSON array.
    #[arg(long)]
    json: bool,
}

/// What can be done with lists.
#[derive(Clone, Debug, Subcommand)]
enum ListCommand {
    /// Print the entries of a list in order; if one is gone from its collection, print the saved copy.
    Show {
        /// The list.
        name: String,
        /// How to print.
        #[command(flatten)]
        output: OutputArgs,
    },
    /// Add entries to a list; creates the list if needed.
    Add {
        /// The list.
        name: String,
        /// Ids of entries, or collection/id.
        #[arg(value_name = "ID")]
        ids: Vec<String>,
    },
    /// Remove entries from a list.
    Remove {
        /// The list.
        name: String,
        /// Ids of entries, or collection/id.
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
    },
    /// Rename a list.
    Rename {
        /// The list.
        name: String,
        /// The new name.
        #[arg(value_name = "NEW NAME")]
        to: String,
    },
    /// Delete a list; the entries stay in their collections.
    Delete {
        /// The list.
        name: String,
    },
}

impl DataCommand for List {
    fn entry_format(&self) -> Option<Format> {
        match &self.what {
            Some(ListCommand::Show { output, .. }) => Some(output.format()),
            _ => None,
        }
    }

    fn needs_shelf(&self) -> bool {
        true
    }

    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        Ok(match &self.what {
            None => print_lists(context, self.json)?,
            Some(ListCommand::Show { name, output }) => match context.look_up_list(name)? {
                Some(list) => print_saved(context, &list.entries, *output, "the list is empty")?,
                None => Outcome::Nothing,
            },
            Some(ListCommand::Add { name, ids }) => add(context, name, ids)?,
            Some(ListCommand::Remove { name, ids }) => remove(context, name, ids)?,
            Some(ListCommand::Rename { name, to }) => rename(context, name, to)?,
            Some(ListCommand::Delete { name }) => {
                let Some(list) = context.look_up_list(name)? else { return Ok(Outcome::Nothing) };
                context.save_changes(&[Change::DeleteList(list.name, list.entries)])?;
                Outcome::Found
            }
        })
    }
}

fn add(context: &mut Context<'_>, name: &str, ids: &[String]) -> io::Result<Outcome> {
    let Some(list) = Shelf::normalize_list_name(name) else {
        context.messages.error(&"a list needs a name".into())?;
        return Ok(Outcome::Nothing);
    };
    let found = context.look_up_all(ids)?;
    let mut changes = vec![Change::List(list.clone(), InsertPosition::Last)];
    changes.extend(found.iter().map(|&id| Change::Add {
        list: list.clone(),
        entry: EntryName::new(context.engine.corpus(), id),
        snapshot: Some(context.entry_snapshot(id)),
        position: InsertPosition::Last,
    }));
    context.save_changes(&changes)?;
    Ok(Outcome::from_found(found.len() == ids.len()))
}

fn remove(context: &mut Context<'_>, name: &str, ids: &[String]) -> io::Result<Outcome> {
    let Some(list) = context.look_up_list(name)? else { return Ok(Outcome::Nothing) };
    let names = context.look_up_names(ids)?;
    let mut removed = 0;
    for name in &names {
        if list.entries.contains(name) {
            removed += 1;
        } else {
            context.messages.error(&safe!("“", name.text(), "” is not on the list “", list.name, "”"))?;
        }
    }
    context
        .save_changes(&names.into_iter().map(|entry| Change::Remove(list.name.clone(), entry)).collect::<Vec<_>>())?;
    Ok(Outcome::from_found(removed == ids.len()))
}

fn rename(context: &mut Context<'_>, name: &str, to: &str) -> io::Result<Outcome> {
    let Some(list) = context.look_up_list(name)? else { return Ok(Outcome::Nothing) };
    let is_taken = |shelf: &Shelf, to: &str| shelf.list(to).is_some();
    save_new_name(context, "list", to, is_taken, |to| Change::Rename { from: list.name, to })
}

#[derive(Serialize)]
struct ListRecord<'s> {
    name: &'s Safe<'static>,
    entries: Vec<&'s Safe<'static>>,
}

fn print_lists(context: &mut Context<'_>, json: bool) -> io::Result<Outcome> {
    let lists = context.shelf_handle.shelf.lists();
    if json {
        let records = lists
            .iter()
            .map(|list| ListRecord { name: &list.name, entries: list.entries.iter().map(EntryName::text).collect() });
        context.out.json(&records.collect::<Vec<_>>())?;
    } else {
        for list in lists {
            context.out.line(&safe!(Safe::line(format!("{:>5}  ", list.entries.len())), list.name))?;
        }
        if lists.is_empty() {
            context.messages.line(&"no lists; `kzq list add NAME ID` creates one".into())?;
        }
    }
    Ok(Outcome::Found)
}
