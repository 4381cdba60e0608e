//! `edit`: opens an entry in the user's editor, or undoes the last change.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::context::{Console, Failure, Outcome, PlainCommand};
use crate::cli::system::UndoOutcome;
use kzq_edit::{CollectionText, string_literal};
use kzq_text::{Safe, safe};

const EXAMPLES: &str = "\
Examples:
  kzq edit security-council-deadlock    # in your editor
  kzq edit --undo";

/// Open an entry in your editor, at its line in its file.
///
/// The editor is $VISUAL, else $EDITOR, else vi. When you close it, kzq checks the file; if there is a mistake, you
/// return to its line.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Edit {
    /// Id of an entry, or collection/id.
    #[arg(value_name = "ID", required_unless_present = "undo", conflicts_with = "undo")]
    id: Option<String>,
    /// Undo the last change made with kzq; with `--data` or `KZQ_DATA`, only in the collections that they name.
    #[arg(long)]
    undo: bool,
}

impl PlainCommand for Edit {
    fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let Some(id) = self.id.as_deref().filter(|_| !self.undo) else { return undo(console) };
        let files = console.system.opened_files()?;
        if files.is_empty() {
            let message = "the example is part of kzq and can't be edited; `kzq add` and `kzq new` start a collection";
            console.messages.error(&message.into())?;
            return Ok(Outcome::Nothing);
        }
        let found = find(console, files, id)?;
        let message = match found.as_slice() {
            [(file, line)] => {
                let name = id.rsplit('/').next().unwrap_or(id);
                let is_changed = console.system.edit_in_editor(file, *line, format!("edited “{name}”"))?;
                console.out.line(&if is_changed { changed(console, file, id)? } else { "nothing changed".into() })?;
                return Ok(Outcome::Found);
            }
            [] => safe!("there is no entry “", Safe::line(id), "”"),
            [(first, _), (second, _), ..] => {
                let names = [first, second].map(|file| Safe::line(file.display().to_string()));
                let [first, second] = names;
                safe!("“", Safe::line(id), "” is in ", first, " and in ", second, "; write collection/id")
            }
        };
        console.messages.error(&message)?;
        Ok(Outcome::Nothing)
    }
}

/// Returns the files that have an entry of this id, each with the line of the entry. A file that can't be read is an
/// error only if no other has the entry.
fn find(console: &mut Console<'_>, files: Vec<PathBuf>, id: &str) -> Result<Vec<(PathBuf, usize)>, Failure> {
    let (mut found, mut unreadable) = (Vec::new(), None);
    for file in files {
        let text = match console.system.collection_text(&file, None) {
            Ok(text) => text,
            Err(failure) => {
                unreadable = unreadable.or(Some(failure));
                continue;
            }
        };
        let found_at = match CollectionText::parse(&text) {
            Ok(collection) => entry_offset(&collection, id),
            // A broken file is to be corrected: the words of the id lead to about the place.
            Err(_) => text.find(&format!("id: {}", string_literal(id))),
        };
        if let Some(offset) = found_at {
            found.push((file, 1 + text[..offset].matches('\n').count()));
        }
    }
    match unreadable {
        Some(failure) if found.is_empty() => Err(failure),
        _ => Ok(found),
    }
}

/// Says where an entry was changed.
fn changed(console: &Console<'_>, file: &Path, id: &str) -> Result<Safe<'static>, Failure> {
    let text = console.system.collection_text(file, None)?;
    let collection = CollectionText::parse(&text)?;
    let file = Safe::line(file.display().to_string());
    Ok(match entry_offset(&collection, id) {
        Some(offset) => {
            let name = id.rsplit('/').next().unwrap_or(id);
            safe!("changed ", file, ":", collection.line_of(offset), " (“", Safe::line(name), "”)")
        }
        // The user has given it another id, or removed it.
        None => safe!("changed ", file),
    })
}

/// Returns the offset of an entry by its id, or collection/id.
fn entry_offset(collection: &CollectionText<'_>, id: &str) -> Option<usize> {
    let in_collection = || id.strip_prefix(&collection.text_field("id")?)?.strip_prefix('/');
    collection.entry_offset(id).or_else(|| collection.entry_offset(in_collection()?))
}

fn undo(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    match console.system.undo_edit()? {
        UndoOutcome::Undone { what, file } => {
            console.out.line(&safe!("undone: ", what, " in ", file))?;
            Ok(Outcome::Found)
        }
        UndoOutcome::Refused(message) => {
            console.messages.error(&message)?;
            Ok(Outcome::Nothing)
        }
        UndoOutcome::Nothing { is_limited } => {
            let place = if is_limited { " in the collections that `--data` or `KZQ_DATA` names" } else { "" };
            console.messages.line(&safe!("there is no change to undo", place))?;
            Ok(Outcome::Nothing)
        }
    }
}
