//! `note`: prints, writes or removes the note on an entry.

use std::borrow::Cow;
use std::path::Path;

use clap::Args;

use crate::cli::context::{Context, DataCommand, Failure, Outcome};
use kzq_shelf::Change;
use kzq_text::Safe;
use kzq_text::safe;

const EXAMPLES: &str = "\
Examples:
  kzq note security-council-deadlock \"for the speech\"
  kzq note security-council-deadlock";

/// Print or write a note on an entry.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Note {
    /// Id of an entry, or collection/id.
    #[arg(value_name = "ID")]
    id: String,
    /// The new note; `-` reads standard input, an empty note removes the old one. Without it, print the note.
    #[arg(value_name = "TEXT")]
    text: Option<String>,
}

impl DataCommand for Note {
    fn needs_shelf(&self) -> bool {
        true
    }

    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        let text = match self.text.as_deref() {
            Some("-") => Some(Cow::Owned(context.system.read_text(Path::new("-"))?)),
            text => text.map(Cow::Borrowed),
        };
        let Some(name) = context.look_up_name(&self.id)? else { return Ok(Outcome::Nothing) };
        let from = context.shelf_handle.shelf.note(&name).cloned();
        let Some(text) = text else {
            match &from {
                Some(note) => context.out.line(note)?,
                None => context.messages.line(&safe!("no note on “", name.text(), "”"))?,
            }
            return Ok(Outcome::from_found(from.is_some()));
        };
        let to = Safe::text(text.trim_end().to_owned());
        let to = (!to.is_empty()).then_some(to);
        let found = context.engine.corpus().look_up(name.text().as_str()).found();
        let snapshot = found.map(|entry| context.entry_snapshot(entry));
        context.save_changes(&[Change::Note { entry: name, snapshot, from, to }])?;
        Ok(Outcome::Found)
    }
}
