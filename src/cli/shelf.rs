//! The user's shelf: how commands change it and print its entries.

use std::io;
use std::sync::Arc;

use serde::Serialize;

use super::context::{Context, Failure, Outcome};
use super::options::OutputArgs;
use super::print::{ListForm, print_entries};
use kzq_corpus::{EntryId, Wording};
use kzq_export::{EntryRecord, Format, caveat};
use kzq_shelf::{
    Annotation, Change, EntryName, EntrySnapshot, EntryStatus, Placement, PlacementCache, Shelf, carried_message,
};
use kzq_text::Safe;
use kzq_text::safe;

/// Saves the change that renames something, unless the new name is empty or taken.
pub(super) fn save_new_name(
    context: &mut Context<'_>,
    kind: &'static str,
    to: &str,
    is_taken: impl FnOnce(&Shelf, &str) -> bool,
    change: impl FnOnce(Safe<'static>) -> Change,
) -> io::Result<Outcome> {
    let problem = match Shelf::normalize_list_name(to) {
        None => safe!("a ", kind, " needs a name"),
        Some(to) if is_taken(&context.shelf_handle.shelf, to.as_str()) => {
            safe!("there is already a ", kind, " “", to, "”")
        }
        Some(to) => {
            context.save_changes(&[change(to)])?;
            return Ok(Outcome::Found);
        }
    };
    context.messages.error(&problem)?;
    Ok(Outcome::Nothing)
}

impl Context<'_> {
    /// Locates the shelf's entries in the corpus.
    pub(super) fn placements(&self) -> Placement {
        if self.shelf_handle.shelf.is_empty() {
            return Placement::default();
        }
        PlacementCache::default().locate(&self.shelf_handle.shelf, self.engine.corpus())
    }

    /// Saves changes of the shelf.
    pub(super) fn save_changes(&mut self, changes: &[Change]) -> io::Result<()> {
        self.shelf_handle.save(changes)
    }

    /// Moves the annotations of entries with new ids to these ids, and says so.
    ///
    /// # Errors
    ///
    /// If the message can't be written.
    pub fn carry_over(&mut self) -> io::Result<()> {
        let changes = self.shelf_handle.shelf.carry_over(self.engine.corpus());
        if changes.is_empty() {
            return Ok(());
        }
        let message = carried_message(&changes);
        match self.save_changes(&changes) {
            Ok(()) => self.messages.line(&message),
            // Nothing is lost: the next start tries again.
            Err(error) => self.messages.error(&Safe::line(error.to_string())),
        }
    }

    /// What the shelf keeps of an entry.
    pub(super) fn entry_snapshot(&self, id: EntryId) -> Arc<EntrySnapshot> {
        Arc::new(EntrySnapshot::new(self.engine.corpus(), id))
    }
}

/// Returns the entries of a list in its order, and whether all of them still exist; messages about the others go to
/// stderr. `None` if there is no such list.
pub(super) fn list_entries(context: &mut Context<'_>, list: &str) -> io::Result<Option<(Vec<EntryId>, bool)>> {
    let Some(list) = context.look_up_list(list)? else { return Ok(None) };
    let held = entry_statuses(context, &list.entries);
    existing_entries(context, &held).map(Some)
}

/// Returns the entries that still exist, and whether that is all of them; messages about the others go to stderr.
fn existing_entries(
    context: &mut Context<'_>,
    held: &[(EntryName, Annotation, EntryStatus)],
) -> io::Result<(Vec<EntryId>, bool)> {
    let found: Vec<EntryId> = held.iter().filter_map(|(.., standing)| standing.entry()).collect();
    for (name, _, standing) in held {
        if let Some(remark) = standing.message() {
            context.messages.line(&safe!(name.text(), ": ", remark))?;
        }
    }
    let is_all = found.len() == held.len();
    Ok((found, is_all))
}

/// Returns what the shelf has of these entries, and their current status.
fn entry_statuses(context: &Context<'_>, names: &[EntryName]) -> Vec<(EntryName, Annotation, EntryStatus)> {
    let corpus = context.engine.corpus();
    let standing = |(name, found): (&EntryName, Option<EntryId>)| {
        let held = context.shelf_handle.shelf.annotation(name)?;
        Some((name.clone(), held.clone(), held.status(name, found, corpus)))
    };
    names.iter().zip(EntryName::resolve_all(names, corpus)).filter_map(standing).collect()
}

/// The shelf's copy of an entry that is gone or changed, as JSON.
#[derive(Serialize)]
struct SavedEntryRecord<'s> {
    name: &'s Safe<'static>,
    standing: Option<&'static str>,
    wording: Option<Wording>,
    text: Option<&'s Safe<'static>>,
    speaker: Option<&'s Safe<'static>>,
    source: Option<&'s Safe<'static>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum ShelfRecord<'s> {
    Entry(Box<EntryRecord<'s>>),
    Saved(SavedEntryRecord<'s>),
}

/// Prints entries of the shelf; for one that is gone, the shelf's copy. `empty` is the message if there are none.
pub(super) fn print_saved(
    context: &mut Context<'_>,
    names: &[EntryName],
    output: OutputArgs,
    empty: &'static str,
) -> Result<Outcome, Failure> {
    let (format, form) = (output.format(), output.form(ListForm::List)?);
    let held = entry_statuses(context, names);
    if format == Format::Json {
        let corpus = Arc::clone(context.engine.corpus());
        let printed: Vec<ShelfRecord<'_>> = held
            .iter()
            .map(|(name, held, standing)| match standing.entry() {
                Some(id) => ShelfRecord::Entry(Box::new(EntryRecord::new(&corpus, id))),
                None => ShelfRecord::Saved(SavedEntryRecord::of(name, held, *standing)),
            })
            .collect();
        context.out.json(&printed)?;
        return Ok(Outcome::Found);
    }
    if held.is_empty() {
        context.messages.line(&empty.into())?;
    }
    if !format.row().is_prose || matches!(form, ListForm::Each(_)) {
        let (found, is_all) = existing_entries(context, &held)?;
        let is_any = print_entries(context, &found, format, form)?;
        return Ok(Outcome::from_found((is_any || held.is_empty()) && is_all));
    }
    for (index, (name, held, standing)) in held.iter().enumerate() {
        if index > 0 {
            context.out.line(&Safe::default())?;
        }
        if let Some(id) = standing.entry() {
            print_entries(context, &[id], format, ListForm::Single)?;
        }
        match (standing, &held.snapshot) {
            (EntryStatus::Unchanged(_), _) => {}
            (_, Some(imprint)) => {
                context.out.line(&safe!(name.text(), " (", imprint.wording.name(), ", ", remark(*standing), ")"))?;
                context.out.line(&saved_text(imprint))?;
            }
            (_, None) => context.out.line(&safe!(name.text(), " (", remark(*standing), ")"))?,
        }
    }
    Ok(Outcome::Found)
}

fn remark(standing: EntryStatus) -> &'static str {
    match standing {
        EntryStatus::Changed(_) => "as it was when saved",
        other => other.message().unwrap_or_default(),
    }
}

/// Renders the shelf's copy of an entry; only verbatim words are set in quotation marks.
fn saved_text(imprint: &EntrySnapshot) -> Safe<'static> {
    match imprint.wording {
        Wording::Verbatim => safe!("“", imprint.text, "”\n— ", imprint.speaker, ", ", imprint.source),
        other => {
            let caveat = caveat(other).unwrap_or_default();
            safe!(imprint.text, "\n— on ", imprint.speaker, ", ", imprint.source, " ", caveat)
        }
    }
}

impl<'s> SavedEntryRecord<'s> {
    fn of(name: &'s EntryName, held: &'s Annotation, standing: EntryStatus) -> Self {
        let imprint = held.snapshot.as_deref();
        Self {
            name: name.text(),
            standing: standing.message(),
            wording: imprint.map(|imprint| imprint.wording),
            text: imprint.map(|imprint| &imprint.text),
            speaker: imprint.map(|imprint| &imprint.speaker),
            source: imprint.map(|imprint| &imprint.source),
        }
    }
}
