//! `list`, `star`, `unstar`, `note`, and `export --list`.

use std::io;
use std::sync::Arc;

use serde::Serialize;

use super::entries::ListForm;
use super::{Context, Outcome, entries};
use crate::cli::args::ListCommand;
use crate::cli::formats::EntryFormat;
use kzq_corpus::{EntryId, Lookup, Wording};
use kzq_export::{EntryRecord, caveat};
use kzq_shelf::{
    Annotation, Change, EntryName, EntrySnapshot, EntryStatus, InsertPosition, List, Placement, PlacementCache, Shelf,
};
use kzq_text::Safe;
use kzq_text::safe;

/// Saves changes of the shelf; returns the stored shelf, which may include changes made by other processes.
pub type SaveShelf<'c> = Box<dyn FnMut(&[Change]) -> io::Result<Shelf> + 'c>;

/// The user's shelf, and how to save it.
pub struct ShelfHandle<'c> {
    pub(super) shelf: Shelf,
    save: SaveShelf<'c>,
}

impl<'c> ShelfHandle<'c> {
    /// Wraps a loaded shelf, and the function that saves changes to it.
    pub fn new(shelf: Shelf, save: SaveShelf<'c>) -> Self {
        Self { shelf, save: save }
    }
}

impl Default for ShelfHandle<'_> {
    /// An empty shelf, for commands that do not need it.
    fn default() -> Self {
        Self::new(Shelf::default(), Box::new(|_| Ok(Shelf::default())))
    }
}

impl Context<'_> {
    /// Locates the shelf's entries in the corpus.
    pub(super) fn placements(&self) -> Placement {
        if self.shelf_handle.shelf.is_empty() {
            return Placement::default();
        }
        PlacementCache::default().locate(&self.shelf_handle.shelf, self.engine.corpus())
    }

    fn save_changes(&mut self, changes: &[Change]) -> io::Result<()> {
        self.shelf_handle.shelf = (self.shelf_handle.save)(changes)?;
        Ok(())
    }

    fn entry_snapshot(&self, id: EntryId) -> Arc<EntrySnapshot> {
        Arc::new(EntrySnapshot::new(self.engine.corpus(), id))
    }

    /// Looks up entries by id; prints a message for each that is not found.
    fn look_up_entries(&mut self, ids: &[String]) -> io::Result<Vec<EntryId>> {
        let mut found = Vec::new();
        for id in ids {
            match self.engine.corpus().look_up(id) {
                Lookup::Found(entry) => found.push(entry),
                other => {
                    let message = entries::not_found(self, id, other);
                    self.messages.line(&message)?;
                }
            }
        }
        Ok(found)
    }

    /// Looks up entry names by id, in the collections or, for entries no longer there, on the shelf.
    fn look_up_names(&mut self, ids: &[String]) -> io::Result<Vec<EntryName>> {
        let mut names = Vec::new();
        for id in ids {
            let found = self.engine.corpus().look_up(id);
            let matches = |name: &&EntryName| name.text().as_str() == id || name.parts().1 == id;
            let mut held = self.shelf_handle.shelf.entries().map(|(name, _)| name).filter(matches);
            match (found, held.next().cloned(), held.next()) {
                (Lookup::Found(entry), ..) => names.push(EntryName::new(self.engine.corpus(), entry)),
                (Lookup::Missing, Some(name), None) => names.push(name),
                (other, ..) => {
                    drop(held);
                    let message = entries::not_found(self, id, other);
                    self.messages.line(&message)?;
                }
            }
        }
        Ok(names)
    }

    /// Looks up a list by name; prints a message if there is none.
    fn find_list(&mut self, name: &str) -> io::Result<Option<List>> {
        let lists = self.shelf_handle.shelf.lists();
        if let Some(list) = lists.iter().find(|list| list.name.as_str() == name.trim()) {
            return Ok(Some(list.clone()));
        }
        let names = Safe::join(lists.iter().map(|list| safe!("“", list.name, "”")), ", ");
        let message = safe!("there is no list “", Safe::line(name), "”");
        let message = if names.is_empty() { message } else { safe!(message, "; there are ", names) };
        self.messages.line(&message)?;
        Ok(None)
    }
}

pub(super) fn star(context: &mut Context<'_>, ids: &[String], format: EntryFormat) -> io::Result<Outcome> {
    if ids.is_empty() {
        let starred = context.shelf_handle.shelf.entries().filter(|(_, held)| held.starred);
        let starred: Vec<EntryName> = starred.map(|(name, _)| name.clone()).collect();
        return print_saved(context, &starred, format);
    }
    let found = context.look_up_entries(ids)?;
    let name = |context: &Context<'_>, id| EntryName::new(context.engine.corpus(), id);
    let changes = found.iter().map(|&id| Change::Star(name(context, id), Some(context.entry_snapshot(id))));
    context.save_changes(&changes.collect::<Vec<_>>())?;
    Ok(Outcome::from_found(found.len() == ids.len()))
}

pub(super) fn unstar(context: &mut Context<'_>, ids: &[String]) -> io::Result<Outcome> {
    let names = context.look_up_names(ids)?;
    context.save_changes(&names.iter().cloned().map(Change::Unstar).collect::<Vec<_>>())?;
    Ok(Outcome::from_found(names.len() == ids.len()))
}

/// Prints or sets the note on an entry; an empty text removes it.
pub(super) fn note(context: &mut Context<'_>, id: &str, text: Option<&str>) -> io::Result<Outcome> {
    let [name] = &context.look_up_names(&[id.to_owned()])?[..] else { return Ok(Outcome::Nothing) };
    let from = context.shelf_handle.shelf.note(name).cloned();
    let Some(text) = text else {
        match &from {
            Some(note) => context.out.line(note)?,
            None => context.messages.line(&safe!("there is no note on “", name.text(), "”"))?,
        }
        return Ok(Outcome::from_found(from.is_some()));
    };
    let to = Safe::text(text.trim_end().to_owned());
    let found = context.engine.corpus().look_up(name.text().as_str()).found();
    let imprint = found.map(|entry| context.entry_snapshot(entry));
    let to = (!to.is_empty()).then_some(to);
    context.save_changes(&[Change::Note { entry: name.clone(), snapshot: imprint, from, to }])?;
    Ok(Outcome::Found)
}

pub(super) fn list(context: &mut Context<'_>, what: Option<&ListCommand>, json: bool) -> io::Result<Outcome> {
    match what {
        None => print_lists(context, json),
        Some(ListCommand::Show { name, printing }) => match context.find_list(name)? {
            Some(list) => print_saved(context, &list.entries, printing.format()),
            None => Ok(Outcome::Nothing),
        },
        Some(ListCommand::Add { name, ids }) => add(context, name, ids),
        Some(ListCommand::Remove { name, ids }) => remove(context, name, ids),
        Some(ListCommand::Rename { name, to }) => rename(context, name, to),
        Some(ListCommand::Delete { name }) => {
            let Some(list) = context.find_list(name)? else { return Ok(Outcome::Nothing) };
            context.save_changes(&[Change::DeleteList(list.name, list.entries)])?;
            Ok(Outcome::Found)
        }
    }
}

fn add(context: &mut Context<'_>, name: &str, ids: &[String]) -> io::Result<Outcome> {
    let Some(list) = Shelf::normalize_list_name(name) else {
        context.messages.line(&"a list needs a name".into())?;
        return Ok(Outcome::Nothing);
    };
    let found = context.look_up_entries(ids)?;
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
    let Some(list) = context.find_list(name)? else { return Ok(Outcome::Nothing) };
    let names = context.look_up_names(ids)?;
    let mut removed = 0;
    for name in &names {
        if list.entries.contains(name) {
            removed += 1;
        } else {
            context.messages.line(&safe!("“", name.text(), "” does not stand in “", list.name, "”"))?;
        }
    }
    context
        .save_changes(&names.into_iter().map(|entry| Change::Remove(list.name.clone(), entry)).collect::<Vec<_>>())?;
    Ok(Outcome::from_found(removed == ids.len()))
}

fn rename(context: &mut Context<'_>, name: &str, to: &str) -> io::Result<Outcome> {
    let Some(list) = context.find_list(name)? else { return Ok(Outcome::Nothing) };
    let problem = match Shelf::normalize_list_name(to) {
        None => "a list needs a name".into(),
        Some(to) if context.shelf_handle.shelf.list(to.as_str()).is_some() => {
            safe!("there is a list “", to, "” already")
        }
        Some(to) => {
            context.save_changes(&[Change::Rename { from: list.name, to }])?;
            return Ok(Outcome::Found);
        }
    };
    context.messages.line(&problem)?;
    Ok(Outcome::Nothing)
}

#[derive(Serialize)]
struct ListRecord<'s> {
    name: &'s Safe<'static>,
    entries: Vec<&'s Safe<'static>>,
}

fn print_lists(context: &mut Context<'_>, json: bool) -> io::Result<Outcome> {
    let lists = context.shelf_handle.shelf.lists();
    if json {
        let entries = |list: &List| list.entries.iter().map(|name| name.text().clone()).collect::<Vec<_>>();
        let all: Vec<(Safe<'static>, Vec<Safe<'static>>)> =
            lists.iter().map(|list| (list.name.clone(), entries(list))).collect();
        let records = all.iter().map(|(name, entries)| ListRecord { name, entries: entries.iter().collect() });
        context.out.json(&records.collect::<Vec<_>>())?;
    } else {
        for list in lists {
            context.out.line(&safe!(Safe::line(format!("{:>5}  ", list.entries.len())), list.name))?;
        }
        if lists.is_empty() {
            context.messages.line(&"there are no lists; `kzq list add NAME ID` makes one".into())?;
        }
    }
    Ok(Outcome::from_found(!context.shelf_handle.shelf.lists().is_empty()))
}

/// Prints the entries of a list in its order, with messages about missing ones.
pub(super) fn export(context: &mut Context<'_>, list: &str, format: EntryFormat) -> io::Result<Outcome> {
    let Some(list) = context.find_list(list)? else { return Ok(Outcome::Nothing) };
    let held = entry_statuses(context, &list.entries);
    print_found(context, &held, format)
}

/// Prints the entries that still exist; messages about the others go to stderr.
fn print_found(
    context: &mut Context<'_>,
    held: &[(EntryName, Annotation, EntryStatus)],
    format: EntryFormat,
) -> io::Result<Outcome> {
    let found: Vec<EntryId> = held.iter().filter_map(|(.., standing)| standing.entry()).collect();
    for (name, _, standing) in held {
        if let Some(remark) = standing.message() {
            context.messages.line(&safe!(name.text(), ": ", remark))?;
        }
    }
    let is_any = entries::print_entries(context, &found, format, ListForm::List)?;
    Ok(Outcome::from_found(is_any && found.len() == held.len()))
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

/// Prints entries of the shelf; for one that is gone, the shelf's copy.
fn print_saved(context: &mut Context<'_>, names: &[EntryName], format: EntryFormat) -> io::Result<Outcome> {
    let held = entry_statuses(context, names);
    if format == EntryFormat::Json {
        let corpus = Arc::clone(context.engine.corpus());
        let printed: Vec<ShelfRecord<'_>> = held
            .iter()
            .map(|(name, held, standing)| match standing.entry() {
                Some(id) => ShelfRecord::Entry(Box::new(EntryRecord::new(&corpus, id))),
                None => ShelfRecord::Saved(SavedEntryRecord::of(name, held, *standing)),
            })
            .collect();
        context.out.json(&printed)?;
        return Ok(Outcome::from_found(!held.is_empty()));
    }
    if !format.row().is_prose {
        return print_found(context, &held, format);
    }
    for (index, (name, held, standing)) in held.iter().enumerate() {
        if index > 0 {
            context.out.line(&Safe::default())?;
        }
        if let Some(id) = standing.entry() {
            entries::print_entries(context, &[id], format, ListForm::Single)?;
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
    if held.is_empty() {
        context.messages.line(&"nothing is there".into())?;
    }
    Ok(Outcome::from_found(!held.is_empty()))
}

fn remark(standing: EntryStatus) -> &'static str {
    match standing {
        EntryStatus::Changed(_) => "as it was when it was put on the shelf",
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
